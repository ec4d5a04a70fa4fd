#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/quiz_tree.h"
#include <glib/gi18n-lib.h>

static gboolean write_json(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  kd_json_write(kd_quiz_tree(job->quiz), TRUE, out);
  return TRUE;
}

const KdExporter kd_exporter_json = {
    .name = "json",
    .suffix = ".json",
    .summary = N_("a quiz set with everything that is known of it"),
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE},
    .write = write_json,
};
