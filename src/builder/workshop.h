#pragma once
/* Owns: what the files of builder/ share during one run: the ground, the pool of phrases and the items made
 * so far. Made and freed by builder.c; used by builder/ only. */

#include "builder/builder.h"
#include "builder/ground.h"

typedef struct KdPool KdPool;

typedef struct {
  const KdContext *ctx;
  const GPtrArray *texts; /* const KdText * */
  KdGround *ground;
  KdPool *pool;
  GPtrArray *questions; /* KdQuestion *, finished */
  GHashTable *asked;    /* char *, owned: what has been asked already */
  gboolean several;     /* more than one article: an explanation names it */
} KdWorkshop;

/* Where a text is not to be trusted. */
typedef struct {
  GArray *unsure; /* guint32, ascending: a mark may be missing before this offset */
  GArray *moved;  /* KdSpan, by start: brought here from elsewhere in the file */
} KdDoubts;

/* What came of cutting the stem for a place; stem.h. */
typedef struct KdCut KdCut;

/* A point on the bench. */
typedef struct {
  KdWorkshop *shop;
  const KdText *text;
  const KdDoubts *doubts; /* of the text; borrowed */
  const KdPoint *point;
  GArray *targets;      /* KdTarget, best first */
  KdFindingCode reason; /* why the last attempt came to nothing */
  char *detail;         /* owned; NULL: none */
  guint refusals;       /* how often a reason was given */
  GPtrArray *cuts;      /* KdCut *, owned: the item types ask about the same places */
} KdBench;

/* One item type: makes what it can of the point. Appends through kd_bench_finish only. Returns the number of
 * items made; at 0 bench->reason says why, KD_FINDING_COUNT where there was nothing to make. */
typedef struct {
  KdQuestionType type;
  guint kinds; /* bits 1u << KdPointKind: what can be asked this way at all */
  guint (*build)(KdBench *bench);
} KdItemBuilder;

#define BUILDER(name) extern const KdItemBuilder kd_item_builder_##name;
#include "builder/builders.def"
#undef BUILDER

/* Says why an attempt came to nothing; detail may be NULL. Returns FALSE for the caller to pass on. */
gboolean kd_bench_refuse(KdBench *bench, KdFindingCode reason, const char *detail);
/* The point is no candidate for the item type, so that nothing was left out. Returns FALSE. */
gboolean kd_bench_skip(KdBench *bench);
/* Puts explanation, tags, difficulty, score and id on the item, runs the hard checks and appends it to the
 * items; FALSE, with the reason noted, where a check fails or the same has been asked. Takes the item. */
gboolean kd_bench_finish(KdBench *bench, KdQuestion *question);
