#pragma once
/* Owns: nothing. Which candidates make the set; used by the selector only. */

#include "model/question.h"
#include "selector/quota.h"

/* Of each passage's judge items one wording is kept, so that as near to half of them as can be are true: no
 * more than three in five, or one more than half where there are fewer; chosen[i] says whether candidate i
 * stays. */
void kd_pick_wordings(const GPtrArray *candidates, gboolean *chosen);
/* What a set is to hold. */
typedef struct {
  guint wanted[KD_QUESTION_TYPES];
  gboolean open[KD_QUESTION_TYPES]; /* the count was not said: these types fill up what another cannot give */
  gboolean any_said;
  guint total;
  KdQuota *quota; /* NULL: none */
} KdPickPlan;

/* How many items of each type a set is to have. available: candidates of each type. */
void kd_pick_counts(const KdBlueprint *blueprint, const guint *available, guint points, KdPickPlan *plan);
/* Out of the candidates for which usable[i] is set, the best for the plan: headings in turn, the better item
 * first, kinds of points in turn, no passage twice where it can be helped and never twice the same way, no
 * item whose text gives another's answer away: where there are enough, none that shows the words of an
 * answer at all. True and false statements stay even. chosen[i] is set for those taken. */
void kd_pick_items(const GPtrArray *candidates, const gboolean *usable, const KdPickPlan *plan,
                   gboolean *chosen);
