/* Aiken: single choice in lines, for Moodle and others. */

#include "exporter/exporter.h"
#include "exporter/lines.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>

static void append_option(GString *out, guint i, const char *text)
{
  g_string_append_printf(out, "%c. ", kd_wording_letter(i));
  kd_wording_line(out, text);
  g_string_append_c(out, '\n');
}

static void append_item(GString *out, const KdQuestion *q)
{
  kd_lines_stem(out, q, KD_BLANK);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < q->options->len; i++)
    append_option(out, i, kd_question_option(q, i)->text);
  if (q->type == KD_QUESTION_JUDGE) {
    append_option(out, 0, "正确");
    append_option(out, 1, "错误");
  }
  g_string_append(out, "ANSWER: ");
  if (q->type == KD_QUESTION_JUDGE)
    g_string_append_c(out, q->is_true ? 'A' : 'B');
  else
    kd_wording_key(out, q, "");
  g_string_append_c(out, '\n');
}

static gboolean write_aiken(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  for (guint i = 0; i < job->quiz->questions->len; i++) {
    g_string_append(out, i ? "\n" : "");
    append_item(out, kd_quiz_question(job->quiz, i));
  }
  return TRUE;
}

static char *find_obstacle(const KdQuestion *q)
{
  g_autofree char *stem = g_strchug(g_strdup(q->stem));
  if (g_ascii_isalpha(stem[0]) && (stem[1] == '.' || stem[1] == ')'))
    return g_strdup(_("a stem that would be read as an option or as another item"));
  if (g_ascii_strncasecmp(stem, "ANSWER:", 7) == 0)
    return g_strdup(_("words that would be read as the mark of an answer, an explanation or a type"));
  return kd_exporter_few_options(q);
}

const KdExporter kd_exporter_aiken = {
    .name = "aiken",
    .suffix = ".txt",
    .summary = N_("Aiken: single choice, and judgements as a choice of 正确 and 错误; line ends become "
                  "blanks; no place "
                  "for scores and explanations"),
    .proof = KD_PROOF_STANDARD,
    .holds = {.types = 1u << KD_QUESTION_SINGLE | 1u << KD_QUESTION_JUDGE, .max_choices = KD_LETTERS},
    .find_obstacle = find_obstacle,
    .write = write_aiken,
};
