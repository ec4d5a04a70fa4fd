#pragma once
/* Owns: nothing; ties together what every stage is handed. Made by app/pipeline.c, lives as long as the run.
 */

#include "base/cues.h"
#include "base/finding.h"
#include "base/ngrams.h"

typedef struct {
  const KdCues *cues;   /* borrowed */
  KdFindings *findings; /* borrowed: the sink */
  guint64 seed;
  const KdNgrams *ngrams; /* borrowed; NULL: the reader does without */
} KdContext;
