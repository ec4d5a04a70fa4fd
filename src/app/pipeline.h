#pragma once
/* Owns: nothing between calls. The stages in their order; used by the commands and by the public library.
 * pipeline.c is the only file that names every stage. */

#include "base/context.h"
#include "builder/checks.h"
#include "exporter/exporter.h"
#include "importer/importer.h"
#include "selector/exclude.h"
#include "selector/selector.h"

/* What a set is to be. */
typedef struct {
  const char *title; /* NULL: made from the titles of the articles */
  const char *by;    /* NULL: none */
  const char *id;    /* NULL: none */
  guint kinds;       /* bits 1u << KdPointKind; 0: every kind */
  KdBlueprint blueprint;
  const GPtrArray *old; /* const KdQuiz *: sets whose items are not asked again; NULL: none */
} KdPlan;

/* Reads a text; id may be NULL. The document knows its name, id and checksum. NULL with the error. */
KdDocument *kd_pipeline_read(const KdContext *ctx, const char *name, const char *id, GBytes *bytes,
                             GError **error);
/* Its key points, KdPoint *. */
GPtrArray *kd_pipeline_extract(const KdContext *ctx, const KdDocument *document);
/* One set of all documents (const KdDocument *); no two items have the same id. */
KdQuiz *kd_pipeline_generate(const KdContext *ctx, const GPtrArray *documents, const KdPlan *plan);
/* 《…》等3篇文章练习题, from the articles of the set. The caller owns it. */
char *kd_pipeline_make_title(const KdQuiz *quiz);
/* Re-checks a set against its sources. documents: const KdDocument *, NULL where a source's document is not
 * at hand, by source of the set: the document of source i is element i. Findings name the file of the set and
 * the line of the item in it. */
void kd_pipeline_verify(const KdContext *ctx, const KdQuiz *quiz, const GPtrArray *documents,
                        const GArray *lines, const char *file);
