#include "extractor/kin.h"

#include "base/data.h"
#include <string.h>

struct KdKin {
  GBytes *bytes;
  KdKinHeader header;
  const gint8 (*rows)[KD_KIN_DIMENSIONS + 1];
};

KdKin *kd_kin_new(void)
{
  KdKin *kin = g_new0(KdKin, 1);
  gsize size = 0;
  kin->bytes = kd_data_get("kin.bin");
  const guint8 *data = g_bytes_get_data(kin->bytes, &size);
  g_assert(size == sizeof kin->header + (gsize)2 * KD_KIN_ROWS * sizeof *kin->rows);
  memcpy(&kin->header, data, sizeof kin->header);
  g_assert(kin->header.magic == KD_KIN_MAGIC);
  kin->rows = (gconstpointer)(data + sizeof kin->header);
  return kin;
}

void kd_kin_free(KdKin *kin)
{
  if (kin == NULL)
    return;
  g_bytes_unref(kin->bytes);
  g_free(kin);
}

void kd_kin_clues(const KdGlyphs *g, KdRange r, guint side, guint32 clues[KD_KIN_CLUES])
{
  guint len = kd_range_len(r);
  guint32 near = len > 0 ? kd_glyph_char(g, side ? r.b - 1 : r.a) : 0;
  guint32 far = len > 1 ? kd_glyph_char(g, side ? r.b - 2 : r.a + 1) : 0;
  guint32 keys[KD_KIN_CLUES] = {near, far ^ 0x40000000u, (near * 0x9E3779B1u) ^ far ^ 0x80000000u};
  for (guint i = 0; i < KD_KIN_CLUES; i++) {
    guint32 h = keys[i] * 0x85EBCA6Bu;
    clues[i] = (h ^ h >> 15) * 0xC2B2AE35u >> 18;
  }
}

KdKinPlace kd_kin_place(const KdKin *kin, const KdGlyphs *g, KdRange r, guint side)
{
  guint32 clues[KD_KIN_CLUES];
  gint sums[KD_KIN_DIMENSIONS + 1] = {0};
  KdKinPlace place;
  kd_kin_clues(g, r, side, clues);
  for (guint i = 0; i < KD_KIN_CLUES; i++)
    for (guint k = 0; k <= KD_KIN_DIMENSIONS; k++)
      sums[k] += kin->rows[side * KD_KIN_ROWS + clues[i]][k];
  for (guint k = 0; k < KD_KIN_DIMENSIONS; k++)
    place.at[k] = sums[k] * (double)kin->header.scale;
  place.readiness = sums[KD_KIN_DIMENSIONS] * (double)kin->header.scale;
  return place;
}

double kd_kin_product(const KdKinPlace *x, const KdKinPlace *y)
{
  double sum = 0;
  for (guint k = 0; k < KD_KIN_DIMENSIONS; k++)
    sum += x->at[k] * y->at[k];
  return sum;
}
