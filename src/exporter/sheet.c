#include "exporter/sheet.h"

#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>

/* --- the sheet --- */

static void write_names(const KdSheet *sheet, KdBook *book, lxw_worksheet *worksheet)
{
  lxw_format *format = workbook_add_format(book->workbook);
  format_set_bold(format);
  format_set_text_wrap(format);
  for (guint i = 0; i < sheet->n; i++) {
    lxw_col_t column = (lxw_col_t)(sheet->first + i);
    worksheet_set_column(worksheet, column, column, sheet->columns[i].width, NULL);
    kd_book_cell(worksheet, sheet->header_row, column, sheet->columns[i].name, format);
  }
}

static void row_clear(KdSheetRow *row)
{
  for (guint i = 0; i < KD_SHEET_COLUMNS; i++)
    g_free(row->texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdSheetRow, row_clear)

static gboolean fits(const KdSheetRow *row)
{
  for (guint i = 0; i < KD_SHEET_COLUMNS; i++)
    if (row->texts[i] && !kd_book_fits(row->texts[i]))
      return FALSE;
  return TRUE;
}

static void write_row(lxw_worksheet *worksheet, guint at, const KdSheetRow *row)
{
  for (guint i = 0; i < KD_SHEET_COLUMNS; i++) {
    if (row->numbers[i])
      worksheet_write_number(worksheet, at, (lxw_col_t)i, g_ascii_strtod(row->texts[i], NULL), NULL);
    else
      kd_book_cell(worksheet, at, i, row->texts[i], NULL);
  }
}

lxw_worksheet *kd_sheet_write(const KdSheet *sheet, const KdExportJob *job, KdBook *book)
{
  lxw_worksheet *worksheet = workbook_add_worksheet(book->workbook, sheet->name);
  write_names(sheet, book, worksheet);
  guint n = 1;
  for (guint i = 0; i < job->quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(job->quiz, i);
    g_auto(KdSheetRow) row = {.number = n};
    sheet->fill(&row, job->quiz, q);
    if (fits(&row))
      write_row(worksheet, sheet->header_row + n++, &row);
    else
      kd_exporter_leave_out(sheet->exporter, q, _("a cell would hold more than 32767 characters"),
                            job->findings);
  }
  return worksheet;
}

char *kd_sheet_find_obstacle(const KdQuestion *q)
{
  guint right = kd_question_right_count(q);
  if (q->type == KD_QUESTION_MULTIPLE && right < 2)
    return g_strdup_printf(_("right options: %u"), right);
  return kd_remarks_has_lines(q) ? g_strdup(_("an answer of several lines")) : NULL;
}

/* --- cells --- */

/* Takes over the text. */
static void take_text(KdSheetRow *row, guint column, char *text)
{
  g_assert(column < KD_SHEET_COLUMNS && row->texts[column] == NULL);
  row->texts[column] = text;
}

void kd_sheet_put(KdSheetRow *row, guint column, const char *text)
{
  take_text(row, column, g_strdup(text));
}

void kd_sheet_put_number(KdSheetRow *row, guint column, guint number)
{
  take_text(row, column, g_strdup_printf("%u", number));
  row->numbers[column] = TRUE;
}

void kd_sheet_put_choices(KdSheetRow *row, guint column, const KdQuestion *q)
{
  for (guint i = 0; i < kd_wording_choices(q); i++)
    kd_sheet_put(row, column + i, kd_wording_choice(q, i));
}

static GString *make_letters(const KdQuestion *q)
{
  GString *letters = g_string_new(NULL);
  if (q->type == KD_QUESTION_JUDGE)
    g_string_append_c(letters, q->is_true ? 'A' : 'B');
  else
    kd_wording_key(letters, q, "");
  return letters;
}

void kd_sheet_put_letters(KdSheetRow *row, guint column, const KdQuestion *q)
{
  take_text(row, column, g_string_free(make_letters(q), FALSE));
}

void kd_sheet_put_numbers(KdSheetRow *row, guint column, const KdQuestion *q)
{
  g_autoptr(GString) letters = make_letters(q);
  GString *numbers = g_string_new(NULL);
  for (gsize i = 0; i < letters->len; i++)
    g_string_append_printf(numbers, "%s%d", i ? "," : "", letters->str[i] - 'A' + 1);
  take_text(row, column, g_string_free(numbers, FALSE));
}

void kd_sheet_put_answer(KdSheetRow *row, guint column, const KdQuestion *q)
{
  GString *answer = g_string_new(NULL);
  kd_wording_answer(answer, q);
  take_text(row, column, g_string_free(answer, FALSE));
}

/* --- what stands beside --- */

static void start_line(GString *out)
{
  if (out->len)
    g_string_append_c(out, '\n');
}

static void append_explanation(GString *out, const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  if (explanation == NULL)
    return;
  start_line(out);
  g_string_append(out, explanation);
}

/* Of an item with several blanks each line says which blank it is for. */
static void append_accept(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++) {
    const GPtrArray *accept = kd_question_blank(q, i)->accept;
    if (accept->len == 0)
      continue;
    start_line(out);
    if (q->blanks->len > 1)
      g_string_append_printf(out, "第%u空", i + 1);
    g_string_append(out, "也可答：");
    for (guint a = 0; a < accept->len; a++)
      g_string_append_printf(out, "%s%s", a ? "、" : "", (const char *)g_ptr_array_index(accept, a));
  }
}

static void append_places(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) places = g_string_new(NULL);
  kd_wording_places(places, quiz, q);
  if (places->len == 0)
    return;
  start_line(out);
  g_string_append_printf(out, "出处：%s", places->str);
}

void kd_sheet_append_remarks(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  append_explanation(out, q);
  append_places(out, quiz, q);
}

void kd_sheet_put_remarks(KdSheetRow *row, guint column, const KdQuiz *quiz, const KdQuestion *q)
{
  GString *remarks = g_string_new(NULL);
  append_explanation(remarks, q);
  append_accept(remarks, q);
  append_places(remarks, quiz, q);
  take_text(row, column, g_string_free(remarks, FALSE));
}

char *kd_sheet_make_level(const char *name)
{
  GString *line = g_string_new(NULL);
  kd_wording_line(line, name);
  g_string_replace(line, "/", "／", 0);
  g_string_replace(line, "\\", "＼", 0);
  return g_string_free(line, FALSE);
}

void kd_sheet_put_heading(KdSheetRow *row, guint column, const KdQuestion *q)
{
  if (q->tags->len)
    take_text(row, column, kd_sheet_make_level(g_ptr_array_index(q->tags, 0)));
}

guint kd_sheet_seconds(const KdQuestion *q)
{
  static const guint offered[] = {20, 30, 60, 90, 120};
  /* Five characters a second are read, then one thinks; longer where each option is to be weighed. */
  glong chars = g_utf8_strlen(q->stem, -1);
  for (guint i = 0; i < kd_wording_choices(q); i++)
    chars += g_utf8_strlen(kd_wording_choice(q, i), -1);
  guint needed = (guint)chars / 5 + (q->type == KD_QUESTION_MULTIPLE ? 30 : 10), i = 0;
  while (i + 1 < G_N_ELEMENTS(offered) && offered[i] < needed)
    i++;
  return offered[i];
}
