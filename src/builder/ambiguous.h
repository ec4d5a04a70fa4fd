#pragma once
/* Owns: nothing after it returns. Items that look the same and have different keys; used by builder.c. */

#include "builder/workshop.h"

/* Frees and takes out of the finished items every fill-in item whose stem, as the learner sees it, is also
 * the stem of another item with other answers: 要坚持____。 asked of three sentences. Each is a finding
 * LEFT_OUT_FLAW at the line of its evidence. */
void kd_drop_ambiguous(KdWorkshop *shop);
