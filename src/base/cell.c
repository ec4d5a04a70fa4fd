#include "base/cell.h"

#include <string.h>

gboolean kd_cell_is_formula(const char *cell)
{
  while (*cell == ' ' || *cell == '\'' || g_str_has_prefix(cell, "\u3000"))
    cell += *cell == ' ' || *cell == '\'' ? 1 : strlen("\u3000");
  static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
    if (g_str_has_prefix(cell, starts[i]))
      return TRUE;
  return FALSE;
}
