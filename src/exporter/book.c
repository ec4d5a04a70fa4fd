#include "exporter/book.h"

#include "base/error.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static gboolean fail(GError **error, const char *why)
{
  g_set_error(error, KD_ERROR, KD_ERROR_IO, "libxlsxwriter: %s", why);
  return FALSE;
}

gboolean kd_book_open(KdBook *book, const char *title, GError **error)
{
  book->fd = memfd_create("kaodian", MFD_CLOEXEC);
  if (book->fd < 0)
    return fail(error, g_strerror(errno));
  /* This version of the library writes to named files only. */
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", book->fd);
  book->workbook = workbook_new(path);
  if (book->workbook == NULL) {
    close(book->fd);
    return fail(error, g_strerror(ENOMEM));
  }
  g_autofree char *shown = g_strdup(title ? title : "");
  lxw_doc_properties properties = {.title = shown, .created = 315532800}; /* 1980-01-01 */
  workbook_set_properties(book->workbook, &properties);
  return TRUE;
}

static gboolean read_back(int fd, GString *out, GError **error)
{
  off_t len = lseek(fd, 0, SEEK_END);
  if (len < 0)
    return fail(error, g_strerror(errno));
  gsize at = out->len;
  g_string_set_size(out, at + (gsize)len);
  for (off_t done = 0; done < len;) {
    ssize_t n = pread(fd, out->str + at + done, (size_t)(len - done), done);
    if (n == 0 || (n < 0 && errno != EINTR))
      return fail(error, g_strerror(n ? errno : EIO));
    done += n > 0 ? n : 0;
  }
  return TRUE;
}

gboolean kd_book_close(KdBook *book, GString *out, GError **error)
{
  lxw_error failed = workbook_close(book->workbook);
  gboolean fine =
      failed == LXW_NO_ERROR ? read_back(book->fd, out, error) : fail(error, lxw_strerror(failed));
  close(book->fd);
  return fine;
}

void kd_book_cell(lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format)
{
  if ((text == NULL || *text == '\0') && format == NULL)
    return;
  lxw_error failed = worksheet_write_string(sheet, row, (lxw_col_t)column, text ? text : "", format);
  g_assert(failed == LXW_NO_ERROR);
}
