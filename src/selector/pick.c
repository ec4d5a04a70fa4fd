#include "selector/pick.h"

#include "base/utf8.h"
#include <string.h>

/* A balanced set, in parts of a hundred; ordering and matching items are made on request. */
static const guint shares[KD_QUESTION_TYPES] = {[KD_QUESTION_FILL] = 30,
                                                [KD_QUESTION_SINGLE] = 30,
                                                [KD_QUESTION_MULTIPLE] = 15,
                                                [KD_QUESTION_JUDGE] = 15,
                                                [KD_QUESTION_SHORT] = 10};
#define SET_LEAST 10
#define SET_MOST 50
#define CUE_LETTERS 4   /* an answer this long gives itself away in another item */
#define POINT_LETTERS 5 /* a point of a short answer this long is known again in another item */
#define CUE_BESIDE 2    /* letters beside an answer by which its place is known */
#define CUE_REACH 400   /* chosen items looked at for that */

static const KdQuestion *candidate(const GPtrArray *candidates, guint i)
{
  return g_ptr_array_index(candidates, i);
}

/* --- judge wordings --- */

typedef struct {
  guint first_true, first_false; /* best candidates of the passage; G_MAXUINT: none */
} Wording;

typedef struct {
  double rank;
  guint index;
} Ranked;

static void note_wording(GHashTable *passages, GPtrArray *order, const GPtrArray *candidates, guint i)
{
  const KdQuestion *q = candidate(candidates, i);
  Wording *w = g_hash_table_lookup(passages, &q->passage);
  if (w == NULL) {
    w = g_new(Wording, 1);
    *w = (Wording){G_MAXUINT, G_MAXUINT};
    guint64 *key = g_new(guint64, 1);
    *key = q->passage;
    g_hash_table_insert(passages, key, w);
    g_ptr_array_add(order, w);
  }
  guint *slot = q->is_true ? &w->first_true : &w->first_false;
  if (*slot == G_MAXUINT || candidate(candidates, *slot)->rank < q->rank)
    *slot = i;
}

static gint compare_rank(gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;
  if (x->rank > y->rank || x->rank < y->rank)
    return x->rank > y->rank ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* How many may be of the one truth value beside so many of the other: one more in a small set, and at most
 * three in five. */
static guint most_beside(guint others)
{
  return MAX(others + 1, others + others / 2);
}

/* What is above that is dropped, the weakest first. */
static void drop_surplus(gboolean *chosen, GArray *wordings, guint others)
{
  g_array_sort(wordings, compare_rank);
  for (guint i = most_beside(others); i < wordings->len; i++)
    chosen[g_array_index(wordings, Ranked, i).index] = FALSE;
}

void kd_pick_wordings(const GPtrArray *candidates, gboolean *chosen)
{
  g_autoptr(GHashTable) passages = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  for (guint i = 0; i < candidates->len; i++)
    if (candidate(candidates, i)->type == KD_QUESTION_JUDGE)
      note_wording(passages, order, candidates, i);
  guint only_true = 0;
  for (guint i = 0; i < order->len; i++)
    only_true += ((const Wording *)g_ptr_array_index(order, i))->first_false == G_MAXUINT;
  g_autoptr(GArray) trues = g_array_new(FALSE, FALSE, sizeof(Ranked));
  g_autoptr(GArray) falses = g_array_new(FALSE, FALSE, sizeof(Ranked));
  guint free_true = order->len / 2 > only_true ? order->len / 2 - only_true : 0;
  guint open = order->len - only_true;
  for (guint i = 0, seen = 0; i < order->len; i++) {
    const Wording *w = g_ptr_array_index(order, i);
    gboolean both = w->first_true != G_MAXUINT && w->first_false != G_MAXUINT;
    /* The true ones are spread evenly over the passages that allow both. */
    gboolean turn = w->first_false != G_MAXUINT && (seen + 1) * free_true / open > seen * free_true / open;
    seen += w->first_false != G_MAXUINT;
    gboolean is_true = w->first_false == G_MAXUINT || (both && turn);
    guint taken = is_true ? w->first_true : w->first_false;
    chosen[taken] = TRUE;
    Ranked ranked = {candidate(candidates, taken)->rank, taken};
    g_array_append_val(is_true ? trues : falses, ranked);
  }
  guint n_true = trues->len;
  drop_surplus(chosen, trues, falses->len);
  drop_surplus(chosen, falses, n_true);
}

/* --- counts --- */

static guint share_out(guint total, const gboolean *open, guint *wanted)
{
  guint sum = 0, given = 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    sum += open[t] ? shares[t] : 0;
  for (guint t = 0; t < KD_QUESTION_TYPES && sum; t++)
    if (open[t])
      given += wanted[t] = total * shares[t] / sum;
  for (guint t = 0; t < KD_QUESTION_TYPES && given < total && sum; t++)
    if (open[t]) {
      wanted[t]++;
      given++;
    }
  return given;
}

/* What a type cannot give is asked of the others. */
static void move_surplus(const gboolean *open, const guint *available, guint *wanted)
{
  guint missing = 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    if (open[t] && wanted[t] > available[t]) {
      missing += wanted[t] - available[t];
      wanted[t] = available[t];
    }
  gboolean moved = TRUE;
  while (missing && moved) {
    moved = FALSE;
    for (guint t = 0; t < KD_QUESTION_TYPES && missing; t++)
      if (open[t] && wanted[t] < available[t]) {
        wanted[t]++;
        missing--;
        moved = TRUE;
      }
  }
}

void kd_pick_counts(const KdBlueprint *b, const guint *available, guint points, KdPickPlan *plan)
{
  guint said = 0, all = 0;
  *plan = (KdPickPlan){.total = 0};
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    plan->open[t] = b->counts[t] < 0 && shares[t] > 0;
    plan->wanted[t] = (guint)MAX(b->counts[t], 0);
    plan->any_said = plan->any_said || b->counts[t] >= 0;
    said += plan->wanted[t];
    all += available[t];
  }
  plan->total = said;
  if (plan->any_said && b->total == 0) {
    memset(plan->open, 0, sizeof plan->open);
    return;
  }
  guint total = b->total > 0 ? (guint)b->total : CLAMP(points * 2 / 5, MIN(SET_LEAST, all), SET_MOST);
  if (total <= said)
    return;
  plan->total = total;
  share_out(total - said, plan->open, plan->wanted);
  move_surplus(plan->open, available, plan->wanted);
}

/* --- items --- */

/* How careful a round is about items that touch each other. */
typedef enum {
  CARE_NONE,
  CARE_CLUES,    /* no item shows another's answer in the words around it */
  CARE_WORDS,    /* no item shows another's answer at all */
  CARE_PASSAGES, /* besides, no passage is asked about twice */
} Care;

/* With a quota the headings that a share is asked of choose first: they have the fewest to choose from. */
typedef enum {
  ROOM_NAMED, /* items under such a heading, within the quota */
  ROOM_QUOTA, /* any within the quota */
  ROOM_ANY
} Room;

typedef struct {
  const GPtrArray *candidates;
  const gboolean *usable;
  KdQuota *quota; /* NULL: none */
  Room room;      /* which items the quota leaves room for */
  gboolean *chosen;
  guint8 *cueing;                          /* of each candidate: the Care with which it is known to be out */
  GPtrArray *headings[KD_QUESTION_TYPES];  /* GArray of guint: candidates of the type, by heading */
  KdQuestionType turns[KD_QUESTION_TYPES]; /* the types in the order in which they choose */
  guint next[KD_QUESTION_TYPES];           /* heading whose turn it is */
  guint taken[KD_QUESTION_TYPES];
  GHashTable *passages; /* guint64 * of candidates → types that ask about it, as bits */
  GHashTable *points;   /* char * of candidates → how many items ask about the point */
  GHashTable *wholes;   /* char * of candidates: points that an item asks for all of */
  GPtrArray *texts;     /* char *: letters of what each chosen item shows */
  GPtrArray *answers;   /* char *: letters of its right answers, one string each item, by '\n' */
  GPtrArray *scored;    /* char *: letters of the points that score in it, by '\n'; "" of other types */
  GArray *told;         /* guint: how many of the points the other chosen items show */
  guint kinds[KD_QUESTION_TYPES][KD_POINT_KINDS]; /* items taken of each kind of point */
  guint judges[2];                                /* false, true */
  guint longest;                                  /* singles whose right option is the longest by itself */
  guint all_right;                                /* multiples in which every option is right */
} Picker;

static char *shown_letters(const KdQuestion *q)
{
  g_autoptr(GString) all = g_string_new(NULL);
  kd_letters_append(all, q->stem, strlen(q->stem));
  for (guint i = 0; i < q->options->len; i++) {
    g_string_append_c(all, '\n');
    kd_letters_append(all, kd_question_option(q, i)->text, strlen(kd_question_option(q, i)->text));
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}

static void append_answer(GString *all, const char *before, const char *answer, const char *after)
{
  const char *parts[] = {before, answer, after};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    kd_letters_append(all, parts[i], strlen(parts[i]));
    g_string_append_c(all, i + 1 < G_N_ELEMENTS(parts) ? '\t' : '\n');
  }
}

static char *tail_letters(const char *text, gsize len)
{
  g_autoptr(GString) all = g_string_new(NULL);
  kd_letters_append(all, text, len);
  glong n = g_utf8_strlen(all->str, -1);
  return g_utf8_substring(all->str, MAX(0, n - CUE_BESIDE), n);
}

static char *head_letters(const char *text)
{
  g_autoptr(GString) all = g_string_new(NULL);
  kd_letters_append(all, text, strlen(text));
  return g_utf8_substring(all->str, 0, MIN(g_utf8_strlen(all->str, -1), CUE_BESIDE));
}

/* The answer between the letters beside its place in the stem. */
static void append_gap(GString *all, const char *stem, const char *gap, gsize len, const char *answer)
{
  g_autofree char *before = gap ? tail_letters(stem, (gsize)(gap - stem)) : g_strdup("");
  g_autofree char *after = gap ? head_letters(gap + len) : g_strdup("");
  append_answer(all, before, answer, after);
}

/* The answers that a learner has to produce or to recognise, one a line, each between what stands beside it.
 */
static char *answer_letters(const KdQuestion *q)
{
  g_autoptr(GString) all = g_string_new(NULL);
  const char *gap = q->stem;
  for (guint i = 0; i < q->blanks->len; i++) {
    gap = gap ? strstr(gap, KD_BLANK) : NULL;
    append_gap(all, q->stem, gap, strlen(KD_BLANK), kd_question_blank(q, i)->answer);
    gap = gap ? gap + strlen(KD_BLANK) : NULL;
  }
  for (guint i = 0; i < q->options->len && q->type == KD_QUESTION_SINGLE; i++)
    if (kd_question_option(q, i)->correct)
      append_gap(all, q->stem, strstr(q->stem, KD_CHOICE), strlen(KD_CHOICE), kd_question_option(q, i)->text);
  if (q->type == KD_QUESTION_JUDGE && !q->is_true)
    append_gap(all, q->stem, strstr(q->stem, q->swap_to), strlen(q->swap_to), q->swap_from);
  return g_string_free(g_steal_pointer(&all), FALSE);
}

static gboolean shows(const char *shown, const char *a, const char *b)
{
  g_autofree char *ab = g_strconcat(a, b, NULL);
  return strstr(shown, ab) != NULL;
}

static gboolean gives_away(const char *shown, const char *answers, Care care)
{
  g_auto(GStrv) each = g_strsplit(answers, "\n", -1);
  for (guint i = 0; each[i]; i++) {
    g_auto(GStrv) part = g_strsplit(each[i], "\t", 3);
    if (g_strv_length(part) < 3 || strstr(shown, part[1]) == NULL)
      continue;
    gboolean bare = *part[0] == '\0' && *part[2] == '\0';
    gboolean telling = g_utf8_strlen(part[1], -1) >= CUE_LETTERS;
    if ((telling && (care >= CARE_WORDS || bare)) || (*part[0] && shows(shown, part[0], part[1])) ||
        (*part[2] && shows(shown, part[1], part[2])))
      return TRUE;
  }
  return FALSE;
}

/* Do two items of fill-in or single choice ask for the same words? */
static gboolean asks_same(const char *answers, const char *others)
{
  g_auto(GStrv) each = g_strsplit(answers, "\n", -1);
  for (guint i = 0; each[i]; i++) {
    g_auto(GStrv) part = g_strsplit(each[i], "\t", 3);
    if (g_strv_length(part) < 3)
      continue;
    g_autofree char *middle = g_strdup_printf("\t%s\t", part[1]);
    if (strstr(others, middle))
      return TRUE;
  }
  return FALSE;
}

/* The points that score in a short answer, one a line; "" of other types. */
static char *point_letters(const KdQuestion *q)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < q->answers->len && q->type == KD_QUESTION_SHORT; i++) {
    const char *answer = g_ptr_array_index(q->answers, i);
    if (i)
      g_string_append_c(all, '\n');
    kd_letters_append(all, answer, strlen(answer));
  }
  return g_string_free(g_steal_pointer(&all), FALSE);
}

/* How many of the points stand in the letters shown, of how many. */
static guint count_told(const char *points, const char *shown, guint *of)
{
  g_auto(GStrv) each = g_strsplit(points, "\n", -1);
  guint told = 0;
  *of = g_strv_length(each);
  for (guint i = 0; each[i]; i++)
    told += g_utf8_strlen(each[i], -1) >= POINT_LETTERS && strstr(shown, each[i]) != NULL;
  return told;
}

/* One point of several may be seen; two, where they are half of all, are too many. */
static gboolean is_told(guint told, guint of)
{
  return told && (of == 1 || (told >= 2 && 2 * told >= of));
}

/* Would half of what a short answer asks for stand in the other items? */
static gboolean tells_points(const Picker *p, const char *shown, const char *points, guint from)
{
  guint own = 0, of;
  for (guint i = from; i < p->texts->len; i++) {
    guint told = count_told(g_ptr_array_index(p->scored, i), shown, &of);
    if (told && is_told(told + g_array_index(p->told, guint, i), of))
      return TRUE;
    own += count_told(points, g_ptr_array_index(p->texts, i), &of);
    if (is_told(own, of))
      return TRUE;
  }
  return FALSE;
}

static void note_points(Picker *p, const KdQuestion *q)
{
  g_autofree char *shown = shown_letters(q), *points = point_letters(q);
  guint from = p->texts->len > CUE_REACH ? p->texts->len - CUE_REACH : 0;
  guint own = 0, of;
  for (guint i = from; i < p->texts->len; i++) {
    g_array_index(p->told, guint, i) += count_told(g_ptr_array_index(p->scored, i), shown, &of);
    own += count_told(points, g_ptr_array_index(p->texts, i), &of);
  }
  g_array_append_val(p->told, own);
  g_ptr_array_add(p->scored, g_steal_pointer(&points));
}

static gboolean cues_another(const Picker *p, const KdQuestion *q, Care care)
{
  g_autofree char *shown = shown_letters(q), *answers = answer_letters(q);
  guint from = p->texts->len > CUE_REACH ? p->texts->len - CUE_REACH : 0;
  for (guint i = from; i < p->texts->len; i++)
    if (asks_same(answers, g_ptr_array_index(p->answers, i)) ||
        gives_away(shown, g_ptr_array_index(p->answers, i), care) ||
        gives_away(g_ptr_array_index(p->texts, i), answers, care))
      return TRUE;
  g_autofree char *points = point_letters(q);
  return tells_points(p, shown, points, from);
}

static gboolean is_longest(const KdQuestion *q)
{
  guint right = 0, wrong = 0;
  for (guint i = 0; i < q->options->len; i++) {
    const KdOption *o = kd_question_option(q, i);
    guint n = kd_letter_count(o->text, strlen(o->text));
    right = o->correct ? MAX(right, n) : right;
    wrong = o->correct ? wrong : MAX(wrong, n);
  }
  return q->type == KD_QUESTION_SINGLE && right > wrong;
}

static gboolean is_all_right(const KdQuestion *q)
{
  return q->type == KD_QUESTION_MULTIPLE && kd_question_right_count(q) == q->options->len;
}

/* At no time more than a quarter of the singles taken show the answer by its length, of the multiples are
 * right throughout: what comes after may not come. True and false statements keep the balance. */
static gboolean keeps_fair(const Picker *p, const KdQuestion *q)
{
  guint taken = p->taken[q->type] + 1;
  if (q->type == KD_QUESTION_JUDGE && p->judges[q->is_true] >= most_beside(p->judges[!q->is_true]))
    return FALSE;
  return (!is_longest(q) || (p->longest + 1) * 4 <= taken) &&
         (!is_all_right(q) || (p->all_right + 1) * 4 <= taken);
}

/* Of true and false statements the rarer comes first. */
static double evenness(const Picker *p, const KdQuestion *q)
{
  return q->type == KD_QUESTION_JUDGE && p->judges[q->is_true] > p->judges[!q->is_true] ? -1.0 : 0.0;
}

static guint types_on_passage(const Picker *p, const KdQuestion *q)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(p->passages, &q->passage));
}

static gboolean is_listed(const KdQuestion *q)
{
  return q->point_kind == KD_POINT_MEASURES || q->point_kind == KD_POINT_ORDINALS || q->point_id == NULL;
}

/* One item a point, two where there are too few; measures are many points in one, but all of them are asked
 * for once: the options of a multiple choice are the answer to the short one. */
static gboolean has_enough(const Picker *p, const KdQuestion *q, Care care)
{
  if (q->point_id && kd_question_asks_whole(q) && g_hash_table_contains(p->wholes, q->point_id))
    return TRUE;
  guint most = care == CARE_PASSAGES ? 1 : 2;
  return !is_listed(q) && GPOINTER_TO_UINT(g_hash_table_lookup(p->points, q->point_id)) >= most;
}

static void take(Picker *p, guint i)
{
  KdQuestion *q = g_ptr_array_index(p->candidates, i);
  p->chosen[i] = TRUE;
  kd_quota_take(p->quota, q);
  g_hash_table_insert(p->passages, &q->passage, GUINT_TO_POINTER(types_on_passage(p, q) | 1u << q->type));
  if (!is_listed(q))
    g_hash_table_insert(p->points, q->point_id,
                        GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(p->points, q->point_id)) + 1));
  if (q->point_id && kd_question_asks_whole(q))
    g_hash_table_add(p->wholes, q->point_id);
  note_points(p, q);
  g_ptr_array_add(p->texts, shown_letters(q));
  g_ptr_array_add(p->answers, answer_letters(q));
  p->taken[q->type]++;
  p->kinds[q->type][q->point_kind]++;
  if (q->type == KD_QUESTION_JUDGE)
    p->judges[q->is_true]++;
  p->longest += is_longest(q);
  p->all_right += is_all_right(q);
}

static gboolean has_room(const Picker *p, const KdQuestion *q)
{
  return p->room == ROOM_ANY ||
         (kd_quota_allows(p->quota, q) && (p->room == ROOM_QUOTA || kd_quota_names(p->quota, q)));
}

/* The best item of a heading that the counts allow; -1: none is left. */
static int best_allowed(const Picker *p, const GArray *heading, Care care)
{
  int best = -1;
  double most = 0.0;
  for (guint k = 0; k < heading->len; k++) {
    guint i = g_array_index(heading, guint, k);
    const KdQuestion *q = candidate(p->candidates, i);
    guint on_passage = types_on_passage(p, q);
    double worth = 1.0 + q->rank - 0.08 * p->kinds[q->type][q->point_kind] + evenness(p, q);
    if (!has_room(p, q))
      continue;
    if (p->chosen[i] || (p->cueing[i] && p->cueing[i] <= care) || (on_passage & 1u << q->type) ||
        (care == CARE_PASSAGES && on_passage) || has_enough(p, q, care) || (best >= 0 && worth <= most) ||
        !keeps_fair(p, q))
      continue;
    best = (int)i;
    most = worth;
  }
  return best;
}

/* The items taken only grow, so that one which cues another once is out for good. */
static int best_of(const Picker *p, const GArray *heading, Care care)
{
  int best = best_allowed(p, heading, care);
  while (best >= 0 && cues_another(p, candidate(p->candidates, (guint)best), care)) {
    p->cueing[best] = (guint8)MIN(care, CARE_WORDS);
    best = best_allowed(p, heading, care);
  }
  return best;
}

static const char *heading_of(const KdQuestion *q)
{
  return q->tags->len ? g_ptr_array_index(q->tags, 0) : "";
}

static void free_heading(gpointer p)
{
  g_array_unref(p);
}

/* The usable candidates of a type by heading, in the order of the text: GArray of guint. */
static GPtrArray *group_by_heading(const Picker *p, KdQuestionType type)
{
  GPtrArray *headings = g_ptr_array_new_with_free_func(free_heading);
  g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < p->candidates->len; i++) {
    const KdQuestion *q = candidate(p->candidates, i);
    if (!p->usable[i] || q->type != type)
      continue;
    GArray *heading = g_hash_table_lookup(known, heading_of(q));
    if (heading == NULL) {
      heading = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(known, (gpointer)heading_of(q), heading);
      g_ptr_array_add(headings, heading);
    }
    g_array_append_val(heading, i);
  }
  return headings;
}

/* Takes up to n items of a type, heading by heading in turn; returns how many. */
static guint pick_more(Picker *p, KdQuestionType type, guint n, Care care)
{
  const GPtrArray *headings = p->headings[type];
  guint before = p->taken[type], wanted = before + n;
  for (guint empty = 0; empty < headings->len && p->taken[type] < wanted;) {
    guint h = p->next[type]++ % headings->len;
    int i = best_of(p, g_ptr_array_index(headings, h), care);
    empty = i < 0 ? empty + 1 : 0;
    if (i >= 0)
      take(p, (guint)i);
  }
  return p->taken[type] - before;
}

/* What a type could not give the others give, one at a time, so that none outgrows the rest. */
static void fill_up(Picker *p, const KdPickPlan *plan, Care care)
{
  guint taken = 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    if (!plan->open[t] && p->taken[t] < plan->wanted[t])
      pick_more(p, t, plan->wanted[t] - p->taken[t], care);
    taken += p->taken[t];
  }
  for (gboolean found = TRUE; found && taken < plan->total;) {
    found = FALSE;
    for (guint t = 0; t < KD_QUESTION_TYPES && taken < plan->total; t++)
      if (plan->open[p->turns[t]] && pick_more(p, p->turns[t], 1, care)) {
        taken++;
        found = TRUE;
      }
  }
}

/* Types with few candidates choose first, so that the others leave them something. */
static void order_turns(Picker *p)
{
  guint available[KD_QUESTION_TYPES] = {0};
  for (guint i = 0; i < p->candidates->len; i++)
    if (p->usable[i])
      available[candidate(p->candidates, i)->type]++;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    guint place = t;
    for (; place > 0 && available[p->turns[place - 1]] > available[t]; place--)
      p->turns[place] = p->turns[place - 1];
    p->turns[place] = t;
  }
}

/* What the type still lacks. */
static guint wanted_of(const Picker *p, const KdPickPlan *plan, KdQuestionType type)
{
  return plan->wanted[type] - MIN(plan->wanted[type], p->taken[type]);
}

/* What was asked of each type, then what another could not give. */
static void pick_planned(Picker *p, const KdPickPlan *plan)
{
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    for (Care care = CARE_PASSAGES; care >= CARE_WORDS; care--)
      pick_more(p, p->turns[t], wanted_of(p, plan, p->turns[t]), care);
  for (Care care = CARE_PASSAGES; care > CARE_NONE; care--)
    fill_up(p, plan, care);
}

void kd_pick_items(const GPtrArray *candidates, const gboolean *usable, const KdPickPlan *plan,
                   gboolean *chosen)
{
  Picker p = {.candidates = candidates, .usable = usable, .chosen = chosen, .quota = plan->quota};
  p.cueing = g_new0(guint8, candidates->len + 1);
  p.passages = g_hash_table_new(g_int64_hash, g_int64_equal);
  p.points = g_hash_table_new(g_str_hash, g_str_equal);
  p.wholes = g_hash_table_new(g_str_hash, g_str_equal);
  p.texts = g_ptr_array_new_with_free_func(g_free);
  p.answers = g_ptr_array_new_with_free_func(g_free);
  p.scored = g_ptr_array_new_with_free_func(g_free);
  p.told = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    p.headings[t] = group_by_heading(&p, t);
  order_turns(&p);
  for (Room room = plan->quota ? ROOM_NAMED : ROOM_ANY; room <= ROOM_ANY; room++) {
    p.room = room;
    pick_planned(&p, plan);
  }
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    g_ptr_array_unref(p.headings[t]);
  g_free(p.cueing);
  g_hash_table_unref(p.passages);
  g_hash_table_unref(p.points);
  g_hash_table_unref(p.wholes);
  g_ptr_array_unref(p.texts);
  g_ptr_array_unref(p.answers);
  g_ptr_array_unref(p.scored);
  g_array_unref(p.told);
}
