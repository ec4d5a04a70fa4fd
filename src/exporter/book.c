#include "exporter/book.h"

#include "base/error.h"
#include "base/utf8.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static gboolean fail(GError **error, const char *why)
{
  g_set_error(error, KD_ERROR, KD_ERROR_IO, "libxlsxwriter: %s", why);
  return FALSE;
}

static void drop_file(KdBook *book)
{
  close(book->fd);
  if (book->named)
    g_unlink(book->path);
  g_clear_pointer(&book->path, g_free);
}

/* A file that only this program sees, and the name under which the library can open it; the caller owns the
 * name. Without /proc it has a name of its own, until it is opened again. -1 with errno. */
static int open_file(char **path, gboolean *named)
{
  *named = access("/proc/self/fd", X_OK) != 0;
  *path = NULL;
  if (*named)
    return g_file_open_tmp("kaodian-XXXXXX", path, NULL);
  int fd = memfd_create("kaodian", MFD_CLOEXEC);
  *path = g_strdup_printf("/proc/self/fd/%d", fd);
  return fd;
}

gboolean kd_book_open(KdBook *book, const char *title, GError **error)
{
  /* This version of the library writes to named files only, and opens them when it is done. */
  book->fd = open_file(&book->path, &book->named);
  if (book->fd < 0) {
    g_clear_pointer(&book->path, g_free);
    return fail(error, g_strerror(errno));
  }
  book->workbook = workbook_new(book->path);
  if (book->workbook == NULL) {
    drop_file(book);
    return fail(error, g_strerror(ENOMEM));
  }
  /* Where the library knows of no control characters. */
  g_autofree char *shown = kd_printable_dup(title ? title : "");
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

/* The library writes numbers and tells blanks as the locale has them, which may be anybody's where kaodian is
 * a library itself. */
static lxw_error close_workbook(lxw_workbook *workbook)
{
  locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  locale_t before = plain ? uselocale(plain) : (locale_t)0;
  lxw_error failed = workbook_close(workbook);
  if (plain) {
    uselocale(before);
    freelocale(plain);
  }
  return failed;
}

gboolean kd_book_close(KdBook *book, GString *out, GError **error)
{
  lxw_error failed = close_workbook(book->workbook);
  gboolean fine =
      failed == LXW_NO_ERROR ? read_back(book->fd, out, error) : fail(error, lxw_strerror(failed));
  drop_file(book);
  return fine;
}

/* Control characters and the two that XML cannot hold are written _xHHHH_, as Excel does it. */
static gboolean needs_code(gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
}

/* Would readers take what follows an underscore, together with it, for a character in that spelling? */
static gboolean looks_coded(const char *p)
{
  if (*p++ != 'x')
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isxdigit(*p++))
      return FALSE;
  return *p == '_' || (*p && needs_code(g_utf8_get_char(p)));
}

/* The text as it stands in the file; the library itself knows only some of this. The caller owns it. */
static char *encode(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (needs_code(c) || (c == '_' && looks_coded(p + 1)))
      g_string_append_printf(out, "_x%04X_", c);
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

gboolean kd_book_fits(const char *text)
{
  g_autofree char *coded = encode(text);
  gsize n = 0;
  for (const char *p = coded; *p; p = g_utf8_next_char(p))
    n += g_utf8_get_char(p) > 0xFFFF ? 2 : 1;
  return n <= KD_CELL_MOST;
}

void kd_book_cell(lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format)
{
  if ((text == NULL || *text == '\0') && format == NULL)
    return;
  g_autofree char *coded = encode(text ? text : "");
  lxw_error failed = worksheet_write_string(sheet, row, (lxw_col_t)column, coded, format);
  g_assert(failed == LXW_NO_ERROR);
}
