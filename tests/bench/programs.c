/* The program as it is run: the memory of one that reads a collection line by line, and two threads beside
 * one. */
#include "bench/bench.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MEGABYTE (1024.0 * 1024.0)
#define ROUNDS 3
#define BASE_MEMORY 20.0   /* MB that a run may take, and … */
#define TIMES_LARGEST 12.0 /* … how often the largest document besides */
#define SPEED_UP 1.8

typedef struct {
  double seconds; /* on the clock */
  double processor;
  double memory; /* MB, at most */
} Cost;

/* Runs the program with its output in a file; FALSE where it fails. */
static gboolean run(const char *const *argv, const char *output, Cost *cost)
{
  int status = 0;
  struct rusage usage;
  /* A child counts as its own what its parent held when it was made. */
  malloc_trim(0);
  fflush(stdout);
  gint64 start = g_get_monotonic_time();
  pid_t child = fork();
  if (child == 0) {
    if (freopen(output, "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
      _exit(127);
    execv(argv[0], (char *const *)argv);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
    return FALSE;
  cost->seconds = (double)(g_get_monotonic_time() - start) / 1e6;
  cost->processor = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  cost->memory = (double)usage.ru_maxrss / 1024;
  return TRUE;
}

static void append_quoted(GString *out, const char *text, gsize len)
{
  g_string_append_c(out, '"');
  for (const char *p = text; p < text + len; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c(out, '\\');
    if ((guchar)*p < 0x20)
      g_string_append_printf(out, "\\u%04x", (guint)(guchar)*p);
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

static gboolean write_lines(const KdBenchTexts *texts, const char *path)
{
  g_autoptr(GString) out = g_string_sized_new(texts->size + texts->size / 8);
  for (guint i = 0; i < texts->documents->len; i++) {
    gsize len;
    const char *text = g_bytes_get_data(g_ptr_array_index(texts->documents, i), &len);
    g_string_append_printf(out, "{\"id\": \"%u\", \"text\": ", i);
    append_quoted(out, text, len);
    g_string_append(out, "}\n");
  }
  return g_file_set_contents(path, out->str, (gssize)out->len, NULL);
}

typedef struct {
  const char *program, *input, *output;
} Files;

static gboolean run_command(const Files *f, const char *command, const char *jobs, Cost *cost)
{
  gboolean generate = strcmp(command, "generate") == 0;
  const char *const argv[] = {f->program,
                              command,
                              "--input",
                              "jsonl",
                              "-f",
                              "jsonl",
                              f->input,
                              generate ? "--all" : NULL,
                              jobs ? "--jobs" : NULL,
                              jobs,
                              NULL};
  return run(argv, f->output, cost);
}

/* Writes documents of the corpus as lines, cut to about `each` bytes where that is not 0; the largest of
 * them. 0: they cannot be written. */
static gsize write_texts(const char *corpus, gsize size, gsize each, const char *path)
{
  g_autoptr(KdBenchTexts) whole = kd_bench_texts_new(corpus, size);
  g_autoptr(KdBenchTexts) cut = each ? kd_bench_texts_cut(whole, each) : NULL;
  const KdBenchTexts *texts = cut ? cut : whole;
  return write_lines(texts, path) ? texts->largest : 0;
}

static guint print_memory(const Files *f, gsize largest, const char *name)
{
  static const char *const commands[] = {"text", "points", "generate"};
  guint beyond = 0;
  double limit = BASE_MEMORY + TIMES_LARGEST * (double)largest / MEGABYTE;
  printf("%-24s %8.1f", name, limit);
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
    Cost cost = {0};
    if (largest == 0 || !run_command(f, commands[i], NULL, &cost))
      printf(" %10s", "failed");
    else
      printf(" %10.1f%s", cost.memory, cost.memory > limit ? "*" : " ");
    beyond += cost.memory <= 0 || cost.memory > limit;
  }
  printf("\n");
  return beyond;
}

static guint print_memories(const Files *f, const char *corpus)
{
  static const struct {
    const char *name;
    guint megabytes;
    gsize each;
  } rows[] = {{"4 MB, as they are", 4, 0}, {"16 MB, as they are", 16, 0}, {"4 MB by 1 MB", 4, 1u << 20}};
  guint beyond = 0;
  printf("%-24s %8s %10s %10s %10s\n", "memory [MB]", "limit", "text", "points", "generate");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    gsize largest = write_texts(corpus, (gsize)rows[i].megabytes << 20, rows[i].each, f->input);
    beyond += print_memory(f, largest, rows[i].name);
  }
  return beyond;
}

/* Whether what two threads write is what one writes. */
static gboolean is_same(const char *a, const char *b)
{
  g_autoptr(GMappedFile) x = g_mapped_file_new(a, FALSE, NULL), y = g_mapped_file_new(b, FALSE, NULL);
  return x && y && g_mapped_file_get_length(x) == g_mapped_file_get_length(y) &&
         memcmp(g_mapped_file_get_contents(x), g_mapped_file_get_contents(y), g_mapped_file_get_length(x)) ==
             0;
}

/* The best of some runs in turn: what else runs on the machine takes the second processor. */
static guint print_jobs(const Files *f, const char *corpus, const char *second)
{
  double best[2] = {G_MAXDOUBLE, G_MAXDOUBLE};
  Files other = *f;
  other.output = second;
  gboolean fine = write_texts(corpus, 4u << 20, 0, f->input) > 0;
  for (guint i = 0; fine && i < ROUNDS; i++) {
    Cost one, two;
    fine = run_command(f, "generate", "1", &one) && run_command(&other, "generate", "2", &two);
    if (!fine)
      break;
    best[0] = MIN(best[0], one.seconds);
    best[1] = MIN(best[1], two.seconds);
  }
  gboolean same = fine && is_same(f->output, second);
  printf("generate --jobs 2: %.2f times as fast as --jobs 1, %s (%u processors; best of %u)\n",
         best[0] / best[1], same ? "same bytes" : "OTHER BYTES", g_get_num_processors(), ROUNDS);
  return !same + (best[0] < SPEED_UP * best[1]);
}

guint kd_bench_programs(const char *program, const char *corpus)
{
  g_autofree char *folder = g_dir_make_tmp("kaodian-bench-XXXXXX", NULL);
  if (folder == NULL)
    return 1;
  g_autofree char *input = g_build_filename(folder, "texts.jsonl", NULL);
  g_autofree char *output = g_build_filename(folder, "out", NULL);
  g_autofree char *second = g_build_filename(folder, "out2", NULL);
  Files f = {program, input, output};
  guint beyond = print_memories(&f, corpus) + print_jobs(&f, corpus, second);
  g_unlink(input);
  g_unlink(output);
  g_unlink(second);
  g_rmdir(folder);
  return beyond;
}
