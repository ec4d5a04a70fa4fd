/* Bytes → a set, or one of every sound item, in every format, read back from those that can be. */
#include "app/pipeline.h"
#include "target.h"

#include <string.h>

static GString *write_set(const KdQuiz *quiz, const char *format)
{
  g_autoptr(KdFindings) findings = kd_findings_new();
  GString *out = g_string_new(NULL);
  KdExportJob job = {quiz, NULL, findings};
  kd_exporter_write(kd_exporter_find(format), &job, out, NULL);
  g_assert(kd_exporter_find(format)->binary || g_utf8_validate(out->str, (gssize)out->len, NULL));
  return out;
}

/* What was written is read back and written again: the same set. */
static void check_round_trip(const KdQuiz *quiz, const char *format)
{
  g_autoptr(GString) before = write_set(quiz, "json"), file = write_set(quiz, format);
  g_autofree char *name = g_strconcat("fuzz.", format, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new(file->str, file->len);
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(KdQuiz) again = kd_importer_read(name, bytes, findings, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GString) after = write_set(again, "json");
  g_assert_cmpstr(before->str, ==, after->str);
}

/* Setting a page takes longer than all the rest; every thirty-second length gets one. */
static gboolean is_wanted(const KdExporter *x, gsize len)
{
  return strcmp(x->name, "pdf") != 0 || len % 32 == 5;
}

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
  g_autoptr(GBytes) data = g_bytes_new_static(bytes, len);
  g_autoptr(KdDocument) document = kd_pipeline_read(&ctx, "fuzz.txt", NULL, data, NULL);
  if (document == NULL)
    return 0;
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  g_ptr_array_add(documents, document);
  KdPlan plan = {0};
  kd_blueprint_init(&plan.blueprint);
  plan.blueprint.all = len % 2 == 0;
  g_autoptr(KdQuiz) quiz = kd_pipeline_generate(&ctx, documents, &plan);
  for (guint i = 0; i < kd_exporter_count(); i++)
    if (is_wanted(kd_exporter_get(i), len))
      g_string_free(write_set(quiz, kd_exporter_get(i)->name), TRUE);
  check_round_trip(quiz, "json");
  if (quiz->questions->len > 0) {
    check_round_trip(quiz, "csv");
    check_round_trip(quiz, "xlsx");
  }
  return 0;
}
