#pragma once
/* Owns: nothing after it returns. Key points → items; used by app/pipeline.c and the tests. */

#include "base/context.h"
#include "model/question.h"

/* A text and what was found in it; both borrowed. Article a of the text is source first_source + a of the
 * set. */
typedef struct {
  const KdDocument *document;
  const GPtrArray *points; /* const KdPoint * */
  guint first_source;
} KdText;

typedef struct {
  guint types; /* bits 1u << KdQuestionType; 0: every type */
  guint kinds; /* bits 1u << KdPointKind; 0: every kind */
} KdBuildOptions;

/* Every sound item that the points give, KdQuestion *, in the order of the texts; the caller owns the array
 * and, through it, the items. texts holds const KdText *; options may be NULL. An item on which a hard check
 * (checks.h) fails is never among them; every candidate that was left out is a finding LEFT_OUT_… with the
 * reason. A judge item comes in two wordings where both are sound, one true and one false, with the same
 * passage number: the selector takes one. Linear in the size of the texts. */
GPtrArray *kd_builder_build(const KdContext *ctx, const GPtrArray *texts, const KdBuildOptions *options);
