/* src/importer and src/exporter together: what is written comes back, what is broken is refused with its
 * place. */
#include "exporter/exporter.h"
#include "importer/importer.h"
#include "runner.h"

#include <string.h>

static KdQuiz *read_text(const char *name, const char *text, gssize len, KdFindings *findings, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new(text, len < 0 ? strlen(text) : (gsize)len);
  return kd_importer_read(name, bytes, findings, NULL, error);
}

static GString *write_bytes(const KdQuiz *quiz, const char *format, const KdExportOptions *options)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  GString *out = g_string_new(NULL);
  KdExportJob job = {quiz, options, findings};
  kd_exporter_write(kd_exporter_find(format), &job, out, NULL);
  CU_ASSERT_EQUAL(kd_findings_count(findings), 0);
  return out;
}

static char *write_quiz(const KdQuiz *quiz, const char *format, const KdExportOptions *options)
{
  return g_string_free(write_bytes(quiz, format, options), FALSE);
}

/* Texts that are hard on a form: what spreadsheets run, what parts cells, lists, lines and scripts. */
static const char *const hard[] = {
    "=1+1",          "＝和",      " +1",  "'-1",   "''@",  "甲|乙/丙\\", "\"引\"，,;", "一\n二\r\n三",
    "</script>",     "\u2028",    "\t表", "　＋",  "{}",   "正确",       "____",       "（　）",
    "_x0041_x000D_", "_x005F_\r", " 尾 ", "２．5", "\r\n", "TRUE"};

static const char *pick(guint *seed)
{
  *seed = *seed * 1103515245u + 12345u;
  return hard[(*seed >> 16) % G_N_ELEMENTS(hard)];
}

/* The stem of a fill-in item has as many blanks as it has answers. */
static char *make_stem(const KdQuestion *q, guint *seed)
{
  GString *stem = g_string_new(pick(seed));
  guint gaps = q->type == KD_QUESTION_FILL ? 3 - (strcmp(stem->str, KD_BLANK) == 0) : 0;
  for (guint i = 0; i < gaps; i++)
    g_string_append(stem, KD_BLANK);
  return g_string_free(stem, FALSE);
}

static void add_parts(KdQuestion *q, guint *seed)
{
  for (guint i = 0; i < 3; i++) {
    g_autofree char *text = g_strdup_printf("%s%u", pick(seed), i);
    if (q->type == KD_QUESTION_FILL) {
      kd_question_add_blank(q, text);
      kd_question_add_accept(q, pick(seed));
    } else if (q->type == KD_QUESTION_SHORT) {
      kd_question_add_answer(q, text);
    } else if (q->type == KD_QUESTION_ORDER) {
      kd_question_add_right(q, text);
      kd_question_add_place(q, (i + 1) % 3);
    } else if (q->type == KD_QUESTION_MATCH) {
      g_autofree char *left = g_strdelimit(g_strdup(text), "\r\n", ' ');
      kd_question_add_right(q, text);
      kd_question_add_left(q, left, 2 - i);
    } else if (q->type != KD_QUESTION_JUDGE) {
      kd_question_add_option(q, text, i == 1 || q->type == KD_QUESTION_MULTIPLE);
    }
  }
  if (q->options->len)
    kd_question_option(q, 0)->stock = TRUE;
  q->swap_from = q->type == KD_QUESTION_JUDGE ? g_strdup(pick(seed)) : NULL;
  q->swap_to = q->type == KD_QUESTION_JUDGE ? g_strdup(pick(seed)) : NULL;
}

static KdQuiz *make_quiz(guint seed)
{
  KdQuiz *quiz = kd_quiz_new(pick(&seed));
  quiz->by = g_strdup(pick(&seed));
  quiz->seed = G_GUINT64_CONSTANT(9007199254740991);
  for (guint i = 0; i < 3; i++)
    kd_quiz_add_source(quiz, pick(&seed), i ? pick(&seed) : NULL)->published = g_strdup(pick(&seed));
  for (guint i = 0; i < 2 * KD_QUESTION_TYPES; i++) {
    KdQuestion *q = kd_question_new((KdQuestionType)(i % KD_QUESTION_TYPES));
    q->id = g_strdup_printf("q-%08x", i);
    q->stem = make_stem(q, &seed);
    q->ordered = i % 2 || q->type == KD_QUESTION_JUDGE;
    q->explanation = i % 3 ? g_strdup(pick(&seed)) : NULL;
    q->difficulty = 1 + (int)i % 5;
    q->half_points = i;
    q->point_id = i % 4 ? g_strdup("p-00000001") : NULL;
    kd_question_add_tag(q, pick(&seed));
    kd_question_add_evidence(q, i % 3, i, pick(&seed));
    add_parts(q, &seed);
    g_ptr_array_add(quiz->questions, q);
  }
  return quiz;
}

static void expect_same(const KdQuiz *quiz, const char *format, const KdExportOptions *options)
{
  g_autofree char *json = write_quiz(quiz, "json", NULL);
  g_autoptr(GString) bytes = write_bytes(quiz, format, options);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(KdQuiz) again = read_text("quiz", bytes->str, (gssize)bytes->len, findings, &error);
  if (again == NULL) {
    kd_test_fail("%s: %s", format, error->message);
    return;
  }
  g_autofree char *json_again = write_quiz(again, "json", NULL);
  if (strcmp(json, json_again) != 0)
    kd_test_fail("%s: another set comes back:\n%s\n%s", format, json, json_again);
  CU_ASSERT_EQUAL(kd_findings_count(findings), 0);
}

static void test_round_trips(void)
{
  static const KdExportOptions variants[] = {
      {0}, {.csv_no_bom = TRUE}, {.csv_lf = TRUE}, {.csv_raw = TRUE}, {.csv_no_bom = TRUE, .csv_lf = TRUE}};
  for (guint seed = 0; seed < 50; seed++) {
    g_autoptr(KdQuiz) quiz = make_quiz(seed);
    expect_same(quiz, "json", NULL);
    expect_same(quiz, "jsonl", NULL);
    expect_same(quiz, "xlsx", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(variants); i++)
      expect_same(quiz, "csv", &variants[i]);
  }
}

/* No cell of a table begins as a formula does. */
static void test_formula_guard(void)
{
  static const char *const starts[] = {"\"=",  "\"+",  "\"-",  "\"@",  "\"\t", "\"\r",
                                       "\"\n", "\"＝", "\"＋", "\"－", "\"＠"};
  for (guint seed = 0; seed < 50; seed++) {
    g_autoptr(KdQuiz) quiz = make_quiz(seed);
    g_autofree char *csv = write_quiz(quiz, "csv", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++) {
      g_autofree char *cell = g_strconcat(",", starts[i], NULL);
      if (strstr(csv, cell))
        kd_test_fail("a cell begins with %s", starts[i] + 1);
    }
  }
}

static void test_without_data(void)
{
  g_autoptr(KdQuiz) quiz = make_quiz(3);
  KdExportOptions options = {.csv_no_data = TRUE};
  g_autofree char *csv = write_quiz(quiz, "csv", &options);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(KdQuiz) again = read_text("dir/党课.csv", csv, -1, findings, &error);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again);
  CU_ASSERT_STRING_EQUAL(again->title, "党课");
  CU_ASSERT_EQUAL_FATAL(again->questions->len, quiz->questions->len);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *a = kd_quiz_question(quiz, i), *b = kd_quiz_question(again, i);
    CU_ASSERT_STRING_EQUAL(a->id, b->id);
    CU_ASSERT_EQUAL(a->type, b->type);
    CU_ASSERT_STRING_EQUAL(a->stem, b->stem);
    CU_ASSERT_EQUAL_FATAL(a->options->len, b->options->len);
    for (guint k = 0; k < a->options->len; k++) {
      CU_ASSERT_STRING_EQUAL(kd_question_option(a, k)->text, kd_question_option(b, k)->text);
      CU_ASSERT_EQUAL(kd_question_option(a, k)->correct, kd_question_option(b, k)->correct);
    }
    CU_ASSERT_EQUAL_FATAL(a->blanks->len, b->blanks->len);
    for (guint k = 0; k < a->blanks->len; k++)
      CU_ASSERT_STRING_EQUAL(kd_question_blank(a, k)->answer, kd_question_blank(b, k)->answer);
    CU_ASSERT_EQUAL(a->answers->len, b->answers->len);
  }
}

#define TABLE "题干,备注,答案,题型,选项A,选项B\r\n甲是（　）。,无,ｂ,单选题,丙,乙\r\n\r\n乙对。,,√,判断题\r\n"

static void expect_table(const char *name, const char *text, gssize len)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(KdQuiz) quiz = read_text(name, text, len, findings, &error);
  if (quiz == NULL || quiz->questions->len != 2) {
    kd_test_fail("%s: %s", name, error ? error->message : "not two items");
    return;
  }
  CU_ASSERT_STRING_EQUAL(kd_quiz_question(quiz, 0)->stem, "甲是（　）。");
  CU_ASSERT_TRUE(kd_question_option(kd_quiz_question(quiz, 0), 1)->correct);
  CU_ASSERT_FALSE(kd_question_option(kd_quiz_question(quiz, 0), 0)->correct);
  CU_ASSERT_TRUE(kd_quiz_question(quiz, 1)->is_true);
  CU_ASSERT_TRUE(g_str_has_prefix(kd_quiz_question(quiz, 0)->id, "q-"));
}

/* As people's spreadsheets leave a table: columns in another order, some missing, some of their own. */
static void test_tables(void)
{
  expect_table("a.csv", TABLE, -1);
  expect_table("bom.csv", "\xEF\xBB\xBF" TABLE, -1);
  static const char *const encodings[] = {"GB18030", "UTF-16"};
  for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
    gsize len = 0;
    g_autofree char *bytes = g_convert(TABLE, -1, encodings[i], "UTF-8", NULL, &len, NULL);
    expect_table(encodings[i], bytes, (gssize)len);
  }
  g_autofree char *tabs = g_strdelimit(g_strdup(TABLE), ",", '\t');
  expect_table("tabs.csv", tabs, -1);
  g_autofree char *semicolons = g_strdelimit(g_strdup(TABLE), ",", ';');
  expect_table("semicolons.csv", semicolons, -1);
}

typedef struct {
  const char *name, *text, *message;
} Refusal;

#define HEAD "{\"format\":\"kaodian-quiz/1\",\"title\":\"题\",\n\"questions\":["
#define NAMES "编号,题型,题干,选项A,选项B,答案,难度,数据\n"

static const Refusal refusals[] = {
    {"a.json", "{", "a.json:1:2: a key in quotation marks is missing"},
    {"a.json", "{\"甲\":1,\n \"甲\":2}", "a.json:2:6: the key \"甲\" stands twice in one object"},
    {"a.json", "{\"a\":1} x", "a.json:1:9: something stands behind the end"},
    {"a.json", "{\"a\":01}", "a.json:1:7: a comma or } is missing"},
    {"a.json", "{\"a\":\"\\u0000\"}", "a.json:1:13: \\u0000 in a string"},
    {"a.json", "{\"a\":\"\\ud800x\"}", "a.json:1:13: half of a surrogate pair"},
    {"a.json", "{\"甲\":\"\n\"}", "a.json:1:7: control character in a string; a line break is written \\n"},
    {"a.json", "{\"a\":\"\xFF\"}", "a.json:1:7: not valid UTF-8"},
    {"a.json", "[1,]", "a.json:1:4: not a JSON value"},
    {"a.json", "[]", "a.json:1:1: not a quiz set: no object"},
    {"a.json", "{\"format\":\"x/1\"}", "a.json:1:11: \"format\" is not kaodian-quiz/1"},
    {"a.json", HEAD "\n{\"type\":\"essay\"}]}", "a.json:3:9: no type of item is called \"essay\""},
    {"a.json", HEAD "\n{\"type\":\"fill\"}]}", "a.json:3:1: \"stem\" is missing or empty"},
    {"a.json", HEAD "{\"type\":\"fill\",\"stem\":\"甲\",\"blanks\":[]}]}",
     "a.json:2:14: \"blanks\" is missing or empty"},
    {"a.json", HEAD "{\"type\":\"judge\",\"stem\":\"甲\",\n\"answer\":\"对\"}]}",
     "a.json:3:10: \"answer\" is neither true nor false"},
    {"a.json", HEAD "{\"type\":\"judge\",\"stem\":\"甲\",\"answer\":true,\n\"score\":0.3}]}",
     "a.json:3:9: \"score\" is not a multiple of 0.5"},
    {"a.json",
     HEAD "{\"type\":\"judge\",\"stem\":\"甲\",\"answer\":true,\n\"evidence\":[{\"source\":\"s9\",\"text\":"
          "\"甲\"}]}]}",
     "a.json:3:13: no source is called \"s9\""},
    {"a.csv", "甲,乙\n1,2\n", "a.csv:1:1: the first row names no column \"题型\""},
    {"a.csv", NAMES "q,单选题,甲,\"a\"b,c,A\n",
     "a.csv:2:12: a quotation mark inside a cell is written twice, and the cell stands in quotation marks"},
    {"a.csv", NAMES "q,单选题,\"甲,a,b,A\n",
     "a.csv:2:7: the quotation mark that begins this cell has no partner"},
    {"a.csv", NAMES "q,论述题,甲,,,乙\n", "a.csv:2:3: B2: 题型: no type of item is called \"论述题\""},
    {"a.csv", NAMES "q,单选题,甲,乙,丙,C\n", "a.csv:2:13: F2: 答案: a letter that no option has"},
    {"a.csv", NAMES "q,单选题,甲,,丙,A\n", "a.csv:2:10: E2: 选项B: an option before this one is empty"},
    {"a.csv", NAMES "q,判断题,\"甲\n乙\",,,也许\n", "a.csv:3:6: F2: 答案: neither 正确 nor 错误"},
    {"a.csv", NAMES "\r\n\n,,\r\n\rq,判断题,甲,,,也许\n", "a.csv:5:12: F6: 答案: neither 正确 nor 错误"},
    {"a.csv", NAMES "q,判断题,甲,,,对,9\n", "a.csv:2:13: G2: 难度: not 1 to 5"},
    {"a.csv", NAMES "q,判断题,甲,,,对,1,{\n",
     "a.csv:2:15: H2: 数据:1:2: a key in quotation marks is missing"},
    {"a.csv", NAMES "q,判断题,甲,,,对\nq,判断题,乙,,,对\n", "a.csv:3:1: A3: 编号: the id \"q\" stands twice"},
    {"a.csv", NAMES "q,判断题,甲,,,对,,,多\n", "a.csv:2:15: I2: more cells than the first row has names"},
    {"a.csv", NAMES "q,填空题,甲____,,,乙||丙\n",
     "a.csv:2:15: F2: 答案: an answer between two marks is empty"},
    {"a.csv", "编号,题型\xFF\xFF,", "a.csv:1:6: neither valid UTF-8 nor valid GB18030"},
};

static void test_refusals(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
    const Refusal *r = &refusals[i];
    g_autoptr(KdFindings) findings = kd_findings_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(KdQuiz) quiz = read_text(r->name, r->text, -1, findings, &error);
    if (quiz || strcmp(error->message, r->message) != 0)
      kd_test_fail("%s\n  gives   %s\n  not     %s", r->text, error ? error->message : "a set", r->message);
  }
}

/* Cut short anywhere, a file is refused or read, never worse. */
static void test_cut_short(void)
{
  g_autoptr(KdQuiz) quiz = make_quiz(7);
  static const char *const formats[] = {"json", "csv", "xlsx"};
  for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
    g_autoptr(GString) bytes = write_bytes(quiz, formats[f], NULL);
    for (gsize n = 1; n < bytes->len; n += 7) {
      g_autoptr(KdFindings) findings = kd_findings_new();
      g_autoptr(GError) error = NULL;
      g_autoptr(KdQuiz) read = read_text("quiz", bytes->str, (gssize)n, findings, &error);
      CU_ASSERT_TRUE((read == NULL) == (error != NULL));
    }
  }
}

/* Invisible characters are taken out, and that is said. */
static void test_invisible(void)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(KdQuiz) quiz = read_text(
      "a.json",
      HEAD "{\"type\":\"judge\",\"stem\":\"甲\u200B\u202E\\u001b\xEF\xBF\xBE乙\",\"answer\":true}]}", -1,
      findings, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(quiz);
  CU_ASSERT_STRING_EQUAL(kd_quiz_question(quiz, 0)->stem, "甲乙");
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_STRIPPED_CHARACTERS), 1);
}

/* What a format cannot hold is left out whole, and that is said. */
static void test_cannot_hold(void)
{
  g_autoptr(KdQuiz) quiz = kd_quiz_new("题");
  KdQuestion *q = kd_question_new(KD_QUESTION_SINGLE);
  q->id = g_strdup("q-1");
  q->stem = g_strdup("甲是（　）。");
  for (guint i = 0; i < 9; i++) {
    g_autofree char *text = g_strdup_printf("乙%u", i);
    kd_question_add_option(q, text, i == 8);
  }
  g_ptr_array_add(quiz->questions, q);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GString) csv = g_string_new(NULL);
  KdExportJob job = {quiz, NULL, findings};
  kd_exporter_write(kd_exporter_find("csv"), &job, csv, NULL);
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_FORMAT_CANNOT_HOLD), 1);
  CU_ASSERT_PTR_NULL(strstr(csv->str, "乙0"));
}

const KdTest kd_tests_importer[] = {
    {"round trips", test_round_trips},
    {"formula guard", test_formula_guard},
    {"without data", test_without_data},
    {"tables", test_tables},
    {"refusals", test_refusals},
    {"cut short", test_cut_short},
    {"invisible characters", test_invisible},
    {"cannot hold", test_cannot_hold},
    {NULL, NULL},
};
