#include "app/view.h"
#include "exporter/documents.h"
#include <glib/gi18n.h>

static void write_text(const KdContext *ctx, const KdDocument *d, KdViewFormat format, GString *out)
{
  (void)ctx;
  if (format == KD_VIEW_TEXT)
    kd_text_write_plain(d, out);
  else
    kd_text_write_json(d, format == KD_VIEW_JSON, out);
}

static KdExit run_text(char **argv)
{
  return kd_view_run(&kd_command_text, argv, write_text);
}

const KdCommand kd_command_text = {
    .name = "text",
    .arguments = N_("FILE…"),
    .summary = N_("Print the repaired text and the list of repairs."),
    .examples = "  kaodian text page.txt\n  kaodian text -f json -o page.json page.txt",
    .run = run_text,
};
