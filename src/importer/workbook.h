#pragma once
/* Owns: what the sheets of a workbook (xlsx) need to be read: their names, the shared texts, the number
 * formats. Used by importer/ only; lives as long as the reading of a file. */

#include "importer/package.h"

typedef struct {
  char *name;
  char *part; /* where it stands in the package */
} KdSheetPart;

typedef struct {
  KdPackageReader *package;
  GPtrArray *sheets;  /* KdSheetPart *, in their order; hidden ones are left out */
  GPtrArray *strings; /* char *: the shared texts */
  GArray *styles;     /* gboolean, by style: is a number seen as it is written? */
} KdWorkbook;

/* NULL with KD_ERROR_FORMAT, "NAME: why". The bytes must outlive it. */
KdWorkbook *kd_workbook_open(const char *name, const char *bytes, gsize len, GError **error);
void kd_workbook_free(KdWorkbook *w);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdWorkbook, kd_workbook_free)

/* Appends a text of a workbook, in which _xHHHH_ is the character of that number. */
void kd_workbook_append(GString *out, const char *text);
