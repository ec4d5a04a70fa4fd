#pragma once
/* Owns: nothing. When a figure was so: a number says little without its year, which often stands in another
 * sentence. Used by stem.c only. */

#include "builder/workshop.h"

typedef struct {
  KdSpan words; /* the words of the text that say when (2017年, 五年来); empty: not needed, or not known */
  KdSpan clause;     /* where they stand */
  gboolean needed;   /* the stem says nothing without them */
  gboolean relative; /* the document's name must be shown: 今年 says nothing without it, or it says the year
                        itself */
} KdWhen;

/* Of a figure in the clauses shown: do they say when it was so, and if not, which words before them do, in
 * the same section or in its headings? */
KdWhen kd_when_find(const KdBench *bench, KdSpan shown);
