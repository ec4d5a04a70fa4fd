#include "extractor/glyphs.h"

#include "base/utf8.h"

#define OPEN_MOST                                                                                            \
  3 /* openings back that a closing mark looks at, so that one stray mark does not undo the rest */

static gunichar closing_of(gunichar c)
{
  switch (c) {
  case U'“':
    return U'”';
  case U'‘':
    return U'’';
  case U'（':
    return U'）';
  case U'《':
    return U'》';
  case U'(':
    return U')';
  default:
    return 0;
  }
}

/* The openings that no mark has closed stand in a list that runs through `partner` until they are. */
static guint open_mark(KdGlyph *glyphs, guint i, guint last_open)
{
  glyphs[i].partner = last_open;
  return i;
}

/* Pairs the closing mark i with one of the last openings; those above it are left alone. The openings that
 * are left. */
static guint close_mark(KdGlyph *glyphs, guint i, guint last_open)
{
  guint k = last_open;
  for (guint back = 1; back <= OPEN_MOST && k != KD_NO_PARTNER; back++) {
    guint before = glyphs[k].partner;
    if (closing_of(glyphs[k].c) != glyphs[i].c) {
      k = before;
      continue;
    }
    for (guint above = last_open; above != k;) {
      guint next = glyphs[above].partner;
      glyphs[above].partner = KD_NO_PARTNER;
      above = next;
    }
    glyphs[k].partner = i;
    glyphs[i].partner = k;
    return before;
  }
  return last_open;
}

static guint32 classify(gunichar c)
{
  switch (c) {
  case U'“':
    return KD_CLASS_QUOTE;
  case U'、':
    return KD_CLASS_DUN;
  case U'—':
    return KD_CLASS_DASH;
  case U'近':
  case U'上':
  case U'超':
  case U'数':
  case U'约':
    return KD_CLASS_ROUGHLY;
  case U'到':
    return KD_CLASS_UP_TO;
  default:
    return kd_is_han_number(c) ? KD_CLASS_NUMBER : kd_is_digit(c) ? KD_CLASS_DIGIT : 0;
  }
}

void kd_glyphs_read(const KdDocument *d, KdSpan span, KdGlyph *glyphs, KdGlyphs *g)
{
  const char *end = d->text + kd_span_end(span);
  guint n = 0, open = KD_NO_PARTNER;
  guint32 classes = 0;
  for (const char *p = d->text + span.start; p < end; p = g_utf8_next_char(p), n++) {
    gunichar c = kd_utf8_char(p);
    glyphs[n] = (KdGlyph){(guint32)(p - d->text), c, KD_NO_PARTNER, classify(c)};
    classes |= glyphs[n].classes;
    if (kd_is_han(c))
      continue;
    if (closing_of(c))
      open = open_mark(glyphs, n, open);
    else if (kd_is_closing(c))
      open = close_mark(glyphs, n, open);
  }
  while (open != KD_NO_PARTNER) {
    guint next = glyphs[open].partner;
    glyphs[open].partner = KD_NO_PARTNER;
    open = next;
  }
  glyphs[n] = (KdGlyph){kd_span_end(span), 0, KD_NO_PARTNER, 0};
  *g = (KdGlyphs){d, glyphs, n, classes};
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

gboolean kd_range_covers(const KdGlyphs *g, KdRange r, guint i, const KdWords *words)
{
  for (guint back = 0; back <= 3 && i >= r.a + back; back++)
    for (guint n = MAX(2, back + 1); n <= 4 && i - back + n <= r.b; n++)
      if (kd_range_is(g, (KdRange){i - back, i - back + n}, words))
        return TRUE;
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
