#pragma once
/* Owns: nothing between calls. The stages in their order; used by the commands and by the public library.
 * pipeline.c is the only file that names every stage. */

#include "base/context.h"
#include "model/point.h"
#include "model/quiz.h"

/* Reads a text; id may be NULL. The document knows its name, id and checksum. */
KdDocument *kd_pipeline_read(const KdContext *ctx, const char *name, const char *id, GBytes *bytes,
                             GError **error);
/* Its key points, KdPoint *. */
GPtrArray *kd_pipeline_extract(const KdContext *ctx, const KdDocument *document);
