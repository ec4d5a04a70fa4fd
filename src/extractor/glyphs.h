#pragma once
/* Owns: one sentence as an array of characters with their places and, of brackets and quotation marks, their
 * partners. Used by the detectors, which look back and forth by the character; lives as long as the sentence
 * is looked at. */

#include "base/cues.h"
#include "model/document.h"

#define KD_NO_PARTNER G_MAXUINT

typedef struct {
  guint32 at; /* byte offset into the document's text */
  gunichar c;
  guint partner; /* index of the mark that closes or opens this one; KD_NO_PARTNER: none */
} KdGlyph;

/* Indices of glyphs, from a to before b. */
typedef struct {
  guint a, b;
} KdRange;

typedef struct {
  const KdDocument *document; /* borrowed */
  GArray *array;              /* KdGlyph; one more than n: the place behind the last */
  guint n;
} KdGlyphs;

KdGlyphs *kd_glyphs_new(const KdDocument *d, KdSpan span);
void kd_glyphs_free(KdGlyphs *g);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdGlyphs, kd_glyphs_free)

static inline const KdGlyph *kd_glyph(const KdGlyphs *g, guint i)
{
  return &g_array_index(g->array, KdGlyph, i);
}

/* The character at i; 0 behind the last. */
static inline gunichar kd_glyph_char(const KdGlyphs *g, guint i)
{
  return i < g->n ? kd_glyph(g, i)->c : 0;
}

static inline guint kd_range_len(KdRange r)
{
  return r.b - r.a;
}

KdSpan kd_range_span(const KdGlyphs *g, KdRange r);
/* Borrowed text and length in bytes of a range. */
const char *kd_range_text(const KdGlyphs *g, KdRange r, gsize *len);
/* The index behind the bracket or quotation that opens at i; i + 1 where none does. Never behind end. */
guint kd_glyphs_skip(const KdGlyphs *g, guint i, guint end);
/* How many characters of the entry that begins (ends) the range; 0 when none does. */
guint kd_range_prefix(const KdGlyphs *g, KdRange r, const KdWords *words);
guint kd_range_suffix(const KdGlyphs *g, KdRange r, const KdWords *words);
gboolean kd_range_is(const KdGlyphs *g, KdRange r, const KdWords *words);
gboolean kd_range_starts(const KdGlyphs *g, KdRange r, const char *string);
gboolean kd_range_ends(const KdGlyphs *g, KdRange r, const char *string);
/* Where the string stands first in the range, outside of brackets and quotation marks; FALSE: nowhere. */
gboolean kd_range_find(const KdGlyphs *g, KdRange r, const char *string, guint *at);
/* Without blanks at its ends. */
KdRange kd_range_trim(const KdGlyphs *g, KdRange r);
