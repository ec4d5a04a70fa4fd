#include "base/utf8.h"
#include "extractor/detector.h"
#include "extractor/quoted.h"

#define CLAUSE_MAX 80u /* characters before a verb of saying in which its subject is looked for */
#define NEXT_MAX 100u  /* the same in the sentence behind one that is all quotation */
#define BETWEEN_MAX 6u /* bytes between quotations of one speaker */
#define OBJECT_MAX 10u /* characters between a verb of saying and the quotation that is its object */
#define CARRY_MAX 600u /* bytes of a sentence in which the speaker of the next is looked for */
#define BEHIND_MAX 60u /* characters behind a quotation in which its speaker is looked for */

typedef struct {
  const KdContext *ctx;
  const KdDocument *document;
  guint32 sentence;
  guint32 article;
  KdSpan last_head;  /* speaker of the quotation before, in the same block */
  KdSpan block_head; /* last speaker known in the block */
  guint32 last_end;  /* byte behind its closing mark */
  GPtrArray *points;
} Search;

/* The first known speaker in the span; an entry with a value only begins like one (马克思主义). */
static KdSpan find_speaker(const Search *s, KdSpan within)
{
  const KdWords *speakers = kd_cues_get(s->ctx->cues, "speakers");
  const char *text = s->document->text;
  gsize at, len;
  while (within.len && kd_words_search(speakers, text + within.start, within.len, &at, &len)) {
    KdSpan found = {within.start + (guint32)at, (guint32)len};
    const char *value = kd_words_value(speakers, text + found.start, found.len);
    if (value[0] == '\0')
      return found;
    within = kd_span(kd_span_end(found), kd_span_end(within));
  }
  return (KdSpan){0, 0};
}

/* 桑切斯在信中: the occasion stands behind the name. */
static KdRange cut_occasion_behind(const KdGlyphs *g, KdRange r, KdRange *occasion)
{
  guint at;
  if (r.b < r.a + 5 || g_utf8_strchr("中上时后", -1, kd_glyph_char(g, r.b - 1)) == NULL ||
      !kd_range_find(g, r, "在", &at) || at < r.a + 2)
    return r;
  *occasion = (KdRange){at + 1, r.b};
  return (KdRange){r.a, at};
}

/* Cuts 在…中, 在…时 from the front; what is cut is the occasion. */
static KdRange cut_occasion(const KdGlyphs *g, KdRange r, KdRange *occasion)
{
  static const char *const ends[] = {"一文中", "中", "上", "时", "期间", "之际", "后"};
  if (!kd_range_starts(g, r, "在"))
    return cut_occasion_behind(g, r, occasion);
  for (guint i = r.b; i > r.a + 2; i--)
    for (guint k = 0; k < G_N_ELEMENTS(ends); k++) {
      KdRange front = {r.a, i};
      if (kd_range_ends(g, front, ends[k])) {
        *occasion = (KdRange){r.a + 1, i};
        return (KdRange){i, r.b};
      }
    }
  return r;
}

static KdRange strip_adverbs(const KdContext *ctx, const KdGlyphs *g, KdRange r)
{
  const KdWords *adverbs = kd_cues_get(ctx->cues, "speech-adverbs");
  for (;;) {
    guint n = kd_range_suffix(g, r, adverbs);
    if (n == 0)
      return r;
    r.b -= n;
  }
}

/* Where the clause that ends at i begins; titles and brackets are stepped over. */
static guint clause_start(const KdGlyphs *g, guint i)
{
  guint least = i > CLAUSE_MAX ? i - CLAUSE_MAX : 0;
  while (i > least) {
    gunichar c = kd_glyph_char(g, i - 1);
    guint partner = kd_glyph(g, i - 1)->partner;
    if (kd_is_clause_mark(c) || c == 0x201D)
      break;
    i = partner != KD_NO_PARTNER && partner < i - 1 && partner >= least ? partner : i - 1;
  }
  return i;
}

/* The last title 《…》 of the range, marks included; an empty range when there is none. */
static KdRange find_title(const KdGlyphs *g, KdRange r)
{
  for (guint i = r.b; i > r.a; i--)
    if (kd_glyph_char(g, i - 1) == 0x300B && kd_glyph(g, i - 1)->partner != KD_NO_PARTNER &&
        kd_glyph(g, i - 1)->partner >= r.a)
      return (KdRange){kd_glyph(g, i - 1)->partner, i};
  return (KdRange){0, 0};
}

/* Without 正如, 而 and the like in front. */
static KdRange strip_front(const KdGlyphs *g, KdRange r)
{
  static const char *const fronts[] = {"正如", "正像", "诚如", "当年", "当时", "后来", "今天",
                                       "早在", "就像", "一如", "而",   "但",   "如"};
  for (guint i = 0; i < G_N_ELEMENTS(fronts); i++)
    if (kd_range_starts(g, r, fronts[i]) && kd_range_len(r) > 3) {
      r.a += (guint)g_utf8_strlen(fronts[i], -1);
      return r;
    }
  return r;
}

static gboolean is_pronoun(const KdGlyphs *g, KdRange r)
{
  return kd_range_len(r) <= 2 && (kd_range_starts(g, r, "他") || kd_range_starts(g, r, "她"));
}

/* 鲁比奥5日: the day behind the name is no part of it. */
static KdRange strip_day(const KdGlyphs *g, KdRange r)
{
  guint i = r.b;
  if (i < r.a + 4 || kd_glyph_char(g, i - 1) != 0x65E5)
    return r;
  for (i--; i > r.a && (kd_is_digit(kd_glyph_char(g, i - 1)) || kd_glyph_char(g, i - 1) == 0x6708);)
    i--;
  return i + 1 < r.b && i > r.a ? (KdRange){r.a, i} : r;
}

/* Not 的…, 这…, 对…: a phrase that cannot be who speaks. */
static gboolean may_speak(const KdGlyphs *g, KdRange r)
{
  static const char *const ends[] = {"的", "重要", "系列", "了"}; /* 作出一系列重要论述 */
  gboolean hangs = kd_range_starts(g, r, "针对") || is_pronoun(g, r);
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
    hangs |= kd_range_ends(g, r, ends[i]);
  return !hangs && g_utf8_strchr("的了得等并这那它把被将或还也就", -1, kd_glyph_char(g, r.a)) == NULL;
}

/* 他还强调: who spoke last in the paragraph, else whom the sentence before names. */
static KdSpan find_carried(const Search *s)
{
  const KdDocument *d = s->document;
  if (s->block_head.len || s->sentence == 0)
    return s->block_head;
  const KdSentence *before = kd_document_sentence(d, s->sentence - 1);
  if (before->block != kd_document_sentence(d, s->sentence)->block || before->span.len > CARRY_MAX)
    return (KdSpan){0, 0};
  return find_speaker(s, before->span);
}

/* 在《…》一文中X指出: who stands behind the occasion. */
static KdSpan speaker_before(const Search *s, const KdGlyphs *g, KdRange verb, KdSpan *where)
{
  KdRange clause = strip_adverbs(s->ctx, g, (KdRange){clause_start(g, verb.a), verb.a});
  KdRange title = find_title(g, clause);
  if (title.b > title.a && title.b == clause.b)
    return kd_range_span(g, title);
  KdSpan name = find_speaker(s, kd_range_span(g, clause));
  KdRange occasion = {0, 0};
  if (name.len) {
    KdRange behind = clause;
    while (behind.a < behind.b && kd_glyph(g, behind.a)->at < kd_span_end(name))
      behind.a++;
    cut_occasion(g, behind, &occasion);
    *where = kd_range_span(g, occasion);
    return name;
  }
  KdRange rest = strip_adverbs(s->ctx, g, cut_occasion(g, clause, &occasion));
  *where = kd_range_span(g, occasion);
  title = find_title(g, rest);
  if (title.b > title.a)
    return kd_range_span(g, title);
  rest = strip_adverbs(s->ctx, g, strip_day(g, strip_front(g, rest)));
  if (kd_range_len(rest) >= 2 && kd_range_len(rest) <= 24 && may_speak(g, rest))
    return kd_range_span(g, rest);
  KdRange before = {clause.a > 80 ? clause.a - 80 : 0, clause.a};
  KdSpan known = find_speaker(s, kd_range_span(g, before));
  gboolean carried = is_pronoun(g, rest) || (kd_range_len(rest) == 0 && clause.a == 0);
  return known.len || !carried ? known : find_carried(s);
}

/* 要求浙江“…”; 鲁迅先生说，青年“…”: the verb of saying stands a few words before the quotation, or closes the
 * clause before. */
static gboolean find_far_verb(const Search *s, const KdGlyphs *g, KdRange r, KdRange *verb)
{
  if (kd_quoted_far_verb(s->ctx, g, r, verb))
    return TRUE;
  guint open = r.a - 1, from = clause_start(g, open);
  if (from < 2 || open > from + OBJECT_MAX || g_utf8_strchr("，：", -1, kd_glyph_char(g, from - 1)) == NULL)
    return FALSE;
  guint n = kd_quoted_verb_suffix(s->ctx, g, (KdRange){0, from - 1});
  *verb = (KdRange){from - 1 - n, from - 1};
  return n > 0;
}

/* The first clause behind a quotation. */
static KdRange clause_behind(const KdGlyphs *g, KdRange r)
{
  guint a = r.b + 1;
  while (a < g->n && kd_is_clause_mark(kd_glyph_char(g, a)))
    a++;
  guint b = a;
  while (b < g->n && b < a + BEHIND_MAX && !kd_is_clause_mark(kd_glyph_char(g, b)))
    b = kd_glyphs_skip(g, b, g->n);
  return (KdRange){MIN(a, b), b};
}

/* 这是方志敏同志牺牲前留下的…: a name of two or three characters with a title behind it. */
static KdRange find_who_left(const KdGlyphs *g, KdRange clause)
{
  static const char *const titles[] = {"同志", "烈士", "先生", "主席", "总理"};
  if (!kd_range_starts(g, clause, "这是"))
    return (KdRange){0, 0};
  for (guint n = 2; n <= 4; n++)
    for (guint i = 0; i < G_N_ELEMENTS(titles); i++)
      if (clause.a + 4 + n <= clause.b &&
          kd_range_starts(g, (KdRange){clause.a + 2 + n, clause.b}, titles[i]))
        return (KdRange){clause.a + 2, clause.a + 4 + n};
  return (KdRange){0, 0};
}

/* Who speaks in the range that follows a quotation: the subject of a verb of saying that ends its first
 * clause, else the first known speaker; of a quotation that stands apart from the words around it anywhere in
 * the range, else in the first clause. */
static KdSpan speaker_of(const Search *s, const KdGlyphs *g, KdRange r, gboolean apart)
{
  while (r.a < r.b && kd_is_clause_mark(kd_glyph_char(g, r.a)))
    r.a++;
  if (r.a >= r.b)
    return (KdSpan){0, 0};
  guint end = r.a;
  while (end < r.b && !kd_is_clause_mark(kd_glyph_char(g, end)))
    end = kd_glyphs_skip(g, end, r.b);
  KdRange clause = {r.a, end};
  guint verb = kd_quoted_verb_suffix(s->ctx, g, clause);
  if (verb == 0 || verb >= kd_range_len(clause)) {
    KdRange left = find_who_left(g, clause);
    return kd_range_len(left) ? kd_range_span(g, left)
                              : find_speaker(s, kd_range_span(g, apart ? r : clause));
  }
  KdSpan where;
  return speaker_before(s, g, (KdRange){end - verb, end}, &where);
}

/* “……。”X指出: the speaker behind the quotation, in this sentence or, where the quotation is all of it, in
 * the next. */
static KdSpan speaker_behind(const Search *s, const KdGlyphs *g, KdRange r)
{
  KdRange rest = {MIN(g->n, r.b + 1), MIN(g->n, r.b + 1 + BEHIND_MAX)};
  if (r.b + 3 < g->n)
    return speaker_of(s, g, rest, r.a < 2 || kd_is_clause_mark(kd_glyph_char(g, r.a - 2)));
  const KdDocument *d = s->document;
  if (s->sentence + 1 >= d->sentences->len || r.a > 1)
    return (KdSpan){0, 0};
  const KdSentence *this = kd_document_sentence(d, s->sentence),
                   *next = kd_document_sentence(d, s->sentence + 1);
  if (next->block > this->block + 1 || kd_document_block(d, next->block)->article != s->article)
    return (KdSpan){0, 0};
  guint32 end = kd_span_end(next->span), len = MIN(next->span.len, 4 * NEXT_MAX);
  while (next->span.start + len < end && ((guchar)d->text[next->span.start + len] & 0xC0) == 0x80)
    len++;
  KdGlyph glyphs[4 * NEXT_MAX + 4];
  KdGlyphs front;
  kd_glyphs_read(d, (KdSpan){next->span.start, len}, glyphs, &front);
  return speaker_of(s, &front, (KdRange){0, MIN(front.n, NEXT_MAX)}, TRUE);
}

/* “…”“…”, “…”、“…”: nothing but marks stands between the quotation before and this one. */
static gboolean follows_quotation(const Search *s, guint32 open)
{
  const char *text = s->document->text;
  if (s->last_head.len == 0 || open < s->last_end || open > s->last_end + BETWEEN_MAX)
    return FALSE;
  for (const char *p = text + s->last_end; p < text + open; p = g_utf8_next_char(p))
    if (kd_is_letter(g_utf8_get_char(p)))
      return FALSE;
  return TRUE;
}

static void look_at(const KdGlyphs *g, KdRange r, gpointer data)
{
  Search *s = data;
  if (kd_quoted_kind(s->ctx, g, r) != KD_QUOTED_SPEECH)
    return;
  KdPoint *p = kd_point_new(KD_POINT_QUOTE, "quote");
  p->article = s->article;
  p->text = kd_range_span(g, r);
  KdRange verb;
  KdPointRule found_by = KD_RULE_SPEAKER_BEHIND;
  gboolean follows = follows_quotation(s, kd_glyph(g, r.a - 1)->at);
  gboolean said = kd_quoted_verb(s->ctx, g, r, &verb) || (!follows && find_far_verb(s, g, r, &verb));
  KdRange left = find_who_left(g, clause_behind(g, r));
  if (said) {
    p->head = speaker_before(s, g, verb, &p->occasion);
    found_by = KD_RULE_SPEAKER_BEFORE;
  } else if (follows && kd_range_len(left) == 0) {
    p->head = s->last_head;
    found_by = KD_RULE_SPEAKER_SAME;
  } else {
    p->head = speaker_behind(s, g, r);
  }
  kd_point_add_reason(p, said ? KD_RULE_SPEECH_VERB : KD_RULE_WHOLE_CLAUSE,
                      said ? kd_range_span(g, verb) : (KdSpan){0, 0});
  if (p->head.len)
    kd_point_add_reason(p, found_by, p->head);
  gboolean whole = kd_is_end_mark(kd_glyph_char(g, r.b - 1));
  p->confidence = p->head.len ? 0.95 : whole ? 0.8 : 0.6;
  s->last_head = p->head;
  if (p->head.len)
    s->block_head = p->head;
  s->last_end = kd_glyph(g, r.b)->at + 3;
  g_ptr_array_add(s->points, p);
}

static void detect(const KdContext *ctx, const KdScan *scan, GPtrArray *points)
{
  const KdDocument *d = scan->document;
  Search s = {.ctx = ctx, .document = d, .points = points};
  for (guint32 i = 0; i < d->sentences->len; i++) {
    const KdSentence *sentence = kd_document_sentence(d, i);
    if (i == 0 || kd_document_sentence(d, i - 1)->block != sentence->block)
      s.last_head = s.block_head = (KdSpan){0, 0};
    s.sentence = i;
    s.article = kd_document_block(d, sentence->block)->article;
    kd_quoted_foreach(kd_scan_sentence(scan, i), look_at, &s);
  }
}

const KdDetector kd_detector_quote = {.name = "quote", .detect = detect};
