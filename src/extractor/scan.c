#include "extractor/scan.h"

#include "base/utf8.h"

KdScan *kd_scan_new(const KdDocument *d)
{
  KdScan *scan = g_new0(KdScan, 1);
  scan->document = d;
  gsize room = kd_char_count(d->text, d->len) + d->sentences->len;
  scan->glyphs = g_new(KdGlyph, room);
  scan->sentences = g_new(KdGlyphs, d->sentences->len);
  KdGlyph *at = scan->glyphs;
  for (guint32 i = 0; i < d->sentences->len; i++) {
    KdGlyphs *g = &scan->sentences[i];
    kd_glyphs_read(d, kd_document_sentence(d, i)->span, at, g);
    at += g->n + 1;
  }
  g_assert(at <= scan->glyphs + room);
  return scan;
}

void kd_scan_free(KdScan *scan)
{
  if (scan == NULL)
    return;
  g_free(scan->glyphs);
  g_free(scan->sentences);
  g_free(scan);
}
