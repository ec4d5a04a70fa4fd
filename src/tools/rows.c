#include "tools/rows.h"

#include <string.h>

static void walk_stretch(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  KdRowWalk *walk = data;
  (void)mark;
  (void)region;
  kd_list_rows_foreach(walk->finder, walk->g, stretch, walk->take, walk->data);
}

void kd_row_walk_file(KdRowWalk *walk, const char *path)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  for (guint i = 0; lines[i]; i++) {
    if (strstr(lines[i], "、") == NULL || kd_corpus_is_held_back(walk->corpus, lines[i]))
      continue;
    walk->document.text = lines[i];
    KdSpan line = {0, (guint32)strlen(lines[i])};
    g_autofree KdGlyph *glyphs = g_new(KdGlyph, line.len + 1);
    KdGlyphs g;
    kd_glyphs_read(&walk->document, line, glyphs, &g);
    walk->g = &g;
    kd_stretches_foreach(&g, walk_stretch, walk);
  }
}
