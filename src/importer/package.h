#pragma once
/* Owns: a zip package whose parts are XML (an OOXML file), while it is read. Used by importer/ only; lives as
 * long as the reading of a file. libarchive unpacks, libxml2 parses, a little at a time; nothing is written
 * to disk, nothing is fetched, and there are limits to everything: parts, their sizes, their growth, depth
 * and entities. */

#include <glib.h>

typedef struct KdPackageReader KdPackageReader;

/* Looks the whole package through. The bytes must outlive it. NULL with KD_ERROR_FORMAT, "NAME: why". */
KdPackageReader *kd_package_reader_new(const char *name, const char *bytes, gsize len, GError **error);
void kd_package_reader_free(KdPackageReader *p);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdPackageReader, kd_package_reader_free)

/* Is there a part of this name? Latin case does not count. */
gboolean kd_package_reader_has(const KdPackageReader *p, const char *part);

/* A part that is being parsed. */
typedef enum { KD_PART_START, KD_PART_END, KD_PART_TEXT } KdPartEvent;
typedef struct KdPart KdPart;

/* NULL with KD_ERROR_FORMAT: there is no such part. */
KdPart *kd_part_open(const KdPackageReader *p, const char *part, GError **error);
/* On to the next tag or text; FALSE: there is none, or the part is damaged. */
gboolean kd_part_next(KdPart *part);
KdPartEvent kd_part_event(const KdPart *part);
/* Is the tag one of this element, whatever its namespace? */
gboolean kd_part_is(const KdPart *part, const char *element);
/* The text here, borrowed until the next step. */
const char *kd_part_text(const KdPart *part);
/* An attribute of the start tag here, whatever its namespace; NULL: it has none such. The caller owns it. */
char *kd_part_attribute(KdPart *part, const char *name);
/* The part says what it cannot mean: it is damaged, and there is no next step. */
void kd_part_refuse(KdPart *part, const char *why);
/* Frees it. FALSE with KD_ERROR_FORMAT, "NAME: PART:LINE: why": it is damaged. */
gboolean kd_part_close(KdPart *part, GError **error);
