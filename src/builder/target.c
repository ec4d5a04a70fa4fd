#include "builder/target.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

/* Of a list that is less sure than this only inner members are asked for: their edges are marks. */
#define SURE_LIST 0.7
#define FRAME_LEAST 6  /* bytes: two characters that all members begin with */
#define MEMBER_MOST 14 /* letters of a member that is asked for whole */
#define VERB_LEAST 6   /* bytes: two characters */

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
  const KdWords *deng = kd_cues_get(f->ctx->cues, "deng-words");
  if (kd_span_ends(text, span, "等") && kd_words_suffix(deng, text + span.start, span.len) == 0)
    span.len -= (guint32)strlen("等");
  guint letters = kd_span_letters(f->text->document, span);
  /* A leader's name is no blank, nor is half of a word (遵纪守法以|及). */
  gboolean torn = role != KD_ROLE_TERM && kd_cue_closes(f->ctx, "torn-ends", text, span) > 0;
  if (letters < 2 || torn || kd_span_ends(text, span, "同志") ||
      kd_words_has(kd_cues_get(f->ctx->cues, "weak-answers"), text + span.start, span.len))
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
  if (!kd_span_has_clause_mark(text, s))
    add(f, s, KD_ROLE_TERM, part, weight);
}

static gboolean holds_de(const KdDocument *d, KdSpan s)
{
  return g_strstr_len(d->text + s.start, s.len, "的") != NULL;
}

static const char *find_last(const char *text, KdSpan s, const char *needle)
{
  return g_strrstr_len(text + s.start, s.len, needle);
}

/* 发展|和安全, 防范化解|工作中: no thing that the verb could have as its object. */
static gboolean is_no_thing(const Finder *f, KdSpan s)
{
  const char *text = f->text->document->text;
  return kd_cue_opens(f->ctx, "object-false-starts", text, s) > 0 ||
         kd_cue_closes(f->ctx, "object-false-ends", text, s) > 0;
}

/* 在保护中发展、在发展中保护: parts as long as each other are one saying. */
static gboolean is_even_saying(const Finder *f, KdSpan s)
{
  g_autofree char *words = kd_span_dup(f->text->document->text, s);
  g_auto(GStrv) parts = g_strsplit(words, "、", -1);
  guint n = kd_letter_count(parts[0], strlen(parts[0]));
  for (guint i = 1; parts[i]; i++)
    if (kd_letter_count(parts[i], strlen(parts[i])) != n)
      return FALSE;
  return n >= 4;
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
  gboolean saying = listed && is_even_saying(f, object);
  if (letters < 3 || letters > 14 || is_no_thing(f, object) ||
      (!saying && (listed || !kd_object_is_plain(f->ctx, text, object))))
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
  if (letters >= 4 && letters <= 10 && !is_no_thing(f, tail) && kd_object_is_plain(f->ctx, text, tail) &&
      g_strstr_len(text + tail.start, tail.len, "、") == NULL)
    add(f, tail, KD_ROLE_TAIL, part, weight * 0.7);
}

/* 要像爱惜生命一样保护好|历史文化遗产: the object of the last verb of a clause. */
static void add_last_object(Finder *f, KdSpan clause, guint part, double weight)
{
  const char *text = f->text->document->text;
  const char *end = text + kd_span_end(clause);
  const KdWords *verbs = kd_cues_get(f->ctx->cues, "object-verbs");
  KdSpan object = {0, 0};
  for (const char *p = text + clause.start; p < end;) {
    gsize n = kd_words_prefix(verbs, p, (gsize)(end - p));
    n = n >= VERB_LEAST ? n : 0;
    p = n ? p + n : g_utf8_next_char(p);
    if (n)
      object = kd_span((guint32)(p - text), kd_span_end(clause));
  }
  if (kd_span_starts(text, object, "好"))
    object = kd_span(object.start + (guint32)strlen("好"), kd_span_end(object));
  guint letters = kd_span_letters(f->text->document, object);
  if (letters >= 3 && letters <= 12 && !is_no_thing(f, object) && kd_object_is_plain(f->ctx, text, object) &&
      g_strstr_len(text + object.start, object.len, "、") == NULL && !holds_de(f->text->document, object))
    add(f, object, KD_ROLE_TAIL, part, weight * 0.6);
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
  const char *text = f->text->document->text;
  if (letters >= 4 && letters <= 20 && kd_text_has_verb(f->ctx, text, clause) &&
      !kd_cue_closes(f->ctx, "naming-verbs", text, clause) && !kd_clause_leans_back(f->ctx, text, clause) &&
      !kd_clause_leans_forward(f->ctx, text, clause))
    add(f, clause, KD_ROLE_CLAUSE, part, weight * 0.6);
}

static void find_in_lead(Finder *f, KdSpan lead, guint part)
{
  each_clause(f, lead, part, add_quoted);
  each_clause(f, lead, part, add_object);
  if (kd_span_has_clause_mark(f->text->document->text, lead))
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
static gboolean is_joined(const KdContext *ctx, const KdDocument *d, const KdPoint *p, guint i)
{
  guint32 end = kd_span_end(kd_point_member(p, i - 1)), start = kd_point_member(p, i).start;
  if (start < end)
    return FALSE;
  g_autoptr(GString) gap = g_string_new(NULL);
  kd_letters_append(gap, d->text + end, start - end);
  const KdWords *joins = kd_cues_get(ctx->cues, "list-joins");
  return gap->len == 0 || (i + 1 == p->members->len && kd_words_has(joins, gap->str, gap->len));
}

static gboolean opens_like_verb(const KdContext *ctx, const KdDocument *d, KdSpan s)
{
  return kd_phrase_opens_with_verb(ctx, d->text + s.start, s.len);
}

/* 宴请或者|旅游、健身: the list began before its first member. */
static gboolean begins_inside(const KdContext *ctx, const KdDocument *d, const KdPoint *p)
{
  KdSpan before = {0, p->members->len ? kd_point_member(p, 0).start : 0};
  return kd_span_ends(d->text, before, "、") || kd_cue_closes(ctx, "list-joins", d->text, before) > 0;
}

gboolean kd_members_cover(const KdPoint *p, KdSpan *list)
{
  for (guint i = 1; i < p->members->len; i++)
    if (kd_point_member(p, i).start < kd_span_end(kd_point_member(p, i - 1)))
      return FALSE;
  if (p->members->len == 0)
    return FALSE;
  *list = kd_span(kd_point_member(p, 0).start, kd_span_end(kd_point_member(p, p->members->len - 1)));
  return TRUE;
}

gboolean kd_list_is_even(const KdContext *ctx, const KdDocument *d, const KdPoint *p)
{
  if (begins_inside(ctx, d, p))
    return FALSE;
  guint shortest = G_MAXUINT, longest = 0, verbs = 0;
  for (guint i = 0; i < p->members->len; i++) {
    guint n = kd_span_letters(d, kd_point_member(p, i));
    shortest = MIN(shortest, n);
    longest = MAX(longest, n);
    verbs += opens_like_verb(ctx, d, kd_point_member(p, i));
    KdSpan m = kd_point_member(p, i);
    if ((i && !is_joined(ctx, d, p, i)) || kd_text_dangles(ctx, d->text + m.start, m.len))
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
  guint verb = kd_phrase_opens_with_verb(ctx, d->text + s.start, s.len);
  guint pair = kd_cue_stands(ctx, "joiners", d->text, s), de = holds_de(d, s);
  return verb | pair << 1u | de << 2u;
}

gboolean kd_list_is_alike(const KdContext *ctx, const KdDocument *d, const KdPoint *p)
{
  KdSpan first = kd_point_member(p, 0);
  for (guint i = 1; i < p->members->len; i++)
    if (looks_of(ctx, d, kd_point_member(p, i)) != looks_of(ctx, d, first))
      return FALSE;
  return TRUE;
}

/* 人民解放和|实现国家富强: two phrases with verbs of their own. */
static gboolean holds_second_verb(const Finder *f, KdSpan s)
{
  const char *text = f->text->document->text;
  if (kd_phrase_opens_with_verb(f->ctx, text + s.start, s.len))
    return FALSE;
  const char *end = text + kd_span_end(s);
  for (const char *p = s.len ? g_utf8_next_char(text + s.start) : end; p < end; p = g_utf8_next_char(p)) {
    KdSpan rest = kd_span((guint32)(p - text), kd_span_end(s));
    gsize n = kd_cue_opens(f->ctx, "list-joins", text, rest);
    if (n && kd_letter_count(p + n, rest.len - n) > 2 &&
        kd_phrase_opens_with_verb(f->ctx, p + n, rest.len - n))
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
    clauses += kd_cue_stands(f->ctx, "list-clause-words", d->text, other);
  }
  guint letters = kd_span_letters(d, m);
  /* 审判权、执行权相互配合: 1.6 times as long as any other. */
  if (letters >= 2 * longest || 5 * letters >= 8 * MAX(longest, 4) || holds_second_verb(f, m) ||
      (kd_cue_stands(f->ctx, "list-clause-words", d->text, m) && clauses == 0))
    return FALSE;
  if (i == 0 && kd_cue_closes(f->ctx, "list-torn", d->text, (KdSpan){0, m.start}))
    return FALSE;
  gboolean inner = i > 0 && i + 1 < n;
  return inner || f->point->confidence >= SURE_LIST;
}

/* What all members begin with, as far as whole characters go. */
static guint32 shared_head(const KdDocument *d, const KdPoint *p)
{
  KdSpan first = kd_point_member(p, 0);
  guint32 n = first.len;
  for (guint i = 1; i < p->members->len; i++) {
    KdSpan m = kd_point_member(p, i);
    guint32 same = 0;
    while (same < MIN(n, m.len) && d->text[first.start + same] == d->text[m.start + same])
      same++;
    n = same;
  }
  while (n && (d->text[first.start + n] & 0xC0) == 0x80)
    n--;
  /* 那么一|股热情: a number and what it counts are one. */
  return n && kd_is_han_number(kd_span_last_char(d->text, (KdSpan){first.start, n})) ? 0 : n;
}

/* 更加注重|系统集成，更加注重|突出重点: of clauses of one frame what they put into it is asked for. */
static void find_framed(Finder *f)
{
  const KdDocument *d = f->text->document;
  const KdPoint *p = f->point;
  guint32 head = p->members->len >= 3 ? shared_head(d, p) : 0;
  for (guint i = 1; i < p->members->len && head >= FRAME_LEAST; i++) {
    guint32 end = kd_span_end(kd_point_member(p, i - 1)), start = kd_point_member(p, i).start;
    if (start < end || kd_letter_count(d->text + end, start - end) > 0)
      return;
  }
  for (guint i = 1; i < p->members->len && head >= FRAME_LEAST; i++) {
    KdSpan m = kd_point_member(p, i);
    KdSpan rest = kd_span(m.start + head, kd_span_end(m));
    if (kd_span_letters(d, rest) >= 3 && !is_no_thing(f, rest))
      add(f, rest, KD_ROLE_OBJECT, i, 0.5);
  }
}

/* 彰显了人民至上的|价值追求: of a member that is too long to be asked for, its end. */
static void find_in_member(Finder *f, KdSpan member, guint part)
{
  add_tail(f, member, part, 0.5);
  add_last_object(f, member, part, 0.5);
}

/* 李大钊、陈独秀: a list of people, none of whom is a blank. */
static gboolean names_people(const Finder *f)
{
  const KdDocument *d = f->text->document;
  const KdWords *surnames = kd_cues_get(f->ctx->cues, "surnames");
  for (guint i = 0; i < f->point->members->len; i++) {
    KdSpan m = kd_point_member(f->point, i);
    guint letters = kd_span_letters(d, m);
    if (letters < 2 || letters > 3 || kd_words_prefix(surnames, d->text + m.start, m.len) == 0)
      return FALSE;
  }
  return f->point->members->len > 0;
}

/* Inner members first: both their edges are marks. A member that alone has a 的 in it may reach too far. */
static void find_series(Finder *f)
{
  const KdDocument *d = f->text->document;
  guint n = f->point->members->len, with_de = 0;
  if (names_people(f))
    return;
  if (!kd_list_is_even(f->ctx, d, f->point)) {
    find_framed(f);
    return;
  }
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
    if (letters > MEMBER_MOST && i)
      find_in_member(f, m, i);
  }
}

/* Of what somebody said, whole clauses of the length of a saying that lean on no other. */
static void add_saying(Finder *f, KdSpan clause, guint part, double weight)
{
  const char *text = f->text->document->text;
  guint letters = kd_span_letters(f->text->document, clause);
  if (letters >= 6 && letters <= 14 && !kd_clause_leans_back(f->ctx, text, clause) &&
      !kd_clause_leans_forward(f->ctx, text, clause))
    add(f, clause, KD_ROLE_CLAUSE, part, weight * 0.5);
}

static void find_quote(Finder *f)
{
  each_clause(f, f->point->text, 0, add_quoted);
  each_clause(f, f->point->text, 0, add_object);
  each_clause(f, f->point->text, 0, add_tail);
  each_clause(f, f->point->text, 0, add_last_object);
  each_clause(f, f->point->text, 0, add_saying);
}

/* The definition can be asked for by its subject, by what is said of it. What is indefinite (一种…) is said
 * of many things; 坚信|X是Y governs the statement; 总的思路|是… only leads on; 什么|是Y was a question. */
static gboolean is_defined(const Finder *f)
{
  return !kd_cue_stands(f->ctx, "definition-torn", f->text->document->text, f->point->head);
}

static gboolean has_own_subject(const Finder *f)
{
  const char *text = f->text->document->text;
  return !kd_cue_opens(f->ctx, "definition-governors", text, f->point->head) &&
         !kd_cue_closes(f->ctx, "definition-leads", text, f->point->head);
}

/* 关键是节约能源，提高能效: said to its end, or only begun? */
static gboolean ends_statement(const Finder *f, KdSpan predicate)
{
  const KdDocument *d = f->text->document;
  guint32 i = predicate.len ? kd_document_find_clause(d, kd_span_end(predicate) - 1) : KD_NONE;
  gunichar mark = i == KD_NONE ? 0 : kd_document_clause(d, i)->mark;
  return mark == 0 || mark == 0xFF1B || kd_is_end_mark(mark);
}

static void find_definition(Finder *f)
{
  const char *text = f->text->document->text;
  if (!is_defined(f))
    return;
  gboolean indefinite = kd_cue_opens(f->ctx, "indefinite-openers", text, f->point->text) > 0;
  gboolean own = has_own_subject(f);
  gboolean weak = kd_cue_opens(f->ctx, "weak-subjects", text, f->point->head) == f->point->head.len;
  if (!indefinite && own && !weak)
    add(f, f->point->head, KD_ROLE_SUBJECT, 0, 0.9);
  guint letters = kd_span_letters(f->text->document, f->point->text);
  gboolean framed = kd_cue_opens(f->ctx, "definition-governors", text, f->point->head) &&
                    kd_cue_closes(f->ctx, "statement-ends", text, f->point->text);
  if (letters <= 24 && !framed && !indefinite && (own || ends_statement(f, f->point->text)))
    add(f, f->point->text, KD_ROLE_PREDICATE, 0, letters <= 12 ? 0.85 : 0.4);
  each_clause(f, f->point->text, 0, add_quoted);
  each_clause(f, f->point->text, 0, add_tail);
}

/* What stands in its block behind the span. */
static KdSpan rest_of_block(const KdDocument *d, KdSpan s)
{
  guint32 i = kd_document_find_block(d, s.start);
  guint32 end = kd_span_end(s);
  return kd_span(end, i == KD_NONE ? end : MAX(end, kd_span_end(kd_document_block(d, i)->span)));
}

/* 6.5%|－7%: one end of a range. */
static gboolean is_half_range(const Finder *f, KdSpan v)
{
  const char *text = f->text->document->text;
  KdSpan before = {0, v.start}, after = rest_of_block(f->text->document, v);
  gsize n = kd_cue_closes(f->ctx, "value-ranges", text, before);
  const char *left = n ? kd_char_prev(text, text + v.start - n) : NULL;
  gsize m = kd_cue_opens(f->ctx, "value-ranges", text, after);
  return (left && kd_is_digit(g_utf8_get_char(left))) ||
         (m && kd_is_digit(g_utf8_get_char(text + after.start + m)));
}

/* Not where the unit goes on behind the value (13亿多人|口), nor where the number is one of nothing (1次). */
static void find_figure(Finder *f)
{
  const char *text = f->text->document->text;
  KdSpan v = f->point->value;
  KdSpan before = {0, v.start}, after = rest_of_block(f->text->document, v);
  gboolean once = kd_span_starts(text, v, "1") && kd_span_letters(f->text->document, v) == 2;
  if (v.len && !once && !is_half_range(f, v) && !kd_cue_opens(f->ctx, "value-tails", text, after) &&
      !kd_cue_closes(f->ctx, "value-heads", text, before))
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
