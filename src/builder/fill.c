#include "builder/make.h"

#include "base/utf8.h"

#define ANSWER_MOST 14 /* letters */
#define LIST_MOST 3    /* letters of a member of a list that is blanked whole */

static gboolean try_target(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, target->span, &stem))
    return FALSE;
  KdGap gap = {target->span, KD_BLANK};
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_FILL, &stem, &gap, 1);
  g_autofree char *answer = kd_target_dup(bench, target);
  kd_question_add_blank(q, answer);
  q->rank = target->weight;
  return kd_bench_finish(bench, q);
}

static gboolean is_askable(const KdBench *bench, const KdTarget *target)
{
  return target->role != KD_ROLE_LEAD && kd_span_letters(bench->text->document, target->span) <= ANSWER_MOST;
}

/* Short lists are asked for whole: one short member of them says itself. */
static gboolean is_short_list(const KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (p->kind != KD_POINT_SERIES || p->members->len < 3 || p->members->len > 4)
    return FALSE;
  for (guint i = 0; i < p->members->len; i++)
    if (kd_span_letters(bench->text->document, kd_point_member(p, i)) > LIST_MOST)
      return FALSE;
  return TRUE;
}

static gboolean try_list(KdBench *bench)
{
  const KdPoint *p = bench->point;
  KdSpan all = kd_span(kd_point_member(p, 0).start, kd_span_end(kd_point_member(p, p->members->len - 1)));
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, all, &stem))
    return FALSE;
  g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(KdGap));
  for (guint i = 0; i < p->members->len; i++) {
    KdGap gap = {kd_point_member(p, i), KD_BLANK};
    g_array_append_val(gaps, gap);
  }
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_FILL, &stem, (const KdGap *)(gpointer)gaps->data, gaps->len);
  for (guint i = 0; i < p->members->len; i++) {
    g_autofree char *answer = kd_span_dup(bench->text->document->text, kd_point_member(p, i));
    kd_question_add_blank(q, answer);
  }
  q->ordered = p->ordered;
  q->rank = 0.7;
  return kd_bench_finish(bench, q);
}

/* One item a point; of measures and ordinals one a member. */
static guint build(KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (is_short_list(bench) && try_list(bench))
    return 1;
  gboolean each = p->kind == KD_POINT_MEASURES || p->kind == KD_POINT_ORDINALS;
  g_autofree gboolean *done = g_new0(gboolean, p->members->len + 1);
  guint made = 0;
  for (guint i = 0; i < bench->targets->len; i++) {
    const KdTarget *t = &g_array_index(bench->targets, KdTarget, i);
    guint part = each ? t->part : 0;
    if (done[part] || !is_askable(bench, t) || !try_target(bench, t))
      continue;
    done[part] = TRUE;
    made++;
  }
  return made;
}

const KdItemBuilder kd_item_builder_fill = {.type = KD_QUESTION_FILL, .build = build};
