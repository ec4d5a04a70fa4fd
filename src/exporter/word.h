#pragma once
/* Owns: nothing after a call returns. The parts of a Word file around its text: looks, styles, header,
 * footer, properties; used by docx.c. Lengths are twentieths of a point, sizes of letters halves of a point,
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
/* word/styles.xml */
void kd_word_styles(KdXml *x, const KdWordLook *look);
