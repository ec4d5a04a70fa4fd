#pragma once
/* Owns: every sentence of a document as glyphs. The driver of extractor/ makes it in one pass over the text
 * and all detectors look at it; lives as long as they do. */

#include "extractor/glyphs.h"

typedef struct {
  const KdDocument *document; /* borrowed */
  KdGlyph *glyphs;            /* of all sentences, each with the place behind its last */
  KdGlyphs *sentences;        /* as many as the document has */
} KdScan;

KdScan *kd_scan_new(const KdDocument *d);
void kd_scan_free(KdScan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdScan, kd_scan_free)

/* The glyphs of sentence i, borrowed. */
static inline const KdGlyphs *kd_scan_sentence(const KdScan *scan, guint32 i)
{
  return &scan->sentences[i];
}
