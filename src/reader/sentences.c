#include "reader/sentences.h"

#include "base/utf8.h"

typedef struct {
  KdDocument *document;
  guint32 block;
  const char *end; /* of the block */
  guint32 sentence_start;
  guint32 clause_start;
  guint quote_depth;   /* open “ and ‘ */
  guint bracket_depth; /* open （ and 《 */
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

/* Behind an end mark: closing marks that belong to the sentence, and further end marks (？！ ……). */
static const char *skip_closing(Splitter *s, const char *p)
{
  while (p < s->end) {
    gunichar c = g_utf8_get_char(p);
    if (kd_is_closing(c)) {
      if ((c == 0x201D || c == 0x2019) && s->quote_depth)
        s->quote_depth--;
      else if (s->bracket_depth)
        s->bracket_depth--;
    } else if (!kd_is_end_mark(c)) {
      break;
    }
    p = g_utf8_next_char(p);
  }
  return p;
}

static void track_depth(Splitter *s, gunichar c)
{
  if (c == 0x201C || c == 0x2018)
    s->quote_depth++;
  else if ((c == 0x201D || c == 0x2019) && s->quote_depth)
    s->quote_depth--;
  else if (kd_is_opening(c))
    s->bracket_depth++;
  else if (kd_is_closing(c) && s->bracket_depth)
    s->bracket_depth--;
}

/* An end mark at p, its run of closing marks up to next: does the sentence end here? Not inside a quotation
 * that goes on, nor where the sentence goes on behind a quotation (“……。”，……). */
static gboolean ends_here(const Splitter *s, const char *next)
{
  if (s->quote_depth || s->bracket_depth)
    return FALSE;
  if (next >= s->end)
    return TRUE;
  gunichar c = g_utf8_get_char(next);
  return !kd_is_clause_mark(c) && c != 0x3001;
}

void kd_sentences_split(KdDocument *d, guint32 i)
{
  KdBlock *b = &g_array_index(d->blocks, KdBlock, i);
  KdSpan words = kd_block_words(b);
  Splitter s = {.document = d,
                .block = i,
                .end = d->text + kd_span_end(words),
                .sentence_start = words.start,
                .clause_start = words.start};
  b->first_sentence = d->sentences->len;
  for (const char *p = d->text + words.start; p < s.end;) {
    gunichar c = g_utf8_get_char(p);
    const char *next = g_utf8_next_char(p);
    track_depth(&s, c);
    if (kd_is_clause_mark(c)) {
      end_clause(&s, offset_of(&s, p), c);
      if (kd_is_end_mark(c)) {
        next = skip_closing(&s, next);
        if (ends_here(&s, next))
          end_sentence(&s, offset_of(&s, next));
      }
      s.clause_start = offset_of(&s, next);
    }
    p = next;
  }
  end_clause(&s, offset_of(&s, s.end), 0);
  end_sentence(&s, offset_of(&s, s.end));
  b->n_sentences = d->sentences->len - b->first_sentence;
}
