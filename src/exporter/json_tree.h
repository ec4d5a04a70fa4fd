#pragma once
/* Owns: nothing. How JSON is built and printed here; used by the exporters that write JSON. */

#include "base/span.h"
#include <cjson/cJSON.h>

/* Adds a string to an object, null where s is NULL. */
void kd_json_add_text(cJSON *object, const char *key, const char *s);
/* Adds what a span covers, null where it is empty. */
void kd_json_add_span(cJSON *object, const char *key, const char *text, KdSpan span);
/* Adds [a, b]. */
void kd_json_add_pair(cJSON *object, const char *key, guint32 a, guint32 b);
/* Adds a number of 0 … 1, rounded to three places. */
void kd_json_add_share(cJSON *object, const char *key, double share);
/* Adds a whole number of up to 64 bits, digit by digit. */
void kd_json_add_whole(cJSON *object, const char *key, guint64 n);
/* Adds what a span covers to an array. */
void kd_json_append_span(cJSON *array, const char *text, KdSpan span);

/* Appends the tree as text: valid UTF-8 with nothing in it that ends a script element or a line of a script.
 * Pretty: over several lines, a line feed at the end. The tree is freed. */
void kd_json_write(cJSON *tree, gboolean pretty, GString *out);
/* Appends {"id": …, "error": …} as a line: a document of JSON Lines that could not be read. */
void kd_json_write_error(const char *id, const char *message, GString *out);
