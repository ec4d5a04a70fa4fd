#pragma once
/* Owns: a table as rows of cells, each with its place, from a CSV text or a workbook. Used by importer/ only;
 * lives as long as the reading of a file. */

#include "importer/quiz_forms.h"

typedef struct {
  guint32 place, row;   /* as a spreadsheet counts them, from 1 */
  guint32 line, column; /* in the file, in characters, from 1; of a workbook: row and place */
  char *text;
  const char *flaw; /* why the text is not what is seen, for gettext; static. NULL: it is */
} KdCell;

typedef struct {
  char *name;
  GPtrArray *rows;   /* GArray * of KdCell, by place; wholly empty rows are left out, empty cells may be */
  gboolean workbook; /* cells have no guards against formulas, lines are rows */
} KdTable;

KdTable *kd_table_new(const char *name);
void kd_table_free(KdTable *t);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdTable, kd_table_free)

/* A row without cells, which it will own. */
GArray *kd_table_row_new(void);
/* The cell of a place; NULL: the row has none there. */
const KdCell *kd_table_row_find(const GArray *row, guint32 place);
/* The first cell whose text is this, blanks around it aside; NULL: none. */
const KdCell *kd_table_row_find_text(const GArray *row, const char *text);

/* Of CSV: cells are parted by comma, or by tab or semicolon where the first line has those and no comma;
 * libcsv takes it apart, strictly. NULL with KD_ERROR_FORMAT or KD_ERROR_ENCODING, "NAME:LINE:COLUMN: …". */
KdTable *kd_table_read_csv(const KdQuizFile *file, GError **error);
/* Of a workbook (xlsx): the first sheet that is seen and has a row with the columns of a table of items; from
 * that row on. NULL with KD_ERROR_FORMAT, "NAME: …". */
KdTable *kd_table_read_xlsx(const KdQuizFile *file, GError **error);

/* The name that a spreadsheet gives a cell: F7. The caller owns it. */
char *kd_table_cell_name(guint32 place, guint32 row);
/* Sets the error "NAME:LINE:COLUMN: F7: why" for a cell; the cell is not named where its place is 0. Always
 * FALSE. */
gboolean kd_table_fail(const KdTable *t, const KdCell *cell, GError **error, const char *why, ...)
    G_GNUC_PRINTF(4, 5);
