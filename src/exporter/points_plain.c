#include "base/utf8.h"
#include "exporter/documents.h"

static const char *const labels[] = {
    [KD_POINT_MEASURES] = "举措",    [KD_POINT_ORDINALS] = "分条", [KD_POINT_SERIES] = "并列",
    [KD_POINT_SHORTHAND] = "缩略语", [KD_POINT_QUOTE] = "引语",    [KD_POINT_FIGURE] = "数据",
    [KD_POINT_DEFINITION] = "定义",  [KD_POINT_TERM] = "术语",
};
G_STATIC_ASSERT(G_N_ELEMENTS(labels) == KD_POINT_KINDS);

static void append_reasons(GString *out, const KdDocument *d, const KdPoint *p)
{
  for (guint i = 0; i < p->n_reasons; i++) {
    KdReason r = p->reasons[i];
    g_string_append_printf(out, "  规则 %s/%s：%s", p->detector, kd_rule_name(r.rule),
                           kd_rule_description(r.rule));
    if (r.sign.len)
      g_string_append_printf(out, "；线索“%.*s”（第%u行）", (int)r.sign.len, d->text + r.sign.start,
                             kd_document_line(d, r.sign.start));
    g_string_append_c(out, '\n');
  }
}

static void append_point(GString *out, const KdDocument *d, const KdPoint *p)
{
  g_string_append_printf(out, "[%s] ", labels[p->kind]);
  g_string_append_len(out, d->text + p->head.start, p->head.len);
  g_string_append_printf(out, "（第%u行，%d%%）\n", kd_document_line(d, kd_point_start(p)),
                         (int)(p->confidence * 100 + 0.5));
  if (p->value.len)
    g_string_append_printf(out, "  数值：%.*s\n", (int)p->value.len, d->text + p->value.start);
  if (p->occasion.len)
    g_string_append_printf(out, "  场合：%.*s\n", (int)p->occasion.len, d->text + p->occasion.start);
  if (p->text.len)
    g_string_append_printf(out, "  %.*s\n", (int)p->text.len, d->text + p->text.start);
  for (guint i = 0; i < p->members->len; i++) {
    KdSpan m = kd_point_member(p, i);
    g_string_append_printf(out, "  %u. %.*s\n", i + 1, (int)m.len, d->text + m.start);
  }
}

void kd_points_write_plain(const KdDocument *d, const GPtrArray *points, KdPointsStyle style, GString *out)
{
  g_autofree char *file = kd_printable_dup(d->file);
  g_string_append_printf(out, "%s\n", file);
  guint32 article = KD_NONE;
  for (guint i = 0; i < points->len; i++) {
    const KdPoint *p = g_ptr_array_index(points, i);
    if (p->article != article) {
      KdSpan title = kd_document_article(d, p->article)->title;
      g_string_append_printf(out, "\n【%.*s】\n\n", (int)title.len, d->text + title.start);
    }
    article = p->article;
    append_point(out, d, p);
    if (style.explain)
      append_reasons(out, d, p);
  }
  g_string_append_printf(out, "\n共%u个考点\n", points->len);
}
