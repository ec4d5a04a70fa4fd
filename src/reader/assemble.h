#pragma once
/* Owns: nothing. Drafts → the document: text, map, repairs, broken places; used by the reader's driver. */

#include "reader/draft.h"

/* Fills text, articles, blocks, anchors, repairs, broken and joins of a new document. Sentences come after.
 */
void kd_assemble(const KdPage *page, KdDocument *document);
