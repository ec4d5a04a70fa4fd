#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"

#define HEAD_MAX 30u      /* letters of what is defined */
#define TEXT_MAX 110u     /* characters of what it is said to be */
#define NOUN_HEAD_MAX 16u /* the same where only a noun at the end speaks for it */
#define SHORT_HEAD_MAX 6u /* of a head in which a verb is part of a name: 改革开放, 全面从严治党 */
#define OPEN_MAX 260u     /* the same where it is the rest of the sentence */

typedef struct {
  const KdContext *ctx;
  const KdGlyphs *g;
  guint32 article;
  GArray *clauses; /* KdRange, outside of brackets; of one region */
  GPtrArray *points;
} Search;

static KdRange clause_at(const Search *s, guint i)
{
  return g_array_index(s->clauses, KdRange, i);
}

/* The clauses of a region: what stands between marks outside of brackets and quotation marks. */
static void split(Search *s, KdRange region)
{
  g_array_set_size(s->clauses, 0);
  guint a = region.a;
  for (guint i = region.a; i <= region.b;) {
    gboolean end = i == region.b;
    guint next = end ? i + 1 : kd_glyphs_skip(s->g, i, region.b);
    if (end || (next == i + 1 && kd_is_clause_mark(kd_glyph_char(s->g, i)))) {
      KdRange r = kd_range_trim(s->g, (KdRange){a, i});
      if (r.b > r.a)
        g_array_append_val(s->clauses, r);
      a = next;
    }
    i = next;
  }
}

/* The point; NULL where head or text is too long or too short. It is the points'. */
static KdPoint *add(Search *s, KdRange head, KdRange text, KdReason reason, double confidence)
{
  guint n = kd_range_letters(s->g, head);
  if (n < 1 || n > HEAD_MAX || kd_range_len(text) > OPEN_MAX || kd_range_letters(s->g, text) < 2)
    return NULL;
  KdPoint *p = kd_point_new(KD_POINT_DEFINITION, "definition");
  p->article = s->article;
  p->head = kd_range_span(s->g, head);
  p->text = kd_range_span(s->g, text);
  p->confidence = confidence;
  kd_point_add_reason(p, reason.rule, reason.sign);
  g_ptr_array_add(s->points, p);
  return p;
}

static KdReason reason_of(const Search *s, KdPointRule rule, guint a, guint b)
{
  return (KdReason){rule, kd_range_span(s->g, (KdRange){a, b})};
}

/* 是按照…，…形成的: what comes first tells how it came about, what it is comes in a later clause or never. */
static gboolean tells_how(const KdGlyphs *g, KdRange text)
{
  static const char *const words[] = {"按照", "根据", "依照", "通过", "基于", "经过", "围绕", "沿着", "凭"};
  KdRange next = {MIN(text.b + 1, g->n), g->n};
  gboolean how = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    how |= kd_range_starts(g, text, words[i]);
  return how && kd_glyph_char(g, text.b) == 0xFF0C && !kd_range_starts(g, next, "是") &&
         !kd_range_starts(g, next, "也是");
}

/* 是 that says what something is: not 不是, 是否, 但是, 于是. */
static gboolean is_copula(const KdGlyphs *g, KdRange clause, guint i)
{
  if (kd_glyph_char(g, i) != 0x662F || i + 2 > clause.b)
    return FALSE;
  if (i > clause.a && kd_glyph_char(g, i - 1) == 0x65E2) /* 既是…，也是… */
    return kd_glyph_char(g, clause.b) == 0xFF0C && kd_range_starts(g, (KdRange){clause.b + 1, g->n}, "也是");
  gunichar before = i > clause.a ? kd_glyph_char(g, i - 1) : 0, after = kd_glyph_char(g, i + 1);
  if (before && g_utf8_strchr("不但于可总还只若凡既正或便要而倒却更尤别论求越再至", -1, before))
    return FALSE;
  if (before == 0x5176 && i > clause.a + 1 && kd_glyph_char(g, i - 2) == 0x5C24) /* 尤其是 */
    return FALSE;
  return after && g_utf8_strchr("否因由从在对要如不怎谁什非", -1, after) == NULL &&
         !tells_how(g, (KdRange){i + 1, clause.b}) && !kd_range_starts(g, (KdRange){i + 1, clause.b}, "和非");
}

static guint find_copula(const KdGlyphs *g, KdRange clause)
{
  for (guint i = clause.a; i < clause.b; i = kd_glyphs_skip(g, i, clause.b))
    if (kd_glyph_char(g, i) == 0x662F)
      return is_copula(g, clause, i) ? i : clause.b;
  return clause.b;
}

/* 理论的生命力在于创新: the 在于 behind a side of a thing; clause.b: none. */
static guint find_lies_in(const Search *s, KdRange clause)
{
  guint at;
  if (!kd_range_find(s->g, clause, "在于", &at) || at < clause.a + 2 || at + 3 > clause.b)
    return clause.b;
  KdRange head = {clause.a, at};
  if (kd_range_ends(s->g, head, "全") || kd_range_ends(s->g, head, "也") || kd_range_ends(s->g, head, "就"))
    head.b--;
  guint side = kd_range_suffix(s->g, head, kd_cues_get(s->ctx->cues, "definition-topics"));
  gboolean of_it =
      kd_range_len(head) > side + 1 && !kd_range_ends(s->g, (KdRange){head.a, head.b - side}, "和");
  return side && of_it ? at : clause.b;
}

/* Without 全会指出, 深刻认识到 in front and 也, 就, 都 behind. */
static KdRange trim_head(const Search *s, KdRange r)
{
  const KdWords *leads = kd_cues_get(s->ctx->cues, "thought-verbs");
  for (guint i = r.b; i > r.a; i--) {
    KdRange front = {r.a, i};
    if (kd_range_suffix(s->g, front, leads) && i < r.b) {
      r.a = i;
      break;
    }
  }
  if (kd_range_starts(s->g, r, "对于")) {
    r.a += 2;
    if (kd_range_ends(s->g, r, "来说") || kd_range_ends(s->g, r, "而言"))
      r.b -= 2;
  }
  const KdWords *adverbs = kd_cues_get(s->ctx->cues, "definition-adverbs");
  const KdWords *whole = kd_cues_get(s->ctx->cues, "definition-words");
  for (guint n;
       r.b > r.a && (n = kd_range_suffix(s->g, r, adverbs)) > 0 && kd_range_suffix(s->g, r, whole) <= n;)
    r.b -= n;
  return r;
}

/* 高校作为…的结合点，是…: what stands before 作为 is meant; 新质生产力由…而催生，特点是…: before 由. */
static KdRange shorten_head(const Search *s, KdRange r)
{
  guint at;
  if (kd_range_find(s->g, r, "作为", &at) && at > r.a + 1)
    r.b = at;
  else if (kd_range_len(r) > 20 && kd_range_find(s->g, r, "由", &at) && at > r.a + 1)
    r.b = at;
  return r;
}

static gboolean is_subject(const Search *s, KdRange r)
{
  static const char *const hanging[] = {"、", "之后", "以后", "之前", "以前", "之中", "时"};
  gboolean hangs = kd_range_ends(s->g, r, "的") && !kd_range_ends(s->g, r, "目的");
  for (guint i = 0; i < G_N_ELEMENTS(hanging); i++)
    hangs |= kd_range_ends(s->g, r, hanging[i]);
  hangs |= kd_range_len(r) < 3 && kd_is_han_number(kd_glyph_char(s->g, r.a)); /* 三是… */
  if (kd_range_starts(s->g, r, "我们") && kd_range_len(r) > 4) {              /* 我们说的共同富裕 */
    guint of;
    KdRange rest = {r.a + 2, r.b - 1};
    return kd_range_find(s->g, rest, "的", &of) && !hangs;
  }
  return kd_range_len(r) > 0 && !hangs &&
         kd_range_prefix(s->g, r, kd_cues_get(s->ctx->cues, "definition-frames")) == 0 &&
         kd_range_prefix(s->g, r, kd_cues_get(s->ctx->cues, "definition-subjects")) == 0;
}

/* 牢固树立X就是Y的理念: not X is defined, an idea is named. How many characters the name has, 的 counted; 0:
 * none. */
static guint find_named_idea(const Search *s, KdRange head, KdRange text)
{
  static const char *const ideas[] = {"的理念", "的思想", "的战略思想", "的观念", "的意识",
                                      "的原则", "的方针", "的定位",     "的信念", "的道理"};
  static const char *const verbs[] = {"坚持", "树立", "贯彻", "秉持", "践行", "增强"};
  gboolean governed = kd_range_prefix(s->g, head, kd_cues_get(s->ctx->cues, "governors")) >= 2;
  guint at;
  for (guint i = 0; i < G_N_ELEMENTS(verbs); i++)
    governed |= kd_range_find(s->g, head, verbs[i], &at);
  if (!governed)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS(ideas); i++)
    if (kd_range_ends(s->g, text, ideas[i]))
      return (guint)g_utf8_strlen(ideas[i], -1);
  return 0;
}

static gboolean ends_well(const Search *s, KdRange text)
{
  KdRange r = text;
  while (r.b > r.a && kd_is_closing(kd_glyph_char(s->g, r.b - 1)))
    r.b--;
  return kd_range_suffix(s->g, r, kd_cues_get(s->ctx->cues, "definition-heads")) > 0;
}

/* …的N: what something is called, a noun of a few characters behind the last 的. */
static gboolean ends_in_noun(const Search *s, KdRange head, KdRange text)
{
  guint last = text.b;
  for (guint i = text.a; i < text.b; i = kd_glyphs_skip(s->g, i, text.b))
    if (kd_glyph_char(s->g, i) == 0x7684)
      last = i;
  KdRange noun = {MIN(last + 1, text.b), text.b};
  gunichar front = kd_glyph_char(s->g, head.a), back = kd_glyph_char(s->g, head.b - 1);
  gboolean verb = kd_range_prefix(s->g, head, kd_cues_get(s->ctx->cues, "governors")) >= 2;
  if (kd_range_len(head) < 2 || kd_range_len(head) > NOUN_HEAD_MAX || g_unichar_isdigit(front) ||
      g_utf8_strchr("年将能都应可也仍间", -1, back) ||
      g_utf8_strchr("上中下里内前后时", -1, kd_glyph_char(s->g, text.b - 1)) ||
      (verb && kd_range_len(head) > SHORT_HEAD_MAX && !kd_range_starts(s->g, text, "一")))
    return FALSE;
  return last > text.a && kd_range_len(noun) >= 2 && kd_range_len(noun) <= 5 &&
         kd_range_letters(s->g, noun) == kd_range_len(noun) &&
         !kd_range_is(s->g, noun, kd_cues_get(s->ctx->cues, "definition-weak-nouns")) &&
         kd_range_prefix(s->g, noun, kd_cues_get(s->ctx->cues, "governors")) < kd_range_len(noun);
}

/* X是Y，是Z: what something is is said twice. */
static gboolean goes_on(const Search *s, guint i)
{
  static const char *const openers[] = {"是", "也是", "更是", "又是", "同时是"};
  if (i + 1 >= s->clauses->len || kd_range_ends(s->g, clause_at(s, i), "的"))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(openers); k++)
    if (kd_range_starts(s->g, clause_at(s, i + 1), openers[k]))
      return TRUE;
  return FALSE;
}

/* The clauses from i + 1 on that go on with 是: the end of the last. */
static guint extend(const Search *s, guint *i, guint end)
{
  while (*i + 1 < s->clauses->len) {
    KdRange next = clause_at(s, *i + 1);
    if (!goes_on(s, *i) && !kd_range_starts(s->g, next, "不是") && !kd_range_starts(s->g, next, "也不是"))
      break;
    end = next.b;
    ++*i;
  }
  return end;
}

/* 一场…革命, 一项系统工程: a number, a word of measure and what it is. */
static gboolean names_kind(const KdGlyphs *g, KdRange text)
{
  gunichar measure = kd_glyph_char(g, text.a + 1);
  return kd_range_starts(g, text, "一") && g_utf8_strchr("场项种门条面把部", -1, measure) &&
         kd_range_len(text) >= 6;
}

/* 非遗保护，关键在人: clause i says what the one before is about. */
static gboolean look_at_frame(Search *s, guint *i)
{
  KdRange r = clause_at(s, *i);
  guint n = kd_range_prefix(s->g, r, kd_cues_get(s->ctx->cues, "definition-frames"));
  if (n == 0 || *i == 0 || kd_range_len(r) < n + 1)
    return FALSE;
  KdRange head = shorten_head(s, trim_head(s, clause_at(s, *i - 1)));
  guint at;
  gboolean good = is_subject(s, head) && kd_range_len(head) <= 20 && !kd_range_find(s->g, head, "不", &at);
  const KdWords *verbs = kd_cues_get(s->ctx->cues, "governors");
  if (kd_range_prefix(s->g, (KdRange){r.a + n, r.b}, verbs) >= 2) /* 目的是提高…，增强… */
    while (*i + 1 < s->clauses->len && kd_range_prefix(s->g, clause_at(s, *i + 1), verbs) >= 2 &&
           clause_at(s, *i + 1).b - r.a <= TEXT_MAX)
      r.b = clause_at(s, ++*i).b;
  if (good)
    add(s, head, r, reason_of(s, KD_RULE_FRAME, r.a, r.a + n), 0.8);
  return TRUE;
}

/* X，是Y: what stands before 是 in the sentence is defined. */
static gboolean look_at_bare(Search *s, guint *i)
{
  KdRange r = clause_at(s, *i);
  guint link = kd_range_starts(s->g, r, "既是") || kd_range_starts(s->g, r, "就是") ? 1 : 0;
  if (*i == 0 || *i > 3 || !kd_range_starts(s->g, (KdRange){r.a + link, r.b}, "是") ||
      !is_copula(s->g, r, r.a + link))
    return FALSE;
  guint from = 0; /* behind 强调，or 启示我们： */
  for (guint k = 0; k + 1 < *i; k++)
    if (kd_range_suffix(s->g, clause_at(s, k), kd_cues_get(s->ctx->cues, "thought-verbs")) ||
        kd_glyph_char(s->g, clause_at(s, k).b) == 0xFF1A)
      from = k + 1;
  KdRange head = shorten_head(s, (KdRange){clause_at(s, from).a, clause_at(s, *i - 1).b});
  KdRange text = {r.a + link + 1, r.b};
  gboolean good = ends_well(s, text) || goes_on(s, *i);
  text.b = extend(s, i, text.b);
  if (!good || !is_subject(s, head))
    return FALSE;
  add(s, head, text, reason_of(s, KD_RULE_COPULA, r.a, r.a + link + 1), 0.85);
  return TRUE;
}

/* X作为Y，…: Y says what X is. */
static void look_at_role(Search *s, guint i)
{
  KdRange r = clause_at(s, i);
  guint at;
  if (i != 0 || s->clauses->len < 2 || !kd_range_find(s->g, r, "作为", &at) || at < r.a + 2 || at > r.a + 10)
    return;
  KdRange head = {r.a, at}, text = {at + 2, r.b};
  gboolean next = kd_range_starts(s->g, clause_at(s, i + 1), "是");
  if (!next && is_subject(s, head) && ends_well(s, text) && kd_range_letters(s->g, text) >= 6 &&
      kd_range_prefix(s->g, head, kd_cues_get(s->ctx->cues, "governors")) < 1)
    add(s, head, text, reason_of(s, KD_RULE_ROLE, at, at + 2), 0.75);
}

/* 总的思路是，…: the rest of the sentence says what it is. */
static gboolean look_at_open(Search *s, guint *i)
{
  KdRange r = clause_at(s, *i);
  if (!kd_range_ends(s->g, r, "是") || *i + 1 >= s->clauses->len || kd_range_len(r) < 3)
    return FALSE;
  KdRange head = trim_head(s, (KdRange){r.a, r.b - 1});
  KdRange text = {clause_at(s, *i + 1).a, clause_at(s, s->clauses->len - 1).b};
  if (kd_range_suffix(s->g, head, kd_cues_get(s->ctx->cues, "definition-topics")) == 0 ||
      !is_subject(s, head))
    return FALSE;
  *i = s->clauses->len;
  if (kd_range_len(text) <= OPEN_MAX)
    add(s, head, text, reason_of(s, KD_RULE_OPEN_FRAME, r.a, r.b), 0.8);
  return TRUE;
}

/* X是Y, the 是 at `at`: what else than 是 says that it is a definition is told. */
static void add_copula(Search *s, KdRange head, KdRange text, guint at, double confidence)
{
  KdPoint *p = add(s, head, text, reason_of(s, KD_RULE_COPULA, at, at + 1), confidence);
  guint topic = kd_range_suffix(s->g, head, kd_cues_get(s->ctx->cues, "definition-topics")), not_so;
  if (p == NULL)
    return;
  if (topic)
    kd_point_add_reason(p, KD_RULE_TOPIC, kd_range_span(s->g, (KdRange){head.b - topic, head.b}));
  if (kd_range_find(s->g, text, "、不是", &not_so))
    kd_point_add_reason(p, KD_RULE_NOT_SO, kd_range_span(s->g, (KdRange){not_so + 1, not_so + 3}));
  guint noun = kd_range_suffix(s->g, text, kd_cues_get(s->ctx->cues, "definition-heads"));
  if (noun)
    kd_point_add_reason(p, KD_RULE_NOUN_END, kd_range_span(s->g, (KdRange){text.b - noun, text.b}));
}

static void look_at_clause(Search *s, guint *i)
{
  look_at_role(s, *i);
  if (look_at_frame(s, i) || look_at_open(s, i) || look_at_bare(s, i))
    return;
  KdRange r = clause_at(s, *i);
  guint lies_in = find_lies_in(s, r), at = lies_in < r.b ? lies_in : find_copula(s->g, r);
  if (at >= r.b || at == r.a)
    return;
  guint first = *i;
  KdRange head = trim_head(s, (KdRange){r.a, at}), text = {at + (lies_in < r.b ? 2 : 1), r.b};
  if (kd_range_ends(s->g, head, "目的全"))
    head.b--;
  if (kd_range_starts(s->g, text, "指") && !kd_range_starts(s->g, text, "指引") &&
      !kd_range_starts(s->g, text, "指导") && !kd_range_starts(s->g, text, "指明"))
    text.a++;
  guint not_so, idea = find_named_idea(s, head, text);
  gboolean both = kd_range_find(s->g, text, "、不是", &not_so);
  if (idea && both) { /* 坚持房子是用来住的、不是用来炒的定位 */
    head.a += kd_range_prefix(s->g, head, kd_cues_get(s->ctx->cues, "governors"));
    text.b -= idea - 1; /* 用来炒的 */
  }
  gboolean good = ends_well(s, text) || text.a == at + 2 || both;
  double sure = good ? 1 : 0.8;
  good = good || goes_on(s, *i) || kd_range_starts(s->g, text, "为了") || names_kind(s->g, text) ||
         ends_in_noun(s, head, text) ||
         kd_range_suffix(s->g, head, kd_cues_get(s->ctx->cues, "definition-topics")) > 0;
  good = good && (both || idea == 0) && !kd_range_ends(s->g, text, "周年");
  text.b = extend(s, i, text.b);
  if (is_subject(s, head) && good && kd_range_len(text) <= TEXT_MAX)
    add_copula(s, head, text, at, sure * (first == 0 ? 0.92 : 0.85));
}

static void look_at_region(Search *s, KdRange region)
{
  split(s, region);
  for (guint i = 0; i < s->clauses->len; i++)
    look_at_clause(s, &i);
}

static void look_inside(const KdGlyphs *g, KdRange r, gpointer data)
{
  (void)g;
  if (kd_range_len(r) > 12)
    look_at_region(data, r);
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .points = points};
  s.clauses = g_array_new(FALSE, FALSE, sizeof(KdRange));
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    const KdBlock *b = kd_document_block(d, sentence->block);
    if (b->kind != KD_BLOCK_PARAGRAPH && b->kind != KD_BLOCK_ABSTRACT)
      continue;
    const KdGlyphs *g = s.g = kd_scan_sentence(scan, i);
    s.article = b->article;
    look_at_region(&s, (KdRange){0, g->n});
    kd_quoted_foreach(g, look_inside, &s);
  }
  g_array_unref(s.clauses);
}

const KdDetector kd_detector_definition = {.name = "definition", .detect = detect};
