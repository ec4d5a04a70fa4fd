#pragma once
/* Owns: nothing. Text → the lines of a page, each character with its place; used by the reader's driver. */

#include "reader/decode.h"
#include "reader/draft.h"

/* Fills page->glyphs, lines and n_lines: lines end at LF, CR, CRLF, U+2028 and U+2029; blank lines are left
 * out, blanks at either end cut off, runs of blanks made one, the # of a Markdown heading taken off.
 * Invisible and control characters are taken out, with a finding. */
void kd_lines_split(KdPage *page, const KdDecoded *decoded);
