#include "builder/make.h"

#include "base/utf8.h"
#include "builder/clause.h"
#include <string.h>

#define AGAIN_REACH 20000 /* bytes in which a name or a list is looked for again */
#define TASK_LEAST 5      /* letters of a heading that says what to do */

/* Letters of every member, where all have as many; 0 else. */
static guint members_length(const KdBench *bench)
{
  const KdPoint *p = bench->point;
  guint n = p->members->len ? kd_span_letters(bench->text->document, kd_point_member(p, 0)) : 0;
  for (guint i = 1; i < p->members->len; i++)
    if (kd_span_letters(bench->text->document, kd_point_member(p, i)) != n)
      return 0;
  return n;
}

KdQuestion *kd_item_new(const KdBench *bench, KdQuestionType type, const KdStem *stem, const KdGap *gaps,
                        guint n)
{
  KdQuestion *q = kd_question_new(type);
  q->stem = kd_stem_write(bench->text, stem, gaps, n);
  if (stem->when.len)
    kd_bench_add_evidence(bench, q, stem->when_clause);
  kd_bench_add_evidence(bench, q, stem->evidence);
  return q;
}

char *kd_target_dup(const KdBench *bench, const KdTarget *target)
{
  return kd_span_dup(bench->text->document->text, target->span);
}

gboolean kd_target_has_subject(KdBench *bench, const KdStem *stem, const KdTarget *target)
{
  gboolean clause = target->role == KD_ROLE_MEMBER || target->role == KD_ROLE_CLAUSE;
  if (!clause || stem->opens_sentence || target->span.start != stem->body.start)
    return TRUE;
  return kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_STEM, "no subject");
}

gboolean kd_target_is_explained(KdBench *bench, const KdStem *stem, const KdTarget *target)
{
  const char *text = bench->text->document->text;
  const char *end = text + kd_span_end(stem->body);
  const char *p = text + kd_span_end(target->span);
  gboolean dash = p < end && g_str_has_prefix(p, "”——");
  while (p < end && !kd_is_letter(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  gboolean explained = dash && p < end;
  explained = explained || (p < end && kd_cue_opens(bench->shop->ctx, "explainers", text,
                                                    kd_span((guint32)(p - text), kd_span_end(stem->body))));
  /* 6种方式，即…: the reader counts. */
  g_autofree char *rest = kd_span_dup(text, kd_span(kd_span_end(target->span), kd_span_end(stem->body)));
  gboolean counted =
      target->role == KD_ROLE_VALUE && (strstr(rest, "，即") || strstr(rest, "：") || strstr(rest, "包括"));
  explained = explained || counted;
  gboolean named = target->role == KD_ROLE_NUMERIC || target->role == KD_ROLE_TERM || counted;
  if (named && explained)
    kd_bench_refuse(bench, KD_FINDING_LEFT_OUT_BLANK, "explained in the stem");
  return named && explained;
}

GPtrArray *kd_item_find_wrong(const KdBench *bench, const KdStem *stem, const KdTarget *target,
                              KdWanted wanted)
{
  const char *text = bench->text->document->text;
  gboolean inside = kd_span_contains(stem->body, target->span);
  g_autofree char *before =
      inside ? kd_span_dup(text, kd_span(stem->body.start, target->span.start)) : g_strdup("");
  g_autofree char *after =
      inside ? kd_span_dup(text, kd_span(kd_span_end(target->span), kd_span_end(stem->body))) : g_strdup("");
  g_autofree char *evidence = kd_span_dup(text, stem->evidence);
  KdSearch search = {.target = target,
                     .before = before,
                     .after = after,
                     .evidence = evidence,
                     .right = wanted.right,
                     .patterned = target->role == KD_ROLE_MEMBER,
                     .least_kin = wanted.least_kin,
                     .letters = target->role == KD_ROLE_MEMBER ? members_length(bench) : 0,
                     .stock = wanted.stock,
                     .wanted = wanted.wanted};
  return kd_pool_find(bench, &search);
}

void kd_item_add_wrong(const KdBench *bench, KdQuestion *q, const char *text)
{
  kd_question_add_option(q, text, FALSE);
  kd_question_option(q, q->options->len - 1)->stock = !kd_ground_has(bench->shop->ground, text);
}

GPtrArray *kd_members_dup(const KdBench *bench)
{
  GPtrArray *members = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < bench->point->members->len; i++)
    g_ptr_array_add(members, kd_span_dup(bench->text->document->text, kd_point_member(bench->point, i)));
  return members;
}

char *kd_head_dup(const KdBench *bench)
{
  const char *text = bench->text->document->text;
  KdSpan s = kd_span_trim_marks(text, kd_span_trim(text, bench->point->head));
  GString *out = g_string_new(NULL);
  gboolean gap = FALSE;
  const char *subtitle = g_strstr_len(text + s.start, s.len, "——");
  const char *end = subtitle ? subtitle : text + kd_span_end(s);
  for (const char *p = text + s.start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!kd_is_blank(c)) {
      g_string_append(out, gap ? "，" : "");
      g_string_append_unichar(out, c);
    }
    gap = kd_is_blank(c);
  }
  return g_string_free(out, FALSE);
}

/* 深化改革的|重要性: a heading that names a side of a thing opens like a task and is none. */
static gboolean names_side(const KdContext *ctx, const char *head)
{
  const char *de = g_strrstr(head, "的");
  return de && kd_cue_closes(ctx, "head-sides", de, kd_string_span(de)) > 0;
}

/* 开展…要突出重点: a statement of what ought to be. */
static gboolean says_ought(const KdContext *ctx, const char *head)
{
  const char *behind = *head ? g_utf8_next_char(head) : head;
  gboolean opens = kd_cue_opens(ctx, "head-oughts", head, kd_string_span(head)) == 0 &&
                   kd_words_prefix(kd_cues_get(ctx->cues, "head-oughts"), head, strlen(head)) > 0;
  return !opens && kd_cue_stands(ctx, "head-oughts", behind, kd_string_span(behind));
}

gboolean kd_head_is_task(const KdBench *bench, const char *head)
{
  const KdContext *ctx = bench->shop->ctx;
  const KdWords *documents = kd_cues_get(bench->shop->ctx->cues, "document-kinds");
  const KdWords *parts = kd_cues_get(bench->shop->ctx->cues, "part-labels");
  if (names_side(ctx, head) || strstr(head, "意义") || says_ought(ctx, head) ||
      kd_letter_count(head, strlen(head)) < TASK_LEAST || kd_words_has(parts, head, strlen(head)) ||
      kd_words_suffix(documents, head, strlen(head)))
    return FALSE;
  if (kd_cue_opens(ctx, "task-openers", head, kd_string_span(head)) && strlen(head) > 12)
    return TRUE;
  return kd_phrase_opens_with_verb(ctx, head, strlen(head));
}

gboolean kd_head_is_countable(const KdBench *bench, const char *head)
{
  const KdContext *ctx = bench->shop->ctx;
  if (kd_cue_stands(ctx, "head-pointers", head, kd_string_span(head)) ||
      kd_cue_opens(ctx, "part-labels", head, kd_string_span(head)))
    return FALSE;
  return kd_words_suffix(kd_cues_get(ctx->cues, "countable-heads"), head, strlen(head)) > 0 &&
         !kd_phrase_opens_with_verb(ctx, head, strlen(head)) &&
         kd_object_is_plain(ctx, head, (KdSpan){0, (guint32)strlen(head)});
}

char *kd_head_ask_announced(const KdBench *bench, const char *head)
{
  const KdContext *ctx = bench->shop->ctx;
  const KdWords *kinds = kd_cues_get(ctx->cues, "countable-heads");
  gsize at, len;
  if (!kd_words_search(kd_cues_get(ctx->cues, "announcers"), head, strlen(head), &at, &len) || at == 0)
    return NULL;
  const char *rest = head + at + len;
  gboolean fits = *rest && kd_words_suffix(kinds, rest, strlen(rest)) == strlen(rest);
  return fits ? g_strdup_printf("%.*s哪些%s？", (int)at, head, rest) : NULL;
}

gboolean kd_members_are_labels(const KdBench *bench)
{
  const KdPoint *p = bench->point;
  for (guint i = 0; i < p->members->len && p->kind == KD_POINT_MEASURES; i++)
    if (kd_span_letters(bench->text->document, kd_point_member(p, i)) < 4)
      return TRUE;
  return FALSE;
}

gboolean kd_members_are_tasks(const KdBench *bench)
{
  const char *text = bench->text->document->text;
  for (guint i = 0; i < bench->point->members->len; i++) {
    g_autofree char *member = kd_span_dup(text, kd_point_member(bench->point, i));
    if (!kd_phrase_opens_with_verb(bench->shop->ctx, member, strlen(member)) ||
        names_side(bench->shop->ctx, member))
      return FALSE;
  }
  return bench->point->members->len > 0;
}

/* What is looked for again: the members as they stand, or the name with its marks. */
static KdSpan words_of_point(const KdDocument *d, const KdPoint *p)
{
  KdSpan head = p->head;
  if (p->kind == KD_POINT_SERIES && p->members->len)
    return kd_span(kd_point_member(p, 0).start, kd_span_end(kd_point_member(p, p->members->len - 1)));
  gboolean marked = head.start >= strlen("“") && g_str_has_prefix(d->text + head.start - strlen("“"), "“") &&
                    g_str_has_prefix(d->text + kd_span_end(head), "”");
  guint32 mark = (guint32)strlen("“");
  return marked ? (KdSpan){head.start - mark, head.len + 2 * mark} : head;
}

static KdSpan moved(KdSpan s, guint32 from, guint32 to)
{
  return s.len ? (KdSpan){s.start - from + to, s.len} : s;
}

static KdPoint *move_point(const KdPoint *p, KdSpan words, guint32 to)
{
  KdPoint *copy = kd_point_new(p->kind, p->detector);
  copy->article = p->article;
  copy->ordered = p->ordered;
  copy->confidence = p->confidence;
  gboolean listed = p->kind == KD_POINT_SERIES;
  copy->head = listed ? (KdSpan){0, 0} : moved(p->head, words.start, to);
  copy->text = (KdSpan){to, words.len};
  for (guint i = 0; listed && i < p->members->len; i++)
    kd_point_add_member(copy, moved(kd_point_member(p, i), words.start, to));
  return copy;
}

KdPoint *kd_point_find_again(const KdBench *bench, const KdPoint *point, guint32 *from)
{
  const KdDocument *d = bench->text->document;
  const KdArticle *a = kd_document_article(d, point->article);
  gboolean fits =
      point->kind == KD_POINT_SERIES || point->kind == KD_POINT_SHORTHAND || point->kind == KD_POINT_TERM;
  KdSpan words = fits ? words_of_point(d, point) : (KdSpan){0, 0};
  if (words.len == 0 || a->n_blocks == 0)
    return NULL;
  guint32 end = kd_span_end(kd_document_block(d, a->first_block + a->n_blocks - 1)->span);
  end = MIN(end, words.start + AGAIN_REACH);
  guint32 at = MAX(*from, kd_span_end(words));
  g_autofree char *needle = kd_span_dup(d->text, words);
  const char *found;
  while (at < end && (found = g_strstr_len(d->text + at, end - at, needle))) {
    guint32 to = (guint32)(found - d->text);
    *from = at = to + words.len;
    guint32 block = kd_document_find_block(d, to);
    if (block != KD_NONE && kd_document_block(d, block)->kind == KD_BLOCK_PARAGRAPH)
      return move_point(point, words, to);
  }
  return NULL;
}
