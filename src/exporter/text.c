/* A paper to read and to print: the items in sections by type, then the key. */

#include "base/utf8.h"
#include "exporter/exporter.h"
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

static void append_points(GString *out, guint half_points)
{
  g_string_append_printf(out, "%u%s", half_points / 2, half_points % 2 ? ".5" : "");
}

static void append_section_head(GString *out, const Section *s, guint i)
{
  g_string_append_printf(out, "\n%s、%s（共%u题，", numerals[i], kd_question_type_label(s->type),
                         s->questions->len);
  append_points(out, s->half_points);
  g_string_append(out, "分）\n\n");
}

static void append_options(GString *out, const KdQuestion *q)
{
  guint chars = 0;
  for (guint i = 0; i < q->options->len; i++)
    chars += kd_char_count(kd_question_option(q, i)->text, strlen(kd_question_option(q, i)->text)) + 2;
  const char *between = chars <= ROW_CHARS ? "　" : "\n   ";
  for (guint i = 0; i < q->options->len; i++)
    g_string_append_printf(out, "%s%c. %s", i ? between : "   ", (char)('A' + i),
                           kd_question_option(q, i)->text);
  if (q->options->len)
    g_string_append_c(out, '\n');
}

static void append_item(GString *out, const KdQuestion *q, guint number)
{
  g_string_append_printf(out, "%u. %s", number, q->stem);
  if (q->type == KD_QUESTION_JUDGE && strstr(q->stem, KD_CHOICE) == NULL)
    g_string_append(out, KD_CHOICE);
  g_string_append_c(out, '\n');
  append_options(out, q);
}

static void answer_fill(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    g_string_append_printf(out, "%s%s", i ? "；" : "", b->answer);
    for (guint a = 0; a < b->accept->len; a++)
      g_string_append_printf(out, "%s%s", a ? "、" : "（或", (char *)g_ptr_array_index(b->accept, a));
    if (b->accept->len)
      g_string_append(out, "）");
  }
  if (q->blanks->len > 1 && !q->ordered)
    g_string_append(out, "（不分先后）");
}

static void answer_choice(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->correct)
      g_string_append_c(out, (char)('A' + i));
}

static void answer_judge(GString *out, const KdQuestion *q)
{
  g_string_append(out, q->is_true ? "正确" : "错误");
  if (q->swap_from)
    g_string_append_printf(out, "（“%s”应为“%s”）", q->swap_to, q->swap_from);
}

static void answer_short(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->answers->len; i++)
    g_string_append_printf(out, "\n   （%u）%s", i + 1, kd_question_answer(q, i));
}

static void (*const answers[])(GString *out, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = answer_fill,       [KD_QUESTION_SINGLE] = answer_choice,
    [KD_QUESTION_MULTIPLE] = answer_choice, [KD_QUESTION_JUDGE] = answer_judge,
    [KD_QUESTION_SHORT] = answer_short,
};
G_STATIC_ASSERT(G_N_ELEMENTS(answers) == KD_QUESTION_TYPES);

static void append_source(GString *out, const KdSource *s)
{
  g_autofree char *file = kd_printable_dup(s->file);
  if (s->article)
    g_string_append_printf(out, "《%s》", s->article);
  else
    g_string_append(out, file);
  if (s->published)
    g_string_append_printf(out, "（%s）", s->published);
}

/* 《题目》（6月20日《人民日报》）第17、19行 */
static void append_places(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  const KdEvidence *last = NULL;
  gboolean lines = FALSE; /* a list of lines is open */
  for (guint i = 0; i < q->evidence->len; i++) {
    const KdEvidence *e = kd_question_evidence(q, i);
    if (last == NULL || last->source != e->source) {
      g_string_append_printf(out, "%s%s", lines ? "行" : "", last ? "；" : "");
      append_source(out, kd_quiz_source(quiz, e->source));
      lines = FALSE;
    }
    if (e->line && !(lines && last->line == e->line))
      g_string_append_printf(out, "%s%u", lines ? "、" : "第", e->line);
    lines = lines || e->line;
    last = e;
  }
  g_string_append(out, lines ? "行\n" : "\n");
}

static void append_key(GString *out, const KdQuiz *quiz, const KdQuestion *q, guint number)
{
  /* Scoring points stand on lines of their own. */
  g_string_append_printf(out, "%u.%s", number, q->type == KD_QUESTION_SHORT ? "" : " ");
  answers[q->type](out, q);
  g_string_append_c(out, '\n');
  if (q->explanation)
    g_string_append_printf(out, "   解析：%s\n", q->explanation);
  if (q->evidence->len) {
    g_string_append(out, "   出处：");
    append_places(out, quiz, q);
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
  append_points(out, half_points);
  g_string_append(out, "分\n");
  if (quiz->by)
    g_string_append_printf(out, "%s\n", quiz->by);
}

static void write_text(const KdQuiz *quiz, const KdExportOptions *options, GString *out)
{
  (void)options;
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
}

const KdExporter kd_exporter_text = {
    .name = "text", .suffix = ".txt", .types = KD_EVERY_TYPE, .write = write_text};
