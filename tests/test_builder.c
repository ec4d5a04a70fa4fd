/* src/builder: the ground, the item checks, and what the builder promises of every item. */
#include "builder/builder.h"
#include "builder/checks.h"
#include "extractor/extractor.h"
#include "reader/reader.h"
#include "runner.h"
#include <string.h>

/* A text as the stages see it. */
typedef struct {
  KdCues *cues;
  KdFindings *findings;
  KdContext ctx;
  KdDocument *document;
  GPtrArray *points;
  KdText text;
  GPtrArray *texts;
  KdGround *ground;
} Stage;

static void stage_init(Stage *s, const char *words)
{
  s->cues = kd_cues_new();
  s->findings = kd_findings_new();
  s->ctx = (KdContext){s->cues, s->findings, 1};
  s->document = kd_reader_read(&s->ctx, "test.txt", (const guint8 *)words, strlen(words), NULL);
  s->points = kd_extractor_extract(&s->ctx, s->document);
  s->text = (KdText){s->document, s->points, 0};
  s->texts = g_ptr_array_new();
  g_ptr_array_add(s->texts, &s->text);
  s->ground = kd_ground_new(s->texts);
}

static void stage_clear(Stage *s)
{
  kd_ground_free(s->ground);
  g_ptr_array_unref(s->texts);
  g_ptr_array_unref(s->points);
  kd_document_free(s->document);
  kd_findings_free(s->findings);
  kd_cues_free(s->cues);
}

static const char page[] = "推进社区治理现代化\n\n"
                           "社区治理是城市治理的基础工程。要坚持共建、共治、共享的治理格局，"
                           "完善社区议事、社区服务、社区监督三项制度。\n\n"
                           "志愿服务是社区治理的重要力量。全区登记志愿者达3.5万人，志愿服务站有120个。\n";

static void test_ground(void)
{
  Stage s;
  stage_init(&s, page);
  CU_ASSERT_TRUE(kd_ground_has(s.ground, "社区治理是城市治理的基础工程"));
  CU_ASSERT_TRUE(kd_ground_has(s.ground, "共建，共治；共享"));
  CU_ASSERT_TRUE(kd_ground_has(s.ground, "３．５万"));
  CU_ASSERT_TRUE(kd_ground_has(s.ground, ""));
  CU_ASSERT_TRUE(kd_ground_has(s.ground, "站"));
  CU_ASSERT_FALSE(kd_ground_has(s.ground, "社区治理是基础工程"));
  CU_ASSERT_FALSE(kd_ground_has(s.ground, "三项制度志愿服务"));
  CU_ASSERT_EQUAL(kd_ground_count(s.ground, "社区治理", 10), 3);
  CU_ASSERT_EQUAL(kd_ground_count(s.ground, "社区治理", 2), 2);
  stage_clear(&s);
}

static void test_own_letters(void)
{
  Stage s;
  stage_init(&s, page);
  CU_ASSERT_EQUAL(kd_ground_own_letters(s.ground, "社区治理是城市治理的基础工程。"), 0);
  CU_ASSERT_EQUAL(kd_ground_own_letters(s.ground, "《某某文件》提出，社区治理是城市治理的基础工程。"), 0);
  CU_ASSERT_EQUAL(kd_ground_own_letters(s.ground, "请问社区治理是城市治理的基础工程？"), 2);
  stage_clear(&s);
}

/* No text, no points, no letters: nothing to index, nothing found. */
static void test_empty_ground(void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  g_autoptr(KdGround) g = kd_ground_new(none);
  CU_ASSERT_FALSE(kd_ground_has(g, "甲乙"));
  CU_ASSERT_FALSE(kd_ground_has(g, "甲"));
  CU_ASSERT_TRUE(kd_ground_has(g, "，"));
}

static KdQuestion *make_fill(const char *stem, const char *answer)
{
  KdQuestion *q = kd_question_new(KD_QUESTION_FILL);
  q->stem = g_strdup(stem);
  kd_question_add_blank(q, answer);
  kd_question_add_evidence(q, 0, 3, "社区治理是城市治理的基础工程。");
  q->explanation = g_strdup("原文");
  q->difficulty = 2;
  q->half_points = 4;
  kd_question_make_id(q);
  return q;
}

static const char *hard_flaw(const Stage *s, const KdQuestion *q)
{
  KdCheckBasis basis = {&s->ctx, s->ground};
  const KdCheck *check = kd_checks_find_hard(&basis, q, NULL);
  return check ? kd_check_name(check) : "none";
}

static void check_fill(const Stage *s, const char *stem, const char *answer, const char *flaw)
{
  g_autoptr(KdQuestion) q = make_fill(stem, answer);
  const char *found = hard_flaw(s, q);
  if (strcmp(found, flaw) != 0)
    kd_test_fail("%s ⇒ %s: %s, expected %s", stem, answer, found, flaw);
}

static void test_fill_checks(void)
{
  Stage s;
  stage_init(&s, page);
  check_fill(&s, "____是城市治理的基础工程。", "社区治理", "none");
  check_fill(&s, "社区治理是城市治理的基础工程。", "社区治理", "fields");
  check_fill(&s, "这是____的基础工程。", "城市治理", "dangling");
  check_fill(&s, "社区治理是____的基础工程,", "城市治理", "typography");
  check_fill(&s, "社区“治理是____的基础工程。", "城市治理", "typography");
  check_fill(&s, "____是____的基础工程。", "城市治理", "fields");
  check_fill(&s, "社区治理、城市治理是____的基础工程。", "城市治理", "leak");
  check_fill(&s, "社区治理是____的基础工程。", "乡村治理", "evidence");
  check_fill(&s, "____是城市治理的基础工程。", "基础工程", "leak");
  check_fill(&s, "全国各地不同时期的许多实践经验一再充分表明，社区治理是____的基础工程。", "城市治理",
             "ungrounded");
  stage_clear(&s);
}

static KdQuestion *make_choice(KdQuestionType type, const char *stem, const char *const *options, guint right)
{
  KdQuestion *q = kd_question_new(type);
  q->stem = g_strdup(stem);
  for (guint i = 0; options[i]; i++)
    kd_question_add_option(q, options[i], i < right);
  kd_question_add_evidence(q, 0, 3,
                           "要坚持共建、共治、共享的治理格局，完善社区议事、社区服务、社区监督三项制度。");
  q->explanation = g_strdup("原文");
  q->difficulty = 2;
  q->half_points = 4;
  kd_question_make_id(q);
  return q;
}

static void check_choice(const Stage *s, const char *const *options, guint right, const char *flaw)
{
  KdQuestionType type = right == 1 ? KD_QUESTION_SINGLE : KD_QUESTION_MULTIPLE;
  g_autoptr(KdQuestion) q = make_choice(type, "要坚持（　）的治理格局。", options, right);
  const char *found = hard_flaw(s, q);
  if (strcmp(found, flaw) != 0)
    kd_test_fail("%s …: %s, expected %s", options[0], found, flaw);
}

static void test_choice_checks(void)
{
  Stage s;
  stage_init(&s, page);
  check_choice(&s, (const char *const[]){"共建、共治、共享", "重要力量", "基础工程", NULL}, 1, "none");
  check_choice(&s, (const char *const[]){"共建", "共治", "共享", "志愿服务", NULL}, 3, "none");
  check_choice(&s, (const char *const[]){"共建", "共建", "志愿服务", NULL}, 1, "twin");
  check_choice(&s, (const char *const[]){"共建", "志愿服务", "服务", NULL}, 1, "twin");
  check_choice(&s, (const char *const[]){"共建", "共治", "志愿服务", NULL}, 1, "doubtful");
  check_choice(&s, (const char *const[]){"共建", "共治", "社区监督", NULL}, 2, "doubtful");
  check_choice(&s, (const char *const[]){"共建", "重要力量", "多元共治", NULL}, 1, "ungrounded");
  stage_clear(&s);
}

static void test_judge_checks(void)
{
  Stage s;
  stage_init(&s, page);
  g_autoptr(KdQuestion) q = make_fill("志愿服务是城市治理的基础工程。", "社区治理");
  q->type = KD_QUESTION_JUDGE;
  g_ptr_array_set_size(q->blanks, 0);
  CU_ASSERT_STRING_EQUAL(hard_flaw(&s, q), "fields");
  q->swap_from = g_strdup("社区治理");
  q->swap_to = g_strdup("志愿服务");
  CU_ASSERT_STRING_EQUAL(hard_flaw(&s, q), "none");
  g_free(q->stem);
  q->stem = g_strdup("志愿服务是社区治理的重要力量。");
  CU_ASSERT_STRING_NOT_EQUAL(hard_flaw(&s, q), "none");
  stage_clear(&s);
}

/* A set with an item twice is told so, with the number of the item. */
static void test_repeat(void)
{
  Stage s;
  stage_init(&s, page);
  g_autoptr(KdQuiz) quiz = kd_quiz_new("t");
  g_ptr_array_add(quiz->questions, make_fill("____是城市治理的基础工程。", "社区治理"));
  g_ptr_array_add(quiz->questions, make_fill("____是城市治理的基础工程。", "社区治理"));
  KdCheckBasis basis = {&s.ctx, s.ground};
  CU_ASSERT_EQUAL(kd_checks_run(&basis, quiz, "quiz.json"), 1);
  CU_ASSERT_EQUAL(kd_findings_count_code(s.findings, KD_FINDING_ITEM_REPEAT), 1);
  CU_ASSERT_EQUAL(kd_findings_get(s.findings, kd_findings_count(s.findings) - 1)->line, 2);
  stage_clear(&s);
}

/* Whatever is built passes every hard check, and building again gives the same. */
static void test_built_items(void)
{
  Stage s;
  stage_init(&s, page);
  g_autoptr(GPtrArray) items = kd_builder_build(&s.ctx, s.texts, NULL);
  g_autoptr(GPtrArray) again = kd_builder_build(&s.ctx, s.texts, NULL);
  CU_ASSERT_TRUE(items->len > 0);
  CU_ASSERT_EQUAL(items->len, again->len);
  for (guint i = 0; i < items->len && i < again->len; i++) {
    const KdQuestion *q = g_ptr_array_index(items, i), *r = g_ptr_array_index(again, i);
    CU_ASSERT_STRING_EQUAL(hard_flaw(&s, q), "none");
    CU_ASSERT_STRING_EQUAL(q->id, r->id);
    CU_ASSERT_STRING_EQUAL(q->stem, r->stem);
  }
  stage_clear(&s);
}

static gboolean has_id(const GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    if (strcmp(((const KdQuestion *)g_ptr_array_index(items, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* A paragraph more changes no id of what stood there before. */
static void test_stable_ids(void)
{
  g_autofree char *longer = g_strconcat(page, "\n老旧小区改造是民生工程。\n", NULL);
  Stage s, t;
  stage_init(&s, page);
  stage_init(&t, longer);
  g_autoptr(GPtrArray) items = kd_builder_build(&s.ctx, s.texts, NULL);
  g_autoptr(GPtrArray) more = kd_builder_build(&t.ctx, t.texts, NULL);
  for (guint i = 0; i < items->len; i++) {
    const KdQuestion *q = g_ptr_array_index(items, i);
    if (!has_id(more, q->id))
      kd_test_fail("lost: %s", q->stem);
  }
  stage_clear(&s);
  stage_clear(&t);
}

static void test_wanted_types(void)
{
  Stage s;
  stage_init(&s, page);
  KdBuildOptions options = {.types = 1u << KD_QUESTION_FILL, .kinds = 1u << KD_POINT_FIGURE};
  g_autoptr(GPtrArray) items = kd_builder_build(&s.ctx, s.texts, &options);
  for (guint i = 0; i < items->len; i++) {
    const KdQuestion *q = g_ptr_array_index(items, i);
    CU_ASSERT_EQUAL(q->type, KD_QUESTION_FILL);
    CU_ASSERT_EQUAL(q->point_kind, KD_POINT_FIGURE);
  }
  stage_clear(&s);
}

/* What is said of left-out candidates names the point, and only ways in which it can be asked at all. */
static void test_left_out(void)
{
  static const char *const never[] = {"multiple, figure", "multiple, term",      "multiple, quote",
                                      "short, quote",     "short, figure",       "short, term",
                                      "judge, measures",  "multiple, definition"};
  Stage s;
  stage_init(&s, page);
  g_ptr_array_unref(kd_builder_build(&s.ctx, s.texts, NULL));
  guint n = 0;
  for (guint i = 0; i < kd_findings_count(s.findings); i++) {
    const KdFinding *f = kd_findings_get(s.findings, i);
    if (!g_str_has_prefix(kd_finding_code_name(f->code), "left-out-"))
      continue;
    n++;
    CU_ASSERT_TRUE(g_str_has_prefix(f->detail, "“") && strstr(f->detail, "”, ") != NULL);
    for (guint k = 0; k < G_N_ELEMENTS(never); k++)
      if (strstr(f->detail, never[k]))
        kd_test_fail("%s", f->detail);
  }
  CU_ASSERT_TRUE(n > 0);
  stage_clear(&s);
}

/* Every fill-in item on the text: what its stem must begin with or hold, and what it may never ask. */
static void check_fills(const char *text, const char *needle, const char *never)
{
  Stage s;
  stage_init(&s, text);
  KdBuildOptions options = {.types = 1u << KD_QUESTION_FILL};
  g_autoptr(GPtrArray) items = kd_builder_build(&s.ctx, s.texts, &options);
  for (guint i = 0; i < items->len; i++) {
    const KdQuestion *q = g_ptr_array_index(items, i);
    if (needle && strstr(q->stem, needle) == NULL)
      kd_test_fail("%s: without %s", q->stem, needle);
    for (guint k = 0; k < q->blanks->len && never; k++)
      if (strstr(kd_question_blank(q, k)->answer, never))
        kd_test_fail("%s: asks for %s", q->stem, kd_question_blank(q, k)->answer);
  }
  stage_clear(&s);
}

/* Stems keep the subject, lists stand whole beside the blank, and an edge that may be wrong is no blank. */
static void test_edges(void)
{
  check_fills("各街道党组织坚持党建引领，整合辖区资源，形成共建、共治、共享的治理格局。\n", "各街道党组织",
              NULL);
  check_fills("邻里中心用优质的服务留住居民，用细致的管理守护居民，用丰富的活动凝聚居民。\n", "凝聚居民",
              NULL);
  check_fills("每名志愿者每周服务1至2小时，参加培训、巡逻、走访等活动。\n", NULL, "2小时");
  check_fills("第二批试点工作同居民联系更紧密、面对的问题更具体、承担的任务更艰巨。\n", NULL,
              "居民联系更紧密");
}

/* Blanks of a list that the source orders must be filled in order, others not. */
static void test_order(void)
{
  static const char text[] = "社区治理\n\n全区健全“发现—派单—处置—考核”闭环机制，提升社区治理效能。\n\n"
                             "全区形成共建、共治、共享的社区治理新格局。\n";
  Stage s;
  stage_init(&s, text);
  KdBuildOptions options = {.types = 1u << KD_QUESTION_FILL, .kinds = 1u << KD_POINT_SERIES};
  g_autoptr(GPtrArray) items = kd_builder_build(&s.ctx, s.texts, &options);
  guint several = 0;
  for (guint i = 0; i < items->len; i++) {
    const KdQuestion *q = g_ptr_array_index(items, i);
    if (q->blanks->len < 2)
      continue;
    several++;
    CU_ASSERT_EQUAL(q->ordered, strstr(q->stem, "闭环") != NULL);
  }
  CU_ASSERT_EQUAL(several, 2);
  stage_clear(&s);
}

const KdTest kd_tests_builder[] = {
    {"ground", test_ground},
    {"own letters", test_own_letters},
    {"empty ground", test_empty_ground},
    {"fill checks", test_fill_checks},
    {"choice checks", test_choice_checks},
    {"judge checks", test_judge_checks},
    {"repeat", test_repeat},
    {"built items", test_built_items},
    {"stable ids", test_stable_ids},
    {"wanted types", test_wanted_types},
    {"left out", test_left_out},
    {"edges", test_edges},
    {"order", test_order},
    {NULL, NULL},
};
