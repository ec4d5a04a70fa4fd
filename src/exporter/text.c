/* A paper to read and to print: the items in sections by type, then the key. */

#include "exporter/exporter.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define ROW_CHARS 34 /* options that are no longer than this together stand on one line */

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
G_STATIC_ASSERT(G_N_ELEMENTS(numerals) >= KD_QUESTION_TYPES);

/* A type's items, in the order of the set. */
typedef struct {
  KdQuestionType type;
  GPtrArray *questions; /* const KdQuestion *, borrowed */
  guint half_points;
  guint first; /* number of its first item */
} Section;

static void clear_section(gpointer p)
{
  g_ptr_array_unref(((Section *)p)->questions);
}

/* The sections, in the order in which their types first stand in the set. */
static GArray *make_sections(const KdQuiz *quiz)
{
  GArray *sections = g_array_new(FALSE, FALSE, sizeof(Section));
  g_array_set_clear_func(sections, clear_section);
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    guint s = 0;
    while (s < sections->len && g_array_index(sections, Section, s).type != q->type)
      s++;
    if (s == sections->len) {
      Section fresh = {q->type, g_ptr_array_new(), 0, 0};
      g_array_append_val(sections, fresh);
    }
    Section *section = &g_array_index(sections, Section, s);
    g_ptr_array_add(section->questions, (gpointer)q);
    section->half_points += q->half_points;
  }
  guint number = 1;
  for (guint s = 0; s < sections->len; s++) {
    g_array_index(sections, Section, s).first = number;
    number += g_array_index(sections, Section, s).questions->len;
  }
  return sections;
}

static void append_section_head(GString *out, const Section *s, guint i)
{
  g_string_append_printf(out, "\n%s、%s（共%u题，", numerals[i], kd_question_type_label(s->type),
                         s->questions->len);
  kd_wording_points(out, s->half_points);
  g_string_append(out, "分）\n\n");
}

static void append_choices(GString *out, const KdQuestion *q)
{
  guint chars = 0, n = kd_wording_choices(q);
  for (guint i = 0; i < n; i++)
    chars += (guint)g_utf8_strlen(kd_wording_choice(q, i), -1) + 2;
  const char *between = chars <= ROW_CHARS ? "　" : "\n   ";
  for (guint i = 0; i < n; i++)
    g_string_append_printf(out, "%s%c. %s", i ? between : "   ", (char)('A' + i), kd_wording_choice(q, i));
  if (n)
    g_string_append_c(out, '\n');
}

static void append_item(GString *out, const KdQuestion *q, guint number)
{
  g_string_append_printf(out, "%u. %s", number, q->stem);
  if (q->type == KD_QUESTION_JUDGE && strstr(q->stem, KD_CHOICE) == NULL)
    g_string_append(out, KD_CHOICE);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < q->left->len; i++)
    g_string_append_printf(out, "   （%u）%s\n", i + 1, kd_question_left(q, i));
  append_choices(out, q);
}

/* Scoring points stand on lines of their own. */
static void append_answer(GString *out, const KdQuestion *q)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  kd_wording_answer(answer, q);
  if (q->type == KD_QUESTION_SHORT) {
    g_string_prepend(answer, "\n");
    g_string_replace(answer, "\n", "\n   ", 0);
  } else {
    g_string_prepend(answer, " ");
  }
  g_string_append_printf(out, "%s\n", answer->str);
}

static void append_key(GString *out, const KdQuiz *quiz, const KdQuestion *q, guint number)
{
  g_string_append_printf(out, "%u.", number);
  append_answer(out, q);
  if (q->explanation)
    g_string_append_printf(out, "   解析：%s\n", q->explanation);
  if (q->evidence->len) {
    g_string_append(out, "   出处：");
    kd_wording_places(out, quiz, q);
    g_string_append_c(out, '\n');
  }
}

static void append_title(GString *out, const KdQuiz *quiz)
{
  guint half_points = 0;
  for (guint i = 0; i < quiz->questions->len; i++)
    half_points += kd_quiz_question(quiz, i)->half_points;
  g_string_append(out, quiz->title);
  if (quiz->paper)
    g_string_append_printf(out, "（%s卷）", quiz->paper);
  g_string_append_printf(out, "\n共%u题，满分", quiz->questions->len);
  kd_wording_points(out, half_points);
  g_string_append(out, "分\n");
  if (quiz->by)
    g_string_append_printf(out, "%s\n", quiz->by);
}

static gboolean write_text(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  const KdQuiz *quiz = job->quiz;
  g_autoptr(GArray) sections = make_sections(quiz);
  append_title(out, quiz);
  for (guint s = 0; s < sections->len; s++) {
    const Section *section = &g_array_index(sections, Section, s);
    append_section_head(out, section, s);
    for (guint i = 0; i < section->questions->len; i++)
      append_item(out, g_ptr_array_index(section->questions, i), section->first + i);
  }
  g_string_append(out, "\n\n参考答案与解析\n");
  for (guint s = 0; s < sections->len; s++) {
    const Section *section = &g_array_index(sections, Section, s);
    g_string_append_printf(out, "\n%s、%s\n\n", numerals[s], kd_question_type_label(section->type));
    for (guint i = 0; i < section->questions->len; i++)
      append_key(out, quiz, g_ptr_array_index(section->questions, i), section->first + i);
  }
  return TRUE;
}

const KdExporter kd_exporter_text = {
    .name = "text",
    .suffix = ".txt",
    .summary = N_("for people: a paper with its key"),
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE},
    .write = write_text,
};
