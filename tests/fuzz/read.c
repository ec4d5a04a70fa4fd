/* Bytes → text with its structure → text and points as JSON. */
#include "app/pipeline.h"
#include "exporter/documents.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  static KdCues *cues;
  static KdNgrams *ngrams;
  if (cues == NULL) {
    cues = kd_cues_new();
    ngrams = kd_ngrams_open(NULL, NULL);
  }
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdContext ctx = {.cues = cues, .findings = findings, .seed = 1, .ngrams = ngrams};
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) data = g_bytes_new_static(bytes, len);
  g_autoptr(KdDocument) document = kd_pipeline_read(&ctx, "fuzz.txt", NULL, data, &error);
  g_assert((document == NULL) == (error != NULL));
  if (document == NULL)
    return 0;
  kd_document_check(document);
  g_autoptr(GString) out = g_string_new(NULL);
  kd_text_write_json(document, FALSE, out);
  g_autoptr(GPtrArray) points = kd_pipeline_extract(&ctx, document);
  kd_points_write_json(document, points, (KdPointsStyle){.explain = TRUE}, out);
  g_assert(g_utf8_validate(out->str, (gssize)out->len, NULL));
  return 0;
}
