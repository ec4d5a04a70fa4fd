#pragma once
/* Owns: an XML document while it is written; used by the exporters whose format is XML. libxml2's writer does
 * the work; what XML cannot hold (control characters, U+FFFE, U+FFFF) becomes U+FFFD. Running out of memory
 * ends the program, as everywhere. */

#include <glib.h>

typedef struct KdXml KdXml;

/* Begins a document with <?xml …?>, without blanks of its own between elements. */
KdXml *kd_xml_new(void);
/* The finished document; every element must be closed. Frees the writer; the caller owns the text. */
GString *kd_xml_finish(KdXml *x);

void kd_xml_open(KdXml *x, const char *element);
void kd_xml_close(KdXml *x);
/* Of the element just opened. */
void kd_xml_attr(KdXml *x, const char *name, const char *value);
void kd_xml_attr_number(KdXml *x, const char *name, guint value);
void kd_xml_text(KdXml *x, const char *text);
void kd_xml_text_len(KdXml *x, const char *text, gsize len);
/* <element>text</element> */
void kd_xml_element(KdXml *x, const char *element, const char *text);
/* <element attribute="value"/> */
void kd_xml_empty(KdXml *x, const char *element, const char *attribute, const char *value);
/* Ends the line, for people and for diff. */
void kd_xml_newline(KdXml *x);
