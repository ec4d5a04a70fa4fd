/* src/importer: workbooks as other programs write them, and such as nobody should. */
#include "exporter/exporter.h"
#include "exporter/package.h"
#include "importer/importer.h"
#include "runner.h"

#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define DOC "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* The parts of a workbook; NULL: left out, or where it says so, as usual. */
typedef struct {
  const char *sheet;    /* the rows */
  const char *strings;  /* the <si> of the shared texts */
  const char *styles;   /* the <xf> of the cells */
  const char *workbook; /* the <sheet>; usually one */
  const char *other;    /* the rows of a second sheet */
} Parts;

static void add_part(KdPackage *p, const char *name, const char *head, const char *body, const char *tail)
{
  g_autofree char *text =
      g_strconcat("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>", head, body, tail, NULL);
  kd_package_add(p, name, text, strlen(text));
}

/* Parts under unusual names, targets with and without a slash in front. */
static GString *make_book(const Parts *parts)
{
  g_autoptr(KdPackage) p = kd_package_new();
  add_part(p, "_rels/.rels", "<Relationships xmlns=\"" RELS "\">",
           "<Relationship Id=\"a\" Type=\"" DOC "/officeDocument\" Target=\"/wps/book.xml\"/>",
           "</Relationships>");
  add_part(p, "wps/_rels/book.xml.rels", "<Relationships xmlns=\"" RELS "\">",
           "<Relationship Id=\"r1\" Type=\"" DOC "/worksheet\" Target=\"one.xml\"/>"
           "<Relationship Id=\"r2\" Type=\"" DOC "/worksheet\" Target=\"/wps/../two.xml\"/>"
           "<Relationship Id=\"r3\" Type=\"" DOC "/sharedStrings\" Target=\"./texts.xml\"/>"
           "<Relationship Id=\"r4\" Type=\"" DOC "/styles\" Target=\"/wps/styles.xml\"/>"
           "<Relationship Id=\"r5\" Type=\"" DOC
           "/externalLink\" Target=\"http://x/\" TargetMode=\"External\"/>",
           "</Relationships>");
  add_part(p, "wps/book.xml", "<workbook xmlns=\"" MAIN "\" xmlns:q=\"" DOC "\"><sheets>",
           parts->workbook ? parts->workbook : "<sheet name=\"一\" sheetId=\"7\" q:id=\"r1\"/>",
           "</sheets></workbook>");
  add_part(p, "wps/texts.xml", "<sst xmlns=\"" MAIN "\">", parts->strings ? parts->strings : "", "</sst>");
  add_part(p, "wps/styles.xml",
           "<styleSheet xmlns=\"" MAIN "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"General\"/>"
           "<numFmt numFmtId=\"165\" formatCode=\"yyyy/m/d\"/></numFmts><cellStyleXfs><xf "
           "numFmtId=\"14\"/></cellStyleXfs><cellXfs>",
           parts->styles ? parts->styles : "", "</cellXfs></styleSheet>");
  add_part(p, "wps/one.xml", "<x:worksheet xmlns:x=\"" MAIN "\" xmlns=\"" MAIN "\"><sheetData>", parts->sheet,
           "</sheetData></x:worksheet>");
  if (parts->other)
    add_part(p, "two.xml", "<worksheet xmlns=\"" MAIN "\"><sheetData>", parts->other,
             "</sheetData></worksheet>");
  GString *out = g_string_new(NULL);
  CU_ASSERT_TRUE(kd_package_write(p, out, NULL));
  return out;
}

static KdQuiz *read_bytes(const GString *bytes, KdFindings *findings, GError **error)
{
  g_autoptr(GBytes) data = g_bytes_new(bytes->str, bytes->len);
  return kd_importer_read("a.xlsx", data, findings, NULL, error);
}

/* A cell that holds its text itself. */
#define TEXT(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define HEAD                                                                                                 \
  "<row r=\"1\">" TEXT("A1", "题型") TEXT("B1", "题干") TEXT("C1", "答案") TEXT("D1", "难度")                \
      TEXT("E1", "分值") TEXT("F1", "状态") TEXT("G1", "选项A") TEXT("H1", "选项B") "</row>"

static void test_forms(void)
{
  const Parts parts = {
      .sheet =
          "<x:row/><row r=\"4\"><c r=\"B4\" t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c><c "
          "t=\"s\"><v>2</v></c>" TEXT("D5", "备注") TEXT("E5", " 答案　") TEXT("F5", "分值")
              TEXT("G5", "难度") TEXT("H5", "选项A") TEXT(
                  "I5", "选项B") "</row><row r=\"6\"/>"
                                 "<row r=\"9\">" TEXT("A9", " 判断题\n") TEXT(
                                     "B9",
                                     "甲_x000D_\n乙_x005F_x0041_") "<c r=\"D9\" t=\"e\"><v>#REF!</v></c><c "
                                                                   "r=\"E9\" t=\"b\"><v>1</v></c><c r=\"F9\" "
                                                                   "s=\"1\"><v>2.5</v></c><c "
                                                                   "r=\"G9\"><v>4</v></c></row>"
                                                                   "<row r=\"12\">" TEXT("A12", "单选题")
                                                                       TEXT("B12", "丙（　）") TEXT(
                                                                           "E12",
                                                                           "Ｂ") "<c "
                                                                                 "r=\"F12\"><f>1+1</f><v>2</"
                                                                                 "v></c><c r=\"H12\" "
                                                                                 "t=\"str\"><f>\"丁\"</"
                                                                                 "f><v>丁_x0041_</v></c>"
                                                                                 "<c "
                                                                                 "r=\"I12\"><v>2035</v></c></"
                                                                                 "row><row r=\"13\"><c "
                                                                                 "r=\"A13\" s=\"0\"/></row>",
      .strings = "<si><t>七月试题</t></si><si><r><rPr/><t>题</t></r><r><t>型</t></r><rPh sb=\"0\" "
                 "eb=\"1\"><t>だい</t></rPh></si><si><t xml:space=\"preserve\">题干 </t></si>",
      .styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"};
  g_autoptr(GString) book = make_book(&parts);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(KdQuiz) quiz = read_bytes(book, findings, &error);
  if (quiz == NULL) {
    kd_test_fail("%s", error->message);
    return;
  }
  CU_ASSERT_EQUAL_FATAL(quiz->questions->len, 2);
  const KdQuestion *first = kd_quiz_question(quiz, 0), *second = kd_quiz_question(quiz, 1);
  CU_ASSERT_EQUAL(first->type, KD_QUESTION_JUDGE);
  CU_ASSERT_STRING_EQUAL(first->stem, "甲\r\n乙_x0041_");
  CU_ASSERT_TRUE(first->is_true);
  CU_ASSERT_EQUAL(first->half_points, 5);
  CU_ASSERT_EQUAL(first->difficulty, 4);
  CU_ASSERT_EQUAL(second->half_points, 4);
  CU_ASSERT_STRING_EQUAL(kd_question_option(second, 0)->text, "丁A");
  CU_ASSERT_STRING_EQUAL(kd_question_option(second, 1)->text, "2035");
  CU_ASSERT_TRUE(kd_question_option(second, 1)->correct);
}

/* The first sheet with items is read that can be seen. */
static void test_sheets(void)
{
  const char *const rows =
      HEAD "<row r=\"2\">" TEXT("A2", "判断题") TEXT("B2", "看得见") TEXT("C2", "对") "</row>";
  const char *const hidden =
      HEAD "<row r=\"2\">" TEXT("A2", "判断题") TEXT("B2", "看不见") TEXT("C2", "对") "</row>";
  const Parts books[] = {
      {.sheet = hidden,
       .other = rows,
       .workbook = "<sheet name=\"一\" sheetId=\"1\" state=\"hidden\" q:id=\"r1\"/><sheet name=\"二\" "
                   "sheetId=\"2\" q:id=\"r2\"/>"},
      {.sheet = "<row r=\"1\">" TEXT("A1", "说明") TEXT("B1", "题型") "</row>",
       .other = rows,
       .workbook =
           "<sheet name=\"一\" sheetId=\"1\" q:id=\"r1\"/><sheet name=\"二\" sheetId=\"2\" q:id=\"r2\"/>"},
      {.sheet = hidden,
       .other = rows,
       .workbook =
           "<sheet name=\"二\" sheetId=\"1\" q:id=\"r2\"/><sheet name=\"一\" sheetId=\"2\" q:id=\"r1\"/>"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(books); i++) {
    g_autoptr(GString) book = make_book(&books[i]);
    g_autoptr(KdFindings) findings = kd_findings_new();
    g_autoptr(KdQuiz) quiz = read_bytes(book, findings, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(quiz);
    CU_ASSERT_STRING_EQUAL(kd_quiz_question(quiz, 0)->stem, "看得见");
  }
}

static void test_states(void)
{
  const Parts parts = {
      .sheet = HEAD "<row r=\"2\">" TEXT("A2", "坏了的题")
          TEXT("F2", " 删除 ") "</row>"
                               "<row r=\"3\">" TEXT("A3", "判断题") TEXT("B3", "甲") TEXT("C3", "对")
                                   TEXT("D3", "５") TEXT("E3", " １．５ ")
                                       TEXT("F3", "采用") "</row>"
                                                          "<row r=\"4\">" TEXT("A4", "判断题")
                                                              TEXT("B4", "乙") TEXT("C4", "对") TEXT(
                                                                  "F4",
                                                                  "修改") "</row>"
                                                                          "<row r=\"5\">" TEXT("A5", "判断题")
                                                                              TEXT("B5", "丙") TEXT(
                                                                                  "C5",
                                                                                  "对") "</row>"
                                                                                        "<row r=\"6\">" TEXT(
                                                                                            "F6",
                                                                                            "删除") "</row>"};
  g_autoptr(GString) book = make_book(&parts);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(KdQuiz) quiz = read_bytes(book, findings, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(quiz);
  CU_ASSERT_EQUAL_FATAL(quiz->questions->len, 3);
  CU_ASSERT_EQUAL(kd_quiz_question(quiz, 0)->difficulty, 5);
  CU_ASSERT_EQUAL(kd_quiz_question(quiz, 0)->half_points, 3);
  CU_ASSERT_EQUAL_FATAL(kd_findings_count(findings), 1);
  const KdFinding *f = kd_findings_get(findings, 0);
  CU_ASSERT_EQUAL(f->code, KD_FINDING_ITEMS_DROPPED);
  CU_ASSERT_EQUAL(f->severity, KD_SEVERITY_NOTE);
  CU_ASSERT_STRING_EQUAL(f->detail, "2");
}

static KdQuestion *add_judge(KdQuiz *quiz, const char *id, const char *stem)
{
  KdQuestion *q = kd_question_new(KD_QUESTION_JUDGE);
  q->id = g_strdup(id);
  q->stem = g_strdup(stem);
  q->difficulty = 1;
  g_ptr_array_add(quiz->questions, q);
  return q;
}

/* The first row, which tells about all sources, may be dropped like any other; what it tells stays. */
static void test_first_dropped(void)
{
  g_autoptr(KdQuiz) quiz = kd_quiz_new("题集");
  for (guint i = 0; i < 3; i++)
    kd_quiz_add_source(quiz, "甲.txt", "甲");
  kd_question_add_evidence(add_judge(quiz, "q-1", "甲"), 2, 1, "甲");
  kd_question_add_evidence(add_judge(quiz, "q-2", "乙"), 1, 1, "乙");
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GString) csv = g_string_new(NULL);
  const KdExportJob job = {.quiz = quiz, .findings = findings};
  CU_ASSERT_TRUE(kd_exporter_write(kd_exporter_find("csv"), &job, csv, NULL));
  g_string_replace(csv, "\"编号\"", "状态,\"编号\"", 1);
  g_string_replace(csv, "\"q-1\"", "删除,\"q-1\"", 1);
  g_string_replace(csv, "\"q-2\"", "采用,\"q-2\"", 1);
  g_autoptr(KdQuiz) again = read_bytes(csv, findings, NULL);
  CU_ASSERT_PTR_NULL(again); /* a.xlsx is no name for it */
  g_autoptr(GBytes) data = g_bytes_new(csv->str, csv->len);
  again = kd_importer_read("a.csv", data, findings, NULL, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again);
  CU_ASSERT_EQUAL_FATAL(again->questions->len, 1);
  CU_ASSERT_STRING_EQUAL(again->title, "题集");
  CU_ASSERT_EQUAL(again->sources->len, 3);
  CU_ASSERT_EQUAL(kd_question_evidence(kd_quiz_question(again, 0), 0)->source, 1);
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_ITEMS_DROPPED), 1);
}

typedef struct {
  const char *sheet, *message;
} Refusal;

#define ROW(cells) HEAD "<row r=\"7\">" cells "</row>"
#define JUDGE TEXT("A7", "判断题") TEXT("B7", "甲")

static const Refusal refusals[] = {
    {ROW(JUDGE TEXT("C7", "也许")), "a.xlsx:7:3: C7: 答案: neither 正确 nor 错误"},
    {ROW(TEXT("A7", "单选题") TEXT("B7", "甲") TEXT("C7", "C") TEXT("G7", "乙") TEXT("H7", "丙")),
     "a.xlsx:7:3: C7: 答案: a letter that no option has"},
    {ROW(JUDGE), "a.xlsx:7:3: C7: 答案: is empty"},
    {ROW(JUDGE TEXT("C7", "对") TEXT("F7", "再议")), "a.xlsx:7:6: F7: 状态: neither 采用 nor 修改 nor 删除"},
    {ROW(JUDGE TEXT("C7", "对") TEXT("AB7", "？")),
     "a.xlsx:7:28: AB7: more cells than the first row has names"},
    {ROW(JUDGE "<c r=\"C7\"><f>A1</f></c>"), "a.xlsx:7:3: C7: 答案: a formula without a result"},
    {ROW(JUDGE "<c r=\"C7\" t=\"e\"><f>A1</f><v>#N/A</v></c>"),
     "a.xlsx:7:3: C7: 答案: a formula without a result"},
    {ROW(TEXT("A7", "判断题") "<c r=\"B7\" s=\"1\"><v>45463</v></c>" TEXT("C7", "对")),
     "a.xlsx:7:2: B7: 题干: a date, a share or another number that does not stand in the file as it is seen; "
     "make the cell text"},
    {ROW(TEXT("A7", "判断题") "<c r=\"B7\" s=\"2\"><v>0.5</v></c>" TEXT("C7", "对")),
     "a.xlsx:7:2: B7: 题干: a date, a share or another number that does not stand in the file as it is seen; "
     "make the cell text"},
    {ROW("<c r=\"A7\" t=\"s\"><v>3</v></c>"), "a.xlsx: wps/one.xml:1: A7: a damaged cell"},
    {ROW("<c r=\"A7\"><v>1x</v></c>"), "a.xlsx: wps/one.xml:1: A7: a damaged cell"},
    {ROW("<c r=\"A7\" t=\"z\"><v>1</v></c>"), "a.xlsx: wps/one.xml:1: A7: a damaged cell"},
    {ROW("<c r=\"B7\"/><c r=\"A7\"/>"), "a.xlsx: wps/one.xml:1: cells out of order"},
    {ROW("<c r=\"XFE7\"/>"), "a.xlsx: wps/one.xml:1: cells out of order"},
    {ROW("<c r=\"A8\"/>"), "a.xlsx: wps/one.xml:1: cells out of order"},
    {HEAD "<row r=\"1\"/>", "a.xlsx: wps/one.xml:1: rows out of order"},
    {HEAD "<row r=\"1048577\"/>", "a.xlsx: wps/one.xml:1: rows out of order"},
    {HEAD "<row r=\"1048576\"/><row/>", "a.xlsx: wps/one.xml:1: rows out of order"},
    {HEAD "<row>", "a.xlsx: wps/one.xml:1: not well-formed XML"},
    {HEAD "&unknown;", "a.xlsx: wps/one.xml:1: not well-formed XML"},
    {HEAD "\xFF", "a.xlsx: wps/one.xml:1: not well-formed XML"},
    {"", "a.xlsx: no sheet has a row with the columns 题型, 题干 and 答案"},
    {"<row>" TEXT("A1", "题型") TEXT("B1", "题干") "</row>",
     "a.xlsx: no sheet has a row with the columns 题型, 题干 and 答案"},
};

static void expect_message(const char *what, const GString *bytes, const char *message)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(KdQuiz) quiz = read_bytes(bytes, findings, &error);
  if (quiz || strcmp(error->message, message) != 0)
    kd_test_fail("%s\n  gives   %s\n  not     %s", what, error ? error->message : "a set", message);
}

static void test_refusals(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
    const Parts parts = {.sheet = refusals[i].sheet,
                         .styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"165\"/><xf numFmtId=\"9\"/>"};
    g_autoptr(GString) book = make_book(&parts);
    expect_message(refusals[i].sheet, book, refusals[i].message);
  }
}

/* n times a string. */
static char *repeat(const char *text, guint n)
{
  GString *out = g_string_sized_new(n * strlen(text));
  for (guint i = 0; i < n; i++)
    g_string_append(out, text);
  return g_string_free(out, FALSE);
}

/* What would take a parser much time or memory. */
static void test_bombs(void)
{
  g_autofree char *deep = repeat("<a>", 10000), *zeros = repeat("0000000000000000", 1 << 16);
  g_autofree char *tag = g_strconcat("<row a=\"", zeros, "\"/>", NULL);
  g_autoptr(GString) many = g_string_new("<row");
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf(many, " a%u=\"\"", i);
  g_string_append(many, "/>");
  const Refusal bombs[] = {
      {deep, "a.xlsx: wps/one.xml:1: elements nested too deeply"},
      {tag, "a.xlsx: wps/one.xml:1: a tag that is too long"},
      {many->str, "a.xlsx: wps/one.xml:1: a tag that is too long"},
      {zeros, "a.xlsx: wps/one.xml:1: too large, or packed suspiciously small"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(bombs); i++) {
    const Parts parts = {.sheet = bombs[i].sheet};
    g_autoptr(GString) book = make_book(&parts);
    g_autofree char *what = g_strndup(bombs[i].sheet, 20);
    expect_message(what, book, bombs[i].message);
  }
}

static void test_entities(void)
{
  g_autoptr(KdPackage) p = kd_package_new();
  add_part(p, "_rels/.rels", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>", "<a>&b;</a>", "");
  g_autoptr(GString) out = g_string_new(NULL);
  CU_ASSERT_TRUE(kd_package_write(p, out, NULL));
  expect_message("an entity", out, "a.xlsx: _rels/.rels:1: a DOCTYPE, which such a file never has");
}

/* Packages that are wrong as such. */
static void test_packages(void)
{
  static const struct {
    const char *first, *second, *message;
  } packages[] = {
      {"a.xml", "A.xml", "a.xlsx: a damaged package: a part stands twice"},
      {"a.xml", "xl/b.xlsx", "a.xlsx: a package inside the package"},
      {"a.xml", "../b.xml", "a.xlsx: a package that is no xlsx workbook"},
      {"_rels/.rels", "b.xml", "a.xlsx: _rels/.rels:1: not well-formed XML"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(packages); i++) {
    g_autoptr(KdPackage) p = kd_package_new();
    kd_package_add(p, packages[i].first, "x", 1);
    kd_package_add(p, packages[i].second, "x", 1);
    g_autoptr(GString) out = g_string_new(NULL);
    CU_ASSERT_TRUE(kd_package_write(p, out, NULL));
    expect_message(packages[i].second, out, packages[i].message);
  }
  g_autoptr(KdPackage) many = kd_package_new();
  for (guint i = 0; i < 2001; i++) {
    g_autofree char *name = g_strdup_printf("%u.xml", i);
    kd_package_add(many, name, "x", 1);
  }
  g_autoptr(GString) out = g_string_new(NULL);
  CU_ASSERT_TRUE(kd_package_write(many, out, NULL));
  expect_message("2001 parts", out, "a.xlsx: a package of too many parts");
}

static GString *write_bytes(const KdQuiz *quiz, KdFindings *findings)
{
  GString *out = g_string_new(NULL);
  const KdExportJob job = {.quiz = quiz, .findings = findings};
  CU_ASSERT_TRUE(kd_exporter_write(kd_exporter_find("xlsx"), &job, out, NULL));
  return out;
}

/* More sources than one cell has room for: the rows share them out. */
static void test_many_sources(void)
{
  g_autoptr(KdQuiz) quiz = kd_quiz_new("题");
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *file = g_strdup_printf("%040u.txt", i);
    kd_quiz_add_source(quiz, file, "很长的题目很长的题目");
  }
  for (guint i = 0; i < 20; i++) {
    g_autofree char *id = g_strdup_printf("q-%u", i);
    kd_question_add_evidence(add_judge(quiz, id, "甲"), 999 - i, 1, "甲");
  }
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GString) out = write_bytes(quiz, findings);
  g_autoptr(KdQuiz) again = read_bytes(out, findings, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again);
  CU_ASSERT_EQUAL(kd_findings_count(findings), 0);
  CU_ASSERT_EQUAL(again->sources->len, 1000);
  CU_ASSERT_EQUAL_FATAL(again->questions->len, 20);
  for (guint i = 0; i < 20; i++) {
    const KdEvidence *a = kd_question_evidence(kd_quiz_question(quiz, i), 0);
    const KdEvidence *b = kd_question_evidence(kd_quiz_question(again, i), 0);
    CU_ASSERT_STRING_EQUAL(kd_quiz_source(quiz, a->source)->file, kd_quiz_source(again, b->source)->file);
  }
}

/* What no cell can hold is left out whole, and that is said. */
static void test_long_cells(void)
{
  g_autofree char *fits = repeat("题", 32767), *long_by_one = repeat("题", 32768);
  g_autoptr(KdQuiz) quiz = kd_quiz_new("题");
  add_judge(quiz, "q-1", fits);
  add_judge(quiz, "q-2", long_by_one);
  kd_quiz_add_source(quiz, "a", "a");
  kd_question_add_evidence(add_judge(quiz, "q-3", "甲"), 0, 1, long_by_one);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GString) out = write_bytes(quiz, findings);
  CU_ASSERT_EQUAL(kd_findings_count_code(findings, KD_FINDING_FORMAT_CANNOT_HOLD), 2);
  g_autoptr(KdQuiz) again = read_bytes(out, findings, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again);
  CU_ASSERT_EQUAL_FATAL(again->questions->len, 1);
  CU_ASSERT_STRING_EQUAL(kd_quiz_question(again, 0)->stem, fits);
}

const KdTest kd_tests_workbook[] = {
    {"forms of cells", test_forms},
    {"sheets", test_sheets},
    {"states", test_states},
    {"first row dropped", test_first_dropped},
    {"refusals", test_refusals},
    {"bombs", test_bombs},
    {"entities", test_entities},
    {"packages", test_packages},
    {"many sources", test_many_sources},
    {"long cells", test_long_cells},
    {NULL, NULL},
};
