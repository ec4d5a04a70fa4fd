#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"
#include "extractor/spelled.h"
#include <string.h>

#define TERM_MAX 14u    /* characters of a term that is looked for elsewhere */
#define MISSING_MAX 64u /* terms of one article that are looked for elsewhere */

typedef struct {
  const KdContext *ctx;
  KdSpeller speller;
  guint32 sentence, article;
  KdSpan span;
  GPtrArray *points;
} Search;

static void add(Search *s, const KdGlyphs *g, KdRange term, KdPointRule rule, double confidence)
{
  KdPoint *p = kd_point_new(KD_POINT_SHORTHAND, "shorthand");
  p->article = s->article;
  p->head = kd_range_span(g, term);
  p->text = s->span;
  p->confidence = confidence;
  kd_point_add_reason(p, rule, kd_range_span(g, (KdRange){term.a, term.a + 1}));
  kd_spelled_fill(&s->speller, s->sentence, term, p);
  g_ptr_array_add(s->points, p);
}

static void look_at(const KdGlyphs *g, KdRange r, gpointer data)
{
  Search *s = data;
  if (kd_quoted_counted(g, r))
    add(s, g, (KdRange){r.a - 3, r.b + 1}, KD_RULE_NUMBER_COUNTED, 0.85);
  else if (kd_quoted_kind(s->ctx, g, r) == KD_QUOTED_SHORTHAND)
    add(s, g, r, KD_RULE_NUMBER_QUOTED, 0.92);
}

static void look_for_fixed(Search *s, const KdGlyphs *g)
{
  const KdWords *fixed = kd_cues_get(s->ctx->cues, "shorthand");
  if ((g->classes & KD_CLASS_NUMBER) == 0)
    return;
  for (guint i = 0; i < g->n;) {
    guint n = kd_glyph(g, i)->classes & KD_CLASS_NUMBER ? kd_range_prefix(g, (KdRange){i, g->n}, fixed) : 0;
    gboolean part =
        n && ((i > 0 && kd_is_han_number(kd_glyph_char(g, i - 1))) || kd_glyph_char(g, i - 1) == 0x7B2C);
    if (n && !part)
      add(s, g, (KdRange){i, i + n}, KD_RULE_NUMBER_KNOWN, 0.92);
    i += n ? n : 1;
  }
}

/* The terms whose members are not known yet. */
typedef struct {
  GHashTable *points;             /* the term's bytes → KdPoint, borrowed; of one article */
  gboolean lengths[TERM_MAX + 1]; /* in characters */
  guint32 article;
} Missing;

static void note_missing(Missing *m, const KdDocument *d, GPtrArray *points, guint from)
{
  for (guint i = from; i < points->len; i++) {
    KdPoint *p = g_ptr_array_index(points, i);
    guint n = (guint)g_utf8_strlen(d->text + p->head.start, (gssize)p->head.len);
    if (p->article != m->article)
      return;
    if (p->members->len || n > TERM_MAX || g_hash_table_size(m->points) >= MISSING_MAX)
      continue;
    char *key = kd_span_dup(d->text, p->head);
    if (g_hash_table_contains(m->points, key)) {
      g_free(key);
      continue;
    }
    m->lengths[n] = TRUE;
    g_hash_table_insert(m->points, key, p);
  }
}

/* 明确稳定、发展、生态、强边四件大事: the term without quotation marks, with its members beside it. */
static void look_for_missing(const KdSpeller *speller, guint32 sentence, const Missing *m)
{
  const KdGlyphs *g = kd_scan_sentence(speller->scan, sentence);
  const char *text = speller->scan->document->text;
  for (guint i = 0; i + 3 <= g->n; i++) {
    if ((kd_glyph(g, i)->classes & KD_CLASS_NUMBER) == 0)
      continue;
    for (guint n = 3; n <= TERM_MAX && i + n <= g->n; n++) {
      KdSpan s = kd_range_span(g, (KdRange){i, i + n});
      char key[4 * TERM_MAX + 1];
      if (!m->lengths[n] || s.len >= sizeof key)
        continue;
      memcpy(key, text + s.start, s.len);
      key[s.len] = '\0';
      KdPoint *p = g_hash_table_lookup(m->points, key);
      if (p && p->members->len == 0)
        kd_spelled_fill(speller, sentence, (KdRange){i, i + n}, p);
    }
  }
}

/* The members of a term stand beside it in one place of the article and not in others. */
static void look_elsewhere(const KdSpeller *speller, GPtrArray *points, guint from)
{
  const KdDocument *d = speller->scan->document;
  Missing m = {.points = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  for (guint32 i = 0; i < d->sentences->len && from < points->len; i++) {
    guint32 article = kd_document_block(d, kd_document_sentence(d, i)->block)->article;
    if (i == 0 || article != m.article) {
      g_hash_table_remove_all(m.points);
      memset(m.lengths, 0, sizeof m.lengths);
      m.article = article;
      while (from < points->len && ((KdPoint *)g_ptr_array_index(points, from))->article < article)
        from++;
      note_missing(&m, d, points, from);
    }
    guint32 needed = KD_CLASS_NUMBER | KD_CLASS_DUN;
    if (g_hash_table_size(m.points) && (kd_scan_sentence(speller->scan, i)->classes & needed) == needed)
      look_for_missing(speller, i, &m);
  }
  g_hash_table_unref(m.points);
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  guint from = points->len;
  g_autoptr(KdListFinder) finder = kd_list_finder_new(ctx);
  KdSpeller speller = {ctx, scan, finder};
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    const KdGlyphs *g = kd_scan_sentence(scan, i);
    Search s = {.ctx = ctx, .speller = speller, .sentence = i, .span = sentence->span, .points = points};
    s.article = kd_document_block(d, sentence->block)->article;
    look_for_fixed(&s, g);
    kd_quoted_foreach(g, look_at, &s);
  }
  look_elsewhere(&speller, points, from);
}

const KdDetector kd_detector_shorthand = {.name = "shorthand", .detect = detect};
