/* Throughput, growth, memory:
 *   bench PROGRAM CORPUS [PART…]
 * The parts are speed, growth, programs and pathological; without one, all. Exit status 1 when a figure is
 * beyond its limit. */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

static gboolean is_wanted(char **parts, const char *part)
{
  return parts[0] == NULL || g_strv_contains((const char *const *)parts, part);
}

int main(int argc, char **argv)
{
  if (argc < 3) {
    fprintf(stderr, "usage: bench PROGRAM CORPUS [PART…]\n");
    return 2;
  }
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdNgrams) ngrams = kd_ngrams_open(NULL, NULL);
  KdContext ctx = {.cues = cues, .seed = 1, .ngrams = ngrams};
  char **parts = argv + 3;
  guint beyond = 0;
  if (is_wanted(parts, "speed"))
    beyond += kd_bench_speed(&ctx, argv[2]);
  if (is_wanted(parts, "growth"))
    beyond += kd_bench_growth(&ctx, argv[2]);
  if (is_wanted(parts, "programs"))
    beyond += kd_bench_programs(argv[1], argv[2]);
  if (is_wanted(parts, "pathological"))
    beyond += kd_bench_pathological(&ctx);
  printf("%u figures beyond their limits\n", beyond);
  return beyond > 0 ? 1 : 0;
}
