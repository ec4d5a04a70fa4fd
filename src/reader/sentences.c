#include "reader/sentences.h"

#include "base/utf8.h"

#define BRACKET_LONGEST 300 /* bytes between brackets that keep their marks */
#define BRACKETS_DEEPEST 4

typedef struct {
  KdDocument *document;
  guint32 block;
  const char *end;        /* of the block */
  const char *last_close; /* the last closing quotation mark of the block */
  gboolean whole;         /* a title or heading: one sentence */
  guint32 sentence_start;
  guint32 clause_start;
  guint quote_depth; /* open “ and ‘ */
} Splitter;

static guint32 offset_of(const Splitter *s, const char *p)
{
  return (guint32)(p - s->document->text);
}

static void end_clause(Splitter *s, guint32 end, gunichar mark)
{
  KdSpan span = kd_span_trim(s->document->text, kd_span(s->clause_start, end));
  if (span.len == 0)
    return;
  KdClause c = {.span = span, .sentence = s->document->sentences->len, .mark = mark};
  g_array_append_val(s->document->clauses, c);
}

static void end_sentence(Splitter *s, guint32 end)
{
  KdSpan span = kd_span_trim(s->document->text, kd_span(s->sentence_start, end));
  guint32 first = s->document->clauses->len;
  while (first > 0 && kd_document_clause(s->document, first - 1)->sentence == s->document->sentences->len)
    first--;
  s->sentence_start = s->clause_start = end;
  if (span.len == 0)
    return;
  KdSentence sentence = {
      .span = span, .block = s->block, .first_clause = first, .n_clauses = s->document->clauses->len - first};
  g_array_append_val(s->document->sentences, sentence);
}

static gboolean is_quote_open(gunichar c)
{
  return c == 0x201C || c == 0x2018;
}

static gboolean is_quote_close(gunichar c)
{
  return c == 0x201D || c == 0x2019;
}

static void track_depth(Splitter *s, gunichar c)
{
  if (is_quote_open(c))
    s->quote_depth++;
  else if (is_quote_close(c) && s->quote_depth)
    s->quote_depth--;
}

/* Behind an end mark: closing marks that belong to the sentence, and further end marks (？！). */
static const char *skip_closing(Splitter *s, const char *p)
{
  while (p < s->end) {
    gunichar c = kd_utf8_char(p);
    if (!kd_is_closing(c) && !kd_is_end_mark(c))
      break;
    track_depth(s, c);
    p = g_utf8_next_char(p);
  }
  return p;
}

/* p: an opening bracket. What stands in brackets keeps its marks: the closing one, or p where there is none
 * near. */
static const char *skip_brackets(const Splitter *s, const char *p)
{
  guint depth = 0;
  for (const char *q = p; q < s->end && q < p + BRACKET_LONGEST && depth <= BRACKETS_DEEPEST;
       q = g_utf8_next_char(q)) {
    gunichar c = kd_utf8_char(q);
    if (kd_is_opening(c) && !is_quote_open(c))
      depth++;
    else if (kd_is_closing(c) && !is_quote_close(c) && --depth == 0)
      return q;
  }
  return p;
}

/* Half-width marks are left only in numbers, times, addresses and Latin text: there a blank follows. */
static gboolean is_mark(const Splitter *s, gunichar c, const char *next)
{
  if (!kd_is_clause_mark(c))
    return FALSE;
  return c >= 0x80 || next >= s->end || kd_is_blank(kd_utf8_char(next));
}

/* An end mark whose run of closing marks reaches up to next: does the sentence end here? Not inside a
 * quotation that goes on, nor where the sentence goes on behind a quotation (“……。”，…… or “……。”的……). */
static gboolean ends_here(const Splitter *s, const char *next)
{
  if (s->whole || (s->quote_depth && next <= s->last_close))
    return FALSE;
  if (next >= s->end)
    return TRUE;
  gunichar c = kd_utf8_char(next);
  return !kd_is_clause_mark(c) && c != 0x3001 && c != 0x7684;
}

/* A clause mark c at p; returns where to go on. */
static const char *end_at_mark(Splitter *s, const char *p, gunichar c)
{
  const char *next = g_utf8_next_char(p);
  end_clause(s, offset_of(s, p), c);
  if (kd_is_end_mark(c)) {
    next = skip_closing(s, next);
    if (ends_here(s, next)) {
      s->quote_depth = 0;
      end_sentence(s, offset_of(s, next));
    }
  }
  s->clause_start = offset_of(s, next);
  return next;
}

static const char *find_last_close(const char *start, const char *end)
{
  for (const char *p = end; p > start;) {
    p = g_utf8_prev_char(p);
    if (is_quote_close(kd_utf8_char(p)))
      return p;
  }
  return NULL;
}

static void split(Splitter *s, const char *p)
{
  while (p < s->end) {
    gunichar c = kd_utf8_char(p);
    track_depth(s, c);
    if (is_mark(s, c, g_utf8_next_char(p))) {
      p = end_at_mark(s, p, c);
      continue;
    }
    if (kd_is_opening(c) && !is_quote_open(c))
      p = skip_brackets(s, p);
    p = g_utf8_next_char(p);
  }
  end_clause(s, offset_of(s, s->end), 0);
  end_sentence(s, offset_of(s, s->end));
}

void kd_sentences_split(KdDocument *d, guint32 i)
{
  KdBlock *b = &g_array_index(d->blocks, KdBlock, i);
  b->first_sentence = d->sentences->len;
  if (b->kind == KD_BLOCK_META || b->kind == KD_BLOCK_NOISE)
    return;
  KdSpan words = kd_block_words(b);
  const char *start = d->text + words.start, *end = d->text + kd_span_end(words);
  Splitter s = {.document = d,
                .block = i,
                .end = end,
                .last_close = find_last_close(start, end),
                .whole = b->kind == KD_BLOCK_TITLE || b->kind == KD_BLOCK_HEADING,
                .sentence_start = words.start,
                .clause_start = words.start};
  split(&s, start);
  b->n_sentences = d->sentences->len - b->first_sentence;
}
