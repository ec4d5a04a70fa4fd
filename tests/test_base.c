/* src/base: text helpers, findings, random numbers, cue tables. */
#include "base/data.h"
#include "base/error.h"
#include "base/finding.h"
#include "base/ngrams.h"
#include "base/random.h"
#include "base/utf8.h"
#include "runner.h"

#include <glib/gstdio.h>
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
  CU_ASSERT_TRUE(kd_is_noncharacter(0xFFFE) && kd_is_noncharacter(0x1FFFF) && kd_is_noncharacter(0xFDD0));
  CU_ASSERT_FALSE(kd_is_noncharacter(0xFFFD) || kd_is_noncharacter(0xFDF0) || kd_is_noncharacter(0));
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

static double score_word(const KdNgrams *n, const char *word)
{
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(guint16));
  for (const char *p = word; *p; p = g_utf8_next_char(p)) {
    guint16 token = kd_ngrams_token(n, g_utf8_get_char(p));
    g_array_append_val(tokens, token);
  }
  return kd_ngrams_score(n, (const guint16 *)(gconstpointer)tokens->data, tokens->len);
}

static void test_ngrams(void)
{
  g_autoptr(KdNgrams) n = kd_ngrams_open(NULL, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(n);
  CU_ASSERT_EQUAL(kd_ngrams_token(n, 0xE000), KD_TOKEN_UNKNOWN);
  CU_ASSERT_EQUAL(kd_ngrams_token(n, '7'), kd_ngrams_token(n, 0xFF11));
  CU_ASSERT_NOT_EQUAL(kd_ngrams_token(n, 0x4EBA), KD_TOKEN_UNKNOWN);
  /* 人民 goes on with 群, not with 且. */
  CU_ASSERT_TRUE(score_word(n, "人民群") > score_word(n, "人民且") + 2);
  CU_ASSERT_TRUE(score_word(n, "人民群") < 0);
}

/* A file that is cut, or of another kind, is no table. */
static void test_broken_ngrams(void)
{
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "kaodian-test-ngrams", NULL);
  g_autoptr(GBytes) whole = kd_data_get("ngrams.bin");
  gsize size = g_bytes_get_size(whole);
  const gsize sizes[] = {0, 7, 24, 4096, size - 1};
  for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(GError) error = NULL;
    CU_ASSERT_TRUE(g_file_set_contents(path, g_bytes_get_data(whole, NULL), (gssize)sizes[i], NULL));
    CU_ASSERT_PTR_NULL(kd_ngrams_open(path, &error));
    CU_ASSERT_TRUE(g_error_matches(error, KD_ERROR, KD_ERROR_FORMAT));
  }
  g_autoptr(GError) error = NULL;
  g_unlink(path);
  CU_ASSERT_PTR_NULL(kd_ngrams_open(path, &error));
  CU_ASSERT_TRUE(g_error_matches(error, KD_ERROR, KD_ERROR_IO));
}

const KdTest kd_tests_base[] = {
    {"letters", test_letters},
    {"character classes", test_character_classes},
    {"spans", test_spans},
    {"findings", test_findings},
    {"finding table", test_finding_table},
    {"n-grams", test_ngrams},
    {"broken n-grams", test_broken_ngrams},
    {NULL, NULL},
};
