#include "builder/options.h"

#include "base/random.h"
#include "base/utf8.h"
#include <string.h>

#define SHOWN_MOST 8 /* options of an item, the right one among them */
#define CANDIDATES_MOST 16
#define STREAM_LOOKS 7
#define GIVEN_AWAY 2.0
#define GIVEN_AWAY_NUMBERS 4.0 /* what numbers share with the stem is chance */
#define WORSE 0.12 /* what an option that is one place further down the list costs, in places of a rank */

/* What can be seen of an option without knowing the text. */
typedef enum { LOOK_LENGTH, LOOK_STEM, LOOK_COMPANY, LOOK_ODD, LOOK_NUMBER, LOOKS } Look;

typedef struct {
  char *letters;
  guint n;
  guint in_stem; /* different letters that the stem has, too */
  gunichar first, last;
  guint shape; /* bits */
  double number;
} Seen;

/* One choice: the right option is at 0, the wrong ones behind it. */
typedef struct {
  Seen seen[CANDIDATES_MOST + 1];
  guint n;
  guint shared[CANDIDATES_MOST + 1][CANDIDATES_MOST + 1];
  double wanted[LOOKS]; /* how many of the wrong ones are to surpass the right one; below 0: it does not
                           matter */
  guint chosen[SHOWN_MOST];
  guint n_chosen;
} Table;

static guint count_shared(const char *a, const char *b)
{
  guint n = 0;
  for (const char *p = a; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    n += g_utf8_strchr(a, p - a, c) == NULL && g_utf8_strchr(b, -1, c) != NULL;
  }
  return n;
}

static double read_number(const char *text)
{
  while (*text && !g_ascii_isdigit(*text))
    text = g_utf8_next_char(text);
  return *text ? g_ascii_strtod(text, NULL) : 0.0;
}

static guint shape_of(const char *text)
{
  static const char *const signs[] = {"“", "《", "的", "、", "，", "和", "与"};
  guint shape = 0;
  for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
    if (strstr(text, signs[i]))
      shape |= 1u << i;
  return shape;
}

static void look_at(Table *t, const char *text, const char *stem)
{
  Seen *s = &t->seen[t->n++];
  s->letters = kd_letters_dup(text);
  s->n = (guint)g_utf8_strlen(s->letters, -1);
  s->in_stem = count_shared(s->letters, stem);
  s->first = g_utf8_get_char(s->letters);
  s->last = s->n ? g_utf8_get_char(g_utf8_find_prev_char(s->letters, s->letters + strlen(s->letters))) : 0;
  s->shape = shape_of(text);
  s->number = read_number(text);
}

static double apart(const Seen *a, const Seen *b)
{
  double length = (double)MAX(a->n, b->n) - (double)MIN(a->n, b->n);
  guint differing = a->shape ^ b->shape;
  double bits = 0.0;
  for (; differing; differing &= differing - 1)
    bits += 1.0;
  return length / MAX(1.0, (double)MAX(a->n, b->n)) +
         (bits + (a->first != b->first) + (a->last != b->last)) / 6.0;
}

/* How the option at i among those shown does in a look. */
static double measure(const Table *t, const guint *shown, guint n, guint i, Look look)
{
  const Seen *me = &t->seen[shown[i]];
  double sum = 0.0;
  switch (look) {
  case LOOK_LENGTH:
    return me->n;
  case LOOK_STEM:
    return me->in_stem;
  case LOOK_NUMBER:
    return me->number;
  default:
    for (guint k = 0; k < n; k++)
      if (k != i)
        sum += look == LOOK_COMPANY ? t->shared[shown[i]][shown[k]] : apart(me, &t->seen[shown[k]]);
    return sum;
  }
}

/* How many surpass the right option; one that is its equal counts half. */
static double rank_of_right(const Table *t, const guint *shown, guint n, Look look)
{
  double right = measure(t, shown, n, 0, look), rank = 0.0;
  for (guint i = 1; i < n; i++) {
    double other = measure(t, shown, n, i, look);
    rank += other > right + 1e-9 ? 1.0 : other < right - 1e-9 ? 0.0 : 0.5;
  }
  return rank;
}

static double cost_of(const Table *t, const guint *shown, guint n)
{
  double cost = 0.0;
  for (Look look = 0; look < LOOKS; look++)
    if (t->wanted[look] >= 0.0)
      cost += ABS(rank_of_right(t, shown, n, look) - t->wanted[look]);
  for (guint i = 1; i < n; i++)
    cost += WORSE * (shown[i] - i);
  return cost;
}

/* The next way to take so many out of the candidates, in the order of their numbers; FALSE: that was the
 * last. */
static gboolean step(guint *shown, guint n, guint candidates)
{
  guint i = n;
  while (i > 1 && shown[i - 1] == candidates - (n - i))
    i--;
  if (i <= 1)
    return FALSE;
  shown[i - 1]++;
  for (; i < n; i++)
    shown[i] = shown[i - 1] + 1;
  return TRUE;
}

static void draw_lots(Table *t, guint n, const KdChoice *choice)
{
  KdRandom random;
  kd_random_init(&random, kd_hash_string(choice->stem) ^ kd_hash_string(choice->right), STREAM_LOOKS);
  for (Look look = 0; look < LOOKS; look++) {
    guint lot = kd_random_below(&random, n + 1);
    t->wanted[look] = look != LOOK_NUMBER || choice->numbers ? (double)lot : -1.0;
  }
}

static void search(Table *t, guint n)
{
  guint shown[SHOWN_MOST];
  double least = G_MAXDOUBLE;
  for (guint i = 0; i <= n; i++)
    shown[i] = i;
  do {
    double cost = cost_of(t, shown, n + 1);
    if (cost < least) {
      least = cost;
      memcpy(t->chosen, shown, sizeof shown);
    }
  } while (step(shown, n + 1, t->n - 1));
}

/* Is the right option the first in looks in which the lot has others before it, by so many places together?
 */
static gboolean gives_away(const Table *t, guint n)
{
  double places = 0.0;
  for (Look look = 0; look < LOOKS; look++)
    if (rank_of_right(t, t->chosen, n + 1, look) < 0.5)
      places += MAX(0.0, t->wanted[look]);
  return places >= (t->wanted[LOOK_NUMBER] < 0.0 ? GIVEN_AWAY : GIVEN_AWAY_NUMBERS);
}

gboolean kd_options_choose(GPtrArray *wrong, guint n, const KdChoice *choice)
{
  g_assert(wrong->len >= n && n + 1 <= SHOWN_MOST);
  g_ptr_array_set_size(wrong, (gint)MIN(wrong->len, CANDIDATES_MOST));
  Table t = {.n = 0};
  g_autofree char *stem = kd_letters_dup(choice->stem);
  look_at(&t, choice->right, stem);
  for (guint i = 0; i < wrong->len; i++)
    look_at(&t, g_ptr_array_index(wrong, i), stem);
  for (guint i = 0; i < t.n; i++)
    for (guint k = 0; k < t.n; k++)
      t.shared[i][k] = count_shared(t.seen[i].letters, t.seen[k].letters);
  draw_lots(&t, n, choice);
  search(&t, n);
  gboolean fair = !gives_away(&t, n);
  for (guint i = wrong->len, k = n; i > 0; i--) {
    if (k > 0 && t.chosen[k] == i)
      k--;
    else
      g_ptr_array_remove_index(wrong, i - 1);
  }
  for (guint i = 0; i < t.n; i++)
    g_free(t.seen[i].letters);
  return fair;
}
