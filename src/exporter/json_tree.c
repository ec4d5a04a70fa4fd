#include "exporter/json_tree.h"

#include <math.h>
#include <string.h>

void kd_json_add_text(cJSON *object, const char *key, const char *s)
{
  cJSON_AddItemToObject(object, key, s ? cJSON_CreateString(s) : cJSON_CreateNull());
}

void kd_json_add_span(cJSON *object, const char *key, const char *text, KdSpan span)
{
  g_autofree char *s = span.len ? kd_span_dup(text, span) : NULL;
  kd_json_add_text(object, key, s);
}

void kd_json_add_pair(cJSON *object, const char *key, guint32 a, guint32 b)
{
  cJSON *pair = cJSON_AddArrayToObject(object, key);
  cJSON_AddItemToArray(pair, cJSON_CreateNumber(a));
  cJSON_AddItemToArray(pair, cJSON_CreateNumber(b));
}

void kd_json_add_share(cJSON *object, const char *key, double share)
{
  cJSON_AddNumberToObject(object, key, round(share * 1000) / 1000);
}

void kd_json_add_whole(cJSON *object, const char *key, guint64 n)
{
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, n);
  cJSON_AddRawToObject(object, key, digits);
}

void kd_json_append_span(cJSON *array, const char *text, KdSpan span)
{
  g_autofree char *s = kd_span_dup(text, span);
  cJSON_AddItemToArray(array, cJSON_CreateString(s));
}

/* "</" would end the script element of a page that the JSON is put into, and U+2028 and U+2029 end a line of
 * a script; all of them can only stand inside a string, where each has another spelling. */
static const struct {
  const char *plain, *spelling;
} unsafe[] = {{"</", "<\\/"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}};

static void append_safe(GString *out, const char *json)
{
  while (*json) {
    gsize plain = strcspn(json, "<\xE2");
    g_string_append_len(out, json, (gssize)plain);
    json += plain;
    guint i = 0;
    while (i < G_N_ELEMENTS(unsafe) && !g_str_has_prefix(json, unsafe[i].plain))
      i++;
    if (i < G_N_ELEMENTS(unsafe)) {
      g_string_append(out, unsafe[i].spelling);
      json += strlen(unsafe[i].plain);
    } else if (*json) {
      g_string_append_c(out, *json++);
    }
  }
}

void kd_json_write(cJSON *tree, gboolean pretty, GString *out)
{
  char *json = pretty ? cJSON_Print(tree) : cJSON_PrintUnformatted(tree);
  g_assert(json != NULL && g_utf8_validate(json, -1, NULL));
  append_safe(out, json);
  if (pretty)
    g_string_append_c(out, '\n');
  cJSON_free(json);
  cJSON_Delete(tree);
}

void kd_json_write_error(const char *id, const char *message, GString *out)
{
  g_autofree char *valid = g_utf8_make_valid(message, -1);
  cJSON *line = cJSON_CreateObject();
  kd_json_add_text(line, "id", id);
  kd_json_add_text(line, "error", valid);
  kd_json_write(line, FALSE, out);
  g_string_append_c(out, '\n');
}
