/* The program at a terminal: progress of long work on standard error and nowhere else, and Ctrl-C. */
#include "runner.h"

#include <glib/gstdio.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE "{\"id\": \"d%u\", \"text\": \"要健全村级组织、壮大集体经济、完善服务平台。\"}\n"
#define PAUSE 400000 /* microseconds between two documents */

/* src/main.c, compiled with another name for its main. */
int kd_program_main(int argc, char **argv);

/* A program whose terminal is the test, whose standard input is a pipe. */
typedef struct {
  pid_t child;
  int terminal, input;
  char *folder, *out;
} Session;

static G_GNUC_NORETURN void run_child(const Session *s, const int ends[2], const char *const *argv)
{
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  close(ends[1]);
  if (chdir(s->folder) != 0 || freopen("out", "w", stdout) == NULL)
    _exit(97);
  g_setenv("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv("LANGUAGE");
  exit(kd_program_main((int)g_strv_length((char **)argv), (char **)argv));
}

static Session begin(const char *const *argv)
{
  Session s = {.folder = kd_test_folder_new()};
  int ends[2];
  g_assert(pipe(ends) == 0);
  fflush(NULL);
  s.child = forkpty(&s.terminal, NULL, NULL, NULL);
  g_assert(s.child >= 0);
  if (s.child == 0)
    run_child(&s, ends, argv);
  close(ends[0]);
  s.input = ends[1];
  return s;
}

static void send_documents(const Session *s, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *line = g_strdup_printf(LINE, i);
    CU_ASSERT_EQUAL(write(s->input, line, strlen(line)), (ssize_t)strlen(line));
    g_usleep(PAUSE);
  }
}

/* Waits for its end: the status, -SIGNAL where a signal ended it; *shown is what stood on the terminal. */
static int end(Session *s, char **shown)
{
  close(s->input);
  g_autoptr(GString) text = g_string_new(NULL);
  char block[4096];
  gssize n;
  while ((n = read(s->terminal, block, sizeof block)) > 0)
    g_string_append_len(text, block, n);
  close(s->terminal);
  int status = 0;
  waitpid(s->child, &status, 0);
  *shown = g_string_free(g_steal_pointer(&text), FALSE);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static char *read_out(const Session *s)
{
  g_autofree char *path = g_build_filename(s->folder, "out", NULL);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  return text;
}

static void test_progress(void)
{
  static const char *const argv[] = {"kaodian", "generate", "--input", "jsonl", "-f", "jsonl", "-", NULL};
  Session s = begin(argv);
  send_documents(&s, 5);
  g_autofree char *shown = NULL;
  CU_ASSERT_EQUAL(end(&s, &shown), 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(shown, "0 of 1 files  0.0 MB  "));
  CU_ASSERT_PTR_NOT_NULL(strstr(shown, "MB/s"));
  /* What was shown is taken away again, and what is printed stands on lines of its own. */
  const char *last = g_strrstr(shown, "MB/s");
  CU_ASSERT_PTR_NOT_NULL(strstr(last ? last : "", "\033[K\r\033[K"));
  g_autofree char *out = read_out(&s);
  CU_ASSERT_PTR_NULL(strstr(out, "MB/s"));
  CU_ASSERT_PTR_NOT_NULL(strstr(out, "\"id\":\"d4\""));
  kd_test_folder_free(s.folder);
}

static void test_quiet(void)
{
  static const char *const argv[] = {"kaodian", "points", "-q", "--input", "jsonl", "-f", "jsonl", "-", NULL};
  Session s = begin(argv);
  send_documents(&s, 4);
  g_autofree char *shown = NULL;
  CU_ASSERT_EQUAL(end(&s, &shown), 0);
  CU_ASSERT_STRING_EQUAL(shown, "");
  kd_test_folder_free(s.folder);
}

static void test_stop(void)
{
  static const char *const argv[] = {"kaodian", "text", "--input", "jsonl", "-o", "a.jsonl", "-", NULL};
  Session s = begin(argv);
  g_autofree char *path = g_build_filename(s.folder, "a.jsonl", NULL), *shown = NULL, *bytes = NULL;
  g_file_set_contents(path, "old", -1, NULL);
  send_documents(&s, 2);
  CU_ASSERT_EQUAL(write(s.terminal, "\x03", 1), 1);
  CU_ASSERT_EQUAL(end(&s, &shown), -SIGINT);
  CU_ASSERT_TRUE(g_file_get_contents(path, &bytes, NULL, NULL));
  CU_ASSERT_STRING_EQUAL(bytes, "old");
  g_autoptr(GDir) dir = g_dir_open(s.folder, 0, NULL);
  guint files = 0;
  while (g_dir_read_name(dir) != NULL)
    files++;
  CU_ASSERT_EQUAL(files, 2); /* it and out */
  kd_test_folder_free(s.folder);
}

const KdTest kd_tests_terminal[] = {
    {"progress", test_progress},
    {"no progress when quiet", test_quiet},
    {"Ctrl-C", test_stop},
    {NULL, NULL},
};
