/* RFC 4180, one row an item. Every cell stands in quotation marks, as csv_write of libcsv has it. */

#include "base/cell.h"
#include "exporter/exporter.h"
#include "exporter/json_tree.h"
#include "exporter/quiz_tree.h"
#include "exporter/wording.h"
#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define OPTION_COLUMNS 8

typedef struct {
  const KdQuiz *quiz;
  const KdExportOptions *options;
  GString *out;
  gboolean *shown; /* by source: has its record stood in a row? */
  gboolean in_row; /* a cell has been written in this row */
} Writer;

static void write_cell(Writer *w, const char *cell)
{
  if (cell == NULL)
    cell = "";
  g_autofree char *guarded =
      !w->options->csv_raw && kd_cell_is_formula(cell) ? g_strconcat("'", cell, NULL) : NULL;
  const char *s = guarded ? guarded : cell;
  if (w->in_row)
    g_string_append_c(w->out, ',');
  w->in_row = TRUE;
  gsize len = strlen(s), at = w->out->len, room = 2 * len + 2;
  g_string_set_size(w->out, at + room);
  gsize used = csv_write(w->out->str + at, room, s, len);
  g_assert(used <= room);
  g_string_truncate(w->out, at + used);
}

static void end_row(Writer *w)
{
  g_string_append(w->out, w->options->csv_lf ? "\n" : "\r\n");
  w->in_row = FALSE;
}

/* Appends text, with a backslash before each of the marks and before a backslash. */
static void append_escaped(GString *out, const char *text, const char *marks)
{
  for (const char *p = text; *p; p++) {
    if (*p == '\\' || strchr(marks, *p))
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
}

static void append_list(GString *out, const GPtrArray *strings)
{
  for (guint i = 0; i < strings->len; i++) {
    if (i)
      g_string_append_c(out, '|');
    append_escaped(out, g_ptr_array_index(strings, i), "|");
  }
}

static void append_blanks(GString *out, const KdQuestion *q)
{
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    if (i)
      g_string_append_c(out, '|');
    append_escaped(out, b->answer, "|/");
    for (guint a = 0; a < b->accept->len; a++) {
      g_string_append_c(out, '/');
      append_escaped(out, g_ptr_array_index(b->accept, a), "|/");
    }
  }
}

static void append_key(GString *out, const KdQuestion *q)
{
  kd_wording_key(out, q, "");
}

static void append_pairs(GString *out, const KdQuestion *q)
{
  kd_wording_key(out, q, " ");
}

static void append_judgement(GString *out, const KdQuestion *q)
{
  g_string_append(out, kd_wording_judgement(q));
}

static void append_scoring_points(GString *out, const KdQuestion *q)
{
  append_list(out, q->answers);
}

static void (*const append_answer[])(GString *out, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = append_blanks,          [KD_QUESTION_SINGLE] = append_key,
    [KD_QUESTION_MULTIPLE] = append_key,         [KD_QUESTION_JUDGE] = append_judgement,
    [KD_QUESTION_SHORT] = append_scoring_points, [KD_QUESTION_ORDER] = append_key,
    [KD_QUESTION_MATCH] = append_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(append_answer) == KD_QUESTION_TYPES);

/* 《题目》第17行 for each piece of evidence. */
static void append_places(GString *out, const KdQuiz *quiz, const KdQuestion *q)
{
  for (guint i = 0; i < q->evidence->len; i++) {
    const KdEvidence *e = kd_question_evidence(q, i);
    const KdSource *s = kd_quiz_source(quiz, e->source);
    if (i)
      g_string_append(out, "；");
    if (s->article)
      g_string_append_printf(out, "《%s》", s->article);
    else
      g_string_append(out, s->file);
    if (e->line)
      g_string_append_printf(out, "第%u行", e->line);
  }
}

static cJSON *set_tree(const KdQuiz *quiz)
{
  cJSON *set = cJSON_CreateObject();
  if (quiz->id)
    kd_json_add_text(set, "id", quiz->id);
  kd_json_add_text(set, "title", quiz->title);
  if (quiz->by)
    kd_json_add_text(set, "by", quiz->by);
  if (quiz->paper)
    kd_json_add_text(set, "paper", quiz->paper);
  kd_json_add_whole(set, "seed", quiz->seed);
  return set;
}

/* The first row lists every source; any other row those that it cites, so that it can stand alone. */
static void add_sources(cJSON *data, const Writer *w, const KdQuestion *q, gboolean first)
{
  cJSON *sources = cJSON_AddArrayToObject(data, "sources");
  for (guint i = 0; first && i < w->quiz->sources->len; i++)
    cJSON_AddItemToArray(sources, kd_source_tree(kd_quiz_source(w->quiz, i)));
  for (guint i = 0; !first && i < q->evidence->len; i++) {
    guint s = kd_question_evidence(q, i)->source;
    if (!w->shown[s])
      cJSON_AddItemToArray(sources, kd_source_tree(kd_quiz_source(w->quiz, s)));
    w->shown[s] = TRUE;
  }
  for (guint i = 0; i < q->evidence->len; i++)
    w->shown[kd_question_evidence(q, i)->source] = FALSE;
}

/* What no other column holds. */
static void write_data(Writer *w, const KdQuestion *q, gboolean first)
{
  cJSON *data = cJSON_CreateObject();
  if (w->options->csv_raw)
    cJSON_AddTrueToObject(data, "raw");
  cJSON_AddItemToObject(data, "set", set_tree(w->quiz));
  add_sources(data, w, q, first);
  cJSON_AddBoolToObject(data, "ordered", q->ordered);
  cJSON *stock = cJSON_CreateArray();
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->stock)
      cJSON_AddItemToArray(stock, cJSON_CreateString(kd_question_option(q, i)->text));
  if (cJSON_GetArraySize(stock) > 0)
    cJSON_AddItemToObject(data, "stock", stock);
  else
    cJSON_Delete(stock);
  cJSON *swap = kd_question_swap_tree(q);
  if (swap)
    cJSON_AddItemToObject(data, "swap", swap);
  cJSON_AddItemToObject(data, "point", kd_question_point_tree(q));
  cJSON_AddItemToObject(data, "evidence", kd_question_evidence_tree(w->quiz, q));
  g_autoptr(GString) json = g_string_new(NULL);
  kd_json_write(data, FALSE, json);
  write_cell(w, json->str);
}

/* The parts on the left of a matching item stand in the stem, a numbered line each. */
static void write_stem(Writer *w, const KdQuestion *q)
{
  g_autoptr(GString) stem = g_string_new(q->stem);
  for (guint i = 0; i < q->left->len; i++)
    g_string_append_printf(stem, "\n%u. %s", i + 1, kd_question_left(q, i));
  write_cell(w, stem->str);
}

static void write_row(Writer *w, const KdQuestion *q, gboolean first)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  g_autoptr(GString) tags = g_string_new(NULL);
  g_autoptr(GString) places = g_string_new(NULL);
  append_answer[q->type](answer, q);
  append_list(tags, q->tags);
  append_places(places, w->quiz, q);
  g_autofree char *difficulty = g_strdup_printf("%d", q->difficulty);
  g_autoptr(GString) score = g_string_new(NULL);
  kd_wording_points(score, q->half_points);
  write_cell(w, q->id);
  write_cell(w, kd_question_type_label(q->type));
  write_stem(w, q);
  for (guint i = 0; i < OPTION_COLUMNS; i++)
    write_cell(w, i < kd_wording_choices(q) ? kd_wording_choice(q, i) : "");
  const char *const rest[] = {answer->str, q->explanation, difficulty, score->str, tags->str, places->str};
  for (guint i = 0; i < G_N_ELEMENTS(rest); i++)
    write_cell(w, rest[i]);
  if (!w->options->csv_no_data)
    write_data(w, q, first);
  end_row(w);
}

static void write_header(Writer *w)
{
  static const char *const names[] = {"编号",  "题型",  "题干",  "选项A",  "选项B", "选项C",
                                      "选项D", "选项E", "选项F", "选项G",  "选项H", "答案",
                                      "解析",  "难度",  "分值",  "知识点", "出处"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    write_cell(w, names[i]);
  if (!w->options->csv_no_data)
    write_cell(w, "数据");
  end_row(w);
}

/* A part on the left of a matching item is a line of the stem. */
static char *find_line_end(const KdQuestion *q)
{
  for (guint i = 0; i < q->left->len; i++)
    if (strpbrk(kd_question_left(q, i), "\r\n"))
      return g_strdup(_("a part on the left of several lines"));
  return NULL;
}

static gboolean write_csv(const KdExportJob *job, GString *out, GError **error)
{
  (void)error;
  const KdQuiz *quiz = job->quiz;
  const KdExportOptions *options = job->options;
  g_autofree gboolean *shown = g_new0(gboolean, MAX(quiz->sources->len, 1));
  Writer w = {quiz, options, out, shown, FALSE};
  if (!options->csv_no_bom)
    g_string_append(out, "\xEF\xBB\xBF");
  write_header(&w);
  for (guint i = 0; i < quiz->questions->len; i++)
    write_row(&w, kd_quiz_question(quiz, i), i == 0);
  return TRUE;
}

const KdExporter kd_exporter_csv = {
    .name = "csv",
    .suffix = ".csv",
    .summary = N_("a table, one row an item, that kaodian reads back"),
    .holds = {.types = KD_EVERY_TYPE, .max_choices = OPTION_COLUMNS, .any_order = TRUE},
    .find_obstacle = find_line_end,
    .write = write_csv,
};
