#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"
#include <string.h>

#define BEHIND_MAX 14u    /* characters of what is measured behind the number */
#define CLAUSE_REACH 120u /* characters to either side of a number that its clause may take */
#define NUMBER_MAX 24u    /* characters of a number in words */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  const KdWords *units;
  guint32 article;
  KdRange last_head; /* of the figure before in the sentence */
  GPtrArray *points;
} Search;

/* Behind the digits, points and magnitudes (1.3万亿, 1亿3千多万) that begin at i. */
static guint skip_number(const KdGlyphs *g, guint i, gboolean *magnitude)
{
  *magnitude = FALSE;
  for (; i < g->n; i++) {
    gunichar c = kd_glyph_char(g, i);
    gboolean point = kd_is_one_of(c, ".．:：") && kd_is_digit(kd_glyph_char(g, i + 1));
    if (c == 0x5343 && kd_is_one_of(kd_glyph_char(g, i + 1), "瓦米克卡")) /* 1300万千瓦 */
      break;
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

/* What stands before the number says what is measured: behind the last 、, without the day, without what
 * binds it to the number. *bound: there was such a verb. */
static KdRange find_head_before(const Search *s, KdRange clause, KdRange value, gboolean *bound)
{
  const KdWords *verbs = kd_cues_get(s->ctx->cues, "figure-verbs");
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  KdRange r = {clause.a, value.a};
  guint dun = r.a, n;
  for (guint i = r.a; i < r.b; i++)
    if (kd_glyph_char(s->g, i) == 0x3001 && r.b - i > 4)
      dun = i + 1;
  r.a = dun;
  r.a = skip_date(s->g, r);
  n = kd_range_suffix(s->g, r, verbs);
  gboolean becomes = kd_range_ends(s->g, r, "成为"); /* who becomes it is not what is measured */
  *bound = !becomes && (n > 1 || (n == 1 && kd_is_one_of(kd_glyph_char(s->g, r.b - 1), "达超约占至")));
  for (guint i = r.a; i < r.b; i++) /* 由5千多户 … 到: what is measured stands before the first number */
    if (i > r.a + 1 &&
        (kd_is_digit(kd_glyph_char(s->g, i)) ||
         (kd_is_han_number(kd_glyph_char(s->g, i)) && kd_is_one_of(kd_glyph_char(s->g, i - 1), "从由")))) {
      r.b = i;
      break;
    }
  while (r.b > r.a && (n = kd_range_suffix(s->g, r, verbs)))
    r.b -= n;
  while (r.a < r.b && !kd_is_letter(kd_glyph_char(s->g, r.a)) && !kd_is_opening(kd_glyph_char(s->g, r.a)))
    r.a++;
  n = kd_range_suffix(s->g, r, governors);
  gboolean verb_alone = n >= 2 && n + 2 > kd_range_len(r);
  gboolean hangs = becomes || kd_range_ends(s->g, r, "的") ||
                   kd_is_one_of(kd_glyph_char(s->g, r.a), "左右的以多余比") ||
                   kd_is_digit(kd_glyph_char(s->g, r.a));
  return verb_alone || hangs || kd_range_len(r) < 2 || kd_range_len(r) > 30 ? (KdRange){0, 0} : r;
}

/* 带回1935克样品, 66年的营业税征收历史: what is measured stands behind the number, up to a verb. */
static KdRange find_head_behind(const Search *s, KdRange clause, KdRange value)
{
  const KdWords *governors = kd_cues_get(s->ctx->cues, "governors");
  static const char *const links[] = {"以上", "以下", "以内", "左右", "的"};
  KdRange r = {value.b, value.b};
  for (guint i = 0; i < G_N_ELEMENTS(links); i++)
    if (kd_range_starts(s->g, (KdRange){r.a, clause.b}, links[i]))
      r.a += (guint)g_utf8_strlen(links[i], -1);
  for (r.b = r.a; r.b < clause.b && kd_range_len(r) <= BEHIND_MAX; r.b = kd_glyphs_skip(s->g, r.b, clause.b))
    if ((kd_range_len(r) >= 2 && kd_range_prefix(s->g, (KdRange){r.b, clause.b}, governors) >= 2) ||
        kd_is_one_of(kd_glyph_char(s->g, r.b), "、的和在被把与") ||
        kd_glyph_char(s->g, r.b + 1) == 0x4E86) /* 通了 */
      break;
  gboolean verb = kd_range_prefix(s->g, r, governors) >= 2;
  return verb || kd_range_len(r) < 2 || kd_range_len(r) > BEHIND_MAX ? (KdRange){0, 0} : r;
}

/* 增长4.5%: the number alone says something of what the figure before is about. */
static gboolean goes_on_from_last(const Search *s, KdRange clause, KdRange value)
{
  const KdWords *verbs = kd_cues_get(s->ctx->cues, "figure-verbs");
  KdRange r = {clause.a, value.a};
  for (guint i = r.a; i < r.b; i++)
    if (kd_glyph_char(s->g, i) == 0x3001)
      r.a = i + 1;
  for (guint n; r.b > r.a && (n = kd_range_suffix(s->g, r, verbs));)
    r.b -= n;
  return kd_range_len(r) == 0 && value.a > clause.a;
}

static KdRange find_head(Search *s, KdRange clause, KdRange value)
{
  if (goes_on_from_last(s, clause, value))
    return s->last_head;
  gboolean bound;
  KdRange before = find_head_before(s, clause, value, &bound), behind = find_head_behind(s, clause, value);
  gunichar unit = kd_glyph_char(s->g, value.b - 1);
  gboolean lasts = kd_is_one_of(unit, "年月天时钟%％");
  KdRange head = before;
  if (lasts && !kd_range_starts(s->g, (KdRange){value.b, clause.b}, "的"))
    head = bound ? before : (KdRange){0, 0};
  else if (!bound && kd_range_len(behind))
    head = behind;
  if (kd_is_one_of(unit, "%％"))
    head = kd_range_len(before) ? before : behind;
  if (kd_range_len(head) == 0 && !lasts)
    head = kd_range_len(behind) ? behind : before;
  s->last_head = kd_range_len(head) ? head : s->last_head;
  return head;
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

/* 拉动比例可达1:14: not a time of day, which no 比 stands before. */
static gboolean is_ratio(const Search *s, guint a, guint b)
{
  gboolean colon = FALSE, ratio = FALSE;
  for (guint i = a; i < b; i++)
    colon |= kd_is_one_of(kd_glyph_char(s->g, i), ":：");
  for (guint i = a; i > 0 && i + 12 > a && !kd_is_clause_mark(kd_glyph_char(s->g, i - 1)); i--)
    ratio |= kd_glyph_char(s->g, i - 1) == 0x6BD4;
  return colon && ratio;
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
  if (unit == 0 && is_ratio(s, i, end)) {
    add(s, (KdRange){i, end}, (KdReason){KD_RULE_RATIO, {0, 0}}, 0.8);
    return end;
  }
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

/* 三百多名, 九百六十万平方公里: the end of a number in words, with a digit and a magnitude in it, and its
 * unit; i: none. */
static guint end_of_number(const Search *s, guint i)
{
  const KdGlyphs *g = s->g;
  gboolean digit = FALSE, magnitude = FALSE, about = FALSE;
  guint end = i;
  for (; end < i + NUMBER_MAX && kd_is_han_number(kd_glyph_char(g, end)); end++) {
    digit |= kd_is_one_of(kd_glyph_char(g, end), "一二三四五六七八九两");
    magnitude |= kd_is_one_of(kd_glyph_char(g, end), "百千万亿");
  }
  for (; end < i + NUMBER_MAX && kd_is_one_of(kd_glyph_char(g, end), "多余"); end++)
    about = TRUE;
  gboolean ten = about && kd_glyph_char(g, end - 2) == 0x5341; /* 二十多个 */
  guint unit = kd_range_prefix(g, (KdRange){end, g->n}, s->units);
  if (!digit || !(magnitude || ten) || unit == 0 || kd_glyph_char(g, end) == 0x5E74 ||
      is_plain_count(s, end + unit) || is_from(g, i, end + unit) ||
      (i > 0 && kd_glyph_char(g, i - 1) == 0x7B2C))
    return i;
  return end + unit;
}

/* 减少一半, 增长两倍: what comes of a change, in words. Its end; i: none. */
static guint end_of_multiple(const Search *s, guint i)
{
  const KdGlyphs *g = s->g;
  const KdWords *verbs = kd_cues_get(s->ctx->cues, "figure-verbs");
  if (kd_range_suffix(g, (KdRange){i > 6 ? i - 6 : 0, i}, verbs) < 2)
    return i;
  gboolean half = kd_range_starts(g, (KdRange){i, g->n}, "一半");
  return half || (kd_is_han_number(kd_glyph_char(g, i)) && kd_glyph_char(g, i + 1) == 0x500D) ? i + 2 : i;
}

/* 近百家, 上亿人, 三分之二, 三百多名, 一半: numbers in words. Their end; i when there is none. */
static guint look_at_words(Search *s, guint i)
{
  const KdGlyphs *g = s->g;
  gunichar c = kd_glyph_char(g, i);
  guint number = kd_is_han_number(c) ? end_of_number(s, i) : i;
  guint multiple = number == i ? end_of_multiple(s, i) : i;
  if (number > i || multiple > i) {
    add(s, (KdRange){i, MAX(number, multiple)}, (KdReason){KD_RULE_NUMBER_WORDS, {0, 0}}, 0.75);
    return MAX(number, multiple);
  }
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
    s.last_head = (KdRange){0, 0};
    s.article = b->article;
    look_at_sentence(&s);
  }
}

const KdDetector kd_detector_figure = {.name = "figure", .detect = detect};
