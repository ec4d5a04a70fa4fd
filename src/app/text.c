#include "app/view.h"
#include "exporter/documents.h"
#include <glib/gi18n.h>

static void write_text(const KdContext *ctx, const KdDocument *d, KdViewFormat format, gpointer data,
                       GString *out)
{
  (void)ctx;
  (void)data;
  if (format == KD_VIEW_TEXT || format == KD_VIEW_COLOURED)
    kd_text_write_plain(d, format == KD_VIEW_COLOURED, out);
  else
    kd_text_write_json(d, format == KD_VIEW_JSON, out);
}

static KdExit run_text(char **argv)
{
  const KdView view = {.command = &kd_command_text, .write = write_text, .colours = TRUE};
  return kd_view_run(&view, argv);
}

const KdCommand kd_command_text = {
    .name = "text",
    .arguments = N_("FILE…"),
    .summary = N_("Print the repaired text and the list of repairs."),
    .examples = "  kaodian text page.txt\n  kaodian text -f json -o page.json page.txt",
    .run = run_text,
};
