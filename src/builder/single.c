#include "builder/make.h"

#include "builder/options.h"

#define OPTIONS 4
#define BESIDE_LEAST 8 /* letters beside the gap */
#define PINNED_LEAST 12
#define CHOICE 9 /* wrong options looked at beyond those needed */

/* Members of a list are asked for where the list is closed and its members look alike; whole clauses are not:
 * as options they are awkward to read. */
static gboolean is_askable(const KdBench *bench, const KdTarget *target)
{
  const KdDocument *d = bench->text->document;
  if (target->role == KD_ROLE_MEMBER)
    return !kd_list_is_open(d, bench->point) && kd_list_is_alike(bench->shop->ctx, d, bench->point);
  return target->role != KD_ROLE_LEAD && target->role != KD_ROLE_CLAUSE;
}

/* Behind a verb many a thing can stand: what no source holds is surely wrong only where enough stands beside
 * it. */
static gboolean is_pinned(const KdBench *bench, const KdStem *stem, const KdTarget *target)
{
  const KdDocument *d = bench->text->document;
  gboolean free = target->role == KD_ROLE_OBJECT || target->role == KD_ROLE_TAIL;
  return !free || kd_span_letters(d, stem->body) >= kd_span_letters(d, target->span) + PINNED_LEAST;
}

static gboolean try_target(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, target->span, &stem) || !kd_target_has_subject(bench, &stem, target) ||
      kd_target_is_explained(bench, &stem, target))
    return FALSE;
  gboolean defines = target->role == KD_ROLE_PREDICATE || target->role == KD_ROLE_SUBJECT;
  if (!defines && kd_span_letters(bench->text->document, stem.body) <
                      kd_span_letters(bench->text->document, target->span) + BESIDE_LEAST)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "too short");
  g_autofree char *answer = kd_target_dup(bench, target);
  g_autoptr(GPtrArray) right = g_ptr_array_new();
  g_ptr_array_add(right, answer);
  gboolean named = target->role == KD_ROLE_NUMERIC || target->role == KD_ROLE_VALUE;
  KdWanted wanted = {right, named ? 2.0 : 1.0, OPTIONS - 1 + CHOICE, is_pinned(bench, &stem, target)};
  g_autoptr(GPtrArray) wrong = kd_item_find_wrong(bench, &stem, target, wanted);
  if (wrong->len < OPTIONS - 1)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
  KdGap gap = {target->span, KD_CHOICE};
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_SINGLE, &stem, &gap, 1);
  KdChoice choice = {q->stem, answer, target->role == KD_ROLE_VALUE};
  if (!kd_options_choose(wrong, OPTIONS - 1, &choice)) {
    kd_question_free(q);
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "told by its looks");
  }
  kd_question_add_option(q, answer, TRUE);
  for (guint i = 0; i < wrong->len; i++)
    kd_item_add_wrong(bench, q, g_ptr_array_index(wrong, i));
  q->rank = target->weight;
  return kd_bench_finish(bench, q);
}

/* One item a point; of measures and ordinals one a member. */
static guint build(KdBench *bench)
{
  const KdPoint *p = bench->point;
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

const KdItemBuilder kd_item_builder_single = {.type = KD_QUESTION_SINGLE, .kinds = G_MAXUINT, .build = build};
