#include "extractor/edges.h"

#include "base/utf8.h"
#include <math.h>
#include <string.h>

#define REACH 4u /* characters before and behind an edge that the table of n-grams is asked about */
#define DUN 0x3001

/* Short names for the features of an edge. */
enum {
#define FEATURE(name, word, comment) name = KD_EDGE_##name,
  KD_EDGE_FEATURES(FEATURE)
#undef FEATURE
};

static const char *const feature_words[] = {
#define FEATURE(name, word, comment) word,
    KD_EDGE_FEATURES(FEATURE)
#undef FEATURE
};

const char *kd_edge_feature_word(guint feature)
{
  return feature_words[feature];
}

/* By side and feature. */
typedef struct {
  double at[2][KD_EDGE_COUNT];
} Weights;

/* The weights of edges without the table of n-grams or with it. */
static void read_weights(Weights *w, const KdWords *table, gboolean ngrams)
{
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < KD_EDGE_COUNT; i++) {
      g_autofree char *key = g_strdup_printf("%s-%s%s", side == KD_EDGE_FIRST ? "first" : "last",
                                             feature_words[i], ngrams ? "" : "-alone");
      const char *value = kd_words_value(table, key, strlen(key));
      w->at[side][i] = value ? g_ascii_strtod(value, NULL) : 0;
    }
}

/* The table is part of the program: it is read once, not for each of many small texts. */
static const Weights *get_weights(const KdWords *table, gboolean ngrams)
{
  static Weights all[2];
  static gsize ready;
  if (g_once_init_enter(&ready)) {
    read_weights(&all[0], table, FALSE);
    read_weights(&all[1], table, TRUE);
    g_once_init_leave(&ready, 1);
  }
  return &all[ngrams];
}

void kd_edges_init(KdEdges *e, const KdContext *ctx, const KdKin *kin)
{
  *e = (KdEdges){.governors = kd_cues_get(ctx->cues, "governors"),
                 .tails = kd_cues_get(ctx->cues, "tails"),
                 .bad = kd_cues_get(ctx->cues, "edge-characters"),
                 .joiners = kd_cues_get(ctx->cues, "joiners"),
                 .joiner_words = kd_cues_get(ctx->cues, "joiner-words"),
                 .boundaries = kd_cues_get(ctx->cues, "boundaries"),
                 .known = kd_cues_get(ctx->cues, "list-members"),
                 .sides = {kd_cues_get(ctx->cues, "list-leads"), kd_cues_get(ctx->cues, "list-trails")},
                 .kin = kin,
                 .ngrams = ctx->ngrams};
  const Weights *weights = get_weights(kd_cues_get(ctx->cues, "edge-weights"), e->ngrams != NULL);
  G_STATIC_ASSERT(sizeof e->weights == sizeof weights->at);
  memcpy(e->weights, weights->at, sizeof e->weights);
}

/* 对, 由, 以: prepositions open a member as verbs do. */
static gboolean begins_with_verb(const KdEdges *e, KdRange r)
{
  guint n = kd_range_prefix(e->g, r, e->governors);
  return n >= 2 || (n == 1 && kd_range_len(r) > 2 &&
                    g_utf8_strchr("对由为从向以把将使让被给受有", -1, kd_glyph_char(e->g, r.a)));
}

static KdKinPlace mean_place(const KdEdges *e, const KdRange *members, guint n, guint side)
{
  KdKinPlace mean = {0};
  for (guint i = 0; i < n; i++) {
    KdKinPlace place = kd_kin_place(e->kin, e->g, members[i], side);
    for (guint k = 0; k < KD_KIN_DIMENSIONS; k++)
      mean.at[k] += place.at[k] / n;
  }
  return mean;
}

KdModel kd_edges_model(const KdEdges *e, const KdRange *middle, guint n)
{
  KdModel m = {.middle = middle, .n = n};
  guint least = G_MAXUINT, most = 0, verbs = 0;
  double sum = 0;
  for (guint i = 0; i < n; i++) {
    guint len = kd_range_len(middle[i]);
    least = MIN(least, len);
    most = MAX(most, len);
    sum += len;
    verbs += begins_with_verb(e, middle[i]);
  }
  m.length = sum / n;
  m.spread = most - least;
  m.verbal = 2 * verbs > n;
  for (guint side = 0; side < 2; side++)
    m.kin[side] = mean_place(e, middle, n, side);
  return m;
}

double kd_edges_fit(const KdModel *m, guint len)
{
  double off = fabs(len - m->length) * (m->length > 5 ? 5 / m->length : 1.0);
  double spread = m->n == 1 ? 0.5 : m->spread; /* one alone says little of the others */
  return MAX(-1.1 * off / (1 + 0.5 * spread), -5.0);
}

/* Share of the middle members that have the same n characters in front (at the back) as r. */
static double alike(const KdEdges *e, const KdModel *m, KdRange r, guint n, gboolean back)
{
  guint same = 0;
  for (guint i = 0; i < m->n; i++) {
    KdRange other = m->middle[i];
    gboolean equal = kd_range_len(other) >= n && kd_range_len(r) >= n;
    guint x = back ? other.b - n : other.a, y = back ? r.b - n : r.a;
    for (guint k = 0; equal && k < n; k++)
      equal = kd_glyph_char(e->g, x + k) == kd_glyph_char(e->g, y + k);
    same += equal;
  }
  return (double)same / m->n;
}

static const char *value_of(const KdEdges *e, KdRange r)
{
  gsize len;
  const char *text = kd_range_text(e->g, r, &len);
  return kd_words_value(e->boundaries, text, len);
}

/* How readily a member begins (which 0) or ends (which 1) with the pair of characters at i, as a logarithm.
 */
static double boundary(const KdEdges *e, guint i, guint which)
{
  if (i + 2 > e->g->n)
    return 0;
  const char *value = value_of(e, (KdRange){i, i + 2});
  if (value == NULL)
    value = value_of(e, (KdRange){i + which, i + which + 1});
  return value ? CLAMP((value[which] - 'i') / 2.0, -2.0, 2.0) : 0;
}

/* How much the characters at i - 1 and i stick together. */
static double cohesion(const KdEdges *e, guint i)
{
  const char *value = i > 0 && i < e->g->n ? value_of(e, (KdRange){i - 1, i + 1}) : NULL;
  return value ? CLAMP((value[2] - 'e') / 1.5, 0, 6.0) : 0;
}

/* Tokens of the glyphs a … b-1 in `out` from `at` on; how many there are then. */
static guint put_tokens(const KdEdges *e, guint a, guint b, guint16 *out, guint at)
{
  for (guint i = a; i < b; i++)
    out[at++] = kd_ngrams_token(e->ngrams, kd_glyph_char(e->g, i));
  return at;
}

/* Logarithm of the odds that the characters from i on, REACH of them at most, stand behind 、 rather than
 * behind those before them. */
static double freshness(const KdEdges *e, guint from, guint i, guint end)
{
  guint16 fresh[REACH + 1], bound[2 * REACH];
  guint back = MIN(i - from, REACH - 1), n = MIN(end - i, REACH);
  fresh[0] = kd_ngrams_token(e->ngrams, DUN);
  put_tokens(e, i, i + n, fresh, 1);
  put_tokens(e, i - back, i + n, bound, 0);
  double sum = 0;
  for (guint k = 0; k < n; k++)
    sum += kd_ngrams_score(e->ngrams, fresh, k + 2) - kd_ngrams_score(e->ngrams, bound, back + k + 1);
  return CLAMP(sum / 4, -3.0, 3.0);
}

/* Logarithm of the odds that 、 rather than the character at i follows those before it. */
static double closeness(const KdEdges *e, guint from, guint i)
{
  guint16 tokens[REACH + 1];
  guint n = put_tokens(e, i - MIN(i - from, REACH), i, tokens, 0);
  tokens[n] = kd_ngrams_token(e->ngrams, DUN);
  double closes = kd_ngrams_score(e->ngrams, tokens, n + 1);
  put_tokens(e, i, i + 1, tokens, n);
  return CLAMP((closes - kd_ngrams_score(e->ngrams, tokens, n + 1)) / 3, -3.0, 3.0);
}

/* How much the characters at i - 1 and i are drawn to each other. */
static double attraction(const KdEdges *e, guint i)
{
  guint16 pair[2];
  put_tokens(e, i - 1, i + 1, pair, 0);
  return CLAMP((kd_ngrams_score(e->ngrams, pair, 2) - kd_ngrams_score(e->ngrams, pair + 1, 1)) / 3, -3.0,
               3.0);
}

/* How readily a list begins behind what stands before glyph i, or ends before what stands there. */
static double readiness(const KdEdges *e, KdRange chunk, guint i, KdEdgeSide side)
{
  gsize len, n;
  KdRange r =
      side == KD_EDGE_FIRST ? (KdRange){MAX(chunk.a + 3, i) - 3, i} : (KdRange){i, MIN(i + 3, chunk.b)};
  const char *text = kd_range_text(e->g, r, &len);
  if (side == KD_EDGE_FIRST) {
    n = kd_words_suffix(e->sides[side], text, len);
    text += len - n;
  } else {
    n = kd_words_prefix(e->sides[side], text, len);
  }
  const char *value = n ? kd_words_value(e->sides[side], text, n) : NULL;
  return value ? (value[0] - 'i') / 2.0 : 0;
}

static void weigh_counts(const KdEdges *e, KdRange chunk, guint i, KdEdgeSide side, double *x)
{
  if (e->ngrams == NULL || i <= chunk.a || i >= chunk.b)
    return;
  x[SIDE] = readiness(e, chunk, i, side);
  x[FRESH] = freshness(e, chunk.a, i, chunk.b);
  x[CLOSES] = closeness(e, chunk.a, i);
  x[BOUND] = attraction(e, i);
}

static gboolean splits_word(const KdGlyphs *g, KdRange chunk, guint s, const KdWords *words)
{
  for (guint back = 1; back <= 3 && s >= chunk.a + back; back++)
    for (guint n = back + 1; n <= 4; n++) {
      KdRange word = {s - back, s - back + n};
      if (word.b <= chunk.b && kd_range_is(g, word, words))
        return TRUE;
    }
  return FALSE;
}

static void weigh_member(const KdEdges *e, const KdModel *m, KdRange r, gboolean back, double *x)
{
  x[FIT] = kd_edges_fit(m, kd_range_len(r));
  x[EXACT] = m->spread == 0 && kd_range_len(r) == kd_range_len(m->middle[0]) ? (m->n > 2   ? 1.6
                                                                                : m->n > 1 ? 1.0
                                                                                           : 0.4)
                                                                             : 0;
  x[FIT_ONE] = m->n == 1 ? x[FIT] : 0;
  x[FIT_ALIKE] = x[FIT] * alike(e, m, r, 1, !back);
  x[ALIKE_ONE] = alike(e, m, r, 1, back);
  x[ALIKE_TWO] = alike(e, m, r, 2, back);
  x[KNOWN] = kd_range_is(e->g, r, e->known);
  KdKinPlace place = kd_kin_place(e->kin, e->g, r, back);
  x[KIN] = CLAMP(kd_kin_product(&place, &m->kin[back]), -6.0, 6.0) / 2;
  x[READY] = CLAMP(place.readiness, -6.0, 6.0) / 2;
}

static void weigh_first(const KdEdges *e, const KdModel *m, KdRange chunk, guint s, double *x)
{
  KdRange r = {s, chunk.b};
  weigh_member(e, m, r, FALSE, x);
  x[AGREES] = begins_with_verb(e, r) == m->verbal;
  if (s == chunk.a) {
    x[WHOLE] = 1;
    return;
  }
  KdRange before = {s > chunk.a + 6 ? s - 6 : chunk.a, s};
  guint n = kd_range_suffix(e->g, before, e->governors);
  x[DE] = kd_glyph_char(e->g, s - 1) == 0x7684;
  x[CUE_LONG] = n >= 2;
  x[CUE_SHORT] = n == 1;
  x[CUE_ALL] = n >= 2 && n == s - chunk.a;
  x[AT_QUOTE] = kd_is_closing(kd_glyph_char(e->g, s - 1));
  x[BEGINS] = kd_range_len(r) >= 2 ? boundary(e, s, 0) : 0;
  x[ENDS] = s >= chunk.a + 2 ? boundary(e, s - 2, 1) : 0;
  x[SPLITS] = splits_word(e->g, chunk, s, e->governors);
  x[STICKS] = cohesion(e, s);
  weigh_counts(e, chunk, s, KD_EDGE_FIRST, x);
}

static gboolean is_firm(const KdEdges *e, KdRange r)
{
  gsize len;
  const char *text = kd_range_text(e->g, r, &len);
  const char *value = kd_words_value(e->tails, text, len);
  return value && value[0];
}

static void weigh_last(const KdEdges *e, const KdModel *m, KdRange chunk, guint end, double *x)
{
  KdRange r = {chunk.a, end};
  weigh_member(e, m, r, TRUE, x);
  if (end == chunk.b) {
    x[WHOLE] = 1;
    x[AGREES] = m->verbal && begins_with_verb(e, r);
    return;
  }
  KdRange rest = {end, MIN(chunk.b, end + 8)};
  guint tail = kd_range_prefix(e->g, rest, e->tails), verb = kd_range_prefix(e->g, rest, e->governors);
  x[DE] = kd_glyph_char(e->g, end) == 0x7684;
  x[CUE_FIRM] = tail && is_firm(e, (KdRange){end, end + tail});
  x[CUE_LONG] = tail >= 2 ? 1 : verb >= 2 ? 0.7 : 0;
  x[CUE_SHORT] = tail == 1 || verb == 1;
  x[CUE_ALL] = tail >= 2 && end + tail == chunk.b;
  x[AT_QUOTE] = kd_is_opening(kd_glyph_char(e->g, end));
  x[BEGINS] = boundary(e, end, 0);
  x[ENDS] = kd_range_len(r) >= 2 ? boundary(e, end - 2, 1) : 0;
  x[SPLITS] = splits_word(e->g, chunk, end, e->tails);
  x[STICKS] = cohesion(e, end);
  weigh_counts(e, chunk, end, KD_EDGE_LAST, x);
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

guint kd_edges_joiner(const KdEdges *e, KdRange r, guint i)
{
  guint n = kd_range_prefix(e->g, (KdRange){i, r.b}, e->joiners);
  return n == 1 && kd_range_covers(e->g, r, i, e->joiner_words) ? 0 : n;
}

/* No member is cut off before or behind a character that only joins or leads on, nor before a joiner. */
static gboolean is_barred(const KdEdges *e, KdRange chunk, KdRange member, KdEdgeSide side)
{
  if (kd_range_len(member) == kd_range_len(chunk))
    return FALSE;
  guint near = side == KD_EDGE_FIRST ? member.a : member.b - 1;
  if (side == KD_EDGE_LAST && kd_edges_joiner(e, chunk, member.b))
    return TRUE;
  return kd_range_is(e->g, (KdRange){near, near + 1}, e->bad) &&
         !kd_range_covers(e->g, chunk, near, e->joiner_words);
}

void kd_edges_foreach(const KdEdges *e, const KdModel *m, KdCut cut, KdEdgeFunc func, gpointer data)
{
  KdRange chunk = cut.chunk;
  gboolean first = cut.side == KD_EDGE_FIRST;
  guint n = MIN(kd_range_len(chunk), KD_MEMBER_MAX);
  for (guint i = 0; i < n; i++) {
    guint at = first ? chunk.b - n + i : chunk.a + 1 + i;
    KdRange member = first ? (KdRange){at, chunk.b} : (KdRange){chunk.a, at};
    if (cuts_pair(e->g, member) || is_barred(e, chunk, member, cut.side))
      continue;
    double x[KD_EDGE_COUNT] = {0};
    if (first)
      weigh_first(e, m, chunk, at, x);
    else
      weigh_last(e, m, chunk, at, x);
    func(at, x, data);
  }
}

/* The candidates seen so far: the best of them, and the sum of the exponentials of all scores. */
typedef struct {
  const double *weights;
  KdEdge best;
  double sum;
} Choice;

static void take(guint at, const double *x, gpointer data)
{
  Choice *choice = data;
  double score = 0;
  for (guint i = 0; i < KD_EDGE_COUNT; i++)
    score += x[i] * choice->weights[i];
  choice->sum += exp(score);
  if (score > choice->best.score) {
    choice->best.score = score;
    choice->best.at = at;
  }
}

KdEdge kd_edges_find(const KdEdges *e, const KdModel *m, KdRange chunk, KdEdgeSide side)
{
  Choice choice = {.weights = e->weights[side], .best = {chunk.b, -99, 0}};
  kd_edges_foreach(e, m, (KdCut){chunk, side}, take, &choice);
  choice.best.chance = choice.sum > 0 ? exp(choice.best.score) / choice.sum : 0;
  return choice.best;
}
