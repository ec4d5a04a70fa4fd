#include "builder/make.h"

KdQuestion *kd_item_new(const KdBench *bench, KdQuestionType type, const KdStem *stem, const KdGap *gaps,
                        guint n)
{
  KdQuestion *q = kd_question_new(type);
  q->stem = kd_stem_write(bench->text, stem, gaps, n);
  kd_bench_add_evidence(bench, q, stem->evidence);
  return q;
}

char *kd_target_dup(const KdBench *bench, const KdTarget *target)
{
  return kd_span_dup(bench->text->document->text, target->span);
}

GPtrArray *kd_item_find_wrong(const KdBench *bench, const KdStem *stem, const KdTarget *target,
                              const GPtrArray *right, guint wanted)
{
  const char *text = bench->text->document->text;
  g_autofree char *before = kd_span_dup(text, kd_span(stem->body.start, target->span.start));
  g_autofree char *after = kd_span_dup(text, kd_span(kd_span_end(target->span), kd_span_end(stem->body)));
  g_autofree char *evidence = kd_span_dup(text, stem->evidence);
  KdSearch search = {.target = target,
                     .before = before,
                     .after = after,
                     .evidence = evidence,
                     .right = right,
                     .patterned = target->role == KD_ROLE_MEMBER,
                     .wanted = wanted};
  return kd_pool_find(bench, &search);
}
