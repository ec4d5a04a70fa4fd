#include "extractor/lists.h"

#include "base/utf8.h"
#include "extractor/edges.h"

#define DUN 0x3001 /* 、 */
#define DASH 0x2014

#define MIN_SCORE -1.5 /* of an edge that is believed */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  KdEdges edges;
  const KdWords *pairs;
  KdRange stretch;
  GArray *chunks; /* KdRange: what stands between the 、 */
} Finder;

static void free_list(gpointer p)
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

/* Some chunks in a row, taken for a list. */
typedef struct {
  guint from, n; /* chunks */
  KdRange last;  /* the last chunk, cut short where 等 stands in it */
} Row;

/* A list of two chunks has but one member between 、 and the joiner to go by: A、B和C is read so only where
 * nothing speaks for (A、B的C)和D, 与A、B与C or verbs with objects. */
static gboolean may_split_two(const Finder *f, KdRange first, KdRange last, guint split)
{
  guint at;
  KdRange middle = {last.a, split};
  if (kd_range_find(f->g, middle, "的", &at) && !kd_range_find(f->g, first, "的", &at))
    return FALSE;
  KdRange near = {first.b > first.a + KD_MEMBER_MAX ? first.b - KD_MEMBER_MAX : first.a, first.b};
  for (guint i = near.a + 1; i < near.b; i = kd_glyphs_skip(f->g, i, near.b))
    if (kd_range_prefix(f->g, (KdRange){i, near.b}, f->edges.joiners))
      return FALSE;
  for (guint i = middle.a; i < middle.b; i = kd_glyphs_skip(f->g, i, middle.b)) /* B得到维护和… */
    if (g_utf8_strchr("是了使让把被得于为", -1, kd_glyph_char(f->g, i)))
      return FALSE;
  return kd_range_prefix(f->g, middle, f->edges.governors) < 2 || kd_range_len(middle) <= 4;
}

/* Reads a row, its last chunk split at a joiner or not. */
static Parse parse_with(const Finder *f, const Row *row, guint split, guint gap)
{
  guint n = row->n - 1;
  Parse p = {.n_chunks = n, .split = split, .gap = gap};
  KdRange middle[KD_LIST_MAX + 2];
  guint count = 0;
  for (guint i = 1; i < n; i++)
    middle[count++] = chunk_at(f, row->from + i);
  if (split)
    middle[count++] = (KdRange){row->last.a, split};
  KdModel m = kd_edges_model(&f->edges, middle, count);
  p.first = kd_edges_start(&f->edges, &m, chunk_at(f, row->from));
  KdRange final = {split ? split + gap : row->last.a, row->last.b};
  p.last = kd_edges_end(&f->edges, &m, final);
  p.total = MIN(p.first.score, p.last.score) + (split ? 0.0 : 0.4);
  if (split && n > 1) { /* the part before the joiner must look like the chunks before it */
    KdModel before = {.length = kd_range_len(middle[0]), .spread = m.spread / 2};
    p.total += kd_edges_fit(&before, split - row->last.a);
  } else if (split) {
    p.total -= may_split_two(f, chunk_at(f, row->from), row->last, split) ? 1.1 : 99;
  }
  return p;
}

/* 8.7%, 636家: what is counted or measured. */
static gboolean is_figure(const Finder *f, KdRange r)
{
  guint i = r.a;
  while (i < r.b && (g_unichar_isdigit(kd_glyph_char(f->g, i)) || kd_glyph_char(f->g, i) == '.'))
    i++;
  return i > r.a && i < r.b && g_utf8_strchr("%％万亿家倍个", -1, kd_glyph_char(f->g, i));
}

/* A、B分别增长8%、9%: phrases and figures side by side are no list. */
static gboolean mixes_figures(const Finder *f, const Row *row)
{
  guint figures = 0;
  for (guint i = 1; i < row->n; i++)
    figures += is_figure(f, chunk_at(f, row->from + i));
  return figures > 0 && figures < row->n - 1;
}

static Parse parse_row(const Finder *f, const Row *row)
{
  Parse best = {.total = -99};
  if (row->n < 2 || row->n > KD_LIST_MAX || mixes_figures(f, row))
    return best;
  if (row->n >= 3)
    best = parse_with(f, row, 0, 0);
  KdRange last = row->last;
  guint reach = MIN(last.b, last.a + KD_MEMBER_MAX);
  for (guint i = last.a + 1; i + 1 < last.b && i < reach; i = kd_glyphs_skip(f->g, i, last.b)) {
    guint gap = kd_range_prefix(f->g, (KdRange){i, last.b}, f->edges.joiners);
    if (gap == 0 || i + gap >= last.b)
      continue;
    Parse p = parse_with(f, row, i, gap);
    if (p.total > best.total)
      best = p;
  }
  return best;
}

static void add_member(KdList *list, guint a, guint b)
{
  KdRange r = {a, b};
  g_array_append_val(list->members, r);
}

static KdList *make_list(const Finder *f, const Row *row, const Parse *p)
{
  KdList *list = g_new0(KdList, 1);
  list->members = g_array_new(FALSE, FALSE, sizeof(KdRange));
  add_member(list, p->first.at, chunk_at(f, row->from).b);
  for (guint i = 1; i < p->n_chunks; i++)
    add_member(list, chunk_at(f, row->from + i).a, chunk_at(f, row->from + i).b);
  if (p->split)
    add_member(list, row->last.a, p->split);
  add_member(list, p->split ? p->split + p->gap : row->last.a, p->last.at);
  list->certainty = p->first.chance * p->last.chance * (row->n == 2 ? 0.85 : 1.0);
  list->tail = p->last.at;
  return list;
}

/* A chunk in the middle that holds the end of one list and the beginning of the next (…、C机关各司其职、…) is
 * much longer than the others. Its index; 0: none. */
static guint find_double(const Finder *f, guint count)
{
  guint longest = 1, sum = 0;
  for (guint i = 1; i + 1 < count; i++) {
    sum += kd_range_len(chunk_at(f, i));
    if (kd_range_len(chunk_at(f, i)) > kd_range_len(chunk_at(f, longest)))
      longest = i;
  }
  guint len = kd_range_len(chunk_at(f, longest));
  guint others = count > 3 ? (sum - len) / (count - 3) : kd_range_len(chunk_at(f, count - 1));
  return len >= 8 && len >= others + others / 2 + 2 ? longest : 0;
}

/* Reads the chunks as two lists that meet in a chunk, or as one that ends or begins there; FALSE where they
 * are not. */
static gboolean add_two(const Finder *f, guint meet, KdRange last, GPtrArray *lists)
{
  Row right = {meet, f->chunks->len - meet, last};
  Row left = {0, meet + 1, chunk_at(f, meet)};
  Parse first = left.n >= 3 ? parse_row(f, &left) : (Parse){.total = -99};
  Parse second = right.n >= 3 ? parse_row(f, &right) : (Parse){.total = -99};
  gboolean ends = first.total >= MIN_SCORE, begins = second.total >= MIN_SCORE;
  begins = begins && second.first.at > chunk_at(f, meet).a && (!ends || first.last.at <= second.first.at);
  /* 有文化、懂技术、会管理的人才、带头人: alone, the first one must be cut off by 的 or by a verb */
  KdRange rest = {first.last.at, chunk_at(f, meet).b};
  ends = ends && (begins || kd_glyph_char(f->g, rest.a) == 0x7684 ||
                  (first.last.chance > 0.5 && kd_range_prefix(f->g, rest, f->edges.governors) >= 2));
  if (ends)
    g_ptr_array_add(lists, make_list(f, &left, &first));
  if (begins)
    g_ptr_array_add(lists, make_list(f, &right, &second));
  return ends || begins;
}

/* Takes the chunks gathered so far (the last of them ending at `end`) for a list and empties them. */
static void close_list(Finder *f, guint end, gboolean open, GPtrArray *lists)
{
  guint count = f->chunks->len;
  if (count >= 2 && count <= KD_LIST_MAX) {
    Row row = {0, count, {chunk_at(f, count - 1).a, end}};
    guint meet = count > 3 ? find_double(f, count) : 0;
    Parse best = {.total = -99};
    if (meet == 0 || !add_two(f, meet, row.last, lists))
      best = parse_row(f, &row);
    if (best.total >= MIN_SCORE)
      g_ptr_array_add(lists, make_list(f, &row, &best));
  }
  if (lists->len) {
    KdList *list = g_ptr_array_index(lists, lists->len - 1);
    KdRange first = g_array_index(list->members, KdRange, 0);
    list->steps = kd_glyph_char(f->g, first.b) == DASH;
    if (open && list->tail == end) {
      list->open = TRUE;
      list->tail++;
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

/* 党员、干部: the 、 at i joins two words into one. */
static gboolean is_fixed_pair(const Finder *f, guint i)
{
  for (guint back = 1; back <= 4 && i >= f->stretch.a + back; back++)
    if (kd_range_prefix(f->g, (KdRange){i - back, f->stretch.b}, f->pairs) > back)
      return TRUE;
  return FALSE;
}

/* “A”“B”: quotations side by side are members without 、. */
static gboolean is_quote_seam(const KdGlyphs *g, guint i)
{
  return kd_glyph_char(g, i) == 0x201C && i > 0 && kd_glyph_char(g, i - 1) == 0x201D &&
         kd_glyphs_skip(g, i, g->n) <= i + 16;
}

/* Is there anything in the stretch that parts members? */
static gboolean may_hold_list(const KdGlyphs *g, KdRange stretch)
{
  const guint32 parting = KD_CLASS_DUN | KD_CLASS_DASH | KD_CLASS_QUOTE;
  if ((g->classes & parting) == 0)
    return FALSE;
  for (guint i = stretch.a; i < stretch.b; i++)
    if (kd_glyph(g, i)->classes & parting)
      return TRUE;
  return FALSE;
}

GPtrArray *kd_lists_find(const KdContext *ctx, const KdGlyphs *g, KdRange stretch)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func(free_list);
  if (!may_hold_list(g, stretch))
    return lists;
  Finder f = {.ctx = ctx, .g = g, .stretch = stretch};
  kd_edges_init(&f.edges, ctx, g);
  f.pairs = kd_cues_get(ctx->cues, "fixed-pairs");
  f.chunks = g_array_new(FALSE, FALSE, sizeof(KdRange));
  gboolean quoted = stretch.a > 0 && kd_glyph_char(g, stretch.a - 1) == 0x201C; /* “发现—处置—考核” */
  guint a = stretch.a;
  for (guint i = stretch.a; i < stretch.b; i = kd_glyphs_skip(g, i, stretch.b)) {
    gboolean dun = kd_glyph_char(g, i) == DUN || (quoted && kd_glyph_char(g, i) == DASH);
    if ((!dun && !is_quote_seam(g, i)) || (dun && is_fixed_pair(&f, i)))
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
