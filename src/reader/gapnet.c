#include "reader/gapnet.h"

#include <math.h>
#include <string.h>

struct KdGapNet {
  GBytes *bytes;
  KdGapNetHeader header;
  const guint32 *buckets;
  const guint32 *keys;
  const gint8 *rows;
  float bias[KD_GAPNET_HIDDEN];
  float out[KD_GAPNET_OUTCOMES][KD_GAPNET_HIDDEN + 1]; /* the last is the bias */
};

KdGapNet *kd_gapnet_new(GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  KdGapNet *net = g_new0(KdGapNet, 1);
  g_assert(size >= sizeof net->header && ((gsize)data & 3) == 0);
  memcpy(&net->header, data, sizeof net->header);
  gsize rows = net->header.rows, outcomes = net->header.outcomes;
  g_assert(net->header.magic == KD_GAPNET_MAGIC && outcomes <= KD_GAPNET_OUTCOMES);
  gsize floats = (KD_GAPNET_HIDDEN + outcomes * (KD_GAPNET_HIDDEN + 1)) * sizeof(float);
  gsize keys = (KD_GAPNET_BUCKETS + 1 + rows) * sizeof *net->keys;
  g_assert(size == sizeof net->header + keys + rows * KD_GAPNET_HIDDEN + floats);
  net->bytes = bytes;
  net->buckets = (const guint32 *)(gconstpointer)(data + sizeof net->header);
  net->keys = net->buckets + KD_GAPNET_BUCKETS + 1;
  net->rows = (const gint8 *)(gconstpointer)(net->keys + rows);
  const guint8 *tail = data + size - floats;
  memcpy(net->bias, tail, sizeof net->bias);
  memcpy(net->out, tail + sizeof net->bias, floats - sizeof net->bias);
  return net;
}

void kd_gapnet_free(KdGapNet *net)
{
  if (net == NULL)
    return;
  g_bytes_unref(net->bytes);
  g_free(net);
}

/* The row of a clue; NULL: it does not matter. */
static const gint8 *find_row(const KdGapNet *net, guint32 key)
{
  guint32 low = net->buckets[KD_GAPNET_BUCKET(key)], high = net->buckets[KD_GAPNET_BUCKET(key) + 1];
  while (low < high) {
    guint32 mid = low + (high - low) / 2;
    if (net->keys[mid] < key)
      low = mid + 1;
    else
      high = mid;
  }
  gboolean found = low < net->buckets[KD_GAPNET_BUCKET(key) + 1] && net->keys[low] == key;
  return found ? net->rows + (gsize)low * KD_GAPNET_HIDDEN : NULL;
}

void kd_gapnet_weigh(const KdGapNet *net, const KdGap *gap, double p[KD_GAPNET_OUTCOMES])
{
  guint32 clues[KD_GAP_CLUES];
  guint n = kd_gap_clues(gap, clues);
  gint sums[KD_GAPNET_HIDDEN] = {0};
  for (guint i = 0; i < n; i++) {
    const gint8 *row = find_row(net, clues[i]);
    for (guint h = 0; row && h < KD_GAPNET_HIDDEN; h++)
      sums[h] += row[h];
  }
  double hidden[KD_GAPNET_HIDDEN], total = 0;
  for (guint h = 0; h < KD_GAPNET_HIDDEN; h++)
    hidden[h] = tanh(net->bias[h] + net->header.scale * sums[h]);
  for (guint c = 0; c < net->header.outcomes; c++) {
    double logit = net->out[c][KD_GAPNET_HIDDEN];
    for (guint h = 0; h < KD_GAPNET_HIDDEN; h++)
      logit += net->out[c][h] * hidden[h];
    p[c] = exp(CLAMP(logit, -40, 40));
    total += p[c];
  }
  for (guint c = 0; c < net->header.outcomes; c++)
    p[c] /= total;
}
