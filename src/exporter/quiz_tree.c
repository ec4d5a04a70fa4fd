#include "exporter/quiz_tree.h"

#include "exporter/json_tree.h"

static void add_strings(cJSON *object, const char *key, const GPtrArray *strings)
{
  cJSON *array = cJSON_AddArrayToObject(object, key);
  for (guint i = 0; i < strings->len; i++)
    cJSON_AddItemToArray(array, cJSON_CreateString(g_ptr_array_index(strings, i)));
}

static void add_blanks(cJSON *item, const KdQuestion *q)
{
  cJSON *blanks = cJSON_AddArrayToObject(item, "blanks");
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    cJSON *blank = cJSON_CreateObject();
    kd_json_add_text(blank, "answer", b->answer);
    add_strings(blank, "accept", b->accept);
    cJSON_AddItemToArray(blanks, blank);
  }
  cJSON_AddBoolToObject(item, "ordered", q->ordered);
}

static void add_options(cJSON *item, const KdQuestion *q)
{
  cJSON *options = cJSON_AddArrayToObject(item, "options");
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    cJSON *option = cJSON_CreateObject();
    kd_json_add_text(option, "text", o->text);
    cJSON_AddBoolToObject(option, "correct", o->correct);
    if (o->stock)
      kd_json_add_text(option, "from", "stock");
    cJSON_AddItemToArray(options, option);
  }
}

static void add_judgement(cJSON *item, const KdQuestion *q)
{
  cJSON_AddBoolToObject(item, "answer", q->is_true);
  cJSON *swap = kd_question_swap_tree(q);
  if (swap)
    cJSON_AddItemToObject(item, "swap", swap);
}

static void add_scoring_points(cJSON *item, const KdQuestion *q)
{
  add_strings(item, "answer", q->answers);
  cJSON_AddBoolToObject(item, "ordered", q->ordered);
}

static void add_places(cJSON *item, const KdQuestion *q)
{
  cJSON *answer = cJSON_AddArrayToObject(item, "answer");
  for (guint i = 0; i < q->places->len; i++)
    cJSON_AddItemToArray(answer, cJSON_CreateNumber(kd_question_place(q, i)));
}

static void add_parts(cJSON *item, const KdQuestion *q)
{
  add_strings(item, "items", q->right);
  add_places(item, q);
}

static void add_pairs(cJSON *item, const KdQuestion *q)
{
  add_strings(item, "left", q->left);
  add_strings(item, "right", q->right);
  add_places(item, q);
}

/* What only items of one type have. */
static void (*const add_own[])(cJSON *item, const KdQuestion *q) = {
    [KD_QUESTION_FILL] = add_blanks,          [KD_QUESTION_SINGLE] = add_options,
    [KD_QUESTION_MULTIPLE] = add_options,     [KD_QUESTION_JUDGE] = add_judgement,
    [KD_QUESTION_SHORT] = add_scoring_points, [KD_QUESTION_ORDER] = add_parts,
    [KD_QUESTION_MATCH] = add_pairs,
};
G_STATIC_ASSERT(G_N_ELEMENTS(add_own) == KD_QUESTION_TYPES);

cJSON *kd_question_swap_tree(const KdQuestion *q)
{
  if (q->swap_from == NULL)
    return NULL;
  cJSON *swap = cJSON_CreateObject();
  kd_json_add_text(swap, "from", q->swap_from);
  kd_json_add_text(swap, "to", q->swap_to);
  return swap;
}

cJSON *kd_question_point_tree(const KdQuestion *q)
{
  if (q->point_id == NULL)
    return cJSON_CreateNull();
  cJSON *point = cJSON_CreateObject();
  kd_json_add_text(point, "id", q->point_id);
  kd_json_add_text(point, "kind", kd_point_kind_name(q->point_kind));
  return point;
}

cJSON *kd_question_evidence_tree(const KdQuiz *quiz, const KdQuestion *q)
{
  cJSON *list = cJSON_CreateArray();
  for (guint i = 0; i < q->evidence->len; i++) {
    const KdEvidence *e = kd_question_evidence(q, i);
    cJSON *evidence = cJSON_CreateObject();
    kd_json_add_text(evidence, "source", kd_quiz_source(quiz, e->source)->id);
    cJSON_AddNumberToObject(evidence, "line", e->line);
    kd_json_add_text(evidence, "text", e->text);
    cJSON_AddItemToArray(list, evidence);
  }
  return list;
}

static cJSON *question_tree(const KdQuiz *quiz, const KdQuestion *q)
{
  cJSON *item = cJSON_CreateObject();
  kd_json_add_text(item, "id", q->id);
  kd_json_add_text(item, "type", kd_question_type_name(q->type));
  kd_json_add_text(item, "stem", q->stem);
  add_own[q->type](item, q);
  kd_json_add_text(item, "explanation", q->explanation);
  cJSON_AddNumberToObject(item, "difficulty", q->difficulty);
  cJSON_AddNumberToObject(item, "score", q->half_points / 2.0);
  add_strings(item, "tags", q->tags);
  cJSON_AddItemToObject(item, "point", kd_question_point_tree(q));
  cJSON_AddItemToObject(item, "evidence", kd_question_evidence_tree(quiz, q));
  return item;
}

cJSON *kd_source_tree(const KdSource *s)
{
  cJSON *source = cJSON_CreateObject();
  kd_json_add_text(source, "id", s->id);
  kd_json_add_text(source, "file", s->file);
  kd_json_add_text(source, "sha256", s->sha256);
  kd_json_add_text(source, "article", s->article);
  kd_json_add_text(source, "published", s->published);
  kd_json_add_text(source, "author", s->author);
  return source;
}

cJSON *kd_quiz_tree(const KdQuiz *quiz)
{
  cJSON *root = cJSON_CreateObject();
  kd_json_add_text(root, "format", "kaodian-quiz/1");
  if (quiz->id)
    kd_json_add_text(root, "id", quiz->id);
  kd_json_add_text(root, "title", quiz->title);
  kd_json_add_text(root, "by", quiz->by);
  if (quiz->paper)
    kd_json_add_text(root, "paper", quiz->paper);
  cJSON *generator = cJSON_AddObjectToObject(root, "generator");
  kd_json_add_text(generator, "name", "kaodian");
  kd_json_add_text(generator, "version", KD_VERSION);
  kd_json_add_whole(generator, "seed", quiz->seed);
  cJSON *sources = cJSON_AddArrayToObject(root, "sources");
  for (guint i = 0; i < quiz->sources->len; i++)
    cJSON_AddItemToArray(sources, kd_source_tree(kd_quiz_source(quiz, i)));
  cJSON *questions = cJSON_AddArrayToObject(root, "questions");
  for (guint i = 0; i < quiz->questions->len; i++)
    cJSON_AddItemToArray(questions, question_tree(quiz, kd_quiz_question(quiz, i)));
  return root;
}
