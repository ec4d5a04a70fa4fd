#pragma once
/* Owns: the cells of an item in a table, one row an item. Used by the exporters whose format is kaodian's own
 * table (csv, xlsx), so that all of them say the same; lives as long as the writing of a set. */

#include "base/cell.h"
#include "model/quiz.h"

/* What goes through the rows of a set, in their order. */
typedef struct {
  const KdQuiz *quiz;
  gboolean raw;    /* cells stand as they are, without guards against formulas; the data say so */
  gsize most;      /* characters that the data cell may hold; 0: any number */
  gsize listed;    /* sources, from the first, that a row has told about */
  gboolean *shown; /* by source: does this row tell about it? Clear between rows */
} KdTableRows;

typedef struct {
  char *cells[KD_COLUMNS]; /* owned; NULL: an empty cell. The state is left empty */
} KdTableRow;

void kd_table_rows_init(KdTableRows *rows, const KdQuiz *quiz, gboolean raw, gsize most);
void kd_table_rows_clear(KdTableRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdTableRows, kd_table_rows_clear)

/* The next row. In its data each row tells about the sources that it cites, so that it can stand alone; the
 * first tells about all, or as many as fit, and those behind it about the rest. */
void kd_table_row_init(KdTableRow *row, KdTableRows *rows, const KdQuestion *q);
void kd_table_row_clear(KdTableRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdTableRow, kd_table_row_clear)

/* What keeps an item out of a table, as KdExporter has it. */
char *kd_table_row_find_obstacle(const KdQuestion *q);
