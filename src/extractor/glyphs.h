#pragma once
/* Owns: nothing. One sentence as an array of characters with their places and, of brackets and quotation
 * marks, their partners. Used by the detectors, which look back and forth by the character; see scan.h. */

#include "base/cues.h"
#include "model/document.h"

#define KD_NO_PARTNER G_MAXUINT

/* What a character is that some detector waits for. */
typedef enum {
  KD_CLASS_QUOTE = 1u << 0,   /* “ */
  KD_CLASS_DUN = 1u << 1,     /* 、 */
  KD_CLASS_DASH = 1u << 2,    /* — */
  KD_CLASS_DIGIT = 1u << 3,   /* of either width */
  KD_CLASS_NUMBER = 1u << 4,  /* a number in words */
  KD_CLASS_ROUGHLY = 1u << 5, /* 近 上 超 数 约 */
  KD_CLASS_UP_TO = 1u << 6,   /* 到 */
} KdGlyphClass;

typedef struct {
  guint32 at; /* byte offset into the document's text */
  gunichar c;
  guint partner;   /* index of the mark that closes or opens this one; KD_NO_PARTNER: none */
  guint32 classes; /* KdGlyphClass */
} KdGlyph;

/* Indices of glyphs, from a to before b. */
typedef struct {
  guint a, b;
} KdRange;

typedef struct {
  const KdDocument *document; /* borrowed */
  KdGlyph *first;             /* one more than n: the place behind the last */
  guint n;
  guint32 classes; /* of all of them */
} KdGlyphs;

/* Writes the characters of a span, and the place behind it, to `glyphs`; there is room for as many as the
 * span has bytes, and one. What is written is g->first, borrowed. */
void kd_glyphs_read(const KdDocument *d, KdSpan span, KdGlyph *glyphs, KdGlyphs *g);

static inline const KdGlyph *kd_glyph(const KdGlyphs *g, guint i)
{
  return &g->first[i];
}

/* The character at i; 0 behind the last. */
static inline gunichar kd_glyph_char(const KdGlyphs *g, guint i)
{
  return i < g->n ? kd_glyph(g, i)->c : 0;
}

/* The index behind the bracket or quotation that opens at i; i + 1 where none does. Never behind end. */
static inline guint kd_glyphs_skip(const KdGlyphs *g, guint i, guint end)
{
  guint partner = kd_glyph(g, i)->partner;
  return partner != KD_NO_PARTNER && partner > i && partner < end ? partner + 1 : i + 1;
}

static inline guint kd_range_len(KdRange r)
{
  return r.b - r.a;
}

KdSpan kd_range_span(const KdGlyphs *g, KdRange r);
/* Borrowed text and length in bytes of a range. */
const char *kd_range_text(const KdGlyphs *g, KdRange r, gsize *len);
/* How many characters of the entry that begins (ends) the range; 0 when none does. */
guint kd_range_prefix(const KdGlyphs *g, KdRange r, const KdWords *words);
guint kd_range_suffix(const KdGlyphs *g, KdRange r, const KdWords *words);
gboolean kd_range_is(const KdGlyphs *g, KdRange r, const KdWords *words);
gboolean kd_range_starts(const KdGlyphs *g, KdRange r, const char *string);
gboolean kd_range_ends(const KdGlyphs *g, KdRange r, const char *string);
/* Does an entry of two to four characters in the range cover glyph i? */
gboolean kd_range_covers(const KdGlyphs *g, KdRange r, guint i, const KdWords *words);
/* Where the string stands first in the range, outside of brackets and quotation marks; FALSE: nowhere. */
gboolean kd_range_find(const KdGlyphs *g, KdRange r, const char *string, guint *at);
/* Without blanks at its ends. */
KdRange kd_range_trim(const KdGlyphs *g, KdRange r);
