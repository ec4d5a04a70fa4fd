#include "exporter/package.h"

#include "base/error.h"
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

typedef struct {
  char *name;
  GBytes *bytes;
} Part;

struct KdPackage {
  GPtrArray *parts; /* Part * */
};

static void free_part(gpointer data)
{
  Part *part = data;
  g_bytes_unref(part->bytes);
  g_free(part->name);
  g_free(part);
}

KdPackage *kd_package_new(void)
{
  KdPackage *p = g_new0(KdPackage, 1);
  p->parts = g_ptr_array_new_with_free_func(free_part);
  return p;
}

void kd_package_free(KdPackage *p)
{
  if (p == NULL)
    return;
  g_ptr_array_unref(p->parts);
  g_free(p);
}

void kd_package_add(KdPackage *p, const char *name, const char *data, gsize len)
{
  Part *part = g_new0(Part, 1);
  part->name = g_strdup(name);
  part->bytes = g_bytes_new(data, len);
  g_ptr_array_add(p->parts, part);
}

static la_ssize_t append_bytes(struct archive *a, void *user, const void *data, size_t len)
{
  (void)a;
  g_string_append_len(user, data, (gssize)len);
  return (la_ssize_t)len;
}

/* Without a date: the library writes the first that a zip can hold, in every time zone. */
static gboolean write_part(struct archive *a, struct archive_entry *entry, const Part *part)
{
  gsize len;
  const void *data = g_bytes_get_data(part->bytes, &len);
  archive_entry_clear(entry);
  archive_entry_set_pathname_utf8(entry, part->name);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, (la_int64_t)len);
  return archive_write_zip_set_compression_deflate(a) == ARCHIVE_OK &&
         archive_write_header(a, entry) == ARCHIVE_OK && archive_write_data(a, data, len) == (la_ssize_t)len;
}

static gboolean write_parts(struct archive *a, const KdPackage *p, GString *out)
{
  /* No padding behind the end. */
  if (archive_write_set_format_zip(a) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK ||
      archive_write_open2(a, out, NULL, append_bytes, NULL, NULL) != ARCHIVE_OK)
    return FALSE;
  struct archive_entry *entry = archive_entry_new2(a);
  gboolean fine = entry != NULL;
  for (guint i = 0; fine && i < p->parts->len; i++)
    fine = write_part(a, entry, g_ptr_array_index(p->parts, i));
  archive_entry_free(entry);
  return fine && archive_write_close(a) == ARCHIVE_OK;
}

gboolean kd_package_write(const KdPackage *p, GString *out, GError **error)
{
  struct archive *a = archive_write_new();
  gboolean fine = a && write_parts(a, p, out);
  if (!fine)
    g_set_error(error, KD_ERROR, KD_ERROR_IO, "libarchive: %s",
                a ? archive_error_string(a) : g_strerror(ENOMEM));
  archive_write_free(a);
  return fine;
}
