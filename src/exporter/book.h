#pragma once
/* Owns: an xlsx workbook while it is written; used by the exporters whose format is one. libxlsxwriter does
 * the work; all cells are written as text, dates are fixed: same cells, same bytes. */

#include <glib.h>
#include <xlsxwriter.h>

#define KD_CELL_MOST 32767 /* characters that a cell holds */

typedef struct {
  lxw_workbook *workbook; /* sheets and formats are added with the library's own calls */
  int fd;                 /* where the library writes it: a file in memory */
  char *path;             /* its name */
  gboolean named;         /* it stands in a folder, and is to be taken away */
} KdBook;

/* FALSE with KD_ERROR_IO. Then, too, kd_book_close is not to be called. */
gboolean kd_book_open(KdBook *book, const char *title, GError **error);
/* Appends the workbook to out and frees it. FALSE with KD_ERROR_IO. */
gboolean kd_book_close(KdBook *book, GString *out, GError **error);
/* Does a cell hold so many characters? They are counted as Excel counts them. */
gboolean kd_book_fits(const char *text);
/* A cell of text, as it is, never a formula or a number; nothing where text is NULL or empty and format is
 * NULL. That the text fits is asserted. */
void kd_book_cell(lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format);
