#include "reader/dash.h"

#include "base/utf8.h"
#include <string.h>

#define ONE 0x4E00
#define DASH 0x2014

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

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

/* 一 and a character with which it makes no word. */
static gboolean begins_with_odd_one(const KdPage *page, const KdDraft *d)
{
  gunichar next = char_at(d, 1);
  if (char_at(d, 0) != ONE || next == ONE || !kd_is_han(next))
    return FALSE;
  g_autofree char *text = kd_draft_dup(d, 1, 1);
  return !kd_words_has(kd_cues_get(page->ctx->cues, "one-words"), text, strlen(text));
}

/* 一一 in front of a paragraph or in a heading is a dash; 一 in front is one where several paragraphs begin
 * so. */
static void restore_openings(KdPage *page)
{
  guint odd = 0;
  for (guint i = 0; i < page->drafts->len; i++)
    odd += begins_with_odd_one(page, kd_page_draft(page, i));
  for (guint i = 0; i < page->drafts->len; i++) {
    KdDraft *d = kd_page_draft(page, i);
    if (odd >= 2 && begins_with_odd_one(page, d))
      set_dashes(d, 0, 1);
    for (guint k = 0; k + 2 < d->glyphs->len && (k == 0 || d->hashes); k++)
      if (char_at(d, k) == ONE && char_at(d, k + 1) == ONE && char_at(d, k + 2) != ONE)
        set_dashes(d, k, kd_draft_glyph(d, k + 1)->flags & KD_GLYPH_WRAP ? k + 1 : k + 2);
  }
}

void kd_dash_restore(KdPage *page)
{
  for (guint i = 0; page->wrapped && i < page->drafts->len; i++)
    restore_draft(kd_page_draft(page, i));
  if (page->wrapped)
    restore_openings(page);
}
