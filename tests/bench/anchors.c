#include "bench/anchors.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

#ifdef HAVE_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* What the detectors look for, as patterns. */
static const char *const patterns[] = {
    "第[一二三四五六七八九十百]+[，、]",
    "[一二三四五六七八九十]+是[^，。；]{2,60}[，。；]",
    "[一二三四五六七八九十]+、",
    "（[一二三四五六七八九十]+）",
    "首先|其次|再次|最后",
    "“[^”]{2,40}”",
    "《[^》]{2,40}》",
    "[^，。；：、]{2,16}(?:、[^，。；：、]{2,16})+",
    "[^，。；：、]{2,16}(?:、[^，。；：、]{2,16})*(?:和|与|以及)[^，。；：、]{2,16}",
    "[两二三四五六七八九十][个大项条种][^，。；：、]{2,6}",
    "\\d+(?:\\.\\d+)?[%％]",
    "\\d+(?:\\.\\d+)?[万亿]",
    "\\d{4}年(?:\\d{1,2}月(?:\\d{1,2}日)?)?",
    "到\\d{4}年",
    "[^，。；]{2,20}是[^，。；]{2,40}的[^，。；]{2,12}",
    "(?:指出|强调|要求|提出)[，：]",
    "习近平[^，。；]{0,12}(?:指出|强调)",
    "(?:坚持|推进|加强|深化|健全|完善)[^，。；、]{2,20}",
    "不仅[^，。；]{2,30}，(?:而且|还)",
    "等[^级待同于]",
};
#endif

#ifdef HAVE_ICU
#include <unicode/ubrk.h>
#endif

struct KdYardTools {
  char *copy; /* of the text last copied */
  gsize size;
  volatile gsize result; /* keeps the loops from being left out */
#ifdef HAVE_PCRE2
  pcre2_code *codes[G_N_ELEMENTS(patterns)];
  pcre2_match_data *match;
#endif
#ifdef HAVE_ICU
  UBreakIterator *words;
#endif
};

KdYardTools *kd_yard_tools_new(void)
{
  KdYardTools *t = g_new0(KdYardTools, 1);
  /* mbrtowc reads UTF-8 only in such a locale. */
  g_assert(setlocale(LC_CTYPE, "C.UTF-8"));
#ifdef HAVE_PCRE2
  for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
    int error;
    PCRE2_SIZE at;
    t->codes[i] = pcre2_compile((PCRE2_SPTR)patterns[i], PCRE2_ZERO_TERMINATED,
                                PCRE2_UTF | PCRE2_NO_UTF_CHECK, &error, &at, NULL);
    g_assert(t->codes[i] && pcre2_jit_compile(t->codes[i], PCRE2_JIT_COMPLETE) == 0);
  }
  t->match = pcre2_match_data_create(16, NULL);
#endif
#ifdef HAVE_ICU
  UErrorCode status = U_ZERO_ERROR;
  t->words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
  g_assert(U_SUCCESS(status));
#endif
  return t;
}

void kd_yard_tools_free(KdYardTools *t)
{
  if (t == NULL)
    return;
#ifdef HAVE_PCRE2
  for (guint i = 0; i < G_N_ELEMENTS(patterns); i++)
    pcre2_code_free(t->codes[i]);
  pcre2_match_data_free(t->match);
#endif
#ifdef HAVE_ICU
  ubrk_close(t->words);
#endif
  g_free(t->copy);
  g_free(t);
}

static void run_memcpy(KdYardTools *t, const char *text, gsize len)
{
  if (t->size < len) {
    t->copy = g_realloc(t->copy, len);
    t->size = len;
  }
  memcpy(t->copy, text, len);
  t->result += (guchar)t->copy[len / 2];
}

static void run_validate(KdYardTools *t, const char *text, gsize len)
{
  t->result += g_utf8_validate_len(text, len, NULL);
}

static void run_mbrtowc(KdYardTools *t, const char *text, gsize len)
{
  mbstate_t state = {0};
  gsize sum = 0;
  for (const char *p = text, *end = text + len; p < end;) {
    wchar_t c = 0;
    size_t n = mbrtowc(&c, p, (size_t)(end - p), &state);
    if (n == (size_t)-1 || n == (size_t)-2)
      break;
    sum += (gsize)c;
    p += n ? n : 1;
  }
  t->result += sum;
}

#ifdef HAVE_PCRE2
/* A pass a pattern, line by line as grep does: a pattern does not look beyond a paragraph. */
static void run_pcre2(KdYardTools *t, const char *text, gsize len)
{
  gsize found = 0;
  for (guint i = 0; i < G_N_ELEMENTS(patterns); i++)
    for (gsize a = 0; a < len;) {
      const char *feed = memchr(text + a, '\n', len - a);
      gsize end = feed ? (gsize)(feed - text) : len;
      while (pcre2_jit_match(t->codes[i], (PCRE2_SPTR)text, end, a, 0, t->match, NULL) > 0) {
        found++;
        a = pcre2_get_ovector_pointer(t->match)[1];
      }
      a = end + 1;
    }
  t->result += found;
}
#endif

#ifdef HAVE_ICU
static void run_icu(KdYardTools *t, const char *text, gsize len)
{
  UErrorCode status = U_ZERO_ERROR;
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, text, (int64_t)len, &status);
  ubrk_setUText(t->words, &view, &status);
  g_assert(U_SUCCESS(status));
  gsize n = 0;
  while (ubrk_next(t->words) != UBRK_DONE)
    n++;
  t->result += n;
  utext_close(&view);
}
#endif

static const KdYardstick anchors[] = {
    {"memcpy", run_memcpy},
    {"g_utf8_validate", run_validate},
    {KD_YARDSTICK, run_mbrtowc},
#ifdef HAVE_PCRE2
    {"PCRE2-JIT, 20 patterns", run_pcre2},
#endif
#ifdef HAVE_ICU
    {"ICU word break", run_icu},
#endif
};

guint kd_yardsticks_count(void)
{
  return G_N_ELEMENTS(anchors);
}

const KdYardstick *kd_yardsticks_get(guint i)
{
  g_assert(i < G_N_ELEMENTS(anchors));
  return &anchors[i];
}
