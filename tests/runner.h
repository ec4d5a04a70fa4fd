#pragma once
/* Owns: nothing. What a test suite is and how a test runs the program; used by the files of tests/ only. */

#include <CUnit/CUnit.h>
#include <glib.h>

typedef struct {
  const char *name;
  void (*run)(void);
} KdTest;

/* SUITE(name) in suites.def is tests/test_name.c, which defines kd_tests_name, ended by {NULL, NULL}. */
#define SUITE(name) extern const KdTest kd_tests_##name[];
#include "suites.def"
#undef SUITE

/* Fails the running test with a message that is printed; goes on. */
void kd_test_fail(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* What a run of the program left behind. */
typedef struct {
  int status; /* exit status; -SIGNAL where a signal ended it */
  char *out;  /* standard output, owned; NUL-terminated */
  gsize out_len;
  char *err; /* standard error, owned */
} KdRun;

/* How to run it. */
typedef struct {
  const char *folder;     /* working directory; NULL: the present one */
  const char *stdin_path; /* NULL: /dev/null */
  const char *out_path;   /* where standard output goes instead of KdRun.out, e.g. /dev/full; "" closes it */
  const char *language;   /* LC_ALL; NULL: C.UTF-8 */
  guint file_limit;       /* bytes that a file may grow to; 0: any */
} KdRunOptions;

/* Runs the program in a child process of this one, without exec, so that sanitizers, valgrind and coverage
 * see it. argv is NULL-terminated and starts behind the program's name. The test fails where a signal, the
 * time limit or a sanitizer ends the run. */
void kd_run_program(KdRun *run, const char *const *argv, const KdRunOptions *options);
void kd_run_clear(KdRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdRun, kd_run_clear)

/* A new folder under the temporary folder of the system; removed with all in it by the second. */
char *kd_test_folder_new(void);
void kd_test_folder_free(char *folder);

/* The data cases: adds a suite a stage and a test a case to the registry. With bless, a difference rewrites
 * the expected file instead of failing. */
void kd_cases_add(gboolean bless);
