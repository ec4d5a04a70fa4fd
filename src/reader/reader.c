#include "reader/reader.h"

#include "base/error.h"
#include "reader/sentences.h"
#include <string.h>

KdDocument *kd_reader_read(const KdContext *ctx, const char *file, const guint8 *bytes, gsize len,
                           GError **error)
{
  (void)ctx;
  if (len == 0 || !g_utf8_validate((const char *)bytes, (gssize)len, NULL)) {
    g_set_error(error, KD_ERROR, KD_ERROR_ENCODING, "%s: not UTF-8", file);
    return NULL;
  }
  g_autoptr(KdDocument) d = kd_document_new(file);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *all = g_strndup((const char *)bytes, len);
  g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
  KdArticle a = {.first_line = 1, .last_line = g_strv_length(lines)};
  for (guint i = 0; lines[i]; i++) {
    char *line = g_strstrip(lines[i]);
    if (*line == '\0')
      continue;
    KdBlock b = {.kind = KD_BLOCK_PARAGRAPH, .parent = KD_NONE, .first_line = i + 1, .last_line = i + 1};
    b.span = (KdSpan){(guint32)text->len, (guint32)strlen(line)};
    if (d->blocks->len == 0) {
      b.kind = KD_BLOCK_TITLE;
      b.level = 1;
      a.title = b.span;
    }
    KdAnchor anchor = {(guint32)text->len, i + 1, 1};
    g_array_append_val(d->anchors, anchor);
    g_array_append_val(d->blocks, b);
    g_string_append(text, line);
    g_string_append_c(text, '\n');
  }
  a.n_blocks = d->blocks->len;
  g_array_append_val(d->articles, a);
  d->len = text->len;
  d->text = g_string_free(g_steal_pointer(&text), FALSE);
  for (guint32 i = 0; i < d->blocks->len; i++)
    kd_sentences_split(d, i);
  kd_document_check(d);
  return g_steal_pointer(&d);
}
