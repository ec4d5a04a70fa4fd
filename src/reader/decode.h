#pragma once
/* Owns: nothing after it returns. Bytes of a file → valid UTF-8; used by the reader's driver and the tests.
 */

#include <glib.h>

typedef struct {
  char *text; /* owned: valid UTF-8 without byte order mark */
  gsize len;
  const char *encoding; /* static: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" */
} KdDecoded;

/* Reads UTF-8, UTF-16 with a byte order mark, or GB18030, all strictly: bytes that are no text give FALSE and
 * KD_ERROR_ENCODING with file, line, column and byte. UTF-8 is tried first. Nothing is ever dropped or
 * replaced. On success the caller frees out->text. */
gboolean kd_decode(const char *file, const guint8 *bytes, gsize len, KdDecoded *out, GError **error);
