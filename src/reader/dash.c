#include "reader/dash.h"

#include "base/utf8.h"

#define ONE 0x4E00
#define DASH 0x2014

/* Reads parts of two to four Han characters parted by 一 from i on: the end of the run, and how many parts.
 * The last part ends at the first character that is not Han. */
static guint read_chain(const KdDraft *d, guint i, guint *parts)
{
  guint length = 0;
  *parts = 0;
  for (; i <= d->glyphs->len; i++) {
    gunichar c = i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
    if (c != ONE && kd_is_han(c)) {
      length++;
      continue;
    }
    if (length < 2 || length > 4) {
      *parts = 0;
      return i;
    }
    ++*parts;
    length = 0;
    if (c != ONE)
      return i;
  }
  return i;
}

static void restore_draft(KdDraft *d)
{
  for (guint i = 0; i < d->glyphs->len;) {
    if (!kd_is_han(kd_draft_glyph(d, i)->c)) {
      i++;
      continue;
    }
    guint parts, end = read_chain(d, i, &parts);
    for (guint k = i; parts >= 3 && k < end; k++) {
      KdGlyph *g = kd_draft_glyph(d, k);
      if (g->c != ONE)
        continue;
      g->c = DASH;
      g->flags |= KD_GLYPH_DASH;
      g->confidence = 950;
    }
    i = MAX(end, i + 1);
  }
}

void kd_dash_restore(KdPage *page)
{
  for (guint i = 0; page->wrapped && i < page->drafts->len; i++)
    restore_draft(kd_page_draft(page, i));
}
