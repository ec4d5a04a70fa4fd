#pragma once
/* Owns: nothing. Places of a wrapped page where words are lost or lines of two columns are mixed; used by the
 * reader's driver. */

#include "reader/draft.h"

/* Pairs straight quotation marks again, now that torn paragraphs are whole, and flags KD_GLYPH_BROKEN where a
 * mark has no partner in a wrapped page (words are lost there; elsewhere it is only a finding) and where
 * lines are mixed: a short line that ends a sentence, or a line that begins with a mark, in the middle of a
 * paragraph. Of a mixed paragraph only its lead sentence is left sound, and that only where its siblings have
 * the like. */
void kd_unsound_mark(KdPage *page);
