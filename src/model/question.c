#include "model/question.h"

#include "base/random.h"
#include "model/names.h"

static const char *const type_names[] = {
    [KD_QUESTION_FILL] = "fill",   [KD_QUESTION_SINGLE] = "single", [KD_QUESTION_MULTIPLE] = "multiple",
    [KD_QUESTION_JUDGE] = "judge", [KD_QUESTION_SHORT] = "short",   [KD_QUESTION_ORDER] = "order",
    [KD_QUESTION_MATCH] = "match",
};
G_STATIC_ASSERT(G_N_ELEMENTS(type_names) == KD_QUESTION_TYPES);

static const char *const type_labels[] = {
    [KD_QUESTION_FILL] = "填空题",  [KD_QUESTION_SINGLE] = "单选题", [KD_QUESTION_MULTIPLE] = "多选题",
    [KD_QUESTION_JUDGE] = "判断题", [KD_QUESTION_SHORT] = "简答题",  [KD_QUESTION_ORDER] = "排序题",
    [KD_QUESTION_MATCH] = "匹配题",
};
G_STATIC_ASSERT(G_N_ELEMENTS(type_labels) == KD_QUESTION_TYPES);

const char *kd_question_type_name(KdQuestionType t)
{
  return type_names[t];
}

const char *kd_question_type_label(KdQuestionType t)
{
  return type_labels[t];
}

gboolean kd_question_type_parse(const char *name, KdQuestionType *type)
{
  int i = kd_names_find(type_names, KD_QUESTION_TYPES, name);
  if (i < 0)
    i = kd_names_find(type_labels, KD_QUESTION_TYPES, name);
  if (i < 0)
    return FALSE;
  *type = (KdQuestionType)i;
  return TRUE;
}

static void free_blank(gpointer p)
{
  KdBlank *b = p;
  g_free(b->answer);
  g_ptr_array_unref(b->accept);
  g_free(b);
}

static void free_option(gpointer p)
{
  KdOption *o = p;
  g_free(o->text);
  g_free(o);
}

static void free_evidence(gpointer p)
{
  KdEvidence *e = p;
  g_free(e->text);
  g_free(e);
}

KdQuestion *kd_question_new(KdQuestionType type)
{
  KdQuestion *q = g_new0(KdQuestion, 1);
  q->type = type;
  q->ordered = TRUE;
  q->blanks = g_ptr_array_new_with_free_func(free_blank);
  q->options = g_ptr_array_new_with_free_func(free_option);
  q->answers = g_ptr_array_new_with_free_func(g_free);
  q->left = g_ptr_array_new_with_free_func(g_free);
  q->right = g_ptr_array_new_with_free_func(g_free);
  q->places = g_array_new(FALSE, FALSE, sizeof(guint));
  q->tags = g_ptr_array_new_with_free_func(g_free);
  q->evidence = g_ptr_array_new_with_free_func(free_evidence);
  return q;
}

static GPtrArray *dup_strings(const GPtrArray *strings)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < strings->len; i++)
    g_ptr_array_add(copy, g_strdup(g_ptr_array_index(strings, i)));
  return copy;
}

static gpointer dup_blank(gconstpointer p, gpointer data)
{
  const KdBlank *b = p;
  KdBlank *copy = g_new0(KdBlank, 1);
  (void)data;
  copy->answer = g_strdup(b->answer);
  copy->accept = dup_strings(b->accept);
  return copy;
}

static gpointer dup_option(gconstpointer p, gpointer data)
{
  KdOption *copy = g_memdup2(p, sizeof(KdOption));
  (void)data;
  copy->text = g_strdup(copy->text);
  return copy;
}

static gpointer dup_evidence(gconstpointer p, gpointer data)
{
  KdEvidence *copy = g_memdup2(p, sizeof(KdEvidence));
  (void)data;
  copy->text = g_strdup(copy->text);
  return copy;
}

static GPtrArray *dup_parts(GPtrArray *parts, GCopyFunc dup, GDestroyNotify free_part)
{
  GPtrArray *copy = g_ptr_array_copy(parts, dup, NULL);
  g_ptr_array_set_free_func(copy, free_part);
  return copy;
}

KdQuestion *kd_question_dup(const KdQuestion *q)
{
  KdQuestion *copy = g_memdup2(q, sizeof *q);
  char **strings[] = {&copy->id,      &copy->stem,        &copy->swap_from,
                      &copy->swap_to, &copy->explanation, &copy->point_id};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    *strings[i] = g_strdup(*strings[i]);
  GPtrArray **lists[] = {&copy->answers, &copy->left, &copy->right, &copy->tags};
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    *lists[i] = dup_strings(*lists[i]);
  copy->blanks = dup_parts(q->blanks, dup_blank, free_blank);
  copy->options = dup_parts(q->options, dup_option, free_option);
  copy->evidence = dup_parts(q->evidence, dup_evidence, free_evidence);
  copy->places = g_array_copy(q->places);
  return copy;
}

void kd_question_free(KdQuestion *q)
{
  if (q == NULL)
    return;
  GPtrArray *arrays[] = {q->blanks, q->options, q->answers, q->left, q->right, q->tags, q->evidence};
  for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
    g_ptr_array_unref(arrays[i]);
  g_array_unref(q->places);
  char *strings[] = {q->id, q->stem, q->swap_from, q->swap_to, q->explanation, q->point_id};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(q);
}

void kd_question_add_blank(KdQuestion *q, const char *answer)
{
  KdBlank *b = g_new0(KdBlank, 1);
  b->answer = g_strdup(answer);
  b->accept = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(q->blanks, b);
}

void kd_question_add_accept(KdQuestion *q, const char *wording)
{
  g_assert(q->blanks->len > 0);
  KdBlank *b = g_ptr_array_index(q->blanks, q->blanks->len - 1);
  g_ptr_array_add(b->accept, g_strdup(wording));
}

void kd_question_add_option(KdQuestion *q, const char *text, gboolean correct)
{
  KdOption *o = g_new0(KdOption, 1);
  o->text = g_strdup(text);
  o->correct = correct;
  g_ptr_array_add(q->options, o);
}

void kd_question_add_answer(KdQuestion *q, const char *answer)
{
  g_ptr_array_add(q->answers, g_strdup(answer));
}

void kd_question_add_left(KdQuestion *q, const char *text, guint place)
{
  g_ptr_array_add(q->left, g_strdup(text));
  kd_question_add_place(q, place);
}

void kd_question_add_right(KdQuestion *q, const char *text)
{
  g_ptr_array_add(q->right, g_strdup(text));
}

void kd_question_add_place(KdQuestion *q, guint place)
{
  g_array_append_val(q->places, place);
}

void kd_question_add_tag(KdQuestion *q, const char *tag)
{
  g_ptr_array_add(q->tags, g_strdup(tag));
}

void kd_question_add_evidence(KdQuestion *q, guint source, guint32 line, const char *text)
{
  KdEvidence *e = g_new0(KdEvidence, 1);
  e->source = source;
  e->line = line;
  e->text = g_strdup(text);
  g_ptr_array_add(q->evidence, e);
}

const KdBlank *kd_question_blank(const KdQuestion *q, guint i)
{
  g_assert(i < q->blanks->len);
  return g_ptr_array_index(q->blanks, i);
}

KdOption *kd_question_option(const KdQuestion *q, guint i)
{
  g_assert(i < q->options->len);
  return g_ptr_array_index(q->options, i);
}

const char *kd_question_answer(const KdQuestion *q, guint i)
{
  g_assert(i < q->answers->len);
  return g_ptr_array_index(q->answers, i);
}

const char *kd_question_left(const KdQuestion *q, guint i)
{
  g_assert(i < q->left->len);
  return g_ptr_array_index(q->left, i);
}

const char *kd_question_right(const KdQuestion *q, guint i)
{
  g_assert(i < q->right->len);
  return g_ptr_array_index(q->right, i);
}

guint kd_question_place(const KdQuestion *q, guint i)
{
  g_assert(i < q->places->len);
  return g_array_index(q->places, guint, i);
}

const KdEvidence *kd_question_evidence(const KdQuestion *q, guint i)
{
  g_assert(i < q->evidence->len);
  return g_ptr_array_index(q->evidence, i);
}

GPtrArray *kd_question_list_right(const KdQuestion *q)
{
  GPtrArray *right = g_ptr_array_new();
  for (guint i = 0; i < q->blanks->len; i++)
    g_ptr_array_add(right, kd_question_blank(q, i)->answer);
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->correct)
      g_ptr_array_add(right, kd_question_option(q, i)->text);
  return right;
}

guint kd_question_right_count(const KdQuestion *q)
{
  guint n = 0;
  for (guint i = 0; i < q->options->len; i++)
    n += kd_question_option(q, i)->correct;
  return n;
}

gboolean kd_question_asks_whole(const KdQuestion *q)
{
  return q->type == KD_QUESTION_MULTIPLE || q->type == KD_QUESTION_SHORT || q->type == KD_QUESTION_ORDER ||
         q->type == KD_QUESTION_MATCH;
}

guint kd_question_gap_count(const KdQuestion *q)
{
  guint n = 0;
  if (q->type == KD_QUESTION_FILL)
    for (const char *p = strstr(q->stem, KD_BLANK); p; p = strstr(p + strlen(KD_BLANK), KD_BLANK))
      n++;
  return n;
}

gboolean kd_question_is_answerable(const KdQuestion *q)
{
  guint right = kd_question_right_count(q);
  switch (q->type) {
  case KD_QUESTION_FILL:
    return q->blanks->len && kd_question_gap_count(q) == q->blanks->len;
  case KD_QUESTION_SINGLE:
    return right == 1;
  case KD_QUESTION_MULTIPLE:
    return right >= 2;
  default:
    return TRUE;
  }
}

static void append_part(GString *key, const char *part)
{
  g_string_append_c(key, '\n');
  g_string_append(key, part ? part : "");
}

void kd_question_make_id(KdQuestion *q)
{
  g_autoptr(GString) key = g_string_new(type_names[q->type]);
  for (guint i = 0; i < q->evidence->len; i++)
    append_part(key, kd_question_evidence(q, i)->text);
  if (q->evidence->len == 0)
    append_part(key, q->stem);
  g_autoptr(GPtrArray) right = kd_question_list_right(q);
  for (guint i = 0; i < right->len; i++)
    append_part(key, g_ptr_array_index(right, i));
  for (guint i = 0; i < q->answers->len; i++)
    append_part(key, kd_question_answer(q, i));
  for (guint i = 0; i < q->places->len; i++) {
    if (i < q->left->len)
      append_part(key, kd_question_left(q, i));
    append_part(key, kd_question_right(q, kd_question_place(q, i)));
  }
  append_part(key, q->swap_from);
  append_part(key, q->swap_to);
  guint64 h = kd_hash_string(key->str);
  g_free(q->id);
  q->id = g_strdup_printf("q-%08x", (guint32)(h ^ (h >> 32)));
}

void kd_question_claim_id(KdQuestion *q, GHashTable *ids)
{
  g_autofree char *made = g_strdup(q->id);
  for (guint n = 2; g_hash_table_contains(ids, q->id); n++) {
    g_free(q->id);
    q->id = g_strdup_printf("%s-%u", made, n);
  }
  g_hash_table_add(ids, q->id);
}
