#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/lists.h"
#include "extractor/quoted.h"

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 sentence, article;
  KdSpan span;
  GPtrArray *points;
} Search;

static void add(Search *s, const KdGlyphs *g, KdRange term, double confidence)
{
  KdPoint *p = kd_point_new(KD_POINT_SHORTHAND, "shorthand");
  p->article = s->article;
  p->head = kd_range_span(g, term);
  p->text = s->span;
  p->confidence = confidence;
  g_ptr_array_add(s->points, p);
}

static void look_at(const KdGlyphs *g, KdRange r, gpointer data)
{
  Search *s = data;
  if (kd_quoted_kind(s->ctx, g, r) == KD_QUOTED_SHORTHAND)
    add(s, g, r, 0.92);
}

static void look_for_fixed(Search *s, const KdGlyphs *g)
{
  const KdWords *fixed = kd_cues_get(s->ctx->cues, "shorthand");
  for (guint i = 0; i < g->n;) {
    guint n = kd_is_han_number(kd_glyph_char(g, i)) ? kd_range_prefix(g, (KdRange){i, g->n}, fixed) : 0;
    gboolean part =
        n && ((i > 0 && kd_is_han_number(kd_glyph_char(g, i - 1))) || kd_glyph_char(g, i - 1) == 0x7B2C);
    if (n && !part)
      add(s, g, (KdRange){i, i + n}, 0.92);
    i += n ? n : 1;
  }
}

static void detect(const KdContext *ctx, const KdDocument *d, GPtrArray *points)
{
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    g_autoptr(KdGlyphs) g = kd_glyphs_new(d, sentence->span);
    Search s = {.ctx = ctx, .document = d, .sentence = i, .span = sentence->span, .points = points};
    s.article = kd_document_block(d, sentence->block)->article;
    look_for_fixed(&s, g);
    kd_quoted_foreach(g, look_at, &s);
  }
}

const KdDetector kd_detector_shorthand = {.name = "shorthand", .detect = detect};
