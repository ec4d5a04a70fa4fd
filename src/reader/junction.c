#include "reader/junction.h"

#include "base/utf8.h"
#include <string.h>

#define LOG_LOST (-1.2) /* of a mark at the end of a line: three of ten are lost on the pages we know */
#define FULL_STOP 0x3002
#define CLOSE_DOUBLE 0x201D

/* Logarithm of the probability of the last n tokens, each behind all before it. */
static double score_last(const KdNgrams *ngrams, const guint16 *tokens, guint len, guint n)
{
  double sum = 0;
  for (guint i = len - n; i < len; i++)
    sum += kd_ngrams_score(ngrams, tokens, i + 1);
  return sum;
}

/* The head of the right piece behind a few tokens, of those of its characters on which these have a bearing.
 * Every character makes it less likely: once it is below the limit, that it is will do. */
static double score_head(const KdNgrams *ngrams, const guint16 *before, guint n, const KdRims *right,
                         double limit)
{
  guint16 tokens[KD_RIMS_TAIL + 1 + KD_RIMS_HEAD];
  guint head = MIN(KD_JUNCTION_REACH, right->n_head);
  double sum = 0;
  memcpy(tokens, before, n * sizeof *tokens);
  memcpy(tokens + n, right->head, head * sizeof *tokens);
  for (guint i = n; i < n + head && sum > limit; i++)
    sum += kd_ngrams_score(ngrams, tokens, i + 1);
  return sum;
}

KdRims kd_rims_read(const KdNgrams *ngrams, const KdDraft *d, guint first, guint n)
{
  KdRims r = {.last = kd_draft_glyph(d, first + n - 1)->c};
  for (guint i = 0; i < n && i < KD_RIMS_HEAD; i++)
    r.head[r.n_head++] = kd_ngrams_token(ngrams, kd_draft_glyph(d, first + i)->c);
  guint from = n > KD_RIMS_TAIL ? n - KD_RIMS_TAIL : 0;
  for (guint i = from; i < n; i++)
    r.tail[r.n_tail++] = kd_ngrams_token(ngrams, kd_draft_glyph(d, first + i)->c);
  r.alone = score_head(ngrams, r.head, 0, &r, -G_MAXDOUBLE);
  return r;
}

static gboolean is_marked(gunichar c)
{
  return kd_is_clause_mark(c) || c == 0x3001;
}

double kd_junction_score(const KdNgrams *ngrams, const KdRims *left, const KdRims *right)
{
  static const gunichar marks[] = {0xFF0C, 0x3001, 0xFF1B, 0xFF1A, FULL_STOP};
  guint16 tokens[KD_RIMS_TAIL + 1];
  guint n = left->n_tail;
  memcpy(tokens, left->tail, n * sizeof *tokens);
  double best = score_head(ngrams, tokens, n, right, -G_MAXDOUBLE);
  for (guint m = 0; !is_marked(left->last) && m < G_N_ELEMENTS(marks); m++) {
    tokens[n] = kd_ngrams_token(ngrams, marks[m]);
    double mark = LOG_LOST + kd_ngrams_score(ngrams, tokens, n + 1);
    if (mark > best)
      best = MAX(best, mark + score_head(ngrams, tokens + 1, n, right, best - mark));
  }
  return best - right->alone;
}

double kd_junction_start(const KdNgrams *ngrams, const KdRims *right)
{
  guint16 edge = KD_TOKEN_EDGE;
  return score_head(ngrams, &edge, 1, right, -G_MAXDOUBLE) - right->alone;
}

/* The tail with these tokens behind it. */
static double score_behind(const KdNgrams *ngrams, const KdRims *left, guint drop, const guint16 *more,
                           guint n)
{
  guint16 tokens[KD_RIMS_TAIL + 3];
  guint kept = left->n_tail - drop;
  memcpy(tokens, left->tail, kept * sizeof *tokens);
  memcpy(tokens + kept, more, n * sizeof *tokens);
  return score_last(ngrams, tokens, kept + n, n);
}

double kd_junction_end(const KdNgrams *ngrams, const KdRims *left)
{
  guint16 stop = kd_ngrams_token(ngrams, FULL_STOP), close = kd_ngrams_token(ngrams, CLOSE_DOUBLE);
  const guint16 plain[] = {stop, KD_TOKEN_EDGE}, quoted[] = {stop, close, KD_TOKEN_EDGE};
  if (kd_is_end_mark(left->last) || left->last == 0xFF1B)
    return score_behind(ngrams, left, 0, plain + 1, 1);
  double best = score_behind(ngrams, left, 0, plain, 2);
  if (left->last == CLOSE_DOUBLE) {
    double inside = score_behind(ngrams, left, 1, quoted, 3);
    double behind_end = score_behind(ngrams, left, 0, plain + 1, 1);
    best = MAX(best, MAX(inside, behind_end));
  }
  return best;
}
