#include "reader/draft.h"

#include "base/utf8.h"

static void free_draft(gpointer p)
{
  kd_draft_free(p);
}

KdPage *kd_page_new(const KdContext *ctx, const char *file)
{
  KdPage *page = g_new0(KdPage, 1);
  page->ctx = ctx;
  page->file = file;
  page->glyphs = g_array_new(FALSE, FALSE, sizeof(KdGlyph));
  page->lines = g_array_new(FALSE, FALSE, sizeof(KdLine));
  page->drafts = g_ptr_array_new_with_free_func(free_draft);
  page->articles = g_array_new(FALSE, FALSE, sizeof(KdArticle));
  return page;
}

void kd_page_free(KdPage *page)
{
  if (page == NULL)
    return;
  if (page->glyphs)
    g_array_unref(page->glyphs);
  g_array_unref(page->lines);
  g_ptr_array_unref(page->drafts);
  g_array_unref(page->articles);
  g_free(page);
}

KdDraft *kd_draft_new(void)
{
  KdDraft *d = g_new0(KdDraft, 1);
  d->glyphs = g_array_new(FALSE, FALSE, sizeof(KdGlyph));
  d->kind = KD_BLOCK_PARAGRAPH;
  d->parent = KD_NONE;
  return d;
}

void kd_draft_free(KdDraft *draft)
{
  if (draft == NULL)
    return;
  g_array_unref(draft->glyphs);
  g_free(draft);
}

KdDraft *kd_page_draft(const KdPage *page, guint i)
{
  g_assert(i < page->drafts->len);
  return g_ptr_array_index(page->drafts, i);
}

guint kd_glyph_width(gunichar c)
{
  if (c >= 0x80)
    return c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 ? 1 : 2;
  return c == ',' || c == ':' || c == ';' || c == '?' || c == '!' || c == '(' || c == ')' ? 2 : 1;
}

GArray *kd_draft_segments(const KdDraft *d)
{
  GArray *segments = g_array_new(FALSE, FALSE, sizeof(KdSegment));
  KdSegment s = {0, 0, 0};
  for (guint i = 0; i < d->glyphs->len; i++) {
    const KdGlyph *g = kd_draft_glyph(d, i);
    if ((g->flags & KD_GLYPH_WRAP) && s.n) {
      g_array_append_val(segments, s);
      s = (KdSegment){i, 0, 0};
    }
    s.n++;
    if (!(g->flags & (KD_GLYPH_ADDED | KD_GLYPH_SUGGESTED)))
      s.width += kd_glyph_width(g->c);
  }
  if (s.n)
    g_array_append_val(segments, s);
  return segments;
}

guint kd_draft_letters(const KdDraft *d)
{
  guint n = 0;
  for (guint i = 0; i < d->glyphs->len; i++)
    n += kd_is_letter(kd_draft_glyph(d, i)->c);
  return n;
}

char *kd_draft_dup(const KdDraft *d, guint32 first, guint32 n)
{
  GString *s = g_string_new(NULL);
  for (guint i = first; i < first + n && i < d->glyphs->len; i++)
    g_string_append_unichar(s, kd_draft_glyph(d, i)->c);
  return g_string_free(s, FALSE);
}

gunichar kd_draft_last_char(const KdDraft *d, guint32 *at)
{
  for (guint i = d->glyphs->len; i > 0; i--) {
    gunichar c = kd_draft_glyph(d, i - 1)->c;
    if (kd_is_closing(c) || c == '"' || c == '\'')
      continue;
    if (at)
      *at = i - 1;
    return c;
  }
  return 0;
}

guint kd_widths_mode(const GArray *widths)
{
  enum { WIDEST = 200 };
  guint counts[WIDEST + 2] = {0};
  for (guint i = 0; i < widths->len; i++) {
    guint w = g_array_index(widths, guint, i);
    if (w <= WIDEST)
      counts[w]++;
  }
  guint best = 0;
  for (guint w = 2; w <= WIDEST; w++)
    if (counts[w] + counts[w - 1] > (best ? counts[best] + counts[best - 1] : 0))
      best = w;
  return best && counts[best] == 0 ? best - 1 : best;
}
