#pragma once
/* Owns: nothing. Marks lost in the lead sentences of sibling paragraphs; used by lost.c. */

#include "reader/draft.h"

/* Paragraphs under one heading whose leads begin alike and have one form (X，Y。 or X。) show where , and 。
 * belong in a lead that lost them at its wraps: KD_GLYPH_ADDED. A lead whose words the next clauses take up
 * again lost its 。 likewise. */
void kd_leads_restore(KdPage *page);
