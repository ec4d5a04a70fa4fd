#include "reader/labels.h"

#include "base/utf8.h"

#define DASH 0x2014

static gunichar char_at(const KdDraft *d, guint i)
{
  return i < d->glyphs->len ? kd_draft_glyph(d, i)->c : 0;
}

/* End of a run of Han numbers (no 两) or digits from i, at most six. */
static guint skip_number(const KdDraft *d, guint i, gboolean han)
{
  guint start = i;
  while (i < start + 6) {
    gunichar c = char_at(d, i);
    gboolean is = han ? kd_is_han_number(c) && c != 0x4E24 : kd_is_digit(c);
    if (!is)
      break;
    i++;
  }
  return i;
}

static KdLabelKind kind_of_unit(gunichar c)
{
  switch (c) {
  case 0x7F16: /* 编 */
  case 0x7BC7: /* 篇 */
    return KD_LABEL_PART;
  case 0x7AE0: /* 章 */
    return KD_LABEL_CHAPTER;
  case 0x8282: /* 节 */
    return KD_LABEL_SECTION;
  case 0x6761: /* 条 */
    return KD_LABEL_ARTICLE;
  default:
    return KD_LABEL_NONE;
  }
}

/* 第一章 第3条 第一， */
static guint parse_di(const KdDraft *d, KdLabelKind *kind)
{
  guint end = skip_number(d, 1, TRUE);
  if (end == 1)
    end = skip_number(d, 1, FALSE);
  gunichar c = char_at(d, end);
  if (end == 1)
    return 0;
  *kind = kind_of_unit(c);
  if (*kind != KD_LABEL_NONE && (char_at(d, end + 1) == ' ' || *kind == KD_LABEL_ARTICLE))
    return end + 1;
  *kind = KD_LABEL_ORDINAL;
  return c == 0xFF0C || c == 0x3001 ? end + 1 : 0;
}

/* （一） （1） */
static guint parse_round(const KdDraft *d, KdLabelKind *kind)
{
  guint han = skip_number(d, 1, TRUE), digit = skip_number(d, 1, FALSE);
  guint end = MAX(han, digit);
  gunichar c = char_at(d, end);
  if (end == 1 || end > 5 || (c != 0xFF09 && c != ')'))
    return 0;
  *kind = han > 1 ? KD_LABEL_HAN_ROUND : KD_LABEL_DIGIT_ROUND;
  return end + 1;
}

/* 1. 1、 1） but not 1.5 */
static guint parse_digit(const KdDraft *d, KdLabelKind *kind)
{
  guint end = skip_number(d, 0, FALSE);
  gunichar c = char_at(d, end);
  if (end > 3)
    return 0;
  *kind = KD_LABEL_DIGIT;
  if (c == 0x3001 || c == 0xFF0E || (c == '.' && !kd_is_digit(char_at(d, end + 1))))
    return end + 1;
  *kind = KD_LABEL_DIGIT_ROUND;
  return c == 0xFF09 || c == ')' ? end + 1 : 0;
}

/* 一、 一是 */
static guint parse_han(const KdDraft *d, KdLabelKind *kind)
{
  guint end = skip_number(d, 0, TRUE);
  gunichar c = char_at(d, end);
  *kind = KD_LABEL_HAN;
  if (c == 0x3001 || c == '.' || c == 0xFF0E)
    return end + 1;
  *kind = KD_LABEL_IS;
  return c == 0x662F && end == 1 ? end + 1 : 0;
}

static guint parse_dash(const KdDraft *d, KdLabelKind *kind)
{
  *kind = KD_LABEL_DASH;
  guint end = 0;
  while (end < 2 && char_at(d, end) == DASH)
    end++;
  return end;
}

void kd_label_parse(KdDraft *d)
{
  KdLabelKind kind = KD_LABEL_NONE;
  gunichar c = char_at(d, 0);
  guint end = 0;
  if (c == 0x7B2C) /* 第 */
    end = parse_di(d, &kind);
  else if (c == 0xFF08 || c == '(')
    end = parse_round(d, &kind);
  else if (kd_is_digit(c))
    end = parse_digit(d, &kind);
  else if (kd_is_han_number(c))
    end = parse_han(d, &kind);
  else if (c >= 0x2460 && c <= 0x2473)
    end = 1, kind = KD_LABEL_CIRCLED;
  else if (c == DASH)
    end = parse_dash(d, &kind);
  if (end && char_at(d, end) == ' ')
    end++;
  if (end >= d->glyphs->len)
    end = 0;
  d->label = end;
  d->label_kind = end ? kind : KD_LABEL_NONE;
}
