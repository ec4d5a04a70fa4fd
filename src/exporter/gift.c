/* GIFT, for Moodle and others. Stems, options and feedback are HTML; answers to type in and the parts on the
 * right of a matching item are plain text. */

#include "exporter/exporter.h"
#include "exporter/lines.h"
#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* --- texts --- */

static void append_escaped(GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    if (strchr("~=#{}:\\", *p))
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
}

/* As HTML. At the beginning of a text % would be a weight, [ a format and // a comment, for which only HTML
 * has another spelling. */
static void append_rich(GString *out, const char *text, gsize len)
{
  g_autoptr(GString) html = g_string_new(NULL);
  kd_wording_html(html, text, len);
  gsize blanks = strspn(html->str, " \t");
  const char *start = html->str + blanks;
  g_string_append_len(out, html->str, (gssize)blanks);
  if (*start && strchr("%[/", *start))
    g_string_append_printf(out, "&\\#%d;", *start++);
  append_escaped(out, start);
}

static void append_plain(GString *out, const char *text)
{
  g_autoptr(GString) line = g_string_new(NULL);
  kd_wording_line(line, text);
  append_escaped(out, line->str);
}

/* --- answers, each on lines of its own --- */

/* 100/n with five decimals, as Moodle compares it. */
static void append_share(GString *out, guint n)
{
  g_string_append(out, "~%");
  kd_wording_decimal(out, (20000000 / n + 1) / 2, 5);
  g_string_append_c(out, '%');
}

/* A wrong tick takes the whole score away: else ticking everything would earn it. */
static void append_choices(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    if (q->type == KD_QUESTION_SINGLE)
      g_string_append_c(out, o->correct ? '=' : '~');
    else if (o->correct)
      append_share(out, kd_question_right_count(q));
    else
      g_string_append(out, "~%-100%");
    append_rich(out, o->text, strlen(o->text));
    g_string_append_c(out, '\n');
  }
}

static void append_judgement(GString *out, const KdQuestion *q)
{
  g_string_append(out, q->is_true ? "TRUE\n" : "FALSE\n");
}

static void append_wordings(GString *out, const KdQuestion *q)
{
  const KdBlank *b = kd_question_blank(q, 0);
  g_string_append_c(out, '=');
  append_plain(out, b->answer);
  for (guint a = 0; a < b->accept->len; a++) {
    g_string_append(out, "\n=");
    append_plain(out, g_ptr_array_index(b->accept, a));
  }
  g_string_append_c(out, '\n');
}

static void append_pair(GString *out, const char *left, const char *right)
{
  g_string_append_c(out, '=');
  append_rich(out, left, strlen(left));
  g_string_append(out, " -> ");
  append_plain(out, right);
  g_string_append_c(out, '\n');
}

static void append_pairs(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->left->len; i++)
    append_pair(out, kd_question_left(q, i), kd_question_right(q, kd_question_place(q, i)));
}

/* Ordering as matching: each part, as shown, with its place in the right order. */
static void append_ranks(GString *out, const KdQuestion *q)
{
  for (guint part = 0; part < q->right->len; part++)
    for (guint rank = 0; rank < q->places->len; rank++)
      if (kd_question_place(q, rank) == part) {
        g_autofree char *number = g_strdup_printf("%u", rank + 1);
        append_pair(out, kd_question_right(q, part), number);
      }
}

static void append_nothing(GString *out, const KdQuestion *q)
{
  (void)out, (void)q;
}

static void (*const append_answers[])(GString *out, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = append_wordings,    [KD_QUESTION_SINGLE] = append_choices,
    [KD_QUESTION_MULTIPLE] = append_choices, [KD_QUESTION_JUDGE] = append_judgement,
    [KD_QUESTION_SHORT] = append_nothing,    [KD_QUESTION_ORDER] = append_ranks,
    [KD_QUESTION_MATCH] = append_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(append_answers) == KD_QUESTION_TYPES);

/* --- items --- */

static void append_feedback(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) html = g_string_new(NULL);
  if (q->type == KD_QUESTION_SHORT) {
    g_autoptr(GString) points = g_string_new("要点：\n");
    kd_wording_answer(points, q);
    g_string_append(html, "<p>");
    kd_remarks_text(html, points->str);
    g_string_append(html, "</p>");
  }
  kd_remarks_html(html, quiz, q);
  if (html->len == 0)
    return;
  g_string_append(out, "####");
  append_escaped(out, html->str);
  g_string_append_c(out, '\n');
}

static void append_braces(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_string_append(out, "{\n");
  append_answers[q->type](out, q);
  append_feedback(out, quiz, q);
  g_string_append_c(out, '}');
}

/* The braces stand where the blank is; the element around the stem makes sure that text follows them. */
static void append_stem(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_string_append(out, "[html]<p>");
  const char *rest = q->stem;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK)
      append_braces(out, quiz, q);
    else
      append_rich(out, piece.text, piece.len);
  }
  g_string_append(out, "</p>");
  if (q->type != KD_QUESTION_FILL)
    append_braces(out, quiz, q);
}

/* A tag as Moodle reads it out of a comment: without brackets and a few other marks, which become full width.
 */
static void append_tag(GString *out, const char *name, const char *value)
{
  static const struct {
    char narrow;
    const char *wide;
  } marks[] = {{'[', "［"}, {']', "］"}, {'<', "＜"}, {'>', "＞"}, {'`', "｀"}, {'\\', "＼"}};
  g_autoptr(GString) line = g_string_new(NULL);
  kd_wording_line(line, value);
  g_string_append_printf(out, " [%s:", name);
  for (const char *p = line->str; *p; p++) {
    guint i = 0;
    while (i < G_N_ELEMENTS(marks) && marks[i].narrow != *p)
      i++;
    if (i < G_N_ELEMENTS(marks))
      g_string_append(out, marks[i].wide);
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, ']');
}

static void append_item(GString *out, const KdQuiz *quiz, const KdQuestion *q, guint number)
{
  g_string_append(out, "\n//");
  append_tag(out, "id", q->id);
  for (guint i = 0; i < q->tags->len; i++)
    append_tag(out, "tag", g_ptr_array_index(q->tags, i));
  g_string_append_printf(out, "\n::Q%03u %s::", number, kd_question_type_label(q->type));
  append_stem(out, quiz, q);
  g_string_append_c(out, '\n');
}

/* In a category's path / parts levels, // is a slash. */
static void append_category(GString *out, const KdQuiz *quiz)
{
  g_autofree char *title = kd_lines_title(quiz);
  g_autoptr(GString) name = g_string_new(title);
  g_string_replace(name, "\\", "\\\\", 0);
  g_string_replace(name, "/", "//", 0);
  g_string_append_printf(out, "$CATEGORY: $course$/top/%s\n", name->str);
}

static gboolean write_gift(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  append_category(out, job->quiz);
  for (guint i = 0; i < job->quiz->questions->len; i++)
    append_item(out, job->quiz, kd_quiz_question(job->quiz, i), i + 1);
  return TRUE;
}

/* --- what has no spelling --- */

/* Plain text that would be read as something else: the sign of a pair, an escape of Moodle's own, a wildcard,
 * a weight, a format. */
static gboolean has_sign(const char *answer)
{
  static const char *const formats[] = {"[html]", "[plain]", "[moodle]", "[markdown]"};
  const char *start = answer + strspn(answer, " \t");
  gboolean found = strstr(start, "->") || strstr(start, "&&0") || strchr(start, '*') ||
                   (*start == '%' && strchr(start + 1, '%'));
  for (guint i = 0; !found && i < G_N_ELEMENTS(formats); i++)
    found = g_str_has_prefix(start, formats[i]);
  return found;
}

static char *find_choice_obstacle(const KdQuestion *q)
{
  guint n = kd_question_right_count(q);
  if (q->type == KD_QUESTION_MULTIPLE && !(n >= 1 && n <= 10) && n != 20)
    return g_strdup_printf(_("%u right options, for which Moodle has no share of the score"), n);
  return kd_exporter_few_options(q);
}

static char *find_pair_obstacle(const KdQuestion *q)
{
  if (q->places->len < 2)
    return g_strdup(_("fewer than two parts"));
  if (q->type == KD_QUESTION_MATCH && !kd_lines_pairs_off(q))
    return g_strdup(_("parts on the right that belong to no part or to several"));
  for (guint i = 0; i < q->right->len; i++)
    if (q->type == KD_QUESTION_MATCH && strstr(kd_question_right(q, i), "&&0"))
      return g_strdup(_("signs that have no other spelling in plain text"));
  return NULL;
}

static char *find_obstacle(const KdQuestion *q)
{
  if (kd_remarks_has_lines(q))
    return g_strdup(_("an answer of several lines"));
  if (kd_wording_any(q, has_sign))
    return g_strdup(_("signs that have no other spelling in plain text"));
  if (KD_CHOICE_TYPES & (1u << q->type))
    return find_choice_obstacle(q);
  return q->places->len ? find_pair_obstacle(q) : NULL;
}

const KdExporter kd_exporter_gift = {
    .name = "gift",
    .suffix = ".txt",
    .summary =
        N_("GIFT for Moodle and others: ordering as matching with 1, 2, 3, scoring points in the feedback, "
           "headings as tags; no place for scores"),
    .proof = KD_PROOF_STANDARD,
    .holds = {.types = KD_EVERY_TYPE, .max_blanks = 1},
    .find_obstacle = find_obstacle,
    .write = write_gift,
};
