#pragma once
/* Owns: nothing. What the text itself lists as the members of its numeric shorthand, looked for among the
 * points that the detectors have found; used by the driver of extractor/. */

#include "base/context.h"
#include "model/point.h"

/* Fills in members where a shorthand has none and the text lists exactly as many as the number says: behind
 * the term as numbered points, under a heading that names it, or as phrases and clauses that each hold the
 * word that is counted. `points` in text order. */
void kd_expansion_fill(const KdContext *ctx, const KdDocument *d, const GPtrArray *points);
