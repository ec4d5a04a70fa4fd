#pragma once
/* Owns: nothing. How tables of enum names are searched; used by model only. */

#include <glib.h>

/* The index of name in names[0 … n-1]; -1 when it is not there. */
static inline int kd_names_find(const char *const *names, int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (names[i] && g_strcmp0(names[i], name) == 0)
      return i;
  return -1;
}
