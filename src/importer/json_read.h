#pragma once
/* Owns: a JSON text that has been read, with the place of every value. Used by importer/ only; lives as long
 * as the reading of a file. cJSON builds the tree, behind a scanner that takes nothing but RFC 8259: valid
 * UTF-8, no NUL, no key twice, no depth beyond reason. */

#include "base/finding.h"
#include <cjson/cJSON.h>

typedef struct {
  char *name;
  char *text;
  cJSON *root;
  GHashTable *places; /* cJSON *, borrowed → offset in text */
  GArray *lines;      /* guint32: offsets at which lines begin */
  guint32 first_line; /* what the first line of text is called */
} KdJson;

/* NULL with KD_ERROR_FORMAT or KD_ERROR_ENCODING, "NAME:LINE:COLUMN: …". */
KdJson *kd_json_read(const char *name, guint32 first_line, const char *text, gsize len, GError **error);
void kd_json_free(KdJson *j);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdJson, kd_json_free)

/* The line of a value. */
guint32 kd_json_line(const KdJson *j, const cJSON *value);
/* Sets the error "NAME:LINE:COLUMN: why" for a value; always FALSE. */
gboolean kd_json_fail(const KdJson *j, const cJSON *value, GError **error, const char *why, ...)
    G_GNUC_PRINTF(4, 5);
