#include "extractor/lists.h"

#include "base/utf8.h"
#include <math.h>

#define DUN 0x3001     /* 、 */
#define MAX_REACH 40u  /* characters a member may be long */
#define MIN_SCORE 1.2  /* of an edge that is believed */
#define SURE_SCORE 4.5 /* of an edge that is beyond doubt */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  const KdWords *governors, *tails, *edges;
  KdRange stretch;
  GArray *chunks; /* KdRange: what stands between the 、 */
} Finder;

/* What the members in the middle, whose edges are certain, say about the others. */
typedef struct {
  const KdRange *middle;
  guint n;
  double length, spread;
  gboolean verbal; /* most begin with a verb */
} Model;

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
  for (guint i = r.a; i < r.b && i < r.a + MAX_REACH; i = kd_glyphs_skip(f->g, i, r.b))
    if (is_closing_deng(f, i, r)) {
      *at = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean begins_with_verb(const Finder *f, KdRange r)
{
  return kd_range_prefix(f->g, r, f->governors) >= 2;
}

static Model make_model(const Finder *f, const KdRange *middle, guint n)
{
  Model m = {.middle = middle, .n = n};
  guint least = G_MAXUINT, most = 0, verbs = 0;
  double sum = 0;
  for (guint i = 0; i < n; i++) {
    guint len = kd_range_len(middle[i]);
    least = MIN(least, len);
    most = MAX(most, len);
    sum += len;
    verbs += begins_with_verb(f, middle[i]);
  }
  m.length = sum / n;
  m.spread = most - least;
  m.verbal = 2 * verbs > n;
  return m;
}

static double length_fit(const Model *m, guint len)
{
  double off = fabs(len - m->length) * (m->length > 5 ? 5 / m->length : 1.0);
  double fit = 2.0 - 1.1 * off / (1 + 0.5 * m->spread);
  return MAX(fit, -3.0);
}

/* Share of the middle members whose n characters at the front (the back) equal those of r. */
static double same_front(const Finder *f, const Model *m, KdRange r, guint n)
{
  guint same = 0;
  for (guint i = 0; i < m->n; i++) {
    gboolean equal = kd_range_len(m->middle[i]) >= n && kd_range_len(r) >= n;
    for (guint k = 0; equal && k < n; k++)
      equal = kd_glyph_char(f->g, m->middle[i].a + k) == kd_glyph_char(f->g, r.a + k);
    same += equal;
  }
  return (double)same / m->n;
}

static double same_back(const Finder *f, const Model *m, KdRange r, guint n)
{
  guint same = 0;
  for (guint i = 0; i < m->n; i++) {
    gboolean equal = kd_range_len(m->middle[i]) >= n && kd_range_len(r) >= n;
    for (guint k = 1; equal && k <= n; k++)
      equal = kd_glyph_char(f->g, m->middle[i].b - k) == kd_glyph_char(f->g, r.b - k);
    same += equal;
  }
  return (double)same / m->n;
}

static double left_context(const Finder *f, KdRange chunk, guint s)
{
  if (s == chunk.a)
    return 1.8;
  KdRange before = {s > chunk.a + 6 ? s - 6 : chunk.a, s};
  guint n = kd_range_suffix(f->g, before, f->governors);
  if (n >= 2)
    return 1.9;
  if (kd_is_closing(kd_glyph_char(f->g, s - 1)))
    return 0.4;
  return n == 1 ? 1.2 : 0;
}

/* Does a governing word run across the place? */
static gboolean splits_word(const Finder *f, KdRange chunk, guint s)
{
  for (guint back = 1; back <= 2 && s >= chunk.a + back; back++)
    for (guint n = back + 1; n <= 4; n++) {
      KdRange word = {s - back, s - back + n};
      if (word.b <= chunk.b && kd_range_is(f->g, word, f->governors))
        return TRUE;
    }
  return FALSE;
}

static double score_first(const Finder *f, const Model *m, KdRange chunk, guint s)
{
  KdRange r = {s, chunk.b};
  if (s > chunk.a && kd_range_prefix(f->g, (KdRange){s, s + 1}, f->edges))
    return -9;
  double score = length_fit(m, kd_range_len(r)) + left_context(f, chunk, s);
  score += 1.4 * same_front(f, m, r, 1) + 0.9 * same_front(f, m, r, 2);
  if (same_back(f, m, r, 1) > 0.5)
    score += 0.6;
  gboolean verbal = begins_with_verb(f, r);
  score += verbal == m->verbal ? 0.5 : -0.7;
  if (s > chunk.a && splits_word(f, chunk, s))
    score -= 1.2;
  return score;
}

static double right_context(const Finder *f, KdRange chunk, guint e)
{
  if (e == chunk.b)
    return 1.8;
  KdRange rest = {e, MIN(chunk.b, e + 8)};
  guint n = kd_range_prefix(f->g, rest, f->tails);
  if (n)
    return n >= 2 ? 1.7 : 1.2;
  n = kd_range_prefix(f->g, rest, f->governors);
  return n >= 2 ? 1.4 : n ? 0.8 : 0;
}

static double score_last(const Finder *f, const Model *m, KdRange chunk, guint e)
{
  KdRange r = {chunk.a, e};
  if (e < chunk.b && kd_range_prefix(f->g, (KdRange){e - 1, e}, f->edges))
    return -9;
  double score = length_fit(m, kd_range_len(r)) + right_context(f, chunk, e);
  score += 1.4 * same_back(f, m, r, 1) + 0.9 * same_back(f, m, r, 2);
  if (same_front(f, m, r, 1) > 0.5)
    score += 0.6;
  return score;
}

/* No mark of a pair is left alone at an edge. */
static gboolean cuts_pair(const KdGlyphs *g, KdRange r)
{
  for (guint i = r.a; i < r.b; i++) {
    guint partner = kd_glyph(g, i)->partner;
    if (partner != KD_NO_PARTNER && (partner < r.a || partner >= r.b))
      return TRUE;
    if (partner != KD_NO_PARTNER && partner > i)
      i = partner;
  }
  return FALSE;
}

static guint best_start(const Finder *f, const Model *m, KdRange chunk, double *best)
{
  guint at = chunk.a;
  *best = -9;
  guint from = chunk.b > chunk.a + MAX_REACH ? chunk.b - MAX_REACH : chunk.a;
  for (guint s = from; s < chunk.b; s++) {
    if (cuts_pair(f->g, (KdRange){s, chunk.b}))
      continue;
    double score = score_first(f, m, chunk, s);
    if (score > *best) {
      *best = score;
      at = s;
    }
  }
  return at;
}

static guint best_end(const Finder *f, const Model *m, KdRange chunk, double *best)
{
  guint at = chunk.b;
  *best = -9;
  for (guint e = chunk.a + 1; e <= chunk.b && e <= chunk.a + MAX_REACH; e++) {
    if (cuts_pair(f->g, (KdRange){chunk.a, e}))
      continue;
    double score = score_last(f, m, chunk, e);
    if (score > *best) {
      *best = score;
      at = e;
    }
  }
  return at;
}

/* A word that joins the last member, at i: its length. */
static guint joiner_at(const Finder *f, guint i, guint end)
{
  static const char *const joiners[] = {"以及", "或者", "和", "与", "及", "或"};
  for (guint k = 0; k < G_N_ELEMENTS(joiners); k++)
    if (kd_range_starts(f->g, (KdRange){i, end}, joiners[k]))
      return k < 2 ? 2 : 1;
  return 0;
}

typedef struct {
  guint n_chunks;   /* chunks before the last */
  guint split, gap; /* 0: the last chunk is one member; else where and how long the joiner in it is */
  guint start, end;
  double first, last, total;
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
  Model m = make_model(f, middle, count);
  p.start = best_start(f, &m, chunk_at(f, from), &p.first);
  KdRange final = {split ? split + gap : last.a, last.b};
  p.end = best_end(f, &m, final, &p.last);
  p.total = MIN(p.first, p.last) + (split ? 0.0 : 0.4);
  if (split) /* the part before the joiner must look like the chunks before it */
    p.total += n > 1
                   ? MIN(0.0, length_fit(&(Model){.length = kd_range_len(middle[0]), .spread = m.spread / 2},
                                         split - last.a))
                   : -0.4;
  return p;
}

static void add_member(KdList *list, guint a, guint b)
{
  KdRange r = {a, b};
  g_array_append_val(list->members, r);
}

static double certainty_of(const Parse *p)
{
  double worst = MIN(p->first, p->last);
  return CLAMP(0.5 + (worst - MIN_SCORE) / (SURE_SCORE - MIN_SCORE) / 2, 0, 1);
}

static KdList *make_list(const Finder *f, guint from, KdRange last, const Parse *p)
{
  KdList *list = g_new0(KdList, 1);
  list->members = g_array_new(FALSE, FALSE, sizeof(KdRange));
  add_member(list, p->start, chunk_at(f, from).b);
  for (guint i = 1; i < p->n_chunks; i++)
    add_member(list, chunk_at(f, from + i).a, chunk_at(f, from + i).b);
  if (p->split)
    add_member(list, last.a, p->split);
  add_member(list, p->split ? p->split + p->gap : last.a, p->end);
  list->certainty = certainty_of(p);
  list->tail = p->end;
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
    for (guint i = last.a + 1; i + 1 < last.b && i < last.a + MAX_REACH;
         i = kd_glyphs_skip(f->g, i, last.b)) {
      guint gap = joiner_at(f, i, last.b);
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
  f.governors = kd_cues_get(ctx->cues, "governors");
  f.tails = kd_cues_get(ctx->cues, "tails");
  f.edges = kd_cues_get(ctx->cues, "edge-characters");
  f.chunks = g_array_new(FALSE, FALSE, sizeof(KdRange));
  guint a = stretch.a;
  for (guint i = stretch.a; i < stretch.b; i = kd_glyphs_skip(g, i, stretch.b)) {
    gboolean dun = kd_glyph_char(g, i) == DUN;
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
