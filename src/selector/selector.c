#include "selector/selector.h"

void kd_blueprint_init(KdBlueprint *b)
{
  *b = (KdBlueprint){.total = 0, .all = FALSE, .half_points = 200};
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    b->counts[t] = -1;
}

void kd_selector_select(const KdContext *ctx, GPtrArray *candidates, const KdBlueprint *blueprint,
                        KdQuiz *quiz)
{
  (void)ctx;
  (void)blueprint;
  while (candidates->len) {
    KdQuestion *q = g_ptr_array_steal_index(candidates, 0);
    g_ptr_array_add(quiz->questions, q);
  }
}
