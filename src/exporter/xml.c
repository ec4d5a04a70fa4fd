#include "exporter/xml.h"

#include <libxml/xmlwriter.h>

struct KdXml {
  xmlBufferPtr buffer;
  xmlTextWriterPtr writer;
  guint depth;
};

/* A writer into memory fails for want of memory alone. */
static void expect(int result)
{
  if (result < 0)
    g_error("libxml2: out of memory");
}

KdXml *kd_xml_new(void)
{
  KdXml *x = g_new0(KdXml, 1);
  x->buffer = xmlBufferCreate();
  x->writer = x->buffer ? xmlNewTextWriterMemory(x->buffer, 0) : NULL;
  expect(x->writer ? 0 : -1);
  expect(xmlTextWriterStartDocument(x->writer, NULL, "UTF-8", NULL));
  return x;
}

GString *kd_xml_finish(KdXml *x)
{
  g_assert(x->depth == 0);
  expect(xmlTextWriterEndDocument(x->writer));
  xmlFreeTextWriter(x->writer);
  GString *text = g_string_new_len((const char *)xmlBufferContent(x->buffer), xmlBufferLength(x->buffer));
  xmlBufferFree(x->buffer);
  g_free(x);
  return text;
}

/* The text as XML can hold it; the caller owns it. */
static char *clean(const char *text, gsize len)
{
  GString *out = g_string_sized_new(len);
  for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean fits = c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
    g_string_append_unichar(out, fits ? c : 0xFFFD);
  }
  return g_string_free(out, FALSE);
}

void kd_xml_open(KdXml *x, const char *element)
{
  expect(xmlTextWriterStartElement(x->writer, BAD_CAST element));
  x->depth++;
}

void kd_xml_close(KdXml *x)
{
  g_assert(x->depth > 0);
  expect(xmlTextWriterEndElement(x->writer));
  x->depth--;
}

void kd_xml_attr(KdXml *x, const char *name, const char *value)
{
  g_autofree char *fit = clean(value, strlen(value));
  expect(xmlTextWriterWriteAttribute(x->writer, BAD_CAST name, BAD_CAST fit));
}

void kd_xml_attr_number(KdXml *x, const char *name, guint value)
{
  g_autofree char *text = g_strdup_printf("%u", value);
  kd_xml_attr(x, name, text);
}

void kd_xml_text_len(KdXml *x, const char *text, gsize len)
{
  g_autofree char *fit = clean(text, len);
  expect(xmlTextWriterWriteString(x->writer, BAD_CAST fit));
}

void kd_xml_text(KdXml *x, const char *text)
{
  kd_xml_text_len(x, text, strlen(text));
}

void kd_xml_element(KdXml *x, const char *element, const char *text)
{
  kd_xml_open(x, element);
  kd_xml_text(x, text);
  kd_xml_close(x);
}

void kd_xml_empty(KdXml *x, const char *element, const char *attribute, const char *value)
{
  kd_xml_open(x, element);
  kd_xml_attr(x, attribute, value);
  kd_xml_close(x);
}

void kd_xml_newline(KdXml *x)
{
  expect(xmlTextWriterWriteRaw(x->writer, BAD_CAST "\n"));
}
