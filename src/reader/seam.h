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

typedef struct {
  const KdNgrams *ngrams;
  const KdGapNet *gaps; /* of the task "seams" */
} KdSeamBasis;

/* What the page says about an end, words aside. */
typedef struct {
  const KdDraft *next; /* the paragraph behind, NULL when none stands there */
  double full;   /* log-odds that a line of the width of the last one is full, not the end of a paragraph */
  double losses; /* log-odds of lost marks against missing words among the open full lines of the page */
  gboolean known_words; /* the text elsewhere goes on from the last characters to the first of the next */
  gboolean known_start; /* other sentences of the page begin as the next one does */
} KdSeamSight;

KdSeam kd_seam_weigh(const KdSeamBasis *basis, const KdDraft *d, const KdSeamSight *sight);
