/* Runs the program in a child of the test process. */
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIME_LIMIT 20 /* seconds; times KAODIAN_TEST_SLOW under tools that slow a program down */
#define CHILD_FAILED 97
#define SANITIZER_EXIT 99

/* src/main.c, compiled with another name for its main. */
int kd_program_main(int argc, char **argv);

/* What a run allocates before it forks: kept here so that the child, which ends inside the program, holds it
 * to its end and no tool takes it for lost. */
static struct {
  char *folder, *out, *err;
  GPtrArray *args;
} present;

void kd_test_fail(const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  printf("\n    %s/%s: %s", CU_get_current_suite()->pName, CU_get_current_test()->pName, text);
  fflush(stdout);
  CU_FAIL("see above");
}

char *kd_test_folder_new(void)
{
  char *folder = g_dir_make_tmp("kaodian-test-XXXXXX", NULL);
  g_assert(folder != NULL);
  return folder;
}

static void remove_tree(const char *path)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
    g_chmod(path, 0700);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
      g_autofree char *child = g_build_filename(path, name, NULL);
      remove_tree(child);
    }
  }
  g_remove(path);
}

void kd_test_folder_free(char *folder)
{
  remove_tree(folder);
  g_free(folder);
}

static guint slow_factor(void)
{
  const char *text = g_getenv("KAODIAN_TEST_SLOW");
  return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : 1;
}

/* Puts the file in the place of the descriptor; "" closes it. */
static void redirect(int fd, const char *path, int flags)
{
  if (*path == '\0') {
    close(fd);
    return;
  }
  int file = open(path, flags, 0600);
  if (file < 0 || dup2(file, fd) < 0)
    _exit(CHILD_FAILED);
  close(file);
}

static G_GNUC_NORETURN void run_child(const KdRunOptions *options)
{
  redirect(0, options->stdin_path != NULL ? options->stdin_path : "/dev/null", O_RDONLY);
  redirect(1, options->out_path != NULL ? options->out_path : present.out, O_WRONLY | O_CREAT | O_TRUNC);
  redirect(2, present.err, O_WRONLY | O_CREAT | O_TRUNC);
  if (options->folder != NULL && chdir(options->folder) != 0)
    _exit(CHILD_FAILED);
  g_setenv("LC_ALL", options->language != NULL ? options->language : "C.UTF-8", TRUE);
  g_unsetenv("LANGUAGE");
  signal(SIGPIPE, SIG_DFL);
  if (options->file_limit > 0) {
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){options->file_limit, options->file_limit});
  }
  alarm(TIME_LIMIT * slow_factor());
  exit(kd_program_main((int)present.args->len - 1, (char **)present.args->pdata));
}

static int wait_for(pid_t child)
{
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    g_assert(errno == EINTR);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void prepare(const char *const *argv)
{
  present.folder = kd_test_folder_new();
  present.out = g_build_filename(present.folder, "out", NULL);
  present.err = g_build_filename(present.folder, "err", NULL);
  present.args = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(present.args, g_strdup("kaodian"));
  for (guint i = 0; argv[i] != NULL; i++)
    g_ptr_array_add(present.args, g_strdup(argv[i]));
  g_ptr_array_add(present.args, NULL);
}

static void clear_present(void)
{
  g_clear_pointer(&present.folder, kd_test_folder_free);
  g_clear_pointer(&present.out, g_free);
  g_clear_pointer(&present.err, g_free);
  g_clear_pointer(&present.args, g_ptr_array_unref);
}

void kd_run_program(KdRun *run, const char *const *argv, const KdRunOptions *options)
{
  static const KdRunOptions none;
  prepare(argv);
  fflush(NULL);
  pid_t child = fork();
  g_assert(child >= 0);
  if (child == 0)
    run_child(options != NULL ? options : &none);
  *run = (KdRun){.status = wait_for(child)};
  if (!g_file_get_contents(present.out, &run->out, &run->out_len, NULL))
    run->out = g_strdup("");
  if (!g_file_get_contents(present.err, &run->err, NULL, NULL))
    run->err = g_strdup("");
  clear_present();
  if (run->status < 0 || run->status > 2)
    kd_test_fail("ended with %s %d; standard error:\n%s", run->status < 0 ? "signal" : "status",
                 ABS(run->status), run->err);
}

void kd_run_clear(KdRun *run)
{
  g_clear_pointer(&run->out, g_free);
  g_clear_pointer(&run->err, g_free);
}
