#include "reader/dash.h"

#include "base/utf8.h"
#include <string.h>

#define ONE 0x4E00
#define DASH 0x2014

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

/* The parts of a run of Han characters, told apart by 一, seen from its end backwards: where the run of parts
 * of two to four characters begins, and how many there are. Of the first part only the end need be near: what
 * stands in front of it may belong to the sentence. */
static guint read_chain(const KdDraft *d, guint start, guint end, guint *parts)
{
  guint length = 0;
  *parts = 0;
  for (guint i = end; i > start; i--) {
    if (kd_draft_glyph(d, i - 1)->c != ONE) {
      length++;
      continue;
    }
    if (length < 2 || length > 4)
      return i;
    ++*parts;
    length = 0;
  }
  *parts += length >= 2;
  return start;
}

static guint find_run_end(const KdDraft *d, guint i)
{
  while (i < d->glyphs->len && kd_is_han(kd_draft_glyph(d, i)->c))
    i++;
  return i;
}

/* The run of Han characters ends in a closing quotation mark: names of steps and forms are printed so. */
static gboolean is_quoted(const KdDraft *d, guint end)
{
  return end < d->glyphs->len && kd_draft_glyph(d, end)->c == 0x201D;
}

static void set_dashes(KdDraft *d, guint from, guint end)
{
  for (guint k = from; k < end; k++) {
    KdGlyph *g = kd_draft_glyph(d, k);
    if (g->c != ONE)
      continue;
    g->c = DASH;
    g->flags |= KD_GLYPH_DASH;
    g->confidence = 950;
  }
}

/* A chain does not begin in the middle of a clause, where its first part cannot be told from the words before
 * it: words are missing there. */
static gboolean is_run_on(const KdDraft *d, guint start, guint end)
{
  guint n = 0;
  while (start + n < end && kd_draft_glyph(d, start + n)->c != DASH)
    n++;
  return n > 6;
}

static void restore_draft(KdDraft *d)
{
  for (guint i = 0; i < d->glyphs->len; i++) {
    guint parts = 0, end = find_run_end(d, i);
    if (end == i)
      continue;
    guint from = is_quoted(d, end) ? read_chain(d, i, end, &parts) : end;
    if (parts >= 3)
      set_dashes(d, from, end);
    if (parts >= 3 && is_run_on(d, i, end))
      for (guint k = i; k < end; k++)
        kd_draft_glyph(d, k)->flags |= KD_GLYPH_BROKEN;
    i = end;
  }
}

/* --- by the table of n-grams ------------------------------------------------------------------------- */

#define SIDE 4             /* characters in front that are looked at */
#define BEHIND 5           /* … and behind */
#define SURE_INSIDE 3.0    /* nats by which a dash is likelier than 一 in a sentence */
#define SURE_HEADING 0.5   /* … in a title or heading, where dashes are common */
#define SURE_OPENING 1.0   /* … in front of a paragraph */
#define SURE_LISTED (-1.5) /* … where other paragraphs begin with dashes */
#define SURE_IN_WORD 6.0   /* … where 一 makes a word with what follows */

/* How likely the last n of len tokens are, each behind all before it. */
static double score_last(const KdNgrams *ngrams, const guint16 *tokens, guint len, guint n)
{
  double sum = 0;
  for (guint i = len - n; i < len; i++)
    sum += kd_ngrams_score(ngrams, tokens, i + 1);
  return sum;
}

/* By how much — or —— is likelier than the 一 at glyph i. */
static double weigh_dash(const KdNgrams *ngrams, const KdDraft *d, guint i)
{
  guint16 tokens[SIDE + 2 + BEHIND];
  guint n = 0, behind = 0, left = MIN(i, SIDE);
  if (i < SIDE)
    tokens[n++] = KD_TOKEN_EDGE;
  for (guint k = i - left; n < SIDE && k < i; k++)
    tokens[n++] = kd_ngrams_token(ngrams, kd_draft_glyph(d, k)->c);
  guint16 *right = tokens + n + 1;
  for (guint k = i + 1; behind < BEHIND && k < d->glyphs->len; k++)
    if (kd_draft_glyph(d, k)->c != ' ')
      right[behind++] = kd_ngrams_token(ngrams, kd_draft_glyph(d, k)->c);
  guint16 dash = kd_ngrams_token(ngrams, DASH);
  tokens[n] = kd_ngrams_token(ngrams, ONE);
  double one = score_last(ngrams, tokens, n + 1 + behind, 1 + behind);
  tokens[n] = dash;
  double single = score_last(ngrams, tokens, n + 1 + behind, 1 + behind);
  memmove(right + 1, right, behind * sizeof *right);
  *right = dash;
  double twofold = score_last(ngrams, tokens, n + 2 + behind, 2 + behind);
  return MAX(single, twofold) - one;
}

/* --- openings ---------------------------------------------------------------------------------------- */

/* 一 at glyph i and a character with which it makes no word. */
static gboolean is_odd_one(const KdPage *page, const KdDraft *d, guint i)
{
  gunichar next = char_at(d, i + 1);
  if (char_at(d, i) != ONE || next == ONE || !kd_is_han(next))
    return FALSE;
  g_autofree char *text = kd_draft_dup(d, i + 1, 1);
  return !kd_words_has(kd_cues_get(page->ctx->cues, "one-words"), text, strlen(text));
}

/* 一一 in front of a paragraph or in a heading is a dash, and so is 一 parted from another one by a blank; 一
 * in front is one where several paragraphs begin so. */
static void restore_openings(KdPage *page)
{
  guint odd = 0;
  for (guint i = 0; i < page->drafts->len; i++)
    odd += is_odd_one(page, kd_page_draft(page, i), 0);
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    if (odd >= 2 && is_odd_one(page, d, 0))
      set_dashes(d, 0, 1);
    if (char_at(d, 0) == ONE && char_at(d, 1) == ' ' && char_at(d, 2) == ONE)
      set_dashes(d, 0, 1);
    for (guint k = 0; k + 2 < d->glyphs->len && (k == 0 || d->hashes); k++)
      if (char_at(d, k) == ONE && char_at(d, k + 1) == ONE && char_at(d, k + 2) != ONE)
        set_dashes(d, k, kd_draft_glyph(d, k + 1)->flags & KD_GLYPH_WRAP ? k + 1 : k + 2);
  }
}

/* The second half of a dash that was parted by a wrap. */
static gboolean is_second_half(const KdDraft *d, guint i)
{
  return i > 1 && (kd_draft_glyph(d, i)->flags & KD_GLYPH_WRAP) && char_at(d, i - 1) == DASH &&
         char_at(d, i - 2) != DASH;
}

/* 一 between Han characters, neither beside a dash nor part of a number. */
static gboolean may_be_dash(const KdDraft *d, guint i)
{
  gunichar before = i ? char_at(d, i - 1) : 0, next = char_at(d, i + 1);
  if (char_at(d, i) != ONE || !kd_is_han(next) || next == ONE || kd_is_han_number(next))
    return FALSE;
  return i == 0 || is_second_half(d, i) || (kd_is_han(before) && !kd_is_han_number(before));
}

/* listed: other paragraphs of the page begin with dashes. */
static double needed_weight(const KdPage *page, const KdDraft *d, guint i, gboolean listed)
{
  if (!is_odd_one(page, d, i))
    return SURE_IN_WORD;
  if (d->hashes)
    return SURE_HEADING;
  if (i)
    return SURE_INSIDE;
  return listed ? SURE_LISTED : SURE_OPENING;
}

static void restore_by_table(const KdPage *page, KdDraft *d, gboolean listed)
{
  for (guint i = 0; i + 1 < d->glyphs->len; i++)
    if (may_be_dash(d, i) && weigh_dash(page->ctx->ngrams, d, i) >= needed_weight(page, d, i, listed))
      set_dashes(d, i, i + 1);
}

static void restore_page_by_table(KdPage *page)
{
  gboolean listed = FALSE;
  for (guint i = 0; i < page->drafts->len; i++)
    listed = listed || char_at(kd_page_draft(page, i), 0) == DASH;
  for (guint i = 0; i < page->drafts->len; i++)
    restore_by_table(page, kd_page_draft(page, i), listed);
}

/* --- by what stands on both sides --------------------------------------------------------------------- */

#define LISTED_SHORTEST 30 /* characters of a paragraph of a list: subtitles begin with dashes, too */

/* 2013一2017, 2018年一2019年, and a line that begins with 一2012. */
static gboolean is_between_figures(const KdDraft *d, guint i)
{
  if (char_at(d, i) != ONE || !kd_is_digit(char_at(d, i + 1)))
    return FALSE;
  gunichar before = i ? char_at(d, i - 1) : 0;
  gboolean unit = before == 0x5E74 || before == 0x6708 || before == 0x65E5 || before == '%'; /* 年 月 日 */
  return i == 0 || kd_is_digit(before) || (unit && i >= 2 && kd_is_digit(char_at(d, i - 2)));
}

/* A paragraph that begins with 一, but not as 一是 … 二是 do. */
static gboolean begins_with_one(const KdDraft *d)
{
  gunichar next = char_at(d, 1);
  return char_at(d, 0) == ONE && kd_is_han(next) && next != 0x662F && next != 0x8981 &&
         !kd_is_han_number(next);
}

static gboolean is_dashed_paragraph(const KdDraft *d)
{
  return d->hashes == 0 && char_at(d, 0) == DASH && d->glyphs->len >= LISTED_SHORTEST;
}

/* Paragraphs of one list begin alike: 一 beside a paragraph that begins with a dash is one. */
static void restore_beside(KdPage *page)
{
  guint n = page->drafts->len;
  for (guint k = 0; k < 2 * n; k++) {
    guint i = k < n ? k : 2 * n - 1 - k;
    KdDraft *d = kd_page_draft(page, i);
    gboolean beside = (i && is_dashed_paragraph(kd_page_draft(page, i - 1))) ||
                      (i + 1 < n && is_dashed_paragraph(kd_page_draft(page, i + 1)));
    if (beside && d->hashes == 0 && begins_with_one(d))
      set_dashes(d, 0, 1);
  }
}

static void restore_by_sides(KdPage *page)
{
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    for (guint k = 0; k < d->glyphs->len; k++)
      if (is_between_figures(d, k))
        set_dashes(d, k, k + 1);
  }
  restore_beside(page);
}

void kd_dash_restore(KdPage *page)
{
  for (guint i = 0; page->wrapped && i < page->drafts->len; i++)
    restore_draft(kd_page_draft(page, i));
  if (page->wrapped)
    restore_openings(page);
  if (page->wrapped && page->ctx->ngrams)
    restore_page_by_table(page);
  if (page->wrapped)
    restore_by_sides(page);
}
