#pragma once
/* Owns: nothing. Marks lost inside paragraphs at the wraps of a column; used by the reader's driver. */

#include "reader/draft.h"

/* Puts back marks lost at wraps where the text itself shows which: KD_GLYPH_ADDED. Where a clause is so long
 * that a mark is likely to be missing, but nothing shows which, KD_GLYPH_SUGGESTED. Last of the stages: it
 * flags and adds only. */
void kd_lost_restore(KdPage *page);
