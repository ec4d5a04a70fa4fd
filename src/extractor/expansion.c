#include "extractor/expansion.h"

#include "base/cues.h"
#include "base/utf8.h"
#include "extractor/compound.h"
#include "extractor/counted.h"
#include <string.h>

#define COUNT_MAX 24u    /* members */
#define FRONT_FIRST 18u  /* bytes before the word in the first of two clauses */
#define FRONT_SECOND 6u  /* in the second */
#define LEAD_MAX 900u    /* bytes of what governs a list */
#define CLAUSES_MAX 120u /* behind the term */
#define LISTS_MAX 300u   /* lists of one length that are looked at for one shorthand */

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  GPtrArray *shorthand;            /* KdPoint, borrowed */
  GPtrArray *lists[COUNT_MAX + 1]; /* KdPoint, borrowed, by how many members they have */
} Search;

/* 四个自信: four, 自信. */
typedef struct {
  guint count; /* 0: not to be told, as of 三会一课 */
  KdSpan word; /* what is counted */
} Name;

static Name read_name(const Search *s, KdSpan head)
{
  static const char *const measures[] = {"个", "大", "种", "项", "条", "类", "方面"};
  const char *text = s->document->text;
  Name name = {0, {0, 0}};
  name.count = kd_counted_read(text, &head);
  for (guint i = 0; i < G_N_ELEMENTS(measures); i++)
    if (kd_span_starts(text, head, measures[i]) && head.len > strlen(measures[i])) {
      guint32 n = (guint32)strlen(measures[i]);
      name.word = (KdSpan){head.start + n, head.len - n};
      return name;
    }
  if (kd_span_has_number(text, head) || head.len == 0)
    return (Name){0, {0, 0}};
  name.word = head;
  return name;
}

static gboolean same_words(const char *text, guint32 at, KdSpan word)
{
  return memcmp(text + at, text + word.start, word.len) == 0;
}

/* 道路自信、理论自信、制度自信、文化自信: each member holds the word that is counted. */
static gboolean all_hold(const Search *s, const KdPoint *list, KdSpan head, KdSpan word)
{
  for (guint i = 0; i < list->members->len; i++) {
    KdSpan member = kd_point_member(list, i);
    if (kd_span_overlaps(member, head) || !kd_counted_holds(s->document->text, member, word))
      return FALSE;
  }
  return TRUE;
}

static void copy_members(KdPoint *p, const KdPoint *list)
{
  for (guint i = 0; i < list->members->len; i++)
    kd_point_add_member(p, kd_point_member(list, i));
}

/* What governs a list: its heading; of numbered points the words before the first, back to the beginning of
 * the sentence before. */
static KdSpan find_lead(const Search *s, const KdPoint *list)
{
  const KdDocument *d = s->document;
  if (list->kind != KD_POINT_ORDINALS)
    return list->kind == KD_POINT_MEASURES ? list->head : (KdSpan){0, 0};
  guint32 start = kd_point_member(list, 0).start;
  guint32 sentence = kd_document_find_sentence(d, start);
  const KdSentence *first = kd_document_sentence(d, sentence);
  guint32 from = first->span.start;
  if (sentence > 0 && kd_document_sentence(d, sentence - 1)->block == first->block)
    from = kd_document_sentence(d, sentence - 1)->span.start;
  return kd_span(from, start);
}

/* Is the i-th shorthand the only one of its number that is said where these points are governed? */
static gboolean governs(const Search *s, guint i, const KdPoint *list)
{
  const KdPoint *p = g_ptr_array_index(s->shorthand, i);
  KdSpan lead = find_lead(s, list);
  if (lead.len == 0 || lead.len > LEAD_MAX || !kd_span_contains(lead, p->head))
    return FALSE;
  guint from = i, to = i, same = 0;
  while (from > 0 && ((KdPoint *)g_ptr_array_index(s->shorthand, from - 1))->head.start >= lead.start)
    from--;
  while (to + 1 < s->shorthand->len &&
         ((KdPoint *)g_ptr_array_index(s->shorthand, to + 1))->head.start < kd_span_end(lead))
    to++;
  for (guint k = from; k <= to; k++)
    same += read_name(s, ((KdPoint *)g_ptr_array_index(s->shorthand, k))->head).count == list->members->len;
  return same == 1;
}

/* Clauses behind the term, up to the end of the paragraph, that open with the word that is counted. */
static void take_clauses(const Search *s, KdPoint *p, const Name *name)
{
  const KdDocument *d = s->document;
  guint32 clause = kd_document_find_clause(d, p->head.start);
  if (clause == KD_NONE || kd_letter_count(d->text + name->word.start, name->word.len) < 2)
    return;
  guint32 block = kd_document_sentence(d, kd_document_clause(d, clause)->sentence)->block;
  for (guint32 i = clause + 1; i < d->clauses->len && i < clause + CLAUSES_MAX; i++) {
    const KdClause *c = kd_document_clause(d, i);
    if (kd_document_sentence(d, c->sentence)->block != block)
      break;
    KdSpan r = kd_span_trim_marks(d->text, kd_span_trim(d->text, c->span));
    if (r.len > name->word.len && same_words(d->text, r.start, name->word))
      kd_point_add_member(p, r);
  }
  if (p->members->len != name->count)
    g_array_set_size(p->members, 0);
}

/* Where the word stands near the front of a clause: the clause from there on; empty: it does not. */
static KdSpan from_word(const Search *s, const KdClause *c, const Name *name, guint32 reach)
{
  const char *text = s->document->text;
  KdSpan r = kd_span_trim_marks(text, kd_span_trim(text, c->span));
  for (guint32 at = r.start; at <= r.start + reach && at + 2 * name->word.len < kd_span_end(r); at++)
    if (same_words(text, at, name->word))
      return kd_span(at, kd_span_end(r));
  return (KdSpan){0, 0};
}

/* 维护…，维护…: of two, neighbouring clauses that both open with the word, in the sentence of the term or
 * beside it. */
static void take_two(const Search *s, KdPoint *p, const Name *name)
{
  const KdDocument *d = s->document;
  guint32 here = kd_document_find_sentence(d, p->head.start);
  if (here == KD_NONE || kd_letter_count(d->text + name->word.start, name->word.len) < 2)
    return;
  for (guint32 i = here ? here - 1 : 0; i <= here + 1 && i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    if (sentence->block != kd_document_sentence(d, here)->block)
      continue;
    for (guint32 c = 0; c + 1 < sentence->n_clauses && c < CLAUSES_MAX; c++) {
      KdSpan x = from_word(s, kd_document_clause(d, sentence->first_clause + c), name, FRONT_FIRST);
      KdSpan y = from_word(s, kd_document_clause(d, sentence->first_clause + c + 1), name, FRONT_SECOND);
      if (x.len == 0 || y.len == 0 || kd_span_contains(x, p->head) || kd_span_contains(y, p->head))
        continue;
      kd_point_add_member(p, x);
      kd_point_add_member(p, y);
    }
  }
  if (p->members->len != 2)
    g_array_set_size(p->members, 0);
}

static void fill(const Search *s, guint index)
{
  KdPoint *p = g_ptr_array_index(s->shorthand, index);
  Name name = read_name(s, p->head);
  if (name.count == 2)
    take_two(s, p, &name);
  if (p->members->len)
    kd_point_add_reason(p, KD_RULE_EXPANDED_WORD, name.word);
  if (name.count == 0 && p->members->len == 0 && kd_compound_fill(s->document, s->lists, COUNT_MAX, p))
    return;
  if (name.count < 3 || name.count > COUNT_MAX)
    return;
  const GPtrArray *lists = s->lists[name.count];
  for (guint i = 0; i < 2 * lists->len && i < 2 * LISTS_MAX; i++) { /* those that the term governs first */
    gboolean led = i < lists->len;
    const KdPoint *list = g_ptr_array_index(lists, i % lists->len);
    if (led ? !governs(s, index, list)
            : list->article != p->article || !all_hold(s, list, p->head, name.word))
      continue;
    copy_members(p, list);
    kd_point_add_reason(p, led ? KD_RULE_EXPANDED_POINTS : KD_RULE_EXPANDED_WORD, led ? p->head : name.word);
    return;
  }
  take_clauses(s, p, &name);
  if (p->members->len)
    kd_point_add_reason(p, KD_RULE_EXPANDED_WORD, name.word);
}

static int compare_heads(gconstpointer a, gconstpointer b)
{
  const KdPoint *x = *(KdPoint *const *)a, *y = *(KdPoint *const *)b;
  return x->head.start < y->head.start ? -1 : x->head.start > y->head.start;
}

static gboolean is_list(const KdPoint *p)
{
  return p->kind == KD_POINT_MEASURES || p->kind == KD_POINT_ORDINALS || p->kind == KD_POINT_SERIES;
}

void kd_expansion_fill(const KdContext *ctx, const KdDocument *d, const GPtrArray *points)
{
  Search s = {.ctx = ctx, .document = d, .shorthand = g_ptr_array_new()};
  for (guint i = 0; i <= COUNT_MAX; i++)
    s.lists[i] = g_ptr_array_new();
  for (guint i = 0; i < points->len; i++) {
    KdPoint *p = g_ptr_array_index(points, i);
    if (is_list(p) && p->members->len <= COUNT_MAX)
      g_ptr_array_add(s.lists[p->members->len], p);
    else if (p->kind == KD_POINT_SHORTHAND)
      g_ptr_array_add(s.shorthand, p);
  }
  g_ptr_array_sort(s.shorthand, compare_heads);
  for (guint i = 0; i < s.shorthand->len; i++) {
    KdPoint *p = g_ptr_array_index(s.shorthand, i);
    if (p->members->len == 0)
      fill(&s, i);
  }
  for (guint i = 0; i <= COUNT_MAX; i++)
    g_ptr_array_unref(s.lists[i]);
  g_ptr_array_unref(s.shorthand);
}
