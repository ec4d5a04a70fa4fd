#include "base/utf8.h"

#include <string.h>

guint kd_char_count(const char *text, gsize len)
{
  guint n = 0;
  for (gsize i = 0; i < len; i++)
    n += ((guchar)text[i] & 0xC0) != 0x80;
  return n;
}

guint kd_letter_count(const char *text, gsize len)
{
  guint n = 0;
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p))
    n += kd_is_letter(kd_utf8_char(p));
  return n;
}

void kd_letters_append(GString *out, const char *text, gsize len)
{
  /* What stays as it is goes over in runs. */
  const char *run = text, *end = text + len;
  for (const char *p = text; p < end;) {
    gunichar c = kd_utf8_char(p), folded = kd_fold_width(c);
    const char *next = g_utf8_next_char(p);
    if (folded != c || !kd_is_letter(c)) {
      g_string_append_len(out, run, p - run);
      if (folded != c)
        g_string_append_unichar(out, folded);
      run = next;
    }
    p = next;
  }
  g_string_append_len(out, run, MAX(end - run, 0));
}

char *kd_letters_dup(const char *text)
{
  gsize len = strlen(text);
  GString *out = g_string_sized_new(len);
  kd_letters_append(out, text, len);
  return g_string_free(out, FALSE);
}

gboolean kd_text_shares_run(const char *a, const char *b, guint n)
{
  g_autofree char *x = kd_letters_dup(a), *y = kd_letters_dup(b);
  glong last = g_utf8_strlen(y, -1) - (glong)n;
  const char *start = y;
  for (glong i = 0; i <= last; i++, start = g_utf8_next_char(start)) {
    g_autofree char *run = g_utf8_substring(start, 0, n);
    if (strstr(x, run))
      return TRUE;
  }
  return FALSE;
}

const char *kd_char_prev(const char *start, const char *p)
{
  return g_utf8_find_prev_char(start, p);
}

gunichar kd_span_first_char(const char *text, KdSpan s)
{
  return s.len ? kd_utf8_char(text + s.start) : 0;
}

gunichar kd_span_last_char(const char *text, KdSpan s)
{
  if (s.len == 0)
    return 0;
  return kd_utf8_char(g_utf8_find_prev_char(text + s.start, text + kd_span_end(s)));
}

static KdSpan drop_last(const char *text, KdSpan s)
{
  const char *last = g_utf8_find_prev_char(text + s.start, text + kd_span_end(s));
  return (KdSpan){s.start, (guint32)(last - (text + s.start))};
}

KdSpan kd_span_trim(const char *text, KdSpan s)
{
  while (s.len && kd_is_blank(kd_span_first_char(text, s))) {
    guint32 skip = (guint32)(g_utf8_next_char(text + s.start) - (text + s.start));
    s = (KdSpan){s.start + skip, s.len - skip};
  }
  while (s.len && kd_is_blank(kd_span_last_char(text, s)))
    s = drop_last(text, s);
  return s;
}

KdSpan kd_span_trim_marks(const char *text, KdSpan s)
{
  while (s.len) {
    gunichar c = kd_span_last_char(text, s);
    if (kd_is_letter(c) || kd_is_opening(c) || kd_is_closing(c) || kd_is_one_of(c, "％%‰℃＋+"))
      break;
    s = drop_last(text, s);
  }
  return s;
}

gboolean kd_span_is(const char *text, KdSpan s, const char *string)
{
  return strlen(string) == s.len && memcmp(text + s.start, string, s.len) == 0;
}

gboolean kd_span_starts(const char *text, KdSpan s, const char *string)
{
  gsize n = strlen(string);
  return n <= s.len && memcmp(text + s.start, string, n) == 0;
}

gboolean kd_span_ends(const char *text, KdSpan s, const char *string)
{
  gsize n = strlen(string);
  return n <= s.len && memcmp(text + kd_span_end(s) - n, string, n) == 0;
}

gboolean kd_span_has_clause_mark(const char *text, KdSpan s)
{
  for (const char *p = text + s.start; p < text + kd_span_end(s); p = g_utf8_next_char(p))
    if (kd_is_clause_mark(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

/* C0 and C1 controls, the characters that turn the direction of writing, what has no width, and what is no
 * character. */
static gboolean is_unprintable(gunichar c)
{
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || kd_is_noncharacter(c);
}

char *kd_printable_dup(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *out = g_string_sized_new(strlen(valid));
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = kd_utf8_char(p);
    g_string_append_unichar(out, is_unprintable(c) ? 0xFFFD : c);
  }
  return g_string_free(out, FALSE);
}
