#include "exporter/qti_item.h"

#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define RESPONSE "RESPONSE"
#define FEEDBACK "FEEDBACK"
#define EXPLANATION "EXPLANATION"
#define MOST_ANY_ORDER 20 /* blanks; each answer is compared with what stands in each of them */

/* --- scores --- */

/* Blanks are worth 1 each, what a person scores its points, everything else 1. */
static char *make_maximum(const KdQuestion *q)
{
  GString *text = g_string_new(NULL);
  kd_wording_points(text, q->type == KD_QUESTION_SHORT ? q->half_points : 2 * MAX(1, q->blanks->len));
  return g_string_free(text, FALSE);
}

char *kd_qti_item_weight(const KdQuestion *q)
{
  guint n = MAX(1, q->blanks->len);
  if (q->half_points % n)
    return g_ascii_formatd(g_malloc(G_ASCII_DTOSTR_BUF_SIZE), G_ASCII_DTOSTR_BUF_SIZE, "%.15g",
                           q->half_points / 2.0 / n);
  GString *text = g_string_new(NULL);
  kd_wording_points(text, q->type == KD_QUESTION_SHORT ? 2 : q->half_points / n);
  return g_string_free(text, FALSE);
}

/* --- names --- */

/* "A", "B" …; the caller owns it. */
static char *choice_name(guint i)
{
  return i < KD_LETTERS ? g_strdup_printf("%c", kd_wording_letter(i)) : g_strdup_printf("O%u", i + 1);
}

/* The standard template for mappings knows but one name. */
static char *blank_name(const KdQuestion *q, guint i)
{
  return q->blanks->len > 1 ? g_strdup_printf(RESPONSE "%u", i + 1) : g_strdup(RESPONSE);
}

static gboolean is_any_order(const KdQuestion *q)
{
  return q->blanks->len > 1 && !q->ordered;
}

/* --- what is right --- */

static void open_declaration(const KdQtiXml *x, const char *name, const char *cardinality, const char *type)
{
  kd_qti_open(x, "responseDeclaration", "identifier", name, "cardinality", cardinality, "baseType", type,
              NULL);
}

static void open_key(const KdQtiXml *x, const char *cardinality, const char *type)
{
  open_declaration(x, RESPONSE, cardinality, type);
  kd_qti_open(x, "correctResponse", NULL);
}

static void close_key(const KdQtiXml *x)
{
  kd_qti_close(x);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

static void declare_choice(const KdQtiXml *x, const KdQuestion *q)
{
  open_key(x, q->type == KD_QUESTION_SINGLE ? "single" : "multiple", "identifier");
  for (guint i = 0; i < q->options->len; i++) {
    g_autofree char *name = choice_name(i);
    if (kd_question_option(q, i)->correct)
      kd_qti_element(x, "value", name);
  }
  close_key(x);
}

static void declare_judge(const KdQtiXml *x, const KdQuestion *q)
{
  open_key(x, "single", "identifier");
  kd_qti_element(x, "value", q->is_true ? "A" : "B");
  close_key(x);
}

static void declare_order(const KdQtiXml *x, const KdQuestion *q)
{
  open_key(x, "ordered", "identifier");
  for (guint i = 0; i < q->places->len; i++) {
    g_autofree char *name = choice_name(kd_question_place(q, i));
    kd_qti_element(x, "value", name);
  }
  close_key(x);
}

static void declare_match(const KdQtiXml *x, const KdQuestion *q)
{
  open_key(x, "multiple", "directedPair");
  for (guint i = 0; i < q->places->len; i++) {
    g_autofree char *pair = g_strdup_printf("L%u R%u", i + 1, kd_question_place(q, i) + 1);
    kd_qti_element(x, "value", pair);
  }
  close_key(x);
}

static void declare_short(const KdQtiXml *x, const KdQuestion *q)
{
  (void)q;
  open_declaration(x, RESPONSE, "single", "string");
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

static void map_wording(const KdQtiXml *x, const char *wording)
{
  kd_qti_empty(x, "mapEntry", "mapKey", wording, "mappedValue", "1", "caseSensitive",
               x->dialect->case_sensitive, NULL);
}

static void declare_blank(const KdQtiXml *x, const KdQuestion *q, guint i)
{
  const KdBlank *b = kd_question_blank(q, i);
  g_autofree char *name = blank_name(q, i);
  open_declaration(x, name, "single", "string");
  kd_qti_open(x, "correctResponse", NULL);
  kd_qti_element(x, "value", b->answer);
  kd_qti_close(x);
  if (!is_any_order(q)) {
    kd_qti_open(x, "mapping", "defaultValue", "0", NULL);
    map_wording(x, b->answer);
    for (guint a = 0; a < b->accept->len; a++)
      map_wording(x, g_ptr_array_index(b->accept, a));
    kd_qti_close(x);
  }
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

static void declare_fill(const KdQtiXml *x, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++)
    declare_blank(x, q, i);
}

/* --- what is shown --- */

static void write_prompt(const KdQtiXml *x, const KdQuestion *q)
{
  kd_qti_open(x, "prompt", NULL);
  kd_qti_lines(x, q->stem, strlen(q->stem));
  kd_qti_close(x);
}

static void write_choice(const KdQtiXml *x, const char *name, const char *text)
{
  kd_qti_open(x, "simpleChoice", "identifier", name, NULL);
  kd_qti_lines(x, text, strlen(text));
  kd_qti_close(x);
}

static void write_choices(const KdQtiXml *x, const KdQuestion *q)
{
  for (guint i = 0; i < kd_wording_choices(q); i++) {
    g_autofree char *name = choice_name(i);
    write_choice(x, name, kd_wording_choice(q, i));
  }
}

static void open_choices(const KdQtiXml *x, const char *most)
{
  kd_qti_open(x, "choiceInteraction", "responseIdentifier", RESPONSE, "shuffle", "false", "maxChoices", most,
              NULL);
}

static void show_choice(const KdQtiXml *x, const KdQuestion *q)
{
  open_choices(x, q->type == KD_QUESTION_SINGLE ? "1" : "0");
  write_prompt(x, q);
  write_choices(x, q);
  kd_qti_close(x);
}

static void show_judge(const KdQtiXml *x, const KdQuestion *q)
{
  open_choices(x, "1");
  write_prompt(x, q);
  write_choice(x, "A", "正确");
  write_choice(x, "B", "错误");
  kd_qti_close(x);
}

static void show_order(const KdQtiXml *x, const KdQuestion *q)
{
  kd_qti_open(x, "orderInteraction", "responseIdentifier", RESPONSE, "shuffle", "false", NULL);
  write_prompt(x, q);
  write_choices(x, q);
  kd_qti_close(x);
}

static void write_match_part(const KdQtiXml *x, char side, guint i, const char *most, const char *text)
{
  g_autofree char *name = g_strdup_printf("%c%u", side, i + 1);
  kd_qti_open(x, "simpleAssociableChoice", "identifier", name, "matchMax", most, NULL);
  kd_qti_lines(x, text, strlen(text));
  kd_qti_close(x);
}

/* A part on the right may be chosen for several on the left, or each one's place would tell of the others'.
 */
static void show_match(const KdQtiXml *x, const KdQuestion *q)
{
  g_autofree char *most = g_strdup_printf("%u", q->left->len);
  kd_qti_open(x, "matchInteraction", "responseIdentifier", RESPONSE, "shuffle", "false", "maxAssociations",
              most, NULL);
  write_prompt(x, q);
  kd_qti_open(x, "simpleMatchSet", NULL);
  for (guint i = 0; i < q->left->len; i++)
    write_match_part(x, 'L', i, "1", kd_question_left(q, i));
  kd_qti_close(x);
  kd_qti_open(x, "simpleMatchSet", NULL);
  for (guint i = 0; i < q->right->len; i++)
    write_match_part(x, 'R', i, most, kd_question_right(q, i));
  kd_qti_close(x);
  kd_qti_close(x);
}

/* Not so exact that the width tells the answer. */
static const char *find_width(const char *answer)
{
  glong chars = g_utf8_strlen(answer, -1);
  return chars <= 4 ? "8" : chars <= 8 ? "12" : chars <= 16 ? "24" : "48";
}

static void write_field(const KdQtiXml *x, const KdQuestion *q, guint i)
{
  g_autofree char *name = blank_name(q, i);
  kd_qti_empty(x, "textEntryInteraction", "responseIdentifier", name, "expectedLength",
               find_width(kd_question_blank(q, i)->answer), NULL);
}

/* A field stands inside a paragraph. */
static void show_fill(const KdQtiXml *x, const KdQuestion *q)
{
  const char *rest = q->stem;
  guint n = 0;
  kd_xml_open(x->xml, "p");
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK)
      write_field(x, q, n++);
    else
      kd_qti_lines(x, piece.text, piece.len);
  }
  kd_xml_close(x->xml);
}

/* The scoring points are for the scorer alone. */
static void show_short(const KdQtiXml *x, const KdQuestion *q)
{
  kd_qti_open(x, "extendedTextInteraction", "responseIdentifier", RESPONSE, "expectedLines", "10", NULL);
  write_prompt(x, q);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
  kd_qti_open(x, "rubricBlock", "view", "scorer", "use", "scoring", NULL);
  kd_qti_open_content(x);
  kd_xml_element(x->xml, "p", "评分要点：");
  kd_xml_open(x->xml, "ol");
  for (guint i = 0; i < q->answers->len; i++) {
    const char *point = kd_question_answer(q, i);
    kd_xml_open(x->xml, "li");
    kd_qti_lines(x, point, strlen(point));
    kd_xml_close(x->xml);
  }
  kd_xml_close(x->xml);
  kd_qti_close_content(x);
  kd_qti_close(x);
}

/* --- how it is scored --- */

static void process_template(const KdQtiXml *x, const char *name)
{
  kd_qti_empty(x, "responseProcessing", "template", name, NULL);
}

static void process_match(const KdQtiXml *x, const KdQuestion *q)
{
  (void)q;
  process_template(x, x->dialect->match_correct);
}

static void process_blanks(const KdQtiXml *x, const KdQuestion *q)
{
  kd_qti_open(x, "responseProcessing", NULL);
  kd_qti_open(x, "setOutcomeValue", "identifier", "SCORE", NULL);
  kd_qti_open(x, "sum", NULL);
  for (guint i = 0; i < q->blanks->len; i++) {
    g_autofree char *name = blank_name(q, i);
    kd_qti_empty(x, "mapResponse", "identifier", name, NULL);
  }
  kd_qti_close(x);
  kd_qti_close(x);
  kd_qti_close(x);
}

static void write_base_value(const KdQtiXml *x, const char *type, const char *value)
{
  kd_qti_open(x, "baseValue", "baseType", type, NULL);
  kd_xml_text(x->xml, value);
  kd_qti_close(x);
}

/* Does any of the blanks hold the wording? */
static void match_wording(const KdQtiXml *x, const KdQuestion *q, const char *wording)
{
  for (guint i = 0; i < q->blanks->len; i++) {
    g_autofree char *name = blank_name(q, i);
    kd_qti_open(x, "stringMatch", "caseSensitive", x->dialect->case_sensitive, NULL);
    kd_qti_empty(x, "variable", "identifier", name, NULL);
    write_base_value(x, "string", wording);
    kd_qti_close(x);
  }
}

/* 1 for each answer that stands in a blank. No two answers have a wording in common, so that with every one
 * of them found each blank holds another. */
static void process_any_order(const KdQtiXml *x, const KdQuestion *q)
{
  kd_qti_open(x, "responseProcessing", NULL);
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    kd_qti_open(x, "responseCondition", NULL);
    kd_qti_open(x, "responseIf", NULL);
    kd_qti_open(x, "or", NULL);
    match_wording(x, q, b->answer);
    for (guint a = 0; a < b->accept->len; a++)
      match_wording(x, q, g_ptr_array_index(b->accept, a));
    kd_qti_close(x);
    kd_qti_open(x, "setOutcomeValue", "identifier", "SCORE", NULL);
    kd_qti_open(x, "sum", NULL);
    kd_qti_empty(x, "variable", "identifier", "SCORE", NULL);
    write_base_value(x, "float", "1");
    kd_qti_close(x);
    kd_qti_close(x);
    kd_qti_close(x);
    kd_qti_close(x);
    kd_xml_newline(x->xml);
  }
  kd_qti_close(x);
}

static void process_fill(const KdQtiXml *x, const KdQuestion *q)
{
  if (q->blanks->len == 1)
    process_template(x, x->dialect->map_response);
  else if (q->ordered)
    process_blanks(x, q);
  else
    process_any_order(x, q);
}

/* --- items --- */

static const struct {
  void (*declare)(const KdQtiXml *x, const KdQuestion *q);
  void (*show)(const KdQtiXml *x, const KdQuestion *q);
  void (*process)(const KdQtiXml *x, const KdQuestion *q); /* NULL: a person scores it */
} forms[] = {
    [KD_QUESTION_FILL] = {declare_fill, show_fill, process_fill},
    [KD_QUESTION_SINGLE] = {declare_choice, show_choice, process_match},
    [KD_QUESTION_MULTIPLE] = {declare_choice, show_choice, process_match},
    [KD_QUESTION_JUDGE] = {declare_judge, show_judge, process_match},
    [KD_QUESTION_SHORT] = {declare_short, show_short, NULL},
    [KD_QUESTION_ORDER] = {declare_order, show_order, process_match},
    [KD_QUESTION_MATCH] = {declare_match, show_match, process_match},
};
G_STATIC_ASSERT(G_N_ELEMENTS(forms) == KD_QUESTION_TYPES);

static void declare_score(const KdQtiXml *x, const KdQuestion *q)
{
  g_autofree char *maximum = make_maximum(q);
  if (forms[q->type].process)
    kd_qti_open(x, "outcomeDeclaration", "identifier", "SCORE", "cardinality", "single", "baseType", "float",
                "normalMaximum", maximum, NULL);
  else
    kd_qti_open(x, "outcomeDeclaration", "identifier", "SCORE", "cardinality", "single", "baseType", "float",
                "normalMaximum", maximum, "externalScored", "human", NULL);
  kd_qti_open(x, "defaultValue", NULL);
  kd_qti_element(x, "value", "0");
  kd_qti_close(x);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
  kd_qti_number(x, "MAXSCORE", maximum);
}

/* The explanation is shown after every answer: its outcome has no other value. */
static void declare_feedback(const KdQtiXml *x)
{
  kd_qti_open(x, "outcomeDeclaration", "identifier", FEEDBACK, "cardinality", "single", "baseType",
              "identifier", NULL);
  kd_qti_open(x, "defaultValue", NULL);
  kd_qti_element(x, "value", EXPLANATION);
  kd_qti_close(x);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

static void write_paragraph(const KdQtiXml *x, const char *label, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  kd_xml_open(x->xml, "p");
  kd_xml_text(x->xml, label);
  kd_qti_lines(x, text, strlen(text));
  kd_xml_close(x->xml);
}

static void write_feedback(const KdQtiXml *x, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  g_autoptr(GString) places = g_string_new(NULL);
  kd_wording_places(places, quiz, q);
  kd_qti_open(x, "modalFeedback", "outcomeIdentifier", FEEDBACK, "identifier", EXPLANATION, "showHide",
              "show", NULL);
  kd_qti_open_content(x);
  write_paragraph(x, "解析：", explanation);
  write_paragraph(x, "出处：", places->str);
  kd_qti_close_content(x);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

static gboolean has_feedback(const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  return explanation || q->evidence->len;
}

static void write_body(const KdQtiXml *x, const KdQuestion *q)
{
  kd_qti_open(x, "itemBody", NULL);
  forms[q->type].show(x, q);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
  if (forms[q->type].process == NULL)
    return;
  forms[q->type].process(x, q);
  kd_xml_newline(x->xml);
}

GString *kd_qti_item_write(const KdQtiDialect *dialect, const KdQuiz *quiz, guint i, const char *identifier)
{
  const KdQuestion *q = kd_quiz_question(quiz, i);
  g_autofree char *title = g_strdup_printf("%03u %s", i + 1, kd_question_type_label(q->type));
  KdQtiXml x = kd_qti_begin(dialect, "assessmentItem", "identifier", identifier, "title", title, "xml:lang",
                            "zh-CN", "adaptive", "false", "timeDependent", "false", NULL);
  forms[q->type].declare(&x, q);
  declare_score(&x, q);
  if (has_feedback(q))
    declare_feedback(&x);
  write_body(&x, q);
  if (has_feedback(q))
    write_feedback(&x, quiz, q);
  kd_qti_close(&x);
  return kd_xml_finish(x.xml);
}

/* --- what cannot be held --- */

/* Has a wording of the blank stood among those of the blanks before it? Takes its wordings among them. */
static gboolean take_wordings(GHashTable *taken, const KdBlank *b, guint i)
{
  gboolean twice = FALSE;
  for (guint a = 0; a <= b->accept->len; a++) {
    const char *wording = a ? g_ptr_array_index(b->accept, a - 1) : b->answer;
    g_autofree char *folded = g_utf8_casefold(wording, -1);
    gpointer owner = g_hash_table_lookup(taken, folded);
    twice = twice || (owner && owner != GUINT_TO_POINTER(i + 1));
    g_hash_table_insert(taken, g_steal_pointer(&folded), GUINT_TO_POINTER(i + 1));
  }
  return twice;
}

static gboolean has_common_wordings(const KdQuestion *q)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < q->blanks->len; i++)
    if (take_wordings(taken, kd_question_blank(q, i), i))
      return TRUE;
  return FALSE;
}

char *kd_qti_item_obstacle(const KdQuestion *q)
{
  if (!kd_wording_typable(q))
    return g_strdup(_("an answer that cannot be typed into a field"));
  if (is_any_order(q) && q->blanks->len > MOST_ANY_ORDER)
    return g_strdup_printf(_("%s: %u, at most %u"), _("blanks in any order"), q->blanks->len, MOST_ANY_ORDER);
  if (is_any_order(q) && has_common_wordings(q))
    return g_strdup(_("blanks in any order that have an answer in common"));
  return NULL;
}
