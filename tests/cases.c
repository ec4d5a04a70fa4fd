/* The data cases: a folder with an input and the outputs expected of it (see README.md). */
#include "runner.h"

#include <stdio.h>
#include <string.h>

#define ROOT "tests/cases"

/* An expected file that stands for a run of its own, and the arguments in front of the input's name. */
typedef struct {
  const char *file;
  const char *args[5];
} Output;

static const Output outputs[] = {
    {"text.json", {"text", "-f", "json"}},
    {"points.json", {"points", "-f", "json"}},
    {"explain.json", {"points", "--explain", "-f", "json"}},
    {"quiz.json", {"generate", "-f", "json"}},
    {"quiz.csv", {"generate", "-f", "csv"}},
    {"quiz.txt", {"generate", "-f", "text"}},
    {"all.json", {"generate", "--all", "-f", "json"}},
    {"verify.txt", {"verify"}},
};

static const char *const inputs[] = {"input.txt", "input.bin", "input.json", "input.csv", "input.jsonl"};

static gboolean is_blessing;

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, in order. */
static GPtrArray *list_folder(const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  return names;
}

static gboolean is_file(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static char *read_file(const char *folder, const char *name, gsize *len)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *bytes = NULL;
  return g_file_get_contents(path, &bytes, len, NULL) ? bytes : NULL;
}

/* Fails with the first line in which the two differ. */
static void report_difference(const char *name, const char *expected, const char *actual)
{
  g_auto(GStrv) a = g_strsplit(expected, "\n", -1), b = g_strsplit(actual, "\n", -1);
  guint i = 0;
  while (a[i] != NULL && b[i] != NULL && strcmp(a[i], b[i]) == 0)
    i++;
  kd_test_fail("%s differs in line %u\n      expected: %s\n      actual:   %s", name, i + 1,
               a[i] != NULL ? a[i] : "(end)", b[i] != NULL ? b[i] : "(end)");
}

static void compare_bytes(const char *folder, const char *name, const char *actual, gsize len)
{
  gsize expected_len = 0;
  g_autofree char *expected = read_file(folder, name, &expected_len);
  g_assert(expected != NULL);
  if (expected_len == len && memcmp(expected, actual, len) == 0)
    return;
  if (!is_blessing) {
    report_difference(name, expected, actual);
    return;
  }
  g_autofree char *path = g_build_filename(folder, name, NULL);
  if (!g_file_set_contents(path, actual, (gssize)len, NULL))
    kd_test_fail("%s cannot be written", path);
}

/* A folder with copies of the files of the case, for the program to work in. */
static char *copy_case(const char *folder, const GPtrArray *names)
{
  char *work = kd_test_folder_new();
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    gsize len = 0;
    g_autofree char *bytes = read_file(folder, name, &len);
    g_autofree char *path = g_build_filename(work, name, NULL);
    if (bytes != NULL && !g_str_has_prefix(name, "out."))
      g_file_set_contents(path, bytes, (gssize)len, NULL);
  }
  return work;
}

/* The case has its own command line: one run, of which standard output and error, the status and every file
 * out.* that is expected are compared. */
static guint run_command(const char *folder, const GPtrArray *names, const char *work)
{
  g_autofree char *text = read_file(folder, "args", NULL);
  g_auto(GStrv) args = g_strsplit(g_strchomp(text), "\n", -1);
  g_autofree char *input = g_build_filename(work, "stdin", NULL);
  KdRunOptions options = {.folder = work, .stdin_path = is_file(work, "stdin") ? input : NULL};
  g_auto(KdRun) run = {0};
  kd_run_program(&run, (const char *const *)args, &options);
  g_autofree char *status = g_strdup_printf("%d\n", run.status);
  guint compared = 0;
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    gsize len = 0;
    g_autofree char *made = g_str_has_prefix(name, "out.") ? read_file(work, name, &len) : NULL;
    compared++;
    if (made != NULL)
      compare_bytes(folder, name, made, len);
    else if (g_str_has_prefix(name, "out."))
      kd_test_fail("%s was not written", name);
    else if (strcmp(name, "stdout") == 0)
      compare_bytes(folder, name, run.out, run.out_len);
    else if (strcmp(name, "stderr") == 0)
      compare_bytes(folder, name, run.err, strlen(run.err));
    else if (strcmp(name, "status") == 0)
      compare_bytes(folder, name, status, strlen(status));
    else
      compared--;
  }
  if (!is_file(folder, "status") && run.status > 1)
    kd_test_fail("exit status %d: %s", run.status, run.err);
  return compared;
}

static const char *find_input(const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS(inputs); i++)
    if (is_file(folder, inputs[i]))
      return inputs[i];
  return NULL;
}

/* The case has no command line of its own: one run for each output that is expected. */
static guint run_outputs(const char *folder, const char *work)
{
  const char *input = find_input(folder);
  guint compared = 0;
  if (input == NULL) {
    kd_test_fail("no input");
    return 1;
  }
  for (guint i = 0; i < G_N_ELEMENTS(outputs); i++) {
    if (!is_file(folder, outputs[i].file))
      continue;
    const char *args[G_N_ELEMENTS(outputs[i].args) + 2] = {NULL};
    guint n = 0;
    for (; outputs[i].args[n] != NULL; n++)
      args[n] = outputs[i].args[n];
    args[n] = input;
    KdRunOptions options = {.folder = work};
    g_auto(KdRun) run = {0};
    kd_run_program(&run, args, &options);
    if (run.status > 1)
      kd_test_fail("%s: exit status %d: %s", outputs[i].file, run.status, run.err);
    else
      compare_bytes(folder, outputs[i].file, run.out, run.out_len);
    compared++;
  }
  return compared;
}

/* The running test's case; its folder is named by suite and test. */
static void run_case(void)
{
  const char *stage = strchr(CU_get_current_suite()->pName, '/') + 1;
  g_autofree char *folder = g_build_filename(ROOT, stage, CU_get_current_test()->pName, NULL);
  g_autoptr(GPtrArray) names = list_folder(folder);
  char *work = copy_case(folder, names);
  guint compared = is_file(folder, "args") ? run_command(folder, names, work) : run_outputs(folder, work);
  if (compared == 0)
    kd_test_fail("nothing is expected of this case");
  kd_test_folder_free(work);
}

void kd_cases_add(gboolean bless)
{
  is_blessing = bless;
  g_autoptr(GPtrArray) stages = list_folder(ROOT);
  for (guint i = 0; i < stages->len; i++) {
    g_autofree char *suite_name = g_strconcat("cases/", g_ptr_array_index(stages, i), NULL);
    g_autofree char *path = g_build_filename(ROOT, g_ptr_array_index(stages, i), NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
      continue;
    CU_pSuite suite = CU_add_suite(suite_name, NULL, NULL);
    g_autoptr(GPtrArray) names = list_folder(path);
    for (guint j = 0; j < names->len; j++)
      if (CU_add_test(suite, g_ptr_array_index(names, j), run_case) == NULL)
        g_error("%s/%s: %s", suite_name, (char *)g_ptr_array_index(names, j), CU_get_error_msg());
  }
}
