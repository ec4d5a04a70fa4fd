/* src/base: text helpers, findings, random numbers, cue tables. */
#include "base/cues.h"
#include "base/finding.h"
#include "base/random.h"
#include "base/utf8.h"
#include "runner.h"

#include <string.h>

static void test_letters(void)
{
  g_autofree char *letters = kd_letters_dup("“两新组织”，２０２４年 A1——");
  CU_ASSERT_STRING_EQUAL(letters, "两新组织2024年A1");
  CU_ASSERT_EQUAL(kd_letter_count("甲、乙", strlen("甲、乙")), 2);
  CU_ASSERT_EQUAL(kd_char_count("甲、乙", strlen("甲、乙")), 3);
}

static void test_character_classes(void)
{
  CU_ASSERT_TRUE(kd_is_han(0x4E00));
  CU_ASSERT_FALSE(kd_is_han('A'));
  CU_ASSERT_TRUE(kd_is_clause_mark(0xFF0C));
  CU_ASSERT_FALSE(kd_is_clause_mark(0x3001));
  CU_ASSERT_TRUE(kd_is_end_mark(0x3002));
  CU_ASSERT_TRUE(kd_is_blank(0x3000));
  CU_ASSERT_EQUAL(kd_fold_width(0xFF21), 'A');
}

static void test_spans(void)
{
  const char *text = " 甲乙，";
  KdSpan all = kd_span(0, (guint32)strlen(text));
  KdSpan words = kd_span_trim_marks(text, kd_span_trim(text, all));
  CU_ASSERT_TRUE(kd_span_is(text, words, "甲乙"));
  CU_ASSERT_TRUE(kd_span_starts(text, words, "甲"));
  CU_ASSERT_TRUE(kd_span_ends(text, words, "乙"));
  CU_ASSERT_TRUE(kd_span_contains(all, words));
  CU_ASSERT_FALSE(kd_span_contains(words, all));
}

static void test_findings(void)
{
  g_autoptr(KdFindings) sink = kd_findings_new();
  CU_ASSERT_EQUAL(kd_findings_worst(sink), KD_SEVERITY_NOTE);
  kd_findings_add(sink, KD_FINDING_SHORT_SET, (KdPlace){"a.txt", 1, 2}, "detail");
  CU_ASSERT_EQUAL(kd_findings_count(sink), 1);
  CU_ASSERT_EQUAL(kd_findings_count_code(sink, KD_FINDING_SHORT_SET), 1);
  CU_ASSERT_EQUAL(kd_findings_worst(sink), KD_SEVERITY_WARNING);
  CU_ASSERT_STRING_EQUAL(kd_finding_code_name(KD_FINDING_SHORT_SET), "short-set");
}

/* Every code has a message, a Chinese label and a name of its own. */
static void test_finding_table(void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < KD_FINDING_COUNT; i++) {
    CU_ASSERT_PTR_NOT_NULL_FATAL(kd_finding_message(i));
    CU_ASSERT_PTR_NOT_NULL_FATAL(kd_finding_label(i));
    CU_ASSERT_TRUE(g_hash_table_add(seen, (gpointer)kd_finding_code_name(i)));
  }
}

const KdTest kd_tests_base[] = {
    {"letters", test_letters},   {"character classes", test_character_classes}, {"spans", test_spans},
    {"findings", test_findings}, {"finding table", test_finding_table},         {NULL, NULL},
};
