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
#define COUNT_BITS 5 /* of a slot; the rest is a fingerprint */
#define COUNT_STEPS (1u << COUNT_BITS)
#define FIRST_PLANE 0x10000u

struct KdNgrams {
  GBytes *bytes;
  KdNgramsHeader header;
  const guint32 *characters; /* ascending */
  const guint32 *counts;
  const guint16 *slots;
  guint16 *tokens;               /* by character up to U+FFFF */
  double *log_counts;            /* of single tokens */
  double log_steps[COUNT_STEPS]; /* of what a slot holds */
  double log_back_off, log_tokens;
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

/* By bisection. */
static guint16 find_token(const KdNgrams *n, gunichar c)
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

/* What would else be computed for every character that is looked at. */
static void make_tables(KdNgrams *n)
{
  G_STATIC_ASSERT(KD_TOKEN_UNKNOWN == 0);
  n->tokens = g_new0(guint16, FIRST_PLANE);
  for (guint i = KD_TOKEN_FIRST; i < n->header.vocabulary; i++)
    if (n->characters[i] < FIRST_PLANE)
      n->tokens[n->characters[i]] = (guint16)i;
  for (gunichar c = 0; c < FIRST_PLANE; c++)
    if (kd_ngrams_class(c) != c)
      n->tokens[c] = find_token(n, c);
  n->log_counts = g_new(double, n->header.vocabulary);
  for (guint i = 0; i < n->header.vocabulary; i++)
    n->log_counts[i] = log(n->counts[i] + 0.5);
  for (guint i = 0; i < COUNT_STEPS; i++)
    n->log_steps[i] = i * log(KD_NGRAMS_STEP);
  n->log_back_off = log(BACK_OFF);
  n->log_tokens = log((double)n->header.tokens);
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
  make_tables(n);
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
  g_free(n->tokens);
  g_free(n->log_counts);
  g_bytes_unref(n->bytes);
  g_free(n);
}

guint64 kd_ngrams_tokens(const KdNgrams *n)
{
  return n->header.tokens;
}

guint16 kd_ngrams_token(const KdNgrams *n, gunichar c)
{
  return c < FIRST_PLANE ? n->tokens[c] : find_token(n, c);
}

/* Where tokens stand in the table if they do: one of two buckets, with this fingerprint. */
typedef struct {
  const guint16 *first, *second;
  guint print;
} Place;

/* The table is larger than what processors keep at hand; that the buckets will be read is said early. */
static Place find_place(const KdNgrams *n, const guint16 *tokens, guint len)
{
  guint64 h = kd_ngrams_hash(tokens, len);
  guint print = (guint)(h & 0x7FF);
  Place p = {.first = n->slots + (h >> 11) % n->header.buckets * KD_NGRAMS_SLOTS,
             .second = n->slots + (h >> 33) % n->header.buckets * KD_NGRAMS_SLOTS,
             .print = print ? print : 1};
  __builtin_prefetch(p.first);
  __builtin_prefetch(p.second);
  return p;
}

/* The steps of the logarithm that the bucket holds for this fingerprint; -1: it is not there. */
static int look_in(const guint16 *bucket, guint print)
{
  for (guint i = 0; i < KD_NGRAMS_SLOTS; i++)
    if ((guint)bucket[i] >> COUNT_BITS == print)
      return bucket[i] & (COUNT_STEPS - 1);
  return -1;
}

static double log_count_at(const KdNgrams *n, const Place *p)
{
  int steps = look_in(p->first, p->print);
  if (steps < 0)
    steps = look_in(p->second, p->print);
  return steps < 0 ? -1 : n->log_steps[steps];
}

/* The logarithm of how often the tokens were seen; -1: they are not in the table. */
static double log_count(const KdNgrams *n, const guint16 *tokens, guint len)
{
  if (len == 1)
    return n->log_counts[tokens[0]];
  Place p = find_place(n, tokens, len);
  return log_count_at(n, &p);
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
  Place places[KD_NGRAMS_ORDER + 1];
  for (guint k = len; k > 1; k--)
    places[k] = find_place(n, tokens + len - k, k);
  double back_off = 0;
  for (; len > 1; tokens++, len--) {
    double whole = log_count_at(n, &places[len]);
    double before = whole < 0 ? -1 : log_count(n, tokens, len - 1);
    if (before >= whole && before >= 0)
      return back_off + whole - before;
    back_off += n->log_back_off;
  }
  return back_off + log_count(n, tokens, 1) - n->log_tokens;
}
