#pragma once
/* Owns: nothing. Small things that several item types share; used by the item types of builder/. */

#include "builder/pool.h"
#include "builder/stem.h"

/* A new item on the stem with the gaps filled as given, its evidence in place. */
KdQuestion *kd_item_new(const KdBench *bench, KdQuestionType type, const KdStem *stem, const KdGap *gaps,
                        guint n);
/* The target's words; the caller owns them. */
char *kd_target_dup(const KdBench *bench, const KdTarget *target);
/* Wrong options for the target in this stem: what kd_pool_find gives, the proof made against the stem and its
 * evidence. right holds the texts of the right options, char *. */
GPtrArray *kd_item_find_wrong(const KdBench *bench, const KdStem *stem, const KdTarget *target,
                              const GPtrArray *right, guint wanted);
