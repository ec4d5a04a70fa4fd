#include "base/cell.h"
#include "base/error.h"
#include "base/utf8.h"
#include "importer/fields.h"
#include "importer/table.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_POINTS 100000

typedef struct {
  KdTable *table;
  KdQuizFile *file;
  GError **error;
  guint32 at[KD_COLUMNS]; /* place of the column in a row; 0: the file has none such */
  KdQuiz *quiz;
  gboolean has_set;    /* a row has told about the set */
  GHashTable *sources; /* char *, borrowed → index + 1 */
  GHashTable *ids;     /* char *, borrowed */
  const GArray *row;   /* KdCell */
  gboolean raw;        /* the cells of this row stand as they are, without guards */
} Reader;

static const KdCell *find_cell(const Reader *r, KdColumn column)
{
  return r->at[column] ? kd_table_row_find(r->row, r->at[column]) : NULL;
}

/* A place for messages: the cell; where the row has none there, its first, under the name of the other. */
static KdCell place_of(const Reader *r, KdColumn column)
{
  const KdCell *cell = find_cell(r, column);
  KdCell place = cell ? *cell : g_array_index(r->row, KdCell, 0);
  if (cell == NULL && r->at[column]) {
    place.place = r->at[column];
    place.column = r->table->workbook ? place.place : place.column;
  }
  return place;
}

static gboolean fail(const Reader *r, KdColumn column, const char *why)
{
  KdCell place = place_of(r, column);
  return kd_table_fail(r->table, &place, r->error, "%s: %s", kd_column_name(column), why);
}

/* An apostrophe in front of what a spreadsheet would run as a formula was put there to guard it. */
static gboolean is_guarded(const char *cell)
{
  return *cell == '\'' && kd_cell_is_formula(cell);
}

/* What a cell says; NULL where it is empty or missing. The caller owns it. */
static char *get_text(const Reader *r, KdColumn column)
{
  const KdCell *cell = find_cell(r, column);
  if (cell == NULL || *cell->text == '\0')
    return NULL;
  g_autofree char *clean =
      kd_fields_clean(cell->text + (!r->raw && is_guarded(cell->text)), &r->file->stripped);
  return *clean ? g_steal_pointer(&clean) : NULL;
}

/* The same without blanks at its ends, never NULL. */
static char *get_word(const Reader *r, KdColumn column)
{
  g_autofree char *text = get_text(r, column);
  return text ? kd_span_dup(text, kd_span_trim(text, (KdSpan){0, (guint32)strlen(text)})) : g_strdup("");
}

/* Splits at a mark that has no backslash in front of it; the backslashes stay. */
static GPtrArray *split_list(const char *text, char mark)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  const char *start = text, *p = text;
  for (; *p; p++) {
    if (*p == '\\' && p[1]) {
      p++;
    } else if (*p == mark) {
      g_ptr_array_add(parts, g_strndup(start, (gsize)(p - start)));
      start = p + 1;
    }
  }
  g_ptr_array_add(parts, g_strndup(start, (gsize)(p - start)));
  return parts;
}

/* Takes the backslashes away, in place. */
static char *unescape(char *text)
{
  char *to = text;
  for (const char *from = text; *from; from++) {
    if (*from == '\\' && from[1])
      from++;
    *to++ = *from;
  }
  *to = '\0';
  return text;
}

static gboolean add_list(const Reader *r, KdColumn column, const char *text, GPtrArray *strings)
{
  g_autoptr(GPtrArray) parts = split_list(text, '|');
  for (guint i = 0; i < parts->len; i++) {
    char *part = unescape(g_ptr_array_index(parts, i));
    if (*part == '\0')
      return fail(r, column, _("a part between two | is empty"));
    g_ptr_array_add(strings, g_strdup(part));
  }
  return TRUE;
}

static gboolean read_blanks(const Reader *r, const char *answer, KdQuestion *q)
{
  g_autoptr(GPtrArray) parts = split_list(answer, '|');
  for (guint i = 0; i < parts->len; i++) {
    g_autoptr(GPtrArray) forms = split_list(g_ptr_array_index(parts, i), '/');
    for (guint k = 0; k < forms->len; k++) {
      char *form = unescape(g_ptr_array_index(forms, k));
      if (*form == '\0')
        return fail(r, KD_COLUMN_ANSWER, _("an answer between two marks is empty"));
      if (k == 0)
        kd_question_add_blank(q, form);
      else
        kd_question_add_accept(q, form);
    }
  }
  return TRUE;
}

/* A stem that lost a blank by hand would ask for nothing there. */
static gboolean read_fill(const Reader *r, const char *answer, KdQuestion *q)
{
  if (!read_blanks(r, answer, q))
    return FALSE;
  if (kd_question_is_answerable(q))
    return TRUE;
  g_autofree char *why =
      g_strdup_printf(_("blanks (____): %u, answers: %u"), kd_question_gap_count(q), q->blanks->len);
  return fail(r, KD_COLUMN_STEM, why);
}

/* The options up to the last one that is there. */
static gboolean read_option_cells(const Reader *r, KdQuestion *q)
{
  gboolean ended = FALSE;
  for (guint c = KD_COLUMN_OPTION_A; c <= KD_COLUMN_OPTION_H; c++) {
    g_autofree char *text = get_text(r, (KdColumn)c);
    if (text && ended)
      return fail(r, (KdColumn)c, _("an option before this one is empty"));
    ended = ended || text == NULL;
    if (text)
      kd_question_add_option(q, text, FALSE);
  }
  return q->options->len > 0 || fail(r, KD_COLUMN_OPTION_A, _("no option is given"));
}

static gboolean read_options(const Reader *r, const char *answer, KdQuestion *q)
{
  if (!read_option_cells(r, q))
    return FALSE;
  for (const char *p = answer; *p; p = g_utf8_next_char(p)) {
    gunichar c = kd_fold_width(g_utf8_get_char(p));
    if (kd_is_blank(c) || c == ',' || c == 0x3001 || c == 0xFF0C || c == ';')
      continue;
    gunichar i = g_unichar_toupper(c) - 'A';
    if (c >= 0x80 || !g_ascii_isalpha((char)c) || i >= q->options->len)
      return fail(r, KD_COLUMN_ANSWER, _("a letter that no option has"));
    if (kd_question_option(q, i)->correct)
      return fail(r, KD_COLUMN_ANSWER, _("a letter stands twice"));
    kd_question_option(q, i)->correct = TRUE;
  }
  return TRUE;
}

/* A choice whose answer was cut short or drawn out names letters that are there, but too few or too many. */
static gboolean read_choice(const Reader *r, const char *answer, KdQuestion *q)
{
  if (!read_options(r, answer, q))
    return FALSE;
  return kd_question_is_answerable(q) ||
         fail(r, KD_COLUMN_ANSWER,
              q->type == KD_QUESTION_SINGLE ? _("not one letter, which a 单选题 needs")
                                            : _("fewer than two letters, which a 多选题 needs"));
}

static gboolean read_judgement(const Reader *r, const char *answer, KdQuestion *q)
{
  static const char *const yes[] = {"正确", "对", "是", "√", "TRUE", "T", "真"};
  static const char *const no[] = {"错误", "错", "否", "×", "FALSE", "F", "假"};
  for (guint i = 0; i < G_N_ELEMENTS(yes); i++) {
    q->is_true = g_ascii_strcasecmp(answer, yes[i]) == 0;
    if (q->is_true || g_ascii_strcasecmp(answer, no[i]) == 0)
      return TRUE;
  }
  return fail(r, KD_COLUMN_ANSWER, _("neither 正确 nor 错误"));
}

static gboolean read_scoring_points(const Reader *r, const char *answer, KdQuestion *q)
{
  return add_list(r, KD_COLUMN_ANSWER, answer, q->answers);
}

/* The parts that stand behind letters. */
static gboolean read_right(const Reader *r, KdQuestion *q)
{
  if (!read_option_cells(r, q))
    return FALSE;
  for (guint i = 0; i < q->options->len; i++)
    kd_question_add_right(q, kd_question_option(q, i)->text);
  g_ptr_array_set_size(q->options, 0);
  return TRUE;
}

/* The place of a letter; G_MAXUINT: no part has it. */
static guint find_place(const KdQuestion *q, gunichar letter)
{
  gunichar c = kd_fold_width(letter);
  guint place = c < 0x80 && g_ascii_isalpha((char)c) ? (guint)(g_ascii_toupper((char)c) - 'A') : G_MAXUINT;
  return place < q->right->len ? place : G_MAXUINT;
}

static gboolean read_order(const Reader *r, const char *answer, KdQuestion *q)
{
  if (!read_right(r, q))
    return FALSE;
  guint taken = 0;
  for (const char *p = answer; *p; p = g_utf8_next_char(p)) {
    if (kd_is_blank(g_utf8_get_char(p)))
      continue;
    guint place = find_place(q, g_utf8_get_char(p));
    if (place == G_MAXUINT)
      return fail(r, KD_COLUMN_ANSWER, _("a letter that no part has"));
    if (taken & (1u << place))
      return fail(r, KD_COLUMN_ANSWER, _("a letter stands twice"));
    taken |= 1u << place;
    kd_question_add_place(q, place);
  }
  return q->places->len == q->right->len || fail(r, KD_COLUMN_ANSWER, _("a letter is missing"));
}

/* The last n lines of the stem, "1. …" to "n. …", become the parts on the left. */
static gboolean take_left(const Reader *r, guint n, KdQuestion *q)
{
  for (guint i = n; i > 0; i--) {
    char *line = strrchr(q->stem, '\n');
    g_autofree char *number = g_strdup_printf("%u. ", i);
    if (line == NULL || !g_str_has_prefix(line + 1, number) || line[1 + strlen(number)] == '\0')
      return fail(r, KD_COLUMN_STEM, _("does not end in a numbered line for each pair of the answer"));
    g_ptr_array_insert(q->left, 0, g_strdup(line + 1 + strlen(number)));
    *line = '\0';
  }
  return *q->stem || fail(r, KD_COLUMN_STEM, _("is empty"));
}

/* "1B 2A": the numbers in turn, each with its letter. */
static gboolean read_pairs(const Reader *r, const char *answer, KdQuestion *q)
{
  if (!read_right(r, q))
    return FALSE;
  g_auto(GStrv) pairs = g_strsplit_set(answer, " ,;", -1);
  for (guint i = 0; pairs[i]; i++) {
    g_autofree char *number = g_strdup_printf("%u", q->places->len + 1);
    if (*pairs[i] == '\0')
      continue;
    const char *letter = pairs[i] + strlen(number);
    guint place = g_str_has_prefix(pairs[i], number) ? find_place(q, g_utf8_get_char(letter)) : G_MAXUINT;
    if (place == G_MAXUINT || *g_utf8_next_char(letter))
      return fail(r, KD_COLUMN_ANSWER, _("not pairs of a number and a letter, such as 1B 2A"));
    kd_question_add_place(q, place);
  }
  return take_left(r, q->places->len, q);
}

static gboolean (*const read_answer[])(const Reader *, const char *, KdQuestion *) = {
    [KD_QUESTION_FILL] = read_fill,
    [KD_QUESTION_SINGLE] = read_choice,
    [KD_QUESTION_MULTIPLE] = read_choice,
    [KD_QUESTION_JUDGE] = read_judgement,
    [KD_QUESTION_SHORT] = read_scoring_points,
    [KD_QUESTION_ORDER] = read_order,
    [KD_QUESTION_MATCH] = read_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(read_answer) == KD_QUESTION_TYPES);

/* A number as it was typed, in full width perhaps. */
static char *get_figure(const Reader *r, KdColumn column)
{
  g_autofree char *word = get_word(r, column);
  GString *figure = g_string_new(NULL);
  for (const char *p = word; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(figure, c == 0xFF0E ? '.' : kd_fold_width(c));
  }
  return g_string_free(figure, FALSE);
}

/* Why the number, twice as large, is no score; NULL: it is one. end: where the number ends. */
static const char *find_score_flaw(double n, const char *end)
{
  if (end == NULL || *end)
    return _("not a number");
  if (n < 0)
    return _("less than 0");
  if (n > 2.0 * MOST_POINTS)
    return _("more than 100000");
  return n == (guint)n ? NULL : _("not a multiple of 0.5");
}

static gboolean read_score(const Reader *r, KdQuestion *q)
{
  g_autofree char *score = get_figure(r, KD_COLUMN_SCORE);
  q->half_points = 2;
  if (*score == '\0')
    return TRUE;
  char *end = NULL;
  double n = g_ascii_isdigit(score[*score == '-']) ? 2 * g_ascii_strtod(score, &end) : 0;
  const char *flaw = find_score_flaw(n, end);
  if (flaw)
    return fail(r, KD_COLUMN_SCORE, flaw);
  q->half_points = (guint)n;
  return TRUE;
}

static gboolean read_difficulty(const Reader *r, KdQuestion *q)
{
  static const struct {
    const char *word;
    int difficulty;
  } words[] = {{"", 3}, {"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}, {"5", 5}, {"易", 2}, {"中", 3}, {"难", 4}};
  g_autofree char *word = get_figure(r, KD_COLUMN_DIFFICULTY);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(word, words[i].word) == 0) {
      q->difficulty = words[i].difficulty;
      return TRUE;
    }
  return fail(r, KD_COLUMN_DIFFICULTY, _("not 1 to 5"));
}

static gboolean equal_sources(const KdSource *a, const KdSource *b)
{
  return g_strcmp0(a->file, b->file) == 0 && g_strcmp0(a->sha256, b->sha256) == 0 &&
         g_strcmp0(a->article, b->article) == 0 && g_strcmp0(a->published, b->published) == 0 &&
         g_strcmp0(a->author, b->author) == 0;
}

static GHashTable *new_ids(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Takes a source into the set; in rows of several sets the same id may mean different sources. mine: the ids
 * as this row has them → index + 1. */
static gboolean take_source(Reader *r, KdSource *s, GHashTable *mine)
{
  g_autofree char *id = g_strdup(s->id);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(r->sources, s->id));
  gboolean known = index && equal_sources(s, kd_quiz_source(r->quiz, index - 1));
  if (known) {
    kd_fields_free_source(s);
  } else {
    for (guint n = r->quiz->sources->len + 1; g_hash_table_contains(r->sources, s->id); n++) {
      g_free(s->id);
      s->id = g_strdup_printf("s%u", n);
    }
    g_ptr_array_add(r->quiz->sources, s);
    index = r->quiz->sources->len;
    g_hash_table_insert(r->sources, s->id, GUINT_TO_POINTER(index));
  }
  return g_hash_table_insert(mine, g_steal_pointer(&id), GUINT_TO_POINTER(index));
}

static gboolean read_sources(Reader *r, const KdFields *f, const cJSON *root, GHashTable *mine)
{
  const cJSON *array;
  if (!kd_fields_array(f, root, "sources", &array))
    return FALSE;
  for (const cJSON *record = array ? array->child : NULL; record; record = record->next) {
    KdSource *s = NULL;
    if (!kd_fields_source(f, record, &s))
      return FALSE;
    if (!take_source(r, s, mine))
      return kd_json_fail(f->json, record, f->error, _("a source stands twice"));
  }
  return TRUE;
}

static gboolean read_set(Reader *r, const KdFields *f, const cJSON *root)
{
  const cJSON *set;
  if (!kd_fields_object(f, root, "set", &set))
    return FALSE;
  if (set == NULL || r->has_set)
    return TRUE;
  r->has_set = TRUE;
  return kd_fields_set(f, set, r->quiz) && kd_fields_whole(f, set, "seed", &r->quiz->seed);
}

/* Options are known by their text: their places may have changed. */
static gboolean mark_stock(const KdFields *f, const cJSON *root, KdQuestion *q)
{
  g_autoptr(GPtrArray) stock = g_ptr_array_new_with_free_func(g_free);
  if (!kd_fields_strings(f, root, "stock", stock))
    return FALSE;
  for (guint i = 0; i < q->options->len; i++)
    kd_question_option(q, i)->stock =
        g_ptr_array_find_with_equal_func(stock, kd_question_option(q, i)->text, g_str_equal, NULL);
  return TRUE;
}

static gboolean read_parts(Reader *r, const KdFields *f, KdQuestion *q)
{
  const cJSON *root = f->json->root;
  g_autoptr(GHashTable) mine = new_ids();
  if (!cJSON_IsObject(root))
    return kd_json_fail(f->json, root, f->error, _("not an object"));
  if (!read_set(r, f, root) || !read_sources(r, f, root, mine) || !kd_fields_origin(f, root, q) ||
      !kd_fields_evidence(f, root, mine, q) || !kd_fields_bool(f, root, "ordered", &q->ordered) ||
      !mark_stock(f, root, q))
    return FALSE;
  if (q->type != KD_QUESTION_JUDGE || q->is_true) {
    g_clear_pointer(&q->swap_from, g_free);
    g_clear_pointer(&q->swap_to, g_free);
  }
  return TRUE;
}

static gboolean fail_data(const Reader *r, const GError *why)
{
  return kd_table_fail(r->table, find_cell(r, KD_COLUMN_DATA), r->error, "%s", why->message);
}

/* The data cell of this row; NULL where it is empty. FALSE: it is damaged. */
static gboolean open_data(const Reader *r, KdJson **json)
{
  const KdCell *cell = find_cell(r, KD_COLUMN_DATA);
  *json = NULL;
  if (cell == NULL || cell->text[strspn(cell->text, " \t\r\n")] == '\0')
    return TRUE;
  g_autoptr(GError) why = NULL;
  *json = kd_json_read(kd_column_name(KD_COLUMN_DATA), 1, cell->text, strlen(cell->text), &why);
  return *json || fail_data(r, why);
}

static gboolean read_data(Reader *r, const KdJson *json, KdQuestion *q)
{
  g_autoptr(GError) why = NULL;
  KdFields f = {json, &r->file->stripped, &why};
  return json == NULL || read_parts(r, &f, q) || fail_data(r, why);
}

/* Nothing stands behind the last name, and what is read is what is seen. */
static gboolean check_cells(const Reader *r, guint32 width)
{
  for (guint i = 0; i < r->row->len; i++) {
    const KdCell *cell = &g_array_index(r->row, KdCell, i);
    if (cell->place > width && *cell->text)
      return kd_table_fail(r->table, cell, r->error, _("more cells than the first row has names"));
  }
  for (guint c = 0; c < KD_COLUMNS; c++) {
    const KdCell *cell = find_cell(r, c);
    if (cell && cell->flaw)
      return fail(r, c, _(cell->flaw));
  }
  return TRUE;
}

/* What the reviewer decided; an item without a word is kept. */
static gboolean read_state(const Reader *r, KdState *state)
{
  g_autofree char *word = get_word(r, KD_COLUMN_STATE);
  *state = KD_STATE_KEPT;
  if (*word == '\0')
    return TRUE;
  for (*state = 0; *state < KD_STATES; (*state)++)
    if (strcmp(word, kd_state_name(*state)) == 0)
      return TRUE;
  return fail(r, KD_COLUMN_STATE, _("neither 采用 nor 修改 nor 删除"));
}

static KdQuestion *start_question(const Reader *r)
{
  g_autofree char *name = get_word(r, KD_COLUMN_TYPE);
  KdQuestionType type;
  if (!kd_question_type_parse(name, &type)) {
    g_autofree char *why = g_strdup_printf(_("no type of item is called \"%s\""), name);
    fail(r, KD_COLUMN_TYPE, why);
    return NULL;
  }
  return kd_question_new(type);
}

static gboolean read_tags(const Reader *r, KdQuestion *q)
{
  g_autofree char *tags = get_text(r, KD_COLUMN_TAGS);
  return tags == NULL || add_list(r, KD_COLUMN_TAGS, tags, q->tags);
}

static gboolean read_cells(const Reader *r, KdQuestion *q)
{
  g_autofree char *answer =
      q->type == KD_QUESTION_JUDGE ? get_word(r, KD_COLUMN_ANSWER) : get_text(r, KD_COLUMN_ANSWER);
  g_autofree char *id = get_word(r, KD_COLUMN_ID);
  q->id = *id ? g_steal_pointer(&id) : NULL;
  q->stem = get_text(r, KD_COLUMN_STEM);
  q->explanation = get_text(r, KD_COLUMN_EXPLANATION);
  if (q->stem == NULL)
    return fail(r, KD_COLUMN_STEM, _("is empty"));
  if (answer == NULL || *answer == '\0')
    return fail(r, KD_COLUMN_ANSWER, _("is empty"));
  return read_answer[q->type](r, answer, q) && read_difficulty(r, q) && read_score(r, q) && read_tags(r, q);
}

static gboolean take_question(Reader *r, KdQuestion *question)
{
  g_autoptr(KdQuestion) q = question;
  if (q->id && !g_hash_table_add(r->ids, q->id)) {
    g_autofree char *why = g_strdup_printf(_("the id \"%s\" stands twice"), q->id);
    return fail(r, KD_COLUMN_ID, why);
  }
  if (r->file->lines)
    g_array_append_val(r->file->lines, g_array_index(r->row, KdCell, 0).line);
  g_ptr_array_add(r->quiz->questions, g_steal_pointer(&q));
  return TRUE;
}

/* Of an item that the reviewer dropped nothing is read but what it tells about the set. */
static gboolean drop_row(Reader *r, const KdJson *data)
{
  g_autoptr(GError) why = NULL;
  g_autoptr(GHashTable) mine = new_ids();
  r->file->dropped++;
  if (data == NULL || !cJSON_IsObject(data->root))
    return TRUE;
  KdFields f = {data, &r->file->stripped, &why};
  return (read_set(r, &f, data->root) && read_sources(r, &f, data->root, mine)) || fail_data(r, why);
}

static gboolean read_row(Reader *r, guint32 width)
{
  g_autoptr(KdJson) data = NULL;
  KdState state;
  r->raw = r->table->workbook;
  if (!read_state(r, &state) || (state != KD_STATE_DROPPED && !check_cells(r, width)) || !open_data(r, &data))
    return FALSE;
  if (state == KD_STATE_DROPPED)
    return drop_row(r, data);
  r->raw = data ? cJSON_IsTrue(kd_fields_find(data->root, "raw")) : r->table->workbook;
  g_autoptr(KdQuestion) q = start_question(r);
  if (q == NULL || !read_cells(r, q) || !read_data(r, data, q))
    return FALSE;
  return take_question(r, g_steal_pointer(&q));
}

static gboolean take_name(Reader *r, const KdCell *cell)
{
  KdSpan span = kd_span_trim(cell->text, (KdSpan){0, (guint32)strlen(cell->text)});
  g_autofree char *name = kd_span_dup(cell->text, span);
  for (guint c = 0; c < KD_COLUMNS; c++) {
    if (strcmp(name, kd_column_name(c)) != 0)
      continue;
    if (r->at[c])
      return kd_table_fail(r->table, cell, r->error, _("the column \"%s\" stands twice"), name);
    r->at[c] = cell->place;
  }
  return TRUE;
}

static gboolean read_names(Reader *r, const GArray *row)
{
  static const KdColumn needed[] = {KD_COLUMN_TYPE, KD_COLUMN_STEM, KD_COLUMN_ANSWER};
  for (guint i = 0; i < row->len; i++)
    if (!take_name(r, &g_array_index(row, KdCell, i)))
      return FALSE;
  KdCell first = g_array_index(row, KdCell, 0);
  first.place = 0;
  for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
    if (r->at[needed[i]] == 0)
      return kd_table_fail(r->table, &first, r->error, _("the first row names no column \"%s\""),
                           kd_column_name(needed[i]));
  return TRUE;
}

/* Once all ids of the file are known, items that have none get new ones: an item that was made of another by
 * hand may rest on the same evidence. */
static void make_ids(Reader *r)
{
  for (guint i = 0; i < r->quiz->questions->len; i++) {
    KdQuestion *q = g_ptr_array_index(r->quiz->questions, i);
    if (q->id)
      continue;
    kd_question_make_id(q);
    kd_question_claim_id(q, r->ids);
  }
}

static gboolean read_rows(Reader *r)
{
  const GArray *head = g_ptr_array_index(r->table->rows, 0);
  if (!read_names(r, head))
    return FALSE;
  for (guint i = 1; i < r->table->rows->len; i++) {
    r->row = g_ptr_array_index(r->table->rows, i);
    if (!read_row(r, g_array_index(head, KdCell, head->len - 1).place))
      return FALSE;
  }
  make_ids(r);
  return TRUE;
}

/* Without the data column the set is called what its file is. */
static char *title_of(const char *name)
{
  char *title = g_path_get_basename(name);
  char *dot = strrchr(title, '.');
  if (dot && dot > title)
    *dot = '\0';
  return title;
}

static KdQuiz *read_quiz(KdQuizFile *file, KdTable *table, GError **error)
{
  if (table->rows->len == 0) {
    g_set_error(error, KD_ERROR, KD_ERROR_EMPTY, "%s: %s", file->name, _("the file is empty"));
    return NULL;
  }
  g_autofree char *title = title_of(file->name);
  g_autoptr(KdQuiz) quiz = kd_quiz_new(title);
  g_autoptr(GHashTable) sources = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  Reader r = {.table = table, .file = file, .error = error, .quiz = quiz, .sources = sources, .ids = ids};
  return read_rows(&r) ? g_steal_pointer(&quiz) : NULL;
}

KdQuiz *kd_quiz_read_csv(KdQuizFile *file, GError **error)
{
  g_autoptr(KdTable) table = kd_table_read_csv(file, error);
  return table ? read_quiz(file, table, error) : NULL;
}

KdQuiz *kd_quiz_read_xlsx(KdQuizFile *file, GError **error)
{
  g_autoptr(KdTable) table = kd_table_read_xlsx(file, error);
  return table ? read_quiz(file, table, error) : NULL;
}
