#include "extractor/lists.h"

#include "base/utf8.h"
#include "extractor/edges.h"
#include <math.h>
#include <string.h>

#define DUN 0x3001 /* 、 */
#define DASH 0x2014

#define MEETING_LEAST 3u /* chunks of two lists that meet */
#define LEAST_CHANCE 0.1 /* that there is a list, for it to be handed on */

/* Words in the table of weights. */
static const char *const parse_words[] = {
#define FEATURE(name, word, comment) word,
    KD_PARSE_FEATURES(FEATURE)
#undef FEATURE
};

struct KdListFinder {
  KdKin *kin;
  double weights[KD_PARSE_COUNT];
  KdEdges edges;
  const KdWords *pairs, *not_closing;
  /* of the stretch looked at */
  const KdGlyphs *g;
  KdRange stretch;
  GArray *chunks; /* KdRange: what stands between the 、 */
};

typedef KdListFinder Finder;

const char *kd_parse_feature_word(guint feature)
{
  return parse_words[feature];
}

/* Weights without the table of n-grams and with it; read once, as those of edges are. */
static const double *get_weights(const KdWords *table, gboolean ngrams)
{
  static double all[2][KD_PARSE_COUNT];
  static gsize ready;
  if (g_once_init_enter(&ready)) {
    for (guint i = 0; i < 2 * KD_PARSE_COUNT; i++) {
      g_autofree char *key =
          g_strdup_printf("parse-%s%s", parse_words[i % KD_PARSE_COUNT], i < KD_PARSE_COUNT ? "-alone" : "");
      const char *value = kd_words_value(table, key, strlen(key));
      all[i / KD_PARSE_COUNT][i % KD_PARSE_COUNT] = value ? g_ascii_strtod(value, NULL) : 0;
    }
    g_once_init_leave(&ready, 1);
  }
  return all[ngrams];
}

KdListFinder *kd_list_finder_new(const KdContext *ctx)
{
  KdListFinder *f = g_new0(KdListFinder, 1);
  f->kin = kd_kin_new();
  kd_edges_init(&f->edges, ctx, f->kin);
  const double *weights = get_weights(kd_cues_get(ctx->cues, "edge-weights"), ctx->ngrams != NULL);
  memcpy(f->weights, weights, sizeof f->weights);
  f->pairs = kd_cues_get(ctx->cues, "fixed-pairs");
  f->not_closing = kd_cues_get(ctx->cues, "deng-words");
  f->chunks = g_array_new(FALSE, FALSE, sizeof(KdRange));
  return f;
}

void kd_list_finder_free(KdListFinder *f)
{
  if (f == NULL)
    return;
  g_array_unref(f->chunks);
  kd_kin_free(f->kin);
  g_free(f);
}

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
  return kd_glyph_char(f->g, i) == 0x7B49 && i > r.a && !kd_range_covers(f->g, r, i, f->not_closing);
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

/* One way to read a row. */
typedef struct {
  guint n_chunks;   /* chunks before the last */
  guint split, gap; /* 0: the last chunk is one member; else where and how long the joiner in it is */
  KdEdge first, last;
  double score, chance; /* of all ways to read the row, and that there is no list in it */
} Parse;

/* Some chunks in a row, taken for a list. */
typedef struct {
  guint from, n; /* chunks */
  KdRange last;  /* the last chunk, cut short where 等 stands in it */
  gboolean open; /* 等 follows */
} Row;

static gboolean holds_joiner(const Finder *f, KdRange r)
{
  for (guint i = r.a + 1; i + 1 < r.b; i = kd_glyphs_skip(f->g, i, r.b))
    if (kd_edges_joiner(&f->edges, r, i))
      return TRUE;
  return FALSE;
}

static gboolean holds_any(const Finder *f, KdRange r, const char *set)
{
  for (guint i = r.a; i < r.b; i = kd_glyphs_skip(f->g, i, r.b))
    if (g_utf8_strchr(set, -1, kd_glyph_char(f->g, i)))
      return TRUE;
  return FALSE;
}

/* A list of two chunks has but one member between 、 and the joiner to go by: what speaks against A、B和C
 * being one, as in (A、B的C)和D, verbs with objects, B得到维护和…. */
static void weigh_two(const Finder *f, KdRange first, KdRange middle, double *x)
{
  x[KD_PARSE_TWO] = 1;
  x[KD_PARSE_TWO_DE] = holds_any(f, middle, "的") && !holds_any(f, first, "的");
  x[KD_PARSE_TWO_VERB] = holds_any(f, middle, "是了使让把被得于为");
  x[KD_PARSE_TWO_GOVERNED] =
      kd_range_prefix(f->g, middle, f->edges.governors) >= 2 && kd_range_len(middle) > 4;
}

/* A与B、C与D are two pairs. */
static gboolean is_pair_of_pairs(const Finder *f, const Row *row)
{
  KdRange first = chunk_at(f, row->from);
  KdRange near = {first.b > first.a + KD_MEMBER_MAX ? first.b - KD_MEMBER_MAX : first.a, first.b};
  return row->n == 2 && holds_joiner(f, near);
}

/* How well a member goes with those of the model at both ends. */
static double weigh_kin(const Finder *f, const KdModel *m, KdRange member, guint side)
{
  KdKinPlace place = kd_kin_place(f->edges.kin, f->g, member, side);
  return CLAMP(kd_kin_product(&place, &m->kin[side]), -6.0, 6.0) / 2;
}

/* What speaks for a row being read so. */
static void weigh_parse(const Finder *f, const Row *row, const Parse *p, const KdModel *m, double *x)
{
  guint n = row->n - 1;
  KdRange first = {p->first.at, chunk_at(f, row->from).b};
  KdRange last = {p->split ? p->split + p->gap : row->last.a, p->last.at};
  x[KD_PARSE_LIST] = 1;
  x[KD_PARSE_FIRST] = MAX(log(p->first.chance), -4.0);
  x[KD_PARSE_LAST] = MAX(log(p->last.chance), -4.0);
  x[KD_PARSE_SCORE] = MIN(p->first.score, p->last.score) / 4;
  x[KD_PARSE_SPLIT] = p->split > 0;
  x[KD_PARSE_OPEN] = row->open;
  x[KD_PARSE_MANY] = n > 2;
  x[KD_PARSE_KIN_FIRST] = weigh_kin(f, m, first, 1);
  x[KD_PARSE_KIN_LAST] = weigh_kin(f, m, last, 0);
  if (p->split && n == 1)
    weigh_two(f, chunk_at(f, row->from), (KdRange){row->last.a, p->split}, x);
  if (p->split && n > 1) { /* the part before the joiner must look like the chunks before it */
    KdRange before = {row->last.a, p->split};
    KdModel others = {.length = kd_range_len(chunk_at(f, row->from + 1)), .spread = m->spread / 2};
    x[KD_PARSE_BEFORE] = kd_edges_fit(&others, kd_range_len(before));
    x[KD_PARSE_KIN_BEFORE] = weigh_kin(f, m, before, 1);
  }
  if (!p->split) { /* A、B、C和D: C和D is one member only where others are such */
    KdRange reach = {row->last.a, MIN(row->last.b, row->last.a + KD_MEMBER_MAX)};
    x[KD_PARSE_UNSPLIT] = holds_joiner(f, last);
    x[KD_PARSE_UNSPLIT_REST] = holds_joiner(f, reach);
  }
}

/* Reads a row, its last chunk split at a joiner or not. */
static Parse parse_with(const Finder *f, const Row *row, guint split, guint gap, double *x)
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
  p.first = kd_edges_find(&f->edges, &m, chunk_at(f, row->from), KD_EDGE_FIRST);
  KdRange final = {split ? split + gap : row->last.a, row->last.b};
  p.last = kd_edges_find(&f->edges, &m, final, KD_EDGE_LAST);
  weigh_parse(f, row, &p, &m, x);
  for (guint i = 0; i < KD_PARSE_COUNT; i++)
    p.score += x[i] * f->weights[i];
  return p;
}

/* 8.7%, 636家: does something counted or measured stand at glyph i? */
static gboolean is_figure_at(const Finder *f, guint i, guint end)
{
  guint from = i;
  while (i < end && (g_unichar_isdigit(kd_glyph_char(f->g, i)) || kd_glyph_char(f->g, i) == '.'))
    i++;
  return i > from && i < end && g_utf8_strchr("%％万亿元家倍个件场次吨公人岁", -1, kd_glyph_char(f->g, i));
}

/* A、B分别增长8%、9%; 甲厂产8万吨、乙厂产9万吨: what says figures is no list. Behind the last member there
 * may be some. */
static gboolean says_figures(const Finder *f, const Row *row)
{
  for (guint k = 1; k + 1 < row->n; k++) {
    KdRange r = chunk_at(f, row->from + k);
    for (guint i = r.a; i < r.b; i = kd_glyphs_skip(f->g, i, r.b))
      if (is_figure_at(f, i, r.b))
        return TRUE;
  }
  return is_figure_at(f, row->last.a, row->last.b);
}

/* Calls back for every way to read a row. */
typedef void (*ParseFunc)(const Finder *f, const Row *row, const Parse *p, const double *x, gpointer data);

static void each_parse(const Finder *f, const Row *row, ParseFunc func, gpointer data)
{
  if (row->n < 2 || row->n > KD_LIST_MAX || says_figures(f, row) || is_pair_of_pairs(f, row))
    return;
  if (row->n >= 3) {
    double x[KD_PARSE_COUNT] = {0};
    Parse p = parse_with(f, row, 0, 0, x);
    func(f, row, &p, x, data);
  }
  KdRange last = row->last;
  guint reach = MIN(last.b, last.a + KD_MEMBER_MAX);
  for (guint i = last.a + 1; i + 1 < last.b && i < reach; i = kd_glyphs_skip(f->g, i, last.b)) {
    guint gap = kd_edges_joiner(&f->edges, last, i);
    if (gap == 0 || i + gap >= last.b)
      continue;
    double x[KD_PARSE_COUNT] = {0};
    Parse p = parse_with(f, row, i, gap, x);
    func(f, row, &p, x, data);
  }
}

/* The best way so far, and the sum of the exponentials of all scores. */
typedef struct {
  Parse best;
  double sum;
} Choice;

static void take_parse(const Finder *f, const Row *row, const Parse *p, const double *x, gpointer data)
{
  Choice *choice = data;
  (void)f;
  (void)row;
  (void)x;
  choice->sum += exp(p->score);
  if (p->score > choice->best.score)
    choice->best = *p;
}

static Parse parse_row(const Finder *f, const Row *row)
{
  Choice choice = {.best = {.score = -99}, .sum = 1}; /* 1: there is no list */
  each_parse(f, row, take_parse, &choice);
  choice.best.chance = exp(choice.best.score) / choice.sum;
  return choice.best;
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
  list->certainty = p->chance;
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

/* Reads the chunks as two lists that meet in a chunk, or as one that ends or begins there; FALSE where one
 * list of all of them is likelier. */
static gboolean add_two(const Finder *f, guint meet, const Row *row, double whole, GPtrArray *lists)
{
  Row left = {0, meet + 1, chunk_at(f, meet), FALSE};
  Row right = {meet, row->n - meet, row->last, row->open};
  Parse first = parse_row(f, &left), second = parse_row(f, &right);
  gboolean ends = first.chance >= LEAST_CHANCE && first.last.at < chunk_at(f, meet).b;
  gboolean begins = second.chance >= LEAST_CHANCE && second.first.at > chunk_at(f, meet).a;
  if (ends && begins && first.last.at > second.first.at) {
    ends = first.chance >= second.chance;
    begins = !ends;
  }
  if (MAX(ends ? first.chance : 0, begins ? second.chance : 0) <= whole)
    return FALSE;
  if (ends)
    g_ptr_array_add(lists, make_list(f, &left, &first));
  if (begins)
    g_ptr_array_add(lists, make_list(f, &right, &second));
  return TRUE;
}

/* Takes the chunks of a row for a list or two. */
static void read_row(Finder *f, gboolean open, gpointer data)
{
  GPtrArray *lists = data;
  guint count = f->chunks->len;
  guint end = count ? chunk_at(f, count - 1).b : 0;
  if (count >= 2 && count <= KD_LIST_MAX) {
    Row row = {0, count, chunk_at(f, count - 1), open};
    guint meet = count >= MEETING_LEAST ? find_double(f, count) : 0;
    Parse best = parse_row(f, &row);
    if ((meet == 0 || !add_two(f, meet, &row, best.chance, lists)) && best.chance >= LEAST_CHANCE)
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
}

/* The chunks gathered so far, the last of them ending at `end`, are a row. */
static void close_row(Finder *f, guint end, gboolean open, KdRowFunc func, gpointer data)
{
  if (f->chunks->len)
    g_array_index(f->chunks, KdRange, f->chunks->len - 1).b = end;
  func(f, open, data);
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

void kd_list_rows_foreach(KdListFinder *f, const KdGlyphs *g, KdRange stretch, KdRowFunc func, gpointer data)
{
  f->g = f->edges.g = g;
  f->stretch = stretch;
  gboolean quoted = stretch.a > 0 && kd_glyph_char(g, stretch.a - 1) == 0x201C; /* “发现—处置—考核” */
  guint a = stretch.a;
  for (guint i = stretch.a; i < stretch.b; i = kd_glyphs_skip(g, i, stretch.b)) {
    gboolean dun = kd_glyph_char(g, i) == DUN || (quoted && kd_glyph_char(g, i) == DASH);
    if ((!dun && !is_quote_seam(g, i)) || (dun && is_fixed_pair(f, i)))
      continue;
    guint deng;
    if (f->chunks->len && find_deng(f, (KdRange){a, i}, &deng)) {
      add_chunk(f, a, deng);
      close_row(f, deng, TRUE, func, data);
      a = deng + 1;
    }
    add_chunk(f, a, i);
    a = dun ? i + 1 : i;
  }
  add_chunk(f, a, stretch.b);
  guint end = stretch.b;
  gboolean open = f->chunks->len && find_deng(f, chunk_at(f, f->chunks->len - 1), &end);
  close_row(f, open ? end : stretch.b, open, func, data);
}

GPtrArray *kd_lists_find(KdListFinder *f, const KdGlyphs *g, KdRange stretch)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func(free_list);
  if (may_hold_list(g, stretch))
    kd_list_rows_foreach(f, g, stretch, read_row, lists);
  return lists;
}

const KdRange *kd_list_finder_chunks(const KdListFinder *f, guint *n)
{
  *n = f->chunks->len;
  return (const KdRange *)(gpointer)f->chunks->data;
}

const KdEdges *kd_list_finder_edges(const KdListFinder *f)
{
  return &f->edges;
}

void kd_list_finder_set_weights(KdListFinder *f, KdEdgeSide side, const double *weights)
{
  memcpy(f->edges.weights[side], weights, sizeof f->edges.weights[side]);
}

typedef struct {
  KdParseFunc func;
  gpointer data;
} Caller;

static void call_back(const Finder *f, const Row *row, const Parse *p, const double *x, gpointer data)
{
  const Caller *caller = data;
  KdList *list = make_list(f, row, p);
  caller->func(list, x, caller->data);
  free_list(list);
}

void kd_list_parses_foreach(KdListFinder *f, gboolean open, KdParseFunc func, gpointer data)
{
  Caller caller = {func, data};
  guint n = f->chunks->len;
  if (n < 2)
    return;
  Row row = {0, n, chunk_at(f, n - 1), open};
  each_parse(f, &row, call_back, &caller);
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
