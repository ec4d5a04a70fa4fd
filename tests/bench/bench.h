#pragma once
/* Owns: nothing. What the parts of the benchmark share; used by tests/bench only. */

#include "base/context.h"

#include <time.h>

/* Texts to run over: the corpus where it is there, else prose made here. */
typedef struct {
  GPtrArray *documents; /* GBytes *, owned */
  gsize size;           /* bytes of all */
  gsize largest;        /* of one */
} KdBenchTexts;

/* Documents of about `size` bytes in all, of the corpus in the folder, taken again from the start when they
 * run out; made here where the folder is not. */
KdBenchTexts *kd_bench_texts_new(const char *corpus, gsize size);
/* The same text as documents of about `each` bytes. */
KdBenchTexts *kd_bench_texts_cut(const KdBenchTexts *texts, gsize each);
/* The same documents as pages set in columns, marks lost at line ends. */
KdBenchTexts *kd_bench_texts_damage(const KdBenchTexts *texts);
void kd_bench_texts_free(KdBenchTexts *texts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdBenchTexts, kd_bench_texts_free)

/* How far the pipeline goes. */
typedef enum { KD_BENCH_READ, KD_BENCH_POINTS, KD_BENCH_ITEMS, KD_BENCH_STAGES } KdBenchStage;

extern const char *const kd_bench_stages[KD_BENCH_STAGES];
/* Runs every document through the pipeline, from bytes up to the stage; the bytes of JSON written. */
gsize kd_bench_run(const KdContext *ctx, KdBenchStage stage, const KdBenchTexts *texts);

/* The parts, each a verb of the program; how many figures are beyond their limits. */
guint kd_bench_speed(const KdContext *ctx, const char *corpus);
guint kd_bench_growth(const KdContext *ctx, const char *corpus);
guint kd_bench_programs(const char *program, const char *corpus);
guint kd_bench_pathological(const KdContext *ctx);

/* Seconds of processor time of this process: what else runs on the machine counts little. */
static inline double kd_bench_clock(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
