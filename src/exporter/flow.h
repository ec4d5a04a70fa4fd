#pragma once
/* Owns: boxes, what is put on pages from top to bottom, and where on which page each box comes to stand. The
 * PDF exporter fills a flow, pours it into columns and draws it; boxes own their lines. All measures in
 * points. */

#include "exporter/typeline.h"

/* How firmly a box holds to the next. */
typedef enum { KD_KEEP_NOT, KD_KEEP_ITEM, KD_KEEP_CLOSE } KdKeep;

typedef struct {
  double height;
  KdKeep keep;
  gboolean is_space; /* nothing of it at the top of a column */
  GArray *lines;     /* KdPlacedLine */
  GArray *rules;     /* KdRule */
  char *outline;     /* the bookmark that leads here; NULL: none */
  guint level;       /* of the bookmark, from 0 */
} KdBox;

typedef struct {
  KdTypeLine *line; /* owned by the box */
  double x, baseline;
} KdPlacedLine;

/* A filled rectangle: a rule, an edge of a table. */
typedef struct {
  double x, y, width, height;
} KdRule;

KdBox *kd_box_new(double height);
/* Both take the line; a label is drawn, and so read, before the lines that the box has. */
void kd_box_add_line(KdBox *box, KdTypeLine *line, double x, double baseline);
void kd_box_add_label(KdBox *box, KdTypeLine *line, double x, double baseline);
void kd_box_add_rule(KdBox *box, double x, double y, double width, double height);

/* What begins on a sheet of its own: boxes over all columns, then boxes in columns. */
typedef struct {
  GPtrArray *head, *body; /* KdBox * */
} KdFlowPart;

typedef struct {
  GPtrArray *parts; /* KdFlowPart * */
} KdFlow;

KdFlow *kd_flow_new(void);
void kd_flow_free(KdFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdFlow, kd_flow_free)
KdFlowPart *kd_flow_add_part(KdFlow *flow);

/* The columns of a page, and how many pages are printed on a sheet. */
typedef struct {
  guint columns;
  double width, height, gap;
  guint per_sheet;
} KdFrame;

typedef struct {
  guint page;  /* from 0 */
  double x, y; /* of the box's top left corner in the frame */
  const KdBox *box;
} KdPlacement;

/* Pours the flow into frames: KdPlacement, in order. A box that holds to the next stands in one column with
 * it unless what holds together is longer than a column. */
GArray *kd_flow_pour(const KdFlow *flow, const KdFrame *frame);
