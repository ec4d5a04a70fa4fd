#pragma once
/* Owns: nothing. One line's clusters, whose widths are settled so that it is as wide as its column: ends
 * squeezed, blanks shorter or longer, marks squeezed, slack spread. typeline.c cuts the rows. */

#include "exporter/typeline.h"

typedef struct {
  KdCluster *c; /* copies, that change */
  guint n;      /* at least one */
  int em;
  gint64
      slack; /* at first the column's width, then what is left of it; below 0: too much stands in the row */
} KdTypeRow;

/* Clusters that are spare afterwards are not drawn. Without justify only what is too wide is changed. */
void kd_type_row_settle(KdTypeRow *r, gboolean justify);

/* Take white away in front of a mark's ink, behind it. */
void kd_cluster_take_lead(KdCluster *c, int by);
void kd_cluster_take_tail(KdCluster *c, int by);
