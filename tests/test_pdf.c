/* exporter/: papers as PDF. What pages look like is seen to by readers/pdf.mjs. */
#include "exporter/hanrules.h"
#include "exporter/page.h"
#include "runner.h"

#include <math.h>
#include <string.h>

/* --- where lines may end --- */

static void test_breaks(void)
{
  static const struct {
    const char *pair;
    gboolean unicode, expected;
  } rows[] = {
      {"汉字", TRUE, TRUE},  {"字，", TRUE, FALSE}, {"，字", TRUE, TRUE},       {"（字", TRUE, FALSE},
      {"字（", FALSE, TRUE}, {"字“", FALSE, TRUE},  {"“字", TRUE, FALSE},       {"”字", FALSE, TRUE},
      {"……", TRUE, FALSE},   {"——", TRUE, FALSE},   {"字～", TRUE, FALSE},      {"字／", TRUE, FALSE},
      {"／字", TRUE, FALSE}, {"字·", TRUE, FALSE},  {"3年", TRUE, FALSE},       {"第3", TRUE, FALSE},
      {"3点", TRUE, TRUE},   {"6%", TRUE, FALSE},   {"字a", TRUE, TRUE},        {"a字", FALSE, TRUE},
      {"ab", FALSE, FALSE},  {"a ", TRUE, TRUE},    {"字(", TRUE, TRUE},        {"(字", TRUE, FALSE},
      {"字)", TRUE, FALSE},  {"’s", FALSE, FALSE},  {"》“", FALSE, TRUE},       {"，“", FALSE, TRUE},
      {"“《", TRUE, FALSE},  {"》，", TRUE, FALSE}, {"e\xCC\x81", TRUE, FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    const char *second = g_utf8_next_char(rows[i].pair);
    gboolean may = kd_may_break(g_utf8_get_char(rows[i].pair), g_utf8_get_char(second), rows[i].unicode);
    if (may != rows[i].expected)
      kd_test_fail("%s", rows[i].pair);
  }
}

static void test_gaps(void)
{
  CU_ASSERT_TRUE(kd_changes_script(0x6C49, 'a') && kd_changes_script('1', 0x6C49));
  CU_ASSERT_FALSE(kd_changes_script(0x6C49, 0xFF0C) || kd_changes_script('a', '1'));
  CU_ASSERT_TRUE(kd_may_stretch(0x6C49, 0x5B57) && kd_may_stretch('a', 0x6C49));
  CU_ASSERT_FALSE(kd_may_stretch(0x2026, 0x2026) || kd_may_stretch('a', 'b'));
}

/* --- lines --- */

static KdTypesetter open_typesetter(const KdPaperOptions *options, KdFindings *findings)
{
  KdTypesetter t = {kd_fonts_new(options, findings, NULL), findings, NULL,
                    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  CU_ASSERT_PTR_NOT_NULL_FATAL(t.fonts);
  return t;
}

static void close_typesetter(KdTypesetter *t)
{
  kd_fonts_free(t->fonts);
  g_hash_table_unref(t->said);
}

/* The widths of the lines, in tenths of a square: "100 40". */
static char *set_widths(KdTypesetter *t, const KdTypeText *text, double squares, gboolean justify)
{
  KdForm form = {10, squares * 10, justify, FALSE};
  g_autoptr(GPtrArray) lines = kd_typeset(t, text, &form);
  GString *widths = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    const KdTypeLine *line = g_ptr_array_index(lines, i);
    g_string_append_printf(widths, "%s%d", i ? " " : "", (int)lround(line->width));
  }
  return g_string_free(widths, FALSE);
}

static void check_widths(KdTypesetter *t, const char *string, double squares, const char *expected)
{
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, KD_FACE_BODY, string, -1);
  g_autofree char *widths = set_widths(t, text, squares, TRUE);
  if (strcmp(widths, expected) != 0)
    kd_test_fail("%s in %g squares: %s, expected %s", string, squares, widths, expected);
}

static void test_lines(void)
{
  static const KdPaperOptions plain = {0};
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdTypesetter t = open_typesetter(&plain, findings);
  check_widths(&t, "一二三四五六七八九十一二", 5, "50 50 20");
  check_widths(&t, "一二三四五六七八九十一", 5, "50 40 20"); /* no last line of one character */
  check_widths(&t, "一二三四，五六七八九十", 5, "50 40 20");
  check_widths(&t, "一，“二", 9, "35");    /* two marks: one and a half squares */
  check_widths(&t, "“一”，“二”", 9, "50"); /* four marks and the ends of the line */
  check_widths(&t, "一\n\n二\r\n三", 9, "10 10 10");
  check_widths(&t, "一二三四五（六七", 6, "50 25"); /* no opening mark at a line's end */
  check_widths(&t, "", 6, "0");
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_GLYPH_MISSING), 0);
  close_typesetter(&t);
}

static void test_units(void)
{
  static const KdPaperOptions plain = {0};
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdTypesetter t = open_typesetter(&plain, findings);
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, KD_FACE_BODY, "一二三", -1);
  kd_type_text_add_blank(text, KD_FACE_BODY, 4);
  kd_type_text_add(text, KD_FACE_BODY, "。", -1);
  kd_type_text_add_choice(text, KD_FACE_BODY);
  g_autofree char *wide = set_widths(&t, text, 20, TRUE), *narrow = set_widths(&t, text, 5, TRUE);
  g_autofree char *squeezed = set_widths(&t, text, 6.5, TRUE);
  CU_ASSERT_STRING_EQUAL(wide, "110");
  CU_ASSERT_STRING_EQUAL(narrow, "30 45 30");
  CU_ASSERT_STRING_EQUAL(squeezed, "65 30"); /* the blank gave way by a square */
  close_typesetter(&t);
}

static void test_missing(void)
{
  g_autofree char *name = g_strdup("No Such Font");
  const KdPaperOptions foreign = {.font = name};
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdTypesetter t = open_typesetter(&foreign, findings);
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_FONT_MISSING), 1);
  t.item = "q-1";
  g_autoptr(GString) many = g_string_new("\xEE\x80\x81\xEE\x80\x81");
  g_autoptr(KdTypeText) two = kd_type_text_new();
  kd_type_text_add(two, KD_FACE_BODY, many->str, -1);
  g_free(set_widths(&t, two, 2000, FALSE));
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_GLYPH_MISSING), 1);
  const KdFinding *f = kd_findings_get(findings, kd_findings_count(findings) - 1);
  CU_ASSERT_STRING_EQUAL(f->detail, "q-1: (U+E001)");
  for (gunichar c = 0xE100; c < 0xE200; c++)
    g_string_append_unichar(many, c);
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, KD_FACE_BODY, many->str, -1);
  g_free(set_widths(&t, text, 2000, FALSE));
  f = kd_findings_get(findings, kd_findings_count(findings) - 1);
  CU_ASSERT_STRING_EQUAL(f->detail, "…");
  CU_ASSERT_TRUE(kd_findings_count(findings) < 60);
  close_typesetter(&t);
}

/* --- pages --- */

static const KdFrame one_column = {1, 100, 100, 0, 1}, two_columns = {2, 100, 100, 10, 1};

/* Boxes of so many points; the letter behind says how they hold to the next (i, c), and s a space. */
static void fill(GPtrArray *boxes, const char *const *rows)
{
  for (; *rows; rows++) {
    char *end = NULL;
    KdBox *box = kd_box_new(g_ascii_strtod(*rows, &end));
    box->keep = *end == 'c' ? KD_KEEP_CLOSE : *end == 'i' ? KD_KEEP_ITEM : KD_KEEP_NOT;
    box->is_space = *end == 's';
    g_ptr_array_add(boxes, box);
  }
}

static void check_pages(const KdFrame *frame, const char *const *rows, const char *expected)
{
  g_autoptr(KdFlow) flow = kd_flow_new();
  fill(kd_flow_add_part(flow)->body, rows);
  g_autoptr(GArray) placements = kd_flow_pour(flow, frame);
  g_autoptr(GString) where = g_string_new(NULL);
  for (guint i = 0; i < placements->len; i++) {
    const KdPlacement *p = &g_array_index(placements, KdPlacement, i);
    g_string_append_printf(where, "%u%s:%d ", p->page, p->x > 0 ? "b" : "", (int)p->y);
  }
  if (strcmp(where->str, expected) != 0)
    kd_test_fail("%s, expected %s", where->str, expected);
}

#define ROWS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void test_pages(void)
{
  check_pages(&one_column, ROWS("60", "40", "10"), "0:0 0:60 1:0 ");
  check_pages(&one_column, ROWS("60", "30i", "20"), "0:0 1:0 1:30 ");
  check_pages(&two_columns, ROWS("60", "30i", "20", "60"), "0:0 0b:0 0b:30 1:0 ");
  /* A space is dropped at the top. */
  check_pages(&one_column, ROWS("10s", "95", "10s", "20"), "0:0 1:0 ");
  /* Longer than a page: parted, but not where it holds close; it begins where it stands. */
  check_pages(&one_column, ROWS("40", "30i", "30i", "30c", "30i", "30"), "0:0 0:40 0:70 1:0 1:30 1:60 ");
  check_pages(&one_column, ROWS("60c", "60c", "60"), "0:0 1:0 2:0 ");
  /* A head holds to what it is the head of. */
  check_pages(&one_column, ROWS("70", "20c", "20i", "20"), "0:0 1:0 1:20 1:40 ");
}

static void test_parts(void)
{
  g_autoptr(KdFlow) flow = kd_flow_new();
  KdFlowPart *first = kd_flow_add_part(flow), *second = kd_flow_add_part(flow);
  fill(first->head, ROWS("40"));
  fill(first->body, ROWS("50", "50", "80"));
  fill(second->body, ROWS("10"));
  g_autoptr(GArray) placements = kd_flow_pour(flow, &two_columns);
  const KdPlacement *p = &g_array_index(placements, KdPlacement, 0);
  CU_ASSERT_EQUAL_FATAL(placements->len, 5);
  CU_ASSERT_TRUE(p[1].y == 40 && p[1].x == 0 && p[2].y == 40 && p[2].x == 110 && p[2].page == 0);
  CU_ASSERT_TRUE(p[3].page == 1 && p[4].page == 2 && p[4].y == 0);
}

/* What begins on a sheet of its own leaves the other half of the last one empty. */
static void test_sheets(void)
{
  const KdFrame two_pages = {1, 100, 100, 0, 2};
  g_autoptr(KdFlow) flow = kd_flow_new();
  fill(kd_flow_add_part(flow)->body, ROWS("80"));
  fill(kd_flow_add_part(flow)->body, ROWS("80", "80"));
  fill(kd_flow_add_part(flow)->body, ROWS("80"));
  g_autoptr(GArray) placements = kd_flow_pour(flow, &two_pages);
  const KdPlacement *p = &g_array_index(placements, KdPlacement, 0);
  CU_ASSERT_EQUAL_FATAL(placements->len, 4);
  CU_ASSERT_TRUE(p[0].page == 0 && p[1].page == 2 && p[2].page == 3 && p[3].page == 4);
}

/* --- whole papers --- */

static KdQuiz *make_quiz(void)
{
  KdQuiz *quiz = kd_quiz_new("一个相当长的题目：《抓好城市治理体系和治理能力现代化》等三篇文章练习题");
  quiz->by = g_strdup("某支部");
  kd_quiz_add_source(quiz, "page.txt", "文章");
  for (KdQuestionType type = 0; type < KD_QUESTION_TYPES; type++) {
    KdQuestion *q = kd_question_new(type);
    q->stem = g_strdup(type == KD_QUESTION_FILL ? "要坚持" KD_BLANK "、" KD_BLANK "。"
                                                : "下列正确的是" KD_CHOICE "。");
    q->half_points = 4 + type;
    q->explanation = g_strdup("原文：“一”，二……三——四 five 6%。");
    kd_question_add_blank(q, "共建");
    kd_question_add_blank(q, "共享");
    if (type == KD_QUESTION_SINGLE || type == KD_QUESTION_MULTIPLE)
      for (guint i = 0; i < 5; i++)
        kd_question_add_option(
            q, i == 3 ? "一个相当长的选项，要占两行还多一些的地方，这样一行里就只放得下它一个" : "选\n项",
            i == 1);
    if (type == KD_QUESTION_ORDER || type == KD_QUESTION_MATCH)
      for (guint i = 0; i < 2; i++)
        kd_question_add_right(q, "右");
    if (type == KD_QUESTION_MATCH)
      kd_question_add_left(q, "左", 1);
    if (type == KD_QUESTION_SHORT)
      kd_question_add_answer(q, "要点");
    kd_question_add_evidence(q, 0, 7, "原文");
    kd_question_make_id(q);
    g_ptr_array_add(quiz->questions, q);
  }
  return quiz;
}

static GString *write_paper(const KdQuiz *quiz, const KdPaperOptions *paper)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  KdExportOptions options = {.paper = *paper};
  KdExportJob job = {quiz, &options, findings};
  GString *out = g_string_new(NULL);
  CU_ASSERT_TRUE(kd_exporter_write(&kd_exporter_pdf, &job, out, &error));
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_GLYPH_MISSING), 0);
  return out;
}

static void test_papers(void)
{
  g_autoptr(KdQuiz) quiz = make_quiz();
  for (guint n = 0; n < 16; n++) {
    KdPaperOptions o = {
        .key = n % 4, .sheet = n / 2 % KD_SHEETS, .style = n / 4 % KD_STYLES, .columns = 1 + n % 2};
    o.seal = n / 8 % 2;
    o.large = n % 3 == 0;
    o.blank = n % KD_BLANK_WIDTHS;
    GString *once = write_paper(quiz, &o), *again = write_paper(quiz, &o);
    CU_ASSERT_TRUE(g_string_equal(once, again));
    CU_ASSERT_TRUE(g_str_has_prefix(once->str, "%PDF-") &&
                   memcmp(once->str + once->len - 6, "%%EOF\n", 6) == 0);
    g_string_free(once, TRUE);
    g_string_free(again, TRUE);
  }
}

static void test_empty(void)
{
  g_autoptr(KdQuiz) quiz = kd_quiz_new("");
  static const KdPaperOptions plain = {0};
  GString *out = write_paper(quiz, &plain);
  CU_ASSERT_TRUE(g_str_has_prefix(out->str, "%PDF-"));
  g_string_free(out, TRUE);
}

const KdTest kd_tests_pdf[] = {
    {"breaks", test_breaks},   {"gaps", test_gaps},   {"lines", test_lines}, {"units", test_units},
    {"missing", test_missing}, {"pages", test_pages}, {"parts", test_parts}, {"sheets", test_sheets},
    {"papers", test_papers},   {"empty", test_empty}, {NULL, NULL}};
