/* Anki's text import: lines of a header that name the columns, then a note a line. A note of the same guid is
 * updated. Every field stands in quotation marks, so that none can begin a comment. */

#include "exporter/cards.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>

static const char header[] = "#separator:tab\n"
                             "#html:true\n"
                             "#if matches:update current\n"
                             "#notetype column:1\n"
                             "#deck column:2\n"
                             "#tags column:3\n"
                             "#guid column:4\n";

static void append_field(GString *out, const char *field, char end)
{
  g_string_append_c(out, '"');
  for (const char *p = field; *p; p++) {
    if (*p == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
  g_string_append_c(out, end);
}

static void append_note(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) deck = g_string_new(NULL);
  g_autoptr(GString) tags = g_string_new(NULL);
  g_autoptr(GString) front = g_string_new(NULL);
  g_autoptr(GString) back = g_string_new(NULL);
  g_autofree char *guid = kd_card_guid(q);
  kd_card_deck(deck, quiz);
  kd_card_tags(tags, q);
  kd_card_front(front, q);
  kd_card_answer(back, q);
  kd_card_remarks(back, quiz, q);
  append_field(out, kd_card_is_cloze(q) ? "Cloze" : "Basic", '\t');
  append_field(out, deck->str, '\t');
  append_field(out, tags->str, '\t');
  append_field(out, guid, '\t');
  append_field(out, front->str, '\t');
  append_field(out, back->str, '\n');
}

static gboolean write_anki(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  g_string_append(out, header);
  for (guint i = 0; i < job->quiz->questions->len; i++)
    append_note(out, job->quiz, kd_quiz_question(job->quiz, i));
  return TRUE;
}

const KdExporter kd_exporter_anki = {
    .name = "anki",
    .suffix = ".txt",
    .summary =
        N_("Anki's text import, for profiles whose note types are named Basic and Cloze; apkg is safer"),
    .proof = KD_PROOF_MANUAL,
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE, .max_choices = KD_LETTERS},
    .find_obstacle = kd_card_find_obstacle,
    .write = write_anki,
};
