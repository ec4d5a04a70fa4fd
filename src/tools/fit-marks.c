/* Fits the weights by which lost marks are judged (reader/odds.h): sets texts in narrow columns, loses three
 * in ten of the marks at line ends, and learns to tell those wraps from the others.
 *
 * usage: fit-marks WEIGHTS TABLE NET TEXT-FILE…
 * TABLE (count-ngrams) and NET (fit-gaps marks) must not have been made from the texts. One file of five is
 * not learnt from: on those the weights are measured. Same files, same weights. */
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
#define DAMAGES 5 /* of every file, each another */
#define HELD_OUT 5
#define ROUNDS 12
#define BATCH 128u
#define SHRINK 1e-5 /* weight of the squared weights in what is minimised */

typedef struct {
  double features[KD_ODDS_FEATURES];
  guint class;
} Example;

typedef struct {
  const KdNgrams *ngrams;
  const KdGapNet *gaps;
  KdRandom random;
  GArray *examples, *held_out; /* Example */
  guint width;                 /* characters of the page's column */
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

static gboolean is_word(gunichar c)
{
  return c < 0x80 && kd_is_letter(c);
}

/* Where the line that begins with character i ends: no mark starts a line, no number is split. */
static guint find_line_end(Fit *fit, const GArray *text, guint i)
{
  static const gint8 play[] = {-2, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                               0,  0,  0,  0,  0,  0,  0,  0, 0, 1, 1, 1, 1, 1, 1, 2};
  const gunichar *c = (const gunichar *)(gpointer)text->data;
  gint width = (gint)fit->width + play[kd_random_below(&fit->random, G_N_ELEMENTS(play))];
  guint end = MIN(i + (guint)width, text->len);
  if (end < text->len && (class_of(c[end]) || kd_is_closing(c[end]) || kd_is_end_mark(c[end])))
    end++;
  while (end > i && end < text->len && is_word(c[end]) && is_word(c[end - 1]))
    end--;
  return end > i ? end : MIN(i + fit->width, text->len);
}

static GArray *read_chars(const char *line)
{
  GArray *chars = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (const char *p = line; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!kd_is_blank(c))
      g_array_append_val(chars, c);
  }
  return chars;
}

/* A paragraph as an uneven column prints it; lost holds, for each glyph, the class of the mark lost before
 * it. */
static KdDraft *set_in_column(Fit *fit, const char *line, GArray *lost)
{
  KdDraft *d = kd_draft_new();
  g_autoptr(GArray) text = read_chars(line);
  guint gone = KD_LOST_NOTHING;
  for (guint i = 0, end; i < text->len; i = end) {
    end = find_line_end(fit, text, i);
    guint last = class_of(g_array_index(text, gunichar, end - 1));
    gboolean lose = last && kd_random_below(&fit->random, 10) < LOST_IN_TEN;
    for (guint k = i; k < end - (lose ? 1 : 0); k++) {
      add_glyph(d, g_array_index(text, gunichar, k), k == i && i > 0);
      g_array_append_val(lost, gone);
      gone = KD_LOST_NOTHING;
    }
    gone = lose ? last : gone;
  }
  return d;
}

static void learn_draft(const KdOddsBasis *basis, const KdDraft *d, const GArray *lost, GArray *examples)
{
  for (guint i = 2; i + 1 < d->glyphs->len; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    if (!(g->flags & KD_GLYPH_WRAP) || !kd_may_be_lost(kd_draft_glyph(d, i - 1)->c, g->c))
      continue;
    Example e = {.class = g_array_index(lost, guint, i)};
    kd_odds_features(basis, d, i, e.features);
    g_array_append_val(examples, e);
  }
}

/* A page as long as a reader's: some thousand letters. */
static void learn_page(Fit *fit, char **lines, guint n, GArray *examples)
{
  KdPage *page = kd_page_new(NULL, NULL);
  g_autoptr(GPtrArray) lost = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  fit->width = 14 + kd_random_below(&fit->random, 5);
  for (guint i = 0; i < n; i++) {
    if (kd_letter_count(lines[i], strlen(lines[i])) < 40)
      continue;
    GArray *gone = g_array_new(FALSE, FALSE, sizeof(guint));
    g_ptr_array_add(lost, gone);
    g_ptr_array_add(page->drafts, set_in_column(fit, lines[i], gone));
  }
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  const KdOddsBasis basis = {fit->ngrams, fit->gaps, grams, kd_measure_drafts(page, 0, page->drafts->len)};
  for (guint i = 0; i < page->drafts->len; i++)
    learn_draft(&basis, kd_page_draft(page, i), g_ptr_array_index(lost, i), examples);
  kd_page_free(page);
}

static void learn_file(Fit *fit, const char *path, GArray *examples)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  guint first = 0, letters = 0;
  for (guint i = 0; lines[i]; i++) {
    letters += kd_letter_count(lines[i], strlen(lines[i]));
    if (letters < PAGE && lines[i + 1])
      continue;
    learn_page(fit, lines + first, i + 1 - first, examples);
    first = i + 1;
    letters = 0;
  }
}

#define N_WEIGHTS (sizeof(KdOddsNet) / sizeof(float))

/* What Adam remembers (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015), weight by
 * weight. */
typedef struct {
  float slope[N_WEIGHTS];
  double mean[N_WEIGHTS], square[N_WEIGHTS];
} Descent;

/* Adds the slope of the loss of one example; the loss. */
static double add_slope(const KdOddsNet *w, const Example *e, KdOddsNet *slope)
{
  double p[KD_LOST_CLASSES], hidden[KD_ODDS_HIDDEN];
  kd_odds_weigh_net(w, e->features, p);
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
      slope->out[c][h] += (float)(error * hidden[h]);
      back[h] += error * w->out[c][h];
    }
    slope->out[c][KD_ODDS_HIDDEN] += (float)error;
  }
  for (guint h = 0; h < KD_ODDS_HIDDEN; h++) {
    double error = back[h] * (1 - hidden[h] * hidden[h]);
    for (guint k = 0; k < KD_ODDS_FEATURES; k++)
      slope->hidden[h][k] += (float)(error * e->features[k]);
  }
  return -log(p[e->class]);
}

static void step_down(KdOddsNet *weights, Descent *d, guint n, double rate, guint step)
{
  float *w = &weights->hidden[0][0];
  for (guint i = 0; i < N_WEIGHTS; i++) {
    double slope = d->slope[i] / n + SHRINK * w[i];
    d->mean[i] = 0.9 * d->mean[i] + 0.1 * slope;
    d->square[i] = 0.999 * d->square[i] + 0.001 * slope * slope;
    double mean = d->mean[i] / (1 - pow(0.9, step)), square = d->square[i] / (1 - pow(0.999, step));
    w[i] -= (float)(rate * mean / (sqrt(square) + 1e-8));
  }
}

static void begin_weights(Fit *fit, KdOddsNet *weights)
{
  float *w = &weights->hidden[0][0];
  for (guint i = 0; i < N_WEIGHTS; i++)
    w[i] = (float)(((double)kd_random_next(&fit->random) / G_MAXUINT32 - 0.5) * 0.3);
}

/* Small steps over the examples in an arbitrary order, again and again. */
static void learn(Fit *fit, KdOddsNet *weights)
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
        loss += add_slope(weights, &g_array_index(fit->examples, Example, k), (KdOddsNet *)d->slope);
      step_down(weights, d, n, rate, ++step);
    }
    if (round + 1 == ROUNDS)
      fprintf(stderr, "fitted, loss %.4f\n", loss / fit->examples->len);
  }
}

/* What would be put in at this probability, how much of it is right, and how many of the lost marks that are.
 */
static void measure(const Fit *fit, const KdOddsWeights *w, double least)
{
  guint put = 0, right = 0, kind = 0, lost = 0;
  for (guint i = 0; i < fit->held_out->len; i++) {
    const Example *e = &g_array_index(fit->held_out, Example, i);
    double p[KD_LOST_CLASSES];
    kd_odds_weigh(w, e->features, p);
    lost += e->class != KD_LOST_NOTHING;
    if (1 - p[KD_LOST_NOTHING] < least)
      continue;
    put++;
    right += e->class != KD_LOST_NOTHING;
    kind += e->class != KD_LOST_NOTHING && kd_odds_likeliest(p) == e->class;
  }
  printf("held out, from %.2f: %u wraps, %u marks lost, precision %.3f, recall %.3f, kind %.3f\n", least,
         fit->held_out->len, lost, (double)right / MAX(put, 1), (double)right / MAX(lost, 1),
         (double)kind / MAX(right, 1));
}

int main(int argc, char **argv)
{
  if (argc < 5) {
    fputs("usage: fit-marks WEIGHTS TABLE NET TEXT-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(KdNgrams) ngrams = kd_ngrams_open(argv[2], &error);
  g_autoptr(GMappedFile) file = ngrams ? g_mapped_file_new(argv[3], FALSE, &error) : NULL;
  if (file == NULL)
    g_error("%s", error->message);
  g_autoptr(KdGapNet) gaps = kd_gapnet_new(g_mapped_file_get_bytes(file));
  Fit fit = {.ngrams = ngrams, .gaps = gaps};
  fit.examples = g_array_new(FALSE, FALSE, sizeof(Example));
  fit.held_out = g_array_new(FALSE, FALSE, sizeof(Example));
  kd_random_init(&fit.random, 1, 1);
  for (guint damage = 0; damage < DAMAGES; damage++)
    for (int i = 4; i < argc; i++)
      learn_file(&fit, argv[i], i % HELD_OUT ? fit.examples : fit.held_out);
  KdOddsWeights weights;
  for (guint n = 0; n < KD_ODDS_NETS; n++)
    learn(&fit, &weights.nets[n]);
  for (guint least = 70; least < 100; least += 5)
    measure(&fit, &weights, least / 100.0);
  if (!g_file_set_contents(argv[1], (const char *)&weights, sizeof weights, &error))
    g_error("%s", error->message);
  g_array_unref(fit.examples);
  g_array_unref(fit.held_out);
  return 0;
}
