#include "builder/stock.h"

#include "base/data.h"
#include "base/utf8.h"
#include <string.h>

/* The last two characters of the first len bytes. */
static const char *last_pair(const char *text, gsize len)
{
  const char *end = text + len, *one = g_utf8_find_prev_char(text, end);
  const char *two = one ? g_utf8_find_prev_char(text, one) : NULL;
  return two ? two : one ? one : text;
}

char *kd_stock_spell(const char *phrase)
{
  g_auto(GStrv) parts = g_strsplit(phrase, "％", -1);
  return g_strjoinv("%", parts);
}

static gboolean is_in_number(gunichar c)
{
  return kd_is_digit(c) || c == '.' || c == ',';
}

/* 3.5万亿元 → v万亿元; NULL: it does not begin with a number, or nothing stands behind it. */
static char *unit_key(const char *text, KdSpan span)
{
  g_autofree char *value = g_strndup(text + span.start, span.len);
  const char *p = value;
  while (*p && is_in_number(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  if (p == value || *p == '\0' || strpbrk(p, "0123456789"))
    return NULL;
  g_autofree char *unit = kd_stock_spell(p);
  return g_strconcat("v", unit, NULL);
}

/* 四个自信 → sN个·· */
static char *build_key(const char *text, KdSpan span)
{
  g_autoptr(GString) key = g_string_new("s");
  for (const char *p = text + span.start; p < text + kd_span_end(span); p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append(key, kd_is_han_number(c) ? "N" : c == 0x4E2A ? "个" : "·");
  }
  return g_string_free(g_steal_pointer(&key), FALSE);
}

static char *tail_key(const char *text, KdSpan span)
{
  const char *tail = last_pair(text + span.start, span.len);
  return g_strdup_printf("n%.*s", (int)(text + kd_span_end(span) - tail), tail);
}

static char *object_key(const char *text, const KdTarget *target)
{
  const char *tail = last_pair(text + target->span.start, target->span.len);
  const char *verb = last_pair(text + target->verb.start, target->verb.len);
  return g_strdup_printf("o%.*s|%.*s", (int)(text + kd_span_end(target->verb) - verb), verb,
                         (int)(text + kd_span_end(target->span) - tail), tail);
}

GPtrArray *kd_stock_keys(const char *text, const KdTarget *target)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
  if (target->span.len == 0)
    return keys;
  switch (target->role) {
  case KD_ROLE_OBJECT:
    if (target->verb.len)
      g_ptr_array_add(keys, object_key(text, target));
    g_ptr_array_add(keys, tail_key(text, target->span));
    break;
  case KD_ROLE_MEMBER:
  case KD_ROLE_TAIL:
  case KD_ROLE_SUBJECT:
    g_ptr_array_add(keys, tail_key(text, target->span));
    break;
  case KD_ROLE_VALUE: {
    char *key = unit_key(text, target->span);
    if (key)
      g_ptr_array_add(keys, key);
    break;
  }
  case KD_ROLE_NUMERIC:
    g_ptr_array_add(keys, build_key(text, target->span));
    break;
  default:
    break;
  }
  return keys;
}

char *kd_stock_company_key(const char *phrase)
{
  return g_strconcat("m", phrase, NULL);
}

/* The line of the table that opens with the key and a tab or ends there; NULL: there is none. The lines are
 * in the order of their bytes, so that nothing need be read in before the first look. */
static const char *find_line(const char *table, gsize len, const char *key)
{
  gsize low = 0, high = len, n = strlen(key);
  while (low < high) {
    gsize mid = low + (high - low) / 2;
    while (mid > low && table[mid - 1] != '\n')
      mid--;
    const char *line = table + mid;
    const char *end = memchr(line, '\n', len - mid);
    gsize width = end ? (gsize)(end - line) : len - mid;
    const char *tab = memchr(line, '\t', width);
    gsize entry = tab ? (gsize)(tab - line) : width;
    int order = memcmp(line, key, MIN(entry, n));
    order = order ? order : (entry > n) - (entry < n);
    if (order == 0)
      return line;
    if (order < 0)
      low = mid + width + 1;
    else
      high = mid;
  }
  return NULL;
}

/* The table is part of the program; it is found once. */
static const char *get_table(gsize *len)
{
  static GBytes *table;
  if (g_once_init_enter(&table))
    g_once_init_leave(&table, kd_data_get("stock.txt"));
  return g_bytes_get_data(table, len);
}

/* What stands behind the key; FALSE: there is no such line. */
static gboolean find_value(const char *key, KdStockPhrases *value)
{
  gsize len = 0;
  const char *table = get_table(&len);
  const char *line = find_line(table, len, key);
  *value = (KdStockPhrases){NULL, NULL};
  if (line == NULL)
    return FALSE;
  gsize rest = len - (gsize)(line - table);
  const char *feed = memchr(line, '\n', rest);
  value->end = feed ? feed : line + rest;
  const char *tab = memchr(line, '\t', (gsize)(value->end - line));
  value->at = tab ? tab + 1 : value->end;
  return TRUE;
}

KdStockPhrases kd_stock_find(const char *key)
{
  KdStockPhrases phrases;
  find_value(key, &phrases);
  return phrases;
}

gboolean kd_stock_next(KdStockPhrases *phrases, const char **phrase, gsize *len)
{
  if (phrases->at >= phrases->end)
    return FALSE;
  gsize rest = (gsize)(phrases->end - phrases->at);
  const char *blank = memchr(phrases->at, ' ', rest);
  *phrase = phrases->at;
  *len = blank ? (gsize)(blank - phrases->at) : rest;
  phrases->at += *len + 1;
  return TRUE;
}

gboolean kd_stock_has(const char *phrase)
{
  g_autofree char *spelt = kd_stock_spell(phrase);
  g_autofree char *entry = g_strconcat("=", spelt, NULL);
  KdStockPhrases value;
  return find_value(entry, &value);
}
