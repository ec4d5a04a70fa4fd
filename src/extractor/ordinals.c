#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/markers.h"
#include <string.h>

#define FAMILIES 26
#define MEMBERS_MAX 24u

/* A list that is being read: its next marker must have the next number. */
typedef struct {
  GArray *members;     /* KdSpan */
  KdSpan head, marker; /* of the first member */
  guint32 first_sentence;
  guint last;
} Open;

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 block;
  Open open[FAMILIES];
  GPtrArray *points;
} Search;

static void flush(Search *s, Open *o)
{
  if (o->members->len >= 2 && o->members->len <= MEMBERS_MAX) {
    KdPoint *p = kd_point_new(KD_POINT_ORDINALS, "ordinals");
    p->article = kd_document_block(s->document, s->block)->article;
    for (guint i = 0; i < o->members->len; i++)
      kd_point_add_member(p, g_array_index(o->members, KdSpan, i));
    KdSpan from = kd_document_sentence(s->document, o->first_sentence)->span;
    KdSpan last = g_array_index(o->members, KdSpan, o->members->len - 1);
    guint32 sentence = kd_document_find_sentence(s->document, last.start);
    p->text = kd_span(from.start, kd_span_end(kd_document_sentence(s->document, sentence)->span));
    p->head = o->head;
    p->ordered = TRUE;
    p->confidence = o->members->len > 2 ? 0.95 : 0.85;
    kd_point_add_reason(p, KD_RULE_MARKERS, o->marker);
    g_ptr_array_add(s->points, p);
  }
  g_array_set_size(o->members, 0);
  o->last = 0;
}

static guint count_in(const char *text, KdSpan s, const char *mark)
{
  guint n = 0;
  for (guint32 i = s.start; i + strlen(mark) <= kd_span_end(s); i++)
    n += memcmp(text + i, mark, strlen(mark)) == 0;
  return n;
}

/* The clause from `start` on, longer where a quotation in it goes on. */
static KdSpan read_member(const KdDocument *d, guint32 clause, guint32 start)
{
  KdSpan s = kd_span(start, kd_span_end(kd_document_clause(d, clause)->span));
  guint32 sentence = kd_document_clause(d, clause)->sentence;
  const KdSentence *within = kd_document_sentence(d, sentence);
  for (guint32 k = clause + 1; k < within->first_clause + within->n_clauses && k < clause + 4; k++) {
    if (count_in(d->text, s, "“") == count_in(d->text, s, "”"))
      break;
    s = kd_span(start, kd_span_end(kd_document_clause(d, k)->span));
  }
  return kd_span_trim_marks(d->text, kd_span_trim(d->text, s));
}

/* What governs a list whose first marker opens this clause: the clause before it. */
static KdSpan read_head(const KdDocument *d, guint32 clause)
{
  if (clause == 0)
    return (KdSpan){0, 0};
  const KdClause *this = kd_document_clause(d, clause), *before = kd_document_clause(d, clause - 1);
  const KdSentence *x = kd_document_sentence(d, before->sentence),
                   *y = kd_document_sentence(d, this->sentence);
  if (x->block != y->block || (before->sentence != this->sentence && before->mark != 0xFF1A))
    return (KdSpan){0, 0};
  return before->span;
}

/* 一是…三是…: a point was lost or the numbers are wrong; they are not made up for. */
static void report_gap(const Search *s, guint32 at)
{
  const KdDocument *d = s->document;
  KdPlace place = {d->file, kd_document_line(d, at), kd_document_column(d, at)};
  kd_findings_add(s->ctx->findings, KD_FINDING_ORDINALS_GAP, place, NULL);
}

static void look_at(Search *s, guint32 clause)
{
  const KdDocument *d = s->document;
  KdSpan span = kd_document_clause(d, clause)->span;
  KdMarker m;
  /* the mark behind the clause is wanted to tell 第一， from 第一批 */
  KdSpan seen = kd_span(span.start, MIN((guint32)d->len, kd_span_end(span) + 3));
  if (!kd_marker_read(s->ctx, d->text, seen, &m) || m.family < 'a' || m.family > 'k')
    return;
  Open *o = &s->open[m.family - 'a'];
  if (m.number == 1)
    flush(s, o);
  else if (o->last == 0 || (m.number != 0 && m.number != o->last + 1)) {
    if (o->last > 0 && m.number > o->last + 1)
      report_gap(s, span.start);
    g_array_set_size(o->members, 0);
    o->last = 0;
    return;
  }
  guint32 start = span.start + m.len;
  guint32 owner = clause;
  if (start >= kd_span_end(span)) {
    if (clause + 1 >= d->clauses->len ||
        kd_document_clause(d, clause + 1)->sentence != kd_document_clause(d, clause)->sentence)
      return;
    owner = clause + 1;
    start = kd_document_clause(d, owner)->span.start;
  }
  KdSpan member = read_member(d, owner, start);
  if (member.len == 0)
    return;
  /* ①；②…: there is nothing behind the marker before. */
  if (o->members->len && kd_span_end(g_array_index(o->members, KdSpan, o->members->len - 1)) > member.start) {
    g_array_set_size(o->members, 0);
    o->last = 0;
    return;
  }
  if (o->members->len == 0) {
    o->head = read_head(d, clause);
    o->marker = kd_span(span.start, span.start + m.len);
    o->first_sentence = kd_document_clause(d, clause)->sentence;
  }
  g_array_append_val(o->members, member);
  o->last++;
}

static void look_at_block(Search *s)
{
  const KdBlock *b = kd_document_block(s->document, s->block);
  for (guint32 i = b->first_sentence; i < b->first_sentence + b->n_sentences; i++) {
    const KdSentence *sentence = kd_document_sentence(s->document, i);
    for (guint32 c = sentence->first_clause; c < sentence->first_clause + sentence->n_clauses; c++)
      look_at(s, c);
  }
  for (guint i = 0; i < FAMILIES; i++)
    flush(s, &s->open[i]);
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .document = d, .points = points};
  for (guint i = 0; i < FAMILIES; i++)
    s.open[i].members = g_array_new(FALSE, FALSE, sizeof(KdSpan));
  for (s.block = 0; s.block < d->blocks->len; s.block++) {
    KdBlockKind kind = kd_document_block(d, s.block)->kind;
    if (kind == KD_BLOCK_PARAGRAPH || kind == KD_BLOCK_ABSTRACT)
      look_at_block(&s);
  }
  for (guint i = 0; i < FAMILIES; i++)
    g_array_unref(s.open[i].members);
}

const KdDetector kd_detector_ordinals = {.name = "ordinals", .detect = detect};
