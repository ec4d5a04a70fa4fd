#include "app/view.h"
#include "exporter/documents.h"
#include <glib/gi18n.h>

static void write_points(const KdContext *ctx, const KdDocument *d, KdViewFormat format, GString *out)
{
  g_autoptr(GPtrArray) points = kd_pipeline_extract(ctx, d);
  if (format == KD_VIEW_TEXT)
    kd_points_write_plain(d, points, out);
  else
    kd_points_write_json(d, points, format == KD_VIEW_JSON, out);
}

static KdExit run_points(char **argv)
{
  return kd_view_run(&kd_command_points, argv, write_points);
}

const KdCommand kd_command_points = {
    .name = "points",
    .arguments = N_("FILE…"),
    .summary = N_("Print the key points found in the texts."),
    .examples =
        "  kaodian points page.txt\n  kaodian points --input jsonl -f jsonl -o points.jsonl texts.jsonl",
    .run = run_points,
};
