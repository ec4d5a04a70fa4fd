#pragma once
/* Owns: nothing. Where the first member of a list begins and the last one ends, by parallelism with the
 * members between, whose edges are certain, by what governs a list and follows it, and by how readily
 * characters begin and end members. Used by lists.c only. */

#include "base/context.h"
#include "extractor/glyphs.h"
#include "extractor/kin.h"

#define KD_MEMBER_MAX 40u /* characters a member may be long */

/* What speaks for and against an edge: name, word in the table of weights, what it says. */
#define KD_EDGE_FEATURES(X)                                                                                  \
  X(FIT, "fit", "length like the others'")                                                                   \
  X(EXACT, "exact", "the same length as all of them")                                                        \
  X(FIT_ALIKE, "fit-alike", "the same where the far end is alike")                                           \
  X(ALIKE_ONE, "alike-one", "first (last) character as the others'")                                         \
  X(ALIKE_TWO, "alike-two", "first (last) two characters")                                                   \
  X(WHOLE, "whole", "nothing is cut off")                                                                    \
  X(CUE_LONG, "cue-long", "a governing word before, a tail word behind")                                     \
  X(CUE_FIRM, "cue-firm", "a tail that is hardly ever part of a member")                                     \
  X(CUE_SHORT, "cue-short", "one of a single character")                                                     \
  X(AT_QUOTE, "at-quote", "a closing mark before, an opening one behind")                                    \
  X(BEGINS, "begins", "how readily members begin so (behind the edge)")                                      \
  X(ENDS, "ends", "how readily members end so (before the edge)")                                            \
  X(AGREES, "agrees", "verb first as the others, or not as the others")                                      \
  X(SPLITS, "splits", "a word runs across")                                                                  \
  X(STICKS, "sticks", "the characters on both sides stick together")                                         \
  X(KNOWN, "known", "the member is known as one")                                                            \
  X(DE, "de", "的 is on the other side")                                                                     \
  X(FRESH, "fresh", "what follows the edge follows 、 more readily than what stands there, by n-grams")      \
  X(CLOSES, "closes", "a 、 follows what is before the edge more readily than what stands there")            \
  X(BOUND, "bound", "how much the characters on both sides are drawn to each other")                         \
  X(FIT_ONE, "fit-one", "the length like that of the only one there is between")                             \
  X(CUE_ALL, "cue-all", "the cue word is all that is cut off")                                               \
  X(SIDE, "side", "how readily lists begin behind what is before the edge, end before what is behind it")    \
  X(KIN, "kin", "begins (ends) with a word of the kind that the others have there")                          \
  X(READY, "ready", "how readily members begin (end) so, whatever the others are")

enum {
#define FEATURE(name, word, comment) KD_EDGE_##name,
  KD_EDGE_FEATURES(FEATURE)
#undef FEATURE
      KD_EDGE_COUNT
};

typedef enum { KD_EDGE_FIRST, KD_EDGE_LAST } KdEdgeSide;

typedef struct {
  const KdGlyphs *g; /* of the sentence looked at; set by the caller */
  const KdWords *governors, *tails, *bad, *joiners, *joiner_words, *boundaries, *known, *sides[2];
  const KdKin *kin;
  const KdNgrams *ngrams; /* NULL: none */
  double weights[2][KD_EDGE_COUNT];
} KdEdges;

/* What the members in the middle say about the others. */
typedef struct {
  const KdRange *middle; /* borrowed */
  guint n;
  double length, spread;
  gboolean verbal;   /* most begin with a verb */
  KdKinPlace kin[2]; /* mean of their places, by side */
} KdModel;

/* An edge: the glyph before which it lies, how well it fits (below 0 it is hardly one), and the chance that
 * it is right, given that there is one in the chunk. */
typedef struct {
  guint at;
  double score, chance;
} KdEdge;

void kd_edges_init(KdEdges *e, const KdContext *ctx, const KdKin *kin);
KdModel kd_edges_model(const KdEdges *e, const KdRange *middle, guint n);
/* The start of the first member in its chunk, whose end is the member's; the end of the last one in its
 * chunk. */
KdEdge kd_edges_find(const KdEdges *e, const KdModel *m, KdRange chunk, KdEdgeSide side);
/* How far a length is from that of the members between: 0 is the same, less is worse. */
double kd_edges_fit(const KdModel *m, guint len);

/* How long the joiner (和, 以及) is that stands at glyph i of the range; 0: there is none, or it is part of a
 * word. */
guint kd_edges_joiner(const KdEdges *e, KdRange r, guint i);

/* For the tools: every place at which the edge that is cut from a chunk may lie, with its features. */
typedef struct {
  KdRange chunk;
  KdEdgeSide side;
} KdCut;

typedef void (*KdEdgeFunc)(guint at, const double *features, gpointer data);
void kd_edges_foreach(const KdEdges *e, const KdModel *m, KdCut cut, KdEdgeFunc func, gpointer data);
/* The name of a feature in the table of weights. */
const char *kd_edge_feature_word(guint feature);
