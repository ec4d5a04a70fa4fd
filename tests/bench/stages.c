/* The pipeline, document by document, up to a stage. */
#include "app/pipeline.h"
#include "bench/bench.h"

const char *const kd_bench_stages[KD_BENCH_STAGES] = {
    [KD_BENCH_READ] = "reading", [KD_BENCH_POINTS] = "points", [KD_BENCH_ITEMS] = "items with JSON"};

static void write_items(const KdContext *ctx, KdDocument *d, GString *out)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  g_ptr_array_add(documents, d);
  KdPlan plan = {0};
  kd_blueprint_init(&plan.blueprint);
  plan.blueprint.all = TRUE;
  g_autoptr(KdQuiz) quiz = kd_pipeline_generate(ctx, documents, &plan);
  KdExportJob job = {quiz, NULL, ctx->findings};
  kd_exporter_write(kd_exporter_find("jsonl"), &job, out, NULL);
}

static void run_one(const KdContext *ctx, KdBenchStage stage, GBytes *bytes, GString *out)
{
  g_autoptr(KdDocument) d = kd_pipeline_read(ctx, "bench.txt", NULL, bytes, NULL);
  if (d == NULL || stage == KD_BENCH_READ)
    return;
  if (stage == KD_BENCH_ITEMS) {
    write_items(ctx, d, out);
    return;
  }
  g_autoptr(GPtrArray) points = kd_pipeline_extract(ctx, d);
}

gsize kd_bench_run(const KdContext *ctx, KdBenchStage stage, const KdBenchTexts *texts)
{
  gsize written = 0;
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < texts->documents->len; i++) {
    g_autoptr(KdFindings) findings = kd_findings_new();
    KdContext own = *ctx;
    own.findings = findings;
    g_string_truncate(out, 0);
    run_one(&own, stage, g_ptr_array_index(texts->documents, i), out);
    written += out->len;
  }
  return written;
}
