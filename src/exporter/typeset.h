#pragma once
/* Owns: lines of type. Text with blanks in it → lines of a given width, broken as Chinese is broken (clreq,
 * the recommended level), marks squeezed where they meet and at the ends of lines, justified. Pango shapes
 * the characters; where lines end is decided here, since Pango knows no squeezing and puts all slack of a
 * line into its first blank. Used by the PDF exporter's files; a typesetter lives as long as one paper is
 * set. */

#include "exporter/fonts.h"
#include "exporter/typeline.h"

/* Text to be set. Line ends in it end lines. */
typedef struct {
  GString *text;
  GArray *spans; /* of faces and of what is not to be broken */
} KdTypeText;

KdTypeText *kd_type_text_new(void);
void kd_type_text_free(KdTypeText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdTypeText, kd_type_text_free)
/* len -1: NUL-terminated. */
void kd_type_text_add(KdTypeText *text, KdFace face, const char *string, gssize len);
/* A line to write on, of about so many Han characters; it gives way a little where a line must end. */
void kd_type_text_add_blank(KdTypeText *text, KdFace face, guint width);
/* （　　） */
void kd_type_text_add_choice(KdTypeText *text, KdFace face);

typedef struct {
  KdFonts *fonts;
  KdFindings *findings;
  const char *item; /* borrowed: the id that findings name; NULL: none */
  GHashTable *said; /* what findings have said */
} KdTypesetter;

/* The lines of a text, at least one; KdTypeLine *, owned by the caller. A character for which there is no
 * glyph gives a finding GLYPH_MISSING. */
GPtrArray *kd_typeset(KdTypesetter *t, const KdTypeText *text, const KdForm *form);
