/* 考试宝: a row an item, after its template of 2022-11-01. A blank's answer is an option cell; a true/false
 * item is a choice between 对 and 错. */

#include "exporter/sheet.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTION_COLUMNS 8

enum { STEM, TYPE, OPTIONS, ANSWER = OPTIONS + OPTION_COLUMNS, REMARKS, CHAPTER, DIFFICULTY };

/* The site looks columns up by these names, letter for letter. */
static const KdSheetColumn columns[] = {
    {"题干（必填）", 60},
    {"题型 （必填）", 10},
    {"选项 A", 20},
    {"选项 B", 20},
    {"选项 C", 20},
    {"选项 D", 20},
    {"选项E\n(勿删)", 12},
    {"选项F\n(勿删)", 12},
    {"选项G\n(勿删)", 12},
    {"选项H\n(勿删)", 12},
    {"正确答案\n（必填）", 20},
    {"解析\n（勿删）", 60},
    {"章节\n（勿删）", 30},
    {"难度", 8},
};
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == DIFFICULTY + 1);

static const char *const difficulties[] = {"易", "偏易", "适中", "偏难", "难"};

static void put_blanks(KdSheetRow *row, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++)
    kd_sheet_put(row, OPTIONS + i, kd_question_blank(q, i)->answer);
}

static void put_choice(KdSheetRow *row, const KdQuestion *q)
{
  kd_sheet_put_choices(row, OPTIONS, q);
  kd_sheet_put_letters(row, ANSWER, q);
}

static void put_judge(KdSheetRow *row, const KdQuestion *q)
{
  kd_sheet_put(row, OPTIONS, "对");
  kd_sheet_put(row, OPTIONS + 1, "错");
  kd_sheet_put_letters(row, ANSWER, q);
}

static void put_short(KdSheetRow *row, const KdQuestion *q)
{
  kd_sheet_put_answer(row, ANSWER, q);
}

static void (*const put_answer[KD_QUESTION_TYPES])(KdSheetRow *row, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = put_blanks, [KD_QUESTION_SINGLE] = put_choice, [KD_QUESTION_MULTIPLE] = put_choice,
    [KD_QUESTION_JUDGE] = put_judge, [KD_QUESTION_SHORT] = put_short,   [KD_QUESTION_ORDER] = put_choice,
};

static void fill_row(KdSheetRow *row, const KdQuiz *quiz, const KdQuestion *q)
{
  kd_sheet_put(row, STEM, q->stem);
  kd_sheet_put(row, TYPE, kd_question_type_label(q->type));
  put_answer[q->type](row, q);
  kd_sheet_put_remarks(row, REMARKS, quiz, q);
  kd_sheet_put_heading(row, CHAPTER, q);
  kd_sheet_put(row, DIFFICULTY, difficulties[CLAMP(q->difficulty, 1, 5) - 1]);
}

static gboolean write_kaoshibao(const KdExportJob *job, GString *out, GError **error)
{
  gboolean noted = job->options->header_row == 2;
  const KdSheet sheet = {&kd_exporter_kaoshibao,
                         "试题案例，直接导入试试",
                         noted ? 1 : 0,
                         0,
                         columns,
                         G_N_ELEMENTS(columns),
                         fill_row};
  KdBook book;
  if (!kd_book_open(&book, job->quiz->title, error))
    return FALSE;
  lxw_worksheet *items = kd_sheet_write(&sheet, job, &book);
  if (noted)
    kd_book_cell(items, 0, 0, "导入须知：第2行是列名，请勿改动或删除；试题从第3行起，每题一行。", NULL);
  kd_book_cell(workbook_add_worksheet(book.workbook, "版本号"), 0, 0, "1", NULL);
  return kd_book_close(&book, out, error);
}

/* In the template one cell with | in it answers three blanks. */
static char *find_obstacle(const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++)
    if (strchr(kd_question_blank(q, i)->answer, '|'))
      return g_strdup_printf(_("\"%s\" in an answer would part it"), "|");
  return kd_sheet_find_obstacle(q);
}

const KdExporter kd_exporter_kaoshibao = {
    .name = "kaoshibao",
    .suffix = ".xlsx",
    .summary = N_("考试宝, import by Excel; other right wordings and the source stand in 解析"),
    .proof = KD_PROOF_MANUAL,
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE & ~(1u << KD_QUESTION_MATCH),
              .max_choices = OPTION_COLUMNS,
              .max_blanks = OPTION_COLUMNS},
    .find_obstacle = find_obstacle,
    .write = write_kaoshibao,
};
