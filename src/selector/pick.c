#include "selector/pick.h"

#include "base/utf8.h"
#include <string.h>

/* A balanced set, in parts of a hundred. */
static const guint shares[KD_QUESTION_TYPES] = {[KD_QUESTION_FILL] = 30,
                                                [KD_QUESTION_SINGLE] = 30,
                                                [KD_QUESTION_MULTIPLE] = 15,
                                                [KD_QUESTION_JUDGE] = 15,
                                                [KD_QUESTION_SHORT] = 10};
/* The types with few candidates choose first. */
static const KdQuestionType turns[KD_QUESTION_TYPES] = {
    KD_QUESTION_SHORT, KD_QUESTION_MULTIPLE, KD_QUESTION_SINGLE, KD_QUESTION_JUDGE, KD_QUESTION_FILL};

#define SET_LEAST 10
#define SET_MOST 50
#define CUE_LETTERS 4 /* an answer this long gives itself away in another item */
#define CUE_REACH 400 /* chosen items looked at for that */

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

/* True ones above three in five are dropped, the weakest first. */
static void drop_surplus(gboolean *chosen, GArray *trues, guint n_false)
{
  g_array_sort(trues, compare_rank);
  for (guint i = MAX(1, n_false + n_false / 2); i < trues->len; i++)
    chosen[g_array_index(trues, Ranked, i).index] = FALSE;
}

void kd_pick_wordings(const GPtrArray *candidates, gboolean *chosen)
{
  g_autoptr(GHashTable) passages = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  for (guint i = 0; i < candidates->len; i++)
    if (candidate(candidates, i)->type == KD_QUESTION_JUDGE)
      note_wording(passages, order, candidates, i);
  guint only_true = 0, n_false = 0;
  for (guint i = 0; i < order->len; i++)
    only_true += ((const Wording *)g_ptr_array_index(order, i))->first_false == G_MAXUINT;
  g_autoptr(GArray) trues = g_array_new(FALSE, FALSE, sizeof(Ranked));
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
    n_false += !is_true;
    Ranked ranked = {candidate(candidates, taken)->rank, taken};
    if (is_true)
      g_array_append_val(trues, ranked);
  }
  drop_surplus(chosen, trues, n_false);
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

void kd_pick_counts(const KdBlueprint *b, const guint *available, guint points, guint *wanted)
{
  gboolean open[KD_QUESTION_TYPES];
  guint said = 0, all = 0;
  gboolean any = FALSE;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    open[t] = b->counts[t] < 0;
    wanted[t] = open[t] ? 0 : (guint)b->counts[t];
    said += wanted[t];
    any = any || !open[t];
    all += available[t];
  }
  if (any && b->total == 0)
    return;
  guint total = b->total > 0 ? (guint)b->total : CLAMP(points * 2 / 5, MIN(SET_LEAST, all), SET_MOST);
  if (total <= said)
    return;
  share_out(total - said, open, wanted);
  move_surplus(open, available, wanted);
}

/* --- items --- */

typedef struct {
  const GPtrArray *candidates;
  const gboolean *usable;
  gboolean *chosen;
  gboolean *cueing;            /* gives an item taken before away, or is given away by it */
  GHashTable *passages;        /* guint64 * of candidates → types that ask about it, as bits */
  GPtrArray *texts;            /* char *: letters of what each chosen item shows */
  GPtrArray *answers;          /* char *: letters of its right answers, one string each item, by '\n' */
  guint kinds[KD_POINT_KINDS]; /* items of each kind of point, of the type at work */
  guint judges[2];             /* false, true */
  guint longest;               /* singles whose right option is the longest by itself */
  guint all_right;             /* multiples in which every option is right */
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

static void append_answer(GString *all, const char *answer)
{
  if (kd_letter_count(answer, strlen(answer)) < CUE_LETTERS)
    return;
  kd_letters_append(all, answer, strlen(answer));
  g_string_append_c(all, '\n');
}

/* The answers that a learner has to produce or to recognise. */
static char *answer_letters(const KdQuestion *q)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < q->blanks->len; i++)
    append_answer(all, kd_question_blank(q, i)->answer);
  for (guint i = 0; i < q->options->len && q->type == KD_QUESTION_SINGLE; i++)
    if (kd_question_option(q, i)->correct)
      append_answer(all, kd_question_option(q, i)->text);
  if (q->type == KD_QUESTION_JUDGE && !q->is_true)
    append_answer(all, q->swap_from);
  return g_string_free(g_steal_pointer(&all), FALSE);
}

static gboolean gives_away(const char *shown, const char *answers)
{
  g_auto(GStrv) each = g_strsplit(answers, "\n", -1);
  for (guint i = 0; each[i]; i++)
    if (*each[i] && strstr(shown, each[i]))
      return TRUE;
  return FALSE;
}

static gboolean cues_another(const Picker *p, const KdQuestion *q)
{
  g_autofree char *shown = shown_letters(q), *answers = answer_letters(q);
  guint from = p->texts->len > CUE_REACH ? p->texts->len - CUE_REACH : 0;
  for (guint i = from; i < p->texts->len; i++)
    if (gives_away(shown, g_ptr_array_index(p->answers, i)) ||
        gives_away(g_ptr_array_index(p->texts, i), answers))
      return TRUE;
  return FALSE;
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

/* At most a quarter of the singles may show the answer by its length, of the multiples may be right
 * throughout. */
static gboolean keeps_fair(const Picker *p, const KdQuestion *q, guint wanted)
{
  return (!is_longest(q) || (p->longest + 1) * 4 <= wanted) &&
         (!is_all_right(q) || (p->all_right + 1) * 4 <= wanted);
}

static guint types_on_passage(const Picker *p, const KdQuestion *q)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(p->passages, &q->passage));
}

static void take(Picker *p, guint i)
{
  KdQuestion *q = g_ptr_array_index(p->candidates, i);
  p->chosen[i] = TRUE;
  g_hash_table_insert(p->passages, &q->passage, GUINT_TO_POINTER(types_on_passage(p, q) | 1u << q->type));
  g_ptr_array_add(p->texts, shown_letters(q));
  g_ptr_array_add(p->answers, answer_letters(q));
  p->kinds[q->point_kind]++;
  if (q->type == KD_QUESTION_JUDGE)
    p->judges[q->is_true]++;
  p->longest += is_longest(q);
  p->all_right += is_all_right(q);
}

/* The best item of a heading that the counts allow; -1: none is left. */
static int best_allowed(const Picker *p, const GArray *heading, guint wanted, gboolean strict)
{
  int best = -1;
  double most = 0.0;
  for (guint k = 0; k < heading->len; k++) {
    guint i = g_array_index(heading, guint, k);
    const KdQuestion *q = candidate(p->candidates, i);
    guint taken = types_on_passage(p, q);
    double worth = 1.0 + q->rank - 0.08 * p->kinds[q->point_kind];
    if (p->chosen[i] || p->cueing[i] || (taken & 1u << q->type) || (strict && taken) ||
        (best >= 0 && worth <= most) || !keeps_fair(p, q, wanted))
      continue;
    best = (int)i;
    most = worth;
  }
  return best;
}

/* The items taken only grow, so that one which cues another once is out for good. */
static int best_of(const Picker *p, const GArray *heading, guint wanted, gboolean strict)
{
  int best = best_allowed(p, heading, wanted, strict);
  while (best >= 0 && cues_another(p, candidate(p->candidates, (guint)best))) {
    p->cueing[best] = TRUE;
    best = best_allowed(p, heading, wanted, strict);
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

static void pick_type(Picker *p, KdQuestionType type, guint wanted)
{
  g_autoptr(GPtrArray) headings = group_by_heading(p, type);
  memset(p->kinds, 0, sizeof p->kinds);
  guint taken = 0;
  for (int strict = 1; strict >= 0; strict--)
    for (gboolean found = TRUE; found && taken < wanted;) {
      found = FALSE;
      for (guint h = 0; h < headings->len && taken < wanted; h++) {
        int i = best_of(p, g_ptr_array_index(headings, h), wanted, strict);
        if (i < 0)
          continue;
        take(p, (guint)i);
        taken++;
        found = TRUE;
      }
    }
}

void kd_pick_items(const GPtrArray *candidates, const gboolean *usable, const guint *wanted, gboolean *chosen)
{
  Picker p = {.candidates = candidates, .usable = usable, .chosen = chosen};
  p.cueing = g_new0(gboolean, candidates->len + 1);
  p.passages = g_hash_table_new(g_int64_hash, g_int64_equal);
  p.texts = g_ptr_array_new_with_free_func(g_free);
  p.answers = g_ptr_array_new_with_free_func(g_free);
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    pick_type(&p, turns[t], wanted[turns[t]]);
  g_free(p.cueing);
  g_hash_table_unref(p.passages);
  g_ptr_array_unref(p.texts);
  g_ptr_array_unref(p.answers);
}
