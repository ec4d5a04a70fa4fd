#include "selector/papers.h"

#include "base/random.h"
#include "selector/arrange.h"

#define STREAM_ITEMS 3

/* The items of a type change places among themselves, wherever in the set they stand. */
static void shuffle_type(KdQuiz *paper, KdQuestionType type, guint64 seed)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  for (guint i = 0; i < paper->questions->len; i++)
    if (kd_quiz_question(paper, i)->type == type)
      g_ptr_array_add(items, g_ptr_array_index(paper->questions, i));
  KdRandom random;
  kd_random_init(&random, seed + type, STREAM_ITEMS);
  kd_random_shuffle(&random, items->pdata, items->len, sizeof(gpointer));
  for (guint i = 0, next = 0; i < paper->questions->len; i++)
    if (kd_quiz_question(paper, i)->type == type)
      paper->questions->pdata[i] = items->pdata[next++];
}

KdQuiz *kd_papers_make(const KdQuiz *quiz, guint number)
{
  g_assert(number < KD_PAPERS_MOST);
  KdQuiz *paper = kd_quiz_new(quiz->title);
  paper->id = g_strdup(quiz->id);
  paper->by = g_strdup(quiz->by);
  paper->paper = g_strdup_printf("%c", (char)('A' + number));
  paper->seed = quiz->seed;
  for (guint i = 0; i < quiz->sources->len; i++)
    kd_quiz_copy_source(paper, kd_quiz_source(quiz, i));
  for (guint i = 0; i < quiz->questions->len; i++)
    g_ptr_array_add(paper->questions, kd_question_dup(kd_quiz_question(quiz, i)));
  if (number == 0)
    return paper;
  guint64 seed = kd_hash_string(paper->paper) ^ quiz->seed;
  for (KdQuestionType type = 0; type < KD_QUESTION_TYPES; type++)
    shuffle_type(paper, type, seed);
  kd_arrange_options(paper, seed);
  return paper;
}
