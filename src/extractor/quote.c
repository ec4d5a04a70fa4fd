#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"

#define CLAUSE_MAX 80u /* characters before a verb of saying in which its subject is looked for */
#define NEXT_MAX 100u  /* the same in the sentence behind one that is all quotation */
#define BETWEEN_MAX 6u /* bytes between quotations of one speaker */
#define BEHIND_MAX 60u /* characters behind a quotation in which its speaker is looked for */

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 sentence;
  guint32 article;
  KdSpan last_head; /* speaker of the quotation before, in the same block */
  guint32 last_end; /* byte behind its closing mark */
  GPtrArray *points;
} Search;

/* The first known speaker in the span; an entry with a value only begins like one (马克思主义). */
static KdSpan find_speaker(const Search *s, KdSpan within)
{
  const KdWords *speakers = kd_cues_get(s->ctx->cues, "speakers");
  const char *text = s->document->text;
  gsize at, len;
  while (within.len && kd_words_search(speakers, text + within.start, within.len, &at, &len)) {
    KdSpan found = {within.start + (guint32)at, (guint32)len};
    const char *value = kd_words_value(speakers, text + found.start, found.len);
    if (value[0] == '\0')
      return found;
    within = kd_span(kd_span_end(found), kd_span_end(within));
  }
  return (KdSpan){0, 0};
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
  KdRange clause = strip_adverbs(s->ctx, g, (KdRange){clause_start(g, verb.a), verb.a});
  KdRange title = find_title(g, clause);
  if (title.b > title.a && title.b == clause.b)
    return kd_range_span(g, title);
  KdSpan name = find_speaker(s, kd_range_span(g, clause));
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
  return find_speaker(s, kd_range_span(g, before));
}

/* Who speaks in the range that follows a quotation: the subject of a verb of saying that ends its first
 * clause, else the first known speaker. */
static KdSpan speaker_of(const Search *s, const KdGlyphs *g, KdRange r)
{
  if (r.a >= r.b)
    return (KdSpan){0, 0};
  guint end = r.a;
  while (end < r.b && !kd_is_clause_mark(kd_glyph_char(g, end)))
    end = kd_glyphs_skip(g, end, r.b);
  KdRange clause = {r.a, end};
  guint verb = kd_range_suffix(g, clause, kd_cues_get(s->ctx->cues, "speech-verbs"));
  if (verb == 0 || verb >= kd_range_len(clause))
    return find_speaker(s, kd_range_span(g, r));
  KdSpan where;
  return speaker_before(s, g, (KdRange){end - verb, end}, &where);
}

/* “……。”X指出: the speaker behind the quotation, in this sentence or, where the quotation is all of it, in
 * the next. */
static KdSpan speaker_behind(const Search *s, const KdGlyphs *g, KdRange r)
{
  KdRange rest = {MIN(g->n, r.b + 1), MIN(g->n, r.b + 1 + BEHIND_MAX)};
  if (r.b + 3 < g->n)
    return speaker_of(s, g, rest);
  const KdDocument *d = s->document;
  if (s->sentence + 1 >= d->sentences->len || r.a > 1)
    return (KdSpan){0, 0};
  const KdSentence *this = kd_document_sentence(d, s->sentence),
                   *next = kd_document_sentence(d, s->sentence + 1);
  if (next->block > this->block + 1 || kd_document_block(d, next->block)->article != s->article)
    return (KdSpan){0, 0};
  guint32 end = kd_span_end(next->span), len = MIN(next->span.len, 4 * NEXT_MAX);
  while (next->span.start + len < end && ((guchar)d->text[next->span.start + len] & 0xC0) == 0x80)
    len++;
  KdGlyph glyphs[4 * NEXT_MAX + 4];
  KdGlyphs front;
  kd_glyphs_read(d, (KdSpan){next->span.start, len}, glyphs, &front);
  return speaker_of(s, &front, (KdRange){0, MIN(front.n, NEXT_MAX)});
}

/* “…”“…”, “…”、“…”: nothing but marks stands between the quotation before and this one. */
static gboolean follows_quotation(const Search *s, guint32 open)
{
  const char *text = s->document->text;
  if (s->last_head.len == 0 || open < s->last_end || open > s->last_end + BETWEEN_MAX)
    return FALSE;
  for (const char *p = text + s->last_end; p < text + open; p = g_utf8_next_char(p))
    if (kd_is_letter(g_utf8_get_char(p)))
      return FALSE;
  return TRUE;
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
  KdPointRule found_by = KD_RULE_SPEAKER_BEHIND;
  gboolean said = kd_quoted_verb(s->ctx, g, r, &verb);
  if (said) {
    p->head = speaker_before(s, g, verb, &p->occasion);
    found_by = KD_RULE_SPEAKER_BEFORE;
  } else if (follows_quotation(s, kd_glyph(g, r.a - 1)->at)) {
    p->head = s->last_head;
    found_by = KD_RULE_SPEAKER_SAME;
  } else {
    p->head = speaker_behind(s, g, r);
  }
  kd_point_add_reason(p, said ? KD_RULE_SPEECH_VERB : KD_RULE_WHOLE_CLAUSE,
                      said ? kd_range_span(g, verb) : (KdSpan){0, 0});
  if (p->head.len)
    kd_point_add_reason(p, found_by, p->head);
  gboolean whole = kd_is_end_mark(kd_glyph_char(g, r.b - 1));
  p->confidence = p->head.len ? 0.95 : whole ? 0.8 : 0.6;
  s->last_head = p->head;
  s->last_end = kd_glyph(g, r.b)->at + 3;
  g_ptr_array_add(s->points, p);
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .document = d, .points = points};
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    if (i == 0 || kd_document_sentence(d, i - 1)->block != sentence->block)
      s.last_head = (KdSpan){0, 0};
    s.sentence = i;
    s.article = kd_document_block(d, sentence->block)->article;
    kd_quoted_foreach(kd_scan_sentence(scan, i), look_at, &s);
  }
}

const KdDetector kd_detector_quote = {.name = "quote", .detect = detect};
