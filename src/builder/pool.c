#include "builder/pool.h"

#include "base/random.h"
#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/stock.h"
#include <string.h>

/* Phrases of one bucket looked at on either side of the target's place. */
#define REACH 40

#define NEAR 2400     /* bytes */
#define NEXT_TO_GAP 6 /* letters on either side of a gap that place a phrase in it */
#define YEAR_LEAST 1000
#define YEARS_APART 30

typedef struct {
  char *text;    /* as printed */
  char *letters; /* its letters */
  KdRole role;
  guint n;              /* letters */
  gunichar first, last; /* letters at its ends */
  gboolean digits;
  guint governor;             /* of an object: which verb stands before it; 0: none */
  gunichar lead;              /* of a predicate: the letter before it; 0 else */
  double number;              /* of a value */
  guint opener;               /* how it opens, see opening_of */
  const KdPoint *point;       /* borrowed; NULL: harvested */
  const KdDocument *document; /* borrowed */
  guint article;              /* source of the set */
  guint32 start;              /* of the span in its text */
} Phrase;

struct KdPool {
  GPtrArray *phrases;  /* Phrase *, owned, in the order of the texts */
  GHashTable *buckets; /* guint key → GArray of guint, ascending indexes into phrases */
  GHashTable *lists;   /* char * letters, of phrases → GArray of guint: numbers of the lists it stands in */
};

static void free_phrase(gpointer p)
{
  Phrase *f = p;
  g_free(f->text);
  g_free(f->letters);
  g_free(f);
}

static void free_array(gpointer p)
{
  g_array_unref(p);
}

static void append_to(GHashTable *table, gpointer key, guint value)
{
  GArray *a = g_hash_table_lookup(table, key);
  if (a == NULL) {
    a = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(table, key, a);
  }
  if (a->len == 0 || g_array_index(a, guint, a->len - 1) != value)
    g_array_append_val(a, value);
}

/* Ways in: what two phrases of a role may have in common. */
typedef enum { WAY_LENGTH, WAY_LAST, WAY_FIRST, WAY_GOVERNOR, WAYS } Way;

static guint shared_value(const Phrase *p, Way way)
{
  const guint values[WAYS] = {
      [WAY_LENGTH] = p->n, [WAY_LAST] = p->last, [WAY_FIRST] = p->first, [WAY_GOVERNOR] = p->governor};
  return values[way];
}

/* 24 bits of the value, then role and way; values that collide only bring more candidates. */
static gpointer bucket_key(KdRole role, Way way, guint value)
{
  return GUINT_TO_POINTER((value & 0xFFFFFFu) << 8u | (guint)role << 3u | (guint)way);
}

/* Which two letters end at this place: the verb in front of an object. */
static guint pair_before(const char *text, guint32 at)
{
  const char *b = g_utf8_find_prev_char(text, text + at);
  const char *a = b ? g_utf8_find_prev_char(text, b) : NULL;
  g_autofree char *pair = g_strndup(a ? a : text, (gsize)(text + at - (a ? a : text)));
  guint h = (guint)kd_hash_string(pair) & 0xFFFFFFu;
  return h ? h : 1;
}

/* Phrases that open differently do not stand in for each other: a noun, a verb or an adverb, a word like 有
 * or 更. */
static guint opening_of(const KdContext *ctx, const char *text, gsize len)
{
  static const char *const marked[] = {"有", "无", "不", "能", "可", "会", "更", "最", "是", "没",
                                       "让", "使", "被", "为", "以", "在", "将", "敢", "善"};
  gunichar first = kd_utf8_char(text);
  for (guint i = 0; i < G_N_ELEMENTS(marked); i++)
    if (kd_utf8_char(marked[i]) == first)
      return i + 2;
  return kd_phrase_opens_with_verb(ctx, text, len);
}

static double first_number(const char *text)
{
  while (*text && !g_ascii_isdigit(*text))
    text = g_utf8_next_char(text);
  return *text ? g_ascii_strtod(text, NULL) : 0.0;
}

static Phrase *phrase_new(const KdContext *ctx, const char *text, gsize len, KdRole role)
{
  Phrase *p = g_new0(Phrase, 1);
  p->text = g_strndup(text, len);
  p->letters = kd_letters_dup(p->text);
  p->role = role;
  p->n = (guint)g_utf8_strlen(p->letters, -1);
  p->opener = opening_of(ctx, p->text, len);
  if (p->n) {
    p->first = g_utf8_get_char(p->letters);
    p->last = g_utf8_get_char(g_utf8_find_prev_char(p->letters, p->letters + strlen(p->letters)));
  }
  p->number = first_number(p->text);
  for (const char *c = p->letters; *c; c = g_utf8_next_char(c))
    p->digits = p->digits || kd_is_digit(g_utf8_get_char(c));
  return p;
}

static Phrase *phrase_of(const KdContext *ctx, const KdText *t, const KdPoint *point, const KdTarget *target)
{
  const char *text = t->document->text;
  Phrase *p = phrase_new(ctx, text + target->span.start, target->span.len, target->role);
  p->start = target->span.start;
  p->document = t->document;
  p->point = point;
  if (target->role == KD_ROLE_PREDICATE && p->start)
    p->lead = g_utf8_get_char(g_utf8_find_prev_char(text, text + p->start));
  p->governor = target->verb.len ? pair_before(text, kd_span_end(target->verb)) : 0;
  return p;
}

static void add_phrase(KdPool *pool, Phrase *p, guint list)
{
  guint number = pool->phrases->len;
  g_ptr_array_add(pool->phrases, p);
  for (Way way = 0; way < WAYS; way++)
    if (shared_value(p, way))
      append_to(pool->buckets, bucket_key(p->role, way, shared_value(p, way)), number);
  if (p->role == KD_ROLE_MEMBER || p->role == KD_ROLE_LEAD)
    append_to(pool->lists, p->letters, list);
}

static void add_point(KdPool *pool, const KdContext *ctx, const KdText *t, const KdPoint *point, guint list)
{
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(KdTarget));
  kd_targets_find(ctx, t, point, targets);
  for (guint i = 0; i < targets->len; i++) {
    const KdTarget *target = &g_array_index(targets, KdTarget, i);
    if (kd_document_is_broken(t->document, target->span))
      continue;
    Phrase *p = phrase_of(ctx, t, point, target);
    p->article = t->first_source + point->article;
    add_phrase(pool, p, list);
  }
}

static void add_harvest(KdPool *pool, const KdContext *ctx, const KdText *t)
{
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(KdTarget));
  kd_targets_harvest(ctx, t, targets);
  for (guint i = 0; i < targets->len; i++) {
    const KdTarget *target = &g_array_index(targets, KdTarget, i);
    guint32 block = kd_document_find_block(t->document, target->span.start);
    Phrase *p = phrase_of(ctx, t, NULL, target);
    p->article = t->first_source + kd_document_block(t->document, block)->article;
    add_phrase(pool, p, 0);
  }
}

KdPool *kd_pool_new(const KdContext *ctx, const GPtrArray *texts)
{
  KdPool *pool = g_new0(KdPool, 1);
  pool->phrases = g_ptr_array_new_with_free_func(free_phrase);
  pool->buckets = g_hash_table_new_full(NULL, NULL, NULL, free_array);
  pool->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_array);
  guint list = 0;
  for (guint i = 0; i < texts->len; i++) {
    const KdText *t = g_ptr_array_index(texts, i);
    for (guint p = 0; p < t->points->len; p++)
      add_point(pool, ctx, t, g_ptr_array_index(t->points, p), ++list);
    add_harvest(pool, ctx, t);
  }
  return pool;
}

void kd_pool_free(KdPool *pool)
{
  if (pool == NULL)
    return;
  g_hash_table_unref(pool->buckets);
  g_hash_table_unref(pool->lists);
  g_ptr_array_unref(pool->phrases);
  g_free(pool);
}

/* One search. */
typedef struct {
  const KdBench *bench;
  const KdSearch *search;
  const KdPool *pool;
  Phrase *target;
  char *stem;           /* letters of both sides of the stem */
  char *evidence;       /* letters */
  char *slot;           /* the clause of the gap, as printed */
  char *before, *after; /* letters next to the gap */
  char *opening;        /* letters of the gap's clause before it */
  GPtrArray *right;     /* char *: letters of the right options */
  GPtrArray *members;   /* char *: letters of the list's members */
  gboolean closed;      /* nothing that could stand there would be proper and wrong */
  gboolean bad_slot;    /* the clause speaks of something bad */
  GPtrArray *found;     /* Phrase *, borrowed, and what the right options say */
  GHashTable
      *company; /* char * → guint: beside how many members of the list the phrase stands in other texts */
  gunichar head, tail; /* what all members of the target's list begin and end with; 0: nothing */
} Hunt;

static gboolean shares_list(const KdPool *pool, const char *a, const char *b)
{
  const GArray *x = g_hash_table_lookup(pool->lists, a);
  const GArray *y = g_hash_table_lookup(pool->lists, b);
  if (x == NULL || y == NULL)
    return FALSE;
  for (guint i = 0, j = 0; i < x->len && j < y->len;) {
    guint p = g_array_index(x, guint, i), q = g_array_index(y, guint, j);
    if (p == q)
      return TRUE;
    i += p < q;
    j += q < p;
  }
  return FALSE;
}

static guint shared_letters(const char *a, const char *b)
{
  guint n = 0;
  for (const char *p = a; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean first = g_utf8_strchr(a, p - a, c) == NULL;
    n += first && g_utf8_strchr(b, -1, c) != NULL;
  }
  return n;
}

/* Neither the same, nor one part of the other, nor the same but for a letter. */
static gboolean is_distinct(const char *a, const char *b)
{
  if (strstr(a, b) || strstr(b, a))
    return FALSE;
  glong x = g_utf8_strlen(a, -1), y = g_utf8_strlen(b, -1);
  guint shared = shared_letters(a, b);
  return (guint)MAX(x, y) >= shared + 2 || (MAX(x, y) <= 3 && (guint)MAX(x, y) > shared);
}

static gboolean stands_joined(const KdGround *g, const char *a, const char *b)
{
  static const char *const joins[] = {"", "和", "与", "及", "以及"};
  for (guint i = 0; i < G_N_ELEMENTS(joins); i++) {
    g_autofree char *ab = g_strconcat(a, joins[i], b, NULL);
    g_autofree char *ba = g_strconcat(b, joins[i], a, NULL);
    if (kd_ground_has(g, ab) || kd_ground_has(g, ba))
      return TRUE;
  }
  return FALSE;
}

static const char *last_letters(const char *letters, guint n)
{
  const char *p = letters + strlen(letters);
  while (n-- && p > letters)
    p = g_utf8_find_prev_char(letters, p);
  return p;
}

/* 坚持（　）: what stands in the sources right behind the words that open the list's clause may be right. */
static gboolean follows_verb(const Hunt *h, const char *phrase)
{
  g_autofree char *both = g_strconcat(h->opening, phrase, NULL);
  return g_utf8_strlen(h->opening, -1) >= 2 && kd_ground_has(h->bench->shop->ground, both);
}

/* Does the stem with the phrase in its gap stand in the sources, as far as six letters on either side go? */
static gboolean stands_in_gap(const Hunt *h, const char *phrase)
{
  g_autofree char *around = g_strconcat(h->before, phrase, h->after, NULL);
  if (h->target->role == KD_ROLE_MEMBER && follows_verb(h, phrase))
    return TRUE;
  return (*h->before || *h->after) && kd_ground_has(h->bench->shop->ground, around);
}

/* A measure under the same heading, though not among those asked for, is a measure of it all the same. */
static gboolean stands_under_head(const Hunt *h, const Phrase *p)
{
  const KdPoint *point = h->bench->point;
  if (p->role != KD_ROLE_LEAD || p->document != h->target->document || point->head.len == 0)
    return FALSE;
  guint32 head = kd_document_find_block(p->document, point->head.start);
  guint32 i = kd_document_find_block(p->document, p->start);
  while (i != KD_NONE && i != head)
    i = kd_document_block(p->document, i)->parent;
  return i != KD_NONE;
}

/* In a list the phrase must differ from all members, shown or asked for. */
static gboolean differs_from_members(const Hunt *h, const Phrase *p)
{
  for (guint i = 0; i < h->members->len && p->role == KD_ROLE_MEMBER; i++)
    if (!is_distinct(g_ptr_array_index(h->members, i), p->letters))
      return FALSE;
  return TRUE;
}

/* 甲是（　）: what names 甲 again says nothing of it. */
static gboolean repeats_subject(const Hunt *h, const Phrase *p)
{
  KdSpan head = h->bench->point->head;
  if (p->role != KD_ROLE_PREDICATE || head.len == 0)
    return FALSE;
  g_autoptr(GString) letters = g_string_new(NULL);
  kd_letters_append(letters, h->bench->text->document->text + head.start, head.len);
  return strstr(p->letters, letters->str) != NULL;
}

/* 从11.7万亿元增加到…: what stands there must at least be more, or a reader need not know the text. */
static gboolean keeps_direction(const Hunt *h, const Phrase *p)
{
  static const char *const ups[] = {"增加到", "提高到", "上升到", "增长到",
                                    "扩大到", "提升到", "增至",   "升至"};
  static const char *const downs[] = {"下降到", "降低到", "减少到", "降到", "降至", "减至", "下降至"};
  const char *from = g_strrstr(h->search->before, "从");
  from = from ? from : g_strrstr(h->search->before, "由");
  double start = from ? first_number(from) : 0.0;
  if (p->role != KD_ROLE_VALUE || start <= 0.0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(ups); i++)
    if (g_str_has_suffix(h->search->before, ups[i]))
      return p->number > start;
  for (guint i = 0; i < G_N_ELEMENTS(downs); i++)
    if (g_str_has_suffix(h->search->before, downs[i]))
      return p->number < start;
  return TRUE;
}

static gboolean is_bad(const Hunt *h, const char *text)
{
  gsize at, len;
  const KdWords *things = kd_cues_get(h->bench->shop->ctx->cues, "negative-things");
  return kd_words_search(things, text, strlen(text), &at, &len);
}

/* A learner takes no bad thing for a good one, and it would be improper to print it so. */
static gboolean is_improper(const Hunt *h, const Phrase *p)
{
  return is_bad(h, p->text) || (p->role != KD_ROLE_VALUE && h->bad_slot);
}

/* “三个代表”|重要思想, “五位一体”|总体布局: what stands behind goes with one shorthand alone. */
static gboolean is_called_up(const Hunt *h)
{
  static const char *const company[] = {"”重要思想", "”总体布局", "”战略布局"};
  for (guint i = 0; i < G_N_ELEMENTS(company); i++)
    if (g_str_has_prefix(h->search->after, company[i]))
      return TRUE;
  return FALSE;
}

/* A measure is taken for another only on its own level: what stands above them is true of both. */
static gboolean is_on_level(const Hunt *h, const Phrase *p)
{
  if (p->role != KD_ROLE_LEAD)
    return TRUE;
  guint32 mine = kd_document_find_block(h->target->document, h->target->start);
  guint32 other = kd_document_find_block(p->document, p->start);
  const KdBlock *a = kd_document_block(h->target->document, mine), *b = kd_document_block(p->document, other);
  return a->kind == b->kind && a->level == b->level;
}

static gboolean is_surely_wrong(const Hunt *h, const Phrase *p)
{
  if (h->closed || is_improper(h, p) || !is_on_level(h, p))
    return FALSE;
  if (strstr(h->evidence, p->letters) || strstr(h->stem, p->letters) || stands_in_gap(h, p->letters) ||
      stands_under_head(h, p) || !differs_from_members(h, p) || !keeps_direction(h, p) ||
      repeats_subject(h, p))
    return FALSE;
  for (guint i = 0; i < h->right->len; i++) {
    const char *right = g_ptr_array_index(h->right, i);
    if (!is_distinct(right, p->letters) || shares_list(h->pool, right, p->letters) ||
        stands_joined(h->bench->shop->ground, right, p->letters))
      return FALSE;
  }
  for (guint i = 0; i < h->found->len; i++) {
    const Phrase *other = g_ptr_array_index(h->found, i);
    if (!is_distinct(other->letters, p->letters))
      return FALSE;
  }
  return TRUE;
}

/* 3.5万亿元 → 万亿元 */
static const char *unit_of(const char *letters)
{
  while (*letters && !kd_is_digit(g_utf8_get_char(letters)))
    letters = g_utf8_next_char(letters);
  while (*letters && kd_is_digit(g_utf8_get_char(letters)))
    letters = g_utf8_next_char(letters);
  return letters;
}

/* How a number is written: digits behind the point, and digits up to the last one that is not 0. */
static void read_form(const char *text, guint *decimals, guint *significant)
{
  guint digits = 0;
  gboolean behind = FALSE;
  *decimals = *significant = 0;
  while (*text && !g_ascii_isdigit(*text))
    text = g_utf8_next_char(text);
  for (; g_ascii_isdigit(*text) || *text == '.' || *text == ','; text++) {
    behind = behind || *text == '.';
    if (!g_ascii_isdigit(*text))
      continue;
    digits++;
    *decimals += behind;
    if (*text != '0' || behind)
      *significant = digits;
  }
}

/* An exact number among round ones, and a year among others, is known by its looks. */
static gboolean has_same_form(const Phrase *t, const Phrase *p)
{
  guint decimals[2], significant[2];
  read_form(t->text, &decimals[0], &significant[0]);
  read_form(p->text, &decimals[1], &significant[1]);
  if ((strchr(t->text, '%') || strstr(t->text, "％")) && t->number <= 100.0 && p->number > 100.0)
    return FALSE;
  if (g_str_has_suffix(t->text, "年") && t->number > YEAR_LEAST)
    return ((guint)t->number % 5 == 0) == ((guint)p->number % 5 == 0) &&
           ABS(t->number - p->number) <= YEARS_APART;
  guint far = MAX(significant[0], significant[1]) - MIN(significant[0], significant[1]);
  return decimals[0] == decimals[1] && far <= 1 && (significant[0] <= 2) == (significant[1] <= 2);
}

/* Is a phrase of n letters in that role about as long as the target? */
static gboolean has_length(const Hunt *h, KdRole role, guint n)
{
  const Phrase *t = h->target;
  guint far = n > t->n ? n - t->n : t->n - n;
  guint slack = t->n <= 4 ? 1 : t->n <= 8 ? 2 : t->n / 3;
  if (role == KD_ROLE_NUMERIC || (role == KD_ROLE_SUBJECT && t->n >= 4))
    slack = MAX(2, t->n / 3);
  if (role == KD_ROLE_OBJECT || role == KD_ROLE_LEAD || role == KD_ROLE_CLAUSE)
    slack = MAX(2, t->n / 2);
  return far <= slack && (h->search->letters == 0 || n == h->search->letters);
}

static gboolean has_shape(const Hunt *h, const Phrase *p)
{
  const Phrase *t = h->target;
  if (p->role != t->role || p->opener != t->opener || p->digits != t->digits || !has_length(h, p->role, p->n))
    return FALSE;
  if ((strchr(p->text, 0xE2) != NULL) != (strchr(t->text, 0xE2) != NULL))
    return FALSE;
  if ((strstr(p->text, "《") != NULL) != (strstr(t->text, "《") != NULL) ||
      (strstr(p->text, "、") != NULL) != (strstr(t->text, "、") != NULL))
    return FALSE;
  if (t->role == KD_ROLE_VALUE &&
      (strcmp(unit_of(p->letters), unit_of(t->letters)) != 0 || !has_same_form(t, p)))
    return FALSE;
  return !h->search->patterned ||
         ((h->head == 0 || p->first == h->head) && (h->tail == 0 || p->last == h->tail));
}

static gboolean same_ends(const char *a, const char *b, guint n)
{
  return strcmp(last_letters(a, n), last_letters(b, n)) == 0;
}

static guint apart(const Phrase *a, const Phrase *b)
{
  return a->n > b->n ? a->n - b->n : b->n - a->n;
}

/* Phrases that end alike, or that stand beside the list's members in the lists of other texts. */
static double kin_of_members(const Hunt *h, const Phrase *p)
{
  const Phrase *t = h->target;
  if ((strstr(t->letters, "是") != NULL) != (strstr(p->letters, "是") != NULL))
    return 0.0;
  guint beside = GPOINTER_TO_UINT(g_hash_table_lookup(h->company, p->text));
  gboolean alike = t->n >= 3 && p->n >= 3 && same_ends(t->letters, p->letters, 2);
  /* Words of two letters keep company with all kinds of others. */
  guint doubt = t->n <= 2;
  return beside >= 2 + doubt || (beside && alike) ? 3.0 : beside > doubt || alike ? 2.0 : 0.0;
}

static double kin_of_numbers(double a, double b)
{
  double low = MIN(a, b), high = MAX(a, b);
  return low <= 0.0 || high > 4.0 * low ? 0.0 : high <= 1.5 * low ? 2.0 : 1.0;
}

/* 四个全面 and 四个自信, 一带一路 and 一楼一策: numbers in the same places, two of them or one before 个. */
static gboolean has_same_build(const char *a, const char *b)
{
  guint numbers = strstr(a, "个") != NULL;
  for (const char *p = a; *p; p = g_utf8_next_char(p))
    numbers += kd_is_han_number(g_utf8_get_char(p));
  if (numbers < 2)
    return FALSE;
  while (*a && *b) {
    gunichar x = g_utf8_get_char(a), y = g_utf8_get_char(b);
    if (kd_is_han_number(x) != kd_is_han_number(y) || (x == 0x4E2A) != (y == 0x4E2A))
      return FALSE;
    a = g_utf8_next_char(a);
    b = g_utf8_next_char(b);
  }
  return *a == *b;
}

static gboolean is_of_same_article(const Hunt *h, const Phrase *p)
{
  return p->article == h->bench->text->first_source + h->bench->point->article;
}

/* What is spoken of a few sentences before or behind is of the same matter. */
static gboolean is_near(const Hunt *h, const Phrase *p)
{
  guint32 far = MAX(p->start, h->target->start) - MIN(p->start, h->target->start);
  return is_of_same_article(h, p) && far <= NEAR;
}

/* How likely a learner takes the one for the other: 0 not at all, 1 perhaps, 2 well, 3 very well. */
static double kin(const Hunt *h, const Phrase *p)
{
  const Phrase *t = h->target;
  switch (t->role) {
  case KD_ROLE_MEMBER:
    return kin_of_members(h, p);
  case KD_ROLE_OBJECT:
    return t->governor == p->governor ? 2.0 : 0.0;
  case KD_ROLE_TERM:
    return t->n >= 3 && t->last == p->last ? 2.0 : t->n == p->n && t->first == p->first ? 1.0 : 0.0;
  case KD_ROLE_CLAUSE:
    return t->point == p->point && t->point->kind != KD_POINT_QUOTE ? 2.0 : 0.0;
  case KD_ROLE_TAIL:
    return same_ends(t->letters, p->letters, 2) ? 2.0 : 0.0;
  case KD_ROLE_SUBJECT:
    if ((strstr(t->letters, "的") != NULL) != (strstr(p->letters, "的") != NULL))
      return 0.0;
    if (MIN(t->n, p->n) >= 3 && same_ends(t->letters, p->letters, 2))
      return 2.0;
    return is_near(h, p) ? 1.0 : 0.0;
  case KD_ROLE_VALUE:
    return kin_of_numbers(t->number, p->number);
  case KD_ROLE_NUMERIC:
    return has_same_build(t->letters, p->letters) ? 2.0 : 1.0;
  case KD_ROLE_PREDICATE:
    if (t->lead != p->lead || !is_of_same_article(h, p))
      return 0.0;
    if (same_ends(t->letters, p->letters, 2) || kd_text_shares_run(t->letters, p->letters, 3))
      return 2.0;
    return t->last == p->last || kd_text_shares_run(t->letters, p->letters, 2) ? 1.0 : 0.0;
  default:
    return 2.0;
  }
}

static double score(const Hunt *h, const Phrase *p)
{
  const Phrase *t = h->target;
  guint shared = shared_letters(t->letters, p->letters);
  double jaccard = (double)shared / (double)(t->n + p->n - shared);
  double s = 2.0 * kin(h, p) + 0.8 * jaccard + (p->n == t->n ? 1.2 : 0.0) + (p->last == t->last ? 1.0 : 0.0) +
             (p->first == t->first ? 0.6 : 0.0) + (same_ends(p->letters, t->letters, 2) ? 0.8 : 0.0);
  if (p->article == h->bench->text->first_source + h->bench->point->article)
    s += 0.5;
  if (p->point && p->point == t->point)
    s += 0.5;
  s -= 0.08 * apart(t, p);
  /* Ties are broken by the words themselves, so that a change elsewhere in the text changes nothing here. */
  return s + 1e-3 * (double)(kd_hash_string(p->letters) % 997u) / 997.0;
}

typedef struct {
  const Phrase *phrase;
  double score;
} Candidate;

static int compare_candidates(gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  if (x->score > y->score || x->score < y->score)
    return x->score > y->score ? -1 : 1;
  return strcmp(x->phrase->text, y->phrase->text);
}

static gboolean stands_before(const Hunt *h, const Phrase *p)
{
  guint source = h->bench->text->first_source + h->bench->point->article;
  return p->article != source ? p->article < source : p->start < h->search->target->span.start;
}

/* What stands in another article is taken only where it could stand here by its last word. */
static gboolean is_foreign(const Hunt *h, const Phrase *p)
{
  guint source = h->bench->text->first_source + h->bench->point->article;
  gboolean free = p->role == KD_ROLE_NUMERIC || p->role == KD_ROLE_VALUE;
  return p->article != source && !free &&
         (p->role == KD_ROLE_LEAD || !same_ends(h->target->letters, p->letters, 2));
}

/* The phrases of a bucket nearest to the target's place. */
static void collect(const Hunt *h, gpointer key, GArray *candidates)
{
  const double least = h->search->least_kin;
  const GArray *bucket = g_hash_table_lookup(h->pool->buckets, key);
  if (bucket == NULL)
    return;
  guint low = 0, high = bucket->len;
  while (low < high) {
    guint mid = low + (high - low) / 2;
    if (stands_before(h, g_ptr_array_index(h->pool->phrases, g_array_index(bucket, guint, mid))))
      low = mid + 1;
    else
      high = mid;
  }
  for (guint i = low > REACH ? low - REACH : 0; i < MIN(bucket->len, low + REACH); i++) {
    const Phrase *p = g_ptr_array_index(h->pool->phrases, g_array_index(bucket, guint, i));
    if (kin(h, p) < least || !has_shape(h, p) || is_foreign(h, p))
      continue;
    Candidate c = {p, score(h, p)};
    g_array_append_val(candidates, c);
  }
}

static void find_pattern(Hunt *h)
{
  const KdPoint *point = h->bench->point;
  const char *text = h->bench->text->document->text;
  for (guint i = 0; i < point->members->len; i++) {
    KdSpan m = kd_point_member(point, i);
    gunichar head = kd_span_first_char(text, m), tail = kd_span_last_char(text, m);
    h->head = i == 0 || h->head == head ? head : 0;
    h->tail = i == 0 || h->tail == tail ? tail : 0;
  }
}

/* A number of the stock is printed as the numbers of the source are. The caller owns it. */
static char *spell_like_target(const Hunt *h, const char *phrase)
{
  g_auto(GStrv) parts = g_strsplit(phrase, "%", -1);
  return g_strjoinv(strstr(h->target->text, "％") ? "％" : "%", parts);
}

/* A like ending alone makes no kin of what other texts say: 应急能力 and 抗压能力, 厕所革命 and 辛亥革命. A
 * member of a list must have stood beside one of its members there, and words of two letters stand beside
 * anything; a shorthand has the number and the 个 of the right one; a tail tells enough in a definition
 * alone, and of a subject nothing tells. */
static gboolean keeps_company(const Hunt *h, const char *text)
{
  const char *target = h->target->text;
  switch (h->target->role) {
  case KD_ROLE_MEMBER:
    return h->target->n > 2 && g_hash_table_contains(h->company, text);
  case KD_ROLE_NUMERIC:
    return g_utf8_get_char(target) == g_utf8_get_char(text) && strstr(target, "个") && strstr(text, "个");
  case KD_ROLE_TAIL:
    return h->bench->point->kind == KD_POINT_DEFINITION;
  case KD_ROLE_SUBJECT:
    return FALSE;
  default:
    return TRUE;
  }
}

/* 意愿和能力, 人民满意的教育: a phrase is joined, or has a modifier with 的, where the right one has. */
static gboolean is_built_like_target(const Hunt *h, const char *text)
{
  static const char *const joints[] = {"的", "和", "与", "及"};
  for (guint i = 0; i < G_N_ELEMENTS(joints); i++)
    if ((strstr(h->target->text, joints[i]) != NULL) != (strstr(text, joints[i]) != NULL))
      return FALSE;
  return TRUE;
}

static void add_from_stock(Hunt *h, const char *words, double worse, GPtrArray *made, GArray *candidates)
{
  /* Most are of another length: no more need be known of them. */
  if (!has_length(h, h->target->role, kd_letter_count(words, strlen(words))))
    return;
  g_autofree char *text = spell_like_target(h, words);
  if (!keeps_company(h, text) || !is_built_like_target(h, text))
    return;
  Phrase *p = phrase_new(h->bench->shop->ctx, text, strlen(text), h->target->role);
  g_ptr_array_add(made, p);
  p->governor = h->target->governor;
  p->article = G_MAXUINT;
  if (kin(h, p) < h->search->least_kin || !has_shape(h, p) ||
      kd_ground_has(h->bench->shop->ground, p->letters))
    return;
  Candidate c = {p, score(h, p) - worse};
  g_array_append_val(candidates, c);
}

static void collect_company(const Hunt *h, GHashTable *company)
{
  const KdPoint *point = h->bench->point;
  for (guint i = 0; i < point->members->len && h->target->role == KD_ROLE_MEMBER; i++) {
    g_autofree char *member = kd_span_dup(h->bench->text->document->text, kd_point_member(point, i));
    g_autofree char *key = kd_stock_company_key(member);
    KdStockPhrases phrases = kd_stock_find(key);
    const char *at;
    gsize len;
    while (kd_stock_next(&phrases, &at, &len)) {
      char *phrase = g_strndup(at, len);
      guint n = GPOINTER_TO_UINT(g_hash_table_lookup(company, phrase));
      g_hash_table_insert(company, phrase, GUINT_TO_POINTER(n + 1));
    }
  }
}

static gint compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Phrases of the stock that stand in the same place in other texts. What the sources hold anywhere comes from
 * them or not at all. */
static void find_in_stock(Hunt *h, GPtrArray *result)
{
  g_autoptr(GPtrArray) keys = kd_stock_keys(h->bench->text->document->text, h->search->target);
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(free_phrase);
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  guint n = 0;
  g_autofree gpointer *company = g_hash_table_get_keys_as_array(h->company, &n);
  qsort(company, n, sizeof *company, compare_strings);
  for (guint i = 0; i < n; i++) {
    guint beside = GPOINTER_TO_UINT(g_hash_table_lookup(h->company, company[i]));
    add_from_stock(h, company[i], -0.5 * beside, made, candidates);
  }
  /* An object is found behind its own verb, not by how it ends alone. */
  guint usable = h->target->role == KD_ROLE_OBJECT && keys->len ? keys->len - 1 : keys->len;
  for (guint k = 0; k < usable; k++) {
    KdStockPhrases phrases = kd_stock_find(g_ptr_array_index(keys, k));
    const char *at;
    gsize len;
    /* The commoner of two that fit as well comes first. */
    for (guint i = 0; kd_stock_next(&phrases, &at, &len); i++) {
      if (!has_length(h, h->target->role, kd_letter_count(at, len)))
        continue;
      g_autofree char *phrase = g_strndup(at, len);
      if (!g_hash_table_contains(h->company, phrase))
        add_from_stock(h, phrase, 0.06 * i + 0.5 * k, made, candidates);
    }
  }
  g_array_sort(candidates, compare_candidates);
  guint before = h->found->len;
  for (guint i = 0; i < candidates->len && h->found->len < h->search->wanted; i++) {
    const Phrase *p = g_array_index(candidates, Candidate, i).phrase;
    if (!is_surely_wrong(h, p))
      continue;
    g_ptr_array_add(h->found, (gpointer)p);
    g_ptr_array_add(result, g_strdup(p->text));
  }
  g_ptr_array_set_size(h->found, (gint)before);
}

/* What stands around the gap, up to the nearest clause marks. The caller owns it. */
static char *clause_around(const char *before, const char *after)
{
  const char *from = before + strlen(before), *to = after;
  while (from > before && !kd_is_clause_mark(g_utf8_get_char(g_utf8_find_prev_char(before, from))))
    from = g_utf8_find_prev_char(before, from);
  while (*to && !kd_is_clause_mark(g_utf8_get_char(to)))
    to = g_utf8_next_char(to);
  return g_strdup_printf("%s%.*s", from, (int)(to - after), after);
}

/* What is asked about every candidate. */
static void read_surroundings(Hunt *h)
{
  const KdSearch *search = h->search;
  g_autofree char *stem = g_strconcat(search->before, search->after, NULL);
  h->stem = kd_letters_dup(stem);
  h->evidence = kd_letters_dup(search->evidence);
  h->slot = clause_around(search->before, search->after);
  g_autofree char *opening = clause_around(search->before, "");
  h->opening = kd_letters_dup(opening);
  g_autofree char *before = kd_letters_dup(search->before), *after = kd_letters_dup(search->after);
  h->before = g_strdup(last_letters(before, NEXT_TO_GAP));
  h->after = g_utf8_substring(after, 0, MIN(NEXT_TO_GAP, g_utf8_strlen(after, -1)));
  const KdWords *slots = kd_cues_get(h->bench->shop->ctx->cues, "negative-slots");
  gsize at, len;
  h->bad_slot = kd_words_search(slots, h->slot, strlen(h->slot), &at, &len);
  h->closed = is_called_up(h);
  for (guint i = 0; i < search->right->len; i++) {
    const char *right = g_ptr_array_index(search->right, i);
    h->closed = h->closed || is_bad(h, right);
    g_ptr_array_add(h->right, kd_letters_dup(right));
  }
  const KdPoint *point = h->bench->point;
  for (guint i = 0; i < point->members->len; i++) {
    g_autofree char *member = kd_span_dup(h->bench->text->document->text, kd_point_member(point, i));
    g_ptr_array_add(h->members, kd_letters_dup(member));
  }
}

static void hunt_clear(Hunt *h)
{
  g_ptr_array_unref(h->found);
  g_ptr_array_unref(h->right);
  g_ptr_array_unref(h->members);
  g_hash_table_unref(h->company);
  g_free(h->stem);
  g_free(h->evidence);
  g_free(h->slot);
  g_free(h->before);
  g_free(h->after);
  g_free(h->opening);
  free_phrase(h->target);
}

GPtrArray *kd_pool_find(const KdBench *bench, const KdSearch *search)
{
  Hunt h = {.bench = bench, .search = search, .pool = bench->shop->pool};
  h.target = phrase_of(bench->shop->ctx, bench->text, bench->point, search->target);
  h.right = g_ptr_array_new_with_free_func(g_free);
  h.members = g_ptr_array_new_with_free_func(g_free);
  h.found = g_ptr_array_new();
  read_surroundings(&h);
  h.company = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  collect_company(&h, h.company);
  find_pattern(&h);
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  for (Way way = WAY_LAST; way < WAYS; way++)
    if (shared_value(h.target, way))
      collect(&h, bucket_key(h.target->role, way, shared_value(h.target, way)), candidates);
  for (guint n = h.target->n > 3 ? h.target->n - 3 : 1; n <= h.target->n + 3; n++)
    collect(&h, bucket_key(h.target->role, WAY_LENGTH, n), candidates);
  g_array_sort(candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && h.found->len < search->wanted; i++) {
    const Phrase *p = g_array_index(candidates, Candidate, i).phrase;
    if (is_surely_wrong(&h, p))
      g_ptr_array_add(h.found, (gpointer)p);
  }
  GPtrArray *result = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < h.found->len; i++)
    g_ptr_array_add(result, g_strdup(((const Phrase *)g_ptr_array_index(h.found, i))->text));
  if (search->stock && h.found->len < search->wanted)
    find_in_stock(&h, result);
  hunt_clear(&h);
  return result;
}
