#include "extractor/detector.h"
#include "extractor/quoted.h"

typedef struct {
  const KdContext *ctx;
  guint32 article;
  KdSpan sentence;
  GPtrArray *points;
} Search;

static void look_at(const KdGlyphs *g, KdRange r, gpointer data)
{
  Search *s = data;
  if (kd_quoted_kind(s->ctx, g, r) != KD_QUOTED_TERM)
    return;
  KdPoint *p = kd_point_new(KD_POINT_TERM, "term");
  p->article = s->article;
  p->head = kd_range_span(g, r);
  p->text = s->sentence;
  kd_point_add_reason(p, KD_RULE_QUOTED, (KdSpan){0, 0});
  p->confidence = kd_range_letters(g, r) <= 8 ? 0.9 : 0.75;
  g_ptr_array_add(s->points, p);
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    Search s = {ctx, kd_document_block(d, sentence->block)->article, sentence->span, points};
    kd_quoted_foreach(kd_scan_sentence(scan, i), look_at, &s);
  }
}

const KdDetector kd_detector_term = {.name = "term", .detect = detect};
