/* The last steps of every item: evidence is there already; explanation, tags, difficulty, score and id. */
#include "builder/workshop.h"

#include "base/random.h"
#include "base/utf8.h"
#include "builder/checks.h"
#include "builder/difficulty.h"
#include <string.h>

/* （第17行）, （《…》第9、19行） */
static void append_place(const KdBench *bench, const KdQuestion *q, GString *out)
{
  const KdDocument *d = bench->text->document;
  const KdArticle *a = kd_document_article(d, bench->point->article);
  g_string_append(out, "（");
  if (bench->shop->several && a->title.len)
    g_string_append_printf(out, "《%.*s》", (int)a->title.len, d->text + a->title.start);
  for (guint i = 0; i < q->evidence->len; i++) {
    guint32 line = kd_question_evidence(q, i)->line;
    if (i == 0 || kd_question_evidence(q, i - 1)->line != line)
      g_string_append_printf(out, "%s%u", i ? "、" : "第", line);
  }
  g_string_append(out, "行）");
}

/* 原文：……（第17行） */
static void explain(const KdBench *bench, KdQuestion *q)
{
  g_autoptr(GString) out = g_string_new(NULL);
  if (q->type == KD_QUESTION_JUDGE && !q->is_true)
    g_string_append_printf(out, "“%s”应为“%s”。", q->swap_to, q->swap_from);
  g_string_append(out, "原文：");
  for (guint i = 0; i < q->evidence->len; i++)
    g_string_append_printf(out, "%s%s", i ? "；" : "", kd_question_evidence(q, i)->text);
  append_place(bench, q, out);
  q->explanation = g_string_free(g_steal_pointer(&out), FALSE);
}

/* The headings up the chain, the nearest first; the article's title only where there is no other. */
static void add_tags(const KdBench *bench, KdQuestion *q)
{
  const KdDocument *d = bench->text->document;
  guint32 i = kd_document_find_block(d, kd_point_start(bench->point));
  while (i != KD_NONE) {
    const KdBlock *b = kd_document_block(d, i);
    gboolean named = b->kind == KD_BLOCK_HEADING || (b->kind == KD_BLOCK_TITLE && q->tags->len == 0);
    if (named) {
      g_autofree char *words = kd_span_dup(d->text, kd_span_trim(d->text, kd_block_words(b)));
      kd_question_add_tag(q, words);
    }
    i = b->parent;
  }
}

/* What the selector goes by: how much the item is worth asking, how sure the point is, and what could be
 * better about the item. */
static double rank_of(const KdBench *bench, const KdCheckBasis *basis, const KdQuestion *q)
{
  static const double worth[KD_POINT_KINDS] = {
      [KD_POINT_MEASURES] = 1.0,   [KD_POINT_ORDINALS] = 0.9, [KD_POINT_SERIES] = 0.75,
      [KD_POINT_SHORTHAND] = 0.9,  [KD_POINT_QUOTE] = 0.95,   [KD_POINT_FIGURE] = 0.8,
      [KD_POINT_DEFINITION] = 0.9, [KD_POINT_TERM] = 0.6};
  double rank = (0.5 + 0.5 * q->rank) * worth[q->point_kind] * (0.5 + 0.5 * bench->point->confidence);
  for (guint i = 0; i < kd_checks_count(); i++) {
    const KdCheck *check = kd_checks_get(i);
    if (!check->hard && !check->passes(basis, q, NULL))
      rank -= 0.15;
  }
  return MAX(rank, 0.0);
}

/* Items on the same words have the same number, whatever else the text holds. */
static guint64 passage_of(const KdQuestion *q)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < q->evidence->len; i++)
    g_string_append(words, kd_question_evidence(q, i)->text);
  return kd_hash_string(words->str);
}

static char *asked_key(const KdQuestion *q)
{
  g_autoptr(GString) key = g_string_new(kd_question_type_name(q->type));
  g_autoptr(GString) words = g_string_new(q->stem);
  g_autoptr(GPtrArray) right = kd_question_list_right(q);
  for (guint i = 0; i < right->len; i++)
    g_string_append(words, g_ptr_array_index(right, i));
  kd_letters_append(key, words->str, words->len);
  return g_string_free(g_steal_pointer(&key), FALSE);
}

gboolean kd_bench_refuse(KdBench *bench, KdFindingCode reason, const char *detail)
{
  bench->reason = reason;
  bench->refusals++;
  g_free(bench->detail);
  bench->detail = g_strdup(detail);
  return FALSE;
}

gboolean kd_bench_skip(KdBench *bench)
{
  return kd_bench_refuse(bench, KD_FINDING_COUNT, NULL);
}

gboolean kd_bench_finish(KdBench *bench, KdQuestion *question)
{
  g_autoptr(KdQuestion) q = question;
  KdWorkshop *shop = bench->shop;
  explain(bench, q);
  add_tags(bench, q);
  q->point_kind = bench->point->kind;
  q->point_id = kd_point_id(bench->point, bench->text->document);
  q->difficulty = kd_question_rate(q);
  q->half_points = 4;
  kd_question_make_id(q);
  g_autofree char *why = NULL;
  KdCheckBasis basis = {shop->ctx, shop->ground};
  const KdCheck *failed = kd_checks_find_hard(&basis, q, &why);
  if (failed) {
    g_autofree char *detail =
        g_strdup_printf("%s%s%s", kd_check_name(failed), why ? ": " : "", why ? why : "");
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_FLAW, detail);
  }
  g_autofree char *key = asked_key(q);
  if (g_hash_table_contains(shop->asked, q->id) || g_hash_table_contains(shop->asked, key))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_REPEAT, NULL);
  g_hash_table_add(shop->asked, g_strdup(q->id));
  g_hash_table_add(shop->asked, g_steal_pointer(&key));
  q->rank = rank_of(bench, &basis, q);
  q->passage = passage_of(q);
  g_ptr_array_add(shop->questions, g_steal_pointer(&q));
  return TRUE;
}
