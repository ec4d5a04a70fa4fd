/* Growth: prose and pathological texts at three sizes, through the whole pipeline, each one document. Prints
 * a line a text: milliseconds at 256 kB, the time of a byte as a multiple of prose's, and t(2n)/t(n). */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

#define SMALLEST (64u << 10)
#define SIZES 3
#define ROUNDS 3
#define GROWTH_LIMIT 2.4
#define BYTE_LIMIT 10.0

typedef struct {
  const char *name;
  const char *unit; /* repeated until the size is reached */
} Text;

static const Text texts[] = {
    {"prose", "坚持系统观念，推动城乡融合发展。要健全制度、完善机制、强化保障，把各项工作落到实处。\n"},
    {"opening 《", "《"},
    {"closing 》", "》"},
    {"opening “", "“"},
    {"closing ”", "”"},
    {"opening （", "（"},
    {"nested pairs", "“《（"},
    {"、", "、"},
    {"，", "，"},
    {"。", "。"},
    {"one sentence", "推动城乡融合发展"},
    {"one list", "健全制度、"},
    {"one list of clauses", "健全制度，"},
    {"digits", "2"},
    {"figures", "增长2.5%"},
    {"spaces", " "},
    {"wraps", "推动 "},
    {"line feeds", "\n"},
    {"empty lines", "甲\n\n"},
    {"headings", "## 健全制度\n\n"},
    {"numbered headings", "一、健全制度\n"},
    {"ordinals", "一是健全制度；"},
    {"dashes", "一"},
    {"same sentence", "健全制度是推动发展的关键。"},
    {"quotations", "有人说：“健全制度，推动发展。”"},
    {"terms", "“四个全面”"},
    {"combining marks", "\u0301"},
    {"zero width", "\u200b"},
    {"Latin", "word "},
    {"carriage returns", "甲\r"},
};

static char *make_text(const char *unit, gsize size)
{
  GString *s = g_string_sized_new(size + strlen(unit));
  /* Something to read, so that no text is empty. */
  g_string_append(s, "健全制度。\n");
  while (s->len < size)
    g_string_append(s, unit);
  return g_string_free(s, FALSE);
}

/* Seconds of one run, from bytes to a set of every sound item as JSON. */
static double time_run(const KdContext *ctx, const char *text)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add(documents, g_bytes_new_static(text, strlen(text)));
  KdBenchTexts one = {.documents = documents};
  double start = kd_bench_clock();
  kd_bench_run(ctx, KD_BENCH_ITEMS, &one);
  return kd_bench_clock() - start;
}

/* Seconds of the fastest of some runs. */
static double time_text(const KdContext *ctx, const char *unit, gsize size)
{
  g_autofree char *text = make_text(unit, size);
  double best = G_MAXDOUBLE;
  for (guint i = 0; i < ROUNDS; i++)
    best = MIN(best, time_run(ctx, text));
  return best;
}

guint kd_bench_pathological(const KdContext *ctx)
{
  double prose = 0;
  guint slow = 0;
  printf("%-24s %10s %8s %8s %8s\n", "text", "256k [ms]", "x prose", "t128/t64", "t256/t128");
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    double t[SIZES];
    for (guint j = 0; j < SIZES; j++)
      t[j] = time_text(ctx, texts[i].unit, (gsize)SMALLEST << j);
    if (i == 0)
      prose = t[SIZES - 1];
    double growth = t[2] / t[1];
    /* Below a few milliseconds the ratio is noise. */
    gboolean bad = (t[2] > 0.02 && growth > GROWTH_LIMIT) || t[2] > BYTE_LIMIT * prose;
    slow += bad;
    printf("%-24s %10.1f %8.2f %8.2f %8.2f%s\n", texts[i].name, t[2] * 1000, t[2] / prose, t[1] / t[0],
           growth, bad ? "  SLOW" : "");
  }
  printf("prose: %.1f MB a second; %u of %u texts above the limits (growth %.1f, %.0f times prose)\n",
         0.25 / prose, slow, (guint)G_N_ELEMENTS(texts), GROWTH_LIMIT, BYTE_LIMIT);
  return slow;
}
