#include "reader/gap.h"

#include "base/ngrams.h"
#include "base/utf8.h"

#define NEAR 8 /* characters that are clues themselves */
#define PAUSE 0x3001

typedef struct {
  guint32 *clues;
  guint n;
  guint32 template; /* number of the kind of clue */
} Sink;

/* What a side of the gap shows. */
typedef struct {
  gunichar chars[KD_GAP_REACH]; /* by the classes of base/ngrams, nearest first */
  guint item;                   /* characters up to the nearest mark */
  guint clause;                 /* … that is no 、 */
  guint sentence;               /* … that ends a sentence */
} Side;

static void emit(Sink *s, const gunichar *chars, guint n)
{
  guint64 h = (s->template + 1) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  for (guint i = 0; i < n; i++) {
    h = (h ^ chars[i]) * G_GUINT64_CONSTANT(0xFF51AFD7ED558CCD);
    h ^= h >> 32;
  }
  h *= G_GUINT64_CONSTANT(0xC4CEB9FE1A85EC53);
  s->clues[s->n++] = (guint32)(h >> 40) & (KD_GAP_KEYS - 1);
  s->template ++;
}

static gboolean is_edge(gunichar c)
{
  return c == 0 || kd_is_clause_mark(c);
}

static Side look(const gunichar *chars)
{
  Side s = {.item = KD_GAP_REACH, .clause = KD_GAP_REACH, .sentence = KD_GAP_REACH};
  for (guint i = KD_GAP_REACH; i-- > 0;) {
    gunichar c = chars[i];
    s.chars[i] = c ? kd_ngrams_class(c) : 0;
    if (c == PAUSE || is_edge(c))
      s.item = i;
    if (is_edge(c))
      s.clause = i;
    if (c == 0 || kd_is_end_mark(c))
      s.sentence = i;
  }
  return s;
}

static gunichar at(const Side *s, guint i)
{
  return i < KD_GAP_REACH ? s->chars[i] : 0;
}

static guint step_of(guint n)
{
  static const guint8 steps[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 10, 11, 11, 11, 12, 12, 12, 12};
  return n < G_N_ELEMENTS(steps) ? steps[n] : n < 26 ? 13 : n < KD_GAP_REACH ? 14 : 15;
}

/* Runs of characters beside the gap. */
static void emit_side(Sink *s, const Side *side)
{
  static const guint8 runs[][2] = {{0, 2}, {1, 2}, {2, 2}, {3, 2}, {0, 3},
                                   {1, 3}, {2, 3}, {0, 4}, {1, 4}, {0, 5}};
  for (guint i = 0; i < NEAR; i++)
    emit(s, side->chars + i, 1);
  for (guint i = 0; i < G_N_ELEMENTS(runs); i++)
    emit(s, side->chars + runs[i][0], runs[i][1]);
}

static void emit_across(Sink *s, const Side *l, const Side *r)
{
  const gunichar c[] = {at(l, 2), at(l, 1), at(l, 0), at(r, 0), at(r, 1), at(r, 2)};
  emit(s, c + 2, 2);
  emit(s, c + 1, 3);
  emit(s, c + 2, 3);
  emit(s, c + 1, 4);
  const gunichar skips[][2] = {{c[2], c[4]}, {c[1], c[3]}, {c[1], c[4]}};
  for (guint i = 0; i < G_N_ELEMENTS(skips); i++)
    emit(s, skips[i], 2);
}

/* Where the clauses on both sides begin and end. */
static void emit_clauses(Sink *s, const Side *l, const Side *r)
{
  gunichar first = l->clause ? at(l, l->clause - 1) : 0, second = l->clause > 1 ? at(l, l->clause - 2) : 0;
  gunichar last = r->clause ? at(r, r->clause - 1) : 0, before = r->clause > 1 ? at(r, r->clause - 2) : 0;
  gunichar lm = at(l, l->item), rm = at(r, r->item), lc = at(l, l->clause), rc = at(r, r->clause);
  emit(s, (gunichar[]){first, second}, 2);
  emit(s, (gunichar[]){before, last}, 2);
  emit(s, (gunichar[]){at(r, r->clause + 1), at(r, r->clause + 2)}, 2);
  emit(s, (gunichar[]){at(l, l->clause + 2), at(l, l->clause + 1)}, 2);
  emit(s, (gunichar[]){lm, step_of(l->item)}, 2);
  emit(s, (gunichar[]){rm, step_of(r->item)}, 2);
  emit(s, (gunichar[]){lm, step_of(l->item), rm, step_of(r->item)}, 4);
  emit(s, (gunichar[]){lc, step_of(l->clause), rc, step_of(r->clause)}, 4);
  emit(s, (gunichar[]){step_of(l->sentence / 2), rc}, 2);
  emit(s, (gunichar[]){at(r, 0), lc, step_of(l->clause)}, 3);
  emit(s, (gunichar[]){at(l, 0), rc, step_of(r->clause)}, 3);
  emit(s, (gunichar[]){first, at(r, 0)}, 2);
  emit(s, (gunichar[]){last, at(l, 0)}, 2);
}

/* Do both sides begin or end alike? */
static void emit_likeness(Sink *s, const Side *l, const Side *r)
{
  gunichar first = l->item ? at(l, l->item - 1) : 0, last = r->item ? at(r, r->item - 1) : 0;
  gunichar lm = at(l, l->item), rm = at(r, r->item);
  guint bits = (first == at(r, 0)) | (last == at(l, 0)) << 1 | (at(r, r->item + 1) == at(r, 0)) << 2 |
               (at(l, l->item + 1) == at(l, 0)) << 3 | (l->item == r->item) << 4;
  guint length = l->item == r->item ? MIN(l->item, 12) : 0;
  emit(s, (gunichar[]){bits, lm, rm}, 3);
  emit(s, (gunichar[]){length, lm, rm}, 3);
  guint other = 0;
  if (lm == PAUSE)
    for (other = 1; other < 12 && at(l, l->item + other) && kd_is_letter(at(l, l->item + other)); other++)
      ;
  emit(s, (gunichar[]){lm, step_of(l->item), step_of(other), step_of(r->item)}, 4);
}

guint kd_gap_clues(const KdGap *gap, guint32 clues[KD_GAP_CLUES])
{
  Sink s = {clues, 0, 0};
  Side l = look(gap->left), r = look(gap->right);
  emit_side(&s, &l);
  emit_side(&s, &r);
  emit_across(&s, &l, &r);
  emit_clauses(&s, &l, &r);
  emit_likeness(&s, &l, &r);
  g_assert(s.n <= KD_GAP_CLUES);
  return s.n;
}
