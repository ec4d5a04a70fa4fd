/* Steps that the text puts in order: which comes first? */

#include "builder/make.h"

#include <string.h>

#define STEPS_LEAST 3
#define STEPS_MOST 8

/* A step that names another one would give its place away. */
static gboolean are_apart(const GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    for (guint k = 0; k < steps->len; k++)
      if (i != k && strstr(g_ptr_array_index(steps, i), g_ptr_array_index(steps, k)))
        return FALSE;
  return TRUE;
}

/* The clause of the list, the list left open. */
static guint build(KdBench *bench)
{
  const KdPoint *p = bench->point;
  KdSpan list;
  if (!p->ordered || p->members->len < STEPS_LEAST || p->members->len > STEPS_MOST)
    return kd_bench_skip(bench);
  if (!kd_members_cover(bench->point, &list))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  g_autoptr(GPtrArray) steps = kd_members_dup(bench);
  if (!are_apart(steps))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, list, &stem))
    return 0;
  KdGap gap = {list, KD_CHOICE};
  g_autoptr(KdQuestion) q = kd_item_new(bench, KD_QUESTION_ORDER, &stem, &gap, 1);
  g_autofree char *sentence = g_steal_pointer(&q->stem);
  q->stem = g_strconcat("将下列各项按先后顺序排列：", sentence, NULL);
  for (guint i = 0; i < steps->len; i++) {
    kd_question_add_right(q, g_ptr_array_index(steps, i));
    kd_question_add_place(q, i);
  }
  q->rank = 0.8;
  return kd_bench_finish(bench, g_steal_pointer(&q));
}

const KdItemBuilder kd_item_builder_order = {
    .type = KD_QUESTION_ORDER, .kinds = 1u << KD_POINT_SERIES | 1u << KD_POINT_SHORTHAND, .build = build};
