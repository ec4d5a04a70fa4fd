/* Quizizz, now Wayground: a row a question. A true/false item is a choice between 正确 and 错误; each wording
 * of a blank is an option; what a short answer should say stands in the explanation. */

#include "exporter/sheet.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>

#define OPTION_COLUMNS 5
#define ESSAY_SECONDS 300

enum { STEM, TYPE, OPTIONS, KEY = OPTIONS + OPTION_COLUMNS, SECONDS, IMAGE, REMARKS };

static const KdSheetColumn columns[] = {
    {"Question Text", 60},   {"Question Type", 20}, {"Option 1", 20},           {"Option 2", 20},
    {"Option 3", 20},        {"Option 4", 20},      {"Option 5", 20},           {"Correct Answer", 16},
    {"Time in seconds", 16}, {"Image Link", 12},    {"Answer explanation", 60},
};
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == REMARKS + 1);

static const char *const types[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = "Fill-in-the-Blank", [KD_QUESTION_SINGLE] = "Multiple Choice",
    [KD_QUESTION_MULTIPLE] = "Checkbox",      [KD_QUESTION_JUDGE] = "Multiple Choice",
    [KD_QUESTION_SHORT] = "Open-Ended",
};

static void put_wordings(KdSheetRow *row, const KdQuestion *q)
{
  const KdBlank *b = kd_question_blank(q, 0);
  kd_sheet_put(row, OPTIONS, b->answer);
  for (guint i = 0; i < b->accept->len; i++)
    kd_sheet_put(row, OPTIONS + 1 + i, g_ptr_array_index(b->accept, i));
}

static void put_choice(KdSheetRow *row, const KdQuestion *q)
{
  kd_sheet_put_choices(row, OPTIONS, q);
  kd_sheet_put_numbers(row, KEY, q);
}

static void put_judge(KdSheetRow *row, const KdQuestion *q)
{
  kd_sheet_put(row, OPTIONS, "正确");
  kd_sheet_put(row, OPTIONS + 1, "错误");
  kd_sheet_put_numbers(row, KEY, q);
}

/* A short answer has neither options nor key. */
static void (*const put_answer[KD_QUESTION_TYPES])(KdSheetRow *row, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = put_wordings,
    [KD_QUESTION_SINGLE] = put_choice,
    [KD_QUESTION_MULTIPLE] = put_choice,
    [KD_QUESTION_JUDGE] = put_judge,
};

static void put_remarks(KdSheetRow *row, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) remarks = g_string_new(NULL);
  if (q->type == KD_QUESTION_SHORT) {
    g_string_append(remarks, "参考答案：\n");
    kd_wording_answer(remarks, q);
  }
  kd_sheet_append_remarks(remarks, quiz, q);
  kd_sheet_put(row, REMARKS, remarks->str);
}

static void fill_row(KdSheetRow *row, const KdQuiz *quiz, const KdQuestion *q)
{
  kd_sheet_put(row, STEM, q->stem);
  kd_sheet_put(row, TYPE, types[q->type]);
  if (put_answer[q->type])
    put_answer[q->type](row, q);
  kd_sheet_put_number(row, SECONDS, q->type == KD_QUESTION_SHORT ? ESSAY_SECONDS : kd_sheet_seconds(q));
  put_remarks(row, quiz, q);
}

static gboolean write_quizizz(const KdExportJob *job, GString *out, GError **error)
{
  const KdSheet sheet = {&kd_exporter_quizizz, "Sheet1", 0, 0, columns, G_N_ELEMENTS(columns), fill_row};
  KdBook book;
  if (!kd_book_open(&book, job->quiz->title, error))
    return FALSE;
  kd_sheet_write(&sheet, job, &book);
  return kd_book_close(&book, out, error);
}

static char *find_obstacle(const KdQuestion *q)
{
  guint wordings = q->blanks->len ? 1 + kd_question_blank(q, 0)->accept->len : 0;
  if (wordings > OPTION_COLUMNS)
    return g_strdup_printf(_("%s: %u, at most %u"), _("wordings of a blank"), wordings, OPTION_COLUMNS);
  return kd_sheet_find_obstacle(q);
}

const KdExporter kd_exporter_quizizz = {
    .name = "quizizz",
    .suffix = ".xlsx",
    .summary = N_("Quizizz (Wayground), import by spreadsheet; true/false as a choice; the points of a short "
                  "answer stand in the explanation"),
    .proof = KD_PROOF_HEARSAY,
    .binary = TRUE,
    .holds = {.types = KD_CHOICE_TYPES | 1u << KD_QUESTION_FILL | 1u << KD_QUESTION_JUDGE |
                       1u << KD_QUESTION_SHORT,
              .max_choices = OPTION_COLUMNS,
              .max_blanks = 1},
    .find_obstacle = find_obstacle,
    .write = write_quizizz,
};
