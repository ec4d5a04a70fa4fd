#include "builder/stock.h"

#include <string.h>

/* The last two characters of the first len bytes. */
static const char *last_pair(const char *text, gsize len)
{
  const char *end = text + len, *one = g_utf8_find_prev_char(text, end);
  const char *two = one ? g_utf8_find_prev_char(text, one) : NULL;
  return two ? two : one ? one : text;
}

char *kd_stock_key(const char *text, const KdTarget *target)
{
  if (target->role != KD_ROLE_OBJECT || target->span.len == 0 || target->verb.len == 0)
    return NULL;
  const char *tail = last_pair(text + target->span.start, target->span.len);
  const char *verb = last_pair(text + target->verb.start, target->verb.len);
  return g_strdup_printf("o%.*s|%.*s", (int)(text + kd_span_end(target->verb) - verb), verb,
                         (int)(text + kd_span_end(target->span) - tail), tail);
}

GStrv kd_stock_find(const KdContext *ctx, const char *key)
{
  const char *phrases = kd_words_value(kd_cues_get(ctx->cues, "stock"), key, strlen(key));
  return g_strsplit(phrases ? phrases : "", " ", -1);
}

gboolean kd_stock_has(const KdContext *ctx, const char *phrase)
{
  g_autofree char *entry = g_strconcat("=", phrase, NULL);
  return kd_words_has(kd_cues_get(ctx->cues, "stock"), entry, strlen(entry));
}
