/* Bytes → a package of several parts → a quiz set. Bytes that begin as a zip package are one; all others name
 * the parts and say what is in them, a line "@@ NAME" before each, since hardly any change of a package
 * survives its checksums. */
#include "exporter/package.h"
#include "import.h"
#include "importer/package.h"
#include "target.h"

#include <string.h>

#define MARK "@@ "
#define MOST_NAME 256

static const char *const parts[] = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                                    "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"};

/* Every event of a part, and what can be asked of it. */
static void walk_part(const KdPackageReader *package, const char *name)
{
  g_autoptr(GError) error = NULL;
  KdPart *part = kd_part_open(package, name, &error);
  g_assert((part == NULL) == (error != NULL));
  if (part == NULL)
    return;
  while (kd_part_next(part)) {
    if (kd_part_event(part) == KD_PART_START)
      g_free(kd_part_attribute(part, "Target"));
    if (kd_part_event(part) == KD_PART_TEXT)
      g_assert(g_utf8_validate(kd_part_text(part), -1, NULL));
  }
  gboolean fine = kd_part_close(part, &error);
  g_assert(fine == (error == NULL));
}

static void read_package(const char *bytes, gsize len)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(KdPackageReader) package = kd_package_reader_new("fuzz.xlsx", bytes, len, &error);
  g_assert((package == NULL) == (error != NULL));
  for (guint i = 0; package && i < G_N_ELEMENTS(parts); i++)
    walk_part(package, parts[i]);
  kd_fuzz_import("fuzz.xlsx", (const guint8 *)bytes, len);
}

/* The end of the part that begins here: the next mark at the start of a line. */
static const char *find_end(const char *from, const char *end)
{
  for (const char *p = from; p < end; p++)
    if (p[0] == '\n' && (gsize)(end - p) > strlen(MARK) && memcmp(p + 1, MARK, strlen(MARK)) == 0)
      return p;
  return end;
}

static GString *wrap(const char *bytes, gsize len)
{
  g_autoptr(KdPackage) package = kd_package_new();
  const char *end = bytes + len;
  for (const char *p = bytes; p < end;) {
    const char *stop = find_end(p, end), *line = memchr(p, '\n', (gsize)(stop - p));
    gsize skip = MIN(strlen(MARK), (gsize)(stop - p));
    g_autofree char *raw =
        g_strndup(p + skip, (gsize)((line ? line : stop) - p) - MIN(skip, (gsize)((line ? line : stop) - p)));
    g_autofree char *name = g_utf8_make_valid(raw, -1);
    /* A part without a name cannot be written, and libarchive writes past its buffer for a name of 64 kB. */
    if (line && *name && strlen(name) < MOST_NAME)
      kd_package_add(package, name, line + 1, (gsize)(stop - line - 1));
    p = stop + 1;
  }
  GString *out = g_string_new(NULL);
  if (!kd_package_write(package, out, NULL))
    g_string_truncate(out, 0);
  return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  if (len >= 2 && memcmp(bytes, "PK", 2) == 0) {
    read_package((const char *)bytes, len);
  } else {
    g_autoptr(GString) package = wrap((const char *)bytes, len);
    read_package(package->str, package->len);
  }
  return 0;
}
