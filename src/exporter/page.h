#pragma once
/* Owns: the measures of pages, and how pages filled from a flow are drawn as a PDF: sheets, page numbers, the
 * sealed margin, bookmarks. Used by the PDF exporter. All measures in points. */

#include "exporter/flow.h"
#include "exporter/paper.h"
#include "exporter/typeset.h"

typedef struct {
  double width, height; /* of a page; a sheet may hold two */
  double left, top;     /* of the frame on it */
  KdFrame frame;
  double size, pitch;             /* of the letters, from line to line */
  double title_size, title_pitch; /* of the title */
  double note_size, note_pitch;   /* of explanations and sources */
  double footer_size;
} KdPageForm;

KdPageForm kd_page_form(const KdPaperOptions *options);

/* The baseline of letters in a line, from its top. */
double kd_page_baseline(double size, double pitch);

/* Draws the flow's placements and appends the PDF to out. FALSE with KD_ERROR_IO: Cairo failed. */
typedef struct {
  const KdPaper *paper;
  const KdPageForm *form;
  const GArray *placements; /* KdPlacement */
  KdTypesetter *typesetter;
} KdPages;
gboolean kd_pages_write(const KdPages *pages, GString *out, GError **error);
