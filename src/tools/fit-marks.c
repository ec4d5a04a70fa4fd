/* Fits the weights by which lost marks are judged (reader/odds.h): sets texts in narrow columns, loses three
 * in ten of the marks at line ends, and learns to tell those wraps from the others.
 *
 * usage: fit-marks WEIGHTS TABLE TEXT-FILE…
 * TABLE must not have been counted in the texts. Same files, same weights. */
#include "base/error.h"
#include "base/random.h"
#include "base/utf8.h"
#include "reader/odds.h"
#include "tools/corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOST_IN_TEN 3
#define PAGE 3500 /* letters */
#define ROUNDS 20
#define BATCH 128u
#define SHRINK 1e-5 /* weight of the squared weights in what is minimised */

typedef struct {
  double features[KD_ODDS_FEATURES];
  guint class;
} Example;

typedef struct {
  const KdNgrams *ngrams;
  KdRandom random;
  GArray *examples; /* Example */
} Fit;

static guint class_of(gunichar c)
{
  for (guint i = 1; i < KD_LOST_CLASSES; i++)
    if (kd_lost_mark(i) == c)
      return i;
  return KD_LOST_NOTHING;
}

static void add_glyph(KdDraft *d, gunichar c, gboolean wrap)
{
  KdGlyph g = {.c = c, .line = 1, .column = 1, .flags = wrap ? KD_GLYPH_WRAP : 0};
  g_array_append_val(d->glyphs, g);
}

/* A paragraph as an uneven column prints it; lost holds, for each glyph, the class of the mark lost before
 * it. */
static KdDraft *set_in_column(Fit *fit, const char *line, GArray *lost)
{
  static const int play[] = {-2, -1, -1, 0, 0, 0, 0, 0, 1, 1, 2};
  KdDraft *d = kd_draft_new();
  guint width = 14 + kd_random_below(&fit->random, 5), used = 0, room = width, gone = 0;
  gboolean wrap = FALSE;
  for (const char *p = line; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean sticks = class_of(c) || kd_is_closing(c) || kd_is_end_mark(c); /* starts no line */
    if (used >= room && !sticks) {
      wrap = TRUE;
      used = 0;
      room = (guint)((int)width + play[kd_random_below(&fit->random, G_N_ELEMENTS(play))]);
    }
    used++;
    gboolean at_end = used >= room;
    if (class_of(c) && at_end && kd_random_below(&fit->random, 10) < LOST_IN_TEN) {
      gone = class_of(c);
      used = room;
      continue;
    }
    add_glyph(d, c, wrap);
    g_array_append_val(lost, gone);
    gone = 0;
    wrap = FALSE;
  }
  return d;
}

static void learn_draft(Fit *fit, const KdGrams *grams, const KdDraft *d, const GArray *lost)
{
  const KdOddsBasis basis = {fit->ngrams, grams};
  for (guint i = 2; i + 1 < d->glyphs->len; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    if (!(g->flags & KD_GLYPH_WRAP) || !kd_is_han(g->c) || !kd_is_han(kd_draft_glyph(d, i - 1)->c))
      continue;
    Example e = {.class = g_array_index(lost, guint, i)};
    kd_odds_features(&basis, d, i, e.features);
    g_array_append_val(fit->examples, e);
  }
}

/* A page as long as a reader's: some thousand letters. */
static void learn_page(Fit *fit, char **lines, guint n)
{
  KdPage *page = kd_page_new(NULL, NULL);
  g_autoptr(GPtrArray) lost = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < n; i++) {
    if (kd_letter_count(lines[i], strlen(lines[i])) < 60)
      continue;
    GArray *gone = g_array_new(FALSE, FALSE, sizeof(guint));
    g_ptr_array_add(lost, gone);
    g_ptr_array_add(page->drafts, set_in_column(fit, lines[i], gone));
  }
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  for (guint i = 0; i < page->drafts->len; i++)
    learn_draft(fit, grams, kd_page_draft(page, i), g_ptr_array_index(lost, i));
  kd_page_free(page);
}

static void learn_file(Fit *fit, const char *path)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  guint first = 0, letters = 0;
  for (guint i = 0; lines[i]; i++) {
    letters += kd_letter_count(lines[i], strlen(lines[i]));
    if (letters < PAGE && lines[i + 1])
      continue;
    learn_page(fit, lines + first, i + 1 - first);
    first = i + 1;
    letters = 0;
  }
}

#define N_WEIGHTS (sizeof(KdOddsWeights) / sizeof(double))

/* What Adam remembers (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015), weight by
 * weight. */
typedef struct {
  double slope[N_WEIGHTS], mean[N_WEIGHTS], square[N_WEIGHTS];
} Descent;

/* Adds the slope of the loss of one example; the loss. */
static double add_slope(const KdOddsWeights *w, const Example *e, KdOddsWeights *slope)
{
  double p[KD_LOST_CLASSES], hidden[KD_ODDS_HIDDEN];
  kd_odds_weigh(w, e->features, p);
  for (guint h = 0; h < KD_ODDS_HIDDEN; h++) {
    double in = 0;
    for (guint k = 0; k < KD_ODDS_FEATURES; k++)
      in += w->hidden[h][k] * e->features[k];
    hidden[h] = tanh(in);
  }
  double back[KD_ODDS_HIDDEN] = {0};
  for (guint c = 0; c < KD_LOST_CLASSES; c++) {
    double error = p[c] - (e->class == c);
    for (guint h = 0; h < KD_ODDS_HIDDEN; h++) {
      slope->out[c][h] += error * hidden[h];
      back[h] += error * w->out[c][h];
    }
    slope->out[c][KD_ODDS_HIDDEN] += error;
  }
  for (guint h = 0; h < KD_ODDS_HIDDEN; h++) {
    double error = back[h] * (1 - hidden[h] * hidden[h]);
    for (guint k = 0; k < KD_ODDS_FEATURES; k++)
      slope->hidden[h][k] += error * e->features[k];
  }
  return -log(p[e->class]);
}

static void step_down(KdOddsWeights *weights, Descent *d, guint n, double rate, guint step)
{
  double *w = &weights->hidden[0][0];
  for (guint i = 0; i < N_WEIGHTS; i++) {
    double slope = d->slope[i] / n + SHRINK * w[i];
    d->mean[i] = 0.9 * d->mean[i] + 0.1 * slope;
    d->square[i] = 0.999 * d->square[i] + 0.001 * slope * slope;
    double mean = d->mean[i] / (1 - pow(0.9, step)), square = d->square[i] / (1 - pow(0.999, step));
    w[i] -= rate * mean / (sqrt(square) + 1e-8);
  }
}

static void begin_weights(Fit *fit, KdOddsWeights *weights)
{
  double *w = &weights->hidden[0][0];
  for (guint i = 0; i < N_WEIGHTS; i++)
    w[i] = ((double)kd_random_next(&fit->random) / G_MAXUINT32 - 0.5) * 0.3;
}

/* Small steps over the examples in an arbitrary order, again and again. */
static void learn(Fit *fit, KdOddsWeights *weights)
{
  g_autofree Descent *d = g_new0(Descent, 1);
  guint step = 0;
  begin_weights(fit, weights);
  for (guint round = 0; round < ROUNDS; round++) {
    double loss = 0, rate = 0.003 * (1 - (double)round / ROUNDS);
    kd_random_shuffle(&fit->random, fit->examples->data, fit->examples->len, sizeof(Example));
    for (guint i = 0; i < fit->examples->len; i += BATCH) {
      guint n = MIN(BATCH, fit->examples->len - i);
      memset(d->slope, 0, sizeof d->slope);
      for (guint k = i; k < i + n; k++)
        loss += add_slope(weights, &g_array_index(fit->examples, Example, k), (KdOddsWeights *)d->slope);
      step_down(weights, d, n, rate, ++step);
    }
    fprintf(stderr, "round %u, loss %.4f\n", round + 1, loss / fit->examples->len);
  }
}

static void append_row(GString *out, const double *row, guint n)
{
  for (guint k = 0; k < n; k++)
    g_string_append_printf(out, "%.3f%c", row[k], k + 1 < n ? ' ' : '\n');
}

static void write_weights(const char *path, const KdOddsWeights *w, guint examples)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_string_append_printf(
      out,
      "# Weights by which lost marks are judged, fitted by fit-marks on %u column wraps: a row for\n"
      "# each hidden unit, a column for each feature of reader/odds.c; then a row for each outcome\n"
      "# (nothing, 、 ， 。 ； and ：), a column for each hidden unit and the bias.\n",
      examples);
  for (guint h = 0; h < KD_ODDS_HIDDEN; h++)
    append_row(out, w->hidden[h], KD_ODDS_FEATURES);
  for (guint c = 0; c < KD_LOST_CLASSES; c++)
    append_row(out, w->out[c], KD_ODDS_HIDDEN + 1);
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(path, out->str, -1, &error))
    g_error("%s", error->message);
}

int main(int argc, char **argv)
{
  if (argc < 4) {
    fputs("usage: fit-marks WEIGHTS TABLE TEXT-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(KdNgrams) ngrams = kd_ngrams_open(argv[2], &error);
  if (ngrams == NULL)
    g_error("%s", error->message);
  Fit fit = {.ngrams = ngrams, .examples = g_array_new(FALSE, FALSE, sizeof(Example))};
  kd_random_init(&fit.random, 1, 1);
  for (int i = 3; i < argc; i++)
    learn_file(&fit, argv[i]);
  KdOddsWeights weights;
  learn(&fit, &weights);
  write_weights(argv[1], &weights, fit.examples->len);
  g_array_unref(fit.examples);
  return 0;
}
