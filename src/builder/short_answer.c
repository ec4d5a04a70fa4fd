#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

#define DEFINITION_MOST 60 /* letters of an answer in one piece */
#define ASPECT_LEAST 4     /* letters of a heading whose sides are asked for */
#define PARTS_MOST 8       /* of an article that is asked for as a whole */
#define ASPECTS_LEAST 3
#define ASPECTS_MOST 10
#define BARE_MOST 5   /* letters of a head that does not say whose it is (基本原则) */
#define TITLE_MOST 24 /* letters of a title that can be asked with 如何 */
#define BEHIND_MOST 8 /* letters of the clause behind a list that is asked for */

/* The clauses that hold all members; empty: they stand in several sentences, or not all of it can be trusted.
 */
static KdSpan find_run(KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  KdSpan first = kd_point_member(bench->point, 0);
  KdSpan last = kd_point_member(bench->point, bench->point->members->len - 1);
  guint32 lo = kd_document_find_clause(d, first.start);
  guint32 hi = kd_document_find_clause(d, kd_span_end(last) - 1);
  guint32 sentence = kd_document_find_sentence(d, first.start);
  if (lo == KD_NONE || hi == KD_NONE || hi < lo || sentence == KD_NONE ||
      sentence != kd_document_find_sentence(d, kd_span_end(last) - 1))
    return (KdSpan){0};
  KdSpan run = kd_span(kd_document_clause(d, lo)->span.start, kd_span_end(kd_document_clause(d, hi)->span));
  return kd_span_is_sound(bench, run) ? run : (KdSpan){0};
}

/* The members as the scoring points. Where they stand in one sentence its clauses show how they belong
 * together (把甲同乙、丙、丁相结合). */
static gboolean add_members(KdBench *bench, KdQuestion *q)
{
  const KdPoint *p = bench->point;
  const char *text = bench->text->document->text;
  KdSpan run = find_run(bench);
  if (run.len)
    kd_bench_add_evidence(bench, q, run);
  for (guint i = 0; i < p->members->len; i++) {
    if (!kd_span_is_sound(bench, kd_point_member(p, i)))
      return FALSE;
    g_autofree char *member = kd_span_dup(text, kd_point_member(p, i));
    kd_question_add_answer(q, member);
    if (run.len == 0)
      kd_bench_add_evidence(bench, q, kd_point_member(p, i));
  }
  q->ordered = p->ordered;
  return TRUE;
}

static gboolean is_title(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  return kd_span_contains(kd_document_article(d, bench->point->article)->title, bench->point->head);
}

/* Are the members all parts of the article, from near its beginning on, so that they are what it says? */
static gboolean covers_article(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  const KdArticle *a = kd_document_article(d, bench->point->article);
  guint32 first = kd_document_find_block(d, kd_point_start(bench->point));
  guint parts = 0;
  if (first == KD_NONE || first > a->first_block + MAX(4, a->n_blocks / 4))
    return FALSE;
  for (guint32 i = a->first_block; i < a->first_block + a->n_blocks; i++) {
    const KdBlock *b = kd_document_block(d, i);
    parts += b->kind == KD_BLOCK_HEADING && b->parent == kd_document_block(d, first)->parent;
  }
  return parts >= 3 && parts <= PARTS_MOST && parts == bench->point->members->len;
}

/* 总体要求, 保障措施: does a member name a part of the document and nothing of its matter? */
static gboolean has_part_labels(const KdBench *bench)
{
  const KdWords *parts = kd_cues_get(bench->shop->ctx->cues, "part-labels");
  const char *text = bench->text->document->text;
  for (guint i = 0; i < bench->point->members->len; i++) {
    KdSpan m = kd_span_trim_marks(text, kd_point_member(bench->point, i));
    if (kd_words_has(parts, text + m.start, m.len))
      return TRUE;
  }
  return FALSE;
}

/* A title stands as it is printed, blanks and all. */
static char *ask_for_title(const KdBench *bench, gboolean orders)
{
  const KdDocument *d = bench->text->document;
  g_autofree char *title = kd_span_dup(d->text, kd_span_trim(d->text, bench->point->head));
  if (has_part_labels(bench))
    return g_strdup_printf("《%s》由哪几个部分组成？", title);
  return g_strdup_printf("《%s》主要从哪些方面%s？", title, orders ? "作出部署" : "作了阐述");
}

/* Is it a document that lays down rules (条例, 章程, 法)? Such a text expounds nothing. */
static gboolean lays_down_rules(const KdBench *bench, const char *name)
{
  const KdWords *documents = kd_cues_get(bench->shop->ctx->cues, "document-kinds");
  gsize n = kd_words_suffix(documents, name, strlen(name));
  return n && strcmp(kd_words_value(documents, name + strlen(name) - n, n), "规定") == 0;
}

/* A heading that is a label (…回顾), a question or what somebody said has no sides that a text could expound.
 */
static gboolean has_sides(const char *head)
{
  static const char *const labels[] = {"回顾", "总结", "建议", "安排", "部署", "简介", "背景", "概况",
                                       "要求", "定位", "目标", "原则", "思想", "措施", "任务"};
  static const char *const signs[] = {"？", "：", "“", "指出", "强调", "报告中", "讲话中", "意义"};
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
    if (g_str_has_suffix(head, labels[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (strstr(head, signs[i]))
      return FALSE;
  return kd_letter_count(head, strlen(head)) >= ASPECT_LEAST;
}

/* 《…》从哪些方面阐述了“…”？ of a heading that says what is so; its words stand as they are printed. NULL: it
 * is no heading, or its article has no name that can stand beside it. */
static char *ask_for_aspects(const KdBench *bench, const char *head)
{
  const KdDocument *d = bench->text->document;
  guint n = bench->point->members->len;
  KdSpan title = kd_document_article(d, bench->point->article)->title;
  guint32 block = kd_document_find_block(d, bench->point->head.start);
  gboolean heading = block != KD_NONE && kd_document_block(d, block)->kind == KD_BLOCK_HEADING;
  if (!heading || title.len == 0 || is_title(bench) || n < ASPECTS_LEAST || n > ASPECTS_MOST ||
      !has_sides(head))
    return NULL;
  g_autofree char *name = kd_span_dup(d->text, kd_span_trim(d->text, title));
  gboolean fits = strstr(name, "《") == NULL && strstr(name, head) == NULL && !lays_down_rules(bench, name);
  return fits ? g_strdup_printf("《%s》从哪些方面阐述了“%s”？", name, head) : NULL;
}

/* Do the members say what is done? Most open with a verb that the table knows, and none is a bare label. */
static gboolean are_steps(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  guint tasks = 0, n = bench->point->members->len;
  for (guint i = 0; i < n; i++) {
    KdSpan m = kd_point_member(bench->point, i);
    gboolean task = kd_phrase_opens_with_verb(bench->shop->ctx, d->text + m.start, m.len);
    if (!task && kd_span_letters(d, m) < 6)
      return FALSE;
    tasks += task;
  }
  return 2 * tasks >= n;
}

/* 如何加强…？ · …的原则有哪些？ · 《…》主要从哪些方面作了阐述？ */
static char *ask_for_measures(const KdBench *bench, const char *head)
{
  if (g_str_has_suffix(head, "？"))
    return g_strdup(head);
  char *announced = kd_head_ask_announced(bench, head);
  if (announced)
    return announced;
  gboolean slogan = is_title(bench) && kd_letter_count(head, strlen(head)) > TITLE_MOST;
  if (kd_head_is_task(bench, head) && are_steps(bench) && strstr(head, "：") == NULL && !slogan)
    return g_strdup_printf("如何%s？", head);
  if (kd_head_is_countable(bench, head) && kd_letter_count(head, strlen(head)) > BARE_MOST)
    return g_strdup_printf("%s有哪些？", head);
  const KdWords *documents = kd_cues_get(bench->shop->ctx->cues, "document-kinds");
  gsize n = kd_words_suffix(documents, head, strlen(head));
  gboolean rules = n && strcmp(kd_words_value(documents, head + strlen(head) - n, n), "规定") == 0;
  if (is_title(bench) && strstr(head, "《") == NULL && !rules && covers_article(bench))
    return ask_for_title(bench,
                         n && strcmp(kd_words_value(documents, head + strlen(head) - n, n), "指出") != 0);
  return bench->point->kind == KD_POINT_MEASURES ? ask_for_aspects(bench, head) : NULL;
}

static guint build_measures(KdBench *bench)
{
  g_autofree char *head = kd_head_dup(bench);
  g_autofree char *announced = kd_head_ask_announced(bench, head);
  const char *asked = announced ? announced : head;
  gboolean shown = *head && !kd_text_dangles(bench->shop->ctx, asked, strlen(asked)) &&
                   !kd_text_is_deictic(bench->shop->ctx, asked, strlen(asked));
  if (bench->point->members->len < 2 || kd_members_are_labels(bench))
    return kd_bench_skip(bench);
  if (!shown)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  if (bench->point->kind == KD_POINT_ORDINALS && !kd_head_is_task(bench, head) &&
      !kd_head_is_countable(bench, head) && strstr(head, "以下") == NULL)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_SHORT);
  q->stem = ask_for_measures(bench, head);
  if (q->stem == NULL)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  q->rank = 0.9;
  return add_members(bench, q) && kd_bench_finish(bench, g_steal_pointer(&q));
}

static guint build_shorthand(KdBench *bench)
{
  g_autofree char *head = kd_head_dup(bench);
  if (bench->point->members->len < 2)
    return kd_bench_skip(bench);
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_SHORT);
  q->stem = strstr(head, "“") ? g_strdup_printf("%s的具体内容是什么？", head)
                              : g_strdup_printf("“%s”的具体内容是什么？", head);
  q->rank = 0.85;
  return add_members(bench, q) && kd_bench_finish(bench, g_steal_pointer(&q));
}

/* Nothing follows in the sentence: what is said is all that is said. */
static gboolean ends_sentence(const KdBench *bench, KdSpan s)
{
  const KdDocument *d = bench->text->document;
  guint32 i = kd_document_find_clause(d, kd_span_end(s) - 1);
  if (i == KD_NONE)
    return FALSE;
  const KdClause *c = kd_document_clause(d, i);
  return kd_span_end(c->span) == kd_span_end(s) &&
         (c->mark == 0 || kd_is_end_mark(c->mark) || c->mark == 0xFF1B);
}

/* …的核心是什么？ of heads that name a side of a thing; what 是 says of any other thing is seldom all there
 * is. */
static guint build_definition(KdBench *bench)
{
  const KdPoint *p = bench->point;
  g_autofree char *head = kd_head_dup(bench);
  const KdWords *sides = kd_cues_get(bench->shop->ctx->cues, "definition-sides");
  const char *text = bench->text->document->text;
  KdSpan before = kd_span(0, p->text.start);
  if (kd_words_suffix(sides, head, strlen(head)) == 0 || kd_span_ends(text, before, "就是") ||
      kd_span_ends(text, before, "也是"))
    return kd_bench_skip(bench);
  if (kd_span_letters(bench->text->document, p->text) > DEFINITION_MOST)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  g_auto(KdStem) stem = {.quoted = FALSE};
  gboolean whole = ends_sentence(bench, p->text);
  if (!whole || kd_text_dangles(bench->shop->ctx, head, strlen(head)) || !kd_stem_cut(bench, p->text, &stem))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_SHORT);
  q->stem = g_strdup_printf("%s是什么？", head);
  g_autofree char *answer = kd_span_dup(bench->text->document->text, p->text);
  kd_question_add_answer(q, answer);
  kd_bench_add_evidence(bench, q, stem.evidence);
  q->rank = 0.7;
  return kd_bench_finish(bench, g_steal_pointer(&q));
}

/* Does the text in front of a list end with a verb that builds what the list describes (构建…的格局)? */
static gboolean is_built(const KdBench *bench, KdSpan list, KdSpan clause)
{
  static const char *const verbs[] = {"构建", "建设", "形成", "打造", "建立", "树立", "培养", "造就", "营造"};
  const char *text = bench->text->document->text;
  KdSpan before = kd_span(MIN(clause.start, list.start), list.start);
  for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (kd_span_ends(text, before, verbs[i]))
      return TRUE;
  return FALSE;
}

/* Does the last word of the text in front of a list govern it? */
static gboolean ends_with_verb(const KdBench *bench, KdSpan before)
{
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text + before.start;
  return kd_words_suffix(kd_cues_get(ctx->cues, "object-verbs"), text, before.len) > 0 ||
         kd_words_suffix(kd_cues_get(ctx->cues, "governors"), text, before.len) > 3;
}

static gboolean member_holds(const KdBench *bench, const char *word)
{
  for (guint i = 0; i < bench->point->members->len; i++) {
    KdSpan m = kd_point_member(bench->point, i);
    if (g_strstr_len(bench->text->document->text + m.start, m.len, word))
      return TRUE;
  }
  return FALSE;
}

/* What asks for the list, and where the words go on behind it: A、B、C等技术 → 哪些|技术, 构建A、B、C的平台 →
 * 什么样的|平台. NULL: the list cannot be asked for so. */
static const char *asking_words(const KdBench *bench, KdSpan list, KdSpan clause, guint32 *end)
{
  static const char *const torn[] = {"在", "从", "深入", "走进", "围绕"};
  static const char *const unfit[] = {"的", "全", "各", "多", "一", "两", "三", "四", "五", "之", "相"};
  const char *text = bench->text->document->text;
  if (g_str_has_prefix(text + *end, "等")) {
    *end += (guint32)strlen("等");
    for (guint i = 0; i < G_N_ELEMENTS(unfit); i++)
      if (g_str_has_prefix(text + *end, unfit[i]))
        return NULL;
    KdSpan before = kd_span(MIN(clause.start, list.start), list.start);
    for (guint i = 0; i < G_N_ELEMENTS(torn); i++)
      if (kd_span_ends(text, before, torn[i]))
        return NULL;
    /* 深刻领悟|哪些道理: it is the object, or the subject of a whole statement. */
    guint32 last = kd_document_find_clause(bench->text->document, list.start);
    gunichar mark = last == KD_NONE ? 0 : kd_document_clause(bench->text->document, last)->mark;
    if (before.len ? !ends_with_verb(bench, before) : !kd_is_end_mark(mark))
      return NULL;
    return g_strstr_len(text + before.start, before.len, "包括") ? NULL : "哪些";
  }
  if (!g_str_has_prefix(text + *end, "的") || !is_built(bench, list, clause) || member_holds(bench, "的"))
    return NULL;
  *end += (guint32)strlen("的");
  return "什么样的";
}

/* The clause of the list with the list asked for: 运用哪些前沿技术推动…创新？ */
static guint build_series(KdBench *bench)
{
  const KdPoint *p = bench->point;
  const KdDocument *d = bench->text->document;
  KdSpan list;
  if (!kd_members_cover(bench, &list))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  guint32 end = kd_span_end(list);
  guint32 clause = kd_document_find_clause(d, kd_span_end(list) - 1);
  if (clause == KD_NONE || p->members->len < 3)
    return kd_bench_skip(bench);
  KdSpan asked = kd_document_clause(d, clause)->span;
  const char *words = asking_words(bench, list, asked, &end);
  if (words == NULL)
    return kd_bench_skip(bench);
  if (kd_clause_leans_forward(bench->shop->ctx, d->text, asked) ||
      kd_span_letters(d, asked) - kd_span_letters(d, list) < 8)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  if (!kd_list_is_even(bench->shop->ctx, d, p))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, list, &stem))
    return 0;
  if (stem.quoted)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "quotation");
  if (!stem.lead.len &&
      (!stem.opens_sentence ||
       kd_phrase_opens_with_verb(bench->shop->ctx, d->text + stem.body.start, stem.body.len)))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "no subject");
  guint32 last = kd_span_end(kd_document_clause(d, clause)->span);
  KdSpan behind = end < last ? kd_span(end, last) : (KdSpan){end, 0};
  guint letters = kd_span_letters(d, behind);
  gboolean acts = kd_phrase_opens_with_verb(bench->shop->ctx, d->text + behind.start, behind.len) ||
                  kd_span_starts(d->text, behind, "进行");
  if ((acts && asked.start < list.start) || letters < 2 || letters > BEHIND_MOST ||
      !kd_is_han(kd_span_first_char(d->text, behind)))
    return kd_bench_skip(bench);
  g_autofree char *before = kd_span_dup(d->text, kd_span(stem.body.start, list.start));
  g_autofree char *after = kd_span_dup(d->text, behind);
  g_autofree char *lead = stem.lead.len ? kd_span_dup(d->text, stem.lead) : g_strdup("");
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_SHORT);
  q->stem = g_strdup_printf("%s%s%s%s%s%s？", stem.naming ? stem.naming : "", lead, *lead ? "，" : "", before,
                            words, after);
  q->rank = 0.5;
  g_autoptr(GPtrArray) members = kd_members_dup(bench);
  for (guint i = 0; i < members->len; i++)
    kd_question_add_answer(q, g_ptr_array_index(members, i));
  q->ordered = p->ordered;
  kd_bench_add_evidence(bench, q, stem.evidence);
  return kd_bench_finish(bench, g_steal_pointer(&q));
}

static guint (*const makers[KD_POINT_KINDS])(KdBench *) = {
    [KD_POINT_MEASURES] = build_measures,     [KD_POINT_ORDINALS] = build_measures,
    [KD_POINT_SERIES] = build_series,         [KD_POINT_SHORTHAND] = build_shorthand,
    [KD_POINT_DEFINITION] = build_definition,
};

static guint build(KdBench *bench)
{
  return makers[bench->point->kind](bench);
}

const KdItemBuilder kd_item_builder_short_answer = {
    .type = KD_QUESTION_SHORT,
    .kinds = 1u << KD_POINT_MEASURES | 1u << KD_POINT_ORDINALS | 1u << KD_POINT_SERIES |
             1u << KD_POINT_SHORTHAND | 1u << KD_POINT_DEFINITION,
    .build = build};
