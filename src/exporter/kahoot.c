/* Kahoot!: a row a question below the template's head. It knows choices alone, so that a true/false item is
 * one between 正确 and 错误; it has no place for explanations. */

#include "exporter/sheet.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>

#define HEADER_ROW 7 /* the eighth */
#define STEM_MOST 120
#define ANSWER_MOST 75
#define ANSWERS 4

enum { NUMBER, STEM, OPTIONS, SECONDS = OPTIONS + ANSWERS, KEY };

/* The dash behind (sec) is the template's. */
static const KdSheetColumn columns[] = {
    {"Question - max 120 characters", 60},
    {"Answer 1 - max 75 characters", 30},
    {"Answer 2 - max 75 characters", 30},
    {"Answer 3 - max 75 characters", 30},
    {"Answer 4 - max 75 characters", 30},
    {"Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", 20},
    {"Correct answer(s) - choose at least one", 20},
};
G_STATIC_ASSERT(STEM + G_N_ELEMENTS(columns) == KEY + 1);

static const char guidance[] =
    "Add questions, at least two answer alternatives, time limit and choose correct answers (at least one).";

static void fill_row(KdSheetRow *row, const KdQuiz *quiz, const KdQuestion *q)
{
  (void)quiz;
  kd_sheet_put_number(row, NUMBER, row->number);
  kd_sheet_put(row, STEM, q->stem);
  kd_sheet_put_choices(row, OPTIONS, q);
  for (guint i = 0; q->type == KD_QUESTION_JUDGE && i < 2; i++)
    kd_sheet_put(row, OPTIONS + i, i ? "错误" : "正确");
  kd_sheet_put_number(row, SECONDS, kd_sheet_seconds(q));
  kd_sheet_put_numbers(row, KEY, q);
}

static gboolean write_kahoot(const KdExportJob *job, GString *out, GError **error)
{
  const KdSheet sheet = {&kd_exporter_kahoot,   "Sheet1", HEADER_ROW, STEM, columns,
                         G_N_ELEMENTS(columns), fill_row};
  KdBook book;
  if (!kd_book_open(&book, job->quiz->title, error))
    return FALSE;
  lxw_worksheet *items = kd_sheet_write(&sheet, job, &book);
  kd_book_cell(items, 1, STEM, "Quiz template", NULL);
  kd_book_cell(items, 2, STEM, guidance, NULL);
  return kd_book_close(&book, out, error);
}

/* The template counts as Excel does: a character beyond U+FFFF is two. */
static guint count_units(const char *text)
{
  guint units = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    units += g_utf8_get_char(p) > 0xFFFF ? 2 : 1;
  return units;
}

static char *find_obstacle(const KdQuestion *q)
{
  guint stem = count_units(q->stem), longest = 0;
  for (guint i = 0; i < kd_wording_choices(q); i++)
    longest = MAX(longest, count_units(kd_wording_choice(q, i)));
  if (stem > STEM_MOST)
    return g_strdup_printf(_("%s: %u, at most %u"), _("characters of the stem"), stem, STEM_MOST);
  if (longest > ANSWER_MOST)
    return g_strdup_printf(_("%s: %u, at most %u"), _("characters of an option"), longest, ANSWER_MOST);
  char *few = kd_exporter_few_options(q);
  return few ? few : kd_sheet_find_obstacle(q);
}

const KdExporter kd_exporter_kahoot = {
    .name = "kahoot",
    .suffix = ".xlsx",
    .summary = N_("Kahoot!, import by spreadsheet; true/false as a choice, no explanations"),
    .proof = KD_PROOF_HEARSAY,
    .binary = TRUE,
    .holds = {.types = KD_CHOICE_TYPES | 1u << KD_QUESTION_JUDGE,
              .max_choices = ANSWERS,
              .stem_chars = STEM_MOST,
              .choice_chars = ANSWER_MOST},
    .find_obstacle = find_obstacle,
    .write = write_kahoot,
};
