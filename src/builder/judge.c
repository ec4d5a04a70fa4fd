#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/stock.h"
#include <string.h>

/* Letters of a true statement: a longer one is only read, not judged. */
#define TRUE_MOST 60
#define STATEMENT_LEAST 12 /* letters: a shorter one is a slogan */
#define BESIDE 5           /* characters beside a word by which its place is known */
#define CHOICE 6           /* phrases looked at for one that can be put for another */

/* What a person or a document said is never falsified, nor a sentence on what must not be got wrong in
 * public; near: nor the words next to such a thing. */
static gboolean is_delicate(const KdBench *bench, const char *text, gsize n, gboolean near)
{
  const KdWords *never = kd_cues_get(bench->shop->ctx->cues, "never-falsified");
  gsize at, len;
  for (const char *end = text + n; text < end && kd_words_search(never, text, (gsize)(end - text), &at, &len);
       text += at + len)
    if (near || *kd_words_value(never, text + at, len) == '\0')
      return TRUE;
  return FALSE;
}

/* The clause that holds the place. */
static KdSpan clause_of(const KdBench *bench, KdSpan place)
{
  const KdDocument *d = bench->text->document;
  guint32 i = kd_document_find_clause(d, place.start);
  return i == KD_NONE ? place : kd_document_clause(d, i)->span;
}

static gboolean may_be_falsified(const KdBench *bench, const KdStem *stem, KdSpan place)
{
  const char *text = bench->text->document->text;
  KdSpan clause = clause_of(bench, place);
  return !stem->quoted && stem->lead.len == 0 &&
         !is_delicate(bench, text + stem->body.start, stem->body.len, FALSE) &&
         !is_delicate(bench, text + clause.start, clause.len, TRUE);
}

/* Where a phrase stands for a name or a number, only a near one makes a statement that could be believed. */
static double least_kin(KdRole role)
{
  if (role == KD_ROLE_MEMBER)
    return 3.0;
  return role == KD_ROLE_NUMERIC || role == KD_ROLE_VALUE ? 2.0 : 1.0;
}

/* A bare 加强… states nothing that could be right or wrong, unless it names what: a whole list, a number. */
static gboolean is_statement(KdBench *bench, KdStem *stem, const KdTarget *target)
{
  /* A document is not made to say what it does not say; and if only true ones named it, the name would tell.
   * A number is of its report: there both name it. */
  if (stem->needs_name && (target->role != KD_ROLE_VALUE || stem->naming == NULL))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  if (!stem->quoted && !stem->needs_name)
    g_clear_pointer(&stem->naming, g_free);
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text;
  gboolean bare =
      target->role != KD_ROLE_MEMBER && target->role != KD_ROLE_VALUE && stem->lead.len == 0 &&
      !g_str_has_prefix(text + stem->body.start, "要") &&
      (!stem->opens_sentence || kd_phrase_opens_with_verb(ctx, text + stem->body.start, stem->body.len));
  guint letters = kd_span_letters(bench->text->document, stem->body);
  gsize at, len;
  gboolean ritual = kd_words_search(kd_cues_get(ctx->cues, "never-judged"), text + stem->body.start,
                                    stem->body.len, &at, &len);
  return (!bare && !ritual && letters >= STATEMENT_LEAST) ||
         kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
}

static gboolean try_true(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, target->span, &stem) || !is_statement(bench, &stem, target))
    return FALSE;
  if (kd_span_letters(bench->text->document, stem.body) > TRUE_MOST)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "too long");
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_JUDGE, &stem, NULL, 0);
  q->is_true = TRUE;
  q->rank = target->weight;
  return kd_bench_finish(bench, q);
}

static guint shares_letters(const char *from, const char *to)
{
  guint shared = 0;
  for (const char *p = to; *p; p = g_utf8_next_char(p))
    shared += g_utf8_strchr(from, -1, g_utf8_get_char(p)) != NULL;
  return shared;
}

/* What stands in for a phrase must be another thing: at least half of its letters are not the phrase's. */
static gboolean is_another(const char *from, const char *to)
{
  guint shared = shares_letters(from, to);
  guint letters = (guint)g_utf8_strlen(to, -1);
  return letters <= 3 ? shared == 0 : 2 * shared <= letters;
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

/* 创新是第一动力: of another thing it is not true. */
static gboolean says_only_one(const KdBench *bench)
{
  const char *text = bench->text->document->text;
  KdSpan said = bench->point->text;
  gsize at, len;
  return kd_words_search(kd_cues_get(bench->shop->ctx->cues, "only-one"), text + said.start, said.len, &at,
                         &len);
}

static gboolean finish_false(KdBench *bench, const KdStem *stem, KdSpan place, const char *to, double rank)
{
  KdGap gap = {place, to};
  KdQuestion *q = kd_item_new(bench, KD_QUESTION_JUDGE, stem, &gap, 1);
  q->swap_from = kd_span_dup(bench->text->document->text, place);
  q->swap_to = g_strdup(to);
  q->rank = rank;
  return kd_bench_finish(bench, q);
}

/* The statement around a place that may be falsified there. */
static gboolean cut_statement(KdBench *bench, const KdTarget *target, KdStem *stem)
{
  if (!kd_stem_cut(bench, target->span, stem) || !is_statement(bench, stem, target))
    return FALSE;
  return may_be_falsified(bench, stem, target->span) ||
         kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "quotation");
}

/* What the stock knows is a phrase by itself; what is defined and what could be are of one matter. */
static gboolean makes_sense(KdRole role, const char *from, const char *to)
{
  if (role == KD_ROLE_SUBJECT)
    return MIN(g_utf8_strlen(from, -1), g_utf8_strlen(to, -1)) >= 3 && shares_letters(from, to) > 0;
  return role != KD_ROLE_MEMBER || kd_stock_has(to);
}

static gboolean try_false(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (is_task_or_ban(bench, target))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "a task or a ban");
  if (kd_list_is_open(bench->text->document, bench->point))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "open list");
  if (target->role == KD_ROLE_SUBJECT && !says_only_one(bench))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "true of others");
  if (!cut_statement(bench, target, &stem))
    return FALSE;
  g_autofree char *from = kd_target_dup(bench, target);
  g_autoptr(GPtrArray) right = g_ptr_array_new();
  g_ptr_array_add(right, from);
  g_autoptr(GPtrArray) wrong =
      kd_item_find_wrong(bench, &stem, target, (KdWanted){right, least_kin(target->role), CHOICE, FALSE});
  for (guint i = 0; i < wrong->len; i++) {
    const char *to = g_ptr_array_index(wrong, i);
    if (makes_sense(target->role, from, to) && (target->role == KD_ROLE_VALUE || is_another(from, to)) &&
        !is_delicate(bench, to, strlen(to), TRUE))
      return finish_false(bench, &stem, target->span, to, target->weight);
  }
  return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
}

/* --- words of closed kinds: 每月 for 每季度, 党小组 for 党支部, 思想建设 for 政治建设 --- */

/* Is the word at p the one who has a duty: the first of its clause or behind 由, a duty behind it? */
static gboolean has_duty(const KdBench *bench, const char *start, const char *p, const char *behind,
                         const char *end)
{
  const char *before = p > start ? g_utf8_find_prev_char(start, p) : NULL;
  gboolean first =
      before == NULL || kd_is_clause_mark(g_utf8_get_char(before)) || g_str_has_prefix(before, "由");
  return first &&
         kd_words_prefix(kd_cues_get(bench->shop->ctx->cues, "duties"), behind, (gsize)(end - behind)) > 0;
}

/* Beside 、 a word is one of several, of which the other may be one as well. */
static gboolean is_listed(const char *start, const char *p, const char *behind)
{
  static const char *const joins[] = {"、", "和", "与", "及"};
  for (guint i = 0; i < G_N_ELEMENTS(joins); i++)
    if (g_str_has_prefix(behind, joins[i]) ||
        (p - start >= 3 && strncmp(p - strlen("、"), joins[i], strlen("、")) == 0))
      return TRUE;
  return FALSE;
}

/* Does the word begin where the text shows an edge: at a mark, behind a verb or a particle (not
 * 司法|行政机关)? */
static gboolean begins_word(const KdBench *bench, const char *start, const char *p)
{
  const KdCues *cues = bench->shop->ctx->cues;
  const char *before = p > start ? g_utf8_find_prev_char(start, p) : NULL;
  gsize n = (gsize)(p - start);
  return before == NULL || !kd_is_han(g_utf8_get_char(before)) ||
         kd_words_suffix(kd_cues_get(cues, "word-edges"), start, n) > 0 ||
         kd_words_suffix(kd_cues_get(cues, "object-verbs"), start, n) > 0;
}

/* The first word of a table in the statement, at a place where it can be swapped; its value lists the others.
 * NULL: there is none. */
static const char *find_closed(const KdBench *bench, const char *table, gboolean duty, KdSpan body,
                               KdSpan *place)
{
  const KdWords *words = kd_cues_get(bench->shop->ctx->cues, table);
  const char *text = bench->text->document->text;
  const char *start = text + body.start, *end = text + kd_span_end(body);
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gsize n = kd_words_prefix(words, p, (gsize)(end - p));
    if (n && !is_listed(start, p, p + n) && begins_word(bench, start, p) &&
        (!duty || has_duty(bench, start, p, p + n, end))) {
      *place = (KdSpan){(guint32)(p - text), (guint32)n};
      return kd_words_value(words, p, n);
    }
  }
  return NULL;
}

/* Do the sources say the same of the other, as far as a few letters on either side go? */
static gboolean stands_there(const KdBench *bench, const KdStem *stem, KdSpan place, const char *other)
{
  const char *text = bench->text->document->text;
  const char *from = text + place.start, *to = text + kd_span_end(place);
  for (guint i = 0; i < BESIDE && from > text + stem->body.start; i++)
    from = g_utf8_find_prev_char(text, from);
  for (guint i = 0; i < BESIDE && to < text + kd_span_end(stem->body); i++)
    to = g_utf8_next_char(to);
  g_autofree char *before = g_strndup(from, (gsize)(text + place.start - from));
  g_autofree char *after = g_strndup(text + kd_span_end(place), (gsize)(to - text - kd_span_end(place)));
  g_autofree char *left = g_strconcat(before, other, NULL), *right = g_strconcat(other, after, NULL);
  return (*before && kd_ground_has(bench->shop->ground, left)) ||
         (*after && kd_ground_has(bench->shop->ground, right));
}

/* The nearest of the others that the sources know and the statement does not name. */
static gboolean swap_closed(KdBench *bench, const KdStem *stem, KdSpan place, const char *list, double rank)
{
  g_autofree char *from = kd_span_dup(bench->text->document->text, place);
  g_autofree char *body = kd_span_dup(bench->text->document->text, stem->body);
  g_auto(GStrv) others = g_strsplit(list, " ", -1);
  for (guint i = 0; others[i]; i++)
    if (shares_letters(from, others[i]) < (guint)MIN(g_utf8_strlen(from, -1), g_utf8_strlen(others[i], -1)) &&
        !strstr(body, others[i]) && kd_ground_has(bench->shop->ground, others[i]) &&
        !stands_there(bench, stem, place, others[i]))
      return finish_false(bench, stem, place, others[i], rank);
  return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
}

/* In the statement around the target any word of a closed kind may be swapped. */
static gboolean try_closed(KdBench *bench, const KdTarget *target)
{
  g_auto(KdStem) stem = {.quoted = FALSE};
  KdSpan place;
  if (!kd_stem_cut(bench, target->span, &stem) || !is_statement(bench, &stem, target))
    return FALSE;
  const char *others = find_closed(bench, "swap-actors", TRUE, stem.body, &place);
  others = others ? others : find_closed(bench, "swap-times", FALSE, stem.body, &place);
  others = others ? others : find_closed(bench, "swap-notions", FALSE, stem.body, &place);
  return others && may_be_falsified(bench, &stem, place) &&
         swap_closed(bench, &stem, place, others, target->weight);
}

/* 四个中心 and 四个面向 are of a kind; 一岗双责 and 三昧真火 are not. */
static gboolean is_counted(const KdBench *bench, const KdTarget *target)
{
  return kd_span_letters(bench->text->document, target->span) == 4 &&
         g_strstr_len(bench->text->document->text + target->span.start, target->span.len, "个") != NULL;
}

typedef gboolean (*Attempt)(KdBench *, const KdTarget *);

static gboolean takes_any(const KdBench *bench, const KdTarget *target)
{
  (void)bench;
  return target->role != KD_ROLE_LEAD;
}

/* What 甲 is said to be is not swapped: between weighty notions it becomes nonsense, or is not false. Nor are
 * names in quotation marks: one put for another makes a joke. */
static gboolean takes_swap(const KdBench *bench, const KdTarget *target)
{
  return target->role != KD_ROLE_LEAD && target->role != KD_ROLE_PREDICATE &&
         target->role != KD_ROLE_CLAUSE && target->role != KD_ROLE_TERM &&
         (target->role != KD_ROLE_TAIL || bench->point->kind != KD_POINT_DEFINITION) &&
         (target->role != KD_ROLE_NUMERIC || is_counted(bench, target));
}

/* One item from the first target that gives one. */
static guint build_wording(KdBench *bench, gboolean (*takes)(const KdBench *, const KdTarget *),
                           Attempt attempt)
{
  for (guint i = 0; i < bench->targets->len; i++) {
    const KdTarget *t = &g_array_index(bench->targets, KdTarget, i);
    if (takes(bench, t) && attempt(bench, t))
      return 1;
  }
  return 0;
}

static guint build(KdBench *bench)
{
  guint made = build_wording(bench, takes_any, try_true);
  guint wrong = build_wording(bench, takes_swap, try_false);
  return made + (wrong ? wrong : build_wording(bench, takes_any, try_closed));
}

const KdItemBuilder kd_item_builder_judge = {
    .type = KD_QUESTION_JUDGE, .kinds = ~(1u << KD_POINT_MEASURES), .build = build};
