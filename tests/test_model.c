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

static void add_repair(KdDocument *d, KdRepairKind kind, gboolean applied, KdSpan span)
{
  KdRepair r = {.kind = kind, .applied = applied, .span = span};
  g_array_append_val(d->repairs, r);
}

/* Out of order, overlapping, not applied, of width: what counts is asked for place by place. */
static void test_repaired_places(void)
{
  g_autoptr(KdDocument) d = kd_document_new("a.txt");
  add_repair(d, KD_REPAIR_REORDER, TRUE, kd_span(40, 50));
  add_repair(d, KD_REPAIR_PUNCTUATION, TRUE, kd_span(10, 13));
  add_repair(d, KD_REPAIR_DASH, TRUE, kd_span(12, 15));
  add_repair(d, KD_REPAIR_PUNCTUATION, FALSE, kd_span(20, 23));
  add_repair(d, KD_REPAIR_WIDTH, TRUE, kd_span(30, 33));
  kd_document_index_repairs(d);
  CU_ASSERT_EQUAL(d->repaired->len, 2);
  CU_ASSERT_TRUE(kd_document_is_repaired(d, kd_span(14, 20)));
  CU_ASSERT_TRUE(kd_document_is_repaired(d, kd_span(0, 41)));
  CU_ASSERT_FALSE(kd_document_is_repaired(d, kd_span(15, 40)));
  CU_ASSERT_FALSE(kd_document_is_repaired(d, kd_span(45, 45)));
  g_autoptr(KdPoint) p = kd_point_new(KD_POINT_MEASURES, "test");
  kd_point_add_member(p, kd_span(0, 9));
  kd_point_add_member(p, kd_span(51, 60));
  CU_ASSERT_FALSE(kd_point_is_repaired(p, d));
  kd_point_add_member(p, kd_span(48, 51));
  CU_ASSERT_TRUE(kd_point_is_repaired(p, d));
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
    {"repaired places", test_repaired_places},
    {"quiz", test_quiz},
    {NULL, NULL},
};
