#include "selector/arrange.h"

#include "base/random.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

/* What an item of a type is worth beside a fill-in of one blank. */
static const guint worth[KD_QUESTION_TYPES] = {
    [KD_QUESTION_FILL] = 2,  [KD_QUESTION_SINGLE] = 2, [KD_QUESTION_MULTIPLE] = 3, [KD_QUESTION_JUDGE] = 1,
    [KD_QUESTION_SHORT] = 6, [KD_QUESTION_ORDER] = 4,  [KD_QUESTION_MATCH] = 4};

#define LETTERS 4 /* A to D */
#define STREAM_KEYS 1
#define STREAM_OPTIONS 2

static gboolean read_number(const char *text, double *number)
{
  const char *p = text;
  while (*p && !g_ascii_isdigit(*p))
    p = g_utf8_next_char(p);
  if (*p == '\0')
    return FALSE;
  *number = g_ascii_strtod(p, NULL);
  return TRUE;
}

/* Are all options numbers of one unit? */
static gboolean are_numbers(const KdQuestion *q)
{
  double ignored;
  for (guint i = 0; i < q->options->len; i++)
    if (!read_number(kd_question_option(q, i)->text, &ignored))
      return FALSE;
  return q->options->len > 0 && q->point_kind == KD_POINT_FIGURE;
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
  const KdOption *x = *(KdOption *const *)a, *y = *(KdOption *const *)b;
  double m = 0, n = 0;
  read_number(x->text, &m);
  read_number(y->text, &n);
  return m < n ? -1 : m > n ? 1 : strcmp(x->text, y->text);
}

static void shuffle(KdQuestion *q, guint64 seed)
{
  KdRandom random;
  kd_random_init(&random, seed ^ kd_hash_string(q->id), STREAM_OPTIONS);
  kd_random_shuffle(&random, q->options->pdata, q->options->len, sizeof(gpointer));
}

/* Does the text name options by their letters (A和B, A、C, 选A, A项)? */
static gboolean names_letters(const char *text)
{
  static const char *const patterns[] = {"选%c", "%c选项", "答案为%c", "答案是%c", "答案：%c",
                                         "%c和", "%c、",   "%c与",     "%c都",     "%c均"};
  if (strpbrk(text, "ABCDEFGH") == NULL)
    return FALSE;
  for (char letter = 'A'; letter <= 'H'; letter++)
    for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
      g_auto(GStrv) parts = g_strsplit(patterns[i], "%c", 2);
      const char with[] = {letter, '\0'};
      g_autofree char *words = g_strconcat(parts[0], with, parts[1], NULL);
      const char *at = strstr(text, words);
      gboolean inside = at && *parts[0] == '\0' && at > text && g_ascii_isalnum(at[-1]);
      if (at && !inside)
        return TRUE;
    }
  return FALSE;
}

/* 以上都对: an option that speaks of the others by their place, or words that speak of options by their
 * letters, keep all of them where they are. */
static gboolean is_pinned(const KdQuestion *q)
{
  static const char *const pins[] = {"以上", "上述", "均正确", "均不正确", "都正确", "都不正确"};
  gboolean pinned = names_letters(q->stem) || (q->explanation && names_letters(q->explanation));
  for (guint i = 0; i < q->options->len && !pinned; i++) {
    const char *option = kd_question_option(q, i)->text;
    pinned = names_letters(option);
    for (guint k = 0; k < G_N_ELEMENTS(pins); k++)
      pinned = pinned || g_str_has_prefix(option, pins[k]);
  }
  return pinned;
}

/* Do the parts stand in the right order, or each beside its partner? */
static gboolean shows_order(const KdQuestion *q)
{
  for (guint i = 0; i < q->places->len; i++)
    if (kd_question_place(q, i) != i)
      return FALSE;
  return q->places->len > 1;
}

/* Puts the parts on the right, or those of an ordering item, in the order given: the part at order[i] comes
 * to place i. */
static void reorder_parts(KdQuestion *q, const guint *order)
{
  guint n = q->right->len;
  g_autofree gpointer *parts = g_memdup2(q->right->pdata, n * sizeof(gpointer));
  g_autofree guint *now_at = g_new0(guint, n);
  for (guint i = 0; i < n; i++) {
    q->right->pdata[i] = parts[order[i]];
    now_at[order[i]] = i;
  }
  for (guint i = 0; i < q->places->len; i++)
    g_array_index(q->places, guint, i) = now_at[kd_question_place(q, i)];
}

static void shuffle_parts(KdQuestion *q, guint64 seed)
{
  guint n = q->right->len;
  g_autofree guint *order = g_new0(guint, n);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  KdRandom random;
  kd_random_init(&random, seed ^ kd_hash_string(q->id), STREAM_OPTIONS);
  kd_random_shuffle(&random, order, n, sizeof(guint));
  reorder_parts(q, order);
  if (!shows_order(q))
    return;
  for (guint i = 0; i < n; i++)
    order[i] = (i + 1) % n;
  reorder_parts(q, order);
}

static void put_right_at(KdQuestion *q, guint place)
{
  for (guint i = 0; i < q->options->len; i++) {
    if (!kd_question_option(q, i)->correct)
      continue;
    gpointer right = q->options->pdata[i];
    q->options->pdata[i] = q->options->pdata[place];
    q->options->pdata[place] = right;
    return;
  }
}

/* The letter used least so far; of several the one that comes first in an arbitrary order. */
static guint next_letter(guint *used, KdRandom *random)
{
  guint order[LETTERS] = {0, 1, 2, 3};
  kd_random_shuffle(random, order, LETTERS, sizeof(guint));
  guint best = order[0];
  for (guint i = 1; i < LETTERS; i++)
    if (used[order[i]] < used[best])
      best = order[i];
  used[best]++;
  return best;
}

static void reverse(GPtrArray *a)
{
  for (guint i = 0; i < a->len / 2; i++) {
    gpointer first = a->pdata[i];
    a->pdata[i] = a->pdata[a->len - 1 - i];
    a->pdata[a->len - 1 - i] = first;
  }
}

static guint right_place(const KdQuestion *q)
{
  guint i = 0;
  while (i < q->options->len && !kd_question_option(q, i)->correct)
    i++;
  return i;
}

/* Numbers rise, or fall where that evens out the letters. */
static void sort_numbers(KdQuestion *q, guint *used)
{
  g_ptr_array_sort(q->options, compare_numbers);
  guint place = right_place(q);
  if (q->type != KD_QUESTION_SINGLE || q->options->len != LETTERS || place >= LETTERS)
    return;
  if (used[LETTERS - 1 - place] < used[place]) {
    reverse(q->options);
    place = LETTERS - 1 - place;
  }
  used[place]++;
}

void kd_arrange_options(KdQuiz *quiz, guint64 seed)
{
  guint used[LETTERS] = {0};
  KdRandom random;
  kd_random_init(&random, seed, STREAM_KEYS);
  for (guint i = 0; i < quiz->questions->len; i++) {
    KdQuestion *q = g_ptr_array_index(quiz->questions, i);
    if (q->right->len > 1 && !is_pinned(q))
      shuffle_parts(q, seed);
    if (q->options->len == 0 || is_pinned(q))
      continue;
    shuffle(q, seed);
    if (are_numbers(q))
      sort_numbers(q, used);
    else if (q->type == KD_QUESTION_SINGLE && q->options->len == LETTERS)
      put_right_at(q, next_letter(used, &random));
  }
}

static guint worth_of(const KdQuestion *q)
{
  return worth[q->type] * (q->type == KD_QUESTION_FILL && q->blanks->len > 1 ? 2 : 1);
}

/* The items that share what is left, KdQuestion *, borrowed; *half_points is what that is. */
static GPtrArray *list_sharers(KdQuiz *quiz, const guint *fixed, guint *half_points)
{
  GPtrArray *sharers = g_ptr_array_new();
  for (guint i = 0; i < quiz->questions->len; i++) {
    KdQuestion *q = g_ptr_array_index(quiz->questions, i);
    q->half_points = fixed[q->type];
    *half_points -= MIN(*half_points, fixed[q->type]);
    if (fixed[q->type] == 0)
      g_ptr_array_add(sharers, q);
  }
  return sharers;
}

void kd_arrange_scores(KdQuiz *quiz, guint half_points, const guint *fixed)
{
  g_autoptr(GPtrArray) sharers = list_sharers(quiz, fixed, &half_points);
  guint64 sum = 0;
  guint given = 0;
  for (guint i = 0; i < sharers->len; i++)
    sum += worth_of(g_ptr_array_index(sharers, i));
  for (guint i = 0; i < sharers->len; i++) {
    KdQuestion *q = g_ptr_array_index(sharers, i);
    q->half_points = MAX(1, (guint)((guint64)half_points * worth_of(q) / sum));
    given += q->half_points;
  }
  /* The rest goes to the items worth most, where half a point shows least: round after round from the end,
   * which is where the short answers stand. */
  for (guint i = sharers->len; given < half_points && sharers->len;) {
    i = i ? i - 1 : sharers->len - 1;
    ((KdQuestion *)g_ptr_array_index(sharers, i))->half_points++;
    given++;
  }
  for (guint i = sharers->len, kept = 0; given > half_points && kept < sharers->len;) {
    i = i ? i - 1 : sharers->len - 1;
    KdQuestion *q = g_ptr_array_index(sharers, i);
    gboolean can = q->half_points > 1;
    q->half_points -= can;
    given -= can;
    kept = can ? 0 : kept + 1;
  }
}
