#include "base/random.h"

#include <string.h>

guint32 kd_random_next(KdRandom *r)
{
  guint64 old = r->state;
  r->state = old * G_GUINT64_CONSTANT(6364136223846793005) + r->stream;
  guint32 shifted = (guint32)(((old >> 18u) ^ old) >> 27u);
  guint32 turn = (guint32)(old >> 59u);
  return (shifted >> turn) | (shifted << ((32u - turn) & 31u));
}

void kd_random_init(KdRandom *r, guint64 seed, guint64 stream)
{
  r->state = 0;
  r->stream = (stream << 1u) | 1u;
  kd_random_next(r);
  r->state += seed;
  kd_random_next(r);
}

guint32 kd_random_below(KdRandom *r, guint32 n)
{
  g_assert(n > 0);
  /* Numbers below the remainder of 2^32 / n would favour small results. */
  guint32 least = (0u - n) % n;
  guint32 x;
  do
    x = kd_random_next(r);
  while (x < least);
  return x % n;
}

void kd_random_shuffle(KdRandom *r, gpointer array, gsize n, gsize size)
{
  guint8 *a = array;
  g_autofree guint8 *spare = g_malloc(size);
  for (gsize i = n; i > 1; i--) {
    gsize j = kd_random_below(r, (guint32)i);
    memcpy(spare, a + (i - 1) * size, size);
    memcpy(a + (i - 1) * size, a + j * size, size);
    memcpy(a + j * size, spare, size);
  }
}

guint64 kd_hash_string(const char *s)
{
  guint64 h = G_GUINT64_CONSTANT(14695981039346656037);
  for (; *s; s++)
    h = (h ^ (guchar)*s) * G_GUINT64_CONSTANT(1099511628211);
  return h;
}
