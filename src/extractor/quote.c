#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"

#define CLAUSE_MAX 80u /* characters before a verb of saying in which its subject is looked for */
#define NEXT_MAX 100u  /* the same in the sentence behind one that is all quotation */
#define BEHIND_MAX 60u /* characters behind a quotation in which its speaker is looked for */

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 sentence;
  guint32 article;
  KdSpan last_head; /* speaker of the quotation before, in the same sentence */
  guint last_end;
  GPtrArray *points;
} Search;

static KdSpan span_of_words(const KdDocument *d, KdSpan within, const KdWords *words)
{
  gsize at, len;
  if (within.len == 0 || !kd_words_search(words, d->text + within.start, within.len, &at, &len))
    return (KdSpan){0, 0};
  return (KdSpan){within.start + (guint32)at, (guint32)len};
}

/* Cuts 在…中, 在…时 from the front; what is cut is the occasion. */
static KdRange cut_occasion(const KdGlyphs *g, KdRange r, KdRange *occasion)
{
  static const char *const ends[] = {"一文中", "中", "上", "时", "期间", "之际", "后"};
  if (!kd_range_starts(g, r, "在"))
    return r;
  for (guint i = r.b; i > r.a + 2; i--)
    for (guint k = 0; k < G_N_ELEMENTS(ends); k++) {
      KdRange front = {r.a, i};
      if (kd_range_ends(g, front, ends[k])) {
        *occasion = (KdRange){r.a + 1, i};
        return (KdRange){i, r.b};
      }
    }
  return r;
}

static KdRange strip_adverbs(const KdContext *ctx, const KdGlyphs *g, KdRange r)
{
  const KdWords *adverbs = kd_cues_get(ctx->cues, "speech-adverbs");
  for (;;) {
    guint n = kd_range_suffix(g, r, adverbs);
    if (n == 0)
      return r;
    r.b -= n;
  }
}

/* Where the clause that ends at i begins; titles and brackets are stepped over. */
static guint clause_start(const KdGlyphs *g, guint i)
{
  guint least = i > CLAUSE_MAX ? i - CLAUSE_MAX : 0;
  while (i > least) {
    gunichar c = kd_glyph_char(g, i - 1);
    guint partner = kd_glyph(g, i - 1)->partner;
    if (kd_is_clause_mark(c) || c == 0x201D)
      break;
    i = partner != KD_NO_PARTNER && partner < i - 1 && partner >= least ? partner : i - 1;
  }
  return i;
}

/* The last title 《…》 of the range, marks included; an empty range when there is none. */
static KdRange find_title(const KdGlyphs *g, KdRange r)
{
  for (guint i = r.b; i > r.a; i--)
    if (kd_glyph_char(g, i - 1) == 0x300B && kd_glyph(g, i - 1)->partner != KD_NO_PARTNER &&
        kd_glyph(g, i - 1)->partner >= r.a)
      return (KdRange){kd_glyph(g, i - 1)->partner, i};
  return (KdRange){0, 0};
}

/* 在《…》一文中X指出: who stands behind the occasion. */
static KdSpan speaker_before(const Search *s, const KdGlyphs *g, KdRange verb, KdSpan *where)
{
  const KdWords *speakers = kd_cues_get(s->ctx->cues, "speakers");
  KdRange clause = strip_adverbs(s->ctx, g, (KdRange){clause_start(g, verb.a), verb.a});
  KdRange title = find_title(g, clause);
  if (title.b > title.a && title.b == clause.b)
    return kd_range_span(g, title);
  KdSpan name = span_of_words(s->document, kd_range_span(g, clause), speakers);
  KdRange occasion = {0, 0};
  if (name.len) {
    KdRange behind = clause;
    while (behind.a < behind.b && kd_glyph(g, behind.a)->at < kd_span_end(name))
      behind.a++;
    cut_occasion(g, behind, &occasion);
    *where = kd_range_span(g, occasion);
    return name;
  }
  KdRange rest = strip_adverbs(s->ctx, g, cut_occasion(g, clause, &occasion));
  *where = kd_range_span(g, occasion);
  title = find_title(g, rest);
  if (title.b > title.a)
    return kd_range_span(g, title);
  if (kd_range_len(rest) >= 2 && kd_range_len(rest) <= 24)
    return kd_range_span(g, rest);
  KdRange before = {clause.a > 80 ? clause.a - 80 : 0, clause.a};
  return span_of_words(s->document, kd_range_span(g, before), speakers);
}

/* “……。”X指出: the speaker behind the quotation, in this sentence or in the next of the block. */
static KdSpan speaker_behind(const Search *s, const KdGlyphs *g, KdRange r)
{
  const KdWords *speakers = kd_cues_get(s->ctx->cues, "speakers");
  KdRange rest = {r.b + 1, MIN(g->n, r.b + 1 + BEHIND_MAX)};
  if (rest.a + 2 < g->n)
    return rest.a < rest.b ? span_of_words(s->document, kd_range_span(g, rest), speakers) : (KdSpan){0, 0};
  if (s->sentence + 1 >= s->document->sentences->len || r.a > 1)
    return (KdSpan){0, 0};
  const KdSentence *this = kd_document_sentence(s->document, s->sentence);
  const KdSentence *next = kd_document_sentence(s->document, s->sentence + 1);
  if (next->block > this->block + 1 || kd_document_block(s->document, next->block)->article != s->article)
    return (KdSpan){0, 0};
  KdSpan front = {next->span.start, MIN(next->span.len, 3 * NEXT_MAX)};
  return span_of_words(s->document, front, speakers);
}

static void look_at(const KdGlyphs *g, KdRange r, gpointer data)
{
  Search *s = data;
  if (kd_quoted_kind(s->ctx, g, r) != KD_QUOTED_SPEECH)
    return;
  KdPoint *p = kd_point_new(KD_POINT_QUOTE, "quote");
  p->article = s->article;
  p->text = kd_range_span(g, r);
  KdRange verb;
  gboolean said = kd_quoted_verb(s->ctx, g, r, &verb);
  if (said)
    p->head = speaker_before(s, g, verb, &p->occasion);
  else if (s->last_head.len && s->last_end + 2 == r.a)
    p->head = s->last_head;
  else
    p->head = speaker_behind(s, g, r);
  gboolean whole = kd_is_end_mark(kd_glyph_char(g, r.b - 1));
  p->confidence = p->head.len ? 0.95 : whole ? 0.8 : 0.6;
  s->last_head = p->head;
  s->last_end = r.b;
  g_ptr_array_add(s->points, p);
}

static void detect(const KdContext *ctx, const KdDocument *d, GPtrArray *points)
{
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    g_autoptr(KdGlyphs) g = kd_glyphs_new(d, sentence->span);
    Search s = {.ctx = ctx, .document = d, .sentence = i, .points = points};
    s.article = kd_document_block(d, sentence->block)->article;
    kd_quoted_foreach(g, look_at, &s);
  }
}

const KdDetector kd_detector_quote = {.name = "quote", .detect = detect};
