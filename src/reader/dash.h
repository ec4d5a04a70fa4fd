#pragma once
/* Owns: nothing. The dash that was read as 一; used by the reader's driver. */

#include "reader/draft.h"

/* In a wrapped page, three or more parts of two to four Han characters in front of a closing quotation mark,
 * parted by 一, are a chain with dashes (发现—派单—处置”); 一一 in front of a paragraph or in a heading is a
 * dash, and so is 一 in front of several paragraphs where it makes no word with what follows. With the n-gram
 * table, 一 is also a dash where that is much likelier than 一. Each becomes —, flagged KD_GLYPH_DASH. A
 * chain that begins in the middle of other words is flagged KD_GLYPH_BROKEN up to its end. Call before the
 * outline is built: dashes are labels. */
void kd_dash_restore(KdPage *page);
