#pragma once
/* Owns: nothing. What the fuzz targets of the importer do, for a file of any form. */

#include "app/pipeline.h"
#include <string.h>

static inline GString *kd_fuzz_write(const KdQuiz *quiz)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  GString *out = g_string_new(NULL);
  KdExportJob job = {quiz, NULL, findings};
  kd_exporter_write(kd_exporter_find("json"), &job, out, NULL);
  return out;
}

/* Reads a set; what was read passes through verify and every exporter, and comes back the same from its JSON.
 */
static inline void kd_fuzz_import(const char *name, const guint8 *bytes, gsize len)
{
  static KdCues *cues;
  if (cues == NULL)
    cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GBytes) data = g_bytes_new_static(bytes, len);
  g_autoptr(KdQuiz) quiz = kd_importer_read(name, data, findings, lines, &error);
  g_assert((quiz == NULL) == (error != NULL));
  if (quiz == NULL) {
    g_assert(g_utf8_validate(error->message, -1, NULL));
    return;
  }
  KdContext ctx = {.cues = cues, .findings = findings, .seed = 1};
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  g_ptr_array_set_size(documents, (int)quiz->sources->len);
  kd_pipeline_verify(&ctx, quiz, documents, lines, name);
  for (guint i = 0; i < kd_exporter_count(); i++) {
    /* Setting a page takes a thousand times as long as all the rest; the paper has suites of its own. */
    if (strcmp(kd_exporter_get(i)->name, "pdf") == 0)
      continue;
    g_autoptr(GString) out = g_string_new(NULL);
    KdExportJob job = {quiz, NULL, findings};
    kd_exporter_write(kd_exporter_get(i), &job, out, NULL);
    g_assert(kd_exporter_get(i)->binary || g_utf8_validate(out->str, (gssize)out->len, NULL));
  }
  g_autoptr(GString) before = kd_fuzz_write(quiz);
  g_autoptr(GBytes) json = g_bytes_new(before->str, before->len);
  g_autoptr(KdQuiz) again = kd_importer_read("again.json", json, findings, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GString) after = kd_fuzz_write(again);
  g_assert_cmpstr(before->str, ==, after->str);
}
