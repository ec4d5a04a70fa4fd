#include "reader/decode.h"

#include "base/error.h"
#include "base/utf8.h"
#include <string.h>

/* What of a text may be control characters, or characters that no text uses, before it counts as binary. */
#define ODD_SHARE 5 /* one in 5 */
#define CONTROL_SHARE 50

typedef struct {
  const char *file;
  const guint8 *bytes;
  gsize len, skip; /* skip: the byte order mark */
} Source;

/* Line and column behind a valid UTF-8 text. */
static void find_place(const char *text, gsize len, guint *line, guint *column)
{
  *line = *column = 1;
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean end =
        c == '\n' || c == 0x2028 || c == 0x2029 || (c == '\r' && !(p + 1 < text + len && p[1] == '\n'));
    *line += end;
    *column = end ? 1 : *column + (*p != '\r');
  }
}

/* sound: what could be read in front of the byte. */
static gboolean fail_at(const Source *s, const KdDecoded *sound, gsize byte, const char *why, GError **error)
{
  guint line, column;
  find_place(sound->text, sound->len, &line, &column);
  g_set_error(error, KD_ERROR, KD_ERROR_ENCODING, "%s: line %u, column %u (byte %" G_GSIZE_FORMAT "): %s",
              s->file, line, column, byte, why);
  return FALSE;
}

static gboolean is_control(gunichar c)
{
  return (c < 0x20 && !(c >= '\t' && c <= '\r')) || (c >= 0x7F && c < 0xA0 && c != 0x85);
}

static gboolean is_odd(gunichar c)
{
  gboolean common =
      (c >= 0x4E00 && c <= 0x9FEF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0x2010 && c <= 0x2027);
  return !common && (!g_unichar_isdefined(c) || g_unichar_type(c) == G_UNICODE_PRIVATE_USE);
}

/* No NUL, few control characters, few characters that stand for nothing. */
static gboolean check_text(const Source *s, const KdDecoded *d, GError **error)
{
  gsize n = 0, control = 0, odd = 0;
  for (const char *p = d->text; p < d->text + d->len; p = g_utf8_next_char(p), n++) {
    gunichar c = kd_utf8_char(p);
    if (c == 0)
      return fail_at(s, &(KdDecoded){d->text, (gsize)(p - d->text), NULL}, (gsize)(p - d->text) + s->skip,
                     "a NUL character: this is no text file", error);
    if (c < 0x80 ? is_control(c) : is_control(c) || is_odd(c))
      control += is_control(c), odd += !is_control(c);
  }
  if ((control > 2 && control * CONTROL_SHARE > n) || (odd > 2 && odd * ODD_SHARE > n)) {
    g_set_error(error, KD_ERROR, KD_ERROR_ENCODING,
                "%s: line 1, column 1 (byte 0): too many characters that no text uses: this is no text file",
                s->file);
    return FALSE;
  }
  return TRUE;
}

/* Converts all of the source, or fails with the place of the first bad byte. */
static gboolean convert(const Source *s, const char *charset, KdDecoded *out, GError **error)
{
  const char *from = (const char *)s->bytes + s->skip;
  gsize len = s->len - s->skip, read = 0, written = 0;
  out->encoding = charset;
  out->text = g_convert(from, (gssize)len, "UTF-8", charset, &read, &written, NULL);
  if (out->text && read == len) {
    out->len = written;
    return TRUE;
  }
  g_clear_pointer(&out->text, g_free);
  gsize sound = 0;
  g_autofree char *prefix = g_convert(from, (gssize)read, "UTF-8", charset, NULL, &sound, NULL);
  g_autofree char *why = g_strdup_printf("not valid %s", charset);
  return fail_at(s, &(KdDecoded){prefix, prefix ? sound : 0, NULL}, s->skip + read, why, error);
}

static guint gb_unit(const guint8 *p, gsize left)
{
  if (p[0] < 0x80)
    return 1;
  if (p[0] == 0x80 || p[0] == 0xFF || left < 2)
    return 0;
  if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
    return 2;
  gboolean four =
      left >= 4 && p[1] >= '0' && p[1] <= '9' && p[2] >= 0x81 && p[2] <= 0xFE && p[3] >= '0' && p[3] <= '9';
  return four ? 4 : 0;
}

/* Bytes at the start that have the form of GB18030: iconv reads 0x80 as € and is silent at a cut end. */
static gsize gb_prefix(const guint8 *bytes, gsize len)
{
  gsize i = 0;
  while (i < len) {
    guint n = gb_unit(bytes + i, len - i);
    if (n == 0)
      break;
    i += n;
  }
  return i;
}

/* Is this UTF-8 with a mistake in it, rather than another encoding? Then most of the bytes above 0x7F stand
 * in sound sequences of three or four; of GB18030 read as UTF-8 only few do. */
static gboolean looks_like_utf8(const guint8 *bytes, gsize len)
{
  gsize high = 0, sound = 0;
  for (gsize i = 0; i < len;) {
    gunichar c = bytes[i] >= 0xE0 ? g_utf8_get_char_validated((const char *)bytes + i, (gssize)(len - i)) : 0;
    guint n = bytes[i] >= 0xE0 && c < 0x110000 ? (guint)g_utf8_skip[bytes[i]] : 1;
    high += bytes[i] >= 0x80 ? n : 0;
    sound += n >= 3 ? n : 0;
    i += n;
  }
  return sound * 2 > high;
}

static gboolean decode_gb18030(const Source *s, KdDecoded *out, GError **error)
{
  gsize sound = gb_prefix(s->bytes, s->len);
  Source part = {s->file, s->bytes, sound, 0};
  if (!convert(&part, "GB18030", out, error))
    return FALSE;
  if (sound == s->len)
    return TRUE;
  fail_at(s, out, sound, "neither UTF-8 nor GB18030", error);
  g_clear_pointer(&out->text, g_free);
  return FALSE;
}

static gboolean decode_bytes(Source *s, KdDecoded *out, GError **error)
{
  if (s->len >= 2 && s->bytes[0] == 0xFF && s->bytes[1] == 0xFE)
    return s->skip = 2, convert(s, "UTF-16LE", out, error);
  if (s->len >= 2 && s->bytes[0] == 0xFE && s->bytes[1] == 0xFF)
    return s->skip = 2, convert(s, "UTF-16BE", out, error);
  if (s->len >= 3 && memcmp(s->bytes, "\xEF\xBB\xBF", 3) == 0)
    s->skip = 3;
  const char *from = (const char *)s->bytes + s->skip, *end = from;
  if (g_utf8_validate_len(from, s->len - s->skip, &end)) {
    *out = (KdDecoded){g_strndup(from, s->len - s->skip), s->len - s->skip, "UTF-8"};
    return TRUE;
  }
  KdDecoded sound = {(char *)from, (gsize)(end - from), NULL};
  gsize byte = s->skip + sound.len;
  if (*end == '\0')
    return fail_at(s, &sound, byte, "a NUL character: this is no text file", error);
  if (s->skip == 0 && !looks_like_utf8(s->bytes, s->len))
    return decode_gb18030(s, out, error);
  return fail_at(s, &sound, byte, "not valid UTF-8", error);
}

gboolean kd_decode(const char *file, const guint8 *bytes, gsize len, KdDecoded *out, GError **error)
{
  *out = (KdDecoded){NULL, 0, "UTF-8"};
  Source s = {file, bytes, len, 0};
  if (!decode_bytes(&s, out, error))
    return FALSE;
  if (check_text(&s, out, error))
    return TRUE;
  g_clear_pointer(&out->text, g_free);
  return FALSE;
}
