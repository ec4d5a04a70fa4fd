#include "exporter/bank.h"

#include "exporter/lines.h"
#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP "______"

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七"};
G_STATIC_ASSERT(G_N_ELEMENTS(numerals) >= KD_QUESTION_TYPES);

typedef struct {
  GPtrArray *lines; /* char * */
  const KdQuiz *quiz;
  guint number; /* of the next item */
} Bank;

/* --- lines --- */

static void take_line(Bank *b, GString *line)
{
  g_ptr_array_add(b->lines, g_string_free(line, FALSE));
}

static void add_stem(Bank *b, const KdQuestion *q)
{
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "%u. ", b->number++);
  kd_lines_stem(line, q, GAP);
  take_line(b, line);
}

static void add_choices(Bank *b, const KdQuestion *q)
{
  for (guint i = 0; i < kd_wording_choices(q); i++) {
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "%c. ", kd_wording_letter(i));
    kd_wording_line(line, kd_wording_choice(q, i));
    take_line(b, line);
  }
}

static void append_blanks(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++)
    g_string_append_printf(out, "%s%s", i ? "；" : "", kd_question_blank(q, i)->answer);
}

static void append_letters(GString *out, const KdQuestion *q)
{
  kd_wording_key(out, q, "");
}

static void append_judgement(GString *out, const KdQuestion *q)
{
  g_string_append(out, kd_wording_judgement(q));
}

static void (*const append_answer[KD_QUESTION_TYPES])(GString *out, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = append_blanks,      [KD_QUESTION_SINGLE] = append_letters,
    [KD_QUESTION_MULTIPLE] = append_letters, [KD_QUESTION_JUDGE] = append_judgement,
    [KD_QUESTION_SHORT] = kd_lines_points,   [KD_QUESTION_ORDER] = append_letters,
};

static void add_answer(Bank *b, const KdQuestion *q)
{
  GString *line = g_string_new("答案：");
  append_answer[q->type](line, q);
  take_line(b, line);
}

/* Other right wordings of a blank have no sign of their own: they stand behind the explanation. */
static void add_remarks(Bank *b, const KdQuestion *q)
{
  GString *line = g_string_new(NULL);
  g_autoptr(GString) accepted = g_string_new(NULL);
  kd_remarks_line(line, b->quiz, q);
  kd_lines_accepted(accepted, q);
  if (accepted->len)
    g_string_append_printf(line, "%s%s", line->len ? "　" : "", accepted->str);
  if (line->len && !g_str_has_prefix(line->str, "解析："))
    g_string_prepend(line, "解析：");
  if (line->len)
    take_line(b, line);
  else
    g_string_free(line, TRUE);
}

static void add_section(Bank *b, KdQuestionType type, guint place)
{
  g_ptr_array_add(b->lines, g_strdup_printf("%s、%s", numerals[place], kd_question_type_label(type)));
  g_ptr_array_add(b->lines, g_strdup(""));
  for (guint i = 0; i < b->quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(b->quiz, i);
    if (q->type != type)
      continue;
    add_stem(b, q);
    add_choices(b, q);
    add_answer(b, q);
    add_remarks(b, q);
    g_ptr_array_add(b->lines, g_strdup(""));
  }
}

/* Sections stand in the order in which their types come first. */
GPtrArray *kd_bank_lines(const KdQuiz *quiz)
{
  Bank b = {g_ptr_array_new_with_free_func(g_free), quiz, 1};
  guint done = 0, places = 0;
  for (guint i = 0; i < quiz->questions->len; i++) {
    KdQuestionType type = kd_quiz_question(quiz, i)->type;
    if (done & (1u << type))
      continue;
    done |= 1u << type;
    add_section(&b, type, places++);
  }
  return b.lines;
}

/* --- what an app would take for something else --- */

/* A mark behind which an answer, an explanation or a type is looked for, wherever it stands. */
static gboolean has_mark(const char *text)
{
  static const char *const marks[] = {"答案：", "答案:", "解析：", "解析:", "题】", "【答案】", "【解析】"};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strstr(text, marks[i]))
      return TRUE;
  return FALSE;
}

static gboolean has_list_mark(const char *text)
{
  static const char *const marks[] = {".", "．", "、", ")", "）"};
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(text, marks[i]))
      return TRUE;
  return FALSE;
}

/* "A. 甲" at the beginning of a text or behind a blank: an option. */
static gboolean has_letter(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gboolean begins = p == text || g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(p)));
    if (begins && g_ascii_isalpha(*p) && has_list_mark(p + 1))
      return TRUE;
  }
  return FALSE;
}

/* "1. 甲", "一、甲": an item or a section. "1.5亿" is a number. */
static gboolean begins_with_number(const char *text)
{
  const char *p = text;
  while (g_ascii_isdigit(*p))
    p++;
  if (p > text)
    return has_list_mark(p) && !(p[0] == '.' && g_ascii_isdigit(p[1]));
  for (guint i = 0; i < G_N_ELEMENTS(numerals); i++)
    if (g_str_has_prefix(text, numerals[i]) && has_list_mark(text + strlen(numerals[i])))
      return TRUE;
  return FALSE;
}

static char *find_stem_obstacle(const KdQuestion *q)
{
  g_autofree char *stem = g_strchug(g_strdup(q->stem));
  if (has_letter(stem) || begins_with_number(stem))
    return g_strdup(_("a stem that would be read as an option or as another item"));
  if (has_mark(stem))
    return g_strdup(_("words that would be read as the mark of an answer, an explanation or a type"));
  return NULL;
}

static char *find_text_obstacle(const char *text, gboolean is_choice)
{
  g_autofree char *start = g_strchug(g_strdup(text));
  if (is_choice && has_letter(start))
    return g_strdup(_("an option that begins like a lettered one and would lose the letter"));
  if (has_mark(text))
    return g_strdup(_("words that would be read as the mark of an answer, an explanation or a type"));
  return NULL;
}

static char *find_blank_obstacle(const KdQuestion *q)
{
  if (kd_remarks_has_lines(q))
    return g_strdup(_("an answer of several lines"));
  for (guint i = 0; i < q->blanks->len; i++) {
    const char *answer = kd_question_blank(q, i)->answer;
    if (strstr(answer, "；") || strchr(answer, ';'))
      return g_strdup(_("an answer with ； in it, which stands between the answers of two blanks"));
  }
  if (kd_wording_any(q, has_mark))
    return g_strdup(_("words that would be read as the mark of an answer, an explanation or a type"));
  return NULL;
}

char *kd_bank_find_obstacle(const KdQuestion *q)
{
  g_autofree char *explanation = kd_remarks_explanation(q);
  char *why = find_stem_obstacle(q);
  if (why == NULL)
    why = find_blank_obstacle(q);
  for (guint i = 0; why == NULL && i < kd_wording_choices(q); i++)
    why = find_text_obstacle(kd_wording_choice(q, i), TRUE);
  for (guint i = 0; why == NULL && i < q->answers->len; i++)
    why = find_text_obstacle(kd_question_answer(q, i), FALSE);
  if (why == NULL && explanation)
    why = find_text_obstacle(explanation, FALSE);
  return why;
}
