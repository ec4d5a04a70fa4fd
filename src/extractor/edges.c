#include "extractor/edges.h"

#include "base/utf8.h"
#include <math.h>

#define REACH 4u /* characters before and behind an edge that the table of n-grams is asked about */
#define DUN 0x3001

/* What speaks for and against an edge. */
enum {
  FIT,       /* length like the others' */
  EXACT,     /* the same length as all of them */
  FIT_ALIKE, /* the same where the far end is alike */
  ALIKE_ONE, /* first (last) character as the others' */
  ALIKE_TWO, /* first (last) two characters */
  WHOLE,     /* nothing is cut off */
  CUE_LONG,  /* a governing word before, a tail word behind */
  CUE_FIRM,  /* a tail that is hardly ever part of a member */
  CUE_SHORT, /* one of a single character */
  AT_QUOTE,  /* a closing mark before, an opening one behind */
  BEGINS,    /* how readily members begin so (behind the edge) */
  ENDS,      /* how readily members end so (before the edge) */
  AGREES,    /* verb first as the others, or not as the others */
  SPLITS,    /* a word runs across */
  STICKS,    /* the characters on both sides stick together */
  KNOWN,     /* the member is known as one */
  DE,        /* 的 is on the other side */
  BAD,       /* a character that ends no member */
  FRESH,     /* the table of n-grams: what follows the edge follows 、 more readily than what stands there */
  CLOSES,    /* a 、 follows what is before the edge more readily than what stands there */
  BOUND,     /* how much the characters on both sides are drawn to each other */
  FIT_ONE,   /* the length like that of the only one there is between */
  CUE_ALL,   /* the cue word is all that is cut off */
  FEATURES
};

/* Fitted by maximum entropy to lists read by hand, with the regulariser at guesses made before: without the
 * table of n-grams, and with it. */
static const double first_weights[2][FEATURES] = {
    {
        [FIT] = 1.55,
        [EXACT] = 0.91,
        [FIT_ALIKE] = 0.70,
        [ALIKE_ONE] = 1.16,
        [ALIKE_TWO] = 0.48,
        [WHOLE] = 0.41,
        [CUE_LONG] = 1.87,
        [CUE_SHORT] = 1.95,
        [AT_QUOTE] = 0.41,
        [BEGINS] = 0.48,
        [ENDS] = -0.42,
        [AGREES] = 1.02,
        [SPLITS] = -1.35,
        [STICKS] = -0.81,
        [KNOWN] = 0.91,
        [DE] = 0.14,
        [BAD] = -5.00,
    },
    {
        [FIT] = 1.25,     [EXACT] = 1.22,    [FIT_ALIKE] = 0.84, [ALIKE_ONE] = 1.24, [ALIKE_TWO] = 0.44,
        [WHOLE] = 0.43,   [CUE_LONG] = 1.95, [CUE_SHORT] = 2.28, [AT_QUOTE] = 0.41,  [BEGINS] = 0.40,
        [ENDS] = -0.46,   [AGREES] = 1.49,   [SPLITS] = -1.34,   [STICKS] = -0.76,   [KNOWN] = 0.76,
        [DE] = 0.29,      [BAD] = -4.75,     [FRESH] = 0.69,     [CLOSES] = 0.15,    [BOUND] = 0.12,
        [FIT_ONE] = 0.58, [CUE_ALL] = 0.15,
    },
};
static const double last_weights[2][FEATURES] = {
    {
        [FIT] = 1.01,
        [EXACT] = 1.08,
        [FIT_ALIKE] = 0.15,
        [ALIKE_ONE] = 1.95,
        [ALIKE_TWO] = 1.36,
        [WHOLE] = 2.81,
        [CUE_LONG] = 1.32,
        [CUE_FIRM] = 0.86,
        [CUE_SHORT] = 1.84,
        [AT_QUOTE] = 0.38,
        [BEGINS] = -0.27,
        [ENDS] = 0.86,
        [AGREES] = 0.08,
        [SPLITS] = -0.75,
        [STICKS] = -0.71,
        [KNOWN] = 0.63,
        [DE] = 1.51,
        [BAD] = -4.64,
    },
    {
        [FIT] = 0.72,     [EXACT] = 1.83,    [FIT_ALIKE] = 0.18, [ALIKE_ONE] = 2.49, [ALIKE_TWO] = 1.68,
        [WHOLE] = 3.00,   [CUE_LONG] = 1.23, [CUE_FIRM] = 0.93,  [CUE_SHORT] = 2.04, [AT_QUOTE] = 0.37,
        [BEGINS] = -0.22, [ENDS] = 0.58,     [AGREES] = 0.39,    [SPLITS] = -0.92,   [STICKS] = -0.52,
        [KNOWN] = 0.72,   [DE] = 1.80,       [BAD] = -4.17,      [FRESH] = 0.36,     [CLOSES] = 0.22,
        [BOUND] = -0.36,  [FIT_ONE] = 0.40,  [CUE_ALL] = 0.73,
    },
};

void kd_edges_init(KdEdges *e, const KdContext *ctx, const KdGlyphs *g)
{
  *e = (KdEdges){.g = g,
                 .governors = kd_cues_get(ctx->cues, "governors"),
                 .tails = kd_cues_get(ctx->cues, "tails"),
                 .bad = kd_cues_get(ctx->cues, "edge-characters"),
                 .joiners = kd_cues_get(ctx->cues, "joiners"),
                 .boundaries = kd_cues_get(ctx->cues, "boundaries"),
                 .known = kd_cues_get(ctx->cues, "list-members"),
                 .ngrams = ctx->ngrams};
}

/* 对, 由, 以: prepositions open a member as verbs do. */
static gboolean begins_with_verb(const KdEdges *e, KdRange r)
{
  guint n = kd_range_prefix(e->g, r, e->governors);
  return n >= 2 || (n == 1 && kd_range_len(r) > 2 &&
                    g_utf8_strchr("对由为从向以把将使让被给受有", -1, kd_glyph_char(e->g, r.a)));
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

static void weigh_ngrams(const KdEdges *e, KdRange chunk, guint i, double *x)
{
  if (e->ngrams == NULL || i <= chunk.a || i >= chunk.b)
    return;
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
  x[BAD] = kd_range_prefix(e->g, (KdRange){s, s + 1}, e->bad) > 0;
  weigh_ngrams(e, chunk, s, x);
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
  x[BAD] = kd_range_prefix(e->g, (KdRange){end - 1, end}, e->bad) > 0 ||
           kd_range_prefix(e->g, (KdRange){end, end + 1}, e->joiners) > 0;
  weigh_ngrams(e, chunk, end, x);
}

static double add_up(const double *x, const double *weights)
{
  double sum = 0;
  for (guint i = 0; i < FEATURES; i++)
    sum += x[i] * weights[i];
  return sum;
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

/* The candidates seen so far: the best of them, and the sum of the exponentials of all scores. */
static void take(KdEdge *edge, guint at, double score, double *sum)
{
  *sum += exp(score);
  if (score > edge->score) {
    edge->score = score;
    edge->at = at;
  }
}

KdEdge kd_edges_start(const KdEdges *e, const KdModel *m, KdRange chunk)
{
  KdEdge best = {chunk.a, -99, 0};
  double sum = 0;
  guint from = chunk.b > chunk.a + KD_MEMBER_MAX ? chunk.b - KD_MEMBER_MAX : chunk.a;
  for (guint s = from; s < chunk.b; s++) {
    if (cuts_pair(e->g, (KdRange){s, chunk.b}))
      continue;
    double x[FEATURES] = {0};
    weigh_first(e, m, chunk, s, x);
    take(&best, s, add_up(x, first_weights[e->ngrams != NULL]), &sum);
  }
  best.chance = sum > 0 ? exp(best.score) / sum : 0;
  return best;
}

KdEdge kd_edges_end(const KdEdges *e, const KdModel *m, KdRange chunk)
{
  KdEdge best = {chunk.b, -99, 0};
  double sum = 0;
  for (guint end = chunk.a + 1; end <= chunk.b && end <= chunk.a + KD_MEMBER_MAX; end++) {
    if (cuts_pair(e->g, (KdRange){chunk.a, end}))
      continue;
    double x[FEATURES] = {0};
    weigh_last(e, m, chunk, end, x);
    take(&best, end, add_up(x, last_weights[e->ngrams != NULL]), &sum);
  }
  best.chance = sum > 0 ? exp(best.score) / sum : 0;
  return best;
}
