#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/markers.h"
#include <string.h>

#define LEAD_MAX 60u    /* letters of a lead sentence */
#define OPENING_MIN 12u /* bytes of a clause that members have in common: not 如今， */
#define LEAD_MIN 7u     /* letters of a shortened one */
#define CLAUSES_MAX 4u  /* clauses of a lead sentence that has no marker */
#define MEMBERS_MAX 40u

/* A heading or paragraph that may be a member. */
typedef struct {
  guint32 block, parent;
  KdSpan lead;     /* without marker and end mark */
  char family;     /* of its marker; 0: none */
  guint number;    /* of its marker */
  guint8 level;    /* of a heading; 0: a paragraph */
  guint letters;   /* of the lead */
  guint clauses;   /* of the lead */
  gboolean single; /* the lead is all there is */
  gboolean verbal; /* opens with a verb */
  gboolean urging; /* 做好…，必须…: an introduction rather than a measure */
  gboolean saying; /* its first clause says who says the rest */
  KdSpan opening;  /* its first clause where there are more, mark included */
  KdSpan marker;   /* 一、, 第一，; empty: none */
} Item;

/* How the items of a group belong together. */
typedef struct {
  KdPointRule rule;
  KdSpan head;
  guint32 cut; /* bytes that all leads open with and that are no part of the members */
  double confidence;
} Group;

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  GPtrArray *points;
  GArray *items; /* Item, by parent, then in order */
} Search;

static const Item *item_at(const Search *s, guint i)
{
  return &g_array_index(s->items, Item, i);
}

/* A label the reader has cut off: its family. */
static void read_label(const Search *s, const KdBlock *b, Item *item)
{
  KdMarker m;
  if (b->label.len == 0)
    return;
  item->family = 'z';
  KdSpan label = kd_span_trim(s->document->text, b->label);
  item->marker = label;
  const char *text = s->document->text;
  if (kd_marker_read(s->ctx, text, label, &m)) {
    item->family = m.family;
    item->number = m.number;
  } else if (kd_span_starts(text, label, "第") && g_strstr_len(text + label.start, (gssize)label.len, "条")) {
    item->family = 'y';
  }
}

static void read_lead(const Search *s, const KdBlock *b, Item *item)
{
  const KdDocument *d = s->document;
  const KdSentence *first = kd_document_sentence(d, b->first_sentence);
  KdSpan lead = b->kind == KD_BLOCK_HEADING ? kd_block_words(b) : first->span;
  lead = kd_span_trim(d->text, lead);
  KdMarker m;
  if (item->family == 0 && kd_marker_read(s->ctx, d->text, lead, &m)) {
    item->family = m.family;
    item->number = m.number;
    item->marker = (KdSpan){lead.start, m.len};
    lead = kd_span_trim(d->text, (KdSpan){lead.start + m.len, lead.len - m.len});
  }
  item->single = b->n_sentences == 1;
  item->lead = kd_span_trim_marks(d->text, lead);
  item->letters = kd_letter_count(d->text + item->lead.start, item->lead.len);
  item->clauses = first->n_clauses;
  for (guint32 c = first->first_clause + 1; c < first->first_clause + first->n_clauses; c++) {
    KdSpan clause = kd_document_clause(d, c)->span;
    item->urging |=
        kd_words_prefix(kd_cues_get(s->ctx->cues, "plan-openers"), d->text + clause.start, clause.len) > 0;
  }
  if (item->clauses > 1) {
    KdSpan opening = kd_document_clause(d, first->first_clause)->span;
    if (opening.start >= item->lead.start)
      item->opening = kd_span(item->lead.start, kd_document_clause(d, first->first_clause + 1)->span.start);
  }
  const char *text = d->text + item->lead.start;
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  gsize skip = kd_span_starts(d->text, item->lead, "要") ? 3 : 0;
  if (skip < item->lead.len)
    item->verbal = kd_words_prefix(governors, text + skip, item->lead.len - skip) >= 6 ||
                   kd_span_starts(d->text, (KdSpan){item->lead.start + skip, item->lead.len - skip}, "把");
  if (item->opening.len)
    item->saying = kd_words_suffix(kd_cues_get(s->ctx->cues, "speech-verbs"), d->text + item->opening.start,
                                   kd_document_clause(d, first->first_clause)->span.len) > 0;
}

/* A heading that is a number alone (一, 二, …) parts a text and says nothing. */
static gboolean is_bare_number(const char *text, KdSpan words)
{
  for (const char *p = text + words.start; p < text + kd_span_end(words); p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (kd_is_letter(c) && !kd_is_digit(c) && !kd_is_han_number(c))
      return FALSE;
  }
  return TRUE;
}

static void collect(Search *s)
{
  for (guint32 i = 0; i < s->document->blocks->len; i++) {
    const KdBlock *b = kd_document_block(s->document, i);
    if ((b->kind != KD_BLOCK_HEADING && b->kind != KD_BLOCK_PARAGRAPH) || b->n_sentences == 0)
      continue;
    Item item = {.block = i, .parent = b->parent, .level = b->kind == KD_BLOCK_HEADING ? b->level : 0};
    read_label(s, b, &item);
    read_lead(s, b, &item);
    if (!is_bare_number(s->document->text, item.lead))
      g_array_append_val(s->items, item);
  }
}

static int compare_items(gconstpointer a, gconstpointer b)
{
  const Item *x = a, *y = b;
  if (x->parent != y->parent)
    return x->parent < y->parent ? -1 : 1;
  return x->block < y->block ? -1 : x->block > y->block;
}

static KdSpan head_of(const Search *s, const Item *item)
{
  const KdBlock *b = kd_document_block(s->document, item->block);
  if (item->parent != KD_NONE)
    return kd_span_trim(s->document->text, kd_block_words(kd_document_block(s->document, item->parent)));
  return kd_document_article(s->document, b->article)->title;
}

/* The words that the rule goes by, of the group's first item. */
static KdSpan find_sign(const Search *s, KdPointRule rule, const Item *first)
{
  const char *text = s->document->text + first->lead.start;
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  switch (rule) {
  case KD_RULE_SAME_OPENING:
  case KD_RULE_SAME_SAYING:
    return first->opening;
  case KD_RULE_SAME_FRONT:
    return (KdSpan){first->lead.start, 6};
  case KD_RULE_ALL_VERBS:
    return (KdSpan){first->lead.start, (guint32)kd_words_prefix(governors, text, first->lead.len)};
  default:
    return first->marker;
  }
}

/* Appends the point made of the items whose indices are in `chosen`. */
static void add_group(Search *s, const GArray *chosen, Group group)
{
  if (chosen->len < 2 || chosen->len > MEMBERS_MAX)
    return;
  const Item *first = item_at(s, g_array_index(chosen, guint, 0));
  for (guint i = 1; i < chosen->len; i++) {
    KdSpan x = item_at(s, g_array_index(chosen, guint, i - 1))->lead,
           y = item_at(s, g_array_index(chosen, guint, i))->lead;
    const char *text = s->document->text;
    if (y.len <= group.cut || (x.len == y.len && memcmp(text + x.start, text + y.start, x.len) == 0))
      return;
  }
  KdPoint *p = kd_point_new(KD_POINT_MEASURES, "measures");
  p->article = kd_document_block(s->document, first->block)->article;
  for (guint i = 0; i < chosen->len; i++) {
    KdSpan lead = item_at(s, g_array_index(chosen, guint, i))->lead;
    kd_point_add_member(p, (KdSpan){lead.start + group.cut, lead.len - group.cut});
  }
  p->head = group.head;
  p->confidence = group.confidence;
  kd_point_add_reason(p, group.rule, find_sign(s, group.rule, first));
  g_ptr_array_add(s->points, p);
}

/* Items a … b-1 have one parent: headings of one level. */
static void find_headings(Search *s, guint a, guint b)
{
  g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(guint));
  guint8 level = 0;
  for (guint i = a; i < b; i++) {
    const Item *item = item_at(s, i);
    if (item->level == 0 || (level && item->level != level))
      continue;
    level = item->level;
    g_array_append_val(chosen, i);
  }
  if (chosen->len == 0)
    return;
  KdSpan head = head_of(s, item_at(s, g_array_index(chosen, guint, 0)));
  add_group(s, chosen, (Group){KD_RULE_HEADINGS, head, 0, 0.95});
}

/* 条 of a chapter and the like say something in common only where all open with a verb. */
static gboolean all_verbal(const Search *s, const GArray *chosen)
{
  guint n = 0;
  for (guint i = 0; i < chosen->len; i++)
    n += item_at(s, g_array_index(chosen, guint, i))->verbal;
  return n == chosen->len;
}

/* What governs numbered paragraphs: a short sentence right before that ends in ： or is a paragraph of its
 * own; else the heading. */
static KdSpan head_before(const Search *s, const Item *first)
{
  const KdDocument *d = s->document;
  if (first->block == 0)
    return head_of(s, first);
  const KdBlock *before = kd_document_block(d, first->block - 1);
  if (before->kind != KD_BLOCK_PARAGRAPH || before->n_sentences == 0 || before->parent != first->parent)
    return head_of(s, first);
  const KdSentence *last = kd_document_sentence(d, before->first_sentence + before->n_sentences - 1);
  KdSpan words = kd_span_trim_marks(d->text, last->span);
  gboolean colon = kd_span_ends(d->text, last->span, "：");
  gboolean short_one = before->n_sentences == 1 && kd_letter_count(d->text + words.start, words.len) <= 25;
  return colon || short_one ? words : head_of(s, first);
}

static void close_numbered(Search *s, GArray *chosen)
{
  if (chosen->len >= 2) {
    const Item *first = item_at(s, g_array_index(chosen, guint, 0));
    if (first->family == 'y' ? chosen->len >= 3 && all_verbal(s, chosen) : TRUE)
      add_group(s, chosen,
                (Group){KD_RULE_NUMBERED, head_before(s, first), 0, first->family == 'y' ? 0.8 : 0.95});
  }
  g_array_set_size(chosen, 0);
}

/* A long lead ends at the first mark behind which something has been said: not at 这些年，. */
static void shorten(Search *s, guint i)
{
  Item *item = &g_array_index(s->items, Item, i);
  const KdDocument *d = s->document;
  const KdSentence *first = kd_document_sentence(d, kd_document_block(d, item->block)->first_sentence);
  for (guint32 c = first->first_clause; c < first->first_clause + first->n_clauses; c++) {
    guint32 end = kd_span_end(kd_document_clause(d, c)->span);
    if (end <= item->lead.start)
      continue;
    KdSpan lead = kd_span_trim_marks(d->text, kd_span(item->lead.start, end));
    if (kd_letter_count(d->text + lead.start, lead.len) < LEAD_MIN)
      continue;
    item->lead = lead;
    return;
  }
}

static void find_numbered(Search *s, guint a, guint b)
{
  g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(guint));
  char family = 0;
  guint last = 0;
  for (guint i = a; i < b; i++) {
    const Item *item = item_at(s, i);
    if (item->level || item->family == 0)
      continue;
    gboolean next = item->family == family && (item->number == 0 || item->number == last + 1 || last == 0);
    if (!next)
      close_numbered(s, chosen);
    family = item->family;
    last = item->number;
    if (item->family == 'y' || item->letters > LEAD_MAX ||
        (item->single && item->family != 'l' && item->clauses > 2))
      shorten(s, i);
    g_array_append_val(chosen, i);
  }
  close_numbered(s, chosen);
}

static gboolean same_opening(const Search *s, const Item *x, const Item *y)
{
  const char *text = s->document->text;
  return x->opening.len && x->opening.len == y->opening.len &&
         memcmp(text + x->opening.start, text + y->opening.start, x->opening.len) == 0;
}

/* Paragraphs that open with the same clause, wherever they stand in the section. */
static void find_same_opening(Search *s, guint a, guint b, GArray *used)
{
  g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = a; i < b && i < a + 60; i++) {
    const Item *first = item_at(s, i);
    if (first->level || first->family || g_array_index(used, gboolean, i) || first->opening.len < OPENING_MIN)
      continue;
    g_array_set_size(chosen, 0);
    for (guint k = i; k < b && k < a + 60; k++)
      if (item_at(s, k)->level == 0 && same_opening(s, first, item_at(s, k)) &&
          item_at(s, k)->letters <= LEAD_MAX)
        g_array_append_val(chosen, k);
    if (chosen->len < (first->saying ? 3u : 2u))
      continue;
    for (guint k = 0; k < chosen->len; k++)
      g_array_index(used, gboolean, g_array_index(chosen, guint, k)) = TRUE;
    KdSpan head = first->saying ? kd_span_trim_marks(s->document->text, first->opening) : head_of(s, first);
    Group said = {KD_RULE_SAME_SAYING, head, first->opening.len, 0.8};
    add_group(s, chosen, first->saying ? said : (Group){KD_RULE_SAME_OPENING, head, 0, 0.9});
  }
}

static gboolean may_lead(const Item *x)
{
  return x->level == 0 && x->family == 0 && !x->single && !x->saying && !x->urging && x->letters <= 45 &&
         x->letters >= 5 && x->clauses <= CLAUSES_MAX;
}

static gboolean same_front(const Search *s, const Item *x, const Item *y)
{
  const char *text = s->document->text;
  return x->lead.len > 6 && y->lead.len > 6 && memcmp(text + x->lead.start, text + y->lead.start, 6) == 0;
}

/* Neighbouring paragraphs whose leads open alike, or, three and more, all with a verb. */
static void find_parallel(Search *s, guint a, guint b, GArray *used)
{
  g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = a; i < b;) {
      guint k = i;
      g_array_set_size(chosen, 0);
      while (k < b && may_lead(item_at(s, k)) && !g_array_index(used, gboolean, k) && item_at(s, k)->verbal &&
             (k == i || pass == 1 || same_front(s, item_at(s, i), item_at(s, k)))) {
        g_array_append_val(chosen, k);
        k++;
      }
      if (chosen->len >= (pass ? 3u : 2u)) {
        for (guint j = i; j < k; j++)
          g_array_index(used, gboolean, j) = TRUE;
        Group alike = {KD_RULE_SAME_FRONT, head_of(s, item_at(s, i)), 0, 0.9};
        Group verbal = {KD_RULE_ALL_VERBS, alike.head, 0, 0.8};
        add_group(s, chosen, pass ? verbal : alike);
      }
      i = MAX(k, i + 1);
    }
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .document = d, .points = points};
  s.items = g_array_new(FALSE, TRUE, sizeof(Item));
  collect(&s);
  g_array_sort(s.items, compare_items);
  g_autoptr(GArray) used = g_array_new(FALSE, TRUE, sizeof(gboolean));
  g_array_set_size(used, s.items->len);
  for (guint a = 0; a < s.items->len;) {
    guint b = a;
    while (b < s.items->len && item_at(&s, b)->parent == item_at(&s, a)->parent)
      b++;
    find_headings(&s, a, b);
    find_numbered(&s, a, b);
    find_same_opening(&s, a, b, used);
    find_parallel(&s, a, b, used);
    a = b;
  }
  g_array_unref(s.items);
}

const KdDetector kd_detector_measures = {.name = "measures", .detect = detect};
