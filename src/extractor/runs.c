#include "extractor/runs.h"

#include "base/utf8.h"

#define CLAUSE_MAX 45u /* characters of a clause that is a member */
#define OBJECT_MAX 24u /* of one with a verb and its object */
#define PLAN_MAX 24u   /* characters of a clause of a plan */
#define RUN_MAX 20u    /* clauses of one run */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  const GArray *clauses; /* KdStretch */
  KdRunFunc func;
  gpointer data;
} Runs;

/* A way in which clauses are alike. */
typedef struct {
  gboolean (*alike)(const Runs *s, KdRange x, KdRange y);
  double confidence;
  KdPointRule rule;
} Form;

static const KdStretch *clause_at(const Runs *s, guint i)
{
  return &g_array_index(s->clauses, KdStretch, i);
}

static gboolean same_at(const Runs *s, guint x, guint y, guint n)
{
  for (guint i = 0; i < n; i++)
    if (kd_glyph_char(s->g, x + i) != kd_glyph_char(s->g, y + i))
      return FALSE;
  return TRUE;
}

/* The clause without 不仅, 而且, 还 in front. */
static KdRange strip_links(const Runs *s, KdRange r)
{
  r = kd_range_trim(s->g, r);
  guint n = kd_range_prefix(s->g, r, kd_cues_get(s->ctx->cues, "series-links"));
  return n < kd_range_len(r) ? (KdRange){r.a + n, r.b} : r;
}

/* 聚焦…，聚焦…: the same word in front. */
static gboolean same_opening(const Runs *s, KdRange x, KdRange y)
{
  const KdWords *weak = kd_cues_get(s->ctx->cues, "weak-prefixes");
  return kd_range_len(x) > 3 && kd_range_len(y) > 3 && same_at(s, x.a, y.a, 2) &&
         kd_is_letter(kd_glyph_char(s->g, x.a + 1)) && kd_range_prefix(s->g, x, weak) == 0;
}

/* 从…到…，从…到…; 把…作为…，把…作为…: a preposition in front and one more character of a frame. */
static gboolean same_frame(const Runs *s, KdRange x, KdRange y)
{
  if (!same_at(s, x.a, y.a, 1) || !kd_is_one_of(kd_glyph_char(s->g, x.a), "从以把在由靠因有让用自"))
    return FALSE;
  if (same_at(s, x.b - 1, y.b - 1, 1))
    return TRUE;
  guint i, k;
  static const char *const partners[] = {"到", "为", "中", "里", "上"};
  for (guint p = 0; p < G_N_ELEMENTS(partners); p++)
    if (kd_range_find(s->g, x, partners[p], &i) && kd_range_find(s->g, y, partners[p], &k))
      return TRUE;
  return FALSE;
}

/* As long as another, 4 to 12 characters, and one character the same at one place. */
static gboolean same_metre(const Runs *s, KdRange x, KdRange y)
{
  guint n = kd_range_len(x);
  if (n != kd_range_len(y) || n < 4 || n > 12)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (same_at(s, x.a + i, y.a + i, 1) && kd_is_letter(kd_glyph_char(s->g, x.a + i)))
      return TRUE;
  return FALSE;
}

/* Does 了 stand behind a verb of one or two characters? */
static gboolean has_aspect(const Runs *s, KdRange r)
{
  return kd_range_len(r) > 4 &&
         (kd_glyph_char(s->g, r.a + 1) == 0x4E86 || kd_glyph_char(s->g, r.a + 2) == 0x4E86);
}

/* 丢掉了…，违背了…，花了…: the same aspect behind the verb. */
static gboolean same_aspect(const Runs *s, KdRange x, KdRange y)
{
  return has_aspect(s, x) && has_aspect(s, y);
}

static gboolean opens_with_verb(const Runs *s, KdRange r)
{
  return kd_range_prefix(s->g, r, kd_cues_get(s->ctx->cues, "governors")) >= 2;
}

/* 发展…文化，弘扬…文化: verbs that govern the same noun. */
static gboolean same_object(const Runs *s, KdRange x, KdRange y)
{
  guint n = kd_range_len(x), m = kd_range_len(y);
  return n > 4 && m > 4 && n <= OBJECT_MAX && m <= OBJECT_MAX && same_at(s, x.b - 2, y.b - 2, 2) &&
         kd_is_letter(kd_glyph_char(s->g, x.b - 1)) && opens_with_verb(s, x) && opens_with_verb(s, y);
}

/* “A”…，“B”…: what is named in quotation marks comes first. */
static gboolean same_quoting(const Runs *s, KdRange x, KdRange y)
{
  return kd_range_len(x) <= OBJECT_MAX && kd_range_len(y) <= OBJECT_MAX &&
         kd_glyph_char(s->g, x.a) == 0x201C && kd_glyph_char(s->g, y.a) == 0x201C &&
         kd_glyphs_skip(s->g, x.a, x.b) < x.b && kd_glyphs_skip(s->g, y.a, y.b) < y.b;
}

/* …更直接，…更复杂; …是出卷人，…是答卷人: the same words at the end, of like length. */
static gboolean same_ending(const Runs *s, KdRange x, KdRange y)
{
  guint n = kd_range_len(x), m = kd_range_len(y);
  return n > 3 && m > 3 && n <= 14 && m <= 14 && MAX(n, m) - MIN(n, m) <= 2 &&
         same_at(s, x.b - 2, y.b - 2, 2);
}

static const Form forms[] = {
    {same_opening, 0.87, KD_RULE_CLAUSE_OPENING},  {same_frame, 0.85, KD_RULE_CLAUSE_FRAME},
    {same_aspect, 0.8, KD_RULE_CLAUSE_ASPECT},     {same_ending, 0.75, KD_RULE_CLAUSE_ENDING},
    {same_metre, 0.8, KD_RULE_CLAUSE_METRE},       {same_object, 0.741, KD_RULE_CLAUSE_OBJECT},
    {same_quoting, 0.742, KD_RULE_CLAUSE_QUOTING},
};

/* Do clauses i and i + 1 stand in one run: joined by ， or ； ? */
static gboolean joined(const Runs *s, guint i)
{
  if (i + 1 >= s->clauses->len)
    return FALSE;
  const KdStretch *x = clause_at(s, i), *y = clause_at(s, i + 1);
  return x->region == y->region && (x->mark == 0xFF0C || x->mark == 0xFF1B) && x->range.b + 1 == y->range.a &&
         kd_range_len(y->range) <= CLAUSE_MAX;
}

/* Where in the clause before a run its first member begins; G_MAXUINT: nowhere. */
static guint find_start(const Runs *s, const Form *form, KdRange first, KdRange model)
{
  const KdWords *openers = kd_cues_get(s->ctx->cues, "series-openers");
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  first = strip_links(s, first);
  guint from = first.b > first.a + CLAUSE_MAX ? first.b - CLAUSE_MAX : first.a;
  for (guint i = from; i + 3 <= first.b; i = kd_glyphs_skip(s->g, i, first.b)) {
    gboolean edge = i == first.a || kd_range_suffix(s->g, (KdRange){first.a, i}, openers);
    if (form->alike == same_opening && i >= first.a + 2) /* 学校聚焦…，聚焦…: behind a subject */
      edge |= kd_range_is(s->g, (KdRange){i, i + 2}, governors);
    if (edge && form->alike(s, model, (KdRange){i, first.b}))
      return i;
  }
  return G_MAXUINT;
}

/* The run of this form that begins at clause i, its members in `members`; how many they are, 0: none. */
static guint read_run(const Runs *s, const Form *form, guint i, KdRange *members)
{
  KdRange second = strip_links(s, clause_at(s, i + 1)->range);
  KdRange third = strip_links(s, clause_at(s, i + 2)->range);
  if (kd_range_len(second) < 3 || kd_range_len(third) < 3 || !form->alike(s, second, third))
    return 0;
  guint start = find_start(s, form, clause_at(s, i)->range, second);
  if (start == G_MAXUINT)
    return 0;
  members[0] = (KdRange){start, kd_range_trim(s->g, clause_at(s, i)->range).b};
  members[1] = second;
  members[2] = third;
  guint n = 3;
  while (n < RUN_MAX && joined(s, i + n - 1)) {
    KdRange next = strip_links(s, clause_at(s, i + n)->range);
    if (kd_range_len(next) < 3 || !form->alike(s, second, next))
      break;
    members[n++] = next;
  }
  return n;
}

/* Hands on a run; where a member holds 、 and what stands before and behind it is alike (A、B，C，D), it is
 * two. */
static void report(const Runs *s, const Form *form, const KdRange *members, guint n)
{
  KdRange parts[2 * RUN_MAX];
  guint count = 0;
  for (guint i = 0; i < n; i++) {
    KdRange r = members[i];
    guint at;
    if (kd_range_find(s->g, r, "、", &at) && at > r.a + 3 && at + 4 < r.b) {
      KdRange left = {r.a, at}, right = {at + 1, r.b};
      KdRange other = members[i ? 0 : 1];
      if (form->alike(s, left, right) && form->alike(s, other, right)) {
        parts[count++] = left;
        r = right;
      }
    }
    parts[count++] = r;
  }
  s->func(parts, count, form->rule, form->confidence, s->data);
}

/* 要健全…，完善…，深化…。: a sentence, or all of it from 要 on, whose clauses each open with a verb of plans.
 */
static guint read_plan(const Runs *s, guint i, KdRange *members)
{
  const KdWords *verbs = kd_cues_get(s->ctx->cues, "plan-verbs");
  KdRange first = kd_range_trim(s->g, clause_at(s, i)->range);
  guint opener = kd_range_prefix(s->g, first, kd_cues_get(s->ctx->cues, "plan-openers")), n = 0;
  if (opener == 0)
    return 0;
  first.a += opener;
  for (guint k = i; n < RUN_MAX; k++) {
    KdRange r = k == i ? first : kd_range_trim(s->g, clause_at(s, k)->range);
    guint len = kd_range_len(r), at;
    if (len < 4 || len > PLAN_MAX || kd_range_prefix(s->g, r, verbs) == 0 ||
        kd_range_find(s->g, r, "、", &at))
      return 0;
    members[n++] = r;
    gboolean then =
        joined(s, k) && kd_glyph_char(s->g, clause_at(s, k + 1)->range.a) == 0x624D; /* 只有…，才能… */
    if (kd_is_end_mark(clause_at(s, k)->mark) || then)
      return n >= 3 ? n : 0;
    if (!joined(s, k))
      return 0;
  }
  return 0;
}

void kd_runs_foreach(const KdContext *ctx, const KdGlyphs *g, const GArray *clauses, KdRunFunc func,
                     gpointer data)
{
  Runs s = {ctx, g, clauses, func, data};
  KdRange members[RUN_MAX];
  for (guint i = 0; i + 2 < clauses->len;) {
    guint n = 0;
    for (guint k = 0; n == 0 && k < G_N_ELEMENTS(forms) && joined(&s, i) && joined(&s, i + 1); k++) {
      n = read_run(&s, &forms[k], i, members);
      if (n)
        report(&s, &forms[k], members, n);
    }
    if (n == 0 && (n = read_plan(&s, i, members)))
      func(members, n, KD_RULE_CLAUSE_PLAN, 0.7, data);
    i += MAX(n, 1);
  }
}
