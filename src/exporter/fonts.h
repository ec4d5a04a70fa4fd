#pragma once
/* Owns: the fonts of a printed paper, looked up once; used by the PDF exporter's files. Lives as long as one
 * paper is set. The language is Chinese and families are asked for by name, so that the locale decides
 * nothing. */

#include "exporter/exporter.h"
#include <pango/pango.h>

typedef enum {
  KD_FACE_BODY,  /* 宋 (仿宋 in an official paper): stems, options, answers */
  KD_FACE_HEAD,  /* 黑: heads */
  KD_FACE_TITLE, /* 黑 (小标宋 in an official paper) */
  KD_FACE_NOTE,  /* 楷 where there is one: explanations and sources */
  KD_FACES
} KdFace;

typedef struct {
  PangoFontMap *map;
  PangoContext *context;
  PangoFontDescription *faces[KD_FACES]; /* without sizes */
} KdFonts;

/* A finding FONT_MISSING names what stands for a font that is not there. The caller owns the fonts. NULL with
 * KD_ERROR_IO: this machine has no font at all. */
KdFonts *kd_fonts_new(const KdPaperOptions *options, KdFindings *findings, GError **error);
void kd_fonts_free(KdFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdFonts, kd_fonts_free)

/* The face in a size in points; the caller owns it. */
PangoFontDescription *kd_fonts_describe(const KdFonts *fonts, KdFace face, double size);
