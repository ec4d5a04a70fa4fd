/* How time grows with the size: a collection of 4 to 64 MB, one large document, many small ones. */
#include "bench/bench.h"

#include <stdio.h>

#define MEGABYTE (1u << 20)
#define SMALLEST (4u << 20)
#define DOUBLINGS 5
#define LIMIT 2.1

static double time_once(const KdContext *ctx, KdBenchStage stage, const KdBenchTexts *texts)
{
  double start = kd_bench_clock();
  kd_bench_run(ctx, stage, texts);
  return kd_bench_clock() - start;
}

/* The better of two where one is short: a pause of the machine is no growth. */
static double time_texts(const KdContext *ctx, KdBenchStage stage, const KdBenchTexts *texts)
{
  double first = time_once(ctx, stage, texts);
  return first > 8 ? first : MIN(first, time_once(ctx, stage, texts));
}

static guint print_collections(const KdContext *ctx, const char *corpus)
{
  guint beyond = 0;
  double last[KD_BENCH_STAGES] = {0};
  printf("%-24s", "collection of");
  for (guint k = 0; k < KD_BENCH_STAGES; k++)
    printf(" %18s t(2n)/t(n)", kd_bench_stages[k]);
  printf("\n");
  for (guint i = 0; i < DOUBLINGS; i++) {
    g_autoptr(KdBenchTexts) texts = kd_bench_texts_new(corpus, (gsize)SMALLEST << i);
    printf("%3u MB                  ", (guint)(texts->size / MEGABYTE));
    for (guint k = 0; k < KD_BENCH_STAGES; k++) {
      double t = time_texts(ctx, (KdBenchStage)k, texts);
      /* The next collection is not quite twice the one before. */
      double growth = i ? t / last[k] * 2 : 0;
      last[k] = t / (double)texts->size * (double)((gsize)SMALLEST << (i + 1));
      printf(" %13.1f MB/s %10.2f", (double)texts->size / MEGABYTE / t, growth);
      beyond += growth > LIMIT;
    }
    printf("\n");
  }
  return beyond;
}

static void print_cut(const KdContext *ctx, const KdBenchTexts *all, const char *name, gsize each)
{
  g_autoptr(KdBenchTexts) texts = kd_bench_texts_cut(all, each);
  printf("%-24s", name);
  for (guint k = 0; k < KD_BENCH_STAGES; k++) {
    double t = time_texts(ctx, (KdBenchStage)k, texts);
    printf(" %13.1f MB/s %10s", (double)texts->size / MEGABYTE / t, "");
  }
  printf("\n");
}

guint kd_bench_growth(const KdContext *ctx, const char *corpus)
{
  guint beyond = print_collections(ctx, corpus);
  g_autoptr(KdBenchTexts) texts = kd_bench_texts_new(corpus, MEGABYTE);
  print_cut(ctx, texts, "1 MB as one document", 2 * MEGABYTE);
  print_cut(ctx, texts, "1 MB as 2 of 512 kB", MEGABYTE / 2);
  print_cut(ctx, texts, "1 MB by 100 kB", 100u << 10);
  print_cut(ctx, texts, "1 MB by 1 kB", 1u << 10);
  return beyond;
}
