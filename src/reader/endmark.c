#include "reader/endmark.h"

#include "base/utf8.h"
#include "reader/labels.h"

#define FULL_STOP 0x3002
#define COLON 0xFF1A
#define SEMICOLON 0xFF1B
#define GREETING_LONGEST 40 /* letters */
#define LONGEST_LIST 40     /* members that are looked at */

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

/* The index of the next draft of any kind that is no noise; G_MAXUINT at the end. */
static guint find_following(const KdPage *page, guint i)
{
  for (i++; i < page->drafts->len; i++) {
    const KdDraft *d = kd_page_draft(page, i);
    if (d->kind != KD_BLOCK_NOISE && d->glyphs->len)
      return i;
  }
  return G_MAXUINT;
}

/* Do the words of the last clause, or of the last sentence, announce what follows? 做到以下几点,
 * 有下列情形之一的，应当…… */
static gboolean announces(const KdDraft *d, gboolean whole_sentence)
{
  for (guint i = d->glyphs->len; i-- > d->label + 1;) {
    gunichar c = char_at(d, i), before = char_at(d, i - 1);
    if (whole_sentence ? kd_is_end_mark(c) : kd_is_clause_mark(c))
      break;
    if ((c == 0x4E0B && (before == 0x4EE5 || before == 0x5982)) || (c == 0x5217 && before == 0x4E0B))
      return TRUE; /* 以下 如下 下列 */
  }
  return FALSE;
}

/* 包括 and 是 want what follows; 实事求是 does not. */
static gboolean wants_more(const KdDraft *d)
{
  guint n = d->glyphs->len;
  if (n < 5)
    return FALSE;
  gunichar last = char_at(d, n - 1), before = char_at(d, n - 2);
  return (last == 0x662F && !(before == 0x6C42 && char_at(d, n - 3) == 0x4E8B)) ||
         (before == 0x5305 && last == 0x62EC);
}

/* 同志们 朋友们: whom a speech is given to. */
static gboolean is_greeting(const KdDraft *d)
{
  guint n = d->glyphs->len;
  if (char_at(d, n - 1) != 0x4EEC || kd_draft_letters(d) > GREETING_LONGEST)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (kd_is_end_mark(char_at(d, i)))
      return FALSE;
  return TRUE;
}

/* Is it the first number of a list? （一） 1. 一是 */
static gboolean is_first_label(const KdDraft *d)
{
  guint n = 0;
  gboolean first = FALSE;
  for (guint i = 0; i < d->label; i++) {
    gunichar c = char_at(d, i);
    n += kd_is_han_number(c) || kd_is_digit(c);
    first = first || c == 0x4E00 || kd_fold_width(c) == '1' || c == 0x2460; /* 一 1 ① */
  }
  return first && n <= 1;
}

static gboolean is_member(const KdDraft *d, guint label_kind)
{
  return d->kind == KD_BLOCK_PARAGRAPH && d->label_kind == label_kind && d->glyphs->len;
}

static guint first_member(const KdPage *page, guint i)
{
  guint kind = kd_page_draft(page, i)->label_kind, first = i;
  for (guint k = i; k > 0 && i - k < LONGEST_LIST && !is_first_label(kd_page_draft(page, first)); k--) {
    const KdDraft *above = kd_page_draft(page, k - 1);
    if (is_member(above, kind))
      first = k - 1;
    else if (above->kind != KD_BLOCK_NOISE && above->glyphs->len)
      break;
  }
  return first;
}

static gboolean has_inner_stop(const KdDraft *d)
{
  for (guint i = 0; i + 1 < d->glyphs->len; i++)
    if (char_at(d, i) == FULL_STOP)
      return TRUE;
  return FALSE;
}

/* Do the members of the list that draft i belongs to end with ； but for the last one? Those that kept their
 * marks tell. Where all were lost, single sentences behind numbers in brackets do, as laws have them. */
static gboolean is_list_of_clauses(const KdPage *page, guint i)
{
  const guint kind = kd_page_draft(page, i)->label_kind;
  guint semicolons = 0, stops = 0, inner = 0, first = first_member(page, i);
  gunichar ended = 0; /* what the member above ends with */
  for (guint k = first; k < page->drafts->len && k < first + LONGEST_LIST; k++) {
    const KdDraft *d = kd_page_draft(page, k);
    if (d->kind == KD_BLOCK_NOISE || d->glyphs->len == 0)
      continue;
    if (!is_member(d, kind) || (k > first && is_first_label(d)))
      break;
    semicolons += ended == SEMICOLON;
    stops += ended == FULL_STOP;
    inner += has_inner_stop(d);
    const KdGlyph *last = kd_draft_glyph(d, d->glyphs->len - 1);
    ended = last->flags & KD_GLYPH_ADDED ? 0 : last->c;
  }
  if (semicolons || stops || inner)
    return semicolons > stops;
  return kind == KD_LABEL_HAN_ROUND || kind == KD_LABEL_DIGIT_ROUND || kind == KD_LABEL_CIRCLED;
}

/* Does a paragraph that is no member of a list end with this mark in the file? */
static gboolean ends_plainly_with(const KdDraft *d, gunichar mark)
{
  const KdGlyph *last = d && d->glyphs->len ? kd_draft_glyph(d, d->glyphs->len - 1) : NULL;
  return last && d->label == 0 && d->kind == KD_BLOCK_PARAGRAPH && last->c == mark &&
         !(last->flags & KD_GLYPH_ADDED);
}

/* Clauses that stand in a paragraph each, without numbers, end with ； when those beside them do. */
static gboolean is_among_clauses(const KdPage *page, guint i, const KdDraft *next)
{
  const KdDraft *d = kd_page_draft(page, i);
  if (d->label || has_inner_stop(d))
    return FALSE;
  gboolean above = i > 0 && ends_plainly_with(kd_page_draft(page, i - 1), SEMICOLON);
  return ends_plainly_with(next, SEMICOLON) || (above && next->label == 0 && !has_inner_stop(next));
}

gunichar kd_end_mark_choose(const KdPage *page, guint i)
{
  guint at = find_following(page, i);
  const KdDraft *d = kd_page_draft(page, i), *next = at == G_MAXUINT ? NULL : kd_page_draft(page, at);
  if (next == NULL || next->kind != KD_BLOCK_PARAGRAPH)
    return FULL_STOP;
  if (wants_more(d) || is_greeting(d))
    return COLON;
  if (next->label == 0)
    return is_among_clauses(page, i, next) ? SEMICOLON : FULL_STOP;
  if (next->label_kind == d->label_kind && !is_first_label(next))
    return is_list_of_clauses(page, at) ? SEMICOLON : FULL_STOP;
  gboolean round = next->label_kind == KD_LABEL_HAN_ROUND || next->label_kind == KD_LABEL_DIGIT_ROUND ||
                   next->label_kind == KD_LABEL_CIRCLED;
  return is_first_label(next) && round && (announces(d, TRUE) || is_list_of_clauses(page, at)) ? COLON
                                                                                               : FULL_STOP;
}

/* Index of the last letter in front of the end mark; 0 when there is none. */
static guint last_letter(const KdDraft *d)
{
  guint i = d->glyphs->len;
  while (i > d->label + 1 && !kd_is_letter(char_at(d, i - 1)))
    i--;
  return i ? i - 1 : 0;
}

static gboolean ends_alike(const KdDraft *a, const KdDraft *b)
{
  guint i = last_letter(a), k = last_letter(b);
  if (i == 0 || k == 0 || char_at(a, i) != char_at(b, k))
    return FALSE;
  return char_at(a, i) == 0x7684 || char_at(a, i - 1) == char_at(b, k - 1); /* 的 */
}

gboolean kd_end_mark_is_parallel(const KdPage *page, guint i)
{
  const KdDraft *d = kd_page_draft(page, i);
  if (d->label_kind < KD_LABEL_HAN || d->label == 0)
    return FALSE;
  guint first = first_member(page, i);
  for (guint k = first; k < page->drafts->len && k < first + LONGEST_LIST; k++) {
    const KdDraft *other = kd_page_draft(page, k);
    if (other->kind == KD_BLOCK_NOISE || other->glyphs->len == 0)
      continue;
    if (!is_member(other, d->label_kind) || (k > first && is_first_label(other)))
      return FALSE;
    gunichar last = char_at(other, other->glyphs->len - 1);
    if (k != i && (last == SEMICOLON || last == FULL_STOP) && ends_alike(d, other))
      return TRUE;
  }
  return FALSE;
}
