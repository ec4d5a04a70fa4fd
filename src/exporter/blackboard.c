/* Blackboard: rows of fields with tabs between them, for its question pools. */

#include "exporter/exporter.h"
#include "exporter/lines.h"
#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static void append_field(GString *out, const char *text)
{
  g_string_append_c(out, '\t');
  kd_wording_line(out, text);
}

static void append_choices(GString *out, const KdQuestion *q)
{
  append_field(out, q->stem);
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    append_field(out, o->text);
    append_field(out, o->correct ? "correct" : "incorrect");
  }
}

static void append_judgement(GString *out, const KdQuestion *q)
{
  append_field(out, q->stem);
  append_field(out, q->is_true ? "true" : "false");
}

static void append_wordings(GString *out, const KdBlank *b)
{
  append_field(out, b->answer);
  for (guint a = 0; a < b->accept->len; a++)
    append_field(out, g_ptr_array_index(b->accept, a));
}

/* Several blanks are variables [b1], [b2] …; an empty field parts what belongs to two of them. */
static void append_variables(GString *out, const KdQuestion *q)
{
  g_autoptr(GString) stem = g_string_new(NULL);
  const char *rest = q->stem;
  guint n = 0;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK)
      g_string_append_printf(stem, "[b%u]", ++n);
    else
      g_string_append_len(stem, piece.text, (gssize)piece.len);
  }
  append_field(out, stem->str);
  for (guint i = 0; i < q->blanks->len; i++) {
    g_string_append_printf(out, "%s\tb%u", i ? "\t" : "", i + 1);
    append_wordings(out, kd_question_blank(q, i));
  }
}

static void append_blanks(GString *out, const KdQuestion *q)
{
  if (q->blanks->len > 1) {
    append_variables(out, q);
    return;
  }
  g_string_append_c(out, '\t');
  kd_lines_stem(out, q, "______");
  append_wordings(out, kd_question_blank(q, 0));
}

static void append_essay(GString *out, const KdQuestion *q)
{
  append_field(out, q->stem);
  g_string_append_c(out, '\t');
  kd_lines_points(out, q);
}

static void append_parts(GString *out, const KdQuestion *q)
{
  append_field(out, q->stem);
  for (guint i = 0; i < q->places->len; i++)
    append_field(out, kd_question_right(q, kd_question_place(q, i)));
}

static void append_pairs(GString *out, const KdQuestion *q)
{
  append_field(out, q->stem);
  for (guint i = 0; i < q->left->len; i++) {
    append_field(out, kd_question_left(q, i));
    append_field(out, kd_question_right(q, kd_question_place(q, i)));
  }
}

static const struct {
  const char *name;
  void (*append)(GString *out, const KdQuestion *q);
} rows[] = {
    [KD_QUESTION_FILL] = {"FIB", append_blanks},     [KD_QUESTION_SINGLE] = {"MC", append_choices},
    [KD_QUESTION_MULTIPLE] = {"MA", append_choices}, [KD_QUESTION_JUDGE] = {"TF", append_judgement},
    [KD_QUESTION_SHORT] = {"ESS", append_essay},     [KD_QUESTION_ORDER] = {"ORD", append_parts},
    [KD_QUESTION_MATCH] = {"MAT", append_pairs},
};
G_STATIC_ASSERT(G_N_ELEMENTS(rows) == KD_QUESTION_TYPES);

static gboolean write_blackboard(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  for (guint i = 0; i < job->quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(job->quiz, i);
    g_string_append(out, q->blanks->len > 1 ? "FIB_PLUS" : rows[q->type].name);
    rows[q->type].append(out, q);
    g_string_append_c(out, '\n');
  }
  return TRUE;
}

static char *find_obstacle(const KdQuestion *q)
{
  if (kd_remarks_has_lines(q))
    return g_strdup(_("an answer of several lines"));
  if (q->blanks->len > 1 && strpbrk(q->stem, "[]"))
    return g_strdup(_("square brackets in the stem, which name blanks"));
  if (q->type == KD_QUESTION_MATCH && !kd_lines_pairs_off(q))
    return g_strdup(_("parts on the right that belong to no part or to several"));
  return NULL;
}

const KdExporter kd_exporter_blackboard = {
    .name = "blackboard",
    .suffix = ".txt",
    .summary = N_(
        "Blackboard rows with tabs: line ends and tabs become blanks; no place for scores, explanations and "
        "headings; about 500 items a file"),
    .proof = KD_PROOF_MANUAL,
    .holds = {.types = KD_EVERY_TYPE, .max_choices = 100, .max_blanks = 10},
    .find_obstacle = find_obstacle,
    .write = write_blackboard,
};
