/* src/model: names, ids, invariants. */
#include "model/point.h"
#include "model/quiz.h"
#include "runner.h"

static void test_names(void)
{
  for (guint i = 0; i < KD_QUESTION_TYPES; i++) {
    KdQuestionType type = KD_QUESTION_TYPES;
    CU_ASSERT_TRUE(kd_question_type_parse(kd_question_type_name(i), &type));
    CU_ASSERT_EQUAL(type, i);
    CU_ASSERT_TRUE(kd_question_type_parse(kd_question_type_label(i), &type));
    CU_ASSERT_EQUAL(type, i);
  }
  for (guint i = 0; i < KD_POINT_KINDS; i++) {
    KdPointKind kind = KD_POINT_KINDS;
    CU_ASSERT_TRUE(kd_point_kind_parse(kd_point_kind_name(i), &kind));
    CU_ASSERT_EQUAL(kind, i);
  }
  KdPointKind kind;
  CU_ASSERT_FALSE(kd_point_kind_parse("no such kind", &kind));
}

static KdQuestion *make_question(const char *answer)
{
  KdQuestion *q = kd_question_new(KD_QUESTION_FILL);
  kd_question_add_blank(q, answer);
  kd_question_add_evidence(q, 0, 3, "甲是乙。");
  kd_question_make_id(q);
  return q;
}

/* An id depends on what is asked, and on nothing else. */
static void test_question_ids(void)
{
  g_autoptr(KdQuestion) one = make_question("甲"), same = make_question("甲"), other = make_question("乙");
  CU_ASSERT_STRING_EQUAL(one->id, same->id);
  CU_ASSERT_STRING_NOT_EQUAL(one->id, other->id);
  CU_ASSERT_TRUE(g_str_has_prefix(one->id, "q-"));
}

static void test_quiz(void)
{
  g_autoptr(KdQuiz) quiz = kd_quiz_new("题");
  kd_quiz_add_source(quiz, "a.txt", "篇名");
  kd_quiz_add_source(quiz, "b.txt", NULL);
  CU_ASSERT_STRING_EQUAL(kd_quiz_source(quiz, 0)->id, "s1");
  CU_ASSERT_STRING_EQUAL(kd_quiz_source(quiz, 1)->id, "s2");
  g_ptr_array_add(quiz->questions, make_question("甲"));
  CU_ASSERT_EQUAL(kd_quiz_count(quiz, KD_QUESTION_FILL), 1);
  CU_ASSERT_EQUAL(kd_quiz_count(quiz, KD_QUESTION_JUDGE), 0);
}

const KdTest kd_tests_model[] = {
    {"names", test_names},
    {"question ids", test_question_ids},
    {"quiz", test_quiz},
    {NULL, NULL},
};
