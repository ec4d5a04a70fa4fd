#include "builder/make.h"

#include "builder/clause.h"

#define RIGHT_MOST 4

static void add_options(const KdBench *bench, KdQuestion *q, const GPtrArray *wrong)
{
  const char *text = bench->text->document->text;
  const KdPoint *p = bench->point;
  for (guint i = 0; i < MIN(p->members->len, RIGHT_MOST); i++) {
    g_autofree char *member = kd_span_dup(text, kd_point_member(p, i));
    kd_question_add_option(q, member, TRUE);
  }
  for (guint i = 0; i < wrong->len; i++)
    kd_question_add_option(q, g_ptr_array_index(wrong, i), FALSE);
}

static GPtrArray *right_texts(const KdBench *bench)
{
  GPtrArray *right = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < bench->point->members->len; i++)
    g_ptr_array_add(right, kd_span_dup(bench->text->document->text, kd_point_member(bench->point, i)));
  return right;
}

/* Four options, five where four are right. */
static guint wrong_wanted(const KdPoint *p)
{
  guint right = MIN(p->members->len, RIGHT_MOST);
  return right == RIGHT_MOST ? 1 : 4 - right;
}

/* The list in its sentence becomes the choice. */
static guint build_series(KdBench *bench)
{
  const KdPoint *p = bench->point;
  guint n = p->members->len;
  KdSpan all = kd_span(kd_point_member(p, 0).start, kd_span_end(kd_point_member(p, n - 1)));
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, all, &stem))
    return 0;
  KdTarget target = {all, KD_ROLE_MEMBER, 0, 0.0};
  g_autoptr(GPtrArray) right = right_texts(bench);
  g_autoptr(GPtrArray) wrong = g_ptr_array_new_with_free_func(g_free);
  target.span = kd_point_member(p, n / 2);
  g_ptr_array_unref(wrong);
  wrong = kd_item_find_wrong(bench, &stem, &target, right, wrong_wanted(p));
  if (wrong->len < wrong_wanted(p))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
  KdGap gap = {all, KD_CHOICE};
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_MULTIPLE, &stem, &gap, 1);
  add_options(bench, q, wrong);
  q->rank = 0.7;
  return kd_bench_finish(bench, q);
}

static guint build(KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (p->members->len < 2 || p->kind == KD_POINT_MEASURES || p->kind == KD_POINT_ORDINALS)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  return build_series(bench);
}

const KdItemBuilder kd_item_builder_multiple = {.type = KD_QUESTION_MULTIPLE, .build = build};
