#include "exporter/qti12.h"

#include "exporter/lines.h"
#include "exporter/remarks.h"

#define RESPONSE "response1"

char *kd_qti12_ident(const KdQuiz *quiz)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree char *title = kd_lines_title(quiz);
  g_checksum_update(sum, (const guchar *)title, -1);
  for (guint i = 0; i < quiz->questions->len; i++) {
    g_checksum_update(sum, (const guchar *)"\n", 1);
    g_checksum_update(sum, (const guchar *)kd_quiz_question(quiz, i)->id, -1);
  }
  return g_strdup_printf("kd_%.16s", g_checksum_get_string(sum));
}

void kd_qti12_field(KdXml *x, const char *label, const char *entry)
{
  kd_xml_open(x, "qtimetadatafield");
  kd_xml_element(x, "fieldlabel", label);
  kd_xml_element(x, "fieldentry", entry);
  kd_xml_close(x);
}

static gboolean has_several_blanks(const KdQuestion *q)
{
  return q->type == KD_QUESTION_FILL && q->blanks->len > 1;
}

guint kd_qti12_answers(const KdQuestion *q)
{
  guint n = q->options->len + (q->type == KD_QUESTION_JUDGE ? 2 : 0);
  for (guint i = 0; i < q->blanks->len; i++)
    n += 1 + kd_question_blank(q, i)->accept->len;
  return n;
}

/* The identifier of the item's answer i; the caller owns it. */
static char *dup_ident(const KdQti12Item *item, guint i)
{
  const char *fixed = item->question->type == KD_QUESTION_JUDGE ? item->dialect->judge_idents[i] : NULL;
  return fixed ? g_strdup(fixed) : g_strdup_printf("%u", item->first + i);
}

/* A text as a person answers it in a blank: the answer, then what is accepted as well. */
static const char *blank_wording(const KdBlank *b, guint i)
{
  return i ? g_ptr_array_index(b->accept, i - 1) : b->answer;
}

/* --- presentation
 * -------------------------------------------------------------------------------------------- */

/* <material>; html: the text is HTML, which stands escaped in the XML. Readers parse it as XML, too. */
static void write_material(KdXml *x, const char *text, gboolean html)
{
  g_autoptr(GString) fit = g_string_new(text);
  if (html)
    g_string_replace(fit, "<br>", "<br/>", 0);
  kd_xml_open(x, "material");
  kd_xml_open(x, "mattext");
  kd_xml_attr(x, "texttype", html ? "text/html" : "text/plain");
  kd_xml_text(x, fit->str);
  kd_xml_close(x);
  kd_xml_close(x);
}

static void write_label(KdXml *x, const char *ident, const char *text)
{
  kd_xml_open(x, "response_label");
  kd_xml_attr(x, "ident", ident);
  write_material(x, text, FALSE);
  kd_xml_close(x);
}

static void open_choice(KdXml *x, const char *ident, const char *cardinality)
{
  kd_xml_open(x, "response_lid");
  kd_xml_attr(x, "ident", ident);
  kd_xml_attr(x, "rcardinality", cardinality);
  kd_xml_open(x, "render_choice");
}

static void close_choice(KdXml *x)
{
  kd_xml_close(x);
  kd_xml_close(x);
}

static void present_options(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  open_choice(item->x, RESPONSE, q->type == KD_QUESTION_MULTIPLE ? "Multiple" : "Single");
  for (guint i = 0; i < q->options->len; i++) {
    g_autofree char *ident = dup_ident(item, i);
    write_label(item->x, ident, kd_question_option(q, i)->text);
  }
  close_choice(item->x);
}

static void present_judgement(const KdQti12Item *item)
{
  static const char *const words[] = {"正确", "错误"};
  open_choice(item->x, RESPONSE, "Single");
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    g_autofree char *ident = dup_ident(item, i);
    write_label(item->x, ident, words[i]);
  }
  close_choice(item->x);
}

static void present_entry(const KdQti12Item *item)
{
  const char *prompt =
      item->question->type == KD_QUESTION_SHORT ? item->dialect->essay_prompt : item->dialect->blank_prompt;
  kd_xml_open(item->x, "response_str");
  kd_xml_attr(item->x, "ident", RESPONSE);
  kd_xml_attr(item->x, "rcardinality", "Single");
  kd_xml_open(item->x, "render_fib");
  if (prompt) {
    kd_xml_attr(item->x, "prompt", prompt);
  } else {
    kd_xml_open(item->x, "response_label");
    kd_xml_attr(item->x, "ident", "answer1");
    kd_xml_attr(item->x, "rshuffle", "No");
    kd_xml_close(item->x);
  }
  kd_xml_close(item->x);
  kd_xml_close(item->x);
}

/* <response_lid> with what it is about, before the answers to choose from. */
static void open_part(KdXml *x, const char *ident, const char *text)
{
  kd_xml_open(x, "response_lid");
  kd_xml_attr(x, "ident", ident);
  write_material(x, text, FALSE);
  kd_xml_open(x, "render_choice");
}

static void present_blanks(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  guint next = 0;
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    g_autofree char *name = g_strdup_printf("b%u", i + 1);
    g_autofree char *response = g_strdup_printf("response_%s", name);
    open_part(item->x, response, name);
    for (guint a = 0; a <= b->accept->len; a++) {
      g_autofree char *ident = dup_ident(item, next++);
      write_label(item->x, ident, blank_wording(b, a));
    }
    close_choice(item->x);
  }
}

static void present_fill(const KdQti12Item *item)
{
  if (has_several_blanks(item->question))
    present_blanks(item);
  else
    present_entry(item);
}

static void present_pairs(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  for (guint i = 0; i < q->left->len; i++) {
    g_autofree char *response = g_strdup_printf("response_%u", i + 1);
    open_part(item->x, response, kd_question_left(q, i));
    for (guint r = 0; r < q->right->len; r++) {
      g_autofree char *ident = dup_ident(item, r);
      write_label(item->x, ident, kd_question_right(q, r));
    }
    close_choice(item->x);
  }
}

/* --- response processing
 * ------------------------------------------------------------------------------------- */

static void open_condition(KdXml *x, gboolean goes_on)
{
  kd_xml_open(x, "respcondition");
  kd_xml_attr(x, "continue", goes_on ? "Yes" : "No");
  kd_xml_open(x, "conditionvar");
}

/* Ends the condition; score NULL: it gives none. */
static void close_condition(KdXml *x, const char *action, const char *score)
{
  kd_xml_close(x);
  if (score) {
    kd_xml_open(x, "setvar");
    kd_xml_attr(x, "varname", "SCORE");
    kd_xml_attr(x, "action", action);
    kd_xml_text(x, score);
    kd_xml_close(x);
  }
  kd_xml_close(x);
}

/* is_key: value is the identifier of an answer, not the words of one. */
static void write_equal(const KdQti12Item *item, const char *response, const char *value, gboolean is_key)
{
  kd_xml_open(item->x, "varequal");
  kd_xml_attr(item->x, "respident", response);
  if (item->dialect->has_case)
    kd_xml_attr(item->x, "case", is_key ? "Yes" : "No");
  kd_xml_text(item->x, value);
  kd_xml_close(item->x);
}

static void process_single(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  for (guint i = 0; i < q->options->len; i++) {
    if (!kd_question_option(q, i)->correct)
      continue;
    g_autofree char *ident = dup_ident(item, i);
    open_condition(item->x, FALSE);
    write_equal(item, RESPONSE, ident, TRUE);
    close_condition(item->x, "Set", "100");
  }
}

static void process_multiple(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  open_condition(item->x, FALSE);
  kd_xml_open(item->x, "and");
  for (guint i = 0; i < q->options->len; i++) {
    gboolean correct = kd_question_option(q, i)->correct;
    g_autofree char *ident = dup_ident(item, i);
    if (!correct)
      kd_xml_open(item->x, "not");
    write_equal(item, RESPONSE, ident, TRUE);
    if (!correct)
      kd_xml_close(item->x);
  }
  kd_xml_close(item->x);
  close_condition(item->x, "Set", "100");
}

static void process_judgement(const KdQti12Item *item)
{
  g_autofree char *ident = dup_ident(item, item->question->is_true ? 0 : 1);
  open_condition(item->x, FALSE);
  write_equal(item, RESPONSE, ident, TRUE);
  close_condition(item->x, "Set", "100");
}

/* The n-th part of 100, to two places. */
static char *dup_share(guint n)
{
  return g_strdup_printf("%u.%02u", 100 / n, 10000 / n % 100);
}

/* One condition an answer; all of them are looked at, whatever the ones before gave. */
static void process_part(const KdQti12Item *item, guint part_of, const char *response, const char *ident)
{
  g_autofree char *share = dup_share(part_of);
  open_condition(item->x, TRUE);
  write_equal(item, response, ident, TRUE);
  close_condition(item->x, "Add", share);
}

static void process_blanks(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  guint next = 0;
  for (guint i = 0; i < q->blanks->len; i++) {
    g_autofree char *response = g_strdup_printf("response_b%u", i + 1);
    for (guint a = 0; a <= kd_question_blank(q, i)->accept->len; a++) {
      g_autofree char *ident = dup_ident(item, next++);
      process_part(item, q->blanks->len, response, ident);
    }
  }
}

static void process_fill(const KdQti12Item *item)
{
  if (has_several_blanks(item->question)) {
    process_blanks(item);
    return;
  }
  const KdBlank *b = kd_question_blank(item->question, 0);
  open_condition(item->x, FALSE);
  for (guint a = 0; a <= b->accept->len; a++)
    write_equal(item, RESPONSE, blank_wording(b, a), FALSE);
  close_condition(item->x, "Set", "100");
}

static void process_pairs(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  for (guint i = 0; i < q->left->len; i++) {
    g_autofree char *response = g_strdup_printf("response_%u", i + 1);
    g_autofree char *ident = dup_ident(item, kd_question_place(q, i));
    process_part(item, q->left->len, response, ident);
  }
}

/* A person grades it. */
static void process_essay(const KdQti12Item *item)
{
  open_condition(item->x, FALSE);
  kd_xml_open(item->x, "other");
  kd_xml_close(item->x);
  close_condition(item->x, NULL, NULL);
}

/* How an item of a type is shown, and how it is graded. */
static const struct {
  void (*present)(const KdQti12Item *item);
  void (*process)(const KdQti12Item *item);
} kinds[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = {present_fill, process_fill},
    [KD_QUESTION_SINGLE] = {present_options, process_single},
    [KD_QUESTION_MULTIPLE] = {present_options, process_multiple},
    [KD_QUESTION_JUDGE] = {present_judgement, process_judgement},
    [KD_QUESTION_SHORT] = {present_entry, process_essay},
    [KD_QUESTION_MATCH] = {present_pairs, process_pairs},
};

/* --- items
 * --------------------------------------------------------------------------------------------------- */

static void append_named_blank(GString *out, const KdQuestion *q, guint i)
{
  (void)q;
  g_string_append_printf(out, "[b%u]", i + 1);
}

/* What is shown behind the answer; the caller owns it. */
static char *dup_feedback(const KdQti12Item *item)
{
  const KdQuestion *q = item->question;
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < q->answers->len; i++) {
    g_string_append(out, i ? "<li>" : "<p>参考答案：</p><ol><li>");
    kd_remarks_text(out, kd_question_answer(q, i));
    g_string_append(out, i + 1 < q->answers->len ? "</li>" : "</li></ol>");
  }
  kd_remarks_html(out, item->quiz, q);
  return g_string_free(out, FALSE);
}

static void write_metadata(const KdQti12Item *item)
{
  const char *type = has_several_blanks(item->question) ? item->dialect->several_blanks
                                                        : item->dialect->types[item->question->type];
  kd_xml_open(item->x, "itemmetadata");
  kd_xml_open(item->x, "qtimetadata");
  kd_qti12_field(item->x, item->dialect->type_field, type);
  item->dialect->write_fields(item);
  kd_xml_close(item->x);
  kd_xml_close(item->x);
}

static void write_presentation(const KdQti12Item *item)
{
  g_autoptr(GString) stem = g_string_new("<p>");
  kd_remarks_stem(stem, item->question, has_several_blanks(item->question) ? append_named_blank : NULL);
  g_string_append(stem, "</p>");
  kd_xml_open(item->x, "presentation");
  write_material(item->x, stem->str, TRUE);
  kinds[item->question->type].present(item);
  kd_xml_close(item->x);
}

static void write_processing(const KdQti12Item *item, gboolean has_feedback)
{
  KdXml *x = item->x;
  kd_xml_open(x, "resprocessing");
  kd_xml_open(x, "outcomes");
  kd_xml_open(x, "decvar");
  kd_xml_attr(x, "maxvalue", "100");
  kd_xml_attr(x, "minvalue", "0");
  kd_xml_attr(x, "varname", "SCORE");
  kd_xml_attr(x, "vartype", "Decimal");
  kd_xml_close(x);
  kd_xml_close(x);
  if (has_feedback) {
    open_condition(x, TRUE);
    kd_xml_open(x, "other");
    kd_xml_close(x);
    kd_xml_close(x);
    kd_xml_open(x, "displayfeedback");
    kd_xml_attr(x, "feedbacktype", "Response");
    kd_xml_attr(x, "linkrefid", "general_fb");
    kd_xml_close(x);
    kd_xml_close(x);
  }
  kinds[item->question->type].process(item);
  kd_xml_close(x);
}

static void write_feedback(KdXml *x, const char *feedback)
{
  kd_xml_open(x, "itemfeedback");
  kd_xml_attr(x, "ident", "general_fb");
  kd_xml_open(x, "flow_mat");
  write_material(x, feedback, TRUE);
  kd_xml_close(x);
  kd_xml_close(x);
}

static void write_item(const KdQti12Item *item)
{
  g_autofree char *feedback = dup_feedback(item);
  kd_xml_newline(item->x);
  kd_xml_open(item->x, "item");
  kd_xml_attr(item->x, "ident", item->question->id);
  kd_xml_attr(item->x, "title", item->question->id);
  write_metadata(item);
  write_presentation(item);
  write_processing(item, *feedback != '\0');
  if (*feedback)
    write_feedback(item->x, feedback);
  kd_xml_close(item->x);
}

static void write_items(KdXml *x, const KdQti12 *dialect, const KdQuiz *quiz, guint unit)
{
  KdQti12Item item = {x, dialect, quiz, NULL, 1000, unit};
  for (guint i = 0; i < quiz->questions->len; i++) {
    item.question = kd_quiz_question(quiz, i);
    write_item(&item);
    item.first += kd_qti12_answers(item.question) + item.question->right->len;
  }
}

GString *kd_qti12_document(const KdQti12 *dialect, const KdQuiz *quiz, const char *ident, guint unit)
{
  KdXml *x = kd_xml_new();
  g_autofree char *title = kd_lines_title(quiz);
  kd_xml_open(x, "questestinterop");
  kd_xml_attr(x, "xmlns", "http://www.imsglobal.org/xsd/ims_qtiasiv1p2");
  kd_xml_open(x, "assessment");
  kd_xml_attr(x, "ident", ident);
  kd_xml_attr(x, "title", title);
  kd_xml_open(x, "qtimetadata");
  for (guint i = 0; dialect->fields[i][0]; i++)
    kd_qti12_field(x, dialect->fields[i][0], dialect->fields[i][1]);
  kd_xml_close(x);
  kd_xml_open(x, "section");
  kd_xml_attr(x, "ident", "root_section");
  write_items(x, dialect, quiz, unit);
  kd_xml_newline(x);
  for (guint i = 0; i < 3; i++)
    kd_xml_close(x);
  return kd_xml_finish(x);
}
