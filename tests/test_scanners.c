/* What the hand-written scanners find, PCRE2 (GRegex) finds, too: the same characters, the same spans. Over
 * the articles that the program ships and over texts thrown together from the characters that matter. */
#include "base/data.h"
#include "base/random.h"
#include "base/utf8.h"
#include "extractor/scan.h"
#include "reader/reader.h"
#include "runner.h"

#include <string.h>

#define ARTICLES "data/articles"
#define THROWN 60   /* texts made here … */
#define LENGTH 400u /* … of so many characters */
#define LAST_CHARACTER 0x10FFFFu
#define BACK 90 /* bytes before a place that a word may take */

static GRegex *compile(const char *pattern)
{
  g_autoptr(GError) error = NULL;
  GRegex *regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, &error);
  g_assert_no_error(error);
  return regex;
}

/* Where it stands first from `from` on. */
static gboolean find(const GRegex *regex, const char *text, gsize from, KdSpan *found)
{
  g_autoptr(GMatchInfo) match = NULL;
  gint start = 0, end = 0;
  if (!g_regex_match_full(regex, text, -1, (gint)from, 0, &match, NULL))
    return FALSE;
  g_match_info_fetch_pos(match, 0, &start, &end);
  *found = kd_span((guint32)start, (guint32)end);
  return TRUE;
}

/* Every character there is. */
static void test_classes(void)
{
  static const struct {
    const char *pattern;
    gboolean (*has)(gunichar c);
  } classes[] = {
      {"^[(“‘（《〈【「『〔]", kd_is_opening},
      {"^[)”’）》〉】」』〕]", kd_is_closing},
      {"^[。！？!?，；：,;:]", kd_is_clause_mark},
      {"^[。！？!?]", kd_is_end_mark},
      {"^[0-9０-９]", kd_is_digit},
      {"^[零〇一二三四五六七八九十百千万亿两]", kd_is_han_number},
      {"^[ \\t\\n\\x{0B}\\f\\r\\x{85}\\x{A0}\\x{2000}-\\x{200B}\\x{2028}\\x{2029}\\x{3000}]", kd_is_blank},
      {"^[〇\\x{3400}-\\x{4DBF}\\x{4E00}-\\x{9FFF}\\x{F900}-\\x{FAFF}\\x{20000}-\\x{323AF}]", kd_is_han},
  };
  for (guint k = 0; k < G_N_ELEMENTS(classes); k++) {
    g_autoptr(GRegex) regex = compile(classes[k].pattern);
    guint wrong = 0;
    for (gunichar c = 1; c <= LAST_CHARACTER; c++) {
      char one[8] = {0};
      if (!g_unichar_validate(c))
        continue;
      g_unichar_to_utf8(c, one);
      wrong += kd_utf8_char(one) != c;
      wrong += !g_regex_match(regex, one, 0, NULL) != !classes[k].has(c);
    }
    CU_ASSERT_EQUAL(wrong, 0);
  }
}

/* The words of a table as one alternation, the longest first. */
static char *make_alternation(const char *table)
{
  g_autofree char *path = g_strconcat("cues/", table, ".txt", NULL);
  g_autoptr(GBytes) bytes = kd_data_get(path);
  g_autofree char *data = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_auto(GStrv) lines = g_strsplit(data, "\n", -1);
  g_autoptr(GPtrArray) by_length = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i] && *lines[i] != '#')
      g_ptr_array_add(by_length, g_regex_escape_string(lines[i], (gint)strcspn(lines[i], "\t")));
  g_autoptr(GString) out = g_string_new(NULL);
  for (gsize length = 200; length > 0; length--)
    for (guint i = 0; i < by_length->len; i++) {
      const char *word = g_ptr_array_index(by_length, i);
      if (strlen(word) == length)
        g_string_append_printf(out, "%s%s", out->len ? "|" : "", word);
    }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Texts thrown together from characters of the set. The caller owns it. */
static char *throw_text(KdRandom *random, const char *set)
{
  guint n = (guint)g_utf8_strlen(set, -1);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < LENGTH; i++)
    g_string_append_unichar(text, g_utf8_get_char(g_utf8_offset_to_pointer(set, kd_random_below(random, n))));
  return g_string_free(text, FALSE);
}

/* The articles of the program, and texts thrown together from them. */
static GPtrArray *make_texts(void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) folder = g_dir_open(ARTICLES, 0, NULL);
  for (const char *name; folder && (name = g_dir_read_name(folder));) {
    g_autofree char *path = g_build_filename(ARTICLES, name, NULL);
    char *text = NULL;
    if (g_file_get_contents(path, &text, NULL, NULL) && g_utf8_validate(text, -1, NULL))
      g_ptr_array_add(texts, g_steal_pointer(&text));
    g_free(text);
  }
  KdRandom random;
  kd_random_init(&random, 1, 1);
  guint articles = texts->len;
  for (guint i = 0; articles && i < THROWN / 10; i++)
    g_ptr_array_add(texts, throw_text(&random, g_ptr_array_index(texts, i % articles)));
  return texts;
}

/* Leftmost, then longest: word after word. */
static guint compare_search(const KdWords *words, const GRegex *regex, const char *text)
{
  gsize from = 0, at = 0, len = 0, whole = strlen(text);
  guint wrong = 0;
  for (;;) {
    KdSpan span = {0, 0};
    gboolean ours = kd_words_search(words, text + from, whole - from, &at, &len);
    gboolean theirs = find(regex, text, from, &span);
    wrong += !ours != !theirs || (ours && (from + at != span.start || len != span.len));
    if (!ours || wrong)
      return wrong;
    from += at + len;
  }
}

/* Words that begin and that end at every place of the text. */
static guint compare_edges(const KdWords *words, const GRegex *front, const GRegex *back, const char *text)
{
  guint wrong = 0;
  gsize whole = strlen(text);
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    KdSpan span = {0, 0};
    gboolean begins = g_regex_match_full(front, p, -1, 0, 0, NULL, NULL) && find(front, p, 0, &span);
    gsize len = kd_words_prefix(words, p, whole - (gsize)(p - text));
    wrong += len != (begins ? span.len : 0);
    wrong += len && (!kd_words_has(words, p, len) || kd_words_value(words, p, len) == NULL);
    const char *from = p - MIN(p - text, BACK);
    while (((guchar)*from & 0xC0) == 0x80)
      from++;
    g_autofree char *before = g_strndup(from, (gsize)(p - from));
    gboolean ends = find(back, before, 0, &span);
    wrong += kd_words_suffix(words, from, (gsize)(p - from)) != (ends ? span.len : 0);
  }
  return wrong;
}

static void test_words(void)
{
  static const char *const tables[] = {"governors",     "units",           "speech-verbs",
                                       "joiners",       "tails",           "object-verbs",
                                       "stem-dangling", "ordinal-markers", "shorthand"};
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(GPtrArray) texts = make_texts();
  CU_ASSERT_TRUE_FATAL(texts->len > 1);
  for (guint k = 0; k < G_N_ELEMENTS(tables); k++) {
    g_autofree char *any = make_alternation(tables[k]);
    g_autofree char *front = g_strdup_printf("^(?:%s)", any), *back = g_strdup_printf("(?:%s)\\z", any);
    g_autoptr(GRegex) anywhere = compile(any), at_front = compile(front), at_back = compile(back);
    const KdWords *words = kd_cues_get(cues, tables[k]);
    for (guint i = 0; i < texts->len; i++) {
      const char *text = g_ptr_array_index(texts, i);
      CU_ASSERT_EQUAL(compare_search(words, anywhere, text), 0);
      g_autofree char *start = g_utf8_substring(text, 0, MIN(LENGTH, g_utf8_strlen(text, -1)));
      CU_ASSERT_EQUAL(compare_edges(words, at_front, at_back, start), 0);
    }
  }
}

/* A document of one sentence. */
static KdDocument *make_document(const char *text)
{
  KdDocument *d = kd_document_new("thrown.txt");
  d->text = g_strdup(text);
  d->len = strlen(text);
  KdSentence all = {.span = {0, (guint32)d->len}};
  g_array_append_val(d->sentences, all);
  return d;
}

/* The pairs that hold no other mark of a pair, by the scan. */
static GArray *list_inner_pairs(const KdGlyphs *g)
{
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(KdSpan));
  for (guint i = 0; i < g->n; i++) {
    guint partner = kd_glyph(g, i)->partner;
    if (partner == KD_NO_PARTNER || partner < i)
      continue;
    gboolean inner = TRUE;
    for (guint k = i + 1; k < partner; k++)
      inner = inner && !kd_is_one_of(kd_glyph_char(g, k), "“”‘’（）《》()");
    KdSpan span = kd_range_span(g, (KdRange){i, partner + 1});
    if (inner)
      g_array_append_val(pairs, span);
  }
  return pairs;
}

static void test_pairs(void)
{
  static const char set[] = "“”“”‘’（）《》()甲乙、，〉】";
  const char *none = "[^“”‘’（）《》()]*";
  g_autofree char *pattern =
      g_strdup_printf("“%s”|‘%s’|（%s）|《%s》|\\(%s\\)", none, none, none, none, none);
  g_autoptr(GRegex) regex = compile(pattern);
  KdRandom random;
  kd_random_init(&random, 2, 1);
  for (guint t = 0; t < THROWN; t++) {
    g_autofree char *text = throw_text(&random, set);
    g_autoptr(KdDocument) d = make_document(text);
    g_autoptr(KdScan) scan = kd_scan_new(d);
    g_autoptr(GArray) ours = list_inner_pairs(kd_scan_sentence(scan, 0));
    KdSpan span;
    gsize from = 0;
    guint n = 0, wrong = 0;
    for (; find(regex, text, from, &span); from = kd_span_end(span), n++)
      wrong += n >= ours->len || !kd_span_equal(span, g_array_index(ours, KdSpan, n));
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(n, ours->len);
  }
}

/* What the detectors wait for. */
static void test_triggers(void)
{
  static const struct {
    guint32 class;
    const char *pattern;
  } triggers[] = {{KD_CLASS_QUOTE, "“"},
                  {KD_CLASS_DUN, "、"},
                  {KD_CLASS_DASH, "—"},
                  {KD_CLASS_DIGIT, "[0-9０-９]"},
                  {KD_CLASS_NUMBER, "[零〇一二三四五六七八九十百千万亿两]"},
                  {KD_CLASS_ROUGHLY, "[近上超数约]"},
                  {KD_CLASS_UP_TO, "到"}};
  g_autoptr(GPtrArray) texts = make_texts();
  for (guint i = 0; i < texts->len; i++) {
    const char *text = g_ptr_array_index(texts, i);
    g_autoptr(KdDocument) d = make_document(text);
    g_autoptr(KdScan) scan = kd_scan_new(d);
    const KdGlyphs *g = kd_scan_sentence(scan, 0);
    for (guint k = 0; k < G_N_ELEMENTS(triggers); k++) {
      g_autoptr(GRegex) regex = compile(triggers[k].pattern);
      KdSpan span = {0, 0};
      gsize from = 0;
      guint wrong = 0;
      for (guint at = 0; at < g->n; at++) {
        if ((kd_glyph(g, at)->classes & triggers[k].class) == 0)
          continue;
        wrong += !find(regex, text, from, &span) || span.start != kd_glyph(g, at)->at;
        from = kd_span_end(span);
      }
      CU_ASSERT_EQUAL(wrong, 0);
      CU_ASSERT_FALSE(find(regex, text, from, &span));
      CU_ASSERT_EQUAL((g->classes & triggers[k].class) != 0, from > 0);
    }
  }
}

/* Clauses of paragraphs without quotation marks and brackets: what stands between the marks. */
static void test_clauses(void)
{
  static const char set[] = "推动城乡融合发展健全制度体系，，。；：、！？";
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdContext ctx = {.cues = cues, .findings = findings, .seed = 1};
  g_autoptr(GRegex) regex = compile("[^，。；：！？\\n]+");
  KdRandom random;
  kd_random_init(&random, 3, 1);
  for (guint t = 0; t < THROWN; t++) {
    g_autofree char *thrown = throw_text(&random, set);
    g_autofree char *text = g_strconcat("学习材料\n\n　　推动", thrown, "发展。\n", NULL);
    g_autoptr(KdDocument) d = kd_reader_read(&ctx, "thrown.txt", (const guint8 *)text, strlen(text), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    guint wrong = 0, compared = 0;
    for (guint b = 0; b < d->blocks->len; b++) {
      const KdBlock *block = kd_document_block(d, b);
      if (block->kind != KD_BLOCK_PARAGRAPH)
        continue;
      const KdSentence *first = kd_document_sentence(d, block->first_sentence);
      guint32 c = first->first_clause;
      KdSpan span = {0, 0};
      for (gsize from = block->span.start;
           find(regex, d->text, from, &span) && span.start < kd_span_end(block->span);
           from = kd_span_end(span), c++, compared++)
        wrong += c >= d->clauses->len || !kd_span_equal(span, kd_document_clause(d, c)->span);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(compared > 20);
  }
}

const KdTest kd_tests_scanners[] = {
    {"character classes", test_classes}, {"words", test_words},     {"pairs of marks", test_pairs},
    {"triggers", test_triggers},         {"clauses", test_clauses}, {NULL, NULL},
};
