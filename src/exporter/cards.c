#include "exporter/cards.h"

#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

gboolean kd_card_is_cloze(const KdQuestion *q)
{
  return q->type == KD_QUESTION_FILL;
}

/* Appends HTML so that Anki finds none of its marks in it: {{c1::…}}, [sound:…], [latex]. It looks for them
 * before entities are decoded. Control characters, one of which parts the fields of a note, become U+FFFD. */
static void append_guarded(GString *out, const char *html)
{
  for (const char *p = html; *p; p++) {
    guchar c = (guchar)*p;
    if (strchr("{}:[", c))
      g_string_append_printf(out, "&#%u;", c);
    else if (c < ' ' && c != '\t')
      g_string_append(out, "\xEF\xBF\xBD");
    else
      g_string_append_c(out, *p);
  }
}

/* A cloze for blank i, numbered from 1: each is a card of its own. */
static void append_cloze(GString *out, const KdQuestion *q, guint i)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  kd_remarks_text(answer, kd_question_blank(q, i)->answer);
  g_string_append_printf(out, "{{c%u::", i + 1);
  append_guarded(out, answer->str);
  g_string_append(out, "}}");
}

static void append_cloze_text(GString *out, const KdQuestion *q)
{
  const char *rest = q->stem;
  guint n = 0;
  for (KdPiece piece; kd_piece_next(q, &rest, &piece);) {
    if (piece.kind == KD_PIECE_BLANK) {
      append_cloze(out, q, n++);
      continue;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    kd_wording_html(text, piece.text, piece.len);
    append_guarded(out, text->str);
  }
}

static void append_option(GString *html, const KdQuestion *q, guint i)
{
  g_string_append_printf(html, "<div>%c. ", kd_wording_letter(i));
  kd_remarks_text(html, kd_wording_choice(q, i));
  g_string_append(html, "</div>");
}

static void append_front(GString *html, const KdQuestion *q)
{
  guint n = kd_wording_choices(q);
  kd_remarks_stem(html, q, NULL);
  g_string_append_printf(html, "<div class=\"kind\">%s</div>", kd_question_type_label(q->type));
  for (guint i = 0; i < q->left->len; i++) {
    g_string_append_printf(html, "%s<div>（%u）", i ? "" : "<div class=\"left\">", i + 1);
    kd_remarks_text(html, kd_question_left(q, i));
    g_string_append(html, i + 1 < q->left->len ? "</div>" : "</div></div>");
  }
  for (guint i = 0; i < n; i++) {
    g_string_append(html, i ? "" : "<div class=\"options\">");
    append_option(html, q, i);
    g_string_append(html, i + 1 < n ? "" : "</div>");
  }
}

void kd_card_front(GString *out, const KdQuestion *q)
{
  if (kd_card_is_cloze(q)) {
    append_cloze_text(out, q);
    return;
  }
  g_autoptr(GString) html = g_string_new(NULL);
  append_front(html, q);
  append_guarded(out, html->str);
}

/* --- backs
 * --------------------------------------------------------------------------------------------------- */

static void answer_choice(GString *html, const KdQuestion *q)
{
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->correct)
      append_option(html, q, i);
}

/* As a key for people has it. */
static void answer_words(GString *html, const KdQuestion *q)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  kd_wording_answer(answer, q);
  g_string_append(html, "<div>答案：");
  kd_remarks_text(html, answer->str);
  g_string_append(html, "</div>");
}

/* What a false statement should say stands with the explanation. */
static void answer_judge(GString *html, const KdQuestion *q)
{
  g_string_append_printf(html, "<div>答案：%s</div>", kd_wording_judgement(q));
}

static void answer_fill(GString *html, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++)
    if (kd_question_blank(q, i)->accept->len) {
      answer_words(html, q);
      return;
    }
}

static void answer_short(GString *html, const KdQuestion *q)
{
  g_string_append(html, "<ol>");
  for (guint i = 0; i < q->answers->len; i++) {
    g_string_append(html, "<li>");
    kd_remarks_text(html, kd_question_answer(q, i));
    g_string_append(html, "</li>");
  }
  g_string_append(html, "</ol>");
}

static void answer_order(GString *html, const KdQuestion *q)
{
  answer_words(html, q);
  g_string_append(html, "<ol>");
  for (guint i = 0; i < q->places->len; i++) {
    g_string_append(html, "<li>");
    kd_remarks_text(html, kd_question_right(q, kd_question_place(q, i)));
    g_string_append(html, "</li>");
  }
  g_string_append(html, "</ol>");
}

static void answer_pairs(GString *html, const KdQuestion *q)
{
  answer_words(html, q);
  g_string_append(html, "<table class=\"pairs\">");
  for (guint i = 0; i < q->left->len; i++) {
    g_string_append(html, "<tr><td>");
    kd_remarks_text(html, kd_question_left(q, i));
    g_string_append(html, "</td><td>");
    kd_remarks_text(html, kd_question_right(q, kd_question_place(q, i)));
    g_string_append(html, "</td></tr>");
  }
  g_string_append(html, "</table>");
}

static void (*const answers[])(GString *html, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = answer_fill,       [KD_QUESTION_SINGLE] = answer_choice,
    [KD_QUESTION_MULTIPLE] = answer_choice, [KD_QUESTION_JUDGE] = answer_judge,
    [KD_QUESTION_SHORT] = answer_short,     [KD_QUESTION_ORDER] = answer_order,
    [KD_QUESTION_MATCH] = answer_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(answers) == KD_QUESTION_TYPES);

void kd_card_answer(GString *out, const KdQuestion *q)
{
  g_autoptr(GString) html = g_string_new(NULL);
  answers[q->type](html, q);
  append_guarded(out, html->str);
}

void kd_card_remarks(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) html = g_string_new(NULL);
  kd_remarks_html(html, quiz, q);
  /* What begins a formula can stand in the place alone, which is no reason to leave the item out. */
  g_string_replace(html, "\\(", "＼(", 0);
  g_string_replace(html, "\\[", "＼[", 0);
  append_guarded(out, html->str);
}

/* --- names
 * --------------------------------------------------------------------------------------------------- */

/* A blank of any width ends a tag, and Anki takes quotation marks and control characters out. */
static void append_tag(GString *out, const char *tag)
{
  for (const char *p = tag; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean fits = !g_unichar_isspace(c) && !g_unichar_iscntrl(c) && c != '"';
    g_string_append_unichar(out, fits ? c : '_');
  }
}

void kd_card_tags(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->tags->len; i++) {
    const char *tag = g_ptr_array_index(q->tags, i);
    if (*tag == '\0')
      continue;
    g_string_append(out, i ? " " : "");
    append_tag(out, tag);
  }
}

void kd_card_deck(GString *out, const KdQuiz *quiz)
{
  g_autoptr(GString) title = g_string_new(NULL);
  kd_wording_line(title, quiz->title);
  g_string_replace(title, "::", "：：", 0);
  g_strstrip(title->str);
  g_string_append_printf(out, *title->str ? "考点::%s" : "考点", title->str);
}

char *kd_card_guid(const KdQuestion *q)
{
  return g_strconcat("kaodian-", q->id, NULL);
}

static gboolean has_formula(const char *text)
{
  return text && (strstr(text, "\\(") || strstr(text, "\\["));
}

char *kd_card_find_obstacle(const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  gboolean found = has_formula(q->stem) || has_formula(explanation) || kd_wording_any(q, has_formula);
  for (guint i = 0; i < kd_wording_choices(q); i++)
    found = found || has_formula(kd_wording_choice(q, i));
  for (guint i = 0; i < q->left->len; i++)
    found = found || has_formula(kd_question_left(q, i));
  for (guint i = 0; i < q->answers->len; i++)
    found = found || has_formula(kd_question_answer(q, i));
  return found ? g_strdup_printf(_("%s, which begins a formula"), "\\(") : NULL;
}
