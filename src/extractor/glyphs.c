#include "extractor/glyphs.h"

#include "base/utf8.h"
#include <string.h>

static gunichar closing_of(gunichar c)
{
  switch (c) {
  case 0x201C:
    return 0x201D;
  case 0x2018:
    return 0x2019;
  case 0xFF08:
    return 0xFF09;
  case 0x300A:
    return 0x300B;
  case '(':
    return ')';
  default:
    return 0;
  }
}

/* Pairs marks with a stack; a closing mark looks a few openings back, so that one stray mark does not undo
 * the rest. */
static void pair_marks(KdGlyphs *g)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < g->n; i++) {
    KdGlyph *glyph = &g_array_index(g->array, KdGlyph, i);
    if (closing_of(glyph->c)) {
      g_array_append_val(open, i);
      continue;
    }
    if (!kd_is_closing(glyph->c))
      continue;
    for (guint back = 1; back <= 3 && back <= open->len; back++) {
      guint k = g_array_index(open, guint, open->len - back);
      KdGlyph *opening = &g_array_index(g->array, KdGlyph, k);
      if (closing_of(opening->c) != glyph->c)
        continue;
      opening->partner = i;
      glyph->partner = k;
      g_array_set_size(open, open->len - back);
      break;
    }
  }
}

KdGlyphs *kd_glyphs_new(const KdDocument *d, KdSpan span)
{
  KdGlyphs *g = g_new0(KdGlyphs, 1);
  g->document = d;
  g->array = g_array_sized_new(FALSE, FALSE, sizeof(KdGlyph), span.len / 3 + 2);
  const char *end = d->text + kd_span_end(span);
  for (const char *p = d->text + span.start; p < end; p = g_utf8_next_char(p)) {
    KdGlyph glyph = {(guint32)(p - d->text), g_utf8_get_char(p), KD_NO_PARTNER};
    g_array_append_val(g->array, glyph);
  }
  g->n = g->array->len;
  KdGlyph last = {kd_span_end(span), 0, KD_NO_PARTNER};
  g_array_append_val(g->array, last);
  pair_marks(g);
  return g;
}

void kd_glyphs_free(KdGlyphs *g)
{
  if (g == NULL)
    return;
  g_array_unref(g->array);
  g_free(g);
}

KdSpan kd_range_span(const KdGlyphs *g, KdRange r)
{
  return kd_span(kd_glyph(g, r.a)->at, kd_glyph(g, r.b)->at);
}

const char *kd_range_text(const KdGlyphs *g, KdRange r, gsize *len)
{
  KdSpan s = kd_range_span(g, r);
  *len = s.len;
  return g->document->text + s.start;
}

guint kd_glyphs_skip(const KdGlyphs *g, guint i, guint end)
{
  guint partner = kd_glyph(g, i)->partner;
  return partner != KD_NO_PARTNER && partner > i && partner < end ? partner + 1 : i + 1;
}

static guint chars_of(const char *text, gsize bytes)
{
  return bytes ? kd_char_count(text, bytes) : 0;
}

guint kd_range_prefix(const KdGlyphs *g, KdRange r, const KdWords *words)
{
  gsize len;
  const char *text = kd_range_text(g, r, &len);
  return chars_of(text, kd_words_prefix(words, text, len));
}

guint kd_range_suffix(const KdGlyphs *g, KdRange r, const KdWords *words)
{
  gsize len;
  const char *text = kd_range_text(g, r, &len);
  gsize n = kd_words_suffix(words, text, len);
  return chars_of(text + len - n, n);
}

gboolean kd_range_is(const KdGlyphs *g, KdRange r, const KdWords *words)
{
  gsize len;
  const char *text = kd_range_text(g, r, &len);
  return kd_words_has(words, text, len);
}

gboolean kd_range_starts(const KdGlyphs *g, KdRange r, const char *string)
{
  return kd_span_starts(g->document->text, kd_range_span(g, r), string);
}

gboolean kd_range_ends(const KdGlyphs *g, KdRange r, const char *string)
{
  return kd_span_ends(g->document->text, kd_range_span(g, r), string);
}

gboolean kd_range_find(const KdGlyphs *g, KdRange r, const char *string, guint *at)
{
  for (guint i = r.a; i < r.b; i = kd_glyphs_skip(g, i, r.b))
    if (kd_range_starts(g, (KdRange){i, r.b}, string)) {
      *at = i;
      return TRUE;
    }
  return FALSE;
}

KdRange kd_range_trim(const KdGlyphs *g, KdRange r)
{
  while (r.a < r.b && kd_is_blank(kd_glyph_char(g, r.a)))
    r.a++;
  while (r.b > r.a && kd_is_blank(kd_glyph_char(g, r.b - 1)))
    r.b--;
  return r;
}
