#include "reader/odds.h"

#include "base/utf8.h"
#include <math.h>
#include <string.h>

#define SIDE (KD_NGRAMS_ORDER - 1) /* tokens looked at on either side */
#define FAR 80                     /* glyphs after which a mark is not looked for any more */
#define QUOTED 400                 /* glyphs looked back for an opening quotation mark */
#define MARKS (KD_LOST_CLASSES - 1)

static const gunichar marks[KD_LOST_CLASSES] = {0, 0x3001, 0xFF0C, 0x3002, 0xFF1B, 0xFF1A};

gunichar kd_lost_mark(KdLostClass c)
{
  return marks[c];
}

gboolean kd_may_be_lost(gunichar left, gunichar right)
{
  gboolean marked = left == marks[KD_LOST_PAUSE] || right == marks[KD_LOST_PAUSE] ||
                    kd_is_clause_mark(left) || kd_is_clause_mark(right);
  return left && right && !marked && !kd_is_opening(left) && !kd_is_closing(right);
}

void kd_odds_read(GBytes *bytes, KdOddsWeights *weights)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_assert(size == sizeof *weights);
  memcpy(weights, data, size);
}

/* What stands between two marks, seen from a wrap. */
typedef struct {
  guint letters;    /* up to the nearest mark of any kind */
  gunichar mark;    /* that mark; 0: an end of the block, or too far */
  guint clause;     /* letters up to the nearest mark that is no 、 */
  gunichar closing; /* that mark */
  guint sentence;   /* letters up to the nearest end mark */
  guint start;      /* glyph next to the nearest mark */
  guint clause_start;
} Reach;

static gunichar char_at(const KdDraft *d, gint64 i)
{
  return i >= 0 && i < d->glyphs->len ? kd_draft_glyph(d, (guint)i)->c : 0;
}

static gboolean is_any_mark(gunichar c)
{
  return c == 0 || c == 0x3001 || kd_is_clause_mark(c);
}

/* step −1: to the left from glyph i; 1: to the right. */
static Reach reach_from(const KdDraft *d, gint64 i, int step)
{
  Reach r = {0};
  gboolean in_item = TRUE, in_clause = TRUE;
  for (guint n = 0; n < FAR; n++, i += step) {
    gunichar c = char_at(d, i);
    if (in_item && is_any_mark(c)) {
      r.mark = c;
      in_item = FALSE;
      r.start = (guint)(i - step);
    }
    if (in_clause && c != 0x3001 && is_any_mark(c)) {
      r.closing = c;
      in_clause = FALSE;
      r.clause_start = (guint)(i - step);
    }
    if (c == 0 || kd_is_end_mark(c))
      return r;
    guint one = kd_is_letter(c);
    r.letters += in_item ? one : 0;
    r.clause += in_clause ? one : 0;
    r.sentence += one;
  }
  return r;
}

/* Scores the tokens from index `from` on, each behind all before it. */
static double score_from(const KdNgrams *ngrams, const guint16 *tokens, guint from, guint n)
{
  double sum = 0;
  for (guint i = from; i < n; i++)
    sum += kd_ngrams_score(ngrams, tokens, i + 1);
  return sum;
}

/* The letters around a wrap, with room for a mark between them. */
typedef struct {
  const KdNgrams *ngrams;
  guint16 tokens[2 * SIDE + 1];
  guint left, right;    /* how many on either side */
  guint16 marks[MARKS]; /* their tokens */
} Around;

static void look_around(const KdNgrams *ngrams, const KdDraft *d, guint i, Around *a)
{
  *a = (Around){.ngrams = ngrams};
  for (guint m = 0; m < MARKS; m++)
    a->marks[m] = kd_ngrams_token(ngrams, marks[m + 1]);
  for (gint64 k = (gint64)i - SIDE; k < i; k++) {
    if (k >= -1)
      a->tokens[a->left++] = k >= 0 ? kd_ngrams_token(ngrams, char_at(d, k)) : KD_TOKEN_EDGE;
  }
  a->left = MIN(a->left, SIDE);
  for (guint k = i; k < i + SIDE; k++) {
    gunichar c = char_at(d, k);
    a->tokens[a->left + a->right++] = c ? kd_ngrams_token(ngrams, c) : KD_TOKEN_EDGE;
    if (c == 0)
      break;
  }
}

/* By how much the text becomes likelier with each mark in the middle. */
static void score_marks(const Around *a, double gain[MARKS])
{
  guint16 tokens[2 * SIDE + 1];
  memcpy(tokens, a->tokens, sizeof tokens);
  double without = score_from(a->ngrams, tokens, a->left, a->left + a->right);
  memcpy(tokens + a->left + 1, a->tokens + a->left, a->right * sizeof *tokens);
  for (guint m = 0; m < MARKS; m++) {
    tokens[a->left] = a->marks[m];
    gain[m] = score_from(a->ngrams, tokens, a->left, a->left + a->right + 1) - without;
  }
}

/* How often the nearest letters, so many on either side, were seen with any mark between them, and without.
 */
static void count_around(const Around *a, guint on_left, guint on_right, double *with, double *without)
{
  guint16 tokens[2 * SIDE + 1];
  on_left = MIN(on_left, a->left);
  on_right = MIN(on_right, a->right);
  memcpy(tokens, a->tokens + a->left - on_left, on_left * sizeof *tokens);
  memcpy(tokens + on_left, a->tokens + a->left, on_right * sizeof *tokens);
  *without = kd_ngrams_count(a->ngrams, tokens, on_left + on_right);
  memcpy(tokens + on_left + 1, a->tokens + a->left, on_right * sizeof *tokens);
  *with = 0;
  for (guint m = 0; m < MARKS; m++) {
    tokens[on_left] = a->marks[m];
    *with += kd_ngrams_count(a->ngrams, tokens, on_left + on_right + 1);
  }
}

/* Logarithms of how often a mark stands there among all times; where longer pieces were never seen, as for
 * shorter ones. */
static guint add_counts(const Around *a, double *f)
{
  static const guint8 sizes[][2] = {{1, 0}, {2, 0}, {3, 0}, {0, 1}, {0, 2},
                                    {0, 3}, {1, 1}, {2, 1}, {1, 2}, {2, 2}};
  guint n = 0;
  for (guint k = 0; k < G_N_ELEMENTS(sizes); k++) {
    double with, without;
    count_around(a, sizes[k][0], sizes[k][1], &with, &without);
    gboolean one_side = sizes[k][0] == 0 || sizes[k][1] == 0;
    gboolean longer = one_side && sizes[k][0] + sizes[k][1] > 1;
    if (longer && without < 3)
      f[n] = f[n - 1];
    else
      f[n] = (log(with + 0.2) - log(without + 0.5)) / 4;
    n++;
  }
  return n;
}

/* How much more often the letters on both sides stand together than chance would have it. */
static double stick_together(const Around *a, guint side)
{
  double both, left, right, with;
  count_around(a, side, side, &with, &both);
  count_around(a, side, 0, &with, &left);
  count_around(a, 0, side, &with, &right);
  return (log(both + 0.3) - log(left + 1) - log(right + 1) + log((double)kd_ngrams_tokens(a->ngrams))) / 4;
}

static double up_to(guint n, guint most, double unit)
{
  return MIN(n, most) / unit;
}

/* Members of a list on both sides of the wrap, as far as one can see. */
static guint add_list_features(const KdDraft *d, guint i, const Reach *left, const Reach *right, double *f)
{
  guint n = 0;
  gboolean before = left->mark == 0x3001, after = right->mark == 0x3001;
  gboolean equal = left->letters == right->letters && left->letters >= 2;
  gboolean same_last = char_at(d, (gint64)i - 1) == char_at(d, right->start);
  gboolean same_first = char_at(d, left->start) == char_at(d, i);
  Reach member = {0};
  if (before)
    member = reach_from(d, (gint64)left->start - 2, -1);
  else if (after)
    member = reach_from(d, (gint64)right->start + 2, 1);
  guint near = before ? left->letters : right->letters;
  f[n++] = before;
  f[n++] = after;
  f[n++] = before && after;
  f[n++] = (before || after) && equal;
  f[n++] = (before || after) && same_last;
  f[n++] = (before || after) && same_first;
  f[n++] = (before || after) && member.letters == near;
  f[n++] = (before || after) && left->letters + right->letters > 2 * member.letters + 2;
  f[n++] = before && char_at(d, (gint64)i - 1) == char_at(d, (gint64)left->start - 2);
  return n;
}

/* The same letters elsewhere on the page, away from wraps: do they stand together there? */
static guint add_page_features(const KdGrams *grams, const KdDraft *d, guint i, double *f)
{
  gunichar l2 = char_at(d, (gint64)i - 2), l1 = char_at(d, (gint64)i - 1), r1 = char_at(d, i);
  gunichar r2 = char_at(d, (gint64)i + 1);
  guint n = 0;
  f[n++] = log(1 + kd_grams_pair(grams, l1, r1));
  f[n++] = log(1 + kd_grams_triple(grams, l2, l1, r1));
  f[n++] = log(1 + kd_grams_triple(grams, l1, r1, r2));
  return n;
}

/* Logarithm of how often a run of letters stands beside a mark of the page among all times. */
static double beside_marks(const KdGrams *grams, KdGramsSide side, gunichar a, gunichar b, gunichar c)
{
  guint beside = kd_grams_beside(grams, side, a, b, c), anywhere = kd_grams_triple(grams, a, b, c);
  return (log(beside + 0.5) - log(MAX(anywhere, beside) - beside + 0.5)) / 2;
}

/* … beside this mark among all marks. */
static double beside_this(const KdGrams *grams, KdGramsSide side, gunichar mark, gunichar b, gunichar c)
{
  guint all = kd_grams_beside(grams, side, 0, b, c);
  guint here = kd_grams_beside_mark(grams, side, mark, b, c);
  return log(here + 0.5) - log(MAX(all, here) - here + 0.5);
}

static double rarity(guint n, guint of)
{
  return log((of + 10.0) / (n + 1.0)) / 4;
}

/* How long the page's clauses and sentences are. */
static guint add_style_features(const KdGrams *grams, double *f)
{
  KdGramsStyle s = kd_grams_style(grams);
  guint n = 0;
  f[n++] = rarity(s.pauses, s.letters);
  f[n++] = rarity(s.clauses, s.letters);
  f[n++] = rarity(s.sentences, s.clauses);
  return n;
}

/* The runs on both sides elsewhere on the page: do clauses end and begin with them? */
static guint add_run_features(const KdGrams *grams, const KdDraft *d, guint i, double *f)
{
  gunichar l1 = char_at(d, (gint64)i - 1), l2 = char_at(d, (gint64)i - 2), l3 = char_at(d, (gint64)i - 3);
  gunichar r1 = char_at(d, i), r2 = char_at(d, (gint64)i + 1), r3 = char_at(d, (gint64)i + 2);
  guint n = 0;
  f[n++] = beside_marks(grams, KD_GRAMS_ENDS, 0, l2, l1);
  f[n++] = beside_marks(grams, KD_GRAMS_ENDS, l3, l2, l1);
  f[n++] = beside_marks(grams, KD_GRAMS_STARTS, 0, r1, r2);
  f[n++] = beside_marks(grams, KD_GRAMS_STARTS, r1, r2, r3);
  static const gunichar kinds[] = {0x3001, 0xFF0C, 0x3002};
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
    f[n++] = beside_this(grams, KD_GRAMS_ENDS, kinds[k], l2, l1) / 2;
    f[n++] = beside_this(grams, KD_GRAMS_STARTS, kinds[k], r1, r2) / 2;
  }
  f[n++] = log(1 + kd_grams_across(grams, 0, l1, r1));
  f[n++] = log(1 + kd_grams_across(grams, l2, l1, r1));
  return n + add_style_features(grams, f + n);
}

/* Somebody's words, as far as the marks in sight say. */
static gboolean is_quoted(const KdDraft *d, gint64 i)
{
  for (guint n = 0; n < QUOTED; n++) {
    gunichar c = char_at(d, --i);
    if (c == 0 || c == 0x201C || c == 0x201D)
      return c == 0x201C;
  }
  return FALSE;
}

/* The same two letters at both places? */
static gboolean starts_alike(const KdDraft *d, gint64 a, gint64 b)
{
  gunichar first = char_at(d, a), second = char_at(d, a + 1);
  return kd_is_letter(first) && kd_is_letter(second) && first == char_at(d, b) && second == char_at(d, b + 1);
}

static gboolean is_near(guint a, guint b)
{
  return a <= b + 1 && b <= a + 1;
}

/* Does what stands on one side begin or end as what stands beyond it? */
static guint add_parallel_features(const KdDraft *d, guint i, const Reach *left, const Reach *right,
                                   double *f)
{
  gunichar r1 = char_at(d, i), l1 = char_at(d, (gint64)i - 1);
  guint n = 0;
  f[n++] = right->mark && char_at(d, (gint64)right->start + 2) == r1;
  f[n++] = left->mark && char_at(d, (gint64)left->start - 2) == l1;
  f[n++] = right->mark && right->mark != 0x3001 && char_at(d, right->start) == l1;
  f[n++] = left->mark && left->mark != 0x3001 && char_at(d, left->start) == r1;
  gboolean clause_alike = starts_alike(d, left->clause_start, i);
  gboolean next_alike = right->closing && starts_alike(d, (gint64)right->clause_start + 2, i);
  f[n++] = clause_alike;
  f[n++] = next_alike;
  f[n++] = (clause_alike || next_alike) && is_near(left->clause, right->clause);
  f[n++] = is_near(left->clause, right->clause) && left->clause > 3;
  return n;
}

static KdGap gap_at(const KdDraft *d, guint i)
{
  KdGap gap;
  for (gint64 k = 0; k < KD_GAP_REACH; k++) {
    gap.left[k] = char_at(d, (gint64)i - 1 - k);
    gap.right[k] = char_at(d, (gint64)i + k);
  }
  return gap;
}

double kd_odds_glance(const KdOddsBasis *basis, const KdDraft *d, guint i)
{
  double p[KD_GAPNET_OUTCOMES];
  KdGap gap = gap_at(d, i);
  kd_gapnet_weigh(basis->gaps, &gap, p);
  return 1 - p[KD_LOST_NOTHING];
}

/* What the network makes of the clues of the gap. */
static guint add_gap_features(const KdGapNet *net, const KdDraft *d, guint i, double *f)
{
  double p[KD_GAPNET_OUTCOMES];
  KdGap gap = gap_at(d, i);
  guint n = 0;
  kd_gapnet_weigh(net, &gap, p);
  double nothing = log(p[KD_LOST_NOTHING] + 1e-6);
  f[n++] = 1 - p[KD_LOST_NOTHING];
  f[n++] = -nothing / 4;
  for (guint c = KD_LOST_NOTHING + 1; c < KD_LOST_CLASSES; c++)
    f[n++] = (log(p[c] + 1e-6) - nothing) / 4;
  return n;
}

static guint add_edge_features(const KdDraft *d, guint i, double *f)
{
  gunichar l = char_at(d, (gint64)i - 1), r = char_at(d, i);
  guint n = 0;
  f[n++] = !kd_is_han(l);
  f[n++] = !kd_is_han(r);
  f[n++] = kd_is_closing(l);
  f[n++] = kd_is_opening(r);
  f[n++] = kd_is_closing(l) && kd_is_opening(r);
  return n;
}

void kd_odds_features(const KdOddsBasis *basis, const KdDraft *d, guint i, double features[KD_ODDS_FEATURES])
{
  double *f = features;
  memset(f, 0, KD_ODDS_FEATURES * sizeof *f);
  Reach left = reach_from(d, (gint64)i - 1, -1), right = reach_from(d, i, 1);
  double gain[MARKS];
  Around around;
  look_around(basis->ngrams, d, i, &around);
  score_marks(&around, gain);
  guint n = 0;
  f[n++] = 1;
  for (guint m = 0; m < MARKS; m++)
    f[n++] = gain[m] / 4;
  f[n++] = up_to(left.letters, 40, 20);
  f[n++] = up_to(right.letters, 40, 20);
  f[n++] = up_to(left.clause, 50, 20);
  f[n++] = up_to(right.clause, 50, 20);
  f[n++] = up_to(left.sentence, 80, 40);
  f[n++] = left.clause + right.clause > 30 ? up_to(left.clause + right.clause - 30, 40, 20) : 0;
  f[n++] = left.letters < 4;
  f[n++] = right.letters < 4;
  f[n++] = left.closing == 0xFF0C;
  f[n++] = left.closing == 0x3002 || left.closing == 0;
  f[n++] = right.closing == 0xFF0C;
  f[n++] = right.closing == 0x3002 || right.closing == 0;
  f[n++] = left.closing == 0xFF1B || right.closing == 0xFF1B;
  f[n++] = char_at(d, left.clause_start) == char_at(d, i);
  f[n++] = left.clause > 3 && left.clause == right.clause;
  n += add_counts(&around, f + n);
  f[n++] = stick_together(&around, 1);
  f[n++] = stick_together(&around, 2);
  n += add_list_features(d, i, &left, &right, f + n);
  n += add_page_features(basis->grams, d, i, f + n);
  n += add_run_features(basis->grams, d, i, f + n);
  f[n++] = is_quoted(d, i);
  f[n++] = left.closing == 0;
  f[n++] = right.closing == 0;
  f[n++] = up_to(right.sentence, 80, 40);
  n += add_parallel_features(d, i, &left, &right, f + n);
  n += add_gap_features(basis->gaps, d, i, f + n);
  n += add_edge_features(d, i, f + n);
  f[n + kd_measure_slack(&basis->measure, d, i)] = 1;
  n += KD_SLACKS;
  g_assert(n == KD_ODDS_FEATURES);
}

void kd_odds_weigh_net(const KdOddsNet *w, const double features[KD_ODDS_FEATURES], double p[KD_LOST_CLASSES])
{
  double hidden[KD_ODDS_HIDDEN + 1], sum = 0;
  for (guint h = 0; h < KD_ODDS_HIDDEN; h++) {
    double in = 0;
    for (guint k = 0; k < KD_ODDS_FEATURES; k++)
      in += w->hidden[h][k] * features[k];
    hidden[h] = tanh(in);
  }
  hidden[KD_ODDS_HIDDEN] = 1;
  for (guint c = 0; c < KD_LOST_CLASSES; c++) {
    double logit = 0;
    for (guint h = 0; h <= KD_ODDS_HIDDEN; h++)
      logit += w->out[c][h] * hidden[h];
    p[c] = exp(CLAMP(logit, -40, 40));
    sum += p[c];
  }
  for (guint c = 0; c < KD_LOST_CLASSES; c++)
    p[c] /= sum;
}

void kd_odds_weigh(const KdOddsWeights *w, const double features[KD_ODDS_FEATURES], double p[KD_LOST_CLASSES])
{
  memset(p, 0, KD_LOST_CLASSES * sizeof *p);
  for (guint n = 0; n < KD_ODDS_NETS; n++) {
    double one[KD_LOST_CLASSES];
    kd_odds_weigh_net(&w->nets[n], features, one);
    for (guint c = 0; c < KD_LOST_CLASSES; c++)
      p[c] += one[c] / KD_ODDS_NETS;
  }
}

KdLostClass kd_odds_likeliest(const double p[KD_LOST_CLASSES])
{
  KdLostClass best = KD_LOST_NOTHING + 1;
  for (KdLostClass c = best; c < KD_LOST_CLASSES; c++)
    if (p[c] > p[best])
      best = c;
  return best;
}
