#include "importer/fields.h"
#include "importer/quiz_forms.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  KdFields fields;
  KdQuiz *quiz;
  GHashTable *sources; /* char *, borrowed → index + 1 */
  GHashTable *ids;     /* char *, borrowed */
} Reader;

static gboolean fail(const Reader *r, const cJSON *at, const char *why)
{
  return kd_json_fail(r->fields.json, at, r->fields.error, "%s", why);
}

static gboolean read_blank(const Reader *r, const cJSON *blank, KdQuestion *q)
{
  g_autofree char *answer = NULL;
  if (!cJSON_IsObject(blank))
    return fail(r, blank, _("a blank is not an object"));
  if (!kd_fields_text(&r->fields, blank, "answer", &answer))
    return FALSE;
  kd_question_add_blank(q, answer);
  return kd_fields_strings(&r->fields, blank, "accept", kd_question_blank(q, q->blanks->len - 1)->accept);
}

static gboolean read_option(const Reader *r, const cJSON *option, KdQuestion *q)
{
  g_autofree char *text = NULL;
  g_autofree char *from = NULL;
  gboolean correct = FALSE;
  if (!cJSON_IsObject(option))
    return fail(r, option, _("an option is not an object"));
  if (!kd_fields_text(&r->fields, option, "text", &text) ||
      !kd_fields_bool(&r->fields, option, "correct", &correct) ||
      !kd_fields_optional(&r->fields, option, "from", &from))
    return FALSE;
  kd_question_add_option(q, text, correct);
  kd_question_option(q, q->options->len - 1)->stock = g_strcmp0(from, "stock") == 0;
  return TRUE;
}

static gboolean read_each(const Reader *r, const cJSON *item, const char *key, KdQuestion *q)
{
  const cJSON *array;
  if (!kd_fields_array(&r->fields, item, key, &array))
    return FALSE;
  if (array == NULL || array->child == NULL) {
    g_autofree char *why = g_strdup_printf(_("\"%s\" is missing or empty"), key);
    return fail(r, item, why);
  }
  for (const cJSON *part = array->child; part; part = part->next)
    if (!(q->type == KD_QUESTION_FILL ? read_blank(r, part, q) : read_option(r, part, q)))
      return FALSE;
  return TRUE;
}

static gboolean read_blanks(const Reader *r, const cJSON *item, KdQuestion *q)
{
  return read_each(r, item, "blanks", q) && kd_fields_bool(&r->fields, item, "ordered", &q->ordered);
}

static gboolean read_options(const Reader *r, const cJSON *item, KdQuestion *q)
{
  return read_each(r, item, "options", q);
}

static gboolean read_judgement(const Reader *r, const cJSON *item, KdQuestion *q)
{
  if (kd_fields_find(item, "answer") == NULL)
    return fail(r, item, _("\"answer\" is missing"));
  return kd_fields_bool(&r->fields, item, "answer", &q->is_true);
}

static gboolean read_scoring_points(const Reader *r, const cJSON *item, KdQuestion *q)
{
  if (!kd_fields_strings(&r->fields, item, "answer", q->answers) ||
      !kd_fields_bool(&r->fields, item, "ordered", &q->ordered))
    return FALSE;
  return q->answers->len > 0 || fail(r, item, _("\"answer\" is missing or empty"));
}

/* The places of right that the answer names: n of them; those of an ordering item each once. */
static gboolean read_places(const Reader *r, const cJSON *item, guint n, KdQuestion *q)
{
  const cJSON *array;
  if (!kd_fields_array(&r->fields, item, "answer", &array))
    return FALSE;
  g_autofree gboolean *taken = g_new0(gboolean, q->right->len + 1);
  for (const cJSON *place = array ? array->child : NULL; place; place = place->next) {
    double at = cJSON_IsNumber(place) ? place->valuedouble : -1;
    if (!(at >= 0 && at < q->right->len && at == (guint)at) ||
        (taken[(guint)at] && q->type == KD_QUESTION_ORDER))
      return fail(r, place, _("no place of a part, or one that stands twice"));
    taken[(guint)at] = TRUE;
    kd_question_add_place(q, (guint)at);
  }
  return (n && q->places->len == n) || fail(r, item, _("\"answer\" does not name a place for each part"));
}

static gboolean read_parts(const Reader *r, const cJSON *item, KdQuestion *q)
{
  return kd_fields_strings(&r->fields, item, "items", q->right) && read_places(r, item, q->right->len, q);
}

static gboolean read_pairs(const Reader *r, const cJSON *item, KdQuestion *q)
{
  return kd_fields_strings(&r->fields, item, "left", q->left) &&
         kd_fields_strings(&r->fields, item, "right", q->right) && read_places(r, item, q->left->len, q);
}

static gboolean (*const read_own[])(const Reader *, const cJSON *, KdQuestion *) = {
    [KD_QUESTION_FILL] = read_blanks,          [KD_QUESTION_SINGLE] = read_options,
    [KD_QUESTION_MULTIPLE] = read_options,     [KD_QUESTION_JUDGE] = read_judgement,
    [KD_QUESTION_SHORT] = read_scoring_points, [KD_QUESTION_ORDER] = read_parts,
    [KD_QUESTION_MATCH] = read_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(read_own) == KD_QUESTION_TYPES);

static gboolean read_figures(const Reader *r, const cJSON *item, KdQuestion *q)
{
  guint64 difficulty = 3;
  q->half_points = 2;
  if (!kd_fields_whole(&r->fields, item, "difficulty", &difficulty) ||
      !kd_fields_score(&r->fields, item, "score", &q->half_points))
    return FALSE;
  if (difficulty < 1 || difficulty > 5)
    return fail(r, kd_fields_find(item, "difficulty"), _("\"difficulty\" is not 1 to 5"));
  q->difficulty = (int)difficulty;
  return TRUE;
}

static gboolean read_common(const Reader *r, const cJSON *item, KdQuestion *q)
{
  const KdFields *f = &r->fields;
  return kd_fields_optional(f, item, "id", &q->id) && kd_fields_text(f, item, "stem", &q->stem) &&
         kd_fields_optional(f, item, "explanation", &q->explanation) && read_figures(r, item, q) &&
         kd_fields_strings(f, item, "tags", q->tags) && kd_fields_origin(f, item, q) &&
         kd_fields_evidence(f, item, r->sources, q);
}

static gboolean read_question(const Reader *r, const cJSON *item)
{
  g_autofree char *name = NULL;
  KdQuestionType type;
  if (!cJSON_IsObject(item))
    return fail(r, item, _("an item is not an object"));
  if (!kd_fields_text(&r->fields, item, "type", &name))
    return FALSE;
  if (!kd_question_type_parse(name, &type))
    return kd_json_fail(r->fields.json, kd_fields_find(item, "type"), r->fields.error,
                        _("no type of item is called \"%s\""), name);
  g_autoptr(KdQuestion) q = kd_question_new(type);
  if (!read_common(r, item, q) || !read_own[type](r, item, q))
    return FALSE;
  if (q->id == NULL)
    kd_question_make_id(q);
  if (!g_hash_table_add(r->ids, q->id))
    return kd_json_fail(r->fields.json, item, r->fields.error, _("the id \"%s\" stands twice"), q->id);
  g_ptr_array_add(r->quiz->questions, g_steal_pointer(&q));
  return TRUE;
}

static gboolean read_sources(const Reader *r, const cJSON *root)
{
  const cJSON *array;
  if (!kd_fields_array(&r->fields, root, "sources", &array))
    return FALSE;
  for (const cJSON *record = array ? array->child : NULL; record; record = record->next) {
    KdSource *s = NULL;
    if (!kd_fields_source(&r->fields, record, &s))
      return FALSE;
    g_ptr_array_add(r->quiz->sources, s);
    if (!g_hash_table_insert(r->sources, s->id, GUINT_TO_POINTER(r->quiz->sources->len)))
      return kd_json_fail(r->fields.json, record, r->fields.error, _("the id \"%s\" stands twice"), s->id);
  }
  return TRUE;
}

static gboolean read_root(const Reader *r, const cJSON *root)
{
  g_autofree char *format = NULL;
  const cJSON *generator;
  if (!cJSON_IsObject(root))
    return fail(r, root, _("not a quiz set: no object"));
  if (!kd_fields_text(&r->fields, root, "format", &format))
    return FALSE;
  if (strcmp(format, "kaodian-quiz/1") != 0)
    return fail(r, kd_fields_find(root, "format"), _("\"format\" is not kaodian-quiz/1"));
  if (!kd_fields_set(&r->fields, root, r->quiz) ||
      !kd_fields_object(&r->fields, root, "generator", &generator))
    return FALSE;
  return (generator == NULL || kd_fields_whole(&r->fields, generator, "seed", &r->quiz->seed)) &&
         read_sources(r, root);
}

static gboolean read_quiz(const Reader *r, const cJSON *root, GArray *lines)
{
  const cJSON *array;
  if (!read_root(r, root) || !kd_fields_array(&r->fields, root, "questions", &array))
    return FALSE;
  if (array == NULL)
    return fail(r, root, _("\"questions\" is missing"));
  for (const cJSON *item = array->child; item; item = item->next) {
    if (!read_question(r, item))
      return FALSE;
    guint32 line = kd_json_line(r->fields.json, item);
    if (lines)
      g_array_append_val(lines, line);
  }
  return TRUE;
}

KdQuiz *kd_quiz_read_json(KdQuizFile *file, GError **error)
{
  g_autoptr(KdJson) json = kd_json_read(file->name, 1, file->text, file->len, error);
  if (json == NULL)
    return NULL;
  g_autoptr(KdQuiz) quiz = kd_quiz_new(NULL);
  g_autoptr(GHashTable) sources = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  Reader r = {{json, &file->stripped, error}, quiz, sources, ids};
  return read_quiz(&r, json->root, file->lines) ? g_steal_pointer(&quiz) : NULL;
}
