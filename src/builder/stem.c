#include "builder/stem.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include "builder/naming.h"
#include "builder/target.h"
#include "builder/when.h"
#include <string.h>

/* Letters of a document's name that is put in front of a stem which could stand without it. */
#define NAME_MOST 16
/* Characters of a title that can be named at all, and where the stem says nothing without it. */
#define LONG_NAME_MOST 40
#define FRAME_LEAST 2     /* letters beside a list of phrases */
#define EVIDENCE_MOST 100 /* characters of a sentence that is shown whole as evidence */
#define FIELD_REACH 60    /* clauses beside the place asked about: more than a stem can hold */
#define DATE_MOST 10      /* characters of a clause that says when something was said */

/* Clauses among which a stem may be cut: a sentence, or the inside of a quotation. */
typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 from, to; /* indexes, inclusive */
  KdSpan inside;    /* of a quotation: the words between its marks; empty: no limit */
  guint32 subject;  /* where the words begin of which the point speaks; KD_NONE: not known */
  gboolean rules;   /* the document lays down rules */
  gboolean closed;  /* a list or a shorthand is asked for, which says what it means by itself */
} Field;

/* The clauses of a stem in the making. */
typedef struct {
  guint32 lo, hi; /* indexes, inclusive */
  guint32 least;  /* the clause up to which it must be shown */
} KdRun;

static const KdClause *clause_at(const Field *f, guint32 i)
{
  return kd_document_clause(f->document, i);
}

static KdSpan run_span(const Field *f, guint32 lo, guint32 hi)
{
  guint32 start = clause_at(f, lo)->span.start, end = kd_span_end(clause_at(f, hi)->span);
  if (f->inside.len) {
    start = MAX(start, f->inside.start);
    end = MIN(end, kd_span_end(f->inside));
  }
  return kd_span(MIN(start, end), end);
}

static guint run_chars(const Field *f, guint32 lo, guint32 hi)
{
  KdSpan s = run_span(f, lo, hi);
  return kd_char_count(f->document->text + s.start, s.len);
}

static gboolean leans_back(const Field *f, guint32 i)
{
  return kd_clause_leans_back(f->ctx, f->document->text, clause_at(f, i)->span);
}

/* …、科学发展观，全面贯彻习近平新时代中国特色社会主义思想: the guiding thoughts are named whole or not at
 * all. */
static gboolean breaks_off_thoughts(const Field *f, guint32 i)
{
  static const char last[] = "科学发展观", newest[] = "习近平新时代中国特色社会主义思想";
  const char *text = f->document->text;
  KdSpan s = kd_span_trim_marks(text, clause_at(f, i)->span), next = clause_at(f, i + 1)->span;
  return s.len >= strlen(last) && memcmp(text + kd_span_end(s) - strlen(last), last, strlen(last)) == 0 &&
         g_strstr_len(text + next.start, next.len, newest) != NULL;
}

static gboolean leans_forward(const Field *f, guint32 i)
{
  gunichar mark = clause_at(f, i)->mark;
  if (mark == 0xFF1A || mark == ':')
    return TRUE;
  return i < f->to && (kd_clause_leans_forward(f->ctx, f->document->text, clause_at(f, i)->span) ||
                       breaks_off_thoughts(f, i));
}

/* Marks that must come in pairs, opened and closed in a span: 0 where they balance. */
static int open_pairs(const char *text, KdSpan s, gboolean *closed_first)
{
  int depth = 0;
  *closed_first = FALSE;
  for (const char *p = text + s.start; p < text + kd_span_end(s); p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    depth += kd_is_opening(c) - kd_is_closing(c);
    *closed_first = *closed_first || depth < 0;
  }
  return depth;
}

/* Joining words alone (同时，) are not shown. */
static guint32 skip_joining(const Field *f, guint32 lo, guint32 last)
{
  while (lo < last) {
    KdSpan s = clause_at(f, lo)->span;
    if (kd_clause_connective(f->ctx, f->document->text, s) < s.len)
      break;
    lo++;
  }
  return lo;
}

/* The words of the run as shown: a joining word in front is taken off. */
static KdSpan shown_span(const Field *f, guint32 lo, guint32 hi)
{
  KdSpan s = run_span(f, lo, hi);
  KdSpan first = run_span(f, lo, lo);
  gsize n = kd_clause_connective(f->ctx, f->document->text, first);
  return n < first.len ? kd_span(s.start + (guint32)n, kd_span_end(s)) : s;
}

static gboolean can_open(const Field *f, guint32 lo)
{
  KdSpan s = shown_span(f, lo, lo);
  const char *words = f->document->text + s.start;
  return !kd_text_dangles(f->ctx, words, s.len) && !kd_text_has_pronoun(f->ctx, words, s.len) &&
         !kd_cue_opens(f->ctx, "naming-verbs", f->document->text, s);
}

static void grow(const Field *f, guint32 *lo, guint32 *hi)
{
  while (*lo > f->from && (leans_back(f, *lo) || leans_forward(f, *lo - 1)))
    --*lo;
  while (*hi < f->to && (leans_forward(f, *hi) || leans_back(f, *hi + 1)))
    ++*hi;
}

/* Quotation marks and brackets that the cut would break are taken in whole. */
static void grow_pairs(const Field *f, guint32 *lo, guint32 *hi)
{
  for (;;) {
    gboolean closed_first;
    int depth = open_pairs(f->document->text, run_span(f, *lo, *hi), &closed_first);
    if (closed_first && *lo > f->from)
      --*lo;
    else if (depth > 0 && *hi < f->to)
      ++*hi;
    else
      return;
  }
}

/* What somebody said is not begun in the middle of a sentence. */
static void grow_to_saying(const Field *f, guint32 *lo)
{
  while (f->inside.len && *lo > f->from && !kd_is_end_mark(clause_at(f, *lo - 1)->mark) &&
         clause_at(f, *lo - 1)->mark != 0xFF1B)
    --*lo;
}

/* As much of the sentence as is read at a glance; more context is easier to understand. */
static void widen(const Field *f, guint32 *lo, guint32 *hi)
{
  guint32 first = skip_joining(f, f->from, *lo);
  if (first < *lo && can_open(f, first) && run_chars(f, first, *hi) <= KD_STEM_AIM)
    *lo = first;
  if (run_chars(f, *lo, f->to) <= KD_STEM_AIM)
    *hi = f->to;
}

/* A stem of a few words tells the reader too little of where it belongs. */
static void lengthen(const Field *f, KdSpan target, guint32 *lo, guint32 *hi)
{
  guint least = KD_STEM_LEAST + kd_char_count(f->document->text + target.start, target.len);
  while (*hi < f->to && run_chars(f, *lo, *hi) < least)
    ++*hi;
  while (*lo > f->from && run_chars(f, *lo, *hi) < least)
    --*lo;
  grow(f, lo, hi);
  grow_pairs(f, lo, hi);
}

static gboolean is_task(const Field *f, guint32 i)
{
  KdSpan s = shown_span(f, i, i), verb, object;
  /* 蕴含了…: tells what somebody did. */
  if (kd_clause_split(f->ctx, f->document->text, s, &verb, &object) &&
      kd_cue_opens(f->ctx, "aspect-particles", f->document->text, object))
    return FALSE;
  return kd_phrase_opens_with_verb(f->ctx, f->document->text + s.start, s.len);
}

/* 社区治理是…, 各级党组织要…: the clause says itself of whom it speaks. */
static gboolean has_subject(const Field *f, guint32 i)
{
  const char *text = f->document->text;
  KdSpan s = shown_span(f, i, i);
  if (s.start == f->subject)
    return TRUE;
  if (is_task(f, i) || kd_text_dangles(f->ctx, text + s.start, s.len))
    return FALSE;
  const char *end = text + kd_span_end(s);
  guint letters = 0;
  for (const char *p = text + s.start; p < end; p = g_utf8_next_char(p)) {
    if (letters >= 2 &&
        kd_cue_opens(f->ctx, "subject-verbs", text, kd_span((guint32)(p - text), kd_span_end(s))))
      return TRUE;
    letters += kd_is_letter(g_utf8_get_char(p));
  }
  return FALSE;
}

/* 在…前，也实地前往…: what stands behind the last ； may go on about whom the sentence speaks of. */
static gboolean lacks_subject(const Field *f, guint32 part, guint32 lo)
{
  guint32 i = part;
  while (i < lo && leans_forward(f, i))
    i++;
  return is_task(f, i) || (i > part && leans_back(f, i));
}

/* Where the words begin of which clause lo speaks: the sentence, or what stands behind its last ； where that
 * has a subject of its own or no part has one. */
static guint32 find_beginning(const Field *f, guint32 lo)
{
  guint32 part = lo;
  while (part > f->from && clause_at(f, part - 1)->mark != 0xFF1B &&
         !kd_is_end_mark(clause_at(f, part - 1)->mark))
    part--;
  return skip_joining(f, lacks_subject(f, part, lo) && !is_task(f, f->from) ? f->from : part, lo);
}

/* 把问题解决在一线, 做到…: reads as an order. */
static gboolean opens_order(const Field *f, guint32 i)
{
  return kd_cue_opens(f->ctx, "order-openers", f->document->text, shown_span(f, i, i)) > 0;
}

/* …要把…作为重要内容，组织…，把问题解决在一线: the clauses before lo say what ought to be done. */
static gboolean is_order(const Field *f, guint32 first, guint32 lo)
{
  return lo > first && kd_cue_stands(f->ctx, "ought-words", f->document->text, run_span(f, first, lo - 1));
}

/* From which clause on, up to clause last, the run reads as an order or names its subject: the earliest that
 * is read at a glance, else the latest. */
static gboolean open_with_order(const Field *f, KdRun *run, guint32 first, guint32 last)
{
  gboolean ordered = is_order(f, first, last);
  guint32 found = KD_NONE;
  for (guint32 i = first; (f->closed || ordered) && i <= last; i++) {
    gboolean opens = is_task(f, i) || (ordered && (opens_order(f, i) || (i > first && has_subject(f, i))));
    if (!opens || !can_open(f, i) || leans_back(f, i))
      continue;
    found = i;
    if (run_chars(f, i, run->hi) <= KD_STEM_AIM)
      break;
  }
  if (found == KD_NONE || run_chars(f, found, run->least) > (ordered ? KD_STEM_MOST : KD_STEM_AIM))
    return FALSE;
  run->hi = run_chars(f, found, run->hi) <= KD_STEM_MOST ? run->hi : run->least;
  run->lo = found;
  return TRUE;
}

/* 2019年8月，某某强调，…: where room is short the date is not shown. */
static guint32 skip_date(const Field *f, guint32 first, guint32 lo, guint32 least)
{
  gboolean skip = run_chars(f, first, least) > KD_STEM_MOST && run_chars(f, first, first) <= DATE_MOST &&
                  first + 1 < lo && can_open(f, first + 1) && !leans_back(f, first + 1);
  return skip ? first + 1 : first;
}

/* A stem that begins in the middle of a sentence has lost its subject, but in a chain of tasks, which has
 * none. last: the clause at which it must have begun. FALSE: the beginning is too far off. */
static gboolean reach_subject(const Field *f, KdRun *run, guint32 last)
{
  guint32 first = find_beginning(f, run->lo);
  if (first >= run->lo)
    return TRUE;
  guint32 open = skip_date(f, first, run->lo, run->least);
  if (can_open(f, open) && run_chars(f, open, run->least) <= KD_STEM_MOST) {
    run->lo = open;
    run->hi = run_chars(f, open, run->hi) <= KD_STEM_MOST ? run->hi : run->least;
    return TRUE;
  }
  if (has_subject(f, run->lo) || (is_task(f, first) && is_task(f, run->lo)))
    return TRUE;
  return open_with_order(f, run, first, MAX(last, run->lo));
}

/* 把…，把…: clauses of one frame belong together. FALSE: they are too many. */
static gboolean keep_frames(const Field *f, guint32 lo, guint32 *hi)
{
  const char *text = f->document->text;
  while (*hi < f->to) {
    KdSpan a = clause_at(f, *hi)->span, b = clause_at(f, *hi + 1)->span;
    if (a.len == 0 || b.len == 0 || kd_span_first_char(text, a) != kd_span_first_char(text, b))
      return TRUE;
    if (run_chars(f, lo, *hi + 1) > KD_STEM_MOST)
      return kd_cue_opens(f->ctx, "stem-frames", text, b) == 0;
    ++*hi;
  }
  return TRUE;
}

/* 坚定…，强化…，我们就一定能…: what a sentence of this shape says is said under a condition, and its clauses
 * are the condition. The clauses up to hi are no statement by themselves, so its end is shown as well, and
 * where that is too much, less of its beginning, down to clause first. FALSE: it cannot be shown. */
static gboolean close_condition(const Field *f, guint32 *lo, guint32 *hi, guint32 first)
{
  guint32 last = *hi;
  while (last < f->to && clause_at(f, last)->mark != 0xFF1B && !kd_is_end_mark(clause_at(f, last)->mark))
    last++;
  if (last == *hi || !kd_clause_answers(f->ctx, f->document->text, clause_at(f, last)->span))
    return TRUE;
  guint32 from = *lo;
  while (from < first && (run_chars(f, from, last) > KD_STEM_MOST || !can_open(f, from)))
    from++;
  gboolean shown =
      (from == *lo || is_task(f, from) || opens_order(f, from)) && run_chars(f, from, last) <= KD_STEM_MOST;
  *lo = shown ? from : *lo;
  *hi = shown ? last : *hi;
  return shown;
}

/* 借用…车辆等，影响公正执行公务，情节较轻的，给予…: what a rule forbids is a condition, and its clauses up to
 * the one that ends with 的 are no statement. Shown to its end, or not at all. */
static gboolean close_rule(const Field *f, guint32 lo, guint32 *hi)
{
  guint32 last = *hi, condition = KD_NONE;
  while (last < f->to && clause_at(f, last)->mark != 0xFF1B && !kd_is_end_mark(clause_at(f, last)->mark)) {
    last++;
    if (kd_span_ends(f->document->text, clause_at(f, last)->span, "的") && last < f->to)
      condition = last;
  }
  if (condition == KD_NONE)
    return TRUE;
  *hi = last;
  return run_chars(f, lo, last) <= KD_STEM_MOST;
}

/* From the clauses that hold the target to a run that can be read alone. *why: what is wrong with it. */
static gboolean cut_run(const Field *f, KdSpan target, KdSpan *out, const char **why)
{
  *why = "not in one sentence";
  guint32 lo = kd_document_find_clause(f->document, target.start);
  guint32 hi = kd_document_find_clause(f->document, kd_span_end(target) - 1);
  if (lo == KD_NONE || hi == KD_NONE || lo < f->from || hi > f->to)
    return FALSE;
  *why = "too long";
  if (run_chars(f, lo, hi) > KD_STEM_MOST)
    return FALSE;
  guint32 first = lo;
  grow_pairs(f, &lo, &hi);
  grow(f, &lo, &hi);
  grow_pairs(f, &lo, &hi);
  KdRun run = {lo, hi, hi};
  guint32 last = lo;
  lengthen(f, target, &run.lo, &run.hi);
  widen(f, &run.lo, &run.hi);
  grow_to_saying(f, &run.lo);
  *why = "no subject in reach";
  if (!reach_subject(f, &run, last))
    return FALSE;
  lo = run.lo;
  hi = run.hi;
  *why = "in the middle of a list";
  if (!keep_frames(f, lo, &hi))
    return FALSE;
  *why = "half of a condition";
  if (!close_condition(f, &lo, &hi, first) || (f->rules && !close_rule(f, lo, &hi)))
    return FALSE;
  lo = skip_joining(f, lo, first);
  while (lo < first && !can_open(f, lo) && !leans_back(f, lo + 1))
    lo++;
  gboolean closed_first;
  gboolean paired = open_pairs(f->document->text, run_span(f, lo, hi), &closed_first) == 0 && !closed_first;
  *why = !can_open(f, lo) ? "opens with a pointing word" : !paired ? "unpaired marks" : "too long";
  if (!can_open(f, lo) || run_chars(f, lo, hi) > KD_STEM_MOST || !paired)
    return FALSE;
  *out = shown_span(f, lo, hi);
  return kd_span_contains(*out, target);
}

/* The outermost quotation that holds the target and more; its marks are included. Empty: none. */
static KdSpan find_quotation(const KdDocument *d, KdSpan within, KdSpan target)
{
  const char *end = d->text + kd_span_end(within);
  guint32 open = 0;
  guint depth = 0;
  for (const char *p = d->text + within.start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    guint32 at = (guint32)(p - d->text);
    if (depth == 0 && at >= kd_span_end(target))
      break;
    if (c == 0x201C && depth++ == 0)
      open = at;
    if (c != 0x201D || depth == 0 || --depth > 0)
      continue;
    KdSpan q = kd_span(open, at + (guint32)strlen("”"));
    KdSpan inner = kd_span(open + (guint32)strlen("“"), at);
    if (!kd_span_contains(q, target) || kd_span_equal(inner, target))
      continue;
    return q;
  }
  return (KdSpan){0, 0};
}

static gboolean announces_speech(const Field *f, guint32 i)
{
  const KdClause *c = clause_at(f, i);
  const KdWords *verbs = kd_cues_get(f->ctx->cues, "speech-verbs");
  return c->mark == 0xFF1A || kd_words_suffix(verbs, f->document->text + c->span.start, c->span.len) > 0;
}

/* A quotation that begins where a clause begins, or right behind a verb of speaking, is what somebody said;
 * inside a clause it is a name or a saying. */
static gboolean is_speech(const Field *f, KdSpan quotation)
{
  if (quotation.len == 0)
    return FALSE;
  guint32 i = kd_document_find_clause(f->document, quotation.start);
  if (i == KD_NONE || i < f->from)
    return FALSE;
  const char *text = f->document->text;
  guint32 start = clause_at(f, i)->span.start, open = quotation.start;
  if (start >= open)
    return i > f->from && (kd_span_has_clause_mark(text, quotation) || announces_speech(f, i - 1));
  /* 强调“…”“…”: one saying behind another. */
  for (const char *before; kd_span_ends(text, kd_span(start, open), "”") &&
                           (before = g_strrstr_len(text + start, open - start, "“"));)
    open = (guint32)(before - text);
  const KdWords *verbs = kd_cues_get(f->ctx->cues, "speech-verbs");
  return kd_words_suffix(verbs, text + start, open - start) > 0;
}

static gboolean span_holds(const KdSpan s, guint32 at)
{
  return at >= s.start && at < kd_span_end(s);
}

/* A quotation is shown whole with the words that lead to it; where it is long, the clauses around the target
 * are shown without the marks. */
static gboolean cut_quotation(const Field *sentence, KdSpan quotation, KdSpan target, KdStem *stem,
                              const char **why)
{
  *why = "no speaker in the sentence";
  const KdDocument *d = sentence->document;
  guint32 opening = quotation.start + (guint32)strlen("“");
  Field f = *sentence;
  f.from = kd_document_find_clause(d, opening);
  /* Behind the opening mark may stand another mark, or the end of a torn sentence. */
  if (f.from == KD_NONE || f.from < sentence->from || f.from > sentence->to)
    return FALSE;
  f.to = f.from;
  while (f.to < sentence->to && span_holds(quotation, clause_at(&f, f.to + 1)->span.start))
    f.to++;
  gboolean inside_clause = clause_at(&f, f.from)->span.start < quotation.start;
  if (!inside_clause && f.from == sentence->from)
    return FALSE;
  guint32 last = inside_clause ? f.from : f.from - 1;
  guint32 lead = skip_joining(sentence, sentence->from, last);
  while (lead < last && run_chars(sentence, lead, last) > 30 && !inside_clause)
    lead++;
  KdSpan words = shown_span(sentence, lead, last);
  words = kd_span(words.start, MIN(kd_span_end(words), quotation.start));
  if (!can_open(sentence, lead) || kd_char_count(d->text + words.start, words.len) > 40)
    return FALSE;
  KdSpan whole = kd_span(words.start, kd_span_end(quotation));
  if (kd_char_count(d->text + whole.start, whole.len) <= KD_SAYING_MOST) {
    stem->body = whole;
    return TRUE;
  }
  stem->lead = words;
  f.inside = kd_span(opening, kd_span_end(quotation) - (guint32)strlen("”"));
  return cut_run(&f, target, &stem->body, why);
}

/* “……。”某某说过这样的话: the speaker stands behind, so he is named in front: 某某指出：. */
static gboolean cut_bare_quotation(const KdBench *bench, KdSpan quotation, KdStem *stem, const char **why)
{
  const KdDocument *d = bench->text->document;
  const KdPoint *p = bench->point;
  *why = "no speaker in the sentence";
  if (p->kind != KD_POINT_QUOTE || p->head.len == 0 ||
      kd_char_count(d->text + quotation.start, quotation.len) > KD_STEM_MOST)
    return FALSE;
  gboolean office = kd_cue_closes(bench->shop->ctx, "speaker-offices", d->text, p->head) > 0;
  g_autofree char *speaker = kd_span_dup(d->text, p->head);
  stem->naming = g_strdup_printf("%s%s：", speaker, office ? "指出" : "说");
  stem->body = quotation;
  return TRUE;
}

/* Does the stem say itself who says it (全会提出，…)? */
static gboolean names_source(const KdContext *ctx, const char *text, KdSpan s)
{
  for (const char *p = text + s.start; p < text + kd_span_end(s); p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    KdSpan before = kd_span(s.start, (guint32)(p - text));
    if ((c == 0xFF0C || c == 0xFF1A) && kd_cue_closes(ctx, "naming-verbs", text, before))
      return TRUE;
  }
  return FALSE;
}

/* 《…条例》规定，: items on a document name it, and words like 今年 say nothing without it. */
static gboolean name_document(KdBench *bench, KdStem *stem)
{
  const KdDocument *d = bench->text->document;
  gboolean needed = kd_cue_stands(bench->shop->ctx, "relative-times", d->text, stem->body);
  needed = stem->needs_name = needed || stem->needs_name;
  KdSpan title = kd_document_name(bench);
  const char *verb = kd_name_verb(bench->shop->ctx, d->text + title.start, title.len);
  gboolean usable = *verb && kd_char_count(d->text + title.start, title.len) <= LONG_NAME_MOST;
  if (!usable || stem->quoted || stem->lead.len || stem->naming)
    return !needed;
  gboolean rules = strcmp(verb, "规定") == 0;
  /* 完善…机制: without a subject it is an order of nobody. */
  gboolean orders = kd_phrase_opens_with_verb(bench->shop->ctx, d->text + stem->body.start, stem->body.len);
  if (!needed && !rules && !orders && kd_span_letters(d, title) > NAME_MOST)
    return TRUE;
  if (names_source(bench->shop->ctx, d->text, stem->body))
    return TRUE;
  g_autofree char *name = kd_span_dup(d->text, title);
  stem->naming = g_strdup_printf("《%s》%s，", name, verb);
  return TRUE;
}

gboolean kd_span_is_sound(KdBench *bench, KdSpan span)
{
  if (kd_document_is_broken(bench->text->document, span))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BROKEN, NULL);
  const GArray *unsure = bench->doubts->unsure, *moved = bench->doubts->moved;
  guint i = kd_offsets_count(unsure, span.start);
  if (i < unsure->len && g_array_index(unsure, guint32, i) < kd_span_end(span))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_UNSURE, NULL);
  guint m = kd_offsets_count(moved, span.start);
  for (m = m ? m - 1 : 0; m < moved->len && g_array_index(moved, KdSpan, m).start < kd_span_end(span); m++) {
    KdSpan piece = g_array_index(moved, KdSpan, m);
    if (kd_span_overlaps(piece, span) && !kd_span_contains(piece, span))
      return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BROKEN, "reordered");
  }
  return TRUE;
}

static gboolean is_readable(KdBench *bench, const KdStem *stem)
{
  const KdContext *ctx = bench->shop->ctx;
  const char *text = bench->text->document->text;
  KdSpan shown = stem->lead.len ? stem->lead : stem->body;
  guint32 clause = kd_document_find_clause(bench->text->document, shown.start);
  guint32 end = clause == KD_NONE ? kd_span_end(shown)
                                  : kd_span_end(kd_document_clause(bench->text->document, clause)->span);
  if (kd_text_has_pronoun(ctx, text + shown.start, MIN(end, kd_span_end(shown)) - shown.start) ||
      kd_text_is_deictic(ctx, text + stem->body.start, stem->body.len) ||
      kd_text_is_deictic(ctx, text + stem->lead.start, stem->lead.len))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "points at what is not shown");
  return TRUE;
}

static void choose_evidence(KdBench *bench, const KdSentence *sentence, KdStem *stem)
{
  const KdDocument *d = bench->text->document;
  KdSpan shown = stem->lead.len ? kd_span(stem->lead.start, kd_span_end(stem->body)) : stem->body;
  gboolean whole = sentence->span.len <= 4 * EVIDENCE_MOST &&
                   kd_char_count(d->text + sentence->span.start, sentence->span.len) <= EVIDENCE_MOST;
  stem->evidence = whole && kd_span_is_sound(bench, sentence->span) ? sentence->span : shown;
}

/* Literary dots, a bare condition (…，情节严重的；), an announcement (主要任务是：) are no statements. */
static gboolean is_fragment(const KdBench *bench, KdSpan body)
{
  const KdDocument *d = bench->text->document;
  KdSpan words = kd_span_trim_marks(d->text, body);
  guint32 i = words.len ? kd_document_find_clause(d, kd_span_end(words) - 1) : KD_NONE;
  KdSpan last = i == KD_NONE ? words : kd_document_clause(d, i)->span;
  /* …是怎么来的: a whole statement. */
  gboolean cleft = kd_span_ends(d->text, words, "的") && g_strstr_len(d->text + last.start, last.len, "是");
  if ((kd_cue_closes(bench->shop->ctx, "stem-moods", d->text, words) && !cleft) ||
      (bench->point->kind != KD_POINT_FIGURE && !kd_span_has_clause_mark(d->text, words) &&
       !kd_text_has_verb(bench->shop->ctx, d->text, words)) ||
      kd_cue_opens(bench->shop->ctx, "naming-verbs", d->text, words))
    return TRUE;
  return g_strstr_len(d->text + body.start, body.len, "……") ||
         g_strstr_len(d->text + body.start, body.len, "是：");
}

/* 潮绣、潮瓷、潮剧。 */
static gboolean is_bare_list(const KdDocument *d, KdSpan asked, KdSpan body)
{
  gboolean phrases = g_strstr_len(d->text + asked.start, asked.len, "、") &&
                     g_strstr_len(d->text + asked.start, asked.len, "，") == NULL;
  return phrases && kd_span_letters(d, body) < kd_span_letters(d, asked) + FRAME_LEAST;
}

/* Literary dots begin and end a statement as a full stop does. */
static void cut_at_dots(const KdDocument *d, KdSpan target, KdStem *stem)
{
  const char *text = d->text;
  guint32 start = stem->body.start, end = kd_span_end(stem->body);
  const char *ahead = g_strrstr_len(text + start, target.start - start, "……");
  const char *behind = g_strstr_len(text + kd_span_end(target), end - kd_span_end(target), "……");
  start = ahead ? (guint32)(ahead - text) + (guint32)strlen("……") : start;
  end = behind ? (guint32)(behind - text) : end;
  stem->body = kd_span(start, end);
}

/* A figure is shown with its time, where the clauses shown do not say it. */
static gboolean name_time(const KdBench *bench, KdStem *stem)
{
  if (bench->point->kind != KD_POINT_FIGURE || stem->quoted)
    return TRUE;
  KdWhen when = kd_when_find(bench, stem->body);
  stem->when = when.words;
  stem->when_clause = when.clause;
  stem->needs_name = when.relative;
  return !when.needed || when.words.len > 0;
}

/* A member of a list is asked for beside all others. */
static KdSpan with_siblings(const KdBench *bench, const KdSentence *s, KdSpan target)
{
  KdSpan all;
  gboolean listed = bench->point->kind == KD_POINT_SERIES && kd_members_cover(bench->point, &all) &&
                    kd_span_contains(all, target) && kd_span_contains(s->span, all);
  return listed ? all : target;
}

/* The clauses of the sentence, or of a sentence without end those near the target: what is done is linear. */
static void set_reach(Field *f, const KdSentence *s, KdSpan target)
{
  guint32 at = kd_document_find_clause(f->document, target.start);
  f->from = s->first_clause;
  f->to = s->first_clause + s->n_clauses - 1;
  if (at == KD_NONE || at < f->from || at > f->to)
    return;
  f->from = MAX(f->from, at > FIELD_REACH ? at - FIELD_REACH : 0);
  f->to = MIN(f->to, at + FIELD_REACH);
}

static gboolean cut_stem(KdBench *bench, KdSpan target, KdStem *stem)
{
  const KdDocument *d = bench->text->document;
  *stem = (KdStem){.quoted = FALSE};
  guint32 i = kd_document_find_sentence(d, target.start);
  if (i == KD_NONE || !kd_span_contains(kd_document_sentence(d, i)->span, target))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, NULL);
  const KdSentence *s = kd_document_sentence(d, i);
  if (s->n_clauses == 0 || kd_document_block(d, s->block)->kind == KD_BLOCK_TITLE)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "title");
  if (bench->point->kind == KD_POINT_SERIES && kd_document_block(d, s->block)->kind == KD_BLOCK_HEADING)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "heading");
  Field f = {.ctx = bench->shop->ctx, .document = d};
  set_reach(&f, s, target);
  f.subject = bench->point->kind == KD_POINT_DEFINITION ? bench->point->head.start : KD_NONE;
  f.closed = bench->point->kind == KD_POINT_SERIES || bench->point->kind == KD_POINT_SHORTHAND;
  f.rules = strcmp(kd_document_verb(bench), "规定") == 0;
  guint32 end = f.to + 1 == s->first_clause + s->n_clauses ? kd_span_end(s->span)
                                                           : kd_span_end(clause_at(&f, f.to)->span);
  guint32 start = f.from == s->first_clause ? s->span.start : clause_at(&f, f.from)->span.start;
  KdSpan quotation = find_quotation(d, kd_span(start, end), target);
  stem->quoted = quotation.len > 0;
  const char *why = NULL;
  gboolean cut = is_speech(&f, quotation) ? cut_quotation(&f, quotation, target, stem, &why)
                 : quotation.len && quotation.start == s->span.start
                     ? cut_bare_quotation(bench, quotation, stem, &why)
                     : cut_run(&f, with_siblings(bench, s, target), &stem->body, &why);
  if (!cut)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, why);
  if (!stem->quoted)
    cut_at_dots(d, target, stem);
  if (!stem->quoted &&
      (is_fragment(bench, stem->body) || is_bare_list(d, with_siblings(bench, s, target), stem->body)))
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "no sentence");
  stem->opens_sentence = stem->body.start <= shown_span(&f, skip_joining(&f, f.from, f.to), f.to).start;
  if (kd_span_letters(d, stem->body) < kd_span_letters(d, target) + KD_STEM_BESIDE)
    return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "too short");
  choose_evidence(bench, s, stem);
  if (!kd_span_is_sound(bench, stem->body) || !kd_span_is_sound(bench, stem->lead) ||
      !is_readable(bench, stem))
    return FALSE;
  return name_time(bench, stem) && name_document(bench, stem)
             ? TRUE
             : kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "no time named");
}

/* What came of a place, and what was said about it on the way. */
struct KdCut {
  KdSpan target;
  gboolean sound, refused;
  KdStem stem;
  KdFindingCode reason;
  char *detail; /* NULL: none */
};

void kd_cut_free(KdCut *cut)
{
  kd_stem_clear(&cut->stem);
  g_free(cut->detail);
  g_free(cut);
}

static const KdCut *find_cut(KdBench *bench, KdSpan target)
{
  for (guint i = 0; i < bench->cuts->len; i++) {
    const KdCut *c = g_ptr_array_index(bench->cuts, i);
    if (kd_span_equal(c->target, target))
      return c;
  }
  return NULL;
}

static const KdCut *add_cut(KdBench *bench, KdSpan target)
{
  KdCut *c = g_new0(KdCut, 1);
  guint before = bench->refusals;
  c->target = target;
  c->sound = cut_stem(bench, target, &c->stem);
  c->refused = bench->refusals > before;
  c->reason = bench->reason;
  c->detail = c->refused ? g_strdup(bench->detail) : NULL;
  g_ptr_array_add(bench->cuts, c);
  return c;
}

gboolean kd_stem_cut(KdBench *bench, KdSpan target, KdStem *stem)
{
  const KdCut *c = find_cut(bench, target);
  if (c == NULL)
    c = add_cut(bench, target);
  else if (c->refused)
    kd_bench_refuse(bench, c->reason, c->detail);
  *stem = c->stem;
  stem->naming = g_strdup(c->stem.naming);
  return c->sound;
}

void kd_stem_clear(KdStem *stem)
{
  g_clear_pointer(&stem->naming, g_free);
}

static void close_stem(GString *out)
{
  while (out->len) {
    const char *last = g_utf8_find_prev_char(out->str, out->str + out->len);
    gunichar c = g_utf8_get_char(last);
    if (c != 0xFF0C && c != 0xFF1B && c != 0xFF1A && c != 0x3001 && !kd_is_blank(c))
      break;
    g_string_truncate(out, (gsize)(last - out->str));
  }
  const char *last = out->len ? g_utf8_find_prev_char(out->str, out->str + out->len) : NULL;
  const char *before = last && g_str_has_suffix(out->str, "”") ? kd_char_prev(out->str, last) : NULL;
  gboolean closed =
      last && (kd_is_end_mark(g_utf8_get_char(last)) || (before && kd_is_end_mark(g_utf8_get_char(before))));
  if (!closed)
    g_string_append(out, "。");
}

char *kd_stem_write(const KdText *text, const KdStem *stem, const KdGap *gaps, guint n)
{
  const char *t = text->document->text;
  GString *out = g_string_new(stem->naming);
  KdSpan before[] = {stem->when, stem->lead};
  for (guint i = 0; i < G_N_ELEMENTS(before); i++)
    if (before[i].len) {
      g_string_append_len(out, t + before[i].start, before[i].len);
      g_string_append(out, "，");
    }
  guint32 at = stem->body.start;
  for (guint i = 0; i < n; i++) {
    g_assert(gaps[i].span.start >= at);
    g_string_append_len(out, t + at, gaps[i].span.start - at);
    g_string_append(out, gaps[i].instead);
    at = kd_span_end(gaps[i].span);
  }
  g_string_append_len(out, t + at, kd_span_end(stem->body) - at);
  close_stem(out);
  return g_string_free(out, FALSE);
}

void kd_bench_add_evidence(const KdBench *bench, KdQuestion *question, KdSpan span)
{
  const KdDocument *d = bench->text->document;
  g_autofree char *words = kd_span_dup(d->text, kd_span_trim(d->text, span));
  kd_question_add_evidence(question, bench->text->first_source + bench->point->article,
                           kd_document_line(d, span.start), words);
}
