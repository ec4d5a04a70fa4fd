#pragma once
/* Owns: nothing. Lines of two paragraphs that were read across the page, in one block; used by the reader's
 * driver. */

#include "reader/draft.h"

/* In a wrapped page, finds blocks whose lines go together much better as two paragraphs than as one, each
 * keeping its order, and parts them: two drafts, a line that follows another one than in the file flagged
 * KD_GLYPH_MOVED. Where such a junction is weak, the clauses at it are flagged KD_GLYPH_BROKEN. Needs the
 * n-gram table; without it nothing happens. Call before the outline is built. */
void kd_unmix(KdPage *page);

/* By how much, a line on average, the lines of d are likelier as two paragraphs than as one (natural
 * logarithm). */
double kd_unmix_gain(const KdNgrams *ngrams, KdDraft *d);
