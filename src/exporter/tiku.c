/* 题库: plain text that many apps recognise, the items in sections by type, each with its answer. */

#include "exporter/bank.h"
#include <glib/gi18n-lib.h>

/* For people on Windows: with a byte order mark, lines end in CRLF. The first line is empty, so that a
 * program that keeps the mark does not miss the head of the first section. */
static gboolean write_tiku(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  g_autoptr(GPtrArray) lines = kd_bank_lines(job->quiz);
  g_string_append(out, "\xEF\xBB\xBF\r\n");
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(out, "%s\r\n", (const char *)g_ptr_array_index(lines, i));
  return TRUE;
}

const KdExporter kd_exporter_tiku = {
    .name = "tiku",
    .suffix = ".txt",
    .summary = N_(
        "题库 text that many apps recognise: other right wordings of a blank stand in the explanation, line "
        "ends become blanks; no place for scores"),
    .proof = KD_PROOF_HEARSAY,
    .holds = KD_BANK_HOLDS,
    .find_obstacle = kd_bank_find_obstacle,
    .write = write_tiku,
};
