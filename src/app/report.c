#include "app/report.h"

#include "base/utf8.h"
#include "exporter/json_tree.h"
#include <string.h>

#define LETTERS 26
#define MOST_LINES 20 /* places of one reason in one file, in the report for people */

/* What is counted over the sets. */
typedef struct {
  guint made[KD_QUESTION_TYPES];
  guint bands[KD_BANDS]; /* by difficulty */
  guint keys[LETTERS];   /* right options of single-choice items, by letter */
  guint n_true;          /* judge items */
  guint n_longest;       /* single-choice items whose right option is longer than every other */
  guint n_all_right;     /* multiple-response items */
} Figures;

static gboolean is_longest(const KdQuestion *q, guint right)
{
  const char *text = kd_question_option(q, right)->text;
  guint length = kd_letter_count(text, strlen(text));
  for (guint i = 0; i < q->options->len; i++) {
    const char *other = kd_question_option(q, i)->text;
    if (i != right && kd_letter_count(other, strlen(other)) >= length)
      return FALSE;
  }
  return TRUE;
}

static void count_single(Figures *f, const KdQuestion *q)
{
  for (guint i = 0; i < q->options->len; i++) {
    if (!kd_question_option(q, i)->correct)
      continue;
    f->keys[MIN(i, LETTERS - 1)]++;
    f->n_longest += is_longest(q, i);
    return;
  }
}

static void count_quiz(Figures *f, const KdQuiz *quiz)
{
  for (guint i = 0; i < quiz->questions->len; i++) {
    const KdQuestion *q = kd_quiz_question(quiz, i);
    f->made[q->type]++;
    f->bands[kd_band_of(q->difficulty)]++;
    if (q->type == KD_QUESTION_SINGLE)
      count_single(f, q);
    f->n_true += q->type == KD_QUESTION_JUDGE && q->is_true;
    f->n_all_right += q->type == KD_QUESTION_MULTIPLE && kd_question_right_count(q) == q->options->len;
  }
}

static Figures count_all(const KdReport *r)
{
  Figures f = {0};
  for (guint i = 0; i < r->quizzes->len; i++)
    count_quiz(&f, g_ptr_array_index(r->quizzes, i));
  return f;
}

/* Items under the heading of a share. */
static guint count_heading(const KdReport *r, guint share)
{
  guint n = 0;
  for (guint i = 0; i < r->quizzes->len; i++) {
    const KdQuiz *quiz = g_ptr_array_index(r->quizzes, i);
    for (guint k = 0; k < quiz->questions->len; k++)
      n += kd_blueprint_find_heading(r->blueprint, kd_quiz_question(quiz, k)) == share;
  }
  return n;
}

static gboolean is_left_out(KdFindingCode code)
{
  return g_str_has_prefix(kd_finding_code_name(code), "left-out-");
}

/* What the detail of a left-out candidate begins with: “…”. Returns its bytes. */
static gsize named_bytes(const char *detail)
{
  const char *close = detail && g_str_has_prefix(detail, "“") ? strstr(detail, "”") : NULL;
  return close ? (gsize)(close - detail) + strlen("”") : 0;
}

static gboolean is_same_place(const KdFinding *a, const KdFinding *b)
{
  gsize n = named_bytes(a->detail);
  return a->line == b->line && n == named_bytes(b->detail) &&
         (n == 0 || memcmp(a->detail, b->detail, n) == 0);
}

/* The places of one file, each once: "page.txt第3行“议事规则”、第5行“…”". Findings of a code come by file, as
 * the files were read; *i is moved behind those of the file. */
static void append_file_lines(GString *out, const KdReport *r, KdFindingCode code, guint *i)
{
  const KdFinding *first = kd_findings_get(r->findings, *i), *last = NULL;
  guint shown = 0;
  g_string_append(out, first->file);
  for (; *i < kd_findings_count(r->findings); (*i)++) {
    const KdFinding *f = kd_findings_get(r->findings, *i);
    if (f->code != code || f->line == 0 || (last && is_same_place(f, last)))
      continue;
    if (g_strcmp0(f->file, first->file) != 0)
      break;
    if (shown < MOST_LINES)
      g_string_append_printf(out, "%s第%u行%.*s", shown ? "、" : "", f->line, (int)named_bytes(f->detail),
                             f->detail ? f->detail : "");
    last = f;
    shown++;
  }
  g_string_append(out, shown > MOST_LINES ? "等" : "");
}

static void append_reason(GString *out, const KdReport *r, KdFindingCode code)
{
  g_string_append_printf(out, "  %s：%u", kd_finding_label(code), kd_findings_count_code(r->findings, code));
  guint i = 0, files = 0;
  while (i < kd_findings_count(r->findings)) {
    const KdFinding *f = kd_findings_get(r->findings, i);
    if (f->code == code && f->file && f->line) {
      g_string_append(out, files++ ? "；" : "（");
      append_file_lines(out, r, code, &i);
    } else {
      i++;
    }
  }
  g_string_append(out, files ? "）\n" : "\n");
}

static void append_reasons(GString *out, const KdReport *r, gboolean left_out, const char *title)
{
  guint n = 0;
  for (guint code = 0; code < KD_FINDING_COUNT; code++)
    if (is_left_out(code) == left_out)
      n += kd_findings_count_code(r->findings, code);
  g_string_append_printf(out, "\n%s：%u\n", title, n);
  for (guint code = 0; code < KD_FINDING_COUNT; code++)
    if (is_left_out(code) == left_out && kd_findings_count_code(r->findings, code))
      append_reason(out, r, code);
}

static void append_asked(GString *out, int n)
{
  if (n < 0)
    g_string_append(out, "未指定");
  else
    g_string_append_printf(out, "%d", n);
}

/* Types that the program does not make by itself are told about where a set has them. */
static gboolean is_told(const KdReport *r, const Figures *f, guint type)
{
  return type < KD_QUESTION_ORDER || r->blueprint->counts[type] >= 0 || f->made[type] > 0;
}

static void append_counts(GString *out, const KdReport *r, const Figures *f)
{
  guint total = 0;
  g_string_append(out, "\n题型：要求／实有\n");
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    if (!is_told(r, f, t))
      continue;
    g_string_append_printf(out, "  %s：", kd_question_type_label(t));
    append_asked(out, r->blueprint->counts[t]);
    g_string_append_printf(out, "／%u\n", f->made[t]);
    total += f->made[t];
  }
  g_string_append(out, "  合计：");
  if (r->blueprint->all)
    g_string_append(out, "全部");
  else
    append_asked(out, r->blueprint->total ? r->blueprint->total : -1);
  g_string_append_printf(out, "／%u\n", total);
}

/* Shares of difficulty and of headings as asked for, beside what there is. */
static void append_blueprint(GString *out, const KdReport *r, const Figures *f)
{
  const KdBlueprint *b = r->blueprint;
  guint n = b->headings ? b->headings->len : 0;
  g_string_append(out, "\n难度：");
  for (guint i = 0; i < KD_BANDS; i++)
    g_string_append_printf(out, "%s%s %u", i ? "，" : "", kd_band_label(i), f->bands[i]);
  if (b->bands[0] || b->bands[1] || b->bands[2])
    g_string_append_printf(out, "（要求 %u∶%u∶%u）", b->bands[0], b->bands[1], b->bands[2]);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < n; i++)
    g_string_append_printf(out, "标题含“%s”：%u题（要求 %u%%）\n", kd_blueprint_heading(b, i)->words,
                           count_heading(r, i), kd_blueprint_heading(b, i)->percent);
}

static void append_share(GString *out, const char *label, guint part, guint whole)
{
  if (whole)
    g_string_append_printf(out, "  %s：%u/%u（%u%%）\n", label, part, whole,
                           (part * 200 + whole) / (2 * whole));
  else
    g_string_append_printf(out, "  %s：无此题型\n", label);
}

static void append_fairness(GString *out, const Figures *f)
{
  g_string_append(out, "\n公平性\n  单选题答案分布：");
  for (guint i = 0; i < LETTERS; i++)
    if (i < 4 || f->keys[i])
      g_string_append_printf(out, "%s%c %u", i ? "，" : "", (char)('A' + i), f->keys[i]);
  g_string_append_c(out, '\n');
  append_share(out, "判断题为正确", f->n_true, f->made[KD_QUESTION_JUDGE]);
  append_share(out, "单选题正确选项独长", f->n_longest, f->made[KD_QUESTION_SINGLE]);
  append_share(out, "多选题全部选项正确", f->n_all_right, f->made[KD_QUESTION_MULTIPLE]);
}

void kd_report_write_plain(const KdReport *r, GString *out)
{
  Figures f = count_all(r);
  g_string_append(out, "命题报告\n");
  for (guint i = 0; i < r->quizzes->len; i++) {
    const KdQuiz *quiz = g_ptr_array_index(r->quizzes, i);
    g_string_append_printf(out, "\n%s（种子：%" G_GUINT64_FORMAT "）\n", quiz->title, quiz->seed);
    for (guint s = 0; s < quiz->sources->len; s++) {
      const KdSource *source = kd_quiz_source(quiz, s);
      g_string_append_printf(out, "  来源%u：%s%s%s%s\n", s + 1, source->file, source->article ? "《" : "",
                             source->article ? source->article : "", source->article ? "》" : "");
    }
  }
  append_counts(out, r, &f);
  append_blueprint(out, r, &f);
  append_reasons(out, r, TRUE, "未采用的备选题及原因");
  append_fairness(out, &f);
  append_reasons(out, r, FALSE, "其他提示");
}

static void add_counts(cJSON *root, const KdReport *r, const Figures *f)
{
  cJSON *asked = cJSON_AddObjectToObject(root, "asked"), *made = cJSON_AddObjectToObject(root, "made");
  guint total = 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    if (!is_told(r, f, t))
      continue;
    int n = r->blueprint->counts[t];
    cJSON_AddItemToObject(asked, kd_question_type_name(t),
                          n < 0 ? cJSON_CreateNull() : cJSON_CreateNumber(n));
    cJSON_AddNumberToObject(made, kd_question_type_name(t), f->made[t]);
    total += f->made[t];
  }
  int n = r->blueprint->total;
  cJSON_AddItemToObject(asked, "total", n > 0 ? cJSON_CreateNumber(n) : cJSON_CreateNull());
  cJSON_AddBoolToObject(asked, "all", r->blueprint->all);
  cJSON_AddNumberToObject(made, "total", total);
  const KdBlueprint *b = r->blueprint;
  cJSON *bands = cJSON_AddObjectToObject(root, "difficulty");
  for (guint i = 0; i < KD_BANDS; i++) {
    cJSON *band = cJSON_AddObjectToObject(bands, kd_band_label(i));
    cJSON_AddNumberToObject(band, "share", b->bands[i]);
    cJSON_AddNumberToObject(band, "made", f->bands[i]);
  }
  cJSON *headings = cJSON_AddArrayToObject(root, "headings");
  for (guint i = 0; b->headings && i < b->headings->len; i++) {
    cJSON *heading = cJSON_CreateObject();
    kd_json_add_text(heading, "words", kd_blueprint_heading(b, i)->words);
    cJSON_AddNumberToObject(heading, "percent", kd_blueprint_heading(b, i)->percent);
    cJSON_AddNumberToObject(heading, "made", count_heading(r, i));
    cJSON_AddItemToArray(headings, heading);
  }
}

static cJSON *reason_tree(KdFindingCode code, cJSON **places)
{
  cJSON *reason = cJSON_CreateObject();
  kd_json_add_text(reason, "code", kd_finding_code_name(code));
  kd_json_add_text(reason, "label", kd_finding_label(code));
  cJSON_AddNumberToObject(reason, "count", 0);
  *places = cJSON_AddArrayToObject(reason, "places");
  return reason;
}

static void add_reasons(cJSON *root, const char *key, const KdReport *r, gboolean left_out)
{
  cJSON *list = cJSON_AddArrayToObject(root, key);
  cJSON *places[KD_FINDING_COUNT] = {NULL};
  for (guint code = 0; code < KD_FINDING_COUNT; code++) {
    guint n = kd_findings_count_code(r->findings, code);
    if (n == 0 || is_left_out(code) != left_out)
      continue;
    cJSON *reason = reason_tree(code, &places[code]);
    cJSON_SetNumberValue(cJSON_GetObjectItemCaseSensitive(reason, "count"), n);
    cJSON_AddItemToArray(list, reason);
  }
  for (guint i = 0; i < kd_findings_count(r->findings); i++) {
    const KdFinding *f = kd_findings_get(r->findings, i);
    if (places[f->code] == NULL)
      continue;
    cJSON *place = cJSON_CreateObject();
    kd_json_add_text(place, "file", f->file);
    cJSON_AddNumberToObject(place, "line", f->line);
    cJSON_AddNumberToObject(place, "column", f->column);
    kd_json_add_text(place, "detail", f->detail);
    cJSON_AddItemToArray(places[f->code], place);
  }
}

static void add_share(cJSON *object, const char *key, guint part, guint whole)
{
  if (whole)
    kd_json_add_share(object, key, (double)part / whole);
  else
    cJSON_AddNullToObject(object, key);
}

static void add_fairness(cJSON *root, const Figures *f)
{
  cJSON *fairness = cJSON_AddObjectToObject(root, "fairness");
  cJSON *keys = cJSON_AddObjectToObject(fairness, "key_letters");
  for (guint i = 0; i < LETTERS; i++) {
    char letter[] = {(char)('A' + i), '\0'};
    if (i < 4 || f->keys[i])
      cJSON_AddNumberToObject(keys, letter, f->keys[i]);
  }
  add_share(fairness, "true_share", f->n_true, f->made[KD_QUESTION_JUDGE]);
  add_share(fairness, "right_is_longest", f->n_longest, f->made[KD_QUESTION_SINGLE]);
  add_share(fairness, "all_right_share", f->n_all_right, f->made[KD_QUESTION_MULTIPLE]);
}

void kd_report_write_json(const KdReport *r, GString *out)
{
  Figures f = count_all(r);
  cJSON *root = cJSON_CreateObject();
  kd_json_add_text(root, "format", "kaodian-report/1");
  cJSON *sets = cJSON_AddArrayToObject(root, "sets");
  for (guint i = 0; i < r->quizzes->len; i++) {
    const KdQuiz *quiz = g_ptr_array_index(r->quizzes, i);
    cJSON *set = cJSON_CreateObject();
    if (quiz->id)
      kd_json_add_text(set, "id", quiz->id);
    kd_json_add_text(set, "title", quiz->title);
    kd_json_add_whole(set, "seed", quiz->seed);
    cJSON_AddNumberToObject(set, "items", quiz->questions->len);
    cJSON_AddItemToArray(sets, set);
  }
  add_counts(root, r, &f);
  add_reasons(root, "left_out", r, TRUE);
  add_fairness(root, &f);
  add_reasons(root, "findings", r, FALSE);
  kd_json_write(root, TRUE, out);
}
