/* The texts that are measured. */
#include "bench/bench.h"

#include <string.h>

/* Prose for where there is no corpus: what the genre looks like, and no two documents the same. */
static const char *const sentences[] = {
    "坚持系统观念，推动城乡融合发展。",
    "要健全制度、完善机制、强化保障，把各项工作落到实处。",
    "会议指出，“干部敢为、地方敢闯、企业敢干、群众敢首创”是推动发展的关键。",
    "一是加强统筹协调；二是加大投入力度；三是压实各方责任。",
    "2023年，粮食产量达到1.39万亿斤，比上年增长1.3%。",
    "新质生产力是创新起主导作用的先进生产力质态。",
    "从源头抓起，从细节做起，从实事办起，群众的获得感不断增强。",
    "深入学习贯彻《中国共产党章程》，严格落实“三会一课”制度。",
};

static GBytes *make_document(guint number)
{
  GString *s = g_string_new(NULL);
  g_string_append_printf(s, "第%u期学习材料\n", number);
  for (guint i = 0; i < 24; i++) {
    g_string_append(s, sentences[(i * 5 + number * (i % 7 + 1)) % G_N_ELEMENTS(sentences)]);
    if (i % 6 == 5)
      g_string_append_c(s, '\n');
  }
  return g_string_free_to_bytes(s);
}

static void add(KdBenchTexts *t, GBytes *document)
{
  gsize size = g_bytes_get_size(document);
  g_ptr_array_add(t->documents, document);
  t->size += size;
  t->largest = MAX(t->largest, size);
}

/* What stands between empty lines is a document. */
static void add_file(KdBenchTexts *t, const char *path, gsize size)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return;
  for (const char *p = text; *p && t->size < size;) {
    const char *end = strstr(p, "\n\n");
    gsize len = end ? (gsize)(end - p) : strlen(p);
    if (len > 0)
      add(t, g_bytes_new(p, len));
    p += len + (end ? 2 : 0);
  }
}

static KdBenchTexts *new_texts(void)
{
  KdBenchTexts *t = g_new0(KdBenchTexts, 1);
  t->documents = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  return t;
}

KdBenchTexts *kd_bench_texts_new(const char *corpus, gsize size)
{
  static const char *const names[] = {"news.txt", "reports.txt"};
  KdBenchTexts *t = new_texts();
  gsize from;
  do {
    from = t->size;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
      g_autofree char *path = g_build_filename(corpus, names[i], NULL);
      add_file(t, path, size);
    }
  } while (t->size < size && t->size > from);
  for (guint i = 0; t->size < size; i++)
    add(t, make_document(i));
  return t;
}

KdBenchTexts *kd_bench_texts_cut(const KdBenchTexts *texts, gsize each)
{
  KdBenchTexts *t = new_texts();
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < texts->documents->len; i++) {
    gsize len;
    const char *p = g_bytes_get_data(g_ptr_array_index(texts->documents, i), &len);
    g_string_append_len(all, p, (gssize)len);
    g_string_append_c(all, '\n');
    if (all->len >= each || i + 1 == texts->documents->len) {
      add(t, g_bytes_new(all->str, all->len));
      g_string_truncate(all, 0);
    }
  }
  return t;
}

void kd_bench_texts_free(KdBenchTexts *t)
{
  if (t == NULL)
    return;
  g_ptr_array_unref(t->documents);
  g_free(t);
}

/* --- damaged pages ------------------------------------------------------------------------------------ */

#define COLUMN 16 /* characters */

static gboolean is_losable(gunichar c)
{
  return c == 0xFF0C || c == 0x3001 || c == 0x3002 || c == 0xFF1B || c == 0xFF1A;
}

/* A line of the text in a narrow column: a blank at every wrap; of the marks in front of one, every third is
 * lost. */
static void damage_line(GString *out, const char *p, const char *end, guint *marks)
{
  guint n = 0;
  while (p < end) {
    gunichar c = g_utf8_get_char(p);
    p = g_utf8_next_char(p);
    n++;
    gboolean wrap = n >= COLUMN && !(p < end && is_losable(g_utf8_get_char(p)));
    if (!(wrap && is_losable(c) && ++*marks % 3 == 0))
      g_string_append_unichar(out, c);
    if (!wrap)
      continue;
    n = 0;
    if (p < end)
      g_string_append_c(out, ' ');
  }
}

KdBenchTexts *kd_bench_texts_damage(const KdBenchTexts *texts)
{
  KdBenchTexts *t = new_texts();
  guint marks = 0;
  for (guint i = 0; i < texts->documents->len; i++) {
    gsize len;
    const char *p = g_bytes_get_data(g_ptr_array_index(texts->documents, i), &len), *end = p + len;
    GString *s = g_string_sized_new(len);
    while (p < end) {
      const char *stop = memchr(p, '\n', (gsize)(end - p));
      stop = stop ? stop : end;
      damage_line(s, p, stop, &marks);
      g_string_append(s, "\n\n");
      p = stop < end ? stop + 1 : end;
    }
    add(t, g_string_free_to_bytes(s));
  }
  return t;
}
