#pragma once
/* Owns: nothing. What documents are called and what one of a name does, by the cue table document-kinds.txt;
 * used by builder/ only. */

#include "builder/workshop.h"

/* What a document of this name does (规定, 提出, 指出); "": it is none. */
const char *kd_name_verb(const KdContext *ctx, const char *name, gsize len);
/* What a document of the kind of the bench's article does; "": it is none. */
const char *kd_document_verb(const KdBench *bench);
/* The title of the bench's article as it can stand in 《》; empty where it holds such marks itself. */
KdSpan kd_document_name(const KdBench *bench);
