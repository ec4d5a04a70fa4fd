#include "model/quiz.h"

static void free_source(gpointer p)
{
  KdSource *s = p;
  char *strings[] = {s->id, s->file, s->sha256, s->article, s->published, s->author};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(s);
}

static void free_question(gpointer p)
{
  kd_question_free(p);
}

KdQuiz *kd_quiz_new(const char *title)
{
  KdQuiz *q = g_new0(KdQuiz, 1);
  q->title = g_strdup(title);
  q->sources = g_ptr_array_new_with_free_func(free_source);
  q->questions = g_ptr_array_new_with_free_func(free_question);
  return q;
}

void kd_quiz_free(KdQuiz *q)
{
  if (q == NULL)
    return;
  g_ptr_array_unref(q->sources);
  g_ptr_array_unref(q->questions);
  char *strings[] = {q->id, q->title, q->by, q->paper};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(q);
}

KdSource *kd_quiz_add_source(KdQuiz *q, const char *file, const char *article)
{
  KdSource *s = g_new0(KdSource, 1);
  s->id = g_strdup_printf("s%u", q->sources->len + 1);
  s->file = g_strdup(file);
  s->article = g_strdup(article);
  g_ptr_array_add(q->sources, s);
  return s;
}

void kd_quiz_copy_source(KdQuiz *q, const KdSource *source)
{
  KdSource *copy = kd_quiz_add_source(q, source->file, source->article);
  copy->sha256 = g_strdup(source->sha256);
  copy->published = g_strdup(source->published);
  copy->author = g_strdup(source->author);
}

const KdSource *kd_quiz_source(const KdQuiz *q, guint i)
{
  g_assert(i < q->sources->len);
  return g_ptr_array_index(q->sources, i);
}

const KdQuestion *kd_quiz_question(const KdQuiz *q, guint i)
{
  g_assert(i < q->questions->len);
  return g_ptr_array_index(q->questions, i);
}

guint kd_quiz_count(const KdQuiz *q, KdQuestionType type)
{
  guint n = 0;
  for (guint i = 0; i < q->questions->len; i++)
    n += kd_quiz_question(q, i)->type == type;
  return n;
}
