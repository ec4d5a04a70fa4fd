#include "app/pipeline.h"

#include "extractor/extractor.h"
#include "reader/reader.h"

KdDocument *kd_pipeline_read(const KdContext *ctx, const char *name, const char *id, GBytes *bytes,
                             GError **error)
{
  gsize len = 0;
  const guint8 *data = g_bytes_get_data(bytes, &len);
  g_autoptr(KdDocument) document = kd_reader_read(ctx, name, data, len, error);
  if (document == NULL)
    return NULL;
  g_free(document->id);
  document->id = g_strdup(id);
  g_free(document->sha256);
  document->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  return g_steal_pointer(&document);
}

GPtrArray *kd_pipeline_extract(const KdContext *ctx, const KdDocument *document)
{
  return kd_extractor_extract(ctx, document);
}
