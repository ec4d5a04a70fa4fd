#pragma once
/* Owns: how the counting tools walk the lists of a corpus. Used by tools/ only; lives as long as a run of a
 * tool. */

#include "extractor/lists.h"
#include "tools/corpus.h"

/* Embedded in what a tool gathers; corpus and finder are the caller's. */
typedef struct {
  const KdCorpus *corpus; /* whose held-back lines are left out */
  KdListFinder *finder;
  const KdGlyphs *g;   /* within the callback: the line that the row stands in */
  KdRowFunc take;      /* called for each row of chunks */
  gpointer data;       /* handed to it */
  KdDocument document; /* a line; only its text is looked at */
} KdRowWalk;

/* Calls back for the rows of all lines of the file. A file that cannot be read stops the program. */
void kd_row_walk_file(KdRowWalk *walk, const char *path);
