/* src/kaodian.h: the public interface. */
#include "base/error.h"
#include "kaodian.h"
#include "runner.h"

#include <string.h>

#define ARTICLE "data/articles/theory-page-2024-06.txt"

static KdSession *open_session(void)
{
  KdSession *s = kd_session_new();
  g_autofree char *text = NULL;
  gsize len = 0;
  CU_ASSERT_TRUE_FATAL(g_file_get_contents(ARTICLE, &text, &len, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new(text, len);
  CU_ASSERT_TRUE_FATAL(kd_session_read(s, "page.txt", bytes, NULL));
  CU_ASSERT_EQUAL(kd_session_count(s), 1);
  return s;
}

static gboolean holds(GBytes *bytes, const char *text)
{
  gsize len = 0;
  const char *data = g_bytes_get_data(bytes, &len);
  return g_strstr_len(data, (gssize)len, text) != NULL;
}

static void test_documents(void)
{
  KdSession *s = open_session();
  g_autoptr(GBytes) text = kd_session_text(s, 0), points = kd_session_points(s, 0);
  CU_ASSERT_TRUE(holds(text, "kaodian-text/1") && holds(text, "page.txt"));
  CU_ASSERT_TRUE(holds(points, "kaodian-points/1"));
  for (guint i = 0; i < kd_session_finding_count(s); i++) {
    g_autofree char *line = kd_session_finding(s, i);
    CU_ASSERT_TRUE(g_str_has_prefix(line, "page.txt:"));
    CU_ASSERT_PTR_NOT_NULL(strstr(line, kd_session_finding_severity(s, i)));
  }
  kd_session_free(s);
}

/* Findings from number `from` on that are more than a note. */
static guint count_serious(const KdSession *s, guint from)
{
  guint n = 0;
  for (guint i = from; i < kd_session_finding_count(s); i++)
    n += strcmp(kd_session_finding_severity(s, i), "note") != 0;
  return n;
}

static void test_sets(void)
{
  KdSession *s = open_session();
  CU_ASSERT_TRUE(kd_session_set(s, "number", "12", NULL));
  CU_ASSERT_TRUE(kd_session_set(s, "title", "练习", NULL));
  CU_ASSERT_TRUE(kd_session_set(s, "key", "none", NULL));
  CU_ASSERT_TRUE(kd_session_set(s, "font", "Noto Serif CJK SC", NULL));
  CU_ASSERT_TRUE(kd_session_set(s, "seal", "yes", NULL));
  g_autoptr(GBytes) blueprint = g_bytes_new_static("[fill]\n题数=5\n分值=2.5\n", 27);
  CU_ASSERT_TRUE(kd_session_blueprint(s, "blueprint.ini", blueprint, NULL));
  KdSet *set = kd_session_generate(s, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(set);
  CU_ASSERT_TRUE(kd_set_count(set) > 0);
  guint before = kd_session_finding_count(s);
  CU_ASSERT_EQUAL(before + kd_set_verify(set, s), kd_session_finding_count(s));
  CU_ASSERT_EQUAL(count_serious(s, before), 0);
  g_autoptr(GBytes) json = kd_set_export(set, s, "json", NULL), csv = kd_set_export(set, s, "csv", NULL);
  KdSet *again = kd_session_load(s, "quiz.csv", csv, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(again);
  g_autoptr(GBytes) same = kd_set_export(again, s, "json", NULL);
  CU_ASSERT_TRUE(g_bytes_equal(json, same));
  CU_ASSERT_TRUE(holds(json, "练习"));
  kd_set_free(set);
  kd_set_free(again);
  kd_session_free(s);
}

static void test_errors(void)
{
  static const char *const wrong[][2] = {
      {"number", "x"},      {"number", "-1"},       {"seed", "9007199254740992"},
      {"points", "foo"},    {"all", "maybe"},       {"nosuch", "1"},
      {"title", "\xFF"},    {"key", "nowhere"},     {"columns", "3"},
      {"font", "A,B"},      {"large", "1"},         {"by", "\x1B"},
      {"total-score", "0"}, {"total-score", "1.25"}};
  KdSession *s = kd_session_new();
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    CU_ASSERT_FALSE(kd_session_set(s, wrong[i][0], wrong[i][1], &error));
    CU_ASSERT_TRUE(g_error_matches(error, KD_ERROR, KD_ERROR_USAGE));
  }
  g_autoptr(GError) none = NULL, format = NULL, file = NULL;
  CU_ASSERT_PTR_NULL(kd_session_generate(s, &none));
  CU_ASSERT_TRUE(g_error_matches(none, KD_ERROR, KD_ERROR_EMPTY));
  g_autoptr(GBytes) bytes = g_bytes_new_static("{}", 2);
  CU_ASSERT_PTR_NULL(kd_session_load(s, "quiz.json", bytes, &file));
  CU_ASSERT_TRUE(g_error_matches(file, KD_ERROR, KD_ERROR_FORMAT));
  kd_session_free(s);
  s = open_session();
  KdSet *set = kd_session_generate(s, NULL);
  g_autoptr(GError) separate = NULL;
  CU_ASSERT_TRUE(kd_session_set(s, "key", "separate", NULL));
  CU_ASSERT_PTR_NULL(kd_set_export(set, s, "text", &separate));
  CU_ASSERT_TRUE(g_error_matches(separate, KD_ERROR, KD_ERROR_USAGE));
  CU_ASSERT_PTR_NULL(kd_set_export(set, s, "nosuchformat", &format));
  CU_ASSERT_TRUE(g_error_matches(format, KD_ERROR, KD_ERROR_USAGE));
  kd_set_free(set);
  kd_set_free(NULL);
  kd_session_free(s);
  kd_session_free(NULL);
  CU_ASSERT_STRING_EQUAL(kd_library_version(), KD_VERSION);
}

const KdTest kd_tests_api[] = {
    {"documents", test_documents}, {"sets", test_sets}, {"errors", test_errors}, {NULL, NULL}};
