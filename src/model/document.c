#include "model/document.h"

static const char *const block_kind_names[] = {
    [KD_BLOCK_TITLE] = "title",       [KD_BLOCK_HEADING] = "heading", [KD_BLOCK_PARAGRAPH] = "paragraph",
    [KD_BLOCK_ABSTRACT] = "abstract", [KD_BLOCK_META] = "meta",       [KD_BLOCK_NOISE] = "noise",
};
G_STATIC_ASSERT(G_N_ELEMENTS(block_kind_names) == KD_BLOCK_KINDS);

static const char *const repair_kind_names[] = {
    [KD_REPAIR_PUNCTUATION] = "punctuation",
    [KD_REPAIR_WIDTH] = "width",
    [KD_REPAIR_DASH] = "dash",
    [KD_REPAIR_REORDER] = "reorder",
};
G_STATIC_ASSERT(G_N_ELEMENTS(repair_kind_names) == KD_REPAIR_KINDS);

const char *kd_block_kind_name(KdBlockKind k)
{
  return block_kind_names[k];
}

const char *kd_repair_kind_name(KdRepairKind k)
{
  return repair_kind_names[k];
}

static void clear_repair(gpointer p)
{
  KdRepair *r = p;
  g_free(r->before);
  g_free(r->after);
}

static GArray *array_of(gsize size)
{
  return g_array_new(FALSE, FALSE, (guint)size);
}

KdDocument *kd_document_new(const char *file)
{
  KdDocument *d = g_new0(KdDocument, 1);
  d->file = g_strdup(file);
  d->encoding = "UTF-8";
  d->articles = array_of(sizeof(KdArticle));
  d->blocks = array_of(sizeof(KdBlock));
  d->sentences = array_of(sizeof(KdSentence));
  d->clauses = array_of(sizeof(KdClause));
  d->repairs = array_of(sizeof(KdRepair));
  g_array_set_clear_func(d->repairs, clear_repair);
  d->anchors = array_of(sizeof(KdAnchor));
  d->broken = array_of(sizeof(KdSpan));
  d->repaired = array_of(sizeof(KdSpan));
  d->joins = array_of(sizeof(guint32));
  return d;
}

void kd_document_free(KdDocument *d)
{
  if (d == NULL)
    return;
  GArray *arrays[] = {d->articles, d->blocks, d->sentences, d->clauses, d->repairs,
                      d->anchors,  d->broken, d->joins,     d->repaired};
  for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
    g_array_unref(arrays[i]);
  g_free(d->id);
  g_free(d->file);
  g_free(d->sha256);
  g_free(d->text);
  g_free(d);
}

const KdArticle *kd_document_article(const KdDocument *d, guint32 i)
{
  g_assert(i < d->articles->len);
  return &g_array_index(d->articles, KdArticle, i);
}

const KdBlock *kd_document_block(const KdDocument *d, guint32 i)
{
  g_assert(i < d->blocks->len);
  return &g_array_index(d->blocks, KdBlock, i);
}

const KdSentence *kd_document_sentence(const KdDocument *d, guint32 i)
{
  g_assert(i < d->sentences->len);
  return &g_array_index(d->sentences, KdSentence, i);
}

const KdClause *kd_document_clause(const KdDocument *d, guint32 i)
{
  g_assert(i < d->clauses->len);
  return &g_array_index(d->clauses, KdClause, i);
}

/* The last of n ascending elements whose first guint32 is at most offset; KD_NONE when there is none. Every
 * array searched here holds structs that begin with an offset or a span. */
static guint32 last_at_or_before(const GArray *a, guint32 offset)
{
  guint32 n = kd_offsets_count(a, offset);
  return n ? n - 1 : KD_NONE;
}

static const KdAnchor *anchor_of(const KdDocument *d, guint32 offset)
{
  guint32 i = last_at_or_before(d->anchors, offset);
  return i == KD_NONE ? NULL : &g_array_index(d->anchors, KdAnchor, i);
}

guint32 kd_document_line(const KdDocument *d, guint32 offset)
{
  const KdAnchor *a = anchor_of(d, offset);
  return a ? a->line : 1;
}

guint32 kd_document_column(const KdDocument *d, guint32 offset)
{
  const KdAnchor *a = anchor_of(d, offset);
  if (a == NULL)
    return 1;
  guint32 column = a->column;
  for (guint32 i = a->offset; i < offset; i++)
    column += ((guchar)d->text[i] & 0xC0) != 0x80;
  return column;
}

/* Does one of the disjoint spans, by start, touch this one? */
static gboolean touches_any(const GArray *spans, KdSpan span)
{
  if (span.len == 0)
    return FALSE;
  guint32 i = last_at_or_before(spans, kd_span_end(span) - 1);
  return i != KD_NONE && kd_span_overlaps(g_array_index(spans, KdSpan, i), span);
}

gboolean kd_document_is_broken(const KdDocument *d, KdSpan span)
{
  return touches_any(d->broken, span);
}

gboolean kd_document_is_repaired(const KdDocument *d, KdSpan span)
{
  return touches_any(d->repaired, span);
}

static gint compare_starts(gconstpointer a, gconstpointer b)
{
  const KdSpan *x = a, *y = b;
  return x->start < y->start ? -1 : x->start > y->start;
}

void kd_document_index_repairs(KdDocument *d)
{
  g_autoptr(GArray) all = array_of(sizeof(KdSpan));
  for (guint i = 0; i < d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(d->repairs, KdRepair, i);
    if (r->applied && r->kind != KD_REPAIR_WIDTH && r->span.len)
      g_array_append_val(all, r->span);
  }
  g_array_sort(all, compare_starts);
  g_array_set_size(d->repaired, 0);
  for (guint i = 0; i < all->len; i++) {
    KdSpan s = g_array_index(all, KdSpan, i);
    KdSpan *last = d->repaired->len ? &g_array_index(d->repaired, KdSpan, d->repaired->len - 1) : NULL;
    if (last && s.start <= kd_span_end(*last))
      *last = kd_span(last->start, MAX(kd_span_end(*last), kd_span_end(s)));
    else
      g_array_append_val(d->repaired, s);
  }
}

guint32 kd_document_find_clause(const KdDocument *d, guint32 offset)
{
  guint32 i = last_at_or_before(d->clauses, offset);
  return i != KD_NONE && offset < kd_span_end(kd_document_clause(d, i)->span) ? i : KD_NONE;
}

guint32 kd_document_find_sentence(const KdDocument *d, guint32 offset)
{
  guint32 i = last_at_or_before(d->sentences, offset);
  return i != KD_NONE && offset < kd_span_end(kd_document_sentence(d, i)->span) ? i : KD_NONE;
}

guint32 kd_document_find_block(const KdDocument *d, guint32 offset)
{
  guint32 low = 0, high = d->blocks->len;
  while (low < high) {
    guint32 mid = low + (high - low) / 2;
    if (kd_span_end(kd_document_block(d, mid)->span) <= offset)
      low = mid + 1;
    else
      high = mid;
  }
  return low < d->blocks->len && kd_document_block(d, low)->span.start <= offset ? low : KD_NONE;
}

KdSpan kd_block_words(const KdBlock *b)
{
  return b->label.len ? kd_span(kd_span_end(b->label), kd_span_end(b->span)) : b->span;
}

static gboolean is_boundary(const KdDocument *d, guint32 offset)
{
  return offset <= d->len && ((guchar)d->text[offset] & 0xC0) != 0x80;
}

static void check_span(const KdDocument *d, KdSpan s)
{
  g_assert(is_boundary(d, s.start) && is_boundary(d, kd_span_end(s)));
}

static void check_sentence(const KdDocument *d, guint32 i)
{
  const KdSentence *s = kd_document_sentence(d, i);
  check_span(d, s->span);
  g_assert(s->span.len > 0);
  guint32 end = s->span.start;
  for (guint32 c = s->first_clause; c < s->first_clause + s->n_clauses; c++) {
    const KdClause *clause = kd_document_clause(d, c);
    check_span(d, clause->span);
    g_assert(clause->sentence == i && clause->span.start >= end && kd_span_contains(s->span, clause->span));
    end = kd_span_end(clause->span);
  }
}

static void check_block(const KdDocument *d, guint32 i)
{
  const KdBlock *b = kd_document_block(d, i);
  check_span(d, b->span);
  g_assert(b->article < d->articles->len);
  g_assert(b->label.len == 0 || (b->label.start == b->span.start && kd_span_contains(b->span, b->label)));
  g_assert(b->parent == KD_NONE || b->parent < i);
  g_assert(b->first_line >= 1 && b->last_line >= b->first_line);
  for (guint32 s = b->first_sentence; s < b->first_sentence + b->n_sentences; s++) {
    g_assert(kd_document_sentence(d, s)->block == i);
    g_assert(kd_span_contains(b->span, kd_document_sentence(d, s)->span));
    check_sentence(d, s);
  }
}

void kd_document_check(const KdDocument *d)
{
  g_assert(d->text && g_utf8_validate(d->text, (gssize)d->len, NULL));
  guint32 end = 0, block = 0;
  for (guint32 i = 0; i < d->blocks->len; i++) {
    g_assert(kd_document_block(d, i)->span.start >= end);
    check_block(d, i);
    end = kd_span_end(kd_document_block(d, i)->span);
  }
  for (guint32 i = 0; i < d->articles->len; i++) {
    const KdArticle *a = kd_document_article(d, i);
    g_assert(a->first_block == block);
    block += a->n_blocks;
    check_span(d, a->title);
    check_span(d, a->published);
    check_span(d, a->author);
  }
  g_assert(block == d->blocks->len);
  for (guint i = 1; i < d->anchors->len; i++)
    g_assert(g_array_index(d->anchors, KdAnchor, i).offset >=
             g_array_index(d->anchors, KdAnchor, i - 1).offset);
  for (guint i = 0; i < d->broken->len; i++) {
    KdSpan s = g_array_index(d->broken, KdSpan, i);
    check_span(d, s);
    g_assert(i == 0 || s.start >= kd_span_end(g_array_index(d->broken, KdSpan, i - 1)));
  }
}
