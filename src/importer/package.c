#include "importer/package.h"

#include "base/error.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

#define MOST_PARTS 2000
#define MOST_PART_BYTES ((gsize)64 << 20)
#define MOST_GROWTH 200          /* bytes of a part for a byte of the package; 2 to 40 are usual */
#define MOST_TAG_BYTES (1 << 17) /* libxml2 takes quadratic time for the attributes of one tag */
#define MOST_DEPTH 64

struct KdPackageReader {
  char *name;
  const char *bytes; /* borrowed */
  gsize len;
  GHashTable *parts; /* char *, owned, in lower case */
};

/* Who hears of libxml2's errors in this thread. */
typedef struct {
  xmlStructuredErrorFunc structured;
  xmlGenericErrorFunc generic;
  void *with_structured, *with_generic;
} Hearers;

struct KdPart {
  const KdPackageReader *package;
  char *name;
  struct archive *archive;
  xmlTextReaderPtr reader;
  Hearers hearers;
  gsize unpacked;
  char *why;      /* the part is damaged; NULL: not known to be */
  gboolean empty; /* the start tag here is its own end tag, too */
  KdPartEvent event;
};

static gboolean fail(const char *name, GError **error, const char *why)
{
  g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s", name, why);
  return FALSE;
}

/* The archive before its first part; NULL: it is none. */
static struct archive *open_archive(const char *bytes, gsize len)
{
  struct archive *a = archive_read_new();
  if (a && archive_read_support_format_zip_seekable(a) == ARCHIVE_OK &&
      archive_read_open_memory(a, bytes, len) == ARCHIVE_OK)
    return a;
  archive_read_free(a);
  return NULL;
}

/* The name of a part in lower case, without a slash in front; the caller owns it. */
static char *fold_name(const char *name)
{
  g_autofree char *valid = g_utf8_make_valid(name ? name : "", -1);
  return g_ascii_strdown(*valid == '/' ? valid + 1 : valid, -1);
}

static const char *entry_name(struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8(entry);
  return name ? name : archive_entry_pathname(entry);
}

static gboolean is_package(const char *name)
{
  static const char *const suffixes[] = {".zip",  ".xlsx", ".xlsm", ".docx", ".docm",
                                         ".pptx", ".gz",   ".7z",   ".rar"};
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
    if (g_str_has_suffix(name, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* Why the package is refused for this part; NULL: it is not. Takes its name. */
static const char *check_entry(KdPackageReader *p, struct archive_entry *entry)
{
  g_autofree char *name = fold_name(entry_name(entry));
  if (archive_entry_is_encrypted(entry))
    return _("encrypted; save it without a password");
  if (archive_entry_filetype(entry) == AE_IFDIR)
    return NULL;
  if (archive_entry_filetype(entry) != AE_IFREG || *name == '\0')
    return _("a damaged package: something in it is no file");
  if (is_package(name))
    return _("a package inside the package");
  if (g_hash_table_size(p->parts) == MOST_PARTS)
    return _("a package of too many parts");
  return g_hash_table_add(p->parts, g_steal_pointer(&name)) ? NULL
                                                            : _("a damaged package: a part stands twice");
}

static gboolean list_parts(KdPackageReader *p, struct archive *a, GError **error)
{
  struct archive_entry *entry;
  int status;
  guint n = 0;
  while ((status = archive_read_next_header(a, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
    const char *why = n++ > 2 * MOST_PARTS ? _("a package of too many parts") : check_entry(p, entry);
    if (why)
      return fail(p->name, error, why);
  }
  return status == ARCHIVE_EOF || fail(p->name, error, _("a damaged package, perhaps cut short"));
}

KdPackageReader *kd_package_reader_new(const char *name, const char *bytes, gsize len, GError **error)
{
  g_autoptr(KdPackageReader) p = g_new0(KdPackageReader, 1);
  p->name = g_strdup(name);
  p->bytes = bytes;
  p->len = len;
  p->parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  struct archive *a = open_archive(bytes, len);
  gboolean fine = a ? list_parts(p, a, error) : fail(name, error, _("a damaged package, perhaps cut short"));
  archive_read_free(a);
  return fine ? g_steal_pointer(&p) : NULL;
}

void kd_package_reader_free(KdPackageReader *p)
{
  if (p == NULL)
    return;
  g_hash_table_unref(p->parts);
  g_free(p->name);
  g_free(p);
}

gboolean kd_package_reader_has(const KdPackageReader *p, const char *part)
{
  g_autofree char *name = fold_name(part);
  return g_hash_table_contains(p->parts, name);
}

void kd_part_refuse(KdPart *part, const char *why)
{
  if (part->why == NULL)
    part->why = g_strdup(why);
}

static int refuse_bytes(KdPart *part, const char *why)
{
  kd_part_refuse(part, why);
  return -1;
}

/* Feeds the parser, no further ahead of it than a tag may be long. */
static int unpack(void *user, char *buffer, int room)
{
  KdPart *part = user;
  if (part->reader && part->unpacked > MOST_TAG_BYTES) {
    glong used = xmlTextReaderByteConsumed(part->reader);
    if (used < 0 || part->unpacked - MIN(part->unpacked, (gsize)used) > MOST_TAG_BYTES)
      return refuse_bytes(part, _("a tag that is too long"));
  }
  la_ssize_t n = archive_read_data(part->archive, buffer, (size_t)room);
  if (n < 0)
    return refuse_bytes(part, _("damaged"));
  part->unpacked += (gsize)n;
  gsize growth =
      part->package->len > MOST_PART_BYTES / MOST_GROWTH ? MOST_PART_BYTES : MOST_GROWTH * part->package->len;
  return part->unpacked > growth ? refuse_bytes(part, _("too large, or packed suspiciously small")) : (int)n;
}

/* At the part, in the archive. */
static gboolean seek_part(struct archive *a, const char *wanted)
{
  struct archive_entry *entry;
  for (;;) {
    int status = archive_read_next_header(a, &entry);
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
      return FALSE;
    g_autofree char *name = fold_name(entry_name(entry));
    if (strcmp(name, wanted) == 0 && archive_entry_filetype(entry) == AE_IFREG)
      return TRUE;
  }
}

static void ignore(void *user, xmlErrorPtr error)
{
  (void)user;
  (void)error;
}

static void ignore_text(void *user, const char *text, ...)
{
  (void)user;
  (void)text;
}

/* Some errors libxml2 tells standard error and nobody else. */
static Hearers keep_quiet(void)
{
  Hearers before = {xmlStructuredError, xmlGenericError, xmlStructuredErrorContext, xmlGenericErrorContext};
  xmlSetStructuredErrorFunc(NULL, ignore);
  xmlSetGenericErrorFunc(NULL, ignore_text);
  return before;
}

KdPart *kd_part_open(const KdPackageReader *p, const char *part, GError **error)
{
  g_autofree char *name = fold_name(part);
  struct archive *a = open_archive(p->bytes, p->len);
  if (a == NULL || !seek_part(a, name)) {
    archive_read_free(a);
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s: %s", p->name, part, _("no such part"));
    return NULL;
  }
  KdPart *opened = g_new0(KdPart, 1);
  opened->package = p;
  opened->name = g_strdup(part);
  opened->archive = a;
  opened->hearers = keep_quiet();
  opened->reader = xmlReaderForIO(unpack, NULL, opened, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (opened->reader == NULL)
    kd_part_refuse(opened, _("not well-formed XML"));
  return opened;
}

static gboolean stop(KdPart *part, const char *why)
{
  kd_part_refuse(part, why);
  return FALSE;
}

/* What the node is for our purposes; FALSE: nothing. */
static gboolean take_node(KdPart *part)
{
  switch (xmlTextReaderNodeType(part->reader)) {
  case XML_READER_TYPE_ELEMENT:
    part->event = KD_PART_START;
    part->empty = xmlTextReaderIsEmptyElement(part->reader) == 1;
    return TRUE;
  case XML_READER_TYPE_END_ELEMENT:
    part->event = KD_PART_END;
    return TRUE;
  case XML_READER_TYPE_TEXT:
  case XML_READER_TYPE_CDATA:
  case XML_READER_TYPE_WHITESPACE:
  case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    part->event = KD_PART_TEXT;
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean kd_part_next(KdPart *part)
{
  if (part->why == NULL && part->event == KD_PART_START && part->empty) {
    part->empty = FALSE;
    part->event = KD_PART_END;
    return TRUE;
  }
  for (;;) {
    int status = part->why ? -1 : xmlTextReaderRead(part->reader);
    if (status == 0)
      return FALSE;
    if (status < 0)
      return stop(part, _("not well-formed XML"));
    int type = xmlTextReaderNodeType(part->reader);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
      return stop(part, _("a DOCTYPE, which such a file never has"));
    if (xmlTextReaderDepth(part->reader) > MOST_DEPTH)
      return stop(part, _("elements nested too deeply"));
    if (take_node(part))
      return TRUE;
  }
}

KdPartEvent kd_part_event(const KdPart *part)
{
  return part->event;
}

gboolean kd_part_is(const KdPart *part, const char *element)
{
  const xmlChar *name = part->event == KD_PART_TEXT ? NULL : xmlTextReaderConstLocalName(part->reader);
  return name && strcmp((const char *)name, element) == 0;
}

const char *kd_part_text(const KdPart *part)
{
  const xmlChar *text = xmlTextReaderConstValue(part->reader);
  return text ? (const char *)text : "";
}

char *kd_part_attribute(KdPart *part, const char *name)
{
  char *value = NULL;
  while (value == NULL && xmlTextReaderMoveToNextAttribute(part->reader) == 1)
    if (strcmp((const char *)xmlTextReaderConstLocalName(part->reader), name) == 0)
      value = g_strdup((const char *)xmlTextReaderConstValue(part->reader));
  xmlTextReaderMoveToElement(part->reader);
  return value;
}

gboolean kd_part_close(KdPart *part, GError **error)
{
  gboolean fine = part->why == NULL;
  int line = part->reader ? xmlTextReaderGetParserLineNumber(part->reader) : 0;
  if (!fine)
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s:%d: %s", part->package->name, part->name, line,
                part->why);
  xmlFreeTextReader(part->reader);
  xmlSetStructuredErrorFunc(part->hearers.with_structured, part->hearers.structured);
  xmlSetGenericErrorFunc(part->hearers.with_generic, part->hearers.generic);
  archive_read_free(part->archive);
  g_free(part->why);
  g_free(part->name);
  g_free(part);
  return fine;
}
