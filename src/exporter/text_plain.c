#include "base/utf8.h"
#include "exporter/documents.h"

static void append_block(GString *out, const KdDocument *d, const KdBlock *b)
{
  const char *text = d->text + b->span.start;
  const char *tail = b->broken ? "〔此处残缺或错乱〕" : "";
  int len = (int)b->span.len;
  switch (b->kind) {
  case KD_BLOCK_TITLE:
    g_string_append_printf(out, "\n【%.*s】%s\n\n", len, text, tail);
    break;
  case KD_BLOCK_HEADING:
    g_string_append_printf(out, "\n%.*s%s\n\n", len, text, tail);
    break;
  case KD_BLOCK_META:
    g_string_append_printf(out, "〔%.*s〕%s\n", len, text, tail);
    break;
  case KD_BLOCK_NOISE:
    g_string_append_printf(out, "〔非正文：%.*s〕\n", len, text);
    break;
  default:
    g_string_append_printf(out, "　　%.*s%s\n", len, text, tail);
  }
}

static gboolean is_blank(const char *s)
{
  while (*s && kd_is_blank(g_utf8_get_char(s)))
    s = g_utf8_next_char(s);
  return *s == '\0';
}

static void append_repair(GString *out, const KdRepair *r)
{
  g_string_append_printf(out, "  第%u行第%u字：", r->line, r->column);
  const char *before = r->before ? r->before : "", *after = r->after ? r->after : "";
  if (r->kind == KD_REPAIR_WIDTH)
    g_string_append_printf(out, "全角半角统一，共%s处", after);
  else if (r->kind == KD_REPAIR_REORDER && *after == '\0')
    g_string_append_printf(out, "“%s”另起一段", before);
  else if (r->kind == KD_REPAIR_REORDER)
    g_string_append_printf(out, "“%s”移至“%s”之后", before, after);
  else if (is_blank(before))
    g_string_append_printf(out, "补“%s”", after);
  else
    g_string_append_printf(out, "“%s”改“%s”", before, after);
  g_string_append_printf(out, "（%d%%）\n", (int)(r->confidence * 100 + 0.5));
}

static void append_repairs(GString *out, const KdDocument *d, gboolean applied, const char *title)
{
  guint n = 0;
  for (guint i = 0; i < d->repairs->len; i++) {
    const KdRepair *r = &g_array_index(d->repairs, KdRepair, i);
    if (r->applied != applied)
      continue;
    if (n++ == 0)
      g_string_append_printf(out, "\n%s\n", title);
    append_repair(out, r);
  }
}

void kd_text_write_plain(const KdDocument *d, GString *out)
{
  g_autofree char *file = kd_printable_dup(d->file);
  g_string_append_printf(out, "%s（%s）\n", file, d->encoding);
  guint joins = 0;
  for (guint32 i = 0; i < d->blocks->len; i++)
    append_block(out, d, kd_document_block(d, i));
  for (guint i = 0; i < d->articles->len; i++)
    joins += kd_document_article(d, i)->joins;
  g_string_append_printf(out, "\n合并断行：%u处\n", joins);
  append_repairs(out, d, TRUE, "修复：");
  append_repairs(out, d, FALSE, "建议（未采用）：");
}
