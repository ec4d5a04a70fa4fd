/* Bytes → a table of n-grams → how it judges a line. Where the first byte is odd, the header is made to fit
 * the length, so that the rest of the table is reached. */
#include "base/ngrams.h"
#include "target.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LINE "推进党的建设，坚持人民至上。2024年，GDP增长5%"

static void fit_header(guint8 *table, gsize len)
{
  KdNgramsHeader h;
  gsize room = (len - sizeof h) / 8;
  h = (KdNgramsHeader){KD_NGRAMS_MAGIC, 2 + table[1] % 64, 0, 1 + table[2]};
  h.vocabulary = (guint32)MIN((gsize)h.vocabulary, room - 1);
  h.buckets = (guint32)(room - h.vocabulary);
  memcpy(table, &h, sizeof h);
}

static void judge(const KdNgrams *n)
{
  guint16 tokens[KD_NGRAMS_ORDER] = {0};
  g_assert(kd_ngrams_tokens(n) > 0);
  for (const char *p = LINE; *p; p = g_utf8_next_char(p)) {
    memmove(tokens, tokens + 1, sizeof tokens - sizeof *tokens);
    tokens[KD_NGRAMS_ORDER - 1] = kd_ngrams_token(n, g_utf8_get_char(p));
    for (guint len = 1; len <= KD_NGRAMS_ORDER; len++) {
      const guint16 *last = tokens + KD_NGRAMS_ORDER - len;
      g_assert(!isnan(kd_ngrams_score(n, last, len)));
      g_assert(kd_ngrams_count(n, last, len) >= 0);
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  static int file = -1;
  if (file < 0)
    file = memfd_create("ngrams", MFD_CLOEXEC);
  g_autofree guint8 *table = g_malloc(MAX(len, 1));
  memcpy(table, bytes, len);
  if (len >= sizeof(KdNgramsHeader) + 5 * 8 && bytes[0] % 2) {
    len -= len % 8;
    fit_header(table, len);
  }
  gboolean written = ftruncate(file, 0) == 0 && pwrite(file, table, len, 0) == (ssize_t)len;
  g_assert(written);
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", file);
  g_autoptr(GError) error = NULL;
  g_autoptr(KdNgrams) n = kd_ngrams_open(path, &error);
  g_assert((n == NULL) == (error != NULL));
  if (n)
    judge(n);
  return 0;
}
