#pragma once
/* Owns: nothing. Clauses joined by ， or ； that are said in one form and so make a series; used by the
 * detector of series. */

#include "base/context.h"
#include "extractor/glyphs.h"
#include "model/point.h"

/* A clause: what stands between two marks. */
typedef struct {
  KdRange range;
  gunichar mark; /* behind it; 0: none */
  guint region;  /* clauses of one quotation, or of none, share a number */
} KdStretch;

/* rule: in what the members are alike. */
typedef void (*KdRunFunc)(const KdRange *members, guint n, KdPointRule rule, double confidence,
                          gpointer data);
/* Calls back for each run of three clauses or more; clauses holds KdStretch in order. */
void kd_runs_foreach(const KdContext *ctx, const KdGlyphs *g, const GArray *clauses, KdRunFunc func,
                     gpointer data);
