#pragma once
/* Owns: nothing. What the commands text and points have in common: documents in, one rendering of each out.
 */

#include "app/command.h"
#include "app/pipeline.h"

/* Coloured: text on a terminal, for a command that has colours. */
typedef enum { KD_VIEW_TEXT, KD_VIEW_JSON, KD_VIEW_JSONL, KD_VIEW_COLOURED } KdViewFormat;

/* Appends one document in a format; JSON pretty, JSONL without the line feed at the end. */
typedef void (*KdViewFunc)(const KdContext *ctx, const KdDocument *document, KdViewFormat format,
                           gpointer data, GString *out);

/* Such a command: how it renders a document, and what it takes beside the options that both have. */
typedef struct {
  const KdCommand *command;
  const GOptionEntry *own; /* ended by {0}; NULL: none */
  KdViewFunc write;
  gpointer data;    /* handed to write */
  gboolean colours; /* its text has them on a terminal */
} KdView;

/* Runs it. */
KdExit kd_view_run(const KdView *view, char **argv);
