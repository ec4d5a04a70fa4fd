/* The review sheet: the table of csv.c as a workbook, with a column for what the reviewer decides. */

#include "exporter/book.h"
#include "exporter/exporter.h"
#include "exporter/table_row.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>

#define FROZEN_COLUMNS 3
#define SPARE_ROWS 200 /* behind the items, with drop-downs, for items that the reviewer adds */
#define UNUSED_WIDTH 6 /* of an option column that no item uses */
#define TEXT_FORMAT "@"
#define GUIDE_WIDTH 96
#define HAN_WIDTH 2.3    /* of a column's units, which are as wide as a digit */
#define LINE_HEIGHT 15.0 /* points */
#define MOST_HEIGHT 405.0

static const double widths[] = {
    [KD_COLUMN_STATE] = 7,   [KD_COLUMN_ID] = 12,          [KD_COLUMN_TYPE] = 8,
    [KD_COLUMN_STEM] = 48,   [KD_COLUMN_OPTION_A] = 18, /* and the other options */
    [KD_COLUMN_ANSWER] = 20, [KD_COLUMN_EXPLANATION] = 40, [KD_COLUMN_DIFFICULTY] = 6,
    [KD_COLUMN_SCORE] = 6,   [KD_COLUMN_TAGS] = 20,        [KD_COLUMN_PLACE] = 24,
    [KD_COLUMN_DATA] = 10,
};
G_STATIC_ASSERT(G_N_ELEMENTS(widths) == KD_COLUMNS);

/* What the second sheet tells the reviewer; the report of a set is Chinese in every language, too. */
static const char *const guide[] = {
    "每行一道题。请在“状态”列的下拉列表中选择：采用（不改，默认）、修改（已改动）、删除（不要这道题，读回时去"
    "掉）。",
    "题干、选项、答案、解析、难度、分值、知识点都可以直接在格子里改，以改后的文字为准；改完保存，仍存为 "
    ".xlsx。",
    "单选题、多选题的答案写选项字母，如 B、ACD；判断题写“正确”或“错误”；排序题按正确顺序写字母；匹配题写“1B "
    "2A”。",
    "填空题的答案按空的先后写，空与空之间用 | 隔开，同一空的另一种写法用 / 隔开；简答题的各要点用 | 隔开。"
    "文字里本来就有的 |、/、\\ 前面加 \\。",
    "题干里填空处写作 ____（四条下划线），选择处写作（　）。",
    "难度为 1（易）至 5（难）；分值为 0.5 的倍数。",
    "第一行的列名请勿改动。“数据”列已隐藏，存有出处原文等，请勿改动或删除。",
    "增加题目：在下面另起一行填写，“编号”“数据”留空即可。复制一行作为新题的，请清空“编号”。",
    "要写意见，可另加一列，第一行写上列名（如“备注”），读回时不理会该列。",
    "读回：kaodian export -o quiz.json 本文件.xlsx",
};

typedef struct {
  lxw_format *head, *text, *data, *edited, *dropped;
} Look;

static lxw_format *add_cells_format(lxw_workbook *workbook)
{
  lxw_format *format = workbook_add_format(workbook);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, 0xBFBFBF);
  /* What is typed into a cell stays as it was typed: no dates, no formulas. */
  format_set_num_format(format, TEXT_FORMAT);
  return format;
}

static void look_init(Look *look, lxw_workbook *workbook)
{
  look->head = add_cells_format(workbook);
  format_set_bold(look->head);
  format_set_bg_color(look->head, 0xDDEBF7);
  look->text = add_cells_format(workbook);
  format_set_text_wrap(look->text);
  look->data = add_cells_format(workbook);
  look->edited = workbook_add_format(workbook);
  format_set_bg_color(look->edited, 0xFFF2CC);
  look->dropped = workbook_add_format(workbook);
  format_set_font_color(look->dropped, 0x808080);
  format_set_font_strikeout(look->dropped);
}

static gboolean is_option(KdColumn column)
{
  return column >= KD_COLUMN_OPTION_A && column <= KD_COLUMN_OPTION_H;
}

static guint most_choices(const KdQuiz *quiz)
{
  guint most = 0;
  for (guint i = 0; i < quiz->questions->len; i++)
    most = MAX(most, kd_wording_choices(kd_quiz_question(quiz, i)));
  return most;
}

static double column_width(KdColumn column, guint choices)
{
  if (is_option(column))
    return column - KD_COLUMN_OPTION_A < choices ? widths[KD_COLUMN_OPTION_A] : UNUSED_WIDTH;
  return widths[column];
}

static void set_columns(lxw_worksheet *sheet, const Look *look, guint choices)
{
  for (guint c = 0; c < KD_COLUMNS; c++) {
    lxw_row_col_options options = {.hidden = c == KD_COLUMN_DATA};
    lxw_format *format = c == KD_COLUMN_DATA ? look->data : look->text;
    worksheet_set_column_opt(sheet, (lxw_col_t)c, (lxw_col_t)c, column_width(c, choices), format, &options);
  }
}

/* About how many lines the text takes in a column. */
static guint count_lines(const char *text, double width)
{
  guint lines = 1;
  double used = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    double own = g_utf8_get_char(p) < 0x2000 ? 1 : HAN_WIDTH;
    gboolean ends = *p == '\n' || used + own > width;
    lines += ends;
    used = *p == '\n' ? 0 : ends ? own : used + own;
  }
  return lines;
}

/* So that all of the text is seen: not every program fits rows that say nothing of their height. */
static void set_height(lxw_worksheet *sheet, guint row, const KdTableRow *cells, guint choices)
{
  guint most = 1;
  for (guint c = 0; c < KD_COLUMN_DATA; c++)
    if (cells->cells[c])
      most = MAX(most, count_lines(cells->cells[c], column_width(c, choices)));
  worksheet_set_row(sheet, row, MIN(LINE_HEIGHT * most, MOST_HEIGHT), NULL);
}

/* The library copies the words, though it does not say so. */
static void add_choices(lxw_worksheet *sheet, KdColumn column, guint rows, const char **words)
{
  lxw_data_validation choice = {
      .validate = LXW_VALIDATION_TYPE_LIST,
      .value_list = (char **)words,
      .error_title = (char *)kd_column_name(column),
      .error_message = (char *)"请从下拉列表中选择。",
  };
  lxw_error failed = worksheet_data_validation_range(sheet, 1, (lxw_col_t)column, rows + SPARE_ROWS,
                                                     (lxw_col_t)column, &choice);
  g_assert(failed == LXW_NO_ERROR);
}

static void add_drop_downs(lxw_worksheet *sheet, guint rows)
{
  const char *states[KD_STATES + 1] = {NULL}, *types[KD_QUESTION_TYPES + 1] = {NULL};
  const char *difficulties[] = {"1", "2", "3", "4", "5", NULL};
  for (guint i = 0; i < KD_STATES; i++)
    states[i] = kd_state_name(i);
  for (guint i = 0; i < KD_QUESTION_TYPES; i++)
    types[i] = kd_question_type_label(i);
  add_choices(sheet, KD_COLUMN_STATE, rows, states);
  add_choices(sheet, KD_COLUMN_TYPE, rows, types);
  add_choices(sheet, KD_COLUMN_DIFFICULTY, rows, difficulties);
}

/* Rows that are marked look so. */
static void add_marks(lxw_worksheet *sheet, const Look *look, guint rows)
{
  const struct {
    KdState state;
    lxw_format *format;
  } marks[] = {{KD_STATE_EDITED, look->edited}, {KD_STATE_DROPPED, look->dropped}};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    g_autofree char *formula = g_strdup_printf("=$A2=\"%s\"", kd_state_name(marks[i].state));
    lxw_conditional_format mark = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = formula, .format = marks[i].format};
    worksheet_conditional_format_range(sheet, 1, 0, rows + SPARE_ROWS, KD_COLUMN_PLACE, &mark);
  }
}

static void set_print(lxw_worksheet *sheet)
{
  worksheet_set_paper(sheet, 9); /* A4 */
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
  worksheet_set_footer(sheet, "&C第 &P 页，共 &N 页");
}

static gboolean fits(const KdTableRow *row)
{
  for (guint c = 0; c < KD_COLUMNS; c++)
    if (row->cells[c] && !kd_book_fits(row->cells[c]))
      return FALSE;
  return TRUE;
}

/* The items that fit, from the second row on; how many. */
static guint write_rows(const KdExportJob *job, lxw_worksheet *sheet, const Look *look)
{
  guint n = 0;
  guint choices = most_choices(job->quiz);
  g_auto(KdTableRows) rows;
  kd_table_rows_init(&rows, job->quiz, TRUE, KD_CELL_MOST);
  for (guint i = 0; i < job->quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(job->quiz, i);
    g_auto(KdTableRow) row;
    kd_table_row_init(&row, &rows, q);
    if (!fits(&row)) {
      kd_exporter_leave_out(&kd_exporter_xlsx, q, _("a cell would hold more than 32767 characters"),
                            job->findings);
      continue;
    }
    set_height(sheet, ++n, &row, choices);
    kd_book_cell(sheet, n, KD_COLUMN_STATE, kd_state_name(KD_STATE_KEPT), look->text);
    for (guint c = KD_COLUMN_ID; c < KD_COLUMNS; c++)
      kd_book_cell(sheet, n, c, row.cells[c], c == KD_COLUMN_DATA ? look->data : look->text);
  }
  return n;
}

static void write_items(const KdExportJob *job, lxw_workbook *workbook, const Look *look)
{
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "试题");
  set_columns(sheet, look, most_choices(job->quiz));
  for (guint c = 0; c < KD_COLUMNS; c++)
    kd_book_cell(sheet, 0, c, kd_column_name(c), look->head);
  guint rows = write_rows(job, sheet, look);
  worksheet_freeze_panes(sheet, 1, FROZEN_COLUMNS);
  worksheet_autofilter(sheet, 0, 0, rows, KD_COLUMN_PLACE);
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:S1048576");
  add_drop_downs(sheet, rows);
  add_marks(sheet, look, rows);
  set_print(sheet);
}

static void write_guide(lxw_workbook *workbook)
{
  lxw_worksheet *sheet = workbook_add_worksheet(workbook, "说明");
  lxw_format *title = workbook_add_format(workbook), *text = workbook_add_format(workbook);
  format_set_bold(title);
  format_set_text_wrap(text);
  format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
  worksheet_set_column(sheet, 0, 0, 4, text);
  worksheet_set_column(sheet, 1, 1, GUIDE_WIDTH, text);
  kd_book_cell(sheet, 0, 0, "审题说明", title);
  for (guint i = 0; i < G_N_ELEMENTS(guide); i++) {
    g_autofree char *number = g_strdup_printf("%u.", i + 1);
    kd_book_cell(sheet, i + 1, 0, number, text);
    kd_book_cell(sheet, i + 1, 1, guide[i], text);
    worksheet_set_row(sheet, i + 1, LINE_HEIGHT * count_lines(guide[i], GUIDE_WIDTH), NULL);
  }
  set_print(sheet);
}

static gboolean write_xlsx(const KdExportJob *job, GString *out, GError **error)
{
  KdBook book;
  Look look;
  if (!kd_book_open(&book, job->quiz->title, error))
    return FALSE;
  look_init(&look, book.workbook);
  write_items(job, book.workbook, &look);
  write_guide(book.workbook);
  return kd_book_close(&book, out, error);
}

const KdExporter kd_exporter_xlsx = {
    .name = "xlsx",
    .suffix = ".xlsx",
    .summary = N_("a sheet for reviewing in WPS or Excel: keep, edit or drop items; kaodian reads it back"),
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE, .max_choices = KD_OPTION_COLUMNS, .any_order = TRUE},
    .find_obstacle = kd_table_row_find_obstacle,
    .write = write_xlsx,
};
