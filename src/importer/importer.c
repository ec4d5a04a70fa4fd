#include "importer/importer.h"

#include "base/error.h"
#include "importer/fields.h"
#include "importer/quiz_forms.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean ends_with(const char *name, const char *suffix)
{
  gsize len = strlen(name), n = strlen(suffix);
  return len >= n && g_ascii_strcasecmp(name + len - n, suffix) == 0;
}

/* Whatever it is called. */
static gboolean is_package(const char *data, gsize len)
{
  return len >= 4 && (memcmp(data, "PK\3\4", 4) == 0 || memcmp(data, "PK\5\6", 4) == 0);
}

/* What was a workbook once, or says that it is one. */
static gboolean is_other_workbook(const char *name, const char *data, gsize len)
{
  return ends_with(name, ".xlsx") || (len >= 4 && memcmp(data, "\xD0\xCF\x11\xE0", 4) == 0);
}

static gboolean is_json(const KdQuizFile *file)
{
  if (ends_with(file->name, ".csv"))
    return FALSE;
  if (ends_with(file->name, ".json") || ends_with(file->name, ".jsonl"))
    return TRUE;
  const char *p = file->text + strspn(file->text, " \t\r\n");
  return *p == '{' || *p == '[';
}

/* UTF-16 where a byte order mark says so. NULL with no error: it is none. */
static char *decode_utf16(const char *data, gsize len, gsize *out_len, GError **error)
{
  const char *encoding = NULL;
  if (len >= 2 && memcmp(data, "\xFF\xFE", 2) == 0)
    encoding = "UTF-16LE";
  else if (len >= 2 && memcmp(data, "\xFE\xFF", 2) == 0)
    encoding = "UTF-16BE";
  if (encoding == NULL)
    return NULL;
  gsize used = 0;
  char *text = g_convert(data + 2, (gssize)len - 2, "UTF-8", encoding, &used, out_len, error);
  if (text && used == len - 2)
    return text;
  g_free(text);
  g_clear_error(error);
  g_set_error(error, KD_ERROR, KD_ERROR_ENCODING, _("byte %zu: not valid UTF-16"), used + 2);
  return NULL;
}

/* A CSV that is no UTF-8 was saved by a Chinese spreadsheet. */
static char *decode_gb18030(const char *data, gsize len, gsize *out_len)
{
  gsize used = 0;
  char *text = g_convert(data, (gssize)len, "UTF-8", "GB18030", &used, out_len, NULL);
  if (text && used == len)
    return text;
  g_free(text);
  return NULL;
}

/* The bytes as text that ends in a NUL; what is no text in any encoding comes back as it is, for the reader
 * of the form to say where it goes wrong. NULL: error, without the name in front. */
static char *decode(const char *name, const char *data, gsize len, gsize *out_len, GError **error)
{
  g_autoptr(GError) utf16_error = NULL;
  char *text = decode_utf16(data, len, out_len, &utf16_error);
  if (text)
    return text;
  if (utf16_error) {
    g_set_error(error, KD_ERROR, KD_ERROR_ENCODING, "%s: %s", name, utf16_error->message);
    return NULL;
  }
  gboolean guess = !ends_with(name, ".json") && !ends_with(name, ".jsonl") && len &&
                   memchr(data, '\0', len) == NULL && !g_utf8_validate(data, (gssize)len, NULL);
  text = guess ? decode_gb18030(data, len, out_len) : NULL;
  if (text)
    return text;
  gsize mark = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  *out_len = len - mark;
  text = g_malloc(len - mark + 1);
  if (len - mark)
    memcpy(text, data + mark, len - mark);
  text[len - mark] = '\0';
  return text;
}

/* Text in one of the other two forms. */
static KdQuiz *read_text(KdQuizFile *file, const char *data, gsize len, GError **error)
{
  g_autofree char *text = decode(file->name, data, len, &file->len, error);
  if (text == NULL)
    return NULL;
  file->text = text;
  return is_json(file) ? kd_quiz_read_json(file, error) : kd_quiz_read_csv(file, error);
}

static KdQuiz *read_any(KdQuizFile *file, const char *data, gsize len, GError **error)
{
  if (is_package(data, len)) {
    file->text = data;
    file->len = len;
    return kd_quiz_read_xlsx(file, error);
  }
  if (!is_other_workbook(file->name, data, len))
    return read_text(file, data, len, error);
  g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s", file->name,
              _("no xlsx workbook; an older one, or one with a password, is to be saved as .xlsx without"));
  return NULL;
}

static void add_count(KdFindings *findings, KdFindingCode code, const char *name, guint n)
{
  g_autofree char *count = g_strdup_printf("%u", n);
  if (n)
    kd_findings_add(findings, code, (KdPlace){name, 0, 0}, count);
}

KdQuiz *kd_importer_read(const char *name, GBytes *bytes, KdFindings *findings, GArray *lines, GError **error)
{
  gsize len = 0;
  const char *data = g_bytes_get_data(bytes, &len);
  if (len == 0) {
    g_set_error(error, KD_ERROR, KD_ERROR_EMPTY, "%s: %s", name, _("the file is empty"));
    return NULL;
  }
  KdQuizFile file = {.name = name, .lines = lines};
  KdQuiz *quiz = read_any(&file, data, len, error);
  if (quiz) {
    add_count(findings, KD_FINDING_STRIPPED_CHARACTERS, name, file.stripped);
    add_count(findings, KD_FINDING_ITEMS_DROPPED, name, file.dropped);
  }
  return quiz;
}

gboolean kd_importer_read_line(const KdJsonLine *line, KdLine *parts, GError **error)
{
  *parts = (KdLine){NULL, NULL};
  g_autoptr(KdJson) j = kd_json_read(line->name, line->number, line->json, line->len, error);
  if (j == NULL)
    return FALSE;
  if (!cJSON_IsObject(j->root))
    return kd_json_fail(j, j->root, error, _("not an object with \"id\" and \"text\""));
  const cJSON *id = kd_fields_find(j->root, "id"), *text = kd_fields_find(j->root, "text");
  if (cJSON_IsString(id) && *id->valuestring)
    parts->id = g_strdup(id->valuestring);
  if (parts->id == NULL)
    return kd_json_fail(j, id ? id : j->root, error, _("\"%s\" is missing or no text"), "id");
  if (!cJSON_IsString(text))
    return kd_json_fail(j, text ? text : j->root, error, _("\"%s\" is missing or no text"), "text");
  parts->text = g_strdup(text->valuestring);
  return TRUE;
}
