#include "base/ngrams.h"

#include "base/data.h"
#include "base/error.h"
#include "base/utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define BACK_OFF 0.4 /* as in the paper */

struct KdNgrams {
  GBytes *bytes;
  KdNgramsHeader header;
  const guint32 *characters; /* ascending */
  const guint32 *counts;
  const guint16 *slots;
  double log_step;
};

/* What a character counts as: all digits are 0, all Latin letters A. */
gunichar kd_ngrams_class(gunichar c)
{
  c = kd_fold_width(c);
  if (kd_is_digit(c))
    return '0';
  return c < 0x80 && g_ascii_isalpha((char)c) ? 'A' : c;
}

guint64 kd_ngrams_hash(const guint16 *tokens, guint len)
{
  guint64 h = len * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  for (guint i = 0; i < len; i++) {
    h = (h ^ tokens[i]) * G_GUINT64_CONSTANT(0xFF51AFD7ED558CCD);
    h ^= h >> 32;
  }
  h *= G_GUINT64_CONSTANT(0xC4CEB9FE1A85EC53);
  return h ^ (h >> 29);
}

/* Takes the bytes over; they are checked, not copied. */
static KdNgrams *take_bytes(GBytes *bytes, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  KdNgramsHeader header = {.buckets = 0};
  const KdNgramsHeader *h = &header;
  if (size >= sizeof header)
    memcpy(&header, data, sizeof header);
  gboolean whole = h->magic == KD_NGRAMS_MAGIC && h->vocabulary >= KD_TOKEN_FIRST &&
                   h->vocabulary <= G_MAXUINT16 && h->buckets > 0 && h->tokens > 0 &&
                   size == sizeof *h + (gsize)h->vocabulary * 8 + (gsize)h->buckets * KD_NGRAMS_SLOTS * 2;
  if (!whole || ((gsize)data & 3) != 0) {
    g_bytes_unref(bytes);
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "not a table of n-grams of this version");
    return NULL;
  }
  KdNgrams *n = g_new0(KdNgrams, 1);
  n->bytes = bytes;
  n->header = header;
  n->characters = (const guint32 *)(gconstpointer)(data + sizeof *h);
  n->counts = n->characters + h->vocabulary;
  n->slots = (const guint16 *)(gconstpointer)(n->counts + h->vocabulary);
  n->log_step = log(KD_NGRAMS_STEP);
  return n;
}

KdNgrams *kd_ngrams_open(const char *path, GError **error)
{
  if (path == NULL)
    return take_bytes(kd_data_get("ngrams.bin"), error);
  int descriptor = g_open(path, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr(GMappedFile) file = descriptor < 0 ? NULL : g_mapped_file_new_from_fd(descriptor, FALSE, NULL);
  int reason = errno;
  if (descriptor >= 0)
    close(descriptor);
  if (file == NULL) {
    g_set_error(error, KD_ERROR, KD_ERROR_IO, "%s: %s", path, g_strerror(reason));
    return NULL;
  }
  KdNgrams *n = take_bytes(g_mapped_file_get_bytes(file), error);
  if (n == NULL)
    g_prefix_error(error, "%s: ", path);
  return n;
}

void kd_ngrams_free(KdNgrams *n)
{
  if (n == NULL)
    return;
  g_bytes_unref(n->bytes);
  g_free(n);
}

guint64 kd_ngrams_tokens(const KdNgrams *n)
{
  return n->header.tokens;
}

guint16 kd_ngrams_token(const KdNgrams *n, gunichar c)
{
  c = kd_ngrams_class(c);
  guint low = KD_TOKEN_FIRST, high = n->header.vocabulary;
  while (low < high) {
    guint mid = low + (high - low) / 2;
    if (n->characters[mid] < c)
      low = mid + 1;
    else
      high = mid;
  }
  return low < n->header.vocabulary && n->characters[low] == c ? (guint16)low : KD_TOKEN_UNKNOWN;
}

/* The logarithm of how often the tokens were seen; -1: they are not in the table. */
static double log_count(const KdNgrams *n, const guint16 *tokens, guint len)
{
  if (len == 1)
    return log(n->counts[tokens[0]] + 0.5);
  guint64 h = kd_ngrams_hash(tokens, len);
  guint16 print = (guint16)(h & 0x7FF);
  print = print ? print : 1;
  guint32 first = (guint32)((h >> 11) % n->header.buckets);
  guint32 second = (guint32)((h >> 33) % n->header.buckets);
  for (guint i = 0; i < 2 * KD_NGRAMS_SLOTS; i++) {
    guint32 bucket = i < KD_NGRAMS_SLOTS ? first : second;
    guint16 slot = n->slots[(gsize)bucket * KD_NGRAMS_SLOTS + i % KD_NGRAMS_SLOTS];
    if (slot >> 5 == print)
      return (slot & 31) * n->log_step;
  }
  return -1;
}

double kd_ngrams_count(const KdNgrams *n, const guint16 *tokens, guint len)
{
  double l = log_count(n, tokens, len);
  return l < 0 ? 0 : exp(l);
}

double kd_ngrams_score(const KdNgrams *n, const guint16 *tokens, guint len)
{
  if (len > KD_NGRAMS_ORDER) {
    tokens += len - KD_NGRAMS_ORDER;
    len = KD_NGRAMS_ORDER;
  }
  double back_off = 0;
  for (; len > 1; tokens++, len--) {
    double whole = log_count(n, tokens, len);
    double before = whole < 0 ? -1 : log_count(n, tokens, len - 1);
    if (before >= whole && before >= 0)
      return back_off + whole - before;
    back_off += log(BACK_OFF);
  }
  return back_off + log_count(n, tokens, 1) - log((double)n->header.tokens);
}
