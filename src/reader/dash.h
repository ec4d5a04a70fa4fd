#pragma once
/* Owns: nothing. The dash that was read as 一; used by the reader's driver. */

#include "reader/draft.h"

/* In a wrapped page, X一X一X with three or more parts of two to four Han characters between marks is a chain
 * with dashes (发现—派单—处置): each 一 becomes —, flagged KD_GLYPH_DASH. */
void kd_dash_restore(KdPage *page);
