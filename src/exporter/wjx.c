/* 问卷星: lines of JSON, the exam types of its command-line tool (create-by-json), answers and scores with
 * it. */

#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/lines.h"
#include "exporter/remarks.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP "{_}"
#define MOST_BYTES 1000000

#define EXAM 6 /* what kind of 问卷 it is to be */

/* Titles that the tool takes for forgotten ones, in small letters. */
static const char *const placeholders[] = {
    "标题", "问卷标题", "无标题",   "未命名", "新问卷", "待定",   "待填",    "待补充",
    "暂无", "title",    "untitled", "test",   "demo",   "sample", "example", "todo",
    "tbd",  "na",       "n/a",      "xx",     "xxx",    "xyz",    "aaa",     "placeholder",
};

/* --- the parts of an item --- */

static void add_strings(cJSON *item, const char *key, const KdBlank *b)
{
  cJSON *array = cJSON_AddArrayToObject(item, key);
  cJSON_AddItemToArray(array, cJSON_CreateString(b->answer));
  for (guint i = 0; i < b->accept->len; i++)
    cJSON_AddItemToArray(array, cJSON_CreateString(g_ptr_array_index(b->accept, i)));
}

/* "2", "2.5", "0.67" */
static void add_score(cJSON *item, guint hundredths)
{
  g_autoptr(GString) text = g_string_new(NULL);
  kd_wording_decimal(text, hundredths, 2);
  kd_json_add_text(item, "quizscore", text->str);
}

static void add_choice(cJSON *item, const KdQuestion *q)
{
  cJSON *select = cJSON_AddArrayToObject(item, "select");
  cJSON *right = cJSON_AddArrayToObject(item, "correctselect");
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    const char letter[] = {kd_wording_letter(i), '\0'};
    cJSON_AddItemToArray(select, cJSON_CreateString(o->text));
    if (o->correct)
      cJSON_AddItemToArray(right, cJSON_CreateString(letter));
  }
  add_score(item, 50 * q->half_points);
}

static void add_judgement(cJSON *item, const KdQuestion *q)
{
  static const char *const words[] = {"对", "错"};
  cJSON_AddItemToObject(item, "select", cJSON_CreateStringArray(words, 2));
  cJSON_AddItemToObject(item, "correctselect", cJSON_CreateStringArray(&words[q->is_true ? 0 : 1], 1));
  add_score(item, 50 * q->half_points);
}

/* The score in as many parts as there are blanks; what does not divide goes to the first ones. */
static void add_blanks(cJSON *item, const KdQuestion *q)
{
  guint n = q->blanks->len, whole = 50 * q->half_points;
  if (n == 1) {
    add_strings(item, "correctselect", kd_question_blank(q, 0));
    add_score(item, whole);
    return;
  }
  cJSON *lists = cJSON_AddArrayToObject(item, "answerlists");
  for (guint i = 0; i < n; i++) {
    cJSON *list = cJSON_CreateObject();
    add_strings(list, "correctselect", kd_question_blank(q, i));
    add_score(list, whole / n + (i < whole % n));
    cJSON_AddFalseToObject(list, "include");
    cJSON_AddItemToArray(lists, list);
  }
}

static void add_points(cJSON *item, const KdQuestion *q)
{
  add_score(item, 50 * q->half_points);
}

static const struct {
  const char *name, *with_gaps; /* one blank or none, several blanks */
  void (*add)(cJSON *item, const KdQuestion *q);
} forms[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = {"考试单项填空", "考试多项填空", add_blanks},
    [KD_QUESTION_SINGLE] = {"考试单选", NULL, add_choice},
    [KD_QUESTION_MULTIPLE] = {"考试多选", NULL, add_choice},
    [KD_QUESTION_JUDGE] = {"考试判断", NULL, add_judgement},
    [KD_QUESTION_SHORT] = {"考试简答", NULL, add_points},
};

/* The scoring points have no place of their own: they stand in front of the explanation. */
static void add_analysis(cJSON *item, const KdQuiz *quiz, const KdQuestion *q)
{
  g_autoptr(GString) text = g_string_new(NULL);
  if (q->type == KD_QUESTION_SHORT) {
    g_string_append(text, "要点：\n");
    kd_wording_answer(text, q);
    g_string_append_c(text, '\n');
  }
  kd_remarks_line(text, quiz, q);
  if (text->len)
    kd_json_add_text(item, "answeranalysis", text->str);
}

static cJSON *make_item(const KdQuiz *quiz, const KdQuestion *q)
{
  gboolean has_gaps = q->blanks->len > 1;
  g_autoptr(GString) title = g_string_new(q->stem);
  if (has_gaps)
    g_string_replace(title, KD_BLANK, GAP, 0);
  cJSON *item = cJSON_CreateObject();
  kd_json_add_text(item, "qtype", has_gaps ? forms[q->type].with_gaps : forms[q->type].name);
  kd_json_add_text(item, "title", title->str);
  forms[q->type].add(item, q);
  kd_json_add_text(item, "isquiz", "1");
  add_analysis(item, quiz, q);
  return item;
}

/* --- the file --- */

/* Too short, question marks alone, or a word that stands for a title. */
static gboolean is_refused(const char *title)
{
  g_autofree char *bare = g_strstrip(g_utf8_strdown(title, -1));
  const char *mark = bare;
  while (*mark == '?' || *mark == ' ' || g_str_has_prefix(mark, "？"))
    mark = g_utf8_next_char(mark);
  gboolean refused = g_utf8_strlen(bare, -1) < 2 || *mark == '\0';
  for (guint i = 0; i < G_N_ELEMENTS(placeholders); i++)
    refused = refused || strcmp(bare, placeholders[i]) == 0;
  return refused;
}

static cJSON *make_head(const KdQuiz *quiz)
{
  g_autofree char *title = kd_lines_title(quiz);
  g_autofree char *whole = is_refused(title) ? g_strconcat("练习题：", title, NULL) : g_strdup(title);
  cJSON *head = cJSON_CreateObject();
  kd_json_add_text(head, "qtype", "问卷基础信息");
  kd_json_add_text(head, "title", whole);
  kd_json_add_text(head, "introduction", quiz->by ? quiz->by : "");
  kd_json_add_text(head, "endpageinformation", "");
  kd_json_add_text(head, "language", "zh");
  kd_json_add_whole(head, "atype", EXAM);
  return head;
}

static void leave_out(const KdExportJob *job, const KdQuestion *q)
{
  g_autofree char *why = g_strdup_printf(_("the file would be larger than %u bytes"), MOST_BYTES);
  kd_exporter_leave_out(&kd_exporter_wjx, q, why, job->findings);
}

static gboolean write_wjx(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  const KdQuiz *quiz = job->quiz;
  gsize before = out->len;
  kd_json_write(make_head(quiz), FALSE, out);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    g_autoptr(GString) line = g_string_new(NULL);
    kd_json_write(make_item(quiz, q), FALSE, line);
    if (out->len - before + line->len + 1 > MOST_BYTES)
      leave_out(job, q);
    else
      g_string_append_printf(out, "%s\n", line->str);
  }
  return TRUE;
}

static char *find_obstacle(const KdQuestion *q)
{
  if (strstr(q->stem, GAP))
    return g_strdup_printf(_("%s in the stem, which stands for a blank"), GAP);
  if (kd_remarks_has_lines(q))
    return g_strdup(_("an answer of several lines"));
  return NULL;
}

const KdExporter kd_exporter_wjx = {
    .name = "wjx",
    .suffix = ".jsonl",
    .summary =
        N_("问卷星 exam for its tool (wjx survey create-by-json --type 6; its server was not tried): scoring "
           "points stand in the explanation, the score of several blanks is divided among them"),
    .proof = KD_PROOF_VENDOR,
    .holds = {.types = KD_CHOICE_TYPES | 1u << KD_QUESTION_FILL | 1u << KD_QUESTION_JUDGE |
                       1u << KD_QUESTION_SHORT,
              .max_choices = KD_LETTERS},
    .find_obstacle = find_obstacle,
    .write = write_wjx,
};
