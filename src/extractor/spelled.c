#include "extractor/spelled.h"

#include "base/utf8.h"
#include "extractor/quoted.h"

#define MARKER_REACH 24u   /* characters from the term to the word that opens its members */
#define NEAR_REACH 6u      /* the same where the members are told by their number alone */
#define SENTENCE_MAX 1000u /* characters of a sentence in which members are looked for, each time anew */
#define BEFORE_REACH 6u    /* characters from a list to the term that counts it */
#define PAIR_REACH 40u     /* from the first of two members to the term behind the second */
#define PART_MAX 60u       /* characters of a member */
#define PARTS_MAX 26u
#define MIN_CERTAINTY 0.35

/* What the members are looked for in, and how many there must be. */
typedef struct {
  const KdSpeller *speller;
  const KdGlyphs *g;
  guint from, wanted;
  KdRange word; /* what the number counts */
  KdPoint *point;
} Expansion;

typedef struct {
  KdRange range[PARTS_MAX];
  guint n; /* more than there is room for: PARTS_MAX + 1 */
} Parts;

static guint value_of(gunichar c)
{
  static const char digits[] = "一二三四五六七八九十";
  if (c == 0x4E24)
    return 2;
  const char *p = c ? g_utf8_strchr(digits, -1, c) : NULL;
  return p ? (guint)g_utf8_pointer_to_offset(digits, p) + 1 : 0;
}

static void take(const Expansion *x, const KdRange *members, guint n)
{
  for (guint i = 0; i < n; i++)
    kd_point_add_member(x->point, kd_range_span(x->g, members[i]));
}

/* What stands between marks of a kind, outside of brackets and quotation marks; 等 at the end is no part. */
static Parts split(const KdGlyphs *g, KdRange region, gunichar mark)
{
  Parts p = {.n = 0};
  guint a = region.a;
  for (guint i = region.a; i <= region.b;) {
    if (i == region.b || kd_glyph_char(g, i) == mark) {
      if (p.n >= PARTS_MAX)
        return (Parts){.n = PARTS_MAX + 1};
      p.range[p.n++] = kd_range_trim(g, (KdRange){a, i});
      a = i + 1;
    }
    i = i == region.b ? i + 1 : kd_glyphs_skip(g, i, region.b);
  }
  if (p.n && kd_range_ends(g, p.range[p.n - 1], "等"))
    p.range[p.n - 1].b--;
  return p;
}

/* Behind the term, where its members may begin: behind 即, 就是, 包括 or ：; n when there is no such word. */
static guint find_marker(const KdGlyphs *g, guint from)
{
  static const char *const words[] = {"即", "就是", "包括", "分别是", "是指", "："};
  for (guint i = from; i < g->n && i < from + MARKER_REACH; i++)
    for (guint k = 0; k < G_N_ELEMENTS(words); k++)
      if (kd_range_starts(g, (KdRange){i, g->n}, words[k]))
        return i + (guint)g_utf8_strlen(words[k], -1);
  guint next = from + (kd_glyph_char(g, from) == 0x201D);
  gunichar c = kd_glyph_char(g, next); /* “三农”（农业、…）, “三农”——农业、… */
  return c == 0xFF08 ? next + 1 : c == 0x2014 && kd_glyph_char(g, next + 1) == c ? next + 2 : g->n;
}

/* A list in a stretch that begins where the members may begin. */
static void try_list(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Expansion *x = data;
  (void)mark;
  (void)region;
  if (x->point->members->len || stretch.b <= x->from || stretch.a > x->from + 4)
    return;
  g_autoptr(GPtrArray) lists =
      kd_lists_find(x->speller->finder, x->g, (KdRange){MAX(stretch.a, x->from), stretch.b});
  for (guint i = 0; i < lists->len; i++) {
    const KdList *list = g_ptr_array_index(lists, i);
    if (list->members->len != x->wanted)
      continue;
    take(x, (const KdRange *)(gpointer)list->members->data, list->members->len);
    return;
  }
}

/* A；B；C。 to the end of the sentence: the first clause of each part. */
static void try_parts(const Expansion *x)
{
  const KdGlyphs *g = x->g;
  guint a = x->from;
  for (guint i = x->from; i <= g->n && x->point->members->len <= x->wanted;) {
    gunichar c = kd_glyph_char(g, i);
    gboolean end = i == g->n || kd_is_end_mark(c);
    if (end || c == 0xFF1B) {
      guint b = a;
      while (b < i && !kd_is_clause_mark(kd_glyph_char(g, b)))
        b = kd_glyphs_skip(g, b, i);
      KdRange part = kd_range_trim(g, (KdRange){a, b});
      if (kd_range_len(part) > 1)
        kd_point_add_member(x->point, kd_range_span(g, part));
      a = i + 1;
      if (end)
        break;
    }
    i = kd_glyphs_skip(g, i, g->n);
  }
  if (x->point->members->len != x->wanted)
    g_array_set_size(x->point->members, 0);
}

/* A part of the weaker marks holds none of the stronger ones. */
static gboolean is_part(const KdGlyphs *g, KdRange r, gunichar mark)
{
  if (kd_range_letters(g, r) < 2 || kd_range_len(r) > PART_MAX)
    return FALSE;
  for (guint i = r.a; i < r.b; i = kd_glyphs_skip(g, i, r.b))
    if (kd_is_clause_mark(kd_glyph_char(g, i)) && mark != 0xFF1B)
      return FALSE;
  return TRUE;
}

/* Behind a marker close by, to the end of the sentence or bracket: as many parts between ；, ， or 、 as the
 * number says. */
static void try_count(const Expansion *x, KdRange term)
{
  static const gunichar marks[] = {0xFF1B, 0xFF0C, 0x3001};
  const KdGlyphs *g = x->g;
  if (x->from > term.b + NEAR_REACH)
    return;
  KdRange region = {x->from, x->from};
  while (region.b < g->n && !kd_is_end_mark(kd_glyph_char(g, region.b)) &&
         !kd_is_closing(kd_glyph_char(g, region.b)))
    region.b = kd_glyphs_skip(g, region.b, g->n);
  for (guint k = 0; k < G_N_ELEMENTS(marks); k++) {
    Parts p = split(g, region, marks[k]);
    gboolean sound = p.n == x->wanted;
    for (guint i = 0; sound && i < p.n; i++)
      sound = is_part(g, p.range[i], marks[k]);
    if (sound) {
      take(x, p.range, p.n);
      return;
    }
  }
}

/* The last member reaches up to the term where that makes it as long as all others
 * (新建布局、…、调整淘汰“四个 一批”) or end as they do (空港、海港、信息港); the verb that the term is the
 * object of is no part of it. */
static KdRange settle_last(const Expansion *x, const KdRange *members, guint n)
{
  const KdGlyphs *g = x->g;
  KdRange last = members[n - 1];
  guint verb = kd_range_suffix(g, last, kd_cues_get(x->speller->ctx->cues, "figure-verbs"));
  if (verb >= 2 && kd_range_len(last) >= verb + 2)
    return (KdRange){last.a, last.b - verb};
  guint len = kd_range_len(members[0]);
  gunichar end = kd_glyph_char(g, members[0].b - 1);
  gboolean equal = x->from - last.a == len, same = end == kd_glyph_char(g, last.b);
  for (guint i = 1; i + 1 < n; i++) {
    equal = equal && kd_range_len(members[i]) == len;
    same = same && kd_glyph_char(g, members[i].b - 1) == end;
  }
  if (equal && kd_range_letters(g, (KdRange){last.b, x->from}) == x->from - last.b)
    last.b = x->from;
  else if (same && last.b < x->from)
    last.b++;
  return last;
}

/* 农业、农村、农民“三农”; A、B、C等“三X”: the list right before the term. */
static void try_before(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Expansion *x = data;
  (void)mark;
  (void)region;
  if (x->point->members->len || x->from < stretch.a || x->from >= stretch.b)
    return;
  g_autoptr(GPtrArray) lists = kd_lists_find(x->speller->finder, x->g, stretch);
  for (guint i = 0; i < lists->len; i++) {
    const KdList *list = g_ptr_array_index(lists, i);
    guint at;
    gboolean near = list->tail <= x->from && x->from <= list->tail + BEFORE_REACH &&
                    !kd_range_find(x->g, (KdRange){list->tail, x->from}, "、", &at);
    if (!near || list->members->len != x->wanted || list->certainty < MIN_CERTAINTY)
      continue;
    KdRange *members = (KdRange *)(gpointer)list->members->data;
    members[x->wanted - 1] = settle_last(x, members, x->wanted);
    take(x, members, x->wanted);
    return;
  }
}

/* What stands right before the term, back to a mark; the inside of quotation marks where they close there. */
static KdRange stretch_before(const Expansion *x)
{
  const KdGlyphs *g = x->g;
  KdRange r = {x->from, x->from};
  static const char *const links[] = {"等", "这", "的"};
  for (guint i = 0; i < G_N_ELEMENTS(links); i++)
    if (kd_range_ends(g, (KdRange){0, r.b}, links[i]))
      r.a = --r.b;
  if (r.b > 0 && kd_glyph_char(g, r.b - 1) == 0x201D && kd_glyph(g, r.b - 1)->partner < r.b)
    return (KdRange){kd_glyph(g, r.b - 1)->partner + 1, r.b - 1};
  while (r.a > 0 && r.a + 4 * PART_MAX > r.b) {
    const KdGlyph *before = kd_glyph(g, r.a - 1);
    if (kd_is_clause_mark(before->c) || before->c == 0x201C || before->c == 0xFF08)
      break;
    r.a = before->partner != KD_NO_PARTNER && before->partner < r.a - 1 ? before->partner : r.a - 1;
  }
  return r;
}

/* The first member without what governs the list; its end is the chunk's. Where the next one opens with a
 * verb, it keeps one, too. */
static KdRange cut_front(const Expansion *x, KdRange first, KdRange next)
{
  const KdWords *governors = kd_cues_get(x->speller->ctx->cues, "governors");
  gboolean verbal = kd_range_prefix(x->g, next, governors) >= 2;
  for (guint n; (n = kd_range_prefix(x->g, first, governors)) >= 2 && kd_range_len(first) >= n + 2;) {
    KdRange rest = {first.a + n, first.b};
    if (verbal && kd_range_prefix(x->g, rest, governors) < 2)
      break;
    first = rest;
  }
  return first;
}

/* Are the parts, the first aside, alike enough for a list: none more than three times as long as another? */
static gboolean are_alike(const KdRange *parts, guint n)
{
  guint least = G_MAXUINT, most = 0;
  for (guint i = 0; i < n; i++) {
    guint len = kd_range_len(parts[i]);
    least = MIN(least, len);
    most = MAX(most, len);
  }
  return least >= 1 && most <= 3 * least + 3;
}

/* The last chunk split at 和, 以及 or 与, so that there are as many as are wanted; FALSE: it has none. */
static gboolean split_last(const KdGlyphs *g, Parts *p)
{
  static const char *const joiners[] = {"以及", "和", "与", "及"};
  KdRange last = p->range[p->n - 1];
  guint at;
  for (guint i = 0; i < G_N_ELEMENTS(joiners); i++)
    if (kd_range_find(g, last, joiners[i], &at) && at > last.a) {
      p->range[p->n - 1].b = at;
      p->range[p->n++] = (KdRange){at + (guint)g_utf8_strlen(joiners[i], -1), last.b};
      return TRUE;
    }
  return FALSE;
}

/* 大气、水、土壤污染防治三个“十条”: as many chunks right before the term as the number says. */
static void try_chunks_before(const Expansion *x)
{
  const KdGlyphs *g = x->g;
  Parts p = split(g, stretch_before(x), 0x3001);
  if (p.n + 1 == x->wanted && p.n >= 2 && !split_last(g, &p))
    return;
  if (p.n != x->wanted)
    return;
  KdRange *last = &p.range[p.n - 1];
  static const char *const names[] = {"概括为", "归纳为", "总结为", "称为", "称作", "作为"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) { /* 把A、B、C概括为“三大法宝” */
    guint at;
    if (kd_range_find(g, *last, names[i], &at) && at > last->a)
      last->b = at;
  }
  if (kd_range_starts(g, p.range[0], "把") || kd_range_starts(g, p.range[0], "将"))
    p.range[0].a++;
  else
    p.range[0] = cut_front(x, p.range[0], p.range[1]);
  guint longest = 0;
  for (guint i = 0; i + 1 < p.n; i++)
    longest = MAX(longest, kd_range_len(p.range[i]));
  if (longest <= 2 && kd_range_len(*last) > 4) /* 污染防治 is said of all */
    last->b = last->a + 2;
  *last = settle_last(x, p.range, p.n);
  if (are_alike(p.range, p.n))
    take(x, p.range, p.n);
}

/* 坚持A、坚持B两个…: of two, what stands right before the term and opens with the same word twice. */
static void try_pair_before(const Expansion *x)
{
  const KdGlyphs *g = x->g;
  guint least = x->from > PAIR_REACH ? x->from - PAIR_REACH : 0, dun = x->from;
  while (dun > least && kd_glyph_char(g, dun - 1) != 0x3001 && !kd_is_clause_mark(kd_glyph_char(g, dun - 1)))
    dun--;
  if (dun <= least + 4 || kd_glyph_char(g, dun - 1) != 0x3001 || dun + 4 > x->from)
    return;
  for (guint i = dun - 4; i > least && !kd_is_clause_mark(kd_glyph_char(g, i)); i--) {
    if (kd_glyph_char(g, i) != kd_glyph_char(g, dun) || kd_glyph_char(g, i + 1) != kd_glyph_char(g, dun + 1))
      continue;
    kd_point_add_member(x->point, kd_range_span(g, (KdRange){i, dun - 1}));
    guint end = x->from - (kd_glyph_char(g, x->from - 1) == 0x8FD9); /* 这两个 */
    kd_point_add_member(x->point, kd_range_span(g, (KdRange){dun, end}));
    return;
  }
}

static gboolean same_letters(const KdGlyphs *g, guint at, const KdGlyphs *other, KdRange word)
{
  for (guint i = 0; i < kd_range_len(word); i++)
    if (kd_glyph_char(g, at + i) != kd_glyph_char(other, word.a + i))
      return FALSE;
  return TRUE;
}

/* Does the word, of two characters or more, end the part; 起来 may follow? */
static gboolean ends_with(const KdGlyphs *g, KdRange part, const KdGlyphs *of, KdRange word)
{
  if (kd_range_ends(g, part, "起来"))
    part.b -= 2;
  guint n = kd_range_len(word);
  if (n < 2 || kd_range_len(part) <= n + 1)
    return FALSE;
  gboolean counted = kd_is_han_number(kd_glyph_char(g, part.b - n - 1)) || /* the term itself */
                     kd_is_han_number(kd_glyph_char(g, part.b - n - 2));
  return !counted && same_letters(g, part.b - n, of, word);
}

/* 把A同B、C、D相结合: what is said of all is said once. The parts without 把A同 and 相结合. */
static void take_shared(const Expansion *x, const KdGlyphs *g, Parts *p, KdRange word)
{
  static const char *const links[] = {"同", "与", "和", "跟"};
  KdRange *first = &p->range[0], *last = &p->range[p->n - 1];
  guint at, in_next;
  if (kd_range_starts(g, *first, "把") || kd_range_starts(g, *first, "将") ||
      kd_range_starts(g, *first, "使"))
    first->a++;
  if (kd_range_ends(g, *last, "起来"))
    last->b -= 2;
  last->b -= kd_range_len(word);
  if (kd_range_ends(g, *last, "相"))
    last->b--;
  for (guint i = 0; i < G_N_ELEMENTS(links); i++)
    if (kd_range_find(g, *first, links[i], &at) && !kd_range_find(g, p->range[1], links[i], &in_next)) {
      first->a = at + 1;
      break;
    }
  for (guint i = 0; i < p->n; i++)
    kd_point_add_member(x->point, kd_range_span(g, p->range[i]));
}

/* 宣传路线、方针、政策下基层、调查研究下基层: parts that do not end with the word belong to the next that
 * does. */
static Parts join_to_ending(const Expansion *x, const KdGlyphs *g, Parts p)
{
  Parts joined = {.n = 0};
  guint a = p.n ? p.range[0].a : 0;
  for (guint i = 0; i < p.n && p.n <= PARTS_MAX; i++) {
    if (!ends_with(g, p.range[i], x->g, x->word))
      continue;
    joined.range[joined.n++] = (KdRange){a, p.range[i].b};
    a = p.range[i].b + 1;
  }
  return joined;
}

/* A与B相结合，C与D相结合: each clause ends with the word; or the stretch of 、 as a whole does. */
static void try_ending(const Expansion *x, const KdGlyphs *g, guint from)
{
  KdRange run[PARTS_MAX];
  guint n = 0;
  for (guint a = from, i = from; i <= g->n && n < PARTS_MAX;
       i = i < g->n ? kd_glyphs_skip(g, i, g->n) : i + 1) {
    if (i < g->n && !kd_is_clause_mark(kd_glyph_char(g, i)))
      continue;
    KdRange clause = kd_range_trim(g, (KdRange){a, i});
    a = i + 1;
    if (!ends_with(g, clause, x->g, x->word)) {
      if (n)
        break;
      continue;
    }
    Parts p = split(g, clause, 0x3001);
    guint before = p.n;
    p = join_to_ending(x, g, p);
    gboolean each = p.n > 1 && p.n < PARTS_MAX;
    if (!each && before == x->wanted && before >= 3 && n == 0) {
      p = split(g, clause, 0x3001);
      take_shared(x, g, &p, x->word);
      return;
    }
    for (guint k = 0; each && k < p.n && n < PARTS_MAX; k++)
      run[n++] = p.range[k];
    if (!each)
      run[n++] = clause;
  }
  if (n == x->wanted)
    for (guint i = 0; i < n; i++)
      kd_point_add_member(x->point, kd_range_span(g, run[i]));
}

/* 三会一课 counts several things; 三个一以贯之 and 三位一体 do not. */
static gboolean counts_several(const KdGlyphs *g, KdRange term)
{
  guint from = term.a + 1;
  if (g_utf8_strchr("个大种项条类件篇张支", -1, kd_glyph_char(g, from)) || kd_range_ends(g, term, "位一体"))
    return FALSE;
  while (from < term.b && !kd_is_han_number(kd_glyph_char(g, from)))
    from++;
  return from < term.b;
}

/* The word that is counted: behind the number and its word of measure. */
static KdRange find_word(const KdGlyphs *g, KdRange term)
{
  KdRange word = {term.a + 1, term.b};
  if (g_utf8_strchr("个大种项条类件篇张支", -1, kd_glyph_char(g, word.a)))
    word.a++;
  return word;
}

static void look_behind(Expansion *x, KdRange term)
{
  const KdGlyphs *g = x->g;
  x->from = find_marker(g, term.b);
  if (x->from >= g->n)
    return;
  if (x->wanted >= 3)
    kd_stretches_foreach(g, try_list, x);
  if (x->point->members->len == 0)
    try_parts(x);
  if (x->point->members->len == 0)
    try_count(x, term);
  if (x->point->members->len)
    kd_point_add_reason(x->point, KD_RULE_EXPANDED_BEHIND, kd_range_span(g, (KdRange){x->from - 1, x->from}));
}

static void look_before(Expansion *x, KdRange term)
{
  const KdGlyphs *g = x->g;
  x->from = term.a;
  if (term.a > 0 && kd_glyph_char(g, term.a - 1) == 0x201C)
    x->from--;
  if (x->wanted >= 3)
    kd_stretches_foreach(g, try_before, x);
  else if (x->from == term.a)
    try_pair_before(x);
  if (x->point->members->len == 0 && x->wanted >= 3)
    try_chunks_before(x);
  if (x->point->members->len)
    kd_point_add_reason(x->point, KD_RULE_EXPANDED_BEFORE, (KdSpan){0, 0});
}

/* In the clauses behind the term and in the sentence after it, which is of the same paragraph. */
static void look_for_endings(Expansion *x, guint32 sentence, guint from)
{
  const KdScan *scan = x->speller->scan;
  const KdDocument *d = scan->document;
  try_ending(x, x->g, from);
  if (x->point->members->len == 0 && sentence + 1 < d->sentences->len &&
      kd_document_sentence(d, sentence + 1)->block == kd_document_sentence(d, sentence)->block &&
      kd_scan_sentence(scan, sentence + 1)->n <= SENTENCE_MAX)
    try_ending(x, kd_scan_sentence(scan, sentence + 1), 0);
  if (x->point->members->len)
    kd_point_add_reason(x->point, KD_RULE_EXPANDED_WORD, kd_range_span(x->g, x->word));
}

void kd_spelled_fill(const KdSpeller *speller, guint32 sentence, KdRange term, KdPoint *p)
{
  const KdGlyphs *g = kd_scan_sentence(speller->scan, sentence);
  Expansion x = {speller, g, 0, value_of(kd_glyph_char(g, term.a)), {0, 0}, p};
  if (x.wanted < 2 || g->n > SENTENCE_MAX || counts_several(g, term))
    return;
  x.word = find_word(g, term);
  look_behind(&x, term);
  if (p->members->len == 0)
    look_before(&x, term);
  if (p->members->len == 0)
    look_for_endings(&x, sentence, term.b + 1);
}
