#include "base/data.h"

#include "kd-data.h"

GBytes *kd_data_get(const char *path)
{
  g_autofree char *whole = g_strconcat("/kaodian/", path, NULL);
  GBytes *bytes = g_resource_lookup_data(kd_data_get_resource(), whole, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert(bytes != NULL);
  return bytes;
}
