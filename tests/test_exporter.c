/* exporter/: what a format can hold, and what is said in words beside the answer. */
#include "exporter/exporter.h"
#include "exporter/qti_xml.h"
#include "exporter/remarks.h"
#include "runner.h"

#include <string.h>

/* A set of the one item, which it takes over. */
static KdQuiz *make_set(KdQuestion *q)
{
  KdQuiz *quiz = kd_quiz_new("题目");
  q->id = g_strdup("q-1");
  q->half_points = 4;
  q->difficulty = 2;
  g_ptr_array_add(quiz->questions, q);
  return quiz;
}

/* The set in the format; the caller owns it. */
static GString *write_set(const KdExporter *e, const KdQuiz *quiz, KdFindings *findings)
{
  GString *out = g_string_new(NULL);
  KdExportJob job = {quiz, NULL, findings};
  if (!kd_exporter_write(e, &job, out, NULL))
    kd_test_fail("%s: not written", e->name);
  return out;
}

/* Does the format leave the set's item out, saying this of it? why NULL: whatever it says. */
static gboolean is_left_out(const KdExporter *e, const KdQuiz *quiz, const char *why)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_string_free(write_set(e, quiz, findings), TRUE);
  for (guint i = 0; i < kd_findings_count(findings); i++) {
    const KdFinding *f = kd_findings_get(findings, i);
    if (f->code == KD_FINDING_FORMAT_CANNOT_HOLD && (why == NULL || strstr(f->detail, why)))
      return TRUE;
  }
  return FALSE;
}

/* --- letters --- */

static KdQuiz *make_choice(KdQuestionType type, guint n)
{
  KdQuestion *q = kd_question_new(type);
  q->stem = g_strdup("下列正确的是（　）。");
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = g_strdup_printf("第%u项", i + 1);
    if (type == KD_QUESTION_ORDER)
      kd_question_add_right(q, text);
    else
      kd_question_add_option(q, text, i + 1 == n);
    if (type == KD_QUESTION_ORDER)
      kd_question_add_place(q, n - 1 - i);
  }
  return make_set(q);
}

/* Every format, and most of all those with letters, writes the item or says that it does not. */
static void test_letters(void)
{
  static const char *const lettered[] = {"text", "html", "pdf",  "docx", "aiken",
                                         "anki", "apkg", "tiku", "wjx"};
  g_autoptr(KdQuiz) fits = make_choice(KD_QUESTION_SINGLE, KD_LETTERS);
  g_autoptr(KdQuiz) more = make_choice(KD_QUESTION_SINGLE, KD_LETTERS + 1);
  g_autoptr(KdQuiz) parts = make_choice(KD_QUESTION_ORDER, KD_LETTERS + 1);
  for (guint i = 0; i < kd_exporter_count(); i++) {
    is_left_out(kd_exporter_get(i), more, NULL);
    is_left_out(kd_exporter_get(i), parts, NULL);
  }
  for (guint i = 0; i < G_N_ELEMENTS(lettered); i++) {
    const KdExporter *e = kd_exporter_find(lettered[i]);
    if (is_left_out(e, fits, NULL) || !is_left_out(e, more, "27") || !is_left_out(e, parts, NULL))
      kd_test_fail("%s: letters", e->name);
  }
}

/* --- texts --- */

/* Codes that are no characters, wherever a text may stand, keep no format from being written. */
static void test_noncharacters(void)
{
  const char *odd = "甲\xEF\xBF\xBE乙\xEF\xB7\x90丙\xF0\x9F\xBF\xBF丁\xEF\xBF\xBF";
  KdQuestion *q = kd_question_new(KD_QUESTION_FILL);
  q->stem = g_strconcat(odd, KD_BLANK, NULL);
  kd_question_add_blank(q, odd);
  q->explanation = g_strdup(odd);
  g_autoptr(KdQuiz) quiz = make_set(q);
  kd_quiz_add_source(quiz, odd, odd);
  kd_question_add_evidence(q, 0, 1, odd);
  kd_question_add_tag(q, odd);
  g_free(quiz->title);
  quiz->title = g_strdup(odd);
  quiz->by = g_strdup(odd);
  for (guint i = 0; i < kd_exporter_count(); i++)
    is_left_out(kd_exporter_get(i), quiz, NULL);
}

/* --- other wordings --- */

/* A mark in another wording of a blank counts as one in its answer. */
static void test_wordings(void)
{
  static const struct {
    const char *format, *wording;
  } rows[] = {{"tiku", "答案：乙"}, {"tiku-docx", "解析:乙"}, {"anki", "\\(x\\)"}, {"apkg", "\\[x\\]"},
              {"gift", "a->b"},     {"h5p", "a/b"},           {"qti22", "a\nb"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const KdExporter *e = kd_exporter_find(rows[i].format);
    KdQuestion *q = kd_question_new(KD_QUESTION_FILL);
    q->stem = g_strdup("甲是____。");
    kd_question_add_blank(q, "乙");
    g_autoptr(KdQuiz) quiz = make_set(q);
    gboolean before = is_left_out(e, quiz, NULL);
    kd_question_add_accept(q, "丙");
    kd_question_add_accept(q, rows[i].wording);
    if (before || !is_left_out(e, quiz, NULL))
      kd_test_fail("%s: %s", e->name, rows[i].wording);
  }
}

/* On a card what begins a formula keeps an item out, where it is not in a title alone. */
static void test_formulas(void)
{
  const KdExporter *e = kd_exporter_find("anki");
  KdQuestion *q = kd_question_new(KD_QUESTION_JUDGE);
  q->stem = g_strdup("这是新的。");
  g_autoptr(KdQuiz) quiz = make_set(q);
  kd_quiz_add_source(quiz, "a.txt", "题\\(x\\)\\[y\\]目");
  kd_question_add_evidence(q, 0, 1, "这是旧的。");
  g_autoptr(KdFindings) findings = kd_findings_new();
  GString *out = write_set(e, quiz, findings);
  CU_ASSERT_PTR_NOT_NULL(strstr(out->str, "＼(x"));
  CU_ASSERT_PTR_NULL(strstr(out->str, "\\("));
  g_string_free(out, TRUE);
  q->swap_from = g_strdup("旧\\(x\\)的");
  q->swap_to = g_strdup("新的");
  CU_ASSERT_TRUE(is_left_out(e, quiz, "formula"));
}

/* Blanks in any order are compared each with each: beyond a number of them the file would grow too large. */
static void test_any_order(void)
{
  const KdExporter *e = kd_exporter_find("qti30");
  for (guint n = 20; n <= 21; n++) {
    g_autoptr(GString) stem = g_string_new(NULL);
    KdQuestion *q = kd_question_new(KD_QUESTION_FILL);
    for (guint i = 0; i < n; i++) {
      g_autofree char *answer = g_strdup_printf("第%u个", i + 1);
      g_string_append(stem, KD_BLANK "、");
      kd_question_add_blank(q, answer);
    }
    q->stem = g_strdup(stem->str);
    q->ordered = FALSE;
    g_autoptr(KdQuiz) quiz = make_set(q);
    CU_ASSERT_EQUAL(is_left_out(e, quiz, "any order: 21"), n > 20);
    q->ordered = TRUE;
    CU_ASSERT_FALSE(is_left_out(e, quiz, NULL));
  }
}

static void test_line_ends(void)
{
  static const struct {
    const char *text, *html;
  } rows[] = {{"甲\r乙", "甲<br>乙"}, {"甲\r\n乙", "甲<br>乙"}, {"甲\n\r乙\r", "甲<br><br>乙<br>"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    kd_wording_html(out, rows[i].text, strlen(rows[i].text));
    CU_ASSERT_STRING_EQUAL(out->str, rows[i].html);
    KdQtiXml x = {.xml = kd_xml_new()};
    kd_xml_open(x.xml, "p");
    kd_qti_lines(&x, rows[i].text, strlen(rows[i].text));
    kd_xml_close(x.xml);
    g_autoptr(GString) xml = kd_xml_finish(x.xml);
    g_string_replace(xml, "<br/>", "<br>", 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(xml->str, rows[i].html));
  }
}

/* Formats of games and learning systems that need two options say so in the same words. */
static void test_few_options(void)
{
  static const char *const formats[] = {"gift", "aiken", "moodle", "kahoot"};
  g_autoptr(KdQuiz) one = make_choice(KD_QUESTION_SINGLE, 1);
  g_autoptr(KdQuiz) two = make_choice(KD_QUESTION_SINGLE, 2);
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    const KdExporter *e = kd_exporter_find(formats[i]);
    if (!is_left_out(e, one, "fewer than two options") || is_left_out(e, two, NULL))
      kd_test_fail("%s: options", e->name);
  }
}

static void test_decimals(void)
{
  static const struct {
    guint n, places;
    const char *text;
  } rows[] = {{250, 2, "2.5"}, {200, 2, "2"}, {67, 2, "0.67"},          {0, 2, "0"},
              {5, 2, "0.05"},  {7, 0, "7"},   {3333333, 5, "33.33333"}, {10000000, 5, "100"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    kd_wording_decimal(out, rows[i].n, rows[i].places);
    CU_ASSERT_STRING_EQUAL(out->str, rows[i].text);
  }
}

/* --- what is said beside the answer --- */

static guint count_string(const char *text, const char *string)
{
  guint n = 0;
  for (const char *p = strstr(text, string); p; p = strstr(p + 1, string))
    n++;
  return n;
}

/* What a false statement should say is said once, whether its explanation says it or not. */
static void test_correction(void)
{
  static const char *const formats[] = {"gift", "moodle", "wjx", "tiku"};
  static const char *const explanations[] = {NULL, "原文另有。", "“新的”应为“旧的”。原文。"};
  for (guint i = 0; i < G_N_ELEMENTS(formats) * G_N_ELEMENTS(explanations); i++) {
    const KdExporter *e = kd_exporter_find(formats[i / G_N_ELEMENTS(explanations)]);
    KdQuestion *q = kd_question_new(KD_QUESTION_JUDGE);
    q->stem = g_strdup("这是新的。");
    q->swap_from = g_strdup("旧的");
    q->swap_to = g_strdup("新的");
    q->explanation = g_strdup(explanations[i % G_N_ELEMENTS(explanations)]);
    g_autoptr(KdQuiz) quiz = make_set(q);
    g_autoptr(KdFindings) findings = kd_findings_new();
    GString *out = write_set(e, quiz, findings);
    if (count_string(out->str, "“新的”应为“旧的”。") != 1 || count_string(out->str, "应为") != 1)
      kd_test_fail("%s: %s", e->name, out->str);
    g_string_free(out, TRUE);
  }
}

/* So is it in the texts of which all other formats are made. */
static void test_remarks(void)
{
  g_autoptr(KdQuestion) q = kd_question_new(KD_QUESTION_JUDGE);
  CU_ASSERT_PTR_NULL(kd_remarks_explanation(q));
  q->explanation = g_strdup("");
  CU_ASSERT_PTR_NULL(kd_remarks_explanation(q));
  q->swap_from = g_strdup("旧的");
  q->swap_to = g_strdup("新的");
  g_autofree char *bare = kd_remarks_explanation(q);
  CU_ASSERT_STRING_EQUAL(bare, "“新的”应为“旧的”。");
  g_free(q->explanation);
  q->explanation = g_strdup("应为“旧的”，不是别的。");
  g_autofree char *said = kd_remarks_explanation(q);
  CU_ASSERT_STRING_EQUAL(said, q->explanation);
}

const KdTest kd_tests_exporter[] = {{"correction", test_correction},
                                    {"remarks", test_remarks},
                                    {"wordings", test_wordings},
                                    {"formulas", test_formulas},
                                    {"any-order", test_any_order},
                                    {"line-ends", test_line_ends},
                                    {"few-options", test_few_options},
                                    {"decimals", test_decimals},
                                    {"letters", test_letters},
                                    {"noncharacters", test_noncharacters},
                                    {NULL, NULL}};
