#include "exporter/hanrules.h"

#include "base/utf8.h"

#define ZERO_WIDTH_JOINER 0x200D
#define WORD_JOINER 0x2060
#define RIGHT_QUOTE 0x2019

static gboolean is_one_of(gunichar c, const char *set)
{
  for (const char *p = set; *p; p = g_utf8_next_char(p))
    if (g_utf8_get_char(p) == c)
      return TRUE;
  return FALSE;
}

/* Han, a full-width mark, or a kana: what stands in a square. */
static gboolean is_square(gunichar c)
{
  return kd_is_han(c) || (c >= 0x3000 && c <= 0x30FF) || (c >= 0xFF00 && c <= 0xFF60) ||
         is_one_of(c, "“”‘’·—…～");
}

static gboolean is_latin(gunichar c)
{
  return c < 0x250 && g_unichar_isalnum(c);
}

gboolean kd_opens_wide(gunichar c)
{
  return is_one_of(c, "“‘（《〈【〔「『［｛〖");
}

gboolean kd_closes_wide(gunichar c)
{
  return is_one_of(c, "”’）》〉】〕」』］｝〗，。、；：？！．");
}

static gboolean is_kept_from_start(gunichar c)
{
  return kd_closes_wide(c) || is_one_of(c, "·—…～／％‰℃");
}

static gboolean is_kept_from_end(gunichar c)
{
  return kd_opens_wide(c) || is_one_of(c, "／￥＄№");
}

/* Half-width marks beside a square. */
static gboolean clings(gunichar a, gunichar b)
{
  return (is_square(a) && is_one_of(b, ",.:;?!)]}%")) || (is_square(b) && is_one_of(a, "([{$#"));
}

/* A number stays with what it counts: 2023年, 9亿, 第3. */
static gboolean is_measure(gunichar a, gunichar b)
{
  if (a == 0x7B2C /* 第 */ && kd_is_digit(b))
    return TRUE;
  return kd_is_digit(a) && is_one_of(b, "年月日时分秒号万亿千百个项条人次元米公里平吨岁届章节名家所倍％%℃");
}

gboolean kd_may_break(gunichar a, gunichar b, gboolean unicode)
{
  if (is_kept_from_start(b) || is_kept_from_end(a) || clings(a, b) || is_measure(a, b))
    return FALSE;
  if (g_unichar_ismark(b) || b == ZERO_WIDTH_JOINER || b == WORD_JOINER || a == WORD_JOINER)
    return FALSE;
  if (a == RIGHT_QUOTE && is_latin(b)) /* it’s */
    return unicode;
  gboolean fits_a = is_square(a) || is_latin(a), fits_b = is_square(b) || is_latin(b);
  return fits_a && fits_b && (is_square(a) || is_square(b)) ? TRUE : unicode;
}

gboolean kd_may_stretch(gunichar a, gunichar b)
{
  if (a == b && is_one_of(a, "—…＿"))
    return FALSE;
  return is_square(a) || is_square(b);
}

gboolean kd_changes_script(gunichar a, gunichar b)
{
  return (kd_is_han(a) && is_latin(b)) || (is_latin(a) && kd_is_han(b));
}
