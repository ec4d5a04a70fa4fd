#include "app/view.h"
#include "exporter/documents.h"
#include <glib/gi18n.h>

static void write_points(const KdContext *ctx, const KdDocument *d, KdViewFormat format, gpointer data,
                         GString *out)
{
  const gboolean *explain = data;
  g_autoptr(GPtrArray) points = kd_pipeline_extract(ctx, d);
  KdPointsStyle style = {.pretty = format == KD_VIEW_JSON, .explain = *explain};
  if (format == KD_VIEW_TEXT)
    kd_points_write_plain(d, points, style, out);
  else
    kd_points_write_json(d, points, style, out);
}

static KdExit run_points(char **argv)
{
  gboolean explain = FALSE;
  const GOptionEntry own[] = {{"explain", 0, 0, G_OPTION_ARG_NONE, &explain,
                               N_("Say of each point which rules made it and by which words of the text"),
                               NULL},
                              {0}};
  KdView view = {&kd_command_points, own, write_points, &explain};
  return kd_view_run(&view, argv);
}

const KdCommand kd_command_points = {
    .name = "points",
    .arguments = N_("FILE…"),
    .summary = N_("Print the key points found in the texts."),
    .examples = "  kaodian points page.txt\n  kaodian points --explain page.txt\n"
                "  kaodian points --input jsonl -f jsonl -o points.jsonl texts.jsonl",
    .run = run_points,
};
