#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/naming.h"
#include <string.h>

#define DEFINITION_MOST 60 /* letters of an answer in one piece */
#define ASPECT_LEAST 4     /* letters of a heading whose sides are asked for */
#define PARTS_MOST 8       /* of an article that is asked for as a whole */
#define ASPECTS_LEAST 3
#define ASPECTS_MOST 10
#define ANNOUNCE_MOST 2 /* blocks between a heading and the list that it is about */
#define LABEL_MOST 4    /* letters of a label in front of a heading's words */
#define BARE_MOST 5     /* letters of a head that does not say whose it is (基本原则) */
#define NAME_MOST 40    /* letters of the name of a document */
#define TITLE_MOST 24   /* letters of a title that can be asked with 如何 */
#define BEHIND_MOST 8   /* letters of the clause behind a list that is asked for */

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

/* 在…作出鉴定时，有权…: a member that is no statement by itself goes on to where its sentence or part ends.
 */
static KdSpan whole_member(const KdBench *bench, KdSpan member)
{
  const KdDocument *d = bench->text->document;
  guint32 i = kd_document_find_clause(d, kd_span_end(member) - 1);
  if (i == KD_NONE || !kd_clause_leans_forward(bench->shop->ctx, d->text, member))
    return member;
  guint32 sentence = kd_document_clause(d, i)->sentence;
  while (i + 1 < d->clauses->len && kd_document_clause(d, i + 1)->sentence == sentence &&
         kd_document_clause(d, i)->mark != 0xFF1B)
    i++;
  return kd_span(member.start, MAX(kd_span_end(member), kd_span_end(kd_document_clause(d, i)->span)));
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
    KdSpan words = run.len ? kd_point_member(p, i) : whole_member(bench, kd_point_member(p, i));
    if (!kd_span_is_sound(bench, words))
      return FALSE;
    g_autofree char *member = kd_span_dup(text, words);
    kd_question_add_answer(q, member);
    if (run.len == 0)
      kd_bench_add_evidence(bench, q, words);
  }
  q->ordered = p->ordered;
  return TRUE;
}

static gboolean is_title(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  return kd_span_contains(kd_document_article(d, bench->point->article)->title, bench->point->head);
}

/* 六、发展全过程人民民主: an excerpt, whose first part is not the document's first. */
static gboolean is_cut_off(const KdDocument *d, const KdBlock *first)
{
  static const char *const ones[] = {"一", "1", "１", "①", "首", "Ⅰ", "I", "壹"};
  gboolean one = first->label.len == 0;
  for (guint i = 0; i < G_N_ELEMENTS(ones); i++)
    one = one || g_strstr_len(d->text + first->label.start, first->label.len, ones[i]);
  static const char *const tens[] = {"十", "10", "11", "21", "31"};
  for (guint i = 0; i < G_N_ELEMENTS(tens); i++)
    one = one && !g_strstr_len(d->text + first->label.start, first->label.len, tens[i]);
  return !one && first->label.len;
}

/* Are the members all parts of the article, from near its beginning on, so that they are what it says? */
static gboolean covers_article(const KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  const KdArticle *a = kd_document_article(d, bench->point->article);
  guint32 first = kd_document_find_block(d, kd_point_start(bench->point));
  guint parts = 0;
  if (first == KD_NONE || is_cut_off(d, kd_document_block(d, first)) ||
      first > a->first_block + MAX(4, a->n_blocks / 4))
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
  return strcmp(kd_name_verb(bench->shop->ctx, name, strlen(name)), "规定") == 0;
}

/* A heading that is a label (…回顾), a question or what somebody said has no sides that a text could expound.
 */
static gboolean has_sides(const KdContext *ctx, const char *head)
{
  KdSpan all = kd_string_span(head);
  return !kd_cue_closes(ctx, "head-labels", head, all) && !kd_cue_stands(ctx, "head-signs", head, all) &&
         kd_letter_count(head, strlen(head)) >= ASPECT_LEAST;
}

/* 传承：让文物说话: behind the label. */
static const char *skip_label(const char *head)
{
  const char *colon = strstr(head, "：");
  gboolean label = colon && kd_letter_count(head, (gsize)(colon - head)) <= LABEL_MOST;
  return label ? colon + strlen("：") : head;
}

/* 突出抓好三个方面, 重点抓好四件事: a number and no matter. */
static gboolean counts_only(const KdBench *bench, const char *head)
{
  gsize n = kd_words_suffix(kd_cues_get(bench->shop->ctx->cues, "counted-things"), head, strlen(head));
  const char *p = head + strlen(head) - n;
  const char *before = n ? kd_char_prev(head, p) : NULL;
  const char *number = before ? kd_char_prev(head, before) : NULL;
  return (before && kd_is_han_number(g_utf8_get_char(before))) ||
         (number && kd_is_han_number(g_utf8_get_char(number)));
}

/* 《…》从哪些方面阐述了“…”？ of a heading that says what is so; its words stand as they are printed. Of a
 * document that lays out work: 《…》对“…”作出了哪些部署？ NULL: it is no heading, or its article has no name
 * that can stand beside it. */
static char *ask_for_aspects(const KdBench *bench, const char *head)
{
  const KdDocument *d = bench->text->document;
  guint n = bench->point->members->len;
  KdSpan title = kd_document_article(d, bench->point->article)->title;
  guint32 block = kd_document_find_block(d, bench->point->head.start);
  gboolean heading = block != KD_NONE && kd_document_block(d, block)->kind == KD_BLOCK_HEADING;
  if (!heading || title.len == 0 || is_title(bench) || n < ASPECTS_LEAST || n > ASPECTS_MOST ||
      counts_only(bench, head) || !has_sides(bench->shop->ctx, skip_label(head)))
    return NULL;
  head = skip_label(head);
  g_autofree char *name = kd_span_dup(d->text, kd_span_trim(d->text, title));
  gboolean fits = strstr(name, "《") == NULL && strstr(name, head) == NULL && !lays_down_rules(bench, name);
  if (!fits)
    return NULL;
  return strcmp(kd_name_verb(bench->shop->ctx, name, strlen(name)), "提出") == 0
             ? g_strdup_printf("《%s》对“%s”作出了哪些部署？", name, head)
             : g_strdup_printf("《%s》从哪些方面阐述了“%s”？", name, head);
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

/* Of what a document lays down its name is part: 根据《…的意见》，如何强化…？ */
static char *ask_how(const KdBench *bench, const char *head)
{
  const KdDocument *d = bench->text->document;
  KdSpan title = kd_document_name(bench);
  gboolean named =
      title.len && *kd_document_verb(bench) && !is_title(bench) && kd_span_letters(d, title) <= NAME_MOST;
  g_autofree char *name = kd_span_dup(d->text, title);
  return named ? g_strdup_printf("根据《%s》，如何%s？", name, head) : g_strdup_printf("如何%s？", head);
}

/* 如何加强…？ · …的原则有哪些？ · 《…》主要从哪些方面作了阐述？ */
static char *ask_for_measures(const KdBench *bench, const char *head)
{
  if (kd_cue_opens(bench->shop->ctx, "question-openers", head, kd_string_span(head)))
    return g_strdup_printf("%s？", head);
  char *announced = kd_head_ask_announced(bench, head);
  if (announced)
    return announced;
  gboolean slogan = is_title(bench) && kd_letter_count(head, strlen(head)) > TITLE_MOST;
  if (kd_head_is_task(bench, head) && !counts_only(bench, head) && are_steps(bench) &&
      strstr(head, "：") == NULL && !slogan)
    return ask_how(bench, head);
  if (kd_head_is_countable(bench, head) && kd_letter_count(head, strlen(head)) > BARE_MOST)
    return g_strdup_printf("%s有哪些？", head);
  const char *verb = kd_name_verb(bench->shop->ctx, head, strlen(head));
  if (is_title(bench) && strstr(head, "《") == NULL && strcmp(verb, "规定") != 0 && covers_article(bench))
    return ask_for_title(bench, *verb && strcmp(verb, "指出") != 0);
  return bench->point->kind == KD_POINT_MEASURES ? ask_for_aspects(bench, head) : NULL;
}

/* 需要做到以下5件事：…: where the head only announces its list, the heading right above it says what the list
 * is. NULL: there is none. The caller owns it. */
static char *ask_by_heading(KdBench *bench)
{
  const KdDocument *d = bench->text->document;
  const KdPoint *point = bench->point;
  guint32 first = kd_document_find_block(d, kd_point_start(point));
  guint32 above = first == KD_NONE ? KD_NONE : kd_document_block(d, first)->parent;
  if (point->kind != KD_POINT_MEASURES || above == KD_NONE || first > above + ANNOUNCE_MOST + 1)
    return NULL;
  KdPoint titled = *point;
  titled.head = kd_block_words(kd_document_block(d, above));
  bench->point = &titled;
  g_autofree char *head = kd_head_dup(bench);
  char *asked = *head && !kd_text_dangles(bench->shop->ctx, head, strlen(head)) &&
                        (kd_cue_opens(bench->shop->ctx, "question-openers", head, kd_string_span(head)) ||
                         kd_head_is_task(bench, head))
                    ? ask_for_measures(bench, head)
                    : NULL;
  bench->point = point;
  return asked;
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
  if (bench->point->kind == KD_POINT_ORDINALS && !kd_head_is_task(bench, head) &&
      !kd_head_is_countable(bench, head) && strstr(head, "以下") == NULL)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_SHORT);
  q->stem = shown ? ask_for_measures(bench, head) : NULL;
  if (q->stem == NULL)
    q->stem = ask_by_heading(bench);
  if (q->stem == NULL)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  q->rank = 0.9;
  return add_members(bench, q) && kd_bench_finish(bench, g_steal_pointer(&q));
}

/* 东、中、西、东北: no points of an answer. */
static gboolean has_bare_letters(const KdBench *bench)
{
  for (guint i = 0; i < bench->point->members->len; i++)
    if (kd_span_letters(bench->text->document, kd_point_member(bench->point, i)) < 2)
      return TRUE;
  return FALSE;
}

static guint build_shorthand(KdBench *bench)
{
  g_autofree char *head = kd_head_dup(bench);
  if (bench->point->members->len < 2 || has_bare_letters(bench))
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
  const char *text = bench->text->document->text;
  KdSpan before = kd_span(MIN(clause.start, list.start), list.start);
  return kd_cue_closes(bench->shop->ctx, "building-verbs", text, before) > 0;
}

/* Does the last word of the text in front of a list govern it? */
static gboolean ends_with_verb(const KdBench *bench, KdSpan before)
{
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text + before.start;
  return kd_words_suffix(kd_cues_get(ctx->cues, "object-verbs"), text, before.len) > 0 ||
         kd_words_suffix(kd_cues_get(ctx->cues, "governors"), text, before.len) > 3;
}

/* 因使用|…, 指出的学习|…: what stands in front of the list is not a verb that governs it. */
static gboolean is_torn(const KdBench *bench, KdSpan before)
{
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text;
  gsize verb = MAX(kd_words_suffix(kd_cues_get(ctx->cues, "object-verbs"), text + before.start, before.len),
                   kd_words_suffix(kd_cues_get(ctx->cues, "governors"), text + before.start, before.len));
  KdSpan ahead = kd_span(before.start, kd_span_end(before) - (guint32)verb);
  return kd_cue_closes(ctx, "asking-torn", text, before) || kd_cue_closes(ctx, "asking-torn", text, ahead);
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
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text;
  if (g_str_has_prefix(text + *end, "等")) {
    *end += (guint32)strlen("等");
    KdSpan rest = kd_span(*end, MAX(*end, kd_span_end(clause)));
    KdSpan before = kd_span(MIN(clause.start, list.start), list.start);
    if (kd_cue_opens(ctx, "asking-unfit", text, rest) || is_torn(bench, before))
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
  if (!kd_members_cover(bench->point, &list))
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
  if (strstr(before, "；"))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "too long");
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
