#include "extractor/compound.h"

#include "base/utf8.h"
#include "extractor/counted.h"
#include <string.h>

#define GROUPS_MAX 4u
#define CHUNKS_MAX 60u  /* phrases of the sentences around the term */
#define TAIL_REACH 120u /* bytes between …位一体 and its members */
#define LISTS_MAX 300u  /* lists of one length that are looked at for one shorthand */

typedef struct {
  guint count;
  KdSpan word;
} Group;

typedef struct {
  const KdDocument *document;
  GPtrArray *const *lists;
  KdPoint *point;
  Group groups[GROUPS_MAX];
  guint n_groups, total;
  KdSpan region;             /* the sentence of the term and the next of its paragraph */
  KdSpan chunks[CHUNKS_MAX]; /* of the region: what stands between marks and 、 */
  guint n_chunks;
} Search;

/* 三会一课: three of 会, one of 课. FALSE: not of this form. */
static gboolean read_groups(Search *s)
{
  const char *text = s->document->text;
  KdSpan rest = s->point->head;
  while (rest.len) {
    guint count = kd_counted_read(text, &rest);
    if (count == 0 || s->n_groups == GROUPS_MAX)
      return FALSE;
    KdSpan word = {rest.start, 0};
    while (rest.len && !kd_is_han_number(kd_span_first_char(text, rest))) {
      guint32 n = (guint32)(g_utf8_next_char(text + rest.start) - (text + rest.start));
      word.len += n;
      rest = (KdSpan){rest.start + n, rest.len - n};
    }
    if (word.len == 0)
      return FALSE;
    s->groups[s->n_groups++] = (Group){count, word};
    s->total += count;
  }
  return s->n_groups >= 2 && s->total >= 3;
}

static gboolean list_holds(const Search *s, const KdPoint *list, guint from, const Group *group)
{
  for (guint i = 0; i < group->count; i++) {
    KdSpan member = kd_point_member(list, from + i);
    if (kd_span_overlaps(member, s->point->head) ||
        !kd_counted_frames(s->document->text, member, group->word))
      return FALSE;
  }
  return TRUE;
}

/* 去产能、去库存、去杠杆、降成本、补短板: one list of all. */
static gboolean take_whole_list(const Search *s)
{
  const GPtrArray *lists = s->lists[s->total];
  for (guint i = 0; i < lists->len && i < LISTS_MAX; i++) {
    const KdPoint *list = g_ptr_array_index(lists, i);
    gboolean good = list->article == s->point->article;
    for (guint g = 0, from = 0; good && g < s->n_groups; from += s->groups[g++].count)
      good = list_holds(s, list, from, &s->groups[g]);
    if (!good)
      continue;
    for (guint k = 0; k < s->total; k++)
      kd_point_add_member(s->point, kd_point_member(list, k));
    return TRUE;
  }
  return FALSE;
}

static void set_region(Search *s)
{
  const KdDocument *d = s->document;
  guint32 here = kd_document_find_sentence(d, s->point->head.start);
  if (here == KD_NONE)
    return;
  const KdSentence *this = kd_document_sentence(d, here);
  s->region = this->span;
  if (here + 1 < d->sentences->len && kd_document_sentence(d, here + 1)->block == this->block)
    s->region = kd_span(s->region.start, kd_span_end(kd_document_sentence(d, here + 1)->span));
}

/* Without 即 and 是 in front. */
static KdSpan trim_chunk(const char *text, KdSpan chunk)
{
  static const char *const fronts[] = {"即", "就是", "是", "做到", "坚持"};
  chunk = kd_span_trim_marks(text, kd_span_trim(text, chunk));
  for (guint i = 0; i < G_N_ELEMENTS(fronts); i++)
    if (kd_span_starts(text, chunk, fronts[i])) {
      guint32 n = (guint32)strlen(fronts[i]);
      return (KdSpan){chunk.start + n, chunk.len - n};
    }
  return chunk;
}

static void split_region(Search *s)
{
  const char *text = s->document->text;
  guint32 a = s->region.start, end = kd_span_end(s->region);
  for (guint32 i = a; i <= end && s->n_chunks < CHUNKS_MAX;) {
    gunichar c = i < end ? g_utf8_get_char(text + i) : 0x3002;
    guint32 next = i < end ? (guint32)(g_utf8_next_char(text + i) - text) : i + 1;
    if (kd_is_clause_mark(c) || c == 0x3001 || c == 0xFF08 || c == 0xFF09) {
      KdSpan chunk = trim_chunk(text, kd_span(a, i));
      KdSpan head = s->point->head; /* C“三X”: the chunk ends where the term begins */
      if (kd_span_overlaps(chunk, head))
        chunk = head.start > chunk.start + 3 ? kd_span(chunk.start, head.start - 3) : (KdSpan){0, 0};
      if (chunk.len)
        s->chunks[s->n_chunks++] = chunk;
      a = next;
    }
    i = next;
  }
}

/* A list of the group's length behind `from` in the region, all of whose members, or what closes it
 * (A、B、C有保障), hold the word. */
static const KdPoint *find_list(const Search *s, const Group *group, guint32 from)
{
  const GPtrArray *lists = s->lists[group->count];
  const char *text = s->document->text;
  for (guint i = 0; i < lists->len; i++) {
    const KdPoint *list = g_ptr_array_index(lists, i);
    guint32 start = kd_point_member(list, 0).start;
    if (start >= kd_span_end(s->region))
      break;
    if (start < from || list->kind != KD_POINT_SERIES)
      continue;
    guint32 end = kd_span_end(kd_point_member(list, group->count - 1));
    KdSpan tail = kd_span(end, MIN(end + 3 + group->word.len, kd_span_end(s->region)));
    if (list_holds(s, list, 0, group))
      return list;
    if (group->word.len > 3 && tail.len == 3 + group->word.len &&
        memcmp(text + tail.start + 3, text + group->word.start, group->word.len) == 0)
      return list;
  }
  return NULL;
}

/* The word at an edge of the chunk; of the first of several inside, too, where the next opens with it. */
static gboolean chunk_holds(const Search *s, guint i, guint k, const Group *group)
{
  const char *text = s->document->text;
  KdSpan chunk = s->chunks[i + k];
  if (kd_counted_frames(text, chunk, group->word))
    return TRUE;
  return k == 0 && group->count > 1 && kd_counted_holds(text, chunk, group->word) &&
         memcmp(text + s->chunks[i + 1].start, text + group->word.start, group->word.len) == 0;
}

/* As many chunks in a row behind `from` as the group has, each with the word; the index of the first, or
 * n_chunks. */
static guint find_chunks(const Search *s, const Group *group, guint32 from)
{
  for (guint i = 0; i + group->count <= s->n_chunks; i++) {
    guint k = 0;
    while (k < group->count && s->chunks[i].start >= from && chunk_holds(s, i, k, group))
      k++;
    if (k == group->count)
      return i;
  }
  return s->n_chunks;
}

/* 脱贫群众不愁吃、不愁穿: from the word on, where the next opens with it. */
static KdSpan cut_to_word(const Search *s, guint i, const Group *group)
{
  const char *text = s->document->text;
  KdSpan chunk = s->chunks[i];
  if (group->count < 2 ||
      memcmp(text + s->chunks[i + 1].start, text + group->word.start, group->word.len) != 0)
    return chunk;
  for (guint32 at = chunk.start; at + group->word.len < kd_span_end(chunk); at++)
    if (memcmp(text + at, text + group->word.start, group->word.len) == 0)
      return kd_span(at, kd_span_end(chunk));
  return chunk;
}

/* Group by group, a list or chunks in a row; those of the next group stand behind those of the one before. */
static gboolean take_groups(Search *s)
{
  guint32 from = s->region.start;
  for (guint g = 0; g < s->n_groups; g++) {
    const Group *group = &s->groups[g];
    const KdPoint *list = group->count >= 3 ? find_list(s, group, from) : NULL;
    guint first = list ? s->n_chunks : find_chunks(s, group, from);
    if (list == NULL && first == s->n_chunks) {
      g_array_set_size(s->point->members, 0);
      return FALSE;
    }
    for (guint k = 0; k < group->count; k++) {
      KdSpan chunk = list ? kd_point_member(list, k) : s->chunks[first + k];
      kd_point_add_member(s->point, list || k ? chunk : cut_to_word(s, first, group));
    }
    from = kd_span_end(kd_point_member(s->point, s->point->members->len - 1));
  }
  return TRUE;
}

/* 五位一体: a list of five around the term whose members end with the same word. */
static gboolean take_same_tail(const Search *s, guint count)
{
  const char *text = s->document->text;
  const GPtrArray *lists = s->lists[count];
  for (guint i = 0; i < lists->len && i < LISTS_MAX; i++) {
    const KdPoint *list = g_ptr_array_index(lists, i);
    KdSpan first = kd_point_member(list, 0);
    KdSpan head = s->point->head;
    guint32 apart = first.start > head.start ? first.start - kd_span_end(head) : head.start - first.start;
    gboolean good = kd_span_contains(s->region, first) && first.len > 6 && apart <= TAIL_REACH;
    for (guint k = 1; good && k < count; k++) {
      KdSpan member = kd_point_member(list, k);
      good = member.len > 6 && memcmp(text + kd_span_end(member) - 6, text + kd_span_end(first) - 6, 6) == 0;
    }
    if (!good)
      continue;
    for (guint k = 0; k < count; k++)
      kd_point_add_member(s->point, kd_point_member(list, k));
    return TRUE;
  }
  return FALSE;
}

gboolean kd_compound_fill(const KdDocument *d, GPtrArray *const *lists, guint most, KdPoint *p)
{
  Search s = {.document = d, .lists = lists, .point = p};
  set_region(&s);
  KdSpan rest = p->head;
  guint count = kd_counted_read(d->text, &rest);
  gboolean found = FALSE;
  if (kd_span_ends(d->text, p->head, "位一体") && rest.len == strlen("位一体"))
    found = count >= 3 && count <= most && take_same_tail(&s, count);
  else if (read_groups(&s) && s.total <= most) {
    split_region(&s);
    found = take_whole_list(&s) || take_groups(&s);
  }
  if (found)
    kd_point_add_reason(p, KD_RULE_EXPANDED_WORD, p->head);
  return found;
}
