#pragma once
/* Owns: nothing after it returns but what the caller is handed. Enumerations joined by 、 and 和: where the
 * first member begins and the last one ends. Used by the detectors of series, shorthand and definitions.
 * Edges are found by parallelism, not by a word segmenter: none knows the terms of these texts. */

#include "base/context.h"
#include "extractor/glyphs.h"

/* A list with more members than this is a table or a defect. */
#define KD_LIST_MAX 24

typedef struct {
  GArray *members;  /* KdRange */
  guint tail;       /* glyph behind the list and its 等 */
  gboolean open;    /* 等 follows: the list does not claim to be whole */
  gboolean steps;   /* joined by —: they follow each other */
  double certainty; /* 0 … 1: that both edges are right */
} KdList;

/* The lists of a stretch of text that holds no clause mark outside of brackets and quotation marks: KdList *,
 * in order; the caller owns the array. Each has three members or more. */
GPtrArray *kd_lists_find(const KdContext *ctx, const KdGlyphs *g, KdRange stretch);

/* Calls back for each stretch of the glyphs between clause marks, of quotations and brackets as well; mark is
 * what ends the stretch, 0 at an end. */
typedef void (*KdStretchFunc)(KdRange stretch, gunichar mark, guint region, gpointer data);
void kd_stretches_foreach(const KdGlyphs *g, KdStretchFunc func, gpointer data);
