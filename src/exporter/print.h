#pragma once
/* Owns: a paper while it is set: its fonts, measures and the boxes so far. pdf.c walks over the paper,
 * printhead.c sets what stands above the items; both put texts in boxes with what is declared here. */

#include "exporter/page.h"

typedef struct {
  const KdPaper *paper;
  KdPageForm form;
  KdTypesetter t;
  GPtrArray *boxes; /* borrowed: where boxes go */
  double hang;      /* how far items stand behind their numbers */
} KdPrint;

/* How the lines of a text are put in boxes. */
typedef struct {
  double size, pitch, x, width;
  gboolean justify, centre;
  KdKeep inner; /* how a line holds to the next; the first and the last but one hold close */
} KdSetup;

/* As items are set, at the column's left edge. */
KdSetup kd_print_setup(const KdPrint *p);
/* All columns and the gaps between them. */
double kd_print_full_width(const KdPrint *p);

KdBox *kd_print_box(KdPrint *p, double height, KdKeep keep);
void kd_print_space(KdPrint *p, double height);
/* A box for each line of the text; the first one. */
KdBox *kd_print_text(KdPrint *p, const KdTypeText *text, const KdSetup *s);
KdBox *kd_print_string(KdPrint *p, const char *string, KdFace face, const KdSetup *s);
/* The text's first line, in no box; the caller owns it. */
KdTypeLine *kd_print_line(KdPrint *p, const char *string, KdFace face, double size);
/* How wide the text is on one line; very wide if it has several. */
double kd_print_measure(KdPrint *p, const char *string, KdFace face, double size);

/* Title, summary, what is filled in by hand, the table of scores: over all columns. */
void kd_print_head(KdPrint *p);
