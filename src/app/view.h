#pragma once
/* Owns: nothing. What the commands text and points have in common: documents in, one rendering of each out.
 */

#include "app/command.h"
#include "app/pipeline.h"

typedef enum { KD_VIEW_TEXT, KD_VIEW_JSON, KD_VIEW_JSONL } KdViewFormat;

/* Appends one document in a format; JSON pretty, JSONL without the line feed at the end. */
typedef void (*KdViewFunc)(const KdContext *ctx, const KdDocument *document, KdViewFormat format,
                           GString *out);

/* Runs such a command. */
KdExit kd_view_run(const KdCommand *command, char **argv, KdViewFunc write);
