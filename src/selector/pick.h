#pragma once
/* Owns: nothing. Which candidates make the set; used by the selector only. */

#include "model/question.h"
#include "selector/selector.h"

/* Of each passage's judge items one wording is kept, so that as near to half of them as can be are true, at
 * most three in five; chosen[i] says whether candidate i stays. */
void kd_pick_wordings(const GPtrArray *candidates, gboolean *chosen);
/* Out of the candidates for which usable[i] is set, the best for the counts asked for: headings in turn, the
 * better item first, kinds of points in turn, no passage twice where it can be helped and never twice the
 * same way, no item whose text gives another's answer away. chosen[i] is set for those taken. */
void kd_pick_items(const GPtrArray *candidates, const gboolean *usable, const guint *wanted,
                   gboolean *chosen);
/* How many items of each type a set is to have. available: candidates of each type. */
void kd_pick_counts(const KdBlueprint *blueprint, const guint *available, guint points, guint *wanted);
