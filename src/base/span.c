#include "base/span.h"

#include <string.h>

guint32 kd_offsets_count(const GArray *elements, guint32 offset)
{
  guint size = g_array_get_element_size((GArray *)elements);
  guint32 low = 0, high = elements->len;
  while (low < high) {
    guint32 mid = low + (high - low) / 2;
    guint32 at;
    memcpy(&at, elements->data + (gsize)mid * size, sizeof at);
    if (at <= offset)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}
