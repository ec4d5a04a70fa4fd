#pragma once
/* Owns: lines of type, and the paragraph of shaped characters that they are cut from. typeset.c shapes,
 * typeline.c breaks, typerow.c justifies; pages keep the lines until they are drawn. A line owns all that it
 * needs. */

#include <cairo.h>
#include <pango/pango.h>

typedef struct {
  double size;      /* of the letters */
  double width;     /* of the column */
  gboolean justify; /* all lines but a paragraph's last */
  gboolean balance; /* lines of about the same length, for what is centred */
} KdForm;

/* What is not to be parted. */
typedef enum { KD_UNIT_NONE, KD_UNIT_BLANK, KD_UNIT_CHOICE } KdUnitKind;

/* Characters that are drawn as one. All widths in Pango's units. */
typedef struct {
  gunichar c, last; /* the first and the last of them */
  guint start, len; /* bytes of the text */
  guint run;        /* number of the run that the glyphs are in */
  guint glyph, n_glyphs;
  guint unit; /* the number of its unit; 0: none */
  KdUnitKind kind;
  gboolean spare;     /* of a blank: drawn only where a line has room for it */
  gboolean droppable; /* of a blank: not drawn where a line lacks room */
  int width, shift;   /* shift: the glyphs are drawn so far to the left of where they would stand */
  int lead, tail;     /* white in front of and behind the ink of a mark that may be taken away */
  int gap;            /* in front; not where a line begins */
} KdCluster;

typedef struct {
  const char *text;
  GPtrArray *runs;      /* PangoGlyphItem * */
  GArray *clusters;     /* KdCluster, in the order in which they are drawn */
  const guint8 *breaks; /* for each byte from text + start on: Unicode lets a line begin there */
  guint start;
  const KdForm *form;
} KdTypeParagraph;

typedef struct {
  GArray *pieces;
  double width;
} KdTypeLine;

/* Appends the lines of the paragraph, at least one; changes the clusters. */
void kd_type_paragraph_set(KdTypeParagraph *p, GPtrArray *lines);

/* An empty line. */
KdTypeLine *kd_type_line_new(void);
void kd_type_line_free(gpointer line);
void kd_type_line_draw(const KdTypeLine *line, cairo_t *cr, double x, double baseline);
