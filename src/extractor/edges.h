#pragma once
/* Owns: nothing. Where the first member of a list begins and the last one ends, by parallelism with the
 * members between, whose edges are certain, by what governs a list and follows it, and by how readily
 * characters begin and end members. Used by lists.c only. */

#include "base/context.h"
#include "extractor/glyphs.h"

#define KD_MEMBER_MAX 40u /* characters a member may be long */

typedef struct {
  const KdGlyphs *g;
  const KdWords *governors, *tails, *bad, *joiners, *boundaries, *known;
  const KdNgrams *ngrams; /* NULL: none */
} KdEdges;

/* What the members in the middle say about the others. */
typedef struct {
  const KdRange *middle; /* borrowed */
  guint n;
  double length, spread;
  gboolean verbal; /* most begin with a verb */
} KdModel;

/* An edge: the glyph before which it lies, how well it fits (below 0 it is hardly one), and the chance that
 * it is right, given that there is one in the chunk. */
typedef struct {
  guint at;
  double score, chance;
} KdEdge;

void kd_edges_init(KdEdges *e, const KdContext *ctx, const KdGlyphs *g);
KdModel kd_edges_model(const KdEdges *e, const KdRange *middle, guint n);
/* The start of the first member in its chunk, whose end is the member's; the end of the last one in its
 * chunk. */
KdEdge kd_edges_start(const KdEdges *e, const KdModel *m, KdRange chunk);
KdEdge kd_edges_end(const KdEdges *e, const KdModel *m, KdRange chunk);
/* How far a length is from that of the members between: 0 is the same, less is worse. */
double kd_edges_fit(const KdModel *m, guint len);
