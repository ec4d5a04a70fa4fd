#include "extractor/lists.h"

#include "base/utf8.h"
#include "extractor/edges.h"

#define DUN 0x3001 /* 、 */
#define DASH 0x2014

#define MIN_SCORE -0.8 /* of an edge that is believed */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  KdEdges edges;
  KdRange stretch;
  GArray *chunks; /* KdRange: what stands between the 、 */
} Finder;

void kd_list_free(gpointer p)
{
  KdList *list = p;
  g_array_unref(list->members);
  g_free(list);
}

static KdRange chunk_at(const Finder *f, guint i)
{
  return g_array_index(f->chunks, KdRange, i);
}

/* 等 that closes a list, not the 等 of 平等 or 等级. */
static gboolean is_closing_deng(const Finder *f, guint i, KdRange r)
{
  if (kd_glyph_char(f->g, i) != 0x7B49)
    return FALSE;
  const KdWords *not_closing = kd_cues_get(f->ctx->cues, "deng-words");
  for (guint back = 0; back <= 2 && i >= r.a + back; back++)
    for (guint n = 2; n <= 3; n++) {
      KdRange word = {i - back, i - back + n};
      if (word.b > i && word.b <= r.b && kd_range_is(f->g, word, not_closing))
        return FALSE;
    }
  return i > r.a;
}

static gboolean find_deng(const Finder *f, KdRange r, guint *at)
{
  for (guint i = r.a; i < r.b && i < r.a + KD_MEMBER_MAX; i = kd_glyphs_skip(f->g, i, r.b))
    if (is_closing_deng(f, i, r)) {
      *at = i;
      return TRUE;
    }
  return FALSE;
}

typedef struct {
  guint n_chunks;   /* chunks before the last */
  guint split, gap; /* 0: the last chunk is one member; else where and how long the joiner in it is */
  KdEdge first, last;
  double total;
} Parse;

/* Reads the chunks from `from` on, the last one split at a joiner or not. */
static Parse parse_with(const Finder *f, guint from, KdRange last, guint split, guint gap)
{
  guint n = f->chunks->len - 1 - from;
  Parse p = {.n_chunks = n, .split = split, .gap = gap};
  KdRange middle[KD_LIST_MAX + 2];
  guint count = 0;
  for (guint i = 1; i < n; i++)
    middle[count++] = chunk_at(f, from + i);
  if (split)
    middle[count++] = (KdRange){last.a, split};
  KdModel m = kd_edges_model(&f->edges, middle, count);
  p.first = kd_edges_start(&f->edges, &m, chunk_at(f, from));
  KdRange final = {split ? split + gap : last.a, last.b};
  p.last = kd_edges_end(&f->edges, &m, final);
  p.total = MIN(p.first.score, p.last.score) + (split ? 0.0 : 0.4);
  if (split) /* the part before the joiner must look like the chunks before it */
    p.total +=
        n > 1 ? MIN(0.0, kd_edges_fit(&(KdModel){.length = kd_range_len(middle[0]), .spread = m.spread / 2},
                                      split - last.a))
              : -0.4;
  return p;
}

static void add_member(KdList *list, guint a, guint b)
{
  KdRange r = {a, b};
  g_array_append_val(list->members, r);
}

static KdList *make_list(const Finder *f, guint from, KdRange last, const Parse *p)
{
  KdList *list = g_new0(KdList, 1);
  list->members = g_array_new(FALSE, FALSE, sizeof(KdRange));
  add_member(list, p->first.at, chunk_at(f, from).b);
  for (guint i = 1; i < p->n_chunks; i++)
    add_member(list, chunk_at(f, from + i).a, chunk_at(f, from + i).b);
  if (p->split)
    add_member(list, last.a, p->split);
  add_member(list, p->split ? p->split + p->gap : last.a, p->last.at);
  list->certainty = p->first.chance * p->last.chance;
  list->tail = p->last.at;
  return list;
}

/* Takes the chunks gathered so far (the last of them ending at `end`) for a list and empties them. */
static void close_list(Finder *f, guint end, gboolean open, GPtrArray *lists)
{
  guint count = f->chunks->len;
  if (count >= 2 && count <= KD_LIST_MAX) {
    KdRange last = {chunk_at(f, count - 1).a, end};
    Parse best = {.total = -99};
    if (count >= 3)
      best = parse_with(f, 0, last, 0, 0);
    for (guint i = last.a + 1; i + 1 < last.b && i < last.a + KD_MEMBER_MAX;
         i = kd_glyphs_skip(f->g, i, last.b)) {
      guint gap = kd_range_prefix(f->g, (KdRange){i, last.b}, f->edges.joiners);
      if (gap == 0 || i + gap >= last.b)
        continue;
      Parse p = parse_with(f, 0, last, i, gap);
      if (p.total > best.total)
        best = p;
    }
    if (best.total >= MIN_SCORE) {
      KdList *list = make_list(f, 0, last, &best);
      list->open = open && list->tail == end;
      list->tail += list->open ? 1 : 0;
      g_ptr_array_add(lists, list);
    }
  }
  g_array_set_size(f->chunks, 0);
}

static void add_chunk(Finder *f, guint a, guint b)
{
  KdRange r = {a, b};
  if (b > a)
    g_array_append_val(f->chunks, r);
}

/* “A”“B”: quotations side by side are members without 、. */
static gboolean is_quote_seam(const KdGlyphs *g, guint i)
{
  return kd_glyph_char(g, i) == 0x201C && i > 0 && kd_glyph_char(g, i - 1) == 0x201D;
}

GPtrArray *kd_lists_find(const KdContext *ctx, const KdGlyphs *g, KdRange stretch)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func(kd_list_free);
  Finder f = {.ctx = ctx, .g = g, .stretch = stretch};
  kd_edges_init(&f.edges, ctx, g);
  f.chunks = g_array_new(FALSE, FALSE, sizeof(KdRange));
  gboolean quoted = stretch.a > 0 && kd_glyph_char(g, stretch.a - 1) == 0x201C; /* “发现—处置—考核” */
  guint a = stretch.a;
  for (guint i = stretch.a; i < stretch.b; i = kd_glyphs_skip(g, i, stretch.b)) {
    gboolean dun = kd_glyph_char(g, i) == DUN || (quoted && kd_glyph_char(g, i) == DASH);
    if (!dun && !is_quote_seam(g, i))
      continue;
    guint deng;
    if (f.chunks->len && find_deng(&f, (KdRange){a, i}, &deng)) {
      add_chunk(&f, a, deng);
      close_list(&f, deng, TRUE, lists);
      a = deng + 1;
    }
    add_chunk(&f, a, i);
    a = dun ? i + 1 : i;
  }
  add_chunk(&f, a, stretch.b);
  guint end = stretch.b;
  gboolean open = f.chunks->len && find_deng(&f, chunk_at(&f, f.chunks->len - 1), &end);
  close_list(&f, open ? end : stretch.b, open, lists);
  g_array_unref(f.chunks);
  return lists;
}

/* Marks between which a list must stand: clause marks and …… */
static gboolean ends_stretch(gunichar c)
{
  return kd_is_clause_mark(c) || c == 0x2026;
}

void kd_stretches_foreach(const KdGlyphs *g, KdStretchFunc func, gpointer data)
{
  g_autoptr(GArray) regions = g_array_new(FALSE, FALSE, sizeof(KdRange));
  KdRange all = {0, g->n};
  g_array_append_val(regions, all);
  for (guint k = 0; k < regions->len; k++) {
    KdRange region = g_array_index(regions, KdRange, k);
    guint a = region.a;
    for (guint i = region.a; i < region.b;) {
      guint next = kd_glyphs_skip(g, i, region.b);
      gunichar c = kd_glyph_char(g, i);
      if (next > i + 1 && c != 0x300A) {
        KdRange inner = {i + 1, next - 1};
        g_array_append_val(regions, inner);
      }
      if (next == i + 1 && ends_stretch(c)) {
        func((KdRange){a, i}, c, k, data);
        a = next;
      }
      i = next;
    }
    if (a < region.b)
      func((KdRange){a, region.b}, 0, k, data);
  }
}
