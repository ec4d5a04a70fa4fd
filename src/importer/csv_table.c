#include "importer/table.h"

#include "base/error.h"
#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  KdTable *table;
  GArray *row;                /* of the row being read */
  guint32 place;              /* of the cell that ended last in it */
  guint32 number;             /* of the row, as a spreadsheet shows it: empty lines count */
  guint32 line, column;       /* of the byte that is being read */
  guint32 at_line, at_column; /* where the cell being read begins */
  gboolean fresh;             /* the next byte begins a cell */
  char last;                  /* the byte before */
} Builder;

static void end_cell(void *bytes, size_t len, void *user)
{
  Builder *b = user;
  KdCell cell = {++b->place, b->number, b->at_line, b->at_column, g_strndup(bytes ? bytes : "", len), NULL};
  g_array_append_val(b->row, cell);
  b->fresh = TRUE;
}

static gboolean is_empty(const GArray *row)
{
  for (guint i = 0; i < row->len; i++)
    if (*g_array_index(row, KdCell, i).text)
      return FALSE;
  return TRUE;
}

static void end_row(int mark, void *user)
{
  Builder *b = user;
  (void)mark;
  if (is_empty(b->row)) {
    g_array_set_size(b->row, 0);
  } else {
    g_ptr_array_add(b->table->rows, b->row);
    b->row = kd_table_row_new();
  }
  b->place = 0;
  b->number++;
  b->fresh = TRUE;
}

/* Blanks at the ends of a cell are its own. */
static int is_no_space(unsigned char c)
{
  (void)c;
  return 0;
}

static unsigned char find_delimiter(const char *text)
{
  gsize line = strcspn(text, "\r\n");
  if (memchr(text, ',', line))
    return ',';
  return memchr(text, '\t', line) ? '\t' : memchr(text, ';', line) ? ';' : ',';
}

static void begin_cell(Builder *b)
{
  b->at_line = b->line;
  b->at_column = b->column;
}

static void step(Builder *b, char c)
{
  gboolean ends_line = c == '\n' || c == '\r';
  if (b->fresh && !ends_line) {
    begin_cell(b);
    b->fresh = FALSE;
  } else if (b->fresh && b->place == 0 && !(c == '\n' && b->last == '\r')) {
    b->number++; /* an empty line, of which libcsv says nothing */
  }
  b->last = c;
}

static void advance(Builder *b, char c)
{
  if (c == '\n') {
    b->line++;
    b->column = 1;
  } else {
    b->column += ((guchar)c & 0xC0) != 0x80;
  }
}

static gboolean fail_at(const char *name, const Builder *b, GError **error, const char *why)
{
  g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s:%u:%u: %s", name, b->line, b->column, why);
  return FALSE;
}

/* One byte at a time, so that every cell knows where it begins. */
static gboolean parse(const KdQuizFile *file, struct csv_parser *parser, Builder *b, GError **error)
{
  for (gsize i = 0; i < file->len; i++) {
    char c = file->text[i];
    if (b->fresh && c == (char)csv_get_delim(parser))
      begin_cell(b);
    step(b, c);
    if (csv_parse(parser, &c, 1, end_cell, end_row, b) != 1)
      return fail_at(
          file->name, b, error,
          csv_error(parser) == CSV_EPARSE
              ? _("a quotation mark inside a cell is written twice, and the cell stands in quotation marks")
              : _("out of memory"));
    advance(b, c);
  }
  if (csv_fini(parser, end_cell, end_row, b) == 0)
    return TRUE;
  b->line = b->at_line;
  b->column = b->at_column;
  return fail_at(file->name, b, error, _("the quotation mark that begins this cell has no partner"));
}

static gboolean check_text(const KdQuizFile *file, GError **error)
{
  const char *bad = NULL;
  if (g_utf8_validate(file->text, (gssize)file->len, &bad))
    return TRUE;
  Builder b = {.line = 1, .column = 1};
  for (const char *p = file->text; p < bad; p++)
    advance(&b, *p);
  g_set_error(error, KD_ERROR, *bad ? KD_ERROR_ENCODING : KD_ERROR_FORMAT, "%s:%u:%u: %s", file->name, b.line,
              b.column, *bad ? _("neither valid UTF-8 nor valid GB18030") : _("a NUL byte"));
  return FALSE;
}

KdTable *kd_table_read_csv(const KdQuizFile *file, GError **error)
{
  struct csv_parser parser;
  if (!check_text(file, error))
    return NULL;
  int failed = csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  g_assert(failed == 0);
  csv_set_space_func(&parser, is_no_space);
  csv_set_delim(&parser, find_delimiter(file->text));
  g_autoptr(KdTable) table = kd_table_new(file->name);
  Builder b = {.table = table, .line = 1, .column = 1, .number = 1, .fresh = TRUE, .row = kd_table_row_new()};
  gboolean fine = parse(file, &parser, &b, error);
  csv_free(&parser);
  g_array_unref(b.row);
  return fine ? g_steal_pointer(&table) : NULL;
}
