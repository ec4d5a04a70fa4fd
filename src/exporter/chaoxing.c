/* 超星学习通: a row an item. How it tells several blanks, or several wordings of one, is not known, so that
 * an item has one blank and other wordings stand in 答案解析. */

#include "exporter/sheet.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTION_COLUMNS 8
#define BLANK "______"

enum { FOLDER, TYPE, STEM, PART_TYPE, PART_STEM, ANSWER, REMARKS, DIFFICULTY, POINT, TAGS, COUNT, OPTIONS };

static const KdSheetColumn columns[] = {
    {"目录", 24},     {"题目类型", 10}, {"大题题干", 60}, {"小题题型", 10}, {"小题题干", 10},
    {"正确答案", 20}, {"答案解析", 60}, {"难易度", 8},    {"知识点", 30},   {"标签", 10},
    {"选项数", 8},    {"选项A", 20},    {"选项B", 20},    {"选项C", 20},    {"选项D", 20},
    {"选项E", 12},    {"选项F", 12},    {"选项G", 12},    {"选项H", 12},
};
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == OPTIONS + OPTION_COLUMNS);

static void put_stem(KdSheetRow *row, const KdQuestion *q)
{
  g_autoptr(GString) stem = g_string_new(NULL);
  const char *rest = q->stem;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);)
    if (piece.kind == KD_PIECE_BLANK)
      g_string_append(stem, BLANK);
    else
      g_string_append_len(stem, piece.text, (gssize)piece.len);
  kd_sheet_put(row, STEM, stem->str);
}

static void put_options(KdSheetRow *row, const KdQuestion *q)
{
  gboolean judge = q->type == KD_QUESTION_JUDGE;
  kd_sheet_put_number(row, COUNT, judge ? 2 : kd_wording_choices(q));
  kd_sheet_put_choices(row, OPTIONS, q);
  for (guint i = 0; judge && i < 2; i++)
    kd_sheet_put(row, OPTIONS + i, i ? "错误" : "正确");
}

/* Without the other wordings, which the words for people name, too. */
static void put_blank(KdSheetRow *row, guint column, const KdQuestion *q)
{
  kd_sheet_put(row, column, kd_question_blank(q, 0)->answer);
}

static void (*const put_answer[KD_QUESTION_TYPES])(KdSheetRow *row, guint column, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = put_blank,
    [KD_QUESTION_SINGLE] = kd_sheet_put_letters,
    [KD_QUESTION_MULTIPLE] = kd_sheet_put_letters,
    [KD_QUESTION_JUDGE] = kd_sheet_put_letters,
    [KD_QUESTION_SHORT] = kd_sheet_put_answer,
};

/* 目录 is a path from the root. */
static void put_folder(KdSheetRow *row, const KdQuiz *quiz)
{
  g_autofree char *title = kd_sheet_make_level(quiz->title);
  g_autofree char *folder = g_strconcat("/", title, NULL);
  kd_sheet_put(row, FOLDER, folder);
}

static void fill_row(KdSheetRow *row, const KdQuiz *quiz, const KdQuestion *q)
{
  put_folder(row, quiz);
  kd_sheet_put(row, TYPE, kd_question_type_label(q->type));
  put_stem(row, q);
  put_answer[q->type](row, ANSWER, q);
  kd_sheet_put_remarks(row, REMARKS, quiz, q);
  kd_sheet_put(row, DIFFICULTY, kd_wording_difficulty(q));
  /* How several 知识点 are told apart is not known. */
  kd_sheet_put_heading(row, POINT, q);
  put_options(row, q);
}

static gboolean write_chaoxing(const KdExportJob *job, GString *out, GError **error)
{
  const KdSheet sheet = {&kd_exporter_chaoxing, "课程题库", 0, 0, columns, G_N_ELEMENTS(columns), fill_row};
  KdBook book;
  if (!kd_book_open(&book, job->quiz->title, error))
    return FALSE;
  kd_sheet_write(&sheet, job, &book);
  return kd_book_close(&book, out, error);
}

/* Some read ； as the mark between blanks, some as the one between wordings. */
static char *find_obstacle(const KdQuestion *q)
{
  static const char *const marks[] = {"；", ";"};
  for (guint i = 0; i < q->blanks->len; i++)
    for (guint m = 0; m < G_N_ELEMENTS(marks); m++)
      if (strstr(kd_question_blank(q, i)->answer, marks[m]))
        return g_strdup_printf(_("\"%s\" in an answer would part it"), marks[m]);
  return kd_sheet_find_obstacle(q);
}

const KdExporter kd_exporter_chaoxing = {
    .name = "chaoxing",
    .suffix = ".xlsx",
    .summary = N_("学习通, import by Excel; other right wordings and the source stand in 答案解析"),
    .proof = KD_PROOF_HEARSAY,
    .binary = TRUE,
    .holds = {.types = KD_CHOICE_TYPES | 1u << KD_QUESTION_FILL | 1u << KD_QUESTION_JUDGE |
                       1u << KD_QUESTION_SHORT,
              .max_choices = OPTION_COLUMNS,
              .max_blanks = 1},
    .find_obstacle = find_obstacle,
    .write = write_chaoxing,
};
