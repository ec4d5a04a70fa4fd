#pragma once
/* Owns: nothing. Widths of marks, digits and Latin letters; used by the reader's driver. */

#include "reader/draft.h"

/* Makes half-width marks beside Han characters full width and pairs straight quotation marks within each
 * draft; full-width digits and Latin letters become half width. What is changed is flagged KD_GLYPH_FOLDED.
 * Numbers, times, addresses and drafts without Han characters keep their marks. Blanks beside a mark made
 * full width go. */
void kd_marks_fold(KdPage *page);
