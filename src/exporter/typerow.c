#include "exporter/typerow.h"

#include "exporter/hanrules.h"

/* In squares. */
#define SPACE_MOST 0.5    /* the widest that a blank between words becomes */
#define STRETCH_MOST 0.14 /* between any two characters; more reads as a blank: the line stays ragged */

void kd_cluster_take_lead(KdCluster *c, int by)
{
  c->width -= by;
  c->shift += by;
  c->lead -= by;
}

void kd_cluster_take_tail(KdCluster *c, int by)
{
  c->width -= by;
  c->tail -= by;
}

static void drop_ends_of_blanks(KdTypeRow *r)
{
  for (guint i = 0; i < r->n && r->slack < 0; i++)
    if (r->c[i].droppable) {
      r->slack += r->c[i].width;
      r->c[i].spare = TRUE;
    }
}

static void squeeze_marks(KdTypeRow *r)
{
  gint64 room = 0;
  for (guint i = 0; i < r->n; i++)
    room += (r->c[i].lead + r->c[i].tail) / 2;
  for (guint i = 0; i < r->n && r->slack < 0 && room > 0; i++) {
    KdCluster *c = &r->c[i];
    int own = (c->lead + c->tail) / 2, by = (int)MIN(own, (-r->slack * own + room - 1) / room);
    room -= own;
    r->slack += by;
    if (c->tail)
      kd_cluster_take_tail(c, by);
    else
      kd_cluster_take_lead(c, by);
  }
}

static void lengthen_blanks(KdTypeRow *r)
{
  for (guint i = 0; i < r->n; i++)
    if (r->c[i].spare && !r->c[i].droppable && r->slack >= r->c[i].width) {
      r->slack -= r->c[i].width;
      r->c[i].spare = FALSE;
    }
}

/* Of several blanks between two words one widens. */
static gboolean is_last_space(const KdTypeRow *r, guint i)
{
  return r->c[i].c == ' ' && (i + 1 == r->n || r->c[i + 1].c != ' ');
}

static void widen_spaces(KdTypeRow *r)
{
  guint spaces = 0;
  for (guint i = 0; i < r->n; i++)
    spaces += is_last_space(r, i);
  for (guint i = 0; i < r->n && spaces; i++) {
    if (!is_last_space(r, i))
      continue;
    int most = MAX(0, (int)(SPACE_MOST * r->em) - r->c[i].width);
    int by = (int)MIN(most, r->slack / spaces);
    r->c[i].width += by;
    r->slack -= by;
    spaces--;
  }
}

static gboolean may_widen(const KdTypeRow *r, guint i)
{
  if (i + 1 >= r->n || r->c[i].spare || (r->c[i].unit && r->c[i].unit == r->c[i + 1].unit))
    return FALSE;
  return kd_may_stretch(r->c[i].last, r->c[i + 1].c);
}

static void spread_rest(KdTypeRow *r)
{
  guint gaps = 0;
  for (guint i = 0; i < r->n; i++)
    gaps += may_widen(r, i);
  if (gaps == 0 || r->slack > (gint64)(gaps * STRETCH_MOST * r->em))
    return;
  for (guint i = 0; i < r->n; i++) {
    if (!may_widen(r, i))
      continue;
    int by = (int)(r->slack / gaps);
    r->c[i].width += by;
    r->slack -= by;
    gaps--;
  }
}

/* The gap in front of a cluster becomes width of the one before it; what stands at the line's ends is
 * squeezed. */
static void settle_ends(KdTypeRow *r)
{
  kd_cluster_take_lead(&r->c[0], r->c[0].lead);
  kd_cluster_take_tail(&r->c[r->n - 1], r->c[r->n - 1].tail);
  for (guint i = 0; i < r->n; i++) {
    if (i)
      r->c[i - 1].width += r->c[i].gap;
    r->slack -= (i ? r->c[i].gap : 0) + (r->c[i].spare ? 0 : r->c[i].width);
  }
}

void kd_type_row_settle(KdTypeRow *r, gboolean justify)
{
  settle_ends(r);
  if (r->slack < 0) {
    drop_ends_of_blanks(r);
    squeeze_marks(r);
  }
  if (!justify || r->slack <= 0)
    return;
  lengthen_blanks(r);
  widen_spaces(r);
  spread_rest(r);
}
