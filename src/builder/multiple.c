#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

#define RIGHT_MOST 4  /* of measures: 要 some of them */
#define LISTED_MOST 5 /* of a list, which is shown whole */
#define JUTTING 2     /* letters by which a member at the edge may not be longer than all others */

/* Two wrong options: a single one among many right ones is found by its looks. */
#define WRONG 2

/* Where all right options share a word, or repeat a word of the stem, so must the wrong ones. */
static gboolean shows_no_pattern(const char *stem, const GPtrArray *right, const GPtrArray *wrong)
{
  gboolean all_stem = TRUE, any_stem = FALSE, alike = TRUE, found = FALSE;
  for (guint i = 0; i < right->len; i++)
    all_stem = all_stem && kd_text_shares_run(stem, g_ptr_array_index(right, i), 2);
  for (guint i = 1; i < right->len; i++)
    alike = alike && kd_text_shares_run(g_ptr_array_index(right, 0), g_ptr_array_index(right, i), 2);
  for (guint i = 0; i < wrong->len; i++) {
    any_stem = any_stem || kd_text_shares_run(stem, g_ptr_array_index(wrong, i), 2);
    found = found || kd_text_shares_run(g_ptr_array_index(right, 0), g_ptr_array_index(wrong, i), 2);
  }
  return (!all_stem || any_stem) && (!alike || found);
}

/* Wrong options that could be taken for one of the members. */
static GPtrArray *find_wrong(const KdBench *bench, const KdStem *stem, KdRole role)
{
  const KdPoint *p = bench->point;
  g_autoptr(GPtrArray) taken = kd_members_dup(bench);
  GPtrArray *wrong = g_ptr_array_new_with_free_func(g_free);
  KdWanted wanted = {taken, 2.0, WRONG, role == KD_ROLE_MEMBER};
  for (guint i = 0; i < p->members->len && wrong->len < WRONG; i++) {
    KdTarget target = {.span = kd_point_member(p, i), .role = role, .part = i};
    wanted.wanted = WRONG - wrong->len;
    g_autoptr(GPtrArray) found = kd_item_find_wrong(bench, stem, &target, wanted);
    for (guint k = 0; k < found->len; k++) {
      g_ptr_array_add(taken, g_strdup(g_ptr_array_index(found, k)));
      g_ptr_array_add(wrong, g_strdup(g_ptr_array_index(found, k)));
    }
  }
  return wrong;
}

static gboolean finish(KdBench *bench, KdQuestion *question, const GPtrArray *wrong, guint most, double rank)
{
  g_autoptr(GPtrArray) members = kd_members_dup(bench);
  g_ptr_array_set_size(members, (gint)MIN(members->len, most));
  if (!shows_no_pattern(question->stem, members, wrong)) {
    kd_question_free(question);
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "pattern");
  }
  for (guint i = 0; i < members->len; i++)
    kd_question_add_option(question, g_ptr_array_index(members, i), TRUE);
  for (guint i = 0; i < wrong->len; i++)
    kd_item_add_wrong(bench, question, g_ptr_array_index(wrong, i));
  question->rank = rank;
  return kd_bench_finish(bench, question);
}

/* 法治、责任、|廉洁政府, 把|方向、管大局、保落实: where the first or the last is longer than all others, or
 * they are of one length and it is not, its edge is not to be trusted. */
static gboolean juts_out(const KdBench *bench)
{
  const KdPoint *p = bench->point;
  const KdDocument *d = bench->text->document;
  guint n = p->members->len;
  for (guint i = 0; i < n; i += n - 1) {
    guint longest = 0, shortest = G_MAXUINT, mine = kd_span_letters(d, kd_point_member(p, i));
    for (guint k = 0; k < n; k++) {
      guint letters = kd_span_letters(d, kd_point_member(p, k));
      longest = k == i ? longest : MAX(longest, letters);
      shortest = k == i ? shortest : MIN(shortest, letters);
    }
    if (mine >= longest + JUTTING || (n > 2 && longest == shortest && mine != longest))
      return TRUE;
  }
  return FALSE;
}

/* The list in its sentence becomes the choice. */
static guint build_list(KdBench *bench)
{
  const KdPoint *p = bench->point;
  KdSpan all;
  if (!kd_members_cover(bench->point, &all))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  const KdDocument *d = bench->text->document;
  if (p->members->len > LISTED_MOST || juts_out(bench) || kd_list_is_open(d, p) ||
      !kd_list_is_alike(bench->shop->ctx, d, p))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, "open or uneven list");
  g_auto(KdStem) stem = {.quoted = FALSE};
  if (!kd_stem_cut(bench, all, &stem))
    return 0;
  g_autoptr(GPtrArray) wrong = find_wrong(bench, &stem, KD_ROLE_MEMBER);
  if (wrong->len < WRONG)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
  KdGap gap = {all, KD_CHOICE};
  return finish(bench, kd_item_new(bench, KD_QUESTION_MULTIPLE, &stem, &gap, 1), wrong, LISTED_MOST, 0.7);
}

/* …遵循哪些原则？ → …遵循的原则包括（　）。 The caller owns it. */
static char *include(const char *question)
{
  const char *which = strstr(question, "哪些");
  const char *thing = which + strlen("哪些");
  return g_strdup_printf("%.*s的%.*s包括" KD_CHOICE "。", (int)(which - question), question,
                         (int)(strlen(thing) - strlen("？")), thing);
}

/* 要|必须坚持…: the options have a word for it already. */
static gboolean say_ought(const KdBench *bench)
{
  static const char *const words[] = {"必须", "要", "应", "需"};
  const char *text = bench->text->document->text;
  for (guint i = 0; i < bench->point->members->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS(words); k++)
      if (kd_span_starts(text, kd_point_member(bench->point, i), words[k]))
        return TRUE;
  return FALSE;
}

/* 加强…，夯实…，要（　）。 */
static guint build_measures(KdBench *bench)
{
  const KdPoint *p = bench->point;
  g_autofree char *head = kd_head_dup(bench);
  gboolean task = kd_head_is_task(bench, head) && kd_members_are_tasks(bench) && !say_ought(bench);
  gboolean countable = kd_head_is_countable(bench, head);
  countable = countable && kd_letter_count(head, strlen(head)) > 5;
  g_autofree char *announced = kd_head_ask_announced(bench, head);
  const char *asked = announced ? announced : head;
  if (*head == '\0' || (!task && !countable && !announced) || strstr(head, "：") ||
      kd_text_dangles(bench->shop->ctx, asked, strlen(asked)) ||
      kd_text_is_deictic(bench->shop->ctx, asked, strlen(asked)))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  KdStem stem = {.evidence = p->head};
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_MULTIPLE);
  if (announced)
    q->stem = include(announced);
  else
    q->stem = task ? g_strdup_printf("%s，要" KD_CHOICE "。", head)
                   : g_strdup_printf("%s包括" KD_CHOICE "。", head);
  kd_bench_add_evidence(bench, q, p->head);
  for (guint i = 0; i < MIN(p->members->len, RIGHT_MOST); i++) {
    if (!kd_span_is_sound(bench, kd_point_member(p, i)))
      return 0;
    kd_bench_add_evidence(bench, q, kd_point_member(p, i));
  }
  g_autoptr(GPtrArray) wrong = find_wrong(bench, &stem, KD_ROLE_LEAD);
  if (wrong->len < WRONG)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_DISTRACTORS, NULL);
  return finish(bench, g_steal_pointer(&q), wrong, RIGHT_MOST, 0.9);
}

static guint build(KdBench *bench)
{
  const KdPoint *p = bench->point;
  if (p->members->len < 2 || kd_members_are_labels(bench))
    return kd_bench_skip(bench);
  if ((p->kind == KD_POINT_SERIES && !kd_list_is_even(bench->shop->ctx, bench->text->document, p)))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, NULL);
  return p->kind == KD_POINT_MEASURES || p->kind == KD_POINT_ORDINALS ? build_measures(bench)
                                                                      : build_list(bench);
}

const KdItemBuilder kd_item_builder_multiple = {.type = KD_QUESTION_MULTIPLE,
                                                .kinds = 1u << KD_POINT_MEASURES | 1u << KD_POINT_ORDINALS |
                                                         1u << KD_POINT_SERIES | 1u << KD_POINT_SHORTHAND,
                                                .build = build};
