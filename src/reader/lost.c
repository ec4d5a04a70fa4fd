#include "reader/lost.h"

#include "base/data.h"
#include "base/utf8.h"
#include "reader/grams.h"
#include "reader/leads.h"
#include "reader/odds.h"
#include <string.h>

#define PAUSE 0x3001
#define NEAR 64        /* glyphs looked at on either side of a wrap */
#define LONG_CLAUSE 32 /* letters; longer ones crossing a wrap may hide a lost mark */
#define BY_LENGTH 400  /* confidence of a mark of which nothing but a long clause speaks */
#define CONTEXT 3      /* letters on either side that make a place known from elsewhere */
#define ITEM_LONGEST 12

typedef struct {
  const KdPage *page;
  KdGrams *grams;
  GHashTable *marked; /* guint64 hash of the letters around a mark → the mark; 0: several */
  KdGapNet *gaps;
  KdMeasure *measures; /* by article */
  KdOddsWeights weights;
} Lost;

typedef struct {
  gunichar mark; /* 0: none */
  guint16 confidence;
  guint16 flags;
} Verdict;

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

static gboolean is_lost_kind(gunichar c)
{
  return kd_is_clause_mark(c) || c == PAUSE;
}

/* --- the same place elsewhere ------------------------------------------------------------------------- */

static gboolean hash_letters(const KdDraft *d, guint left_end, guint right, guint64 *hash)
{
  guint64 h = 1469598103934665603u;
  if (left_end < CONTEXT || right + CONTEXT > d->glyphs->len)
    return FALSE;
  for (guint k = 0; k < 2 * CONTEXT; k++) {
    gunichar c = char_at(d, k < CONTEXT ? left_end - CONTEXT + k : right + k - CONTEXT);
    if (!kd_is_letter(c))
      return FALSE;
    h = (h ^ c) * 1099511628211u;
  }
  *hash = h;
  return TRUE;
}

static void index_draft(Lost *l, const KdDraft *d)
{
  guint64 h;
  for (guint i = 1; i + 1 < d->glyphs->len; i++) {
    gunichar c = char_at(d, i);
    if (!is_lost_kind(c) || !hash_letters(d, i, i + 1, &h))
      continue;
    gpointer seen = g_hash_table_lookup(l->marked, &h);
    gunichar mark = seen && GPOINTER_TO_UINT(seen) != c ? G_MAXUINT : c;
    g_hash_table_replace(l->marked, g_memdup2(&h, sizeof h), GUINT_TO_POINTER(mark));
  }
}

/* The letters around the wrap stand elsewhere with a mark between them, and nowhere without. */
static Verdict known_from_elsewhere(const Lost *l, const KdDraft *d, guint i)
{
  guint64 h;
  if (!hash_letters(d, i, i, &h))
    return (Verdict){0};
  guint mark = GPOINTER_TO_UINT(g_hash_table_lookup(l->marked, &h));
  gboolean joined = kd_grams_triple(l->grams, char_at(d, i - 2), char_at(d, i - 1), char_at(d, i)) ||
                    kd_grams_triple(l->grams, char_at(d, i - 1), char_at(d, i), char_at(d, i + 1));
  if (mark == 0 || mark == G_MAXUINT || joined)
    return (Verdict){0};
  return (Verdict){mark, 950, KD_GLYPH_ADDED};
}

/* --- series ------------------------------------------------------------------------------------------- */

/* Glyphs from start on without a mark between. */
typedef struct {
  guint start, n;
  gboolean pause_before, pause_after;
} Item;

static Item item_before(const KdDraft *d, guint end)
{
  guint start = end;
  while (start > d->label && end - start < NEAR && kd_is_letter(char_at(d, start - 1)))
    start--;
  return (Item){start, end - start, start > 0 && char_at(d, start - 1) == PAUSE, char_at(d, end) == PAUSE};
}

static Item item_after(const KdDraft *d, guint start)
{
  guint end = start;
  while (end - start < NEAR && kd_is_letter(char_at(d, end)))
    end++;
  return (Item){start, end - start, start > 0 && char_at(d, start - 1) == PAUSE, char_at(d, end) == PAUSE};
}

static gunichar last_of(const KdDraft *d, const Item *it)
{
  return it->n ? char_at(d, it->start + it->n - 1) : 0;
}

/* left and right of the wrap, with a member of the series before or behind them. Members that are whole must
 * agree in length and in their last character (幸福感|安全感) or their first two (人人负责|人人奉献); where
 * words that belong to no member stand in front of the first or behind the last, in length and last
 * character. */
static guint16 weigh_members(const KdDraft *d, const Item *left, const Item *right, const Item *member,
                             gboolean behind)
{
  guint n = left->n;
  if (n < 2 || n > ITEM_LONGEST)
    return 0;
  gboolean first = n >= 3 && char_at(d, left->start) == char_at(d, right->start) &&
                   char_at(d, left->start + 1) == char_at(d, right->start + 1) &&
                   char_at(d, left->start) == char_at(d, member->start) &&
                   char_at(d, left->start + 1) == char_at(d, member->start + 1);
  gunichar last = last_of(d, left);
  if (right->n == n && member->n == n && (first || (last_of(d, right) == last && last_of(d, member) == last)))
    return 960;
  gboolean inside = !behind && n >= 3 && member->n >= n && right->n >= n && last_of(d, member) == last &&
                    char_at(d, right->start + n - 1) == last;
  return inside || (!behind && first && member->n == n && right->n > n) ? 920 : 0;
}

/* Three whole members of four characters around a wrap that would make a member of eight. */
static gboolean is_four_by_four(const KdDraft *d, const Item *left, const Item *right)
{
  if (left->n != 4 || right->n != 4 || !left->pause_before || !right->pause_after)
    return FALSE;
  guint whole = 0;
  guint at = left->start;
  for (guint k = 0; k < 2 && at > 0 && char_at(d, at - 1) == PAUSE; k++) {
    Item it = item_before(d, at - 1);
    whole += it.n == 4 && it.pause_before;
    at = it.start;
  }
  at = right->start + right->n;
  for (guint k = 0; k < 2 && char_at(d, at) == PAUSE; k++) {
    Item it = item_after(d, at + 1);
    whole += it.n == 4;
    at = it.start + it.n;
  }
  return whole >= 2;
}

static Verdict in_series(const KdDraft *d, guint i)
{
  Item left = item_before(d, i), right = item_after(d, i);
  guint16 weight = 0;
  if (left.n == 0 || right.n == 0)
    return (Verdict){0};
  if (left.pause_before) {
    Item member = item_before(d, left.start - 1);
    weight = weigh_members(d, &left, &right, &member, FALSE);
  }
  if (right.pause_after) {
    Item member = item_after(d, right.start + right.n + 1);
    guint16 other = weigh_members(d, &left, &right, &member, TRUE);
    weight = MAX(weight, other);
  }
  if (weight == 0 && is_four_by_four(d, &left, &right))
    weight = 910;
  return weight ? (Verdict){PAUSE, weight, KD_GLYPH_ADDED} : (Verdict){0};
}

/* --- words that open a sentence ----------------------------------------------------------------------- */

/* 的, 此, 与, 在 … before a wrap belong to what follows: 在……的|同时，与此|同时， */
static gboolean binds_on(gunichar c)
{
  static const gunichar words[] = {0x7684, 0x6B64, 0x4E0E, 0x548C, 0x5728, 0x4ECE, 0x5230, 0x6B63, 0x4E3A,
                                   0x4E5F, 0x53C8, 0x662F, 0x4EE5, 0x5C06, 0x628A, 0x5BF9, 0x5411, 0x4E8E};
  for (guint k = 0; k < G_N_ELEMENTS(words); k++)
    if (c == words[k])
      return TRUE;
  return FALSE;
}

static Verdict before_opener(const Lost *l, const KdDraft *d, guint i)
{
  const KdWords *openers = kd_cues_get(l->page->ctx->cues, "sentence-openers");
  Item word = item_after(d, i);
  if (word.n == 0 || word.n > 5 || char_at(d, word.start + word.n) != 0xFF0C || binds_on(char_at(d, i - 1)))
    return (Verdict){0};
  g_autofree char *text = kd_draft_dup(d, word.start, word.n);
  const char *mark = kd_words_value(openers, text, strlen(text));
  return mark ? (Verdict){g_utf8_get_char(mark), 920, KD_GLYPH_ADDED} : (Verdict){0};
}

/* --- the table of n-grams ------------------------------------------------------------------------------ */

/* In texts unlike those that the weights were fitted on, 96 of 100 marks put in from 0.93 on are right, and
 * 89 of 100 from there down to 0.9. */
#define SURE 0.93
#define CERTAIN 0.98
#define QUOTED 400    /* glyphs looked back for an opening quotation mark */
#define DOUBTED 0.89  /* confidence of a suggestion, at most */
#define LIKELY 0.4    /* a suggestion */
#define UNLIKELY 0.02 /* at a glance */

/* Does glyph i stand inside quotation marks? Somebody's words take no mark on likelihood alone, but
 * for the 、 of a list that is as good as certain. */
static gboolean is_quoted(const KdDraft *d, guint i)
{
  for (guint n = 0; i > d->label && n < QUOTED; n++) {
    gunichar c = char_at(d, --i);
    if (c == 0x201C || c == 0x201D)
      return c == 0x201C;
  }
  return FALSE;
}

/* Confidence is that some mark is missing; the mark is the likeliest one. */
static Verdict by_table(const Lost *l, const KdDraft *d, guint i)
{
  double features[KD_ODDS_FEATURES], p[KD_LOST_CLASSES];
  if (l->page->ctx->ngrams == NULL || !kd_may_be_lost(char_at(d, i - 1), char_at(d, i)))
    return (Verdict){0};
  const KdOddsBasis basis = {l->page->ctx->ngrams, l->gaps, l->grams, l->measures[d->article]};
  if (kd_odds_glance(&basis, d, i) < UNLIKELY)
    return (Verdict){0};
  kd_odds_features(&basis, d, i, features);
  kd_odds_weigh(&l->weights, features, p);
  double lost = 1 - p[KD_LOST_NOTHING];
  if (lost < LIKELY)
    return (Verdict){0};
  KdLostClass mark = kd_odds_likeliest(p);
  gboolean sure = is_quoted(d, i) ? lost >= CERTAIN && mark == KD_LOST_PAUSE : lost >= SURE;
  return (Verdict){kd_lost_mark(mark), (guint16)((sure ? lost : MIN(lost, DOUBTED)) * 1000),
                   sure ? KD_GLYPH_ADDED : KD_GLYPH_SUGGESTED};
}

/* --- all of it ---------------------------------------------------------------------------------------- */

static Verdict judge(const Lost *l, const KdDraft *d, guint i)
{
  Verdict v = {0};
  if (kd_is_han(char_at(d, i)) && kd_is_han(char_at(d, i - 1))) {
    v = known_from_elsewhere(l, d, i);
    if (v.mark == 0)
      v = in_series(d, i);
    if (v.mark == 0)
      v = before_opener(l, d, i);
  }
  if (v.mark == 0)
    v = by_table(l, d, i);
  return v;
}

/* The wrap of a long clause at which a mark is most likely to be missing: nearest to its middle, at a pair of
 * characters that stands nowhere else in the text. G_MAXUINT: none. */
static guint find_doubtful_wrap(const Lost *l, const KdDraft *d, guint start, guint end)
{
  guint best = G_MAXUINT, best_distance = G_MAXUINT;
  for (guint i = start + 4; i + 4 < end; i++) {
    if (!(kd_draft_glyph(d, i)->flags & KD_GLYPH_WRAP) ||
        kd_grams_pair(l->grams, char_at(d, i - 1), char_at(d, i)))
      continue;
    guint distance = i - start > end - i ? i - start - (end - i) : end - i - (i - start);
    if (distance < best_distance) {
      best = i;
      best_distance = distance;
    }
  }
  return best;
}

static void suggest_in_clause(const Lost *l, const KdDraft *d, Verdict *verdicts, guint start, guint end)
{
  guint letters = 0;
  for (guint i = start; i < end; i++) {
    if (verdicts[i].mark || (kd_draft_glyph(d, i)->flags & KD_GLYPH_BROKEN))
      return;
    letters += kd_is_letter(char_at(d, i));
  }
  if (letters <= LONG_CLAUSE)
    return;
  guint at = find_doubtful_wrap(l, d, start, end);
  if (at != G_MAXUINT)
    verdicts[at] = (Verdict){0xFF0C, BY_LENGTH, KD_GLYPH_SUGGESTED};
}

/* Where there is no table to ask, length alone suggests something: four of ten times rightly. */
static void suggest(const Lost *l, const KdDraft *d, Verdict *verdicts)
{
  if (l->page->ctx->ngrams)
    return;
  guint start = d->label;
  for (guint i = d->label; i <= d->glyphs->len; i++) {
    gunichar c = char_at(d, i);
    if (c && !is_lost_kind(c))
      continue;
    suggest_in_clause(l, d, verdicts, start, i);
    start = i + 1;
  }
}

static void apply(KdDraft *d, const Verdict *verdicts)
{
  GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(KdGlyph), d->glyphs->len + 8);
  for (guint i = 0; i < d->glyphs->len; i++) {
    KdGlyph g = *kd_draft_glyph(d, i);
    if (verdicts[i].mark) {
      const KdGlyph *before = kd_draft_glyph(d, i - 1);
      KdGlyph mark = {.c = verdicts[i].mark, .line = before->line, .column = before->column + 1};
      mark.flags = verdicts[i].flags;
      mark.confidence = verdicts[i].confidence;
      g_array_append_val(out, mark);
    }
    g_array_append_val(out, g);
  }
  g_array_unref(d->glyphs);
  d->glyphs = out;
}

static void restore_draft(const Lost *l, KdDraft *d)
{
  guint n = d->glyphs->len;
  g_autofree Verdict *verdicts = g_new0(Verdict, n + 1);
  for (guint i = d->label + 2; i + 1 < n; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    if ((g->flags & KD_GLYPH_WRAP) && !(g->flags & KD_GLYPH_BROKEN))
      verdicts[i] = judge(l, d, i);
  }
  suggest(l, d, verdicts);
  apply(d, verdicts);
}

void kd_lost_restore(KdPage *page)
{
  if (!page->wrapped)
    return;
  kd_leads_restore(page);
  g_autoptr(KdGrams) grams = kd_grams_new(page);
  g_autoptr(GHashTable) marked = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(KdGapNet) gaps = kd_gapnet_new(kd_data_get("gaps.bin"));
  g_autofree KdMeasure *measures = g_new0(KdMeasure, page->articles->len + 1);
  for (guint a = 0; a < page->articles->len; a++) {
    const KdArticle *article = &g_array_index(page->articles, KdArticle, a);
    measures[a] = kd_measure_drafts(page, article->first_block, article->n_blocks);
  }
  Lost l = {.page = page, .grams = grams, .marked = marked, .gaps = gaps, .measures = measures};
  g_autoptr(GBytes) weights = kd_data_get("marks.bin");
  kd_odds_read(weights, &l.weights);
  for (guint i = 0; i < page->drafts->len; i++)
    index_draft(&l, kd_page_draft(page, i));
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    if (d->kind == KD_BLOCK_PARAGRAPH || d->kind == KD_BLOCK_ABSTRACT)
      restore_draft(&l, d);
  }
}
