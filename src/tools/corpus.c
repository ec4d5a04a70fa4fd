#include "tools/corpus.h"

#include "base/utf8.h"

#define RUN 14   /* Han characters that make two lines the same passage */
#define STRIDE 3 /* every so many characters of a corpus line a run is looked up */

struct KdCorpus {
  GHashTable *runs; /* guint64 *, owned: hashes */
};

/* The Han characters of a line. */
static GArray *han_of(const char *line)
{
  GArray *han = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (const char *p = line; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (kd_is_han(c))
      g_array_append_val(han, c);
  }
  return han;
}

static guint64 hash_run(const GArray *han, guint at)
{
  guint64 h = G_GUINT64_CONSTANT(14695981039346656037);
  for (guint i = at; i < at + RUN; i++)
    h = (h ^ g_array_index(han, gunichar, i)) * G_GUINT64_CONSTANT(1099511628211);
  return h;
}

static void hold_back(KdCorpus *c, const char *line)
{
  g_autoptr(GArray) han = han_of(line);
  for (guint i = 0; i + RUN <= han->len; i++) {
    guint64 h = hash_run(han, i);
    g_hash_table_add(c->runs, g_memdup2(&h, sizeof h));
  }
}

GStrv kd_corpus_read_lines(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, &error) || !g_utf8_validate(text, -1, NULL))
    g_error("%s: %s", path, error ? error->message : "not UTF-8");
  GStrv lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    g_strstrip(lines[i]);
  return lines;
}

KdCorpus *kd_corpus_new(const char *held_back_folder)
{
  KdCorpus *c = g_new0(KdCorpus, 1);
  c->runs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open(held_back_folder, 0, &error);
  if (dir == NULL)
    g_error("%s", error->message);
  for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
    g_autofree char *path = g_build_filename(held_back_folder, name, NULL);
    g_auto(GStrv) lines = kd_corpus_read_lines(path);
    for (guint i = 0; lines[i]; i++)
      hold_back(c, lines[i]);
  }
  return c;
}

void kd_corpus_free(KdCorpus *c)
{
  if (c == NULL)
    return;
  g_hash_table_unref(c->runs);
  g_free(c);
}

gboolean kd_corpus_is_held_back(const KdCorpus *c, const char *line)
{
  g_autoptr(GArray) han = han_of(line);
  for (guint i = 0; i + RUN <= han->len; i += STRIDE) {
    guint64 h = hash_run(han, i);
    if (g_hash_table_contains(c->runs, &h))
      return TRUE;
  }
  return FALSE;
}
