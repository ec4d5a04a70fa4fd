#pragma once
/* Owns: nothing. How paragraphs of a wrapped page end; used by the reader's driver. */

#include "reader/draft.h"

/* A paragraph without an end mark whose last line fills the column was cut off, or goes on in the next one;
 * one whose last line is shorter only lost its 。. The first kind is joined to the next paragraph when that
 * goes on, or flagged KD_GLYPH_BROKEN from its last clause on; the second kind gets its 。 back. */
void kd_ends_mend(KdPage *page);
