#pragma once
/* Owns: a CSV text as rows of cells, each with its place. Used by importer/ only; lives as long as the
 * reading of a file. libcsv takes it apart, strictly. */

#include "importer/quiz_forms.h"

typedef struct {
  char *text;
  guint32 line, column; /* in characters, from 1 */
} KdCell;

typedef struct {
  char *name;
  GPtrArray *rows; /* GArray * of KdCell; wholly empty rows are left out */
} KdTable;

/* Cells are parted by comma, or by tab or semicolon where the first line has those and no comma. NULL with
 * KD_ERROR_FORMAT or KD_ERROR_ENCODING, "NAME:LINE:COLUMN: …". */
KdTable *kd_table_read(const KdQuizFile *file, GError **error);
void kd_table_free(KdTable *t);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdTable, kd_table_free)

/* Sets the error "NAME:LINE:COLUMN: why" for a cell; always FALSE. */
gboolean kd_table_fail(const KdTable *t, const KdCell *cell, GError **error, const char *why, ...)
    G_GNUC_PRINTF(4, 5);
