#pragma once
/* Owns: nothing. Files that are no plain text, known by how they begin; used by the reader's driver. */

#include <glib.h>

/* TRUE: nothing is known against the bytes. FALSE with KD_ERROR_UNSUPPORTED, "NAME: what it is; what to do".
 */
gboolean kd_foreign_check(const char *file, const guint8 *bytes, gsize len, GError **error);
