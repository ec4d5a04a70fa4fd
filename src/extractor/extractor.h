#pragma once
/* Owns: nothing after it returns. KdDocument → key points; used by app/pipeline.c and the tests. */

#include "base/context.h"
#include "model/point.h"

/* The key points of a document, KdPoint *, in the order of the text; the caller owns the array and, through
 * it, the points. Nothing in it touches a broken place. */
GPtrArray *kd_extractor_extract(const KdContext *ctx, const KdDocument *document);
