#include "importer/table.h"

#include "base/error.h"
#include "base/utf8.h"
#include <string.h>

static void clear_cell(gpointer p)
{
  g_free(((KdCell *)p)->text);
}

GArray *kd_table_row_new(void)
{
  GArray *row = g_array_new(FALSE, FALSE, sizeof(KdCell));
  g_array_set_clear_func(row, clear_cell);
  return row;
}

const KdCell *kd_table_row_find(const GArray *row, guint32 place)
{
  guint32 n = kd_offsets_count(row, place);
  const KdCell *cell = n ? &g_array_index(row, KdCell, n - 1) : NULL;
  return cell && cell->place == place ? cell : NULL;
}

const KdCell *kd_table_row_find_text(const GArray *row, const char *text)
{
  for (guint i = 0; i < row->len; i++) {
    const KdCell *cell = &g_array_index(row, KdCell, i);
    KdSpan span = kd_span_trim(cell->text, (KdSpan){0, (guint32)strlen(cell->text)});
    if (span.len == strlen(text) && strncmp(cell->text + span.start, text, span.len) == 0)
      return cell;
  }
  return NULL;
}

KdTable *kd_table_new(const char *name)
{
  KdTable *t = g_new0(KdTable, 1);
  t->name = g_strdup(name);
  t->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  return t;
}

void kd_table_free(KdTable *t)
{
  if (t == NULL)
    return;
  g_ptr_array_unref(t->rows);
  g_free(t->name);
  g_free(t);
}

/* Appends A … Z, AA … of a place. */
static void append_letters(GString *out, guint32 place)
{
  gsize at = out->len;
  for (; place > 0; place = (place - 1) / 26)
    g_string_insert_c(out, (gssize)at, (char)('A' + (place - 1) % 26));
}

char *kd_table_cell_name(guint32 place, guint32 row)
{
  GString *name = g_string_new(NULL);
  append_letters(name, place);
  g_string_append_printf(name, "%u", row);
  return g_string_free(name, FALSE);
}

gboolean kd_table_fail(const KdTable *t, const KdCell *cell, GError **error, const char *why, ...)
{
  va_list args;
  va_start(args, why);
  g_autofree char *text = g_strdup_vprintf(why, args);
  va_end(args);
  g_autofree char *name = cell->place ? kd_table_cell_name(cell->place, cell->row) : NULL;
  g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s:%u:%u: %s%s%s", t->name, cell->line, cell->column,
              name ? name : "", name ? ": " : "", text);
  return FALSE;
}
