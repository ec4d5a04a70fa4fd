#include "exporter/flow.h"

/* --- boxes --- */

static void placed_line_clear(gpointer p)
{
  kd_type_line_free(((KdPlacedLine *)p)->line);
}

KdBox *kd_box_new(double height)
{
  KdBox *box = g_new0(KdBox, 1);
  box->height = height;
  box->lines = g_array_new(FALSE, FALSE, sizeof(KdPlacedLine));
  g_array_set_clear_func(box->lines, placed_line_clear);
  box->rules = g_array_new(FALSE, FALSE, sizeof(KdRule));
  return box;
}

static void box_free(gpointer p)
{
  KdBox *box = p;
  g_array_unref(box->lines);
  g_array_unref(box->rules);
  g_free(box->outline);
  g_free(box);
}

void kd_box_add_line(KdBox *box, KdTypeLine *line, double x, double baseline)
{
  KdPlacedLine placed = {line, x, baseline};
  g_array_append_val(box->lines, placed);
}

void kd_box_add_label(KdBox *box, KdTypeLine *line, double x, double baseline)
{
  KdPlacedLine placed = {line, x, baseline};
  g_array_prepend_val(box->lines, placed);
}

void kd_box_add_rule(KdBox *box, double x, double y, double width, double height)
{
  KdRule rule = {x, y, width, height};
  g_array_append_val(box->rules, rule);
}

static void part_free(gpointer p)
{
  KdFlowPart *part = p;
  g_ptr_array_unref(part->head);
  g_ptr_array_unref(part->body);
  g_free(part);
}

KdFlow *kd_flow_new(void)
{
  KdFlow *flow = g_new0(KdFlow, 1);
  flow->parts = g_ptr_array_new_with_free_func(part_free);
  return flow;
}

void kd_flow_free(KdFlow *flow)
{
  if (flow == NULL)
    return;
  g_ptr_array_unref(flow->parts);
  g_free(flow);
}

KdFlowPart *kd_flow_add_part(KdFlow *flow)
{
  KdFlowPart *part = g_new0(KdFlowPart, 1);
  part->head = g_ptr_array_new_with_free_func(box_free);
  part->body = g_ptr_array_new_with_free_func(box_free);
  g_ptr_array_add(flow->parts, part);
  return part;
}

/* --- pouring --- */

typedef struct {
  const KdFrame *frame;
  GArray *placements;
  guint page, column;
  double top, y; /* of the columns of this page; of what comes next */
} Pour;

static const KdBox *get_box(const GPtrArray *boxes, guint i)
{
  return g_ptr_array_index(boxes, i);
}

static void put(Pour *p, const KdBox *box)
{
  if (box->is_space && p->y <= p->top)
    return;
  const KdFrame *f = p->frame;
  KdPlacement place = {p->page, p->column * (f->width + f->gap), p->y, box};
  g_array_append_val(p->placements, place);
  p->y += box->height;
}

static void begin_page(Pour *p)
{
  p->page++;
  p->column = 0;
  p->top = p->y = 0;
}

/* What is handed out apart must not share a sheet with what stands before it. */
static void begin_sheet(Pour *p)
{
  do
    begin_page(p);
  while (p->page % p->frame->per_sheet);
}

static void begin_column(Pour *p)
{
  if (p->column + 1 == p->frame->columns) {
    begin_page(p);
    return;
  }
  p->column++;
  p->y = p->top;
}

/* The height of boxes [from, to), at the top of a column or below others. */
static double measure(const GPtrArray *boxes, guint from, guint to, gboolean at_top)
{
  double height = 0;
  for (guint i = from; i < to; i++)
    if (!(at_top && height <= 0 && get_box(boxes, i)->is_space))
      height += get_box(boxes, i)->height;
  return height;
}

static gboolean fits(const Pour *p, const GPtrArray *boxes, guint from, guint to)
{
  const double tolerance = 0.01;
  return measure(boxes, from, to, p->y <= p->top) <= p->frame->height - p->y + tolerance;
}

/* What holds together from a box on, at a level or above: the number behind its last box. */
static guint find_group_end(const GPtrArray *boxes, guint from, guint to, guint level)
{
  guint end = from + 1;
  while (end < to && get_box(boxes, end - 1)->keep >= level)
    end++;
  return end;
}

/* The height of the column behind this one. */
static double next_height(const Pour *p)
{
  return p->frame->height - (p->column + 1 == p->frame->columns ? 0 : p->top);
}

/* Puts boxes [from, to) where they fit. What is longer than a column is parted, where it holds least. */
static void put_group(Pour *p, const GPtrArray *boxes, guint from, guint to, guint level)
{
  if (!fits(p, boxes, from, to) && measure(boxes, from, to, TRUE) <= next_height(p))
    begin_column(p);
  if (fits(p, boxes, from, to)) {
    for (guint i = from; i < to; i++)
      put(p, get_box(boxes, i));
    return;
  }
  if (to - from == 1) {
    if (p->y > p->top)
      begin_column(p);
    put(p, get_box(boxes, from));
    return;
  }
  for (guint i = from, end; i < to; i = end) {
    end = level < KD_KEEP_CLOSE ? find_group_end(boxes, i, to, level + 1) : i + 1;
    put_group(p, boxes, i, end, level + 1);
  }
}

GArray *kd_flow_pour(const KdFlow *flow, const KdFrame *frame)
{
  Pour p = {frame, g_array_new(FALSE, FALSE, sizeof(KdPlacement)), 0, 0, 0, 0};
  for (guint n = 0; n < flow->parts->len; n++) {
    const KdFlowPart *part = g_ptr_array_index(flow->parts, n);
    if (n)
      begin_sheet(&p);
    for (guint i = 0; i < part->head->len; i++) {
      if (!fits(&p, part->head, i, i + 1))
        begin_page(&p);
      put(&p, get_box(part->head, i));
    }
    p.top = p.y;
    for (guint i = 0, end; i < part->body->len; i = end) {
      end = find_group_end(part->body, i, part->body->len, KD_KEEP_ITEM);
      put_group(&p, part->body, i, end, KD_KEEP_ITEM);
    }
  }
  return p.placements;
}
