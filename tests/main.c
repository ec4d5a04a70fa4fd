/* Runs the code suites and the data cases. Call from the top of the source tree:
 *   run-tests [--bless] [--list] [SUITE | SUITE/TEST]…
 * Exit status 0 only when tests were run and none left a failure record. */
#include "runner.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char *name;
  const KdTest *tests;
} Suite;

static const Suite suites[] = {
#define SUITE(name) {#name, kd_tests_##name},
#include "suites.def"
#undef SUITE
};

static void add_suites(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(suites); i++) {
    CU_pSuite suite = CU_add_suite(suites[i].name, NULL, NULL);
    g_assert(suite != NULL);
    for (const KdTest *t = suites[i].tests; t->name != NULL; t++)
      if (CU_add_test(suite, t->name, t->run) == NULL)
        g_error("%s/%s: %s", suites[i].name, t->name, CU_get_error_msg());
  }
}

/* Is the test among the names given? Without names all are. */
static gboolean is_wanted(const char *suite, const char *test, char **names)
{
  if (names[0] == NULL)
    return TRUE;
  g_autofree char *whole = g_strdup_printf("%s/%s", suite, test);
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp(names[i], suite) == 0 || strcmp(names[i], whole) == 0)
      return TRUE;
  return FALSE;
}

/* Leaves only the wanted tests active; lists them where asked to. */
static void choose_tests(char **names, gboolean list)
{
  CU_set_fail_on_inactive(CU_FALSE);
  for (CU_pSuite s = CU_get_registry()->pSuite; s != NULL; s = s->pNext)
    for (CU_pTest t = s->pTest; t != NULL; t = t->pNext) {
      gboolean wanted = is_wanted(s->pName, t->pName, names);
      CU_set_test_active(t, wanted ? CU_TRUE : CU_FALSE);
      if (list && wanted)
        printf("%s/%s\n", s->pName, t->pName);
    }
}

static int report_result(void)
{
  guint run = CU_get_number_of_tests_run(), failed = CU_get_number_of_tests_failed();
  guint records = CU_get_number_of_failure_records();
  printf("suites: %u passed, %u failed\n", run - failed, failed);
  if (run == 0)
    printf("no test was run\n");
  return run == 0 || records > 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
  gboolean bless = FALSE, list = FALSE;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--bless") == 0)
      bless = TRUE;
    else if (strcmp(argv[i], "--list") == 0)
      list = TRUE;
    else
      g_ptr_array_add(names, argv[i]);
  g_ptr_array_add(names, NULL);
  if (CU_initialize_registry() != CUE_SUCCESS)
    return 2;
  add_suites();
  kd_cases_add(bless);
  choose_tests((char **)names->pdata, list);
  int status = 0;
  if (!list) {
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    status = report_result();
  }
  CU_cleanup_registry();
  return status;
}
