#pragma once
/* Owns: nothing. How long the lines of a column are, and by how much one of them differs: where a mark was
 * lost at the end of a line, it is shorter. Used by reader/ and by the tool that fits the weights for lost
 * marks. */

#include "reader/draft.h"

typedef struct {
  guint cells;   /* of the commonest line; 0: unknown */
  gboolean half; /* quotation marks, digits and Latin letters take half a cell */
} KdMeasure;

/* Of the drafts first … first + n − 1: in whole or half cells, whichever gives the more even lines. */
KdMeasure kd_measure_drafts(const KdPage *page, guint first, guint n);

#define KD_SLACKS 8

/* By how much the line in front of the wrap at glyph i is longer than others, as a number below KD_SLACKS: 0
 * for four or more cells shorter, then a cell each, 6 for two or more longer; 7: nothing can be said (the
 * first line of a paragraph may be indented). */
guint kd_measure_slack(const KdMeasure *m, const KdDraft *d, guint i);
