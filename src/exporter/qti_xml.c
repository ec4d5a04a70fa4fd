#include "exporter/qti_xml.h"

#include <string.h>

/* itemBody → item-body; xml:lang stays. The caller owns the name. */
static char *hyphenate(const char *prefix, const char *name)
{
  GString *out = g_string_new(prefix);
  for (const char *p = name; *p; p++) {
    if (g_ascii_isupper(*p))
      g_string_append_c(out, '-');
    g_string_append_c(out, g_ascii_tolower(*p));
  }
  return g_string_free(out, FALSE);
}

static char *name_of(const KdQtiXml *x, const char *prefix, const char *name)
{
  return x->dialect->hyphens ? hyphenate(prefix, name) : g_strdup(name);
}

static void open_element(const KdQtiXml *x, const char *element)
{
  g_autofree char *name = name_of(x, "qti-", element);
  kd_xml_open(x->xml, name);
}

static void write_attributes(const KdQtiXml *x, va_list list)
{
  for (const char *attribute; (attribute = va_arg(list, const char *));) {
    g_autofree char *name = name_of(x, "", attribute);
    kd_xml_attr(x->xml, name, va_arg(list, const char *));
  }
}

KdQtiXml kd_qti_begin(const KdQtiDialect *dialect, const char *root, ...)
{
  KdQtiXml x = {kd_xml_new(), dialect};
  open_element(&x, root);
  kd_xml_attr(x.xml, "xmlns", dialect->item_space);
  kd_xml_attr(x.xml, "xmlns:xsi", KD_QTI_INSTANCE_SPACE);
  kd_xml_attr(x.xml, "xsi:schemaLocation", dialect->item_place);
  va_list list;
  va_start(list, root);
  write_attributes(&x, list);
  va_end(list);
  kd_xml_newline(x.xml);
  return x;
}

void kd_qti_open(const KdQtiXml *x, const char *element, ...)
{
  open_element(x, element);
  va_list list;
  va_start(list, element);
  write_attributes(x, list);
  va_end(list);
}

void kd_qti_empty(const KdQtiXml *x, const char *element, ...)
{
  open_element(x, element);
  va_list list;
  va_start(list, element);
  write_attributes(x, list);
  va_end(list);
  kd_xml_close(x->xml);
}

void kd_qti_close(const KdQtiXml *x)
{
  kd_xml_close(x->xml);
}

void kd_qti_element(const KdQtiXml *x, const char *element, const char *text)
{
  open_element(x, element);
  kd_xml_text(x->xml, text);
  kd_xml_close(x->xml);
}

void kd_qti_number(const KdQtiXml *x, const char *identifier, const char *value)
{
  kd_qti_open(x, "outcomeDeclaration", "identifier", identifier, "cardinality", "single", "baseType", "float",
              NULL);
  kd_qti_open(x, "defaultValue", NULL);
  kd_qti_element(x, "value", value);
  kd_qti_close(x);
  kd_qti_close(x);
  kd_xml_newline(x->xml);
}

void kd_qti_lines(const KdQtiXml *x, const char *text, gsize len)
{
  const char *end = text + len;
  for (const char *line = text;;) {
    const char *stop = line;
    while (stop < end && *stop != '\n' && *stop != '\r')
      stop++;
    kd_xml_text_len(x->xml, line, (gsize)(stop - line));
    if (stop == end)
      return;
    kd_xml_open(x->xml, "br");
    kd_xml_close(x->xml);
    line = stop + (stop[0] == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1);
  }
}

void kd_qti_open_content(const KdQtiXml *x)
{
  if (x->dialect->content_body)
    open_element(x, "contentBody");
}

void kd_qti_close_content(const KdQtiXml *x)
{
  if (x->dialect->content_body)
    kd_xml_close(x->xml);
}
