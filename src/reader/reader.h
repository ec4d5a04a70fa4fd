#pragma once
/* Owns: nothing after it returns. Bytes → KdDocument; used by app/pipeline.c and the tests. */

#include "base/context.h"
#include "model/document.h"

/* Reads a text: encoding, wraps, marks, outline, sentences. The caller owns the document; file is the name
 * for messages. NULL with KD_ERROR_ENCODING (bytes that are no text; the message gives the byte offset) or
 * KD_ERROR_EMPTY. What is odd about the text goes to the sink. */
KdDocument *kd_reader_read(const KdContext *ctx, const char *file, const guint8 *bytes, gsize len,
                           GError **error);
