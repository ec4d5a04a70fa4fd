/* Throughput: the stages of the pipeline beside loops and libraries whose speed is known, all in one run, one
 * thread, round after round, so that what slows the machine slows them all. */
#include "bench/anchors.h"
#include "bench/bench.h"

#include <stdio.h>

#define MEGABYTE (1024.0 * 1024.0)
#define SLICE (4u << 20)
#define ROUNDS 7
#define PAGE 10000               /* bytes of a page that is damaged */
#define DAMAGED_SLICE (1u << 19) /* of them in all */
#define ROWS_MAX 16

typedef struct {
  const char *name;
  double goal; /* of the mbrtowc loop's speed; 0: none */
  KdBenchStage stage;
  void (*anchor)(KdYardTools *, const char *text, gsize len); /* NULL: it is a stage */
  double seconds[ROUNDS];
} Row;

static int compare_doubles(gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

static double median(double *values, guint n)
{
  qsort(values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* Every document from one piece of memory, as the anchors take them. */
static GString *join(const KdBenchTexts *texts)
{
  GString *all = g_string_sized_new(texts->size + texts->documents->len);
  for (guint i = 0; i < texts->documents->len; i++) {
    gsize len;
    const char *p = g_bytes_get_data(g_ptr_array_index(texts->documents, i), &len);
    g_string_append_len(all, p, (gssize)len);
    g_string_append_c(all, '\n');
  }
  return all;
}

static guint fill_rows(Row *rows)
{
  static const double goals[KD_BENCH_STAGES] = {
      [KD_BENCH_READ] = 1.5, [KD_BENCH_POINTS] = 0.8, [KD_BENCH_ITEMS] = 0.3};
  guint n = 0;
  for (guint i = 0; i < kd_yardsticks_count(); i++) {
    const KdYardstick *a = kd_yardsticks_get(i);
    rows[n++] = (Row){.name = a->name, .anchor = a->run};
  }
  for (guint i = 0; i < KD_BENCH_STAGES; i++)
    rows[n++] = (Row){.name = kd_bench_stages[i], .goal = goals[i], .stage = (KdBenchStage)i};
  g_assert(n <= ROWS_MAX);
  return n;
}

static double time_row(const Row *row, const KdContext *ctx, const KdBenchTexts *texts, const GString *all,
                       KdYardTools *tools)
{
  double start = kd_bench_clock();
  if (row->anchor)
    row->anchor(tools, all->str, all->len);
  else
    kd_bench_run(ctx, row->stage, texts);
  return kd_bench_clock() - start;
}

/* What repair adds to the reading of a page set in columns, beside the reading of the same text as it was. */
static void print_repair(const KdContext *ctx, const KdBenchTexts *texts)
{
  Row sound = {.stage = KD_BENCH_READ}, damaged = sound;
  g_autoptr(KdBenchTexts) whole = kd_bench_texts_cut(texts, PAGE);
  g_autoptr(KdBenchTexts) pages = kd_bench_texts_damage(whole);
  for (guint round = 0; round < ROUNDS; round++) {
    sound.seconds[round] = time_row(&sound, ctx, whole, NULL, NULL);
    damaged.seconds[round] = time_row(&damaged, ctx, pages, NULL, NULL);
  }
  double reading = median(sound.seconds, ROUNDS), all = median(damaged.seconds, ROUNDS);
  printf("damaged pages: read at %.1f MB/s, the same text undamaged at %.1f; repair takes %.1f times the "
         "rest (goal: "
         "at most 1)\n",
         pages->size / all / MEGABYTE, whole->size / reading / MEGABYTE, (all - reading) / reading);
}

guint kd_bench_speed(const KdContext *ctx, const char *corpus)
{
  Row rows[ROWS_MAX];
  guint n = fill_rows(rows), below = 0;
  g_autoptr(KdBenchTexts) texts = kd_bench_texts_new(corpus, SLICE);
  g_autoptr(GString) all = join(texts);
  g_autoptr(KdYardTools) tools = kd_yard_tools_new();
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n; i++)
      rows[i].seconds[round] = time_row(&rows[i], ctx, texts, all, tools);
  double base = 0;
  for (guint i = 0; i < n; i++)
    if (g_str_equal(rows[i].name, KD_YARDSTICK))
      base = all->len / median(rows[i].seconds, ROUNDS);
  printf("%u documents, %.1f MB, medians of %u rounds\n", texts->documents->len, texts->size / MEGABYTE,
         ROUNDS);
  printf("%-28s %10s %12s %6s\n", "", "MB/s", "x " KD_YARDSTICK, "goal");
  for (guint i = 0; i < n; i++) {
    double speed = all->len / median(rows[i].seconds, ROUNDS);
    printf("%-28s %10.1f %12.3f", rows[i].name, speed / MEGABYTE, speed / base);
    if (rows[i].goal > 0)
      printf(" %6.1f%s", rows[i].goal, speed < rows[i].goal * base ? "  below" : "");
    below += speed < rows[i].goal * base;
    printf("\n");
  }
  g_autoptr(KdBenchTexts) page_texts = kd_bench_texts_new(corpus, DAMAGED_SLICE);
  print_repair(ctx, page_texts);
  return below;
}
