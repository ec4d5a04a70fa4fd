#include "extractor/counted.h"

#include "base/utf8.h"
#include <string.h>

static KdSpan without_first(const char *text, KdSpan s)
{
  guint32 n = (guint32)(g_utf8_next_char(text + s.start) - (text + s.start));
  return (KdSpan){s.start + n, s.len - n};
}

guint kd_counted_read(const char *text, KdSpan *s)
{
  static const char digits[] = "一二三四五六七八九";
  guint value = 0;
  gunichar c = kd_span_first_char(text, *s);
  const char *p = c ? g_utf8_strchr(digits, -1, c) : NULL;
  if (c == 0x5341) { /* 十 */
    value = 10;
    *s = without_first(text, *s);
    c = kd_span_first_char(text, *s);
    p = c ? g_utf8_strchr(digits, -1, c) : NULL;
  }
  if (value == 0 && c == 0x4E24) /* 两 */
    value = 2;
  else if (p)
    value += (guint)g_utf8_pointer_to_offset(digits, p) + 1;
  else
    return value;
  *s = without_first(text, *s);
  return value;
}

gboolean kd_span_has_number(const char *text, KdSpan s)
{
  for (; s.len; s = without_first(text, s))
    if (kd_is_han_number(kd_span_first_char(text, s)))
      return TRUE;
  return FALSE;
}

static gboolean same_words(const char *text, guint32 at, KdSpan word)
{
  return memcmp(text + at, text + word.start, word.len) == 0;
}

gboolean kd_counted_holds(const char *text, KdSpan member, KdSpan word)
{
  if (member.len <= word.len)
    return FALSE;
  guint32 last = kd_span_end(member) - word.len;
  if (word.len <= 3)
    return same_words(text, member.start, word) || same_words(text, last, word);
  for (guint32 at = member.start; at <= last; at++)
    if (same_words(text, at, word)) /* but “四个自信” itself is no member */
      return at < member.start + 6 || !kd_span_has_number(text, kd_span(at - 6, at));
  return FALSE;
}

gboolean kd_counted_frames(const char *text, KdSpan member, KdSpan word)
{
  return member.len > word.len &&
         (same_words(text, member.start, word) || same_words(text, kd_span_end(member) - word.len, word));
}
