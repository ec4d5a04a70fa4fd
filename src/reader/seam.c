#include "reader/seam.h"

#include <math.h>

#define FEATURES 11
#define PLAY 4 /* half cells by which full lines differ */

/* How much rarer a lost mark was than a cut among the examples of the network. */
#define LOST_RARER 5

/* Multinomial logistic regression against a paragraph that was cut, fitted on clean texts of the genre that
 * were set in columns, with marks lost at line ends, paragraphs torn and paragraphs cut; the texts were not
 * counted in the table. By itself it finds 80 of 100 torn paragraphs; the network, which sees more words and
 * was fitted on ten million characters, brings them to 92. */
static const double of_lost[FEATURES] = {2.65,  -0.07, 2.36, -2.17, -1.92, 0.74,
                                         -0.44, -0.80, 1.29, -0.72, 0.12};
static const double of_torn[FEATURES] = {1.10,  1.91,  0.22, 0.15,  -0.26, -0.14,
                                         -1.28, -2.70, 0.25, -0.55, 0.35};

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

KdSeam kd_seam_weigh(const KdSeamBasis *basis, const KdDraft *d, const KdDraft *next, gint slack)
{
  const KdNgrams *ngrams = basis->ngrams;
  double joint = 0, start = 0;
  KdRims left = read_rims(ngrams, d);
  gboolean open = left.last == 0xFF0C || left.last == 0x3001, odd = is_odd(d);
  if (next) {
    KdRims right = read_rims(ngrams, next);
    start = kd_junction_start(ngrams, &right, KD_RIMS_HEAD);
    joint = CLAMP(kd_junction_score(ngrams, &left, &right, KD_RIMS_HEAD) - start, -12, 12) / 5;
  }
  double end = open ? 0 : MAX(kd_junction_end(ngrams, &left), -12) / 5;
  double f[FEATURES] = {
      1, joint, end, open, CLAMP(slack, KD_SEAM_SHORT, PLAY) / 4.0, slack < -PLAY, CLAMP(start, -10, 10) / 5};
  f[7] = next == NULL;
  f[8] = open * joint;
  f[9] = odd;
  f[10] = odd && next && is_odd(next);
  double lost = open ? 0 : weigh(of_lost, f), torn = next ? weigh(of_torn, f) : 0;
  double p[KD_GAPNET_OUTCOMES];
  KdGap gap = gap_between(d, next);
  kd_gapnet_weigh(basis->gaps, &gap, p);
  lost *= LOST_RARER * p[KD_SEAM_LOST] / p[KD_SEAM_CUT];
  torn *= p[KD_SEAM_TORN] / p[KD_SEAM_CUT];
  double sum = lost + torn + 1;
  return (KdSeam){lost / sum, torn / sum, 1 / sum};
}
