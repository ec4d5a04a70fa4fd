#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

static void add_members(const KdBench *bench, KdQuestion *q)
{
  const KdPoint *p = bench->point;
  const char *text = bench->text->document->text;
  for (guint i = 0; i < p->members->len; i++) {
    g_autofree char *member = kd_span_dup(text, kd_point_member(p, i));
    kd_question_add_answer(q, member);
    kd_bench_add_evidence(bench, q, kd_point_member(p, i));
  }
}

/* 如何加强…？ of a heading that says what to do, …有哪些要求？ of any other. */
static char *ask_for_measures(const KdBench *bench, KdSpan head)
{
  const char *text = bench->text->document->text;
  g_autofree char *words = kd_span_dup(text, head);
  if (kd_phrase_opens_with_verb(bench->shop->ctx, words, strlen(words)))
    return g_strdup_printf("如何%s？", words);
  return g_strdup_printf("“%s”主要包括哪些内容？", words);
}

static guint build(KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (p->members->len < 2 || p->head.len == 0 || p->kind != KD_POINT_MEASURES)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_SHORT);
  q->stem = ask_for_measures(bench, p->head);
  q->ordered = p->ordered;
  q->rank = 0.9;
  add_members(bench, q);
  return kd_bench_finish(bench, g_steal_pointer(&q));
}

const KdItemBuilder kd_item_builder_short_answer = {.type = KD_QUESTION_SHORT, .build = build};
