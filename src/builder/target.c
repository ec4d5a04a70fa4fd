#include "builder/target.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

/* Of a list that is less sure than this only inner members are asked for: their edges are marks. */
#define SURE_LIST 0.7

typedef struct {
  const KdContext *ctx;
  const KdText *text;
  const KdPoint *point;
  GArray *targets;
} Finder;

guint kd_span_letters(const KdDocument *d, KdSpan span)
{
  return kd_letter_count(d->text + span.start, span.len);
}

static gboolean has_clause_mark(const char *text, KdSpan s)
{
  for (const char *p = text + s.start; p < text + kd_span_end(s); p = g_utf8_next_char(p))
    if (kd_is_clause_mark(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

/* Quotation marks around the whole phrase are the stem's, not the answer's. */
static KdSpan inside_marks(const char *text, KdSpan s)
{
  if (!kd_span_starts(text, s, "“") || !kd_span_ends(text, s, "”"))
    return s;
  KdSpan inner = kd_span(s.start + (guint32)strlen("“"), kd_span_end(s) - (guint32)strlen("”"));
  return memchr(text + inner.start, 0xE2, inner.len) && g_strstr_len(text + inner.start, inner.len, "“")
             ? s
             : inner;
}

static void add(Finder *f, KdSpan span, KdRole role, guint part, double weight)
{
  const char *text = f->text->document->text;
  span = inside_marks(text, kd_span_trim_marks(text, kd_span_trim(text, span)));
  /* 张三、李四等: what leaves the list open is not asked for. */
  if (kd_span_ends(text, span, "等"))
    span.len -= (guint32)strlen("等");
  guint letters = kd_span_letters(f->text->document, span);
  /* A leader's name is no blank. */
  if (letters < 2 || kd_span_ends(text, span, "同志"))
    return;
  KdTarget t = {.span = span, .role = role, .part = part, .weight = weight};
  g_array_append_val(f->targets, t);
}

/* A phrase in quotation marks inside the span. */
static void add_quoted(Finder *f, KdSpan in, guint part, double weight)
{
  const char *text = f->text->document->text;
  const char *open = g_strstr_len(text + in.start, in.len, "“");
  if (open == NULL)
    return;
  const char *first = open + strlen("“");
  const char *close = g_strstr_len(first, (gssize)(text + kd_span_end(in) - first), "”");
  if (close == NULL)
    return;
  KdSpan s = kd_span((guint32)(first - text), (guint32)(close - text));
  if (!has_clause_mark(text, s))
    add(f, s, KD_ROLE_TERM, part, weight);
}

static const char *find_last(const char *text, KdSpan s, const char *needle)
{
  return g_strrstr_len(text + s.start, s.len, needle);
}

/* 发展|和安全: the verb was part of a noun. */
static gboolean opens_with_join(const char *text, KdSpan s)
{
  static const char *const joins[] = {"和", "与", "及", "的", "、", "或", "同", "等",   "好",   "到",
                                      "出", "起", "成", "住", "中", "上", "下", "过程", "工作", "实践"};
  for (guint i = 0; i < G_N_ELEMENTS(joins); i++)
    if (kd_span_starts(text, s, joins[i]))
      return TRUE;
  return FALSE;
}

/* …之中, …过程中, …以后: the phrase is no thing but a place or a time. */
static gboolean ends_with_place(const char *text, KdSpan s)
{
  static const char *const places[] = {"中", "下", "上", "时", "后", "前", "里", "内", "来", "起来"};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++)
    if (kd_span_ends(text, s, places[i]))
      return TRUE;
  return FALSE;
}

/* The object of the clause's verb; behind the last 的 where it is long. */
static void add_object(Finder *f, KdSpan clause, guint part, double weight)
{
  const char *text = f->text->document->text;
  KdSpan verb, object;
  if (!kd_clause_split(f->ctx, text, clause, &verb, &object))
    return;
  const char *de = find_last(text, object, "的");
  gboolean long_winded = de && kd_span_letters(f->text->document, object) > 8;
  if (long_winded)
    object = kd_span((guint32)(de + strlen("的") - text), kd_span_end(object));
  /* 全面深化|改革的…: the verb and 改革 are one word. */
  if (kd_span_ends(text, verb, "深化") && kd_span_starts(text, object, "改革"))
    return;
  guint letters = kd_span_letters(f->text->document, object);
  gboolean listed = g_strstr_len(text + object.start, object.len, "、") != NULL;
  if (letters < 3 || letters > 14 || listed || opens_with_join(text, object) ||
      ends_with_place(text, object) || !kd_object_is_plain(f->ctx, text, object))
    return;
  guint before = f->targets->len;
  add(f, object, long_winded ? KD_ROLE_TAIL : KD_ROLE_OBJECT, part, weight);
  if (f->targets->len > before && !long_winded)
    g_array_index(f->targets, KdTarget, before).verb = verb;
}

/* What stands behind the last 的 of a clause: 承载着中华民族的|基因和血脉. */
static void add_tail(Finder *f, KdSpan clause, guint part, double weight)
{
  const char *text = f->text->document->text;
  const char *de = find_last(text, clause, "的");
  if (de == NULL)
    return;
  KdSpan tail = kd_span((guint32)(de + strlen("的") - text), kd_span_end(clause));
  guint letters = kd_span_letters(f->text->document, tail);
  if (letters >= 4 && letters <= 10 && !opens_with_join(text, tail) && !ends_with_place(text, tail) &&
      kd_object_is_plain(f->ctx, text, tail) && g_strstr_len(text + tail.start, tail.len, "、") == NULL)
    add(f, tail, KD_ROLE_TAIL, part, weight * 0.7);
}

/* The clauses that a span touches, each cut to the span. */
static void each_clause(Finder *f, KdSpan span, guint part, void (*look)(Finder *, KdSpan, guint, double))
{
  const KdDocument *d = f->text->document;
  guint32 i = kd_document_find_clause(d, span.start);
  double weight = 0.8;
  for (; i != KD_NONE && i < d->clauses->len; i++) {
    KdSpan c = kd_document_clause(d, i)->span;
    if (c.start >= kd_span_end(span))
      break;
    KdSpan cut = kd_span(MAX(c.start, span.start), MIN(kd_span_end(c), kd_span_end(span)));
    look(f, cut, part, weight);
    weight *= 0.9;
  }
}

static void add_clause(Finder *f, KdSpan clause, guint part, double weight)
{
  guint letters = kd_span_letters(f->text->document, clause);
  if (letters >= 4 && letters <= 20 && !kd_clause_leans_back(f->ctx, f->text->document->text, clause))
    add(f, clause, KD_ROLE_CLAUSE, part, weight * 0.6);
}

static void find_in_lead(Finder *f, KdSpan lead, guint part)
{
  each_clause(f, lead, part, add_quoted);
  each_clause(f, lead, part, add_object);
  if (has_clause_mark(f->text->document->text, lead))
    each_clause(f, lead, part, add_clause);
}

/* Bytes that all leads begin with: what they share is not what they say. */
static guint32 shared_opening(const Finder *f)
{
  const char *text = f->text->document->text;
  KdSpan first = kd_point_member(f->point, 0);
  guint32 n = f->point->members->len > 1 ? first.len : 0;
  for (guint i = 1; i < f->point->members->len; i++) {
    KdSpan m = kd_point_member(f->point, i);
    guint32 same = 0;
    while (same < MIN(n, m.len) && text[first.start + same] == text[m.start + same])
      same++;
    n = same;
  }
  return n;
}

static void find_measures(Finder *f)
{
  guint32 shared = shared_opening(f);
  for (guint i = 0; i < f->point->members->len; i++) {
    KdSpan m = kd_point_member(f->point, i);
    guint from = f->targets->len;
    if (kd_span_letters(f->text->document, m) < 4)
      continue;
    find_in_lead(f, m, i);
    for (guint k = f->targets->len; k > from; k--)
      if (kd_span_end(g_array_index(f->targets, KdTarget, k - 1).span) <= m.start + shared)
        g_array_remove_index(f->targets, k - 1);
    add(f, m, KD_ROLE_LEAD, i, 0.3);
  }
}

/* Between two members only marks may stand, and one joining word, before the last. */
static gboolean is_joined(const KdDocument *d, const KdPoint *p, guint i)
{
  static const char *const joins[] = {"和", "与", "及", "以及", "或", "或者", "并", "同"};
  guint32 end = kd_span_end(kd_point_member(p, i - 1)), start = kd_point_member(p, i).start;
  if (start < end)
    return FALSE;
  g_autoptr(GString) gap = g_string_new(NULL);
  kd_letters_append(gap, d->text + end, start - end);
  gboolean joined = gap->len == 0;
  for (guint k = 0; k < G_N_ELEMENTS(joins) && i + 1 == p->members->len; k++)
    joined = joined || strcmp(gap->str, joins[k]) == 0;
  return joined;
}

static gboolean opens_like_verb(const KdContext *ctx, const KdDocument *d, KdSpan s)
{
  return kd_phrase_opens_with_verb(ctx, d->text + s.start, s.len);
}

/* 宴请或者|旅游、健身: the list began before its first member. */
static gboolean begins_inside(const KdDocument *d, const KdPoint *p)
{
  static const char *const joins[] = {"或者", "或", "和", "与", "及", "以及", "、"};
  guint32 start = p->members->len ? kd_point_member(p, 0).start : 0;
  KdSpan before = {0, start};
  for (guint i = 0; i < G_N_ELEMENTS(joins); i++)
    if (kd_span_ends(d->text, before, joins[i]))
      return TRUE;
  return FALSE;
}

gboolean kd_list_is_even(const KdContext *ctx, const KdDocument *d, const KdPoint *p)
{
  if (begins_inside(d, p))
    return FALSE;
  guint shortest = G_MAXUINT, longest = 0, verbs = 0;
  for (guint i = 0; i < p->members->len; i++) {
    guint n = kd_span_letters(d, kd_point_member(p, i));
    shortest = MIN(shortest, n);
    longest = MAX(longest, n);
    verbs += opens_like_verb(ctx, d, kd_point_member(p, i));
    KdSpan m = kd_point_member(p, i);
    if ((i && !is_joined(d, p, i)) || kd_text_dangles(ctx, d->text + m.start, m.len))
      return FALSE;
  }
  gboolean alike = verbs == 0 || verbs == p->members->len;
  return p->members->len >= 2 && shortest >= 2 && longest <= (alike ? 3 : 2) * shortest + 1;
}

gboolean kd_list_is_open(const KdDocument *d, const KdPoint *p)
{
  if (p->members->len == 0)
    return FALSE;
  KdSpan last = kd_point_member(p, p->members->len - 1);
  return g_str_has_prefix(d->text + kd_span_end(last), "等") || kd_span_ends(d->text, last, "等");
}

/* Which of the looks the span has, as bits. */
static guint looks_of(const KdContext *ctx, const KdDocument *d, KdSpan s)
{
  static const char *const joins[] = {"和", "与", "及"};
  guint looks = kd_phrase_opens_with_verb(ctx, d->text + s.start, s.len);
  for (guint i = 0; i < G_N_ELEMENTS(joins); i++)
    if (g_strstr_len(d->text + s.start, s.len, joins[i]))
      looks |= 2;
  return looks | (g_strstr_len(d->text + s.start, s.len, "的") ? 4 : 0);
}

gboolean kd_list_is_alike(const KdContext *ctx, const KdDocument *d, const KdPoint *p)
{
  KdSpan first = kd_point_member(p, 0);
  for (guint i = 1; i < p->members->len; i++)
    if (looks_of(ctx, d, kd_point_member(p, i)) != looks_of(ctx, d, first))
      return FALSE;
  return TRUE;
}

static gboolean holds_de(const KdDocument *d, KdSpan s)
{
  return g_strstr_len(d->text + s.start, s.len, "的") != NULL;
}

/* How many clause words stand in it: a clause among phrases, a phrase among clauses reaches too far. */
static gboolean holds_clause(const KdDocument *d, KdSpan s)
{
  static const char *const words[] = {"要", "是", "有", "应", "须", "将", "已", "会"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_strstr_len(d->text + s.start, s.len, words[i]))
      return TRUE;
  return FALSE;
}

/* 人民解放和|实现国家富强: two phrases with verbs of their own. */
static gboolean holds_second_verb(const Finder *f, KdSpan s)
{
  static const char *const joins[] = {"和", "与", "及", "并", "同", "或"};
  const char *text = f->text->document->text;
  for (guint i = 0; i < G_N_ELEMENTS(joins); i++) {
    const char *at = g_strstr_len(text + s.start + 3, s.len > 3 ? s.len - 3 : 0, joins[i]);
    gsize rest = at ? (gsize)(text + kd_span_end(s) - at) - 3 : 0;
    if (at && rest > 6 && kd_phrase_opens_with_verb(f->ctx, at + 3, rest) &&
        !kd_phrase_opens_with_verb(f->ctx, text + s.start, s.len))
      return TRUE;
  }
  return FALSE;
}

/* Can the member's edges be trusted, beside those of the others? */
static gboolean fits_siblings(const Finder *f, guint i)
{
  const KdDocument *d = f->text->document;
  guint n = f->point->members->len, longest = 0, shortest = G_MAXUINT, clauses = 0;
  KdSpan m = kd_point_member(f->point, i);
  for (guint k = 0; k < n; k++) {
    KdSpan other = kd_point_member(f->point, k);
    if (k == i)
      continue;
    longest = MAX(longest, kd_span_letters(d, other));
    shortest = MIN(shortest, kd_span_letters(d, other));
    clauses += holds_clause(d, other);
  }
  guint letters = kd_span_letters(d, m);
  if (letters >= 2 * longest || holds_second_verb(f, m) || (holds_clause(d, m) && clauses == 0))
    return FALSE;
  static const char *const torn[] = {"同", "与", "跟", "至", "到"};
  for (guint k = 0; k < G_N_ELEMENTS(torn) && i == 0; k++)
    if (kd_span_ends(d->text, (KdSpan){0, m.start}, torn[k]))
      return FALSE;
  gboolean inner = i > 0 && i + 1 < n;
  return inner || f->point->confidence >= SURE_LIST;
}

/* Inner members first: both their edges are marks. A member that alone has a 的 in it may reach too far. */
static void find_series(Finder *f)
{
  const KdDocument *d = f->text->document;
  guint n = f->point->members->len, with_de = 0;
  if (!kd_list_is_even(f->ctx, d, f->point))
    return;
  for (guint i = 0; i < n; i++)
    with_de += holds_de(d, kd_point_member(f->point, i));
  for (guint i = 0; i < n; i++) {
    KdSpan m = kd_point_member(f->point, i);
    guint letters = kd_span_letters(d, m);
    double weight = 0.6 + 0.02 * MIN(letters, 8) + (i > 0 && i + 1 < n ? 0.2 : 0.0);
    /* Of a list that goes on, another member would do as well. */
    if (kd_list_is_open(d, f->point))
      weight *= 0.4;
    if ((with_de == n || !holds_de(d, m)) && fits_siblings(f, i))
      add(f, m, KD_ROLE_MEMBER, i, weight);
  }
}

/* Of what somebody said, whole clauses of the length of a saying that lean on no other. */
static void add_saying(Finder *f, KdSpan clause, guint part, double weight)
{
  const char *text = f->text->document->text;
  guint letters = kd_span_letters(f->text->document, clause);
  if (letters >= 6 && letters <= 12 && !kd_clause_leans_back(f->ctx, text, clause) &&
      !kd_clause_leans_forward(f->ctx, text, clause))
    add(f, clause, KD_ROLE_CLAUSE, part, weight * 0.5);
}

static void find_quote(Finder *f)
{
  each_clause(f, f->point->text, 0, add_quoted);
  each_clause(f, f->point->text, 0, add_object);
  each_clause(f, f->point->text, 0, add_tail);
  each_clause(f, f->point->text, 0, add_saying);
}

/* 一种…, 一片…: said of many things. */
static gboolean is_indefinite(const char *text, KdSpan predicate)
{
  static const char *const openers[] = {"一个", "一种", "一项", "一片", "一块",
                                        "一座", "一场", "一门", "一支", "一件"};
  for (guint i = 0; i < G_N_ELEMENTS(openers); i++)
    if (kd_span_starts(text, predicate, openers[i]))
      return TRUE;
  return FALSE;
}

/* 坚持|房子是用来住的…定位: the verb governs the whole sentence, not the subject alone. */
static gboolean opens_with_governor(const char *text, KdSpan subject)
{
  static const char *const verbs[] = {"坚持", "树立", "秉持", "牢记", "明确", "认清", "懂得", "知道"};
  for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (kd_span_starts(text, subject, verbs[i]))
      return TRUE;
  return FALSE;
}

/* 总的思路|是，…; 中等职业学校重点|是…: a word that only leads to what follows. */
static gboolean leads_on(const char *text, KdSpan subject)
{
  static const char *const leads[] = {"重点", "思路", "目的", "关键", "核心", "根本"};
  for (guint i = 0; i < G_N_ELEMENTS(leads); i++)
    if (kd_span_ends(text, subject, leads[i]))
      return TRUE;
  return FALSE;
}

static void find_definition(Finder *f)
{
  const char *text = f->text->document->text;
  gboolean indefinite = is_indefinite(text, f->point->text);
  if (!indefinite && !opens_with_governor(text, f->point->head) && !leads_on(text, f->point->head))
    add(f, f->point->head, KD_ROLE_SUBJECT, 0, 0.9);
  guint letters = kd_span_letters(f->text->document, f->point->text);
  if (letters <= 24)
    add(f, f->point->text, KD_ROLE_PREDICATE, 0, indefinite ? 0.2 : letters <= 12 ? 0.85 : 0.4);
  each_clause(f, f->point->text, 0, add_quoted);
  each_clause(f, f->point->text, 0, add_tail);
}

/* Not where the unit goes on behind the value (13亿多人|口). */
static void find_figure(Finder *f)
{
  const char *text = f->text->document->text;
  KdSpan v = f->point->value;
  static const char *const ranges[] = {"至", "到", "～", "~", "-", "—", "－"};
  gboolean half = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(ranges) && v.len; i++) {
    const char *at = kd_span_ends(text, (KdSpan){0, v.start}, ranges[i])
                         ? kd_char_prev(text, text + v.start - strlen(ranges[i]))
                         : NULL;
    half = half || (at && kd_is_digit(g_utf8_get_char(at)));
  }
  gboolean once = kd_span_starts(text, v, "1") && kd_span_letters(f->text->document, v) == 2;
  if (v.len && !half && !once &&
      !(kd_span_ends(text, v, "人") && g_str_has_prefix(text + kd_span_end(v), "口")))
    add(f, v, KD_ROLE_VALUE, 0, 0.9);
}

static void find_shorthand(Finder *f)
{
  add(f, f->point->head, KD_ROLE_NUMERIC, 0, 0.9);
  for (guint i = 0; i < f->point->members->len; i++)
    add(f, kd_point_member(f->point, i), KD_ROLE_MEMBER, i, 0.6);
}

static void find_term(Finder *f)
{
  add(f, f->point->head, KD_ROLE_TERM, 0, 0.8);
}

static void (*const finders[KD_POINT_KINDS])(Finder *) = {
    [KD_POINT_MEASURES] = find_measures,     [KD_POINT_ORDINALS] = find_measures,
    [KD_POINT_SERIES] = find_series,         [KD_POINT_SHORTHAND] = find_shorthand,
    [KD_POINT_QUOTE] = find_quote,           [KD_POINT_FIGURE] = find_figure,
    [KD_POINT_DEFINITION] = find_definition, [KD_POINT_TERM] = find_term,
};

static int compare_targets(gconstpointer a, gconstpointer b)
{
  const KdTarget *x = a, *y = b;
  if (x->weight > y->weight || x->weight < y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

void kd_targets_find(const KdContext *ctx, const KdText *text, const KdPoint *point, GArray *targets)
{
  Finder f = {ctx, text, point, targets};
  finders[point->kind](&f);
  g_array_sort(targets, compare_targets);
}

void kd_targets_harvest(const KdContext *ctx, const KdText *text, GArray *targets)
{
  const KdDocument *d = text->document;
  Finder f = {ctx, text, NULL, targets};
  for (guint32 i = 0; i < d->clauses->len; i++) {
    const KdClause *c = kd_document_clause(d, i);
    if (!kd_document_is_broken(d, c->span))
      add_object(&f, c->span, 0, 0.0);
  }
}
