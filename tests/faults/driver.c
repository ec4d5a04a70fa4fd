/* Runs the program while its calls to the system fail, one after the other, while it is killed, while it is
 * short of memory and of room, and looks at what it leaves behind: fault-runs PROGRAM LIBRARY WORK-FOLDER
 * KILLS Prints a table, and last "faults: N passed, N failed". */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_OUTPUTS 5
#define OLD "what stood here before\n"
#define PAGE                                                                                                                                \
  "加强村庄治理\n一、健全组织\n要健全村级组织、壮大集体经济、完善服务平台，推动治理重心下移。\n" \
  "二、改进服务\n全面推行“一站办理”，把服务送到群众门口。到2025年，全县建成服务站120个。\n"

/* A run of the program: its command line, and the files that it is to write. */
typedef struct {
  const char *name;
  const char *args; /* parted by blanks */
  const char *outputs[MOST_OUTPUTS];
  gboolean to_stdout; /* and a file "out" gets standard output */
} Scenario;

static const Scenario scenarios[] = {
    {"generate",
     "generate -q --all -o a.json -o b.csv -o c.xlsx -o d.docx --report e.txt page.txt",
     {"a.json", "b.csv", "c.xlsx", "d.docx", "e.txt"},
     FALSE},
    {"generate, lines",
     "generate -q --all --input jsonl -f jsonl -o a.jsonl texts.jsonl",
     {"a.jsonl"},
     FALSE},
    {"generate, stdout", "generate -q page.txt", {NULL}, TRUE},
    {"export", "export -q -o a.csv -o b.imscc -o c.apkg quiz.json", {"a.csv", "b.imscc", "c.apkg"}, FALSE},
    {"text", "text -q -f json -o a.json page.txt", {"a.json"}, FALSE},
    {"points", "points -q --input list -o a.txt -o b.json list", {"a.txt", "b.json"}, FALSE},
};

/* What the run leaves when nothing fails. */
typedef struct {
  int status;
  char *outputs[MOST_OUTPUTS];
  gsize lens[MOST_OUTPUTS];
  char *out;
} Right;

typedef struct {
  const Scenario *scenario;
  Right right;
  gboolean absent; /* the outputs were not there before */
} Bench;

/* How a run is made to fail. */
typedef struct {
  const char *fault; /* KD_FAULT; NULL: none */
  rlim_t memory, file;
  guint kill_after; /* microseconds; 0: not */
  int signal;
} Trouble;

static const char *program, *library, *folder;
static guint passed, failed;

static void complain(const Bench *b, const Trouble *t, const char *what)
{
  failed++;
  printf("FAILED %s%s, %s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %u: %s\n", b->scenario->name,
         b->absent ? ", new files" : "", t->fault ? t->fault : "-", (guint64)t->memory, (guint64)t->file,
         t->kill_after, what);
}

static void limit(int resource, rlim_t most)
{
  if (most)
    setrlimit(resource, &(struct rlimit){most, most});
}

static G_GNUC_NORETURN void run_child(const Scenario *s, const Trouble *t)
{
  g_auto(GStrv) args = g_strsplit(s->args, " ", -1);
  g_autoptr(GPtrArray) argv = g_ptr_array_new();
  g_ptr_array_add(argv, (gpointer)program);
  for (guint i = 0; args[i]; i++)
    g_ptr_array_add(argv, args[i]);
  g_ptr_array_add(argv, NULL);
  int out = open(s->to_stdout ? "out" : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  int err = open("../err", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (dup2(out, 1) < 0 || dup2(err, 2) < 0)
    _exit(97);
  limit(RLIMIT_CORE, 1);
  limit(RLIMIT_AS, t->memory);
  limit(RLIMIT_FSIZE, t->file);
  if (t->fault) {
    setenv("LD_PRELOAD", library, 1);
    setenv("KD_FAULT", t->fault, 1);
    setenv("KD_FAULT_HIT", "../hit", 1);
  }
  execv(program, (char **)argv->pdata);
  _exit(98);
}

/* The exit status; -SIGNAL where a signal ended it. */
static int run(const Scenario *s, const Trouble *t)
{
  fflush(NULL);
  pid_t child = fork();
  g_assert(child >= 0);
  if (child == 0)
    run_child(s, t);
  if (t->kill_after) {
    g_usleep(t->kill_after);
    kill(child, t->signal);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    g_assert(errno == EINTR);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void prepare(const Bench *b)
{
  g_unlink("../hit");
  g_unlink("out");
  for (guint i = 0; i < MOST_OUTPUTS && b->scenario->outputs[i]; i++) {
    g_unlink(b->scenario->outputs[i]);
    if (!b->absent)
      g_file_set_contents(b->scenario->outputs[i], OLD, -1, NULL);
  }
}

typedef enum { STATE_OLD, STATE_NEW, STATE_DAMAGED } State;

static State look_at(const Bench *b, guint i)
{
  g_autofree char *bytes = NULL;
  gsize len = 0;
  if (!g_file_get_contents(b->scenario->outputs[i], &bytes, &len, NULL))
    return b->absent ? STATE_OLD : STATE_DAMAGED;
  if (len == b->right.lens[i] && memcmp(bytes, b->right.outputs[i], len) == 0)
    return STATE_NEW;
  return !b->absent && strcmp(bytes, OLD) == 0 ? STATE_OLD : STATE_DAMAGED;
}

static gboolean is_expected(const Scenario *s, const char *name)
{
  static const char *const inputs[] = {"page.txt", "texts.jsonl", "quiz.json", "list", "out"};
  for (guint i = 0; i < G_N_ELEMENTS(inputs); i++)
    if (strcmp(name, inputs[i]) == 0)
      return TRUE;
  for (guint i = 0; i < MOST_OUTPUTS && s->outputs[i]; i++)
    if (strcmp(name, s->outputs[i]) == 0)
      return TRUE;
  return FALSE;
}

/* The first file that should not be there, the caller's; NULL: none. */
static char *find_stray(const Scenario *s)
{
  g_autoptr(GDir) dir = g_dir_open(".", 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(dir)))
    if (!is_expected(s, name))
      return g_strdup(name);
  return NULL;
}

/* Whether every output is as it was or whole; said to be done, whole. */
static gboolean check_outputs(const Bench *b, const Trouble *t, gboolean done)
{
  for (guint i = 0; i < MOST_OUTPUTS && b->scenario->outputs[i]; i++) {
    State state = look_at(b, i);
    if (state == STATE_NEW || (state == STATE_OLD && !done))
      continue;
    complain(b, t, state == STATE_OLD ? "done, but an output is missing" : "an output is damaged");
    return FALSE;
  }
  g_autofree char *out = NULL;
  if (done && b->scenario->to_stdout &&
      (!g_file_get_contents("out", &out, NULL, NULL) || strcmp(out, b->right.out) != 0)) {
    complain(b, t, "done, but standard output is not whole");
    return FALSE;
  }
  return TRUE;
}

static gboolean check_strays(const Bench *b, const Trouble *t)
{
  g_autofree char *stray = find_stray(b->scenario);
  if (stray == NULL)
    return TRUE;
  complain(b, t, stray);
  g_unlink(stray);
  return FALSE;
}

static gboolean said_something(void)
{
  g_autofree char *text = NULL;
  return g_file_get_contents("../err", &text, NULL, NULL) && *text;
}

static void count(gboolean fine)
{
  passed += fine; /* what failed was counted when it was said */
}

/* A run in trouble ends as it always does, with all that it should write, or with 2 and a message. */
static gboolean check_run(const Bench *b, const Trouble *t)
{
  prepare(b);
  int status = run(b->scenario, t);
  if (status != b->right.status && status != 2) {
    g_autofree char *what = g_strdup_printf("status %d", status);
    complain(b, t, what);
    return FALSE;
  }
  if (status == 2 && !said_something()) {
    complain(b, t, "no message");
    return FALSE;
  }
  return check_outputs(b, t, status != 2) && check_strays(b, t);
}

static void learn(Bench *b)
{
  b->absent = TRUE;
  prepare(b);
  b->right.status = run(b->scenario, &(Trouble){0});
  g_assert(b->right.status >= 0 && b->right.status <= 1);
  for (guint i = 0; i < MOST_OUTPUTS && b->scenario->outputs[i]; i++) {
    gboolean read =
        g_file_get_contents(b->scenario->outputs[i], &b->right.outputs[i], &b->right.lens[i], NULL);
    g_assert(read);
  }
  if (b->scenario->to_stdout)
    g_file_get_contents("out", &b->right.out, NULL, NULL);
}

static void forget(Bench *b)
{
  for (guint i = 0; i < MOST_OUTPUTS; i++) {
    if (b->scenario->outputs[i])
      g_unlink(b->scenario->outputs[i]);
    g_free(b->right.outputs[i]);
  }
  g_unlink("out");
  g_free(b->right.out);
}

/* The n-th call fails, for every n there is; the number of runs. */
static guint fail_calls(Bench *b, const char *call, const char *mode)
{
  for (guint n = 1;; n++) {
    g_autofree char *fault = g_strdup_printf("%s:%u:%s", call, n, mode);
    Trouble t = {.fault = fault};
    b->absent = n % 2 == 0;
    gboolean fine = check_run(b, &t);
    if (!g_file_test("../hit", G_FILE_TEST_EXISTS))
      return n - 1;
    count(fine);
  }
}

static void fail_all_calls(Bench *b)
{
  static const char *const calls[] = {"open",   "tmpfile", "read",  "write", "short", "fsync",
                                      "rename", "link",    "close", "lock",  "chmod"};
  printf("%-18s", b->scenario->name);
  for (guint i = 0; i < G_N_ELEMENTS(calls); i++) {
    guint once = fail_calls(b, calls[i], "once");
    printf(" %8s %3u", calls[i], once + fail_calls(b, calls[i], "forever"));
    fflush(stdout);
  }
  printf("\n");
}

/* --- kills --- */

/* After a kill every output is old or whole; after the next run nothing is left over. */
static gboolean check_kill(const Bench *b, const Trouble *t)
{
  prepare(b);
  run(b->scenario, t);
  if (!check_outputs(b, t, FALSE))
    return FALSE;
  run(b->scenario, &(Trouble){.fault = t->fault});
  return check_outputs(b, t, TRUE) && check_strays(b, t);
}

/* A stop leaves nothing over at all. */
static gboolean check_stop(const Bench *b, const Trouble *t)
{
  prepare(b);
  run(b->scenario, t);
  return check_outputs(b, t, FALSE) && check_strays(b, t);
}

/* At moments spread over a bit more than a run takes, on file systems with files without names and without.
 */
static void kill_often(Bench *b, guint kills)
{
  gint64 begin = g_get_monotonic_time();
  run(b->scenario, &(Trouble){0});
  guint span = (guint)(g_get_monotonic_time() - begin) * 5 / 4;
  for (guint i = 0; i < kills; i++) {
    Trouble t = {.fault = i % 2 ? "tmpfile:1:forever" : NULL,
                 .kill_after = 1 + (guint)((guint64)span * i / kills),
                 .signal = SIGKILL};
    b->absent = i % 4 > 1;
    count(check_kill(b, &t));
    t.signal = i % 3 ? SIGINT : SIGTERM;
    count(check_stop(b, &t));
  }
}

/* --- want of memory and room --- */

typedef enum { END_UNBEGUN, END_INSIDE, END_REFUSED, END_DONE, ENDS } End;

/* Want of memory may keep the program from being loaded (127), and may end it from inside (3: GLib stops a
 * program that asks for a little and gets none), but never with damage. */
static End check_memory(const Bench *b, const Trouble *t)
{
  prepare(b);
  int status = run(b->scenario, t);
  gboolean done = status == b->right.status;
  End end = done ? END_DONE : status == 2 ? END_REFUSED : status == 3 ? END_INSIDE : END_UNBEGUN;
  if (end == END_UNBEGUN && status != 127) {
    g_autofree char *what = g_strdup_printf("status %d", status);
    complain(b, t, what);
  } else {
    count(check_outputs(b, t, done) && check_strays(b, t));
  }
  return end;
}

/* In steps of 4 MB until the program begins, then of 128 kB until it has enough. */
static void want_memory(Bench *b)
{
  guint ends[ENDS] = {0};
  rlim_t kb = 16384;
  for (; kb < 524288 && ends[END_DONE] < 3;
       kb += ends[END_INSIDE] + ends[END_REFUSED] + ends[END_DONE] ? 128 : 1024) {
    Trouble t = {.memory = kb << 10};
    b->absent = kb % 256 == 0;
    ends[check_memory(b, &t)]++;
  }
  printf("%-18s memory of 16 to %u MB: not begun %u, ended inside %u, refused %u, done %u\n",
         b->scenario->name, (guint)(kb >> 10), ends[END_UNBEGUN], ends[END_INSIDE], ends[END_REFUSED],
         ends[END_DONE]);
}

static void want_room(Bench *b)
{
  guint runs = 0;
  for (rlim_t bytes = 1; bytes < 1000000; bytes = bytes * 3 + 1, runs++) {
    Trouble t = {.file = bytes};
    b->absent = runs % 2;
    count(check_run(b, &t));
  }
  printf("%-18s files of 1 to 1000000 bytes: %u\n", b->scenario->name, runs);
}

/* --- the whole --- */

static void write_inputs(void)
{
  g_autoptr(GString) lines = g_string_new(NULL);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf(
        lines,
        "{\"id\": \"%u\", \"text\": \"要健全村级组织、壮大集体经济、完善服务平台，建成服务站%u个。\"}\n", i,
        i + 100);
  g_string_append(lines, "{\"id\": \"x\"}\n");
  g_file_set_contents("page.txt", PAGE, -1, NULL);
  g_file_set_contents("list", "page.txt\npage.txt\n", -1, NULL);
  g_file_set_contents("texts.jsonl", lines->str, -1, NULL);
  static const Scenario make = {"", "generate -q --all -o quiz.json page.txt", {NULL}, FALSE};
  int status = run(&make, &(Trouble){0});
  g_assert(status >= 0 && status <= 1);
}

int main(int argc, char **argv)
{
  if (argc != 5)
    return 2;
  program = argv[1];
  library = argv[2];
  folder = argv[3];
  guint kills = (guint)g_ascii_strtoull(argv[4], NULL, 10);
  g_autofree char *run_folder = g_build_filename(folder, "run", NULL);
  if (g_mkdir(run_folder, 0700) != 0 || chdir(run_folder) != 0)
    return 2;
  write_inputs();
  for (guint i = 0; i < G_N_ELEMENTS(scenarios); i++) {
    Bench b = {.scenario = &scenarios[i]};
    learn(&b);
    fail_all_calls(&b);
    want_memory(&b);
    want_room(&b);
    guint before = passed;
    kill_often(&b, kills);
    printf("%-18s killed and stopped: %u\n", b.scenario->name, passed - before);
    forget(&b);
  }
  printf("faults: %u passed, %u failed\n", passed, failed);
  return failed > 0;
}
