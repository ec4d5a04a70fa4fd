#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"
#include <string.h>

#define CLAUSE_REACH 120u /* characters to either side of a number that its clause may take */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  const KdWords *units;
  guint32 article;
  GPtrArray *points;
} Search;

/* Behind the digits, points and magnitudes (1.3万亿, 1亿3千多万) that begin at i. */
static guint skip_number(const KdGlyphs *g, guint i, gboolean *magnitude)
{
  *magnitude = FALSE;
  for (; i < g->n; i++) {
    gunichar c = kd_glyph_char(g, i);
    gboolean point = kd_is_one_of(c, ".．:：") && kd_is_digit(kd_glyph_char(g, i + 1));
    if (kd_is_one_of(c, "百千万亿"))
      *magnitude = TRUE;
    else if (!kd_is_digit(c) && !point && !kd_is_one_of(c, "多余几"))
      break;
  }
  return i;
}

static guint digits_at(const KdGlyphs *g, guint i)
{
  guint n = 0;
  while (kd_is_digit(kd_glyph_char(g, i + n)))
    n++;
  return n;
}

/* The clause that holds the range; a quotation is left only where the range is not in it. */
static KdRange clause_around(const KdGlyphs *g, guint a, guint b)
{
  KdRange r = {a, b};
  while (r.a > 0 && r.a + CLAUSE_REACH > a) {
    const KdGlyph *before = kd_glyph(g, r.a - 1);
    if (kd_is_clause_mark(before->c) || before->c == 0x201C)
      break;
    r.a = before->partner != KD_NO_PARTNER && before->partner < r.a - 1 ? before->partner : r.a - 1;
  }
  while (r.b < g->n && r.b < b + CLAUSE_REACH && !kd_is_clause_mark(kd_glyph_char(g, r.b)) &&
         kd_glyph_char(g, r.b) != 0x201D)
    r.b = kd_glyphs_skip(g, r.b, g->n);
  return kd_range_trim(g, r);
}

/* 2021年, 2021年6月 in front say when, not what. */
static guint skip_date(const KdGlyphs *g, KdRange r)
{
  guint i = r.a, end = r.a;
  for (; i < r.b && (kd_is_digit(kd_glyph_char(g, i)) || kd_is_one_of(kd_glyph_char(g, i), "年月日")); i++)
    if (kd_is_one_of(kd_glyph_char(g, i), "年月日"))
      end = i + 1;
  return end;
}

static KdRange find_head(const Search *s, KdRange clause, KdRange value)
{
  const KdWords *verbs = kd_cues_get(s->ctx->cues, "figure-verbs");
  KdRange r = {clause.a, value.a};
  guint dun = r.a;
  for (guint i = r.a; i < r.b; i++)
    if (kd_glyph_char(s->g, i) == 0x3001 && r.b - i > 4)
      dun = i + 1;
  r.a = dun;
  r.a = skip_date(s->g, r);
  guint n;
  while (r.b > r.a && (n = kd_range_suffix(s->g, r, verbs)))
    r.b -= n;
  for (guint i = r.a; i < r.b; i++) /* 由5千多户 … 到: what is measured stands before the first number */
    if (kd_is_digit(kd_glyph_char(s->g, i)) && i > r.a + 1) {
      r.b = i;
      break;
    }
  while (r.b > r.a && (n = kd_range_suffix(s->g, r, verbs)))
    r.b -= n;
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  while (r.a < r.b && !kd_is_letter(kd_glyph_char(s->g, r.a)) && !kd_is_opening(kd_glyph_char(s->g, r.a)))
    r.a++;
  if (kd_range_len(r) >= 2 && kd_range_len(r) <= 30 && kd_range_suffix(s->g, r, governors) < 2)
    return r;
  /* 带回1935克样品: what is measured stands behind the number */
  KdRange behind = {value.b, value.b};
  while (behind.b < clause.b && kd_range_len(behind) < 12 &&
         kd_range_prefix(s->g, (KdRange){behind.b, clause.b}, governors) < 2)
    behind.b++;
  return kd_range_len(behind) >= 2 && kd_range_len(behind) < 12 ? behind : (KdRange){0, 0};
}

static void add(Search *s, KdRange value, KdReason reason, double confidence)
{
  KdRange clause = clause_around(s->g, value.a, value.b);
  KdPoint *p = kd_point_new(KD_POINT_FIGURE, "figure");
  p->article = s->article;
  p->value = kd_range_span(s->g, value);
  p->text = kd_range_span(s->g, clause);
  p->head = kd_range_span(s->g, find_head(s, clause, value));
  p->confidence = confidence;
  kd_point_add_reason(p, reason.rule, reason.sign);
  g_ptr_array_add(s->points, p);
}

/* A year or time by which something is to be: the rest of the sentence says what. */
static void add_aim(Search *s, KdRange value)
{
  const KdGlyphs *g = s->g;
  guint end = value.b;
  while (end < g->n && end < value.b + 120 && !kd_is_end_mark(kd_glyph_char(g, end)) &&
         kd_glyph_char(g, end) != 0xFF1B)
    end = kd_glyphs_skip(g, end, g->n);
  KdRange text = {value.a > 0 && kd_glyph_char(g, value.a - 1) == 0x5230 ? value.a - 1 : value.a, end};
  KdRange head = {value.b + (kd_is_clause_mark(kd_glyph_char(g, value.b)) ? 1 : 0), 0};
  for (head.b = head.a; head.b < end && !kd_is_clause_mark(kd_glyph_char(g, head.b));)
    head.b = kd_glyphs_skip(g, head.b, end);
  KdPoint *p = kd_point_new(KD_POINT_FIGURE, "figure");
  p->article = s->article;
  p->value = kd_range_span(g, value);
  p->text = kd_range_span(g, kd_range_trim(g, text));
  if (head.b >= head.a + 2 && head.b <= head.a + 40)
    p->head = kd_range_span(g, head);
  p->confidence = 0.9;
  kd_point_add_reason(p, KD_RULE_AIM, p->value);
  g_ptr_array_add(s->points, p);
}

static gboolean behind_letter(const KdGlyphs *g, guint i)
{
  gunichar c = kd_glyph_char(g, i - 1);
  return i > 0 && (kd_is_digit(c) || g_unichar_isalpha(c)) && !kd_is_han(c);
}

/* 到2035年 at the head of a clause, 2035年建成…: a year by which something is to be done. */
static gboolean is_target_year(const KdGlyphs *g, guint i, guint year)
{
  gunichar before = kd_glyph_char(g, i - 1);
  if (i == 0 || kd_is_clause_mark(before))
    return kd_range_starts(g, (KdRange){year, g->n}, "建成") ||
           kd_range_starts(g, (KdRange){year, g->n}, "全面建成") ||
           kd_range_starts(g, (KdRange){year, g->n}, "基本");
  return before == 0x5230 &&
         (i == 1 || kd_is_clause_mark(kd_glyph_char(g, i - 2)) || kd_glyph_char(g, i - 2) == 0x201C);
}

/* The number is the lower end of 从A增加到B, 由1981年的A提高到B: B is the point. */
static gboolean is_from(const KdGlyphs *g, guint i, guint end)
{
  gboolean from = FALSE;
  for (guint k = i; !from && k > 0 && k + 16 > i; k--) {
    gunichar c = kd_glyph_char(g, k - 1);
    if (kd_is_clause_mark(c) || kd_is_one_of(c, "到至"))
      return FALSE;
    from = kd_is_one_of(c, "从由");
  }
  for (guint k = end; from && k < g->n && k < end + 14 && !kd_is_clause_mark(kd_glyph_char(g, k)); k++)
    if (kd_is_one_of(kd_glyph_char(g, k), "到至"))
      return TRUE;
  return FALSE;
}

/* 10个方面, 5件事: how many things are spoken of, nothing measured. */
static gboolean is_plain_count(const Search *s, guint behind)
{
  return kd_range_prefix(s->g, (KdRange){behind, s->g->n}, kd_cues_get(s->ctx->cues, "counted-things")) > 0;
}

/* Looks at the number at i; the glyph behind it. */
static guint look_at_number(Search *s, guint i)
{
  const KdGlyphs *g = s->g;
  gboolean magnitude;
  guint digits = digits_at(g, i), end = skip_number(g, i, &magnitude);
  if (behind_letter(g, i) || kd_glyph_char(g, i - 1) == 0x7B2C)
    return end;
  guint unit = kd_range_prefix(g, (KdRange){end, g->n}, s->units);
  gboolean year = unit == 1 && kd_glyph_char(g, end) == 0x5E74;
  if (year && digits == 4 && !magnitude) {
    if (is_target_year(g, i, end + 1))
      add_aim(s, (KdRange){i, end + 1});
    return end + 1;
  }
  gboolean age = year && kd_is_one_of(kd_glyph_char(g, end + 1), "来前后代级度");
  if (kd_is_one_of(kd_glyph_char(g, end), "月日号时分点周届条章世") && unit == 0)
    return end + 1;
  if (unit && !magnitude && is_plain_count(s, end + unit))
    return end + unit;
  if ((unit == 0 && !magnitude) || age || is_from(g, i, end + unit) ||
      kd_is_digit(kd_glyph_char(g, end + unit)))
    return end + unit;
  gboolean percent = kd_is_one_of(kd_glyph_char(g, end), "%％");
  KdReason unit_behind = {KD_RULE_UNIT, kd_range_span(g, (KdRange){end, end + unit})};
  KdReason large = {KD_RULE_MAGNITUDE, kd_range_span(g, (KdRange){end - 1, end})};
  add(s, (KdRange){i, end + unit}, unit ? unit_behind : large,
      percent     ? 0.96
      : magnitude ? 0.94
      : year      ? 0.6
                  : 0.85);
  return end + unit;
}

/* 近百家, 上亿人, 三分之二, 翻一番: numbers in words. Their end; i when there is none. */
static guint look_at_words(Search *s, guint i)
{
  const KdGlyphs *g = s->g;
  gunichar c = kd_glyph_char(g, i);
  if (kd_is_han_number(c) && kd_range_starts(g, (KdRange){i + 1, g->n}, "分之")) {
    guint end = i + 3;
    while (kd_is_han_number(kd_glyph_char(g, end)))
      end++;
    add(s, (KdRange){i, end}, (KdReason){KD_RULE_NUMBER_WORDS, {0, 0}}, 0.85);
    return end;
  }
  if (kd_is_one_of(c, "近上超数约") && kd_is_one_of(kd_glyph_char(g, i + 1), "百千万亿")) {
    guint end = i + 2;
    while (kd_is_one_of(kd_glyph_char(g, end), "百千万亿"))
      end++;
    guint unit = kd_range_prefix(g, (KdRange){end, g->n}, s->units);
    if (unit && kd_glyph_char(g, end) != 0x5E74)
      add(s, (KdRange){i, end + unit},
          (KdReason){KD_RULE_NUMBER_WORDS, kd_range_span(g, (KdRange){end, end + unit})}, 0.75);
    return end + unit;
  }
  return i;
}

/* 到二〇三五年, 到本世纪中叶, 到“十四五”末: aims in words at the head of a clause. */
static void look_at_aim(Search *s, guint i)
{
  const KdGlyphs *g = s->g;
  if (kd_glyph_char(g, i) != 0x5230 || (i > 0 && !kd_is_clause_mark(kd_glyph_char(g, i - 1))))
    return;
  KdRange rest = {i + 1, MIN(g->n, i + 16)};
  guint at;
  if (kd_range_starts(g, rest, "本世纪中叶") && (kd_glyph_char(g, i + 6) == 0xFF0C))
    add_aim(s, (KdRange){i + 1, i + 6});
  else if (kd_glyph_char(g, rest.a) == 0x201C && kd_range_find(g, rest, "末", &at))
    add_aim(s, (KdRange){i + 1, at + 1});
  else if (kd_is_one_of(kd_glyph_char(g, rest.a), "二") &&
           kd_is_one_of(kd_glyph_char(g, rest.a + 1), "〇零○") && kd_range_find(g, rest, "年", &at))
    add_aim(s, (KdRange){i + 1, at + 1});
}

static void look_at_sentence(Search *s)
{
  const KdGlyphs *g = s->g;
  if ((g->classes & (KD_CLASS_DIGIT | KD_CLASS_NUMBER | KD_CLASS_ROUGHLY | KD_CLASS_UP_TO)) == 0)
    return;
  for (guint i = 0; i < g->n;) {
    const KdGlyph *glyph = kd_glyph(g, i);
    guint next = kd_glyphs_skip(g, i, g->n);
    if (glyph->classes & KD_CLASS_UP_TO)
      look_at_aim(s, i);
    if (glyph->c == 0x300A || (glyph->c == 0x201C && next - i <= 10))
      i = next;
    else if (glyph->classes & KD_CLASS_DIGIT)
      i = MAX(look_at_number(s, i), i + 1);
    else if (glyph->classes & (KD_CLASS_NUMBER | KD_CLASS_ROUGHLY))
      i = MAX(look_at_words(s, i), i + 1);
    else
      i++;
  }
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .units = kd_cues_get(ctx->cues, "units"), .points = points};
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    const KdBlock *b = kd_document_block(d, sentence->block);
    if (b->kind != KD_BLOCK_PARAGRAPH && b->kind != KD_BLOCK_ABSTRACT)
      continue;
    s.g = kd_scan_sentence(scan, i);
    s.article = b->article;
    look_at_sentence(&s);
  }
}

const KdDetector kd_detector_figure = {.name = "figure", .detect = detect};
