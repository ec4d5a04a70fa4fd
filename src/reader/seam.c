#include "reader/seam.h"

#include <math.h>

#define FEATURES 14
#define COMMA 0xFF0C
#define PAUSE 0x3001

#define LEAST_END (-24) /* nats */
#define RAREST 1e-6     /* probability */

/* Multinomial logistic regression against a paragraph that was cut, fitted on official texts that were set in
 * columns, with marks lost at line ends, and on half of the pages paragraphs torn and cut; the texts were
 * counted neither in the table nor for the network. Of the ends whose last line looks full, on texts it was
 * not fitted on, it finds 97 of 100 lost marks (three of four of them surely) and 95 of 100 torn paragraphs;
 * of the cut ones 3 of 100 pass for surely lost. In the order of the features below. */
static const double of_lost[FEATURES] = {6.21, 0.08,  2.29,  0,     0,     -0.84, 0.94,
                                         0.49, -0.93, -2.16, -0.27, -0.27, 0.26,  0.07};
static const double of_torn[FEATURES] = {1.41, 2.11, 0.29, -0.57, 0.97, 0.14,  0,
                                         0,    0,    0,    -2.71, 1.79, -0.14, 0.49};

/* An odd number of quotation marks: one was opened and not closed, or the other way about. */
static gboolean is_odd(const KdDraft *d)
{
  guint n = 0;
  for (guint i = 0; i < d->glyphs->len; i++)
    n += kd_draft_glyph(d, i)->c == 0x201C || kd_draft_glyph(d, i)->c == 0x201D;
  return n % 2 != 0;
}

static double weigh(const double *weights, const double *f)
{
  double sum = 0;
  for (guint k = 0; k < FEATURES; k++)
    sum += weights[k] * f[k];
  return exp(sum);
}

/* How a paragraph goes on is looked for in its first characters: the piece need not be longer than a line. */
static KdRims read_rims(const KdNgrams *ngrams, const KdDraft *d)
{
  return kd_rims_read(ngrams, d, 0, d->glyphs->len);
}

static KdGap gap_between(const KdDraft *d, const KdDraft *next)
{
  KdGap gap = {{0}, {0}};
  for (guint k = 0; k < KD_GAP_REACH; k++) {
    if (k < d->glyphs->len)
      gap.left[k] = kd_draft_glyph(d, d->glyphs->len - 1 - k)->c;
    if (next && k < next->glyphs->len)
      gap.right[k] = kd_draft_glyph(next, k)->c;
  }
  return gap;
}

KdSeam kd_seam_weigh(const KdSeamBasis *basis, const KdDraft *d, const KdSeamSight *sight)
{
  const KdNgrams *ngrams = basis->ngrams;
  const KdDraft *next = sight->next;
  double joint = 0, start = 0;
  KdRims left = read_rims(ngrams, d);
  gboolean open = left.last == COMMA || left.last == PAUSE;
  if (next) {
    KdRims right = read_rims(ngrams, next);
    start = kd_junction_start(ngrams, &right);
    joint = CLAMP(kd_junction_score(ngrams, &left, &right) - start, -12, 12) / 5;
  }
  double p[KD_GAPNET_OUTCOMES];
  KdGap gap = gap_between(d, next);
  kd_gapnet_weigh(basis->gaps, &gap, p);
  double f[FEATURES] = {
      1,
      joint,
      open ? 0 : MAX(kd_junction_end(ngrams, &left), LEAST_END) / 5,
      open,
      left.last == PAUSE,
      CLAMP(sight->full, -4, 4),
      sight->losses,
      CLAMP(start, -10, 10) / 5,
      next == NULL,
      is_odd(d),
      sight->known_start,
      sight->known_words,
      log(MAX(p[KD_SEAM_LOST], RAREST) / MAX(p[KD_SEAM_CUT], RAREST)),
      log(MAX(p[KD_SEAM_TORN], RAREST) / MAX(p[KD_SEAM_CUT], RAREST)),
  };
  double lost = open ? 0 : weigh(of_lost, f), torn = next ? weigh(of_torn, f) : 0;
  double sum = lost + torn + 1;
  return (KdSeam){lost / sum, torn / sum, 1 / sum};
}
