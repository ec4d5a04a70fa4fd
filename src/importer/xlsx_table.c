#include "importer/table.h"

#include "base/cell.h"
#include "base/error.h"
#include "importer/workbook.h"
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_SHEETS 100
#define MOST_ROWS 1048576 /* as Excel has it */
#define MOST_COLUMNS 16384
#define MOST_CELLS (1 << 20)
#define MOST_TEXT ((gsize)64 << 20)
#define MOST_ROWS_BEFORE 1000 /* in front of the row with the names of the columns */

typedef struct {
  const KdWorkbook *book;
  KdPart *part;
  KdTable *table;
  GArray *row;         /* KdCell: what has been read of this row */
  guint32 number;      /* of this row, from 1 */
  guint32 place;       /* of this cell, from 1 */
  char *type;          /* of this cell; NULL: a number */
  gboolean plain;      /* a number would be seen in this cell as it is written */
  gboolean is_formula; /* this cell is one */
  GString *value;      /* of this cell, as it stands */
  GString *text;       /* of this cell, where it holds its text itself */
  gboolean in_data, in_value, in_run, in_reading;
  guint cells;
  gsize bytes;
} Sheet;

static const char no_result[] = N_("a formula without a result");
static const char unlike[] =
    N_("a date, a share or another number that does not stand in the file as it is seen; make the cell text");

/* F7 → place 6, row 7. FALSE: it is no name of a cell. */
static gboolean parse_name(const char *name, guint32 *place, guint32 *row)
{
  guint64 number = 0;
  for (*place = 0; g_ascii_isupper(*name) && *place <= MOST_COLUMNS; name++)
    *place = *place * 26 + (guint32)(*name - 'A' + 1);
  if (*place == 0 || *place > MOST_COLUMNS ||
      !g_ascii_string_to_unsigned(name, 10, 1, MOST_ROWS, &number, NULL))
    return FALSE;
  *row = (guint32)number;
  return TRUE;
}

/* Rows and cells that do not say where they stand follow on those before; none may stand before another. */
static void start_row(Sheet *s)
{
  g_autofree char *name = kd_part_attribute(s->part, "r");
  guint64 number = (guint64)s->number + 1;
  if ((name && !g_ascii_string_to_unsigned(name, 10, 1, MOST_ROWS, &number, NULL)) || number <= s->number ||
      number > MOST_ROWS)
    kd_part_refuse(s->part, _("rows out of order"));
  s->number = (guint32)number;
  s->place = 0;
}

static void start_cell(Sheet *s)
{
  g_autofree char *name = kd_part_attribute(s->part, "r"), *style = kd_part_attribute(s->part, "s");
  guint32 place = s->place + 1, row = s->number;
  guint64 i = 0;
  if ((name && !parse_name(name, &place, &row)) || place <= s->place || place > MOST_COLUMNS ||
      row != s->number)
    kd_part_refuse(s->part, _("cells out of order"));
  s->place = place;
  g_free(s->type);
  s->type = kd_part_attribute(s->part, "t");
  s->plain = !style || !g_ascii_string_to_unsigned(style, 10, 0, G_MAXUINT32, &i, NULL) ||
             i >= s->book->styles->len || g_array_index(s->book->styles, gboolean, i);
  s->is_formula = FALSE;
  g_string_truncate(s->value, 0);
  g_string_truncate(s->text, 0);
}

static void refuse_cell(Sheet *s)
{
  g_autofree char *name = kd_table_cell_name(s->place, s->number);
  g_autofree char *why = g_strdup_printf("%s: %s", name, _("a damaged cell"));
  kd_part_refuse(s->part, why);
}

static char *take_shared(Sheet *s, const char **flaw)
{
  guint64 i;
  (void)flaw;
  if (g_ascii_string_to_unsigned(s->value->str, 10, 0, G_MAXUINT32, &i, NULL) && i < s->book->strings->len)
    return g_strdup(g_ptr_array_index(s->book->strings, i));
  refuse_cell(s);
  return NULL;
}

static char *take_inline(Sheet *s, const char **flaw)
{
  (void)flaw;
  return g_strdup(s->text->str);
}

static char *take_string(Sheet *s, const char **flaw)
{
  g_autoptr(GString) text = g_string_new(NULL);
  (void)flaw;
  kd_workbook_append(text, s->value->str);
  return g_strdup(text->str);
}

static char *take_bool(Sheet *s, const char **flaw)
{
  (void)flaw;
  return g_strdup(strcmp(s->value->str, "1") == 0 || strcmp(s->value->str, "true") == 0 ? "TRUE" : "FALSE");
}

static char *take_error(Sheet *s, const char **flaw)
{
  *flaw = no_result;
  return g_strdup(s->value->str);
}

static char *take_date(Sheet *s, const char **flaw)
{
  *flaw = unlike;
  return g_strdup(s->value->str);
}

/* As a spreadsheet shows it where nothing else is said: 2, 2.5. */
static char *take_number(Sheet *s, const char **flaw)
{
  char *end = NULL;
  double n = g_ascii_strtod(s->value->str, &end);
  if (*s->value->str == '\0' || *end || !isfinite(n)) {
    refuse_cell(s);
    return NULL;
  }
  char *digits = g_malloc(G_ASCII_DTOSTR_BUF_SIZE);
  g_ascii_formatd(digits, G_ASCII_DTOSTR_BUF_SIZE, "%.15g", n);
  if (!s->plain)
    *flaw = unlike;
  return digits;
}

static const struct {
  const char *type;
  char *(*take)(Sheet *, const char **flaw);
} kinds[] = {{"n", take_number},   {"s", take_shared}, {"inlineStr", take_inline},
             {"str", take_string}, {"b", take_bool},   {"e", take_error},
             {"d", take_date}};

/* The text of the cell; NULL: it is empty or damaged. The caller owns it. */
static char *take_value(Sheet *s, const char **flaw)
{
  guint i = 0;
  while (i < G_N_ELEMENTS(kinds) && strcmp(s->type ? s->type : "n", kinds[i].type) != 0)
    i++;
  if (i == G_N_ELEMENTS(kinds)) {
    refuse_cell(s);
    return NULL;
  }
  if (s->value->len || kinds[i].take == take_inline)
    return kinds[i].take(s, flaw);
  if (!s->is_formula || kinds[i].take == take_string)
    return NULL;
  *flaw = no_result;
  return g_strdup("=");
}

static void end_cell(Sheet *s)
{
  const char *flaw = NULL;
  char *text = take_value(s, &flaw);
  if (text == NULL || *text == '\0') {
    g_free(text);
    return;
  }
  KdCell cell = {s->place, s->number, s->number, s->place, text, flaw};
  g_array_append_val(s->row, cell);
  s->bytes += strlen(text);
  if (++s->cells > MOST_CELLS || s->bytes > MOST_TEXT)
    kd_part_refuse(s->part, _("too large"));
}

static gboolean names_columns(const GArray *row)
{
  static const KdColumn needed[] = {KD_COLUMN_TYPE, KD_COLUMN_STEM, KD_COLUMN_ANSWER};
  for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
    if (kd_table_row_find_text(row, kd_column_name(needed[i])) == NULL)
      return FALSE;
  return TRUE;
}

/* Rows in front of the one with the names are somebody's title. */
static void end_row(Sheet *s)
{
  if (s->row->len && (s->table->rows->len || names_columns(s->row))) {
    g_ptr_array_add(s->table->rows, s->row);
    s->row = kd_table_row_new();
  } else {
    g_array_set_size(s->row, 0);
  }
}

static void switch_formula(Sheet *s)
{
  s->is_formula = TRUE;
}

static void switch_value(Sheet *s)
{
  s->in_value = kd_part_event(s->part) == KD_PART_START;
}

static void switch_reading(Sheet *s)
{
  s->in_reading = kd_part_event(s->part) == KD_PART_START;
}

/* A run of the cell's own text begins or ends. */
static void switch_run(Sheet *s)
{
  s->in_run = kd_part_event(s->part) == KD_PART_START && !s->in_reading;
  if (kd_part_event(s->part) == KD_PART_END && !s->in_reading)
    kd_workbook_append(s->text, s->value->str);
  g_string_truncate(s->value, 0);
}

static const struct {
  const char *element;
  void (*start)(Sheet *);
  void (*end)(Sheet *);
} elements[] = {{"row", start_row, end_row},       {"c", start_cell, end_cell},
                {"v", switch_value, switch_value}, {"f", switch_formula, switch_formula},
                {"t", switch_run, switch_run},     {"rPh", switch_reading, switch_reading}};

static void take_event(Sheet *s)
{
  KdPartEvent event = kd_part_event(s->part);
  if (event == KD_PART_TEXT && (s->in_value || s->in_run))
    g_string_append(s->value, kd_part_text(s->part));
  if (kd_part_is(s->part, "sheetData"))
    s->in_data = event == KD_PART_START;
  for (guint i = 0; s->in_data && event != KD_PART_TEXT && i < G_N_ELEMENTS(elements); i++)
    if (kd_part_is(s->part, elements[i].element))
      (event == KD_PART_START ? elements[i].start : elements[i].end)(s);
}

static gboolean read_rows(Sheet *s)
{
  guint rows = 0;
  while (kd_part_next(s->part)) {
    take_event(s);
    rows += kd_part_event(s->part) == KD_PART_END && kd_part_is(s->part, "row");
    if (rows > MOST_ROWS_BEFORE && s->table->rows->len == 0)
      break;
  }
  return s->table->rows->len > 0;
}

/* The sheet as a table, without rows where it is none of items; NULL: error. */
static KdTable *read_sheet(const KdWorkbook *book, const char *name, const KdSheetPart *at, GError **error)
{
  KdPart *part = kd_part_open(book->package, at->part, error);
  if (part == NULL)
    return NULL;
  g_autoptr(KdTable) table = kd_table_new(name);
  table->workbook = TRUE;
  Sheet s = {.book = book, .part = part, .table = table, .row = kd_table_row_new()};
  s.value = g_string_new(NULL);
  s.text = g_string_new(NULL);
  read_rows(&s);
  g_string_free(s.value, TRUE);
  g_string_free(s.text, TRUE);
  g_array_unref(s.row);
  g_free(s.type);
  return kd_part_close(part, error) ? g_steal_pointer(&table) : NULL;
}

KdTable *kd_table_read_xlsx(const KdQuizFile *file, GError **error)
{
  g_autoptr(KdWorkbook) book = kd_workbook_open(file->name, file->text, file->len, error);
  if (book == NULL)
    return NULL;
  for (guint i = 0; i < MIN(book->sheets->len, MOST_SHEETS); i++) {
    g_autoptr(KdTable) table = read_sheet(book, file->name, g_ptr_array_index(book->sheets, i), error);
    if (table == NULL)
      return NULL;
    if (table->rows->len)
      return g_steal_pointer(&table);
  }
  g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s", file->name,
              _("no sheet has a row with the columns 题型, 题干 and 答案"));
  return NULL;
}
