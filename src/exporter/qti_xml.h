#pragma once
/* Owns: nothing. What QTI 2.2 and 3.0 call the same things, and a writer that knows it; used by the exporters
 * qti22 and qti30, qti.c and qti_item.c. Elements and attributes are given in the names of 2.2. */

#include "exporter/xml.h"

#define KD_QTI_INSTANCE_SPACE "http://www.w3.org/2001/XMLSchema-instance"

/* A version of QTI. All strings are constants; a place is a namespace with the address of its schema. */
typedef struct {
  gboolean hyphens;      /* qti-item-body and max-choices for itemBody and maxChoices */
  gboolean content_body; /* the text of feedback and rubrics stands in an element of its own */
  const char *case_sensitive;
  const char *item_space, *item_place;
  const char *match_correct, *map_response; /* templates of response processing */
  const char *package_space, *package_place;
  const char *package_schema, *package_version;
  const char *item_type, *test_type; /* of resources */
} KdQtiDialect;

typedef struct {
  KdXml *xml;
  const KdQtiDialect *dialect; /* borrowed */
} KdQtiXml;

/* Begins a document with its root element, the namespaces and these attributes: name, value, …, NULL. */
KdQtiXml kd_qti_begin(const KdQtiDialect *dialect, const char *root, ...) G_GNUC_NULL_TERMINATED;
/* The same for an element, which is left open. */
void kd_qti_open(const KdQtiXml *x, const char *element, ...) G_GNUC_NULL_TERMINATED;
/* An element without content. */
void kd_qti_empty(const KdQtiXml *x, const char *element, ...) G_GNUC_NULL_TERMINATED;
void kd_qti_close(const KdQtiXml *x);
void kd_qti_element(const KdQtiXml *x, const char *element, const char *text);
/* An outcome variable that is a number, with its value at first. */
void kd_qti_number(const KdQtiXml *x, const char *identifier, const char *value);
/* Text in its lines, with <br/> between them. */
void kd_qti_lines(const KdQtiXml *x, const char *text, gsize len);
/* Begins and ends what holds the paragraphs of a feedback or rubric that is open. */
void kd_qti_open_content(const KdQtiXml *x);
void kd_qti_close_content(const KdQtiXml *x);
