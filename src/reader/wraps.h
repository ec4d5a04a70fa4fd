#pragma once
/* Owns: nothing. Lines of a page → drafts of blocks with their column wraps closed; used by the reader's
 * driver. */

#include "reader/draft.h"

/* Fills page->drafts, wrapped and column. Two kinds of wraps are known: a blank inside a line between Han
 * characters (a scanned column) and a line end at the width of the column. A text is taken for wrapped only
 * where its lines say so; the blanks of other texts stay. */
void kd_wraps_close(KdPage *page);
