#pragma once
/* Owns: nothing after it returns but what the caller is handed. Enumerations joined by 、 and 和: where the
 * first member begins and the last one ends. Used by the detectors of series, shorthand and definitions.
 * Edges are found by parallelism, not by a word segmenter: none knows the terms of these texts. */

#include "base/context.h"
#include "extractor/edges.h"
#include "extractor/glyphs.h"

/* A list with more members than this is a table or a defect. */
#define KD_LIST_MAX 24

typedef struct {
  GArray *members;  /* KdRange */
  guint tail;       /* glyph behind the list and its 等 */
  gboolean open;    /* 等 follows: the list does not claim to be whole */
  gboolean steps;   /* joined by —: they follow each other */
  double certainty; /* 0 … 1: that it is a list and both edges are right */
} KdList;

/* What speaks for a row of chunks being read as a list in one way: name, word in the table of weights, what
 * it says. */
#define KD_PARSE_FEATURES(X)                                                                                 \
  X(LIST, "list", "there is a list at all")                                                                  \
  X(FIRST, "first", "logarithm of the chance of the first edge")                                             \
  X(LAST, "last", "the same of the last edge")                                                               \
  X(SCORE, "score", "how well the worse of both edges fits")                                                 \
  X(SPLIT, "split", "a joiner parts the last two members")                                                   \
  X(OPEN, "open", "等 follows")                                                                              \
  X(MANY, "many", "four members or more")                                                                    \
  X(KIN_FIRST, "kin-first", "the first member ends as the others")                                           \
  X(KIN_LAST, "kin-last", "the last member begins as the others")                                            \
  X(BEFORE, "before", "the member before the joiner is as long as the others")                               \
  X(KIN_BEFORE, "kin-before", "that member ends as the others")                                              \
  X(UNSPLIT, "unsplit", "the last member holds a joiner")                                                    \
  X(UNSPLIT_REST, "unsplit-rest", "a joiner stands in what the last member is cut from")                     \
  X(TWO, "two", "there is one 、 only")                                                                      \
  X(TWO_DE, "two-de", "the same, and 的 only behind it")                                                     \
  X(TWO_VERB, "two-verb", "a clause between 、 and joiner")                                                  \
  X(TWO_GOVERNED, "two-governed", "a verb with its object there")

enum {
#define FEATURE(name, word, comment) KD_PARSE_##name,
  KD_PARSE_FEATURES(FEATURE)
#undef FEATURE
      KD_PARSE_COUNT
};

/* What finds lists: holds what is needed of the tables; the caller owns it. */
typedef struct KdListFinder KdListFinder;
KdListFinder *kd_list_finder_new(const KdContext *ctx);
void kd_list_finder_free(KdListFinder *f);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdListFinder, kd_list_finder_free)

/* The lists of a stretch of text that holds no clause mark outside of brackets and quotation marks: KdList *,
 * in order; the caller owns the array. Each has three members or more. */
GPtrArray *kd_lists_find(KdListFinder *f, const KdGlyphs *g, KdRange stretch);

/* For the tools: calls back for each row of chunks, what stands between the 、 of a stretch up to 等 (open).
 */
typedef void (*KdRowFunc)(KdListFinder *f, gboolean open, gpointer data);
void kd_list_rows_foreach(KdListFinder *f, const KdGlyphs *g, KdRange stretch, KdRowFunc func, gpointer data);
/* The chunks of the row, and the edges; borrowed. */
const KdRange *kd_list_finder_chunks(const KdListFinder *f, guint *n);
const KdEdges *kd_list_finder_edges(const KdListFinder *f);
void kd_list_finder_set_weights(KdListFinder *f, KdEdgeSide side, const double *weights);
/* Within KdRowFunc: every way to read the row as one list, with its features. */
typedef void (*KdParseFunc)(const KdList *list, const double *features, gpointer data);
void kd_list_parses_foreach(KdListFinder *f, gboolean open, KdParseFunc func, gpointer data);
/* The name of a feature of a way to read a row, in the table of weights. */
const char *kd_parse_feature_word(guint feature);

/* Calls back for each stretch of the glyphs between clause marks, of quotations and brackets as well; mark is
 * what ends the stretch, 0 at an end. */
typedef void (*KdStretchFunc)(KdRange stretch, gunichar mark, guint region, gpointer data);
void kd_stretches_foreach(const KdGlyphs *g, KdStretchFunc func, gpointer data);
