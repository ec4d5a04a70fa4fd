/* src/reader: encodings, and the map from the text back to the file. */
#include "base/error.h"
#include "base/utf8.h"
#include "exporter/documents.h"
#include "reader/decode.h"
#include "reader/reader.h"
#include "runner.h"
#include <string.h>

typedef struct {
  KdCues *cues;
  KdFindings *findings;
  KdContext ctx;
} Bench;

static void bench_init(Bench *b)
{
  b->cues = kd_cues_new();
  b->findings = kd_findings_new();
  b->ctx = (KdContext){.cues = b->cues, .findings = b->findings, .seed = 1};
}

static void bench_clear(Bench *b)
{
  kd_findings_free(b->findings);
  kd_cues_free(b->cues);
}

static GBytes *encode(const char *text, const char *charset, const char *mark)
{
  gsize len = 0;
  g_autofree char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, &len, NULL);
  g_assert(bytes != NULL);
  GByteArray *all = g_byte_array_new();
  g_byte_array_append(all, (const guint8 *)mark, (guint)strlen(mark));
  g_byte_array_append(all, (const guint8 *)bytes, (guint)len);
  return g_byte_array_free_to_bytes(all);
}

static gboolean decode(GBytes *bytes, gsize len, KdDecoded *out, GError **error)
{
  return kd_decode("f", g_bytes_get_data(bytes, NULL), len, out, error);
}

typedef struct {
  const char *charset, *mark, *name;
} Encoding;

static const Encoding encodings[] = {
    {"UTF-8", "", "UTF-8"},
    {"UTF-8", "\xEF\xBB\xBF", "UTF-8"},
    {"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
    {"UTF-16BE", "\xFE\xFF", "UTF-16BE"},
    {"GB18030", "", "GB18030"},
};

/* Each encoding gives the same text; one byte less is an error, never a shorter text. */
static void test_encodings(void)
{
  const char *text = "甲推动乙，丙服务丁。\n㐀𠀀一二三";
  for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
    g_autoptr(GBytes) bytes = encode(text, encodings[i].charset, encodings[i].mark);
    gsize len = g_bytes_get_size(bytes);
    KdDecoded d;
    g_autoptr(GError) error = NULL;
    CU_ASSERT_TRUE_FATAL(decode(bytes, len, &d, NULL));
    CU_ASSERT_STRING_EQUAL(d.text, text);
    CU_ASSERT_EQUAL(d.len, strlen(text));
    CU_ASSERT_STRING_EQUAL(d.encoding, encodings[i].name);
    g_free(d.text);
    CU_ASSERT_FALSE(decode(bytes, len - 1, &d, &error));
    CU_ASSERT_PTR_NULL(d.text);
    CU_ASSERT_TRUE(g_error_matches(error, KD_ERROR, KD_ERROR_ENCODING));
  }
}

typedef struct {
  const char *bytes;
  gsize len;
  const char *place; /* in the message */
} Bad;

static void test_bad_bytes(void)
{
  static const Bad bad[] = {
      {"\x80\xBC\xD3", 3, "line 1, column 1 (byte 0)"},
      {"\xBC\xD3\n\xBC\x80\xFF", 6, "line 2, column 2 (byte 5)"},
      {"ab\n\xE5\x8A\xA0\0z", 8, "line 2, column 2 (byte 6)"},
      {"\xE5\x8A\xA0\xE5\x8A\xA0\xFFz", 8, "line 1, column 3 (byte 6)"},
      {"\xFF\xFE\x00\xD8\x41\x00", 6, "line 1, column 1 (byte 2)"},
      {"\xFF\xFE\x41\x00\x00\x00", 6, "line 1, column 2"},
      {"\x01\x02\x03\x04\x05\x06\x07", 7, "line 1, column 1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    KdDecoded d;
    g_autoptr(GError) error = NULL;
    CU_ASSERT_FALSE_FATAL(kd_decode("f", (const guint8 *)bad[i].bytes, bad[i].len, &d, &error));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, bad[i].place));
  }
}

/* What the file holds at a line and column, as the reader counts them. */
static gunichar file_char(const char *text, guint32 line, guint32 column)
{
  const char *p = text;
  for (guint32 l = 1; l < line && *p; p++)
    l += *p == '\n';
  return g_utf8_get_char(g_utf8_offset_to_pointer(p, (glong)column - 1));
}

static void check_map(const KdDocument *d, const char *file)
{
  guint wrong = 0;
  for (const char *p = d->text; *p; p = g_utf8_next_char(p)) {
    guint32 at = (guint32)(p - d->text);
    gunichar c = g_utf8_get_char(p);
    if (kd_is_letter(c))
      wrong += kd_fold_width(file_char(file, kd_document_line(d, at), kd_document_column(d, at))) != c;
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

/* In every encoding each letter of the text stands in the file where the map says. */
static void test_map(void)
{
  g_autofree char *page = NULL;
  gsize len = 0;
  CU_ASSERT_TRUE_FATAL(g_file_get_contents("data/articles/theory-page-2024-06.txt", &page, &len, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
    Bench b;
    bench_init(&b);
    g_autoptr(GBytes) bytes = encode(page, encodings[i].charset, encodings[i].mark);
    g_autoptr(KdDocument) d =
        kd_reader_read(&b.ctx, "f", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    CU_ASSERT_STRING_EQUAL(d->encoding, encodings[i].name);
    CU_ASSERT_EQUAL(d->articles->len, 3);
    check_map(d, page);
    bench_clear(&b);
  }
}

/* Characters that are taken out and line ends of other kinds do not shift the map. */
static void test_map_of_odd_characters(void)
{
  static const char text[] = "标\xE2\x80\x8B题\r\r\n甲\xEF\xBB\xBF乙Ａ。\xE2\x80\xA8丙。";
  Bench b;
  bench_init(&b);
  g_autoptr(KdDocument) d = kd_reader_read(&b.ctx, "f", (const guint8 *)text, sizeof text - 1, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(d);
  CU_ASSERT_STRING_EQUAL(d->text, "标题\n甲乙A。\n丙。\n");
  CU_ASSERT_EQUAL(kd_document_column(d, 3), 3);
  CU_ASSERT_EQUAL(kd_document_line(d, 7), 3);
  CU_ASSERT_EQUAL(kd_document_column(d, 10), 3);
  CU_ASSERT_EQUAL(kd_document_line(d, 18), 4);
  CU_ASSERT_EQUAL(kd_findings_count_code(b.findings, KD_FINDING_STRIPPED_CHARACTERS), 1);
  bench_clear(&b);
}

typedef struct {
  const char *text;      /* a paragraph */
  const char *sentences; /* parted by | */
  const char *clauses;
} Split;

static void check_split(const KdDocument *d, const Split *split)
{
  g_autoptr(GString) sentences = g_string_new(NULL), clauses = g_string_new(NULL);
  const KdBlock *b = kd_document_block(d, d->blocks->len - 1);
  for (guint32 i = b->first_sentence; i < b->first_sentence + b->n_sentences; i++) {
    const KdSentence *s = kd_document_sentence(d, i);
    g_string_append_printf(sentences, "%.*s|", (int)s->span.len, d->text + s->span.start);
    for (guint32 c = s->first_clause; c < s->first_clause + s->n_clauses; c++) {
      KdSpan span = kd_document_clause(d, c)->span;
      g_string_append_printf(clauses, "%.*s|", (int)span.len, d->text + span.start);
    }
  }
  CU_ASSERT_STRING_EQUAL(sentences->str, split->sentences);
  CU_ASSERT_STRING_EQUAL(clauses->str, split->clauses);
}

static void test_sentences(void)
{
  static const Split splits[] = {
      {"甲来了，乙走了。丙也走了！", "甲来了，乙走了。|丙也走了！|", "甲来了|乙走了|丙也走了|"},
      {"他说：“甲来了。乙走了。”丙也走了。", "他说：“甲来了。乙走了。”|丙也走了。|",
       "他说|“甲来了|乙走了|丙也走了|"},
      {"写下“甲来了。”的条子，走了。", "写下“甲来了。”的条子，走了。|", "写下“甲来了|的条子|走了|"},
      {"各家（甲，乙；丙。）都在12:30到，共1,200人。", "各家（甲，乙；丙。）都在12:30到，共1,200人。|",
       "各家（甲，乙；丙。）都在12:30到|共1,200人|"},
      {"他说：“甲来了。乙走了。", "他说：“甲来了。|乙走了。|", "他说|“甲来了|乙走了|"},
      {"（一）甲来了。乙走了；", "甲来了。|乙走了；|", "甲来了|乙走了|"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(splits); i++) {
    Bench b;
    bench_init(&b);
    g_autofree char *file = g_strconcat("标题在此\n", splits[i].text, NULL);
    g_autoptr(KdDocument) d = kd_reader_read(&b.ctx, "f", (const guint8 *)file, strlen(file), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    check_split(d, &splits[i]);
    bench_clear(&b);
  }
}

static void test_empty(void)
{
  static const char *const empty[] = {"", " \n\t\r\n", "\xEF\xBB\xBF", "\xE3\x80\x80\n"};
  Bench b;
  bench_init(&b);
  for (guint i = 0; i < G_N_ELEMENTS(empty); i++) {
    g_autoptr(GError) error = NULL;
    CU_ASSERT_PTR_NULL(kd_reader_read(&b.ctx, "f", (const guint8 *)empty[i], strlen(empty[i]), &error));
    CU_ASSERT_TRUE(g_error_matches(error, KD_ERROR, KD_ERROR_EMPTY));
  }
  bench_clear(&b);
}

/* Two paragraphs set in columns: the first lost its 。 in a short last line, the second its last lines. */
static void test_view(void)
{
  static const char page[] =
      "## 办好村里的食堂\n\n食堂要办好,先要有人管。街道派出 党员干部,一户一户上门听意见,老 "
      "人说得真切,干部记得认真"
      "\n\n钱从哪里来?财政出一点,社会捐 一点,老人自己出一点,三个一点合 起来,事情就办成了,老人吃得香,子 "
      "女放心,街坊邻里都说好,食堂成了\n";
  Bench b;
  bench_init(&b);
  g_autoptr(KdDocument) d = kd_reader_read(&b.ctx, "f", (const guint8 *)page, strlen(page), NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(d);
  g_autoptr(GString) plain = g_string_new(NULL), coloured = g_string_new(NULL);
  kd_text_write_plain(d, FALSE, plain);
  kd_text_write_plain(d, TRUE, coloured);
  CU_ASSERT_PTR_NOT_NULL(strstr(plain->str, "干部记得认真〔。〕\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(plain->str, "都说好，〔残缺：食堂成了〕\n"));
  CU_ASSERT_PTR_NULL(strchr(plain->str, '\033'));
  CU_ASSERT_PTR_NOT_NULL(strstr(coloured->str, "干部记得认真\033[7m。\033[27m\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(coloured->str, "都说好，\033[31m食堂成了\033[39m\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(coloured->str, "\033[1m\n【办好村里的食堂】\n\n\033[22m"));
  bench_clear(&b);
}

const KdTest kd_tests_reader[] = {
    {"encodings", test_encodings},
    {"bad bytes", test_bad_bytes},
    {"map", test_map},
    {"map of odd characters", test_map_of_odd_characters},
    {"sentences", test_sentences},
    {"empty", test_empty},
    {"view", test_view},
    {NULL, NULL},
};
