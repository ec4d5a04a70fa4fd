#include "exporter/table_row.h"

#include "exporter/json_tree.h"
#include "exporter/quiz_tree.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>
#include <string.h>

void kd_table_rows_init(KdTableRows *rows, const KdQuiz *quiz, gboolean raw, gsize most)
{
  *rows = (KdTableRows){.quiz = quiz, .raw = raw, .most = most};
  rows->shown = g_new0(gboolean, MAX(quiz->sources->len, 1));
}

void kd_table_rows_clear(KdTableRows *rows)
{
  g_free(rows->shown);
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

/* The parts on the left of a matching item stand in the stem, a numbered line each. */
static char *make_stem(const KdQuestion *q)
{
  GString *stem = g_string_new(q->stem);
  for (guint i = 0; i < q->left->len; i++)
    g_string_append_printf(stem, "\n%u. %s", i + 1, kd_question_left(q, i));
  return g_string_free(stem, FALSE);
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

/* In bytes, of which there are never fewer than characters. */
static gsize json_length(const cJSON *tree)
{
  g_autoptr(GString) json = g_string_new(NULL);
  kd_json_write(cJSON_Duplicate(tree, TRUE), FALSE, json);
  return json->len;
}

static gsize source_length(const KdTableRows *rows, gsize i)
{
  cJSON *tree = kd_source_tree(kd_quiz_source(rows->quiz, (guint)i));
  gsize len = json_length(tree) + 1;
  cJSON_Delete(tree);
  return len;
}

/* The end of the sources of which no row has told yet and of which this one has room to tell. */
static gsize find_end(const KdTableRows *rows, const cJSON *data, const KdQuestion *q)
{
  gsize n = rows->quiz->sources->len, end = rows->listed;
  if (rows->most == 0 || end == n)
    return n;
  gsize used = json_length(data);
  for (guint i = 0; i < q->evidence->len; i++) {
    guint s = kd_question_evidence(q, i)->source;
    used += rows->shown[s] ? 0 : source_length(rows, s);
    rows->shown[s] = TRUE;
  }
  for (; end < n; end++) {
    used += rows->shown[end] ? 0 : source_length(rows, end);
    if (used > rows->most)
      break;
  }
  for (guint i = 0; i < q->evidence->len; i++)
    rows->shown[kd_question_evidence(q, i)->source] = FALSE;
  return end;
}

static void add_source(cJSON *sources, KdTableRows *rows, gsize i)
{
  if (!rows->shown[i])
    cJSON_AddItemToArray(sources, kd_source_tree(kd_quiz_source(rows->quiz, (guint)i)));
  rows->shown[i] = TRUE;
}

static void add_sources(cJSON *sources, KdTableRows *rows, const KdQuestion *q, gsize end)
{
  gsize start = rows->listed;
  for (; rows->listed < end; rows->listed++)
    add_source(sources, rows, rows->listed);
  for (guint i = 0; i < q->evidence->len; i++)
    add_source(sources, rows, kd_question_evidence(q, i)->source);
  for (gsize i = start; i < end; i++)
    rows->shown[i] = FALSE;
  for (guint i = 0; i < q->evidence->len; i++)
    rows->shown[kd_question_evidence(q, i)->source] = FALSE;
}

static void add_stock(cJSON *data, const KdQuestion *q)
{
  cJSON *stock = cJSON_CreateArray();
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->stock)
      cJSON_AddItemToArray(stock, cJSON_CreateString(kd_question_option(q, i)->text));
  if (cJSON_GetArraySize(stock) > 0)
    cJSON_AddItemToObject(data, "stock", stock);
  else
    cJSON_Delete(stock);
}

/* What no other column holds. */
static char *make_data(KdTableRows *rows, const KdQuestion *q)
{
  cJSON *data = cJSON_CreateObject();
  if (rows->raw)
    cJSON_AddTrueToObject(data, "raw");
  cJSON_AddItemToObject(data, "set", set_tree(rows->quiz));
  cJSON *sources = cJSON_AddArrayToObject(data, "sources");
  cJSON_AddBoolToObject(data, "ordered", q->ordered);
  add_stock(data, q);
  cJSON *swap = kd_question_swap_tree(q);
  if (swap)
    cJSON_AddItemToObject(data, "swap", swap);
  cJSON_AddItemToObject(data, "point", kd_question_point_tree(q));
  cJSON_AddItemToObject(data, "evidence", kd_question_evidence_tree(rows->quiz, q));
  add_sources(sources, rows, q, find_end(rows, data, q));
  GString *json = g_string_new(NULL);
  kd_json_write(data, FALSE, json);
  return g_string_free(json, FALSE);
}

static char *take_text(void (*append)(GString *, const KdQuestion *), const KdQuestion *q)
{
  GString *text = g_string_new(NULL);
  append(text, q);
  return g_string_free(text, FALSE);
}

static void append_tags(GString *out, const KdQuestion *q)
{
  append_list(out, q->tags);
}

static void append_score(GString *out, const KdQuestion *q)
{
  kd_wording_points(out, q->half_points);
}

void kd_table_row_init(KdTableRow *row, KdTableRows *rows, const KdQuestion *q)
{
  memset(row, 0, sizeof *row);
  g_autoptr(GString) places = g_string_new(NULL);
  append_places(places, rows->quiz, q);
  row->cells[KD_COLUMN_ID] = g_strdup(q->id);
  row->cells[KD_COLUMN_TYPE] = g_strdup(kd_question_type_label(q->type));
  row->cells[KD_COLUMN_STEM] = make_stem(q);
  for (guint i = 0; i < MIN(kd_wording_choices(q), KD_OPTION_COLUMNS); i++)
    row->cells[KD_COLUMN_OPTION_A + i] = g_strdup(kd_wording_choice(q, i));
  row->cells[KD_COLUMN_ANSWER] = take_text(append_answer[q->type], q);
  row->cells[KD_COLUMN_EXPLANATION] = g_strdup(q->explanation);
  row->cells[KD_COLUMN_DIFFICULTY] = g_strdup_printf("%d", q->difficulty);
  row->cells[KD_COLUMN_SCORE] = take_text(append_score, q);
  row->cells[KD_COLUMN_TAGS] = take_text(append_tags, q);
  row->cells[KD_COLUMN_PLACE] = g_strdup(places->str);
  row->cells[KD_COLUMN_DATA] = make_data(rows, q);
}

void kd_table_row_clear(KdTableRow *row)
{
  for (guint i = 0; i < KD_COLUMNS; i++)
    g_free(row->cells[i]);
}

/* A part on the left of a matching item is a line of the stem. */
char *kd_table_row_find_obstacle(const KdQuestion *q)
{
  for (guint i = 0; i < q->left->len; i++)
    if (strpbrk(kd_question_left(q, i), "\r\n"))
      return g_strdup(_("a part on the left of several lines"));
  return NULL;
}
