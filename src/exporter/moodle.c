/* Moodle XML, a bank of questions: https://docs.moodle.org/en/Moodle_XML_format. What Moodle has no type for
 * is carried in another: ordering as matching with the numbers, blanks in any order as an essay that a person
 * grades. */

#include "exporter/exporter.h"
#include "exporter/lines.h"
#include "exporter/remarks.h"
#include "exporter/xml.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ROOT_CATEGORY "$course$/top/考点/"
/* Moodle puts its field where five or more of these stand. */
#define FIELD "______"

/* The share of each of n right options in percent. Moodle takes no other numbers. */
static const char *const fractions[] = {NULL,       "100",      "50",   "33.33333", "25", "20",
                                        "16.66667", "14.28571", "12.5", "11.11111", "10", [20] = "5"};

static const char *find_fraction(guint n)
{
  return n < G_N_ELEMENTS(fractions) ? fractions[n] : NULL;
}

/* --- texts --- */

/* <element format="html"><text>…</text></element>; the HTML is escaped once more. */
static void write_html(KdXml *x, const char *element, const char *html)
{
  kd_xml_open(x, element);
  kd_xml_attr(x, "format", "html");
  kd_xml_element(x, "text", html);
  kd_xml_close(x);
  kd_xml_newline(x);
}

static void write_field(KdXml *x, const char *element, const char *value)
{
  kd_xml_element(x, element, value);
  kd_xml_newline(x);
}

static void write_fraction(KdXml *x, const char *fraction, const char *format)
{
  kd_xml_open(x, "answer");
  kd_xml_attr(x, "fraction", fraction);
  kd_xml_attr(x, "format", format);
}

static void write_answer(KdXml *x, const char *fraction, const char *format, const char *text)
{
  write_fraction(x, fraction, format);
  kd_xml_element(x, "text", text);
  kd_xml_close(x);
  kd_xml_newline(x);
}

static void append_field(GString *html, const KdQuestion *q, guint i)
{
  (void)q, (void)i;
  g_string_append(html, FIELD);
}

static GString *make_stem(const KdQuestion *q)
{
  GString *html = g_string_new("<p>");
  kd_remarks_stem(html, q, append_field);
  g_string_append(html, "</p>");
  return html;
}

/* --- several blanks --- */

/* The weight of a blank: whole points where they can be shared out evenly, else 1. Moodle adds the weights
 * up. */
static guint find_weight(const KdQuestion *q)
{
  guint halves = 2 * q->blanks->len;
  return q->half_points && q->half_points % halves == 0 ? q->half_points / halves : 1;
}

/* An answer inside {1:SHORTANSWER:=…}: what ends or parts answers, and what HTML or an asterisk would mean,
 * as numbers. Moodle takes one backslash from before # and } even after it has read the numbers. */
static void append_cloze_answer(GString *html, const char *answer)
{
  for (const char *p = answer; *p; p++) {
    gboolean loses_backslash = p > answer && p[-1] == '\\' && (*p == '#' || *p == '}');
    if (loses_backslash || *p == '*')
      g_string_append(html, "&#92;");
    if (strchr("~#{}\\&<>\"'", *p))
      g_string_append_printf(html, "&#%d;", *p);
    else
      g_string_append_c(html, *p);
  }
}

static void append_cloze_blank(GString *html, const KdQuestion *q, const KdBlank *b)
{
  g_string_append_printf(html, "{%u:SHORTANSWER:=", find_weight(q));
  append_cloze_answer(html, b->answer);
  for (guint i = 0; i < b->accept->len; i++) {
    g_string_append(html, "~=");
    append_cloze_answer(html, g_ptr_array_index(b->accept, i));
  }
  g_string_append_c(html, '}');
}

/* No brace of the text may be read as the beginning of a field. */
static GString *make_cloze(const KdQuestion *q)
{
  GString *html = g_string_new("<p>");
  const char *rest = q->stem;
  guint n = 0;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK) {
      append_cloze_blank(html, q, kd_question_blank(q, n++));
      continue;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    kd_wording_html(text, piece.text, piece.len);
    g_string_replace(text, "{", "&#123;", 0);
    g_string_append_len(html, text->str, (gssize)text->len);
  }
  g_string_append(html, "</p>");
  return html;
}

/* --- what each type has of its own --- */

static void write_options(KdXml *x, const KdQuestion *q, const char *right, const char *wrong)
{
  write_field(x, "shuffleanswers", "false");
  write_field(x, "answernumbering", "ABCD");
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    g_autoptr(GString) html = g_string_new(NULL);
    kd_remarks_text(html, o->text);
    write_answer(x, o->correct ? right : wrong, "html", html->str);
  }
}

static void write_single(KdXml *x, const KdQuestion *q)
{
  write_field(x, "single", "true");
  write_options(x, q, "100", "0");
}

/* A wrong option takes all away, or else whoever ticks everything would have full marks. */
static void write_multiple(KdXml *x, const KdQuestion *q)
{
  write_field(x, "single", "false");
  write_options(x, q, find_fraction(kd_question_right_count(q)), "-100");
}

static void write_judge(KdXml *x, const KdQuestion *q)
{
  write_answer(x, q->is_true ? "100" : "0", "moodle_auto_format", "true");
  write_answer(x, q->is_true ? "0" : "100", "moodle_auto_format", "false");
}

/* An asterisk alone stands for any characters. */
static void write_wording(KdXml *x, const char *wording)
{
  g_autoptr(GString) text = g_string_new(wording);
  g_string_replace(text, "*", "\\*", 0);
  write_answer(x, "100", "moodle_auto_format", text->str);
}

static void write_blank(KdXml *x, const KdQuestion *q)
{
  const KdBlank *b = kd_question_blank(q, 0);
  write_field(x, "usecase", "0");
  write_wording(x, b->answer);
  for (guint i = 0; i < b->accept->len; i++)
    write_wording(x, g_ptr_array_index(b->accept, i));
}

static void write_essay(KdXml *x, const char *lines, const char *for_grader)
{
  write_field(x, "responseformat", "editor");
  write_field(x, "responserequired", "1");
  write_field(x, "responsefieldlines", lines);
  write_field(x, "attachments", "0");
  write_field(x, "attachmentsrequired", "0");
  write_html(x, "graderinfo", for_grader);
  write_html(x, "responsetemplate", "");
}

static void write_short(KdXml *x, const KdQuestion *q)
{
  g_autoptr(GString) html = g_string_new("<p>评分要点：</p><ol>");
  for (guint i = 0; i < q->answers->len; i++) {
    g_string_append(html, "<li>");
    kd_remarks_text(html, kd_question_answer(q, i));
    g_string_append(html, "</li>");
  }
  g_string_append(html, "</ol>");
  write_essay(x, "15", html->str);
}

static void write_any_order(KdXml *x, const KdQuestion *q)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  kd_wording_answer(answer, q);
  g_autoptr(GString) html = g_string_new("<p>答案：");
  kd_remarks_text(html, answer->str);
  g_string_append(html, "</p>");
  write_essay(x, "5", html->str);
}

/* Moodle shows the parts to choose from without the tags in them, so < must be an entity. */
static void write_pair(KdXml *x, const char *left, const char *right)
{
  g_autoptr(GString) html = g_string_new(NULL);
  g_autofree char *choice = g_markup_escape_text(right, -1);
  kd_remarks_text(html, left);
  kd_xml_open(x, "subquestion");
  kd_xml_attr(x, "format", "html");
  kd_xml_element(x, "text", html->str);
  kd_xml_open(x, "answer");
  kd_xml_element(x, "text", choice);
  kd_xml_close(x);
  kd_xml_close(x);
  kd_xml_newline(x);
}

/* Which number has each part? */
static void write_order(KdXml *x, const KdQuestion *q)
{
  write_field(x, "shuffleanswers", "false");
  for (guint i = 0; i < q->right->len; i++) {
    guint number = 0;
    while (kd_question_place(q, number) != i)
      number++;
    g_autofree char *text = g_strdup_printf("%u", number + 1);
    write_pair(x, kd_question_right(q, i), text);
  }
}

static gboolean is_asked(const KdQuestion *q, guint right)
{
  for (guint i = 0; i < q->left->len; i++)
    if (kd_question_place(q, i) == right)
      return TRUE;
  return FALSE;
}

/* Parts on the right that belong to none stand beside an empty left part. */
static void write_match(KdXml *x, const KdQuestion *q)
{
  write_field(x, "shuffleanswers", "false");
  for (guint i = 0; i < q->left->len; i++)
    write_pair(x, kd_question_left(q, i), kd_question_right(q, kd_question_place(q, i)));
  for (guint i = 0; i < q->right->len; i++)
    if (!is_asked(q, i))
      write_pair(x, "", kd_question_right(q, i));
}

/* --- items --- */

typedef struct {
  const char *name; /* Moodle's */
  GString *(*make_stem)(const KdQuestion *q);
  void (*write)(KdXml *x, const KdQuestion *q); /* NULL: all is in the stem */
} Form;

static const Form forms[] = {
    [KD_QUESTION_FILL] = {"shortanswer", make_stem, write_blank},
    [KD_QUESTION_SINGLE] = {"multichoice", make_stem, write_single},
    [KD_QUESTION_MULTIPLE] = {"multichoice", make_stem, write_multiple},
    [KD_QUESTION_JUDGE] = {"truefalse", make_stem, write_judge},
    [KD_QUESTION_SHORT] = {"essay", make_stem, write_short},
    [KD_QUESTION_ORDER] = {"matching", make_stem, write_order},
    [KD_QUESTION_MATCH] = {"matching", make_stem, write_match},
};
G_STATIC_ASSERT(G_N_ELEMENTS(forms) == KD_QUESTION_TYPES);
static const Form cloze = {"cloze", make_cloze, NULL};
static const Form any_order = {"essay", make_stem, write_any_order};

static const Form *find_form(const KdQuestion *q)
{
  if (q->blanks->len < 2)
    return &forms[q->type];
  return q->ordered ? &cloze : &any_order;
}

static void write_tags(KdXml *x, const KdQuestion *q)
{
  if (q->tags->len == 0)
    return;
  kd_xml_open(x, "tags");
  for (guint i = 0; i < q->tags->len; i++) {
    kd_xml_open(x, "tag");
    kd_xml_element(x, "text", g_ptr_array_index(q->tags, i));
    kd_xml_close(x);
  }
  kd_xml_close(x);
  kd_xml_newline(x);
}

static void write_feedback(KdXml *x, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) html = g_string_new(NULL);
  kd_remarks_html(html, quiz, q);
  write_html(x, "generalfeedback", html->str);
}

static void write_question(KdXml *x, const KdQuiz *quiz, guint i)
{
  const KdQuestion *q = kd_quiz_question(quiz, i);
  const Form *form = find_form(q);
  g_autofree char *name = g_strdup_printf("%03u %s", i + 1, kd_question_type_label(q->type));
  g_autoptr(GString) stem = form->make_stem(q);
  g_autoptr(GString) points = g_string_new(NULL);
  kd_wording_points(points, q->half_points);
  kd_xml_open(x, "question");
  kd_xml_attr(x, "type", form->name);
  kd_xml_newline(x);
  kd_xml_open(x, "name");
  kd_xml_element(x, "text", name);
  kd_xml_close(x);
  kd_xml_newline(x);
  write_html(x, "questiontext", stem->str);
  write_feedback(x, quiz, q);
  if (form != &cloze)
    write_field(x, "defaultgrade", points->str);
  write_field(x, "penalty", "0");
  write_field(x, "hidden", "0");
  write_field(x, "idnumber", q->id);
  if (form->write)
    form->write(x, q);
  write_tags(x, q);
  kd_xml_close(x);
  kd_xml_newline(x);
}

/* A slash inside a name is written twice, and kept apart from the slash between names by a blank, which
 * Moodle takes away. It would take tags for HTML, so their brackets become full-width ones. */
static GString *make_category(const KdQuiz *quiz)
{
  g_autofree char *line = kd_lines_title(quiz);
  GString *title = g_string_new(line);
  g_string_replace(title, "/", "//", 0);
  g_string_replace(title, "<", "＜", 0);
  g_string_replace(title, ">", "＞", 0);
  if (title->str[0] == '/')
    g_string_prepend_c(title, ' ');
  if (title->len && title->str[title->len - 1] == '/')
    g_string_append_c(title, ' ');
  return g_string_prepend(title, ROOT_CATEGORY);
}

static void write_category(KdXml *x, const KdQuiz *quiz)
{
  g_autoptr(GString) path = make_category(quiz);
  kd_xml_open(x, "question");
  kd_xml_attr(x, "type", "category");
  kd_xml_open(x, "category");
  kd_xml_element(x, "text", path->str);
  kd_xml_close(x);
  if (quiz->by) {
    g_autoptr(GString) by = g_string_new(NULL);
    kd_remarks_text(by, quiz->by);
    write_html(x, "info", by->str);
  }
  kd_xml_close(x);
  kd_xml_newline(x);
}

static gboolean write_moodle(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  KdXml *x = kd_xml_new();
  kd_xml_open(x, "quiz");
  kd_xml_newline(x);
  write_category(x, job->quiz);
  for (guint i = 0; i < job->quiz->questions->len; i++)
    write_question(x, job->quiz, i);
  kd_xml_close(x);
  g_autoptr(GString) text = kd_xml_finish(x);
  g_string_append_len(out, text->str, (gssize)text->len);
  return TRUE;
}

/* What Moodle refuses, or takes with a complaint. */
static char *find_obstacle(const KdQuestion *q)
{
  guint n_right = kd_question_right_count(q);
  if (q->type == KD_QUESTION_MULTIPLE && n_right && find_fraction(n_right) == NULL)
    return g_strdup_printf(_("%u right options, for which Moodle has no share of the score"), n_right);
  if (q->right->len && MAX(q->left->len, q->right->len) < 3)
    return g_strdup(_("fewer than three parts"));
  if (!(q->blanks->len > 1 && !q->ordered) && !kd_wording_typable(q))
    return g_strdup(_("an answer that cannot be typed into a field"));
  return kd_exporter_few_options(q);
}

const KdExporter kd_exporter_moodle = {
    .name = "moodle",
    .suffix = ".xml",
    .summary = N_(
        "question bank of Moodle (XML); ordering as matching with numbers; blanks in any order as an essay, "
        "graded by hand; of several blanks each has the same share, 1 point where the points cannot be "
        "shared out evenly"),
    .proof = KD_PROOF_STANDARD,
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE},
    .find_obstacle = find_obstacle,
    .write = write_moodle,
};
