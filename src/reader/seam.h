#pragma once
/* Owns: nothing. What became of the end of a paragraph without an end mark, by the n-gram table and by its
 * last line; used by reader/ends. */

#include "reader/gapnet.h"
#include "reader/junction.h"

/* The outcomes, as the network numbers them. */
typedef enum { KD_SEAM_LOST, KD_SEAM_TORN, KD_SEAM_CUT, KD_SEAM_OUTCOMES } KdSeamOutcome;

/* Probabilities; their sum is 1. */
typedef struct {
  double lost; /* only the 。 is missing */
  double torn; /* the paragraph goes on in the next one */
  double cut;  /* its last lines are missing */
} KdSeam;

#define KD_SEAM_SHORT                                                                                        \
  (-8) /* half cells: a last line that much shorter than the column ends its paragraph                       \
        */

typedef struct {
  const KdNgrams *ngrams;
  const KdGapNet *gaps; /* of the task "seams" */
} KdSeamBasis;

/* next: the paragraph behind d, NULL when none stands there. slack: half cells by which the last line of d is
 * wider than the column (below 0: shorter). */
KdSeam kd_seam_weigh(const KdSeamBasis *basis, const KdDraft *d, const KdDraft *next, gint slack);
