#pragma once
/* Owns: nothing. The members of a numeric shorthand that its own sentence spells out; used by the detector of
 * shorthand. */

#include "extractor/lists.h"
#include "extractor/scan.h"
#include "model/point.h"

/* What it looks with and in; all borrowed. */
typedef struct {
  const KdContext *ctx;
  const KdScan *scan;
  KdListFinder *finder;
} KdSpeller;

/* Fills in the members of p, and says by which rule, where the sentence or, for some forms, the next one of
 * the paragraph lists as many as the number at the front of the term says. */
void kd_spelled_fill(const KdSpeller *speller, guint32 sentence, KdRange term, KdPoint *p);
