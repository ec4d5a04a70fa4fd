#pragma once
/* Owns: nothing after a call returns. The parts of a Word file: looks, styles, header, footer, properties,
 * paragraphs; used by docx.c. Lengths are twentieths of a point, sizes of letters halves of a point,
 * as in the format. */

#include "exporter/package.h"
#include "exporter/paper.h"
#include "exporter/xml.h"

#define KD_WORD_COLUMNS 4

typedef struct {
  const char *body, *head, *title, *note;            /* fonts of the Han letters */
  guint body_size, head_size, title_size, note_size; /* of the letters */
  guint line;                                        /* from line to line */
  guint page_width, page_height, top, bottom, left, right;
  guint columns, widths[KD_WORD_COLUMNS], gaps[KD_WORD_COLUMNS]; /* a gap is behind its column */
} KdWordLook;

void kd_word_look_init(KdWordLook *look, const KdPaperOptions *options);
/* How many Han letters of the body a column holds. */
guint kd_word_line_chars(const KdWordLook *look);

/* <element w:val="value"/> */
void kd_word_set(KdXml *x, const char *element, const char *value);
void kd_word_set_number(KdXml *x, const char *element, guint value);
/* Opens the root of a part. */
void kd_word_root(KdXml *x, const char *element);
/* The paper's margins, columns, header and footer. The first of two sections has one column and the header.
 */
void kd_word_section(KdXml *x, const KdPaper *paper, const KdWordLook *look, gboolean first, gboolean last);
/* Whether the title spans the columns, in a section of its own. */
gboolean kd_word_has_two_sections(const KdPaper *paper);

/* Adds all parts but the text. */
void kd_word_add_parts(KdPackage *package, const KdPaper *paper, const KdWordLook *look);
/* Adds a finished part and frees it. */
void kd_word_add(KdPackage *package, const char *name, KdXml *x);
/* Whether the page number stands outside, left on even pages: in an official paper. */
gboolean kd_word_has_facing_pages(const KdPaper *paper);
/* Adds header and footers. */
void kd_word_margins(KdPackage *package, const KdPaper *paper, const KdWordLook *look);
/* word/styles.xml */
void kd_word_styles(KdXml *x, const KdWordLook *look);

/* The text of the file while it is written. */
typedef struct {
  KdXml *x;
  const KdPaper *paper;
  const KdWordLook *look;
} KdWordText;

/* What is said of a paragraph beside its style. 0: the style's own. */
typedef struct {
  const char *style;
  gboolean keeps_next, breaks_page, rules; /* rules: a tab draws a line to the right margin */
  gboolean ragged;                         /* lines are not spread to the right margin */
  guint left, hanging, cells;              /* cells: so many columns by tab stops */
} KdWordForm;

/* The width of a Han letter of the body. */
guint kd_word_em(const KdWordLook *look);
/* Where the letters of options begin. */
guint kd_word_options_indent(const KdWordLook *look);
/* A blank of so many Han letters: underscores, which Word takes for a word that it does not break and which
 * every program copies. (LibreOffice does break it, and blanks that must not break, too, beside Han letters.)
 */
void kd_word_blank(GString *out, guint width);
/* A paragraph; line ends and tabs in its text are kept. */
void kd_word_paragraph(const KdWordText *d, const KdWordForm *f, const char *text);
/* All that stands above the questions. */
void kd_word_head(const KdWordText *d);
