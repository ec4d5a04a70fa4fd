#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/quiz_tree.h"
#include <glib/gi18n-lib.h>

/* The set on one line. */
static gboolean write_jsonl(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  kd_json_write(kd_quiz_tree(job->quiz), FALSE, out);
  g_string_append_c(out, '\n');
  return TRUE;
}

const KdExporter kd_exporter_jsonl = {
    .name = "jsonl",
    .suffix = ".jsonl",
    .summary = N_("JSON, a set a line"),
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE},
    .write = write_jsonl,
};
