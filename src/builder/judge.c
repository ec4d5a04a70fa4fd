#include "builder/make.h"

#include "builder/clause.h"
#include <string.h>

/* Letters of a true statement: a longer one is only read, not judged. */
#define TRUE_MOST 60
#define STATEMENT_LEAST 12 /* letters: a shorter one is a slogan */

/* What a person or a document said is never falsified, nor a sentence on what must not be got wrong in
 * public. */
static gboolean is_delicate(const KdBench *bench, const char *text, gsize n)
{
  gsize at, len;
  return kd_words_search(kd_cues_get(bench->shop->ctx->cues, "never-falsified"), text, n, &at, &len);
}

static gboolean may_be_falsified(const KdBench *bench, const KdStem *stem)
{
  const char *text = bench->text->document->text;
  return !stem->quoted && stem->lead.len == 0 && !is_delicate(bench, text + stem->body.start, stem->body.len);
}

/* Where a phrase stands for a name or a number, only a near one makes a statement that could be believed. */
static double least_kin(KdRole role)
{
  return role == KD_ROLE_NUMERIC || role == KD_ROLE_SUBJECT || role == KD_ROLE_VALUE ? 2.0 : 1.0;
}

/* A bare 加强… states nothing that could be right or wrong. */
static gboolean is_statement(KdBench *bench, KdStem *stem)
{
  if (stem->needs_name)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  /* A document is not made to say what it does not say; and if only true ones named it, the name would tell.
   */
  if (!stem->quoted)
    g_clear_pointer(&stem->naming, g_free);
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text;
  gboolean bare =
      stem->lead.len == 0 && !g_str_has_prefix(text + stem->body.start, "要") &&
      (!stem->opens_sentence || kd_phrase_opens_with_verb(ctx, text + stem->body.start, stem->body.len));
  guint letters = kd_span_letters(bench->text->document, stem->body);
  /* What is only ever said, and the list of guiding thoughts, which a cut would maim. */
  gboolean ritual = g_strstr_len(text + stem->body.start, stem->body.len, "致以") ||
                    g_strstr_len(text + stem->body.start, stem->body.len, "马克思列宁主义");
  return (!bare && !ritual && letters >= STATEMENT_LEAST) ||
         kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
}

static gboolean try_true(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, target->span, &stem) || !is_statement(bench, &stem))
    return FALSE;
  if (kd_span_letters(bench->text->document, stem.body) > TRUE_MOST)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "too long");
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_JUDGE, &stem, NULL, 0);
  q->is_true = TRUE;
  q->rank = target->weight;
  return kd_bench_finish(bench, q);
}

/* What stands in for a phrase must be another thing: more than half of its letters are not the phrase's. */
static gboolean is_another(const char *from, const char *to)
{
  guint shared = 0;
  for (const char *p = to; *p; p = g_utf8_next_char(p))
    shared += g_utf8_strchr(from, -1, g_utf8_get_char(p)) != NULL;
  return 2 * shared < (guint)g_utf8_strlen(to, -1);
}

/* 健全…，完善…，深化…: another task among tasks is no less true. 不得…: to forbid something else is not false
 * either. */
static gboolean is_task_or_ban(const KdBench *bench, const KdTarget *target)
{
  const KdContext *ctx = bench->shop->ctx;
  const char *words = bench->text->document->text + target->span.start;
  gsize at, len;
  return (target->role == KD_ROLE_MEMBER && kd_phrase_opens_with_verb(ctx, words, target->span.len)) ||
         kd_words_search(kd_cues_get(ctx->cues, "negative-slots"), words, target->span.len, &at, &len);
}

static gboolean try_false(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, target->span, &stem) || !is_statement(bench, &stem))
    return FALSE;
  if (is_task_or_ban(bench, target))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "a task or a ban");
  if (!may_be_falsified(bench, &stem))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "quotation");
  if (kd_list_is_open(bench->text->document, bench->point))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "open list");
  g_autofree char *from = kd_target_dup(bench, target);
  g_autoptr(GPtrArray) right = g_ptr_array_new();
  g_ptr_array_add(right, from);
  g_autoptr(GPtrArray) wrong =
      kd_item_find_wrong(bench, &stem, target, (KdWanted){right, least_kin(target->role), 1, FALSE});
  if (wrong->len && target->role != KD_ROLE_VALUE && !is_another(from, g_ptr_array_index(wrong, 0)))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
  if (wrong->len < 1 || is_delicate(bench, g_ptr_array_index(wrong, 0), strlen(g_ptr_array_index(wrong, 0))))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
  KdGap gap = {target->span, g_ptr_array_index(wrong, 0)};
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_JUDGE, &stem, &gap, 1);
  q->swap_from = g_steal_pointer(&from);
  q->swap_to = g_strdup(gap.instead);
  q->rank = target->weight;
  return kd_bench_finish(bench, q);
}

/* 四个中心 and 四个面向 are of a kind; 一岗双责 and 三昧真火 are not. */
static gboolean is_counted(const KdBench *bench, const KdTarget *target)
{
  return g_strstr_len(bench->text->document->text + target->span.start, target->span.len, "个") != NULL;
}

typedef gboolean (*Attempt)(KdBench *, const KdTarget *);

/* What 甲是乙 says is not swapped: between weighty notions it becomes nonsense, or is not false. Nor are
 * names in quotation marks: one put for another makes a joke. */
static guint build_wording(KdBench *bench, Attempt attempt)
{
  gboolean swaps = attempt == try_false;
  for (guint i = 0; i < bench->targets->len; i++) {
    const KdTarget *t = &g_array_index(bench->targets, KdTarget, i);
    gboolean unwieldy = t->role == KD_ROLE_PREDICATE || t->role == KD_ROLE_SUBJECT ||
                        t->role == KD_ROLE_CLAUSE || t->role == KD_ROLE_TERM ||
                        (t->role == KD_ROLE_NUMERIC && !is_counted(bench, t));
    if (t->role != KD_ROLE_LEAD && !(swaps && unwieldy) && attempt(bench, t))
      return 1;
  }
  return 0;
}

static guint build(KdBench *bench)
{
  return build_wording(bench, try_true) + build_wording(bench, try_false);
}

const KdItemBuilder kd_item_builder_judge = {
    .type = KD_QUESTION_JUDGE, .kinds = ~(1u << KD_POINT_MEASURES), .build = build};
