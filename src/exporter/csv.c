/* RFC 4180, one row an item. Every cell stands in quotation marks, as csv_write of libcsv has it. */

#include "exporter/exporter.h"
#include "exporter/table_row.h"
#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const KdExportOptions *options;
  GString *out;
} Writer;

static void write_cell(const Writer *w, KdColumn column, const char *cell)
{
  if (cell == NULL)
    cell = "";
  g_autofree char *guarded =
      !w->options->csv_raw && kd_cell_is_formula(cell) ? g_strconcat("'", cell, NULL) : NULL;
  const char *s = guarded ? guarded : cell;
  if (column != KD_COLUMN_ID)
    g_string_append_c(w->out, ',');
  gsize len = strlen(s), at = w->out->len, room = 2 * len + 2;
  g_string_set_size(w->out, at + room);
  gsize used = csv_write(w->out->str + at, room, s, len);
  g_assert(used <= room);
  g_string_truncate(w->out, at + used);
}

static void write_row(const Writer *w, const KdTableRow *row)
{
  guint end = w->options->csv_no_data ? KD_COLUMN_DATA : KD_COLUMNS;
  for (guint c = KD_COLUMN_ID; c < end; c++)
    write_cell(w, c, row ? row->cells[c] : kd_column_name(c));
  g_string_append(w->out, w->options->csv_lf ? "\n" : "\r\n");
}

static gboolean write_csv(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  const KdExportOptions *options = job->options;
  Writer w = {options, out};
  g_auto(KdTableRows) rows;
  kd_table_rows_init(&rows, job->quiz, options->csv_raw, 0);
  if (!options->csv_no_bom)
    g_string_append(out, "\xEF\xBB\xBF");
  write_row(&w, NULL);
  for (guint i = 0; i < job->quiz->questions->len; i++) {
    g_auto(KdTableRow) row;
    kd_table_row_init(&row, &rows, kd_quiz_question(job->quiz, i));
    write_row(&w, &row);
  }
  return TRUE;
}

const KdExporter kd_exporter_csv = {
    .name = "csv",
    .suffix = ".csv",
    .summary = N_("a table, one row an item, that kaodian reads back"),
    .holds = {.types = KD_EVERY_TYPE, .max_choices = KD_OPTION_COLUMNS, .any_order = TRUE},
    .find_obstacle = kd_table_row_find_obstacle,
    .write = write_csv,
};
