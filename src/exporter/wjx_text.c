/* 问卷星: its text form, one item a group of lines, the type in [brackets] behind the stem. It has no place
 * for answers. */

#include "exporter/exporter.h"
#include "exporter/lines.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const tags[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = "填空题",  [KD_QUESTION_SINGLE] = "单选题", [KD_QUESTION_MULTIPLE] = "多选题",
    [KD_QUESTION_JUDGE] = "判断题", [KD_QUESTION_SHORT] = "简答题",  [KD_QUESTION_ORDER] = "排序题",
};

static void append_item(GString *out, const KdQuestion *q, guint number)
{
  gboolean has_gaps = q->blanks->len > 1;
  g_string_append_printf(out, "\n%u. ", number);
  kd_lines_stem(out, q, has_gaps ? "{_}" : KD_BLANK);
  g_string_append_printf(out, "[%s]\n", has_gaps ? "考试多项填空" : tags[q->type]);
  for (guint i = 0; i < kd_wording_choices(q); i++) {
    kd_wording_line(out, kd_wording_choice(q, i));
    g_string_append_c(out, '\n');
  }
  if (q->type == KD_QUESTION_JUDGE)
    g_string_append(out, "对\n错\n");
}

/* The line in brackets cannot be taken for an item, which begins with a number. */
static gboolean write_wjx_text(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  const KdQuiz *quiz = job->quiz;
  g_autofree char *title = kd_lines_title(quiz);
  g_string_append_printf(out, "%s\n", title);
  if (quiz->by) {
    g_string_append(out, "\n（");
    kd_wording_line(out, quiz->by);
    g_string_append(out, "）\n");
  }
  for (guint i = 0; i < quiz->questions->len; i++)
    append_item(out, kd_quiz_question(quiz, i), i + 1);
  return TRUE;
}

/* --- what the reader of this form would take for something else --- */

/* "A 甲", "A.甲", "A、甲": the reader drops the letter. "A股" stays. */
static gboolean loses_letter(const char *option)
{
  static const char *const marks[] = {".", "．", "、", ")", "）", " ", "\t", "　"};
  if (!g_ascii_isalpha(option[0]))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(option + 1, marks[i]))
      return TRUE;
  return FALSE;
}

/* "1. 甲[乙]" begins an item, "=== 分页 ===" a page. */
static gboolean begins_something(const char *option)
{
  gsize digits = strspn(option, "0123456789");
  return (digits && option[digits] == '.' && strchr(option, '[')) || g_str_has_prefix(option, "===");
}

/* In a stem: what would be read as its type, or would swallow the bracket of the type behind it. */
static gboolean has_tag(const char *stem)
{
  const char *open = strrchr(stem, '['), *close = strrchr(stem, ']');
  g_autofree char *trimmed = g_strchomp(g_strdup(stem));
  return (open && (close == NULL || close < open)) || g_str_has_suffix(trimmed, "]") ||
         g_str_has_suffix(trimmed, "】") || strstr(stem, "题]") || strstr(stem, "题】");
}

static char *find_obstacle(const KdQuestion *q)
{
  if (has_tag(q->stem))
    return g_strdup(_("brackets in the stem that would be read as the type of the item"));
  if (strstr(q->stem, "{_}"))
    return g_strdup_printf(_("%s in the stem, which stands for a blank"), "{_}");
  for (guint i = 0; i < kd_wording_choices(q); i++) {
    g_autoptr(GString) option = g_string_new(NULL);
    kd_wording_line(option, kd_wording_choice(q, i));
    g_strchug(option->str);
    if (loses_letter(option->str))
      return g_strdup(_("an option that begins like a lettered one and would lose the letter"));
    if (begins_something(option->str) || option->str[0] == '\0')
      return g_strdup(_("an option that would be read as an item of its own"));
  }
  return NULL;
}

const KdExporter kd_exporter_wjx_text = {
    .name = "wjx-text",
    .suffix = ".txt",
    .summary =
        N_("问卷星 text to paste: items without answers, scores and explanations, for which it has no place; "
           "line ends become blanks"),
    .proof = KD_PROOF_VENDOR,
    .holds = {.types = KD_EVERY_TYPE & ~(1u << KD_QUESTION_MATCH)},
    .find_obstacle = find_obstacle,
    .write = write_wjx_text,
};
