#include "exporter/print.h"

#define LONG 100000.0 /* a column for a text that is to stay on one line */

KdSetup kd_print_setup(const KdPrint *p)
{
  return (KdSetup){p->form.size, p->form.pitch, 0, p->form.frame.width, FALSE, FALSE, KD_KEEP_ITEM};
}

double kd_print_full_width(const KdPrint *p)
{
  const KdFrame *f = &p->form.frame;
  return f->columns * f->width + (f->columns - 1) * f->gap;
}

KdBox *kd_print_box(KdPrint *p, double height, KdKeep keep)
{
  KdBox *box = kd_box_new(height);
  box->keep = keep;
  g_ptr_array_add(p->boxes, box);
  return box;
}

void kd_print_space(KdPrint *p, double height)
{
  kd_print_box(p, height, KD_KEEP_NOT)->is_space = TRUE;
}

KdBox *kd_print_text(KdPrint *p, const KdTypeText *text, const KdSetup *s)
{
  KdForm form = {s->size, s->width, s->justify, s->centre};
  g_autoptr(GPtrArray) lines = kd_typeset(&p->t, text, &form);
  guint first = p->boxes->len;
  for (guint n = lines->len; lines->len;) {
    KdTypeLine *line = g_ptr_array_steal_index(lines, 0);
    guint left = lines->len;
    KdBox *box = kd_print_box(p, s->pitch, left && (left == 1 || left + 1 == n) ? KD_KEEP_CLOSE : s->inner);
    double x = s->centre ? s->x + (s->width - line->width) / 2 : s->x;
    kd_box_add_line(box, line, x, kd_page_baseline(s->size, s->pitch));
  }
  return g_ptr_array_index(p->boxes, first);
}

KdBox *kd_print_string(KdPrint *p, const char *string, KdFace face, const KdSetup *s)
{
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, face, string, -1);
  return kd_print_text(p, text, s);
}

KdTypeLine *kd_print_line(KdPrint *p, const char *string, KdFace face, double size)
{
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, face, string, -1);
  KdForm form = {.size = size, .width = LONG};
  g_autoptr(GPtrArray) lines = kd_typeset(&p->t, text, &form);
  return g_ptr_array_steal_index(lines, 0);
}

double kd_print_measure(KdPrint *p, const char *string, KdFace face, double size)
{
  g_autoptr(KdTypeText) text = kd_type_text_new();
  kd_type_text_add(text, face, string, -1);
  KdForm form = {.size = size, .width = LONG};
  g_autoptr(GPtrArray) lines = kd_typeset(&p->t, text, &form);
  return lines->len > 1 ? LONG : ((const KdTypeLine *)g_ptr_array_index(lines, 0))->width;
}
