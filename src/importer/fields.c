#include "importer/fields.h"

#include "base/utf8.h"
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_WHOLE 9007199254740991.0 /* the last number that JSON readers hold exactly */
#define MOST_POINTS 100000.0

/* Control characters but tab and line ends, what has no width, what turns the direction of writing, tags, and
 * what is no character. */
static gboolean is_invisible(gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0x061C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F) || kd_is_noncharacter(c);
}

char *kd_fields_clean(const char *text, guint *stripped)
{
  GString *out = g_string_sized_new(strlen(text));
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean told = !kd_is_private_use(c);
    *stripped += is_invisible(c) || !told;
    if (!is_invisible(c))
      g_string_append_unichar(out, told ? c : KD_CHAR_GETA);
  }
  return g_string_free(out, FALSE);
}

const cJSON *kd_fields_find(const cJSON *object, const char *key)
{
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, key);
  return cJSON_IsNull(member) ? NULL : member;
}

gboolean kd_fields_optional(const KdFields *f, const cJSON *object, const char *key, char **text)
{
  const cJSON *member = kd_fields_find(object, key);
  if (member && !cJSON_IsString(member))
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is not a string"), key);
  g_autofree char *clean = member ? kd_fields_clean(member->valuestring, f->stripped) : NULL;
  *text = clean && *clean ? g_steal_pointer(&clean) : NULL;
  return TRUE;
}

gboolean kd_fields_text(const KdFields *f, const cJSON *object, const char *key, char **text)
{
  if (!kd_fields_optional(f, object, key, text))
    return FALSE;
  return *text || kd_json_fail(f->json, object, f->error, _("\"%s\" is missing or empty"), key);
}

gboolean kd_fields_bool(const KdFields *f, const cJSON *object, const char *key, gboolean *value)
{
  const cJSON *member = kd_fields_find(object, key);
  if (member && !cJSON_IsBool(member))
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is neither true nor false"), key);
  if (member)
    *value = cJSON_IsTrue(member);
  return TRUE;
}

gboolean kd_fields_whole(const KdFields *f, const cJSON *object, const char *key, guint64 *value)
{
  const cJSON *member = kd_fields_find(object, key);
  if (member == NULL)
    return TRUE;
  double n = cJSON_IsNumber(member) ? member->valuedouble : -1;
  if (!(n >= 0 && n <= MOST_WHOLE && n == floor(n)))
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is not a whole number"), key);
  *value = (guint64)n;
  return TRUE;
}

gboolean kd_fields_score(const KdFields *f, const cJSON *object, const char *key, guint *half_points)
{
  const cJSON *member = kd_fields_find(object, key);
  if (member == NULL)
    return TRUE;
  if (!cJSON_IsNumber(member))
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is not a number"), key);
  double n = member->valuedouble * 2;
  if (n < 0)
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is less than 0"), key);
  if (n > 2.0 * MOST_POINTS)
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is more than 100000"), key);
  if (n != floor(n))
    return kd_json_fail(f->json, member, f->error, _("\"%s\" is not a multiple of 0.5"), key);
  *half_points = (guint)n;
  return TRUE;
}

gboolean kd_fields_array(const KdFields *f, const cJSON *object, const char *key, const cJSON **member)
{
  *member = kd_fields_find(object, key);
  return *member == NULL || cJSON_IsArray(*member) ||
         kd_json_fail(f->json, *member, f->error, _("\"%s\" is not an array"), key);
}

gboolean kd_fields_object(const KdFields *f, const cJSON *object, const char *key, const cJSON **member)
{
  *member = kd_fields_find(object, key);
  return *member == NULL || cJSON_IsObject(*member) ||
         kd_json_fail(f->json, *member, f->error, _("\"%s\" is not an object"), key);
}

gboolean kd_fields_strings(const KdFields *f, const cJSON *object, const char *key, GPtrArray *strings)
{
  const cJSON *array;
  if (!kd_fields_array(f, object, key, &array))
    return FALSE;
  for (const cJSON *s = array ? array->child : NULL; s; s = s->next) {
    g_autofree char *clean = cJSON_IsString(s) ? kd_fields_clean(s->valuestring, f->stripped) : NULL;
    if (clean == NULL || *clean == '\0')
      return kd_json_fail(f->json, s, f->error, _("\"%s\" holds something that is no text"), key);
    g_ptr_array_add(strings, g_steal_pointer(&clean));
  }
  return TRUE;
}

gboolean kd_fields_set(const KdFields *f, const cJSON *object, KdQuiz *quiz)
{
  g_clear_pointer(&quiz->title, g_free);
  return kd_fields_text(f, object, "title", &quiz->title) && kd_fields_optional(f, object, "by", &quiz->by) &&
         kd_fields_optional(f, object, "paper", &quiz->paper) &&
         kd_fields_optional(f, object, "id", &quiz->id);
}

void kd_fields_free_source(KdSource *s)
{
  if (s == NULL)
    return;
  char *strings[] = {s->id, s->file, s->sha256, s->article, s->published, s->author};
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  g_free(s);
}

gboolean kd_fields_source(const KdFields *f, const cJSON *record, KdSource **source)
{
  if (!cJSON_IsObject(record))
    return kd_json_fail(f->json, record, f->error, _("a source is not an object"));
  KdSource *s = g_new0(KdSource, 1);
  gboolean fine = kd_fields_text(f, record, "id", &s->id) && kd_fields_text(f, record, "file", &s->file) &&
                  kd_fields_optional(f, record, "sha256", &s->sha256) &&
                  kd_fields_optional(f, record, "article", &s->article) &&
                  kd_fields_optional(f, record, "published", &s->published) &&
                  kd_fields_optional(f, record, "author", &s->author);
  if (fine)
    *source = s;
  else
    kd_fields_free_source(s);
  return fine;
}

gboolean kd_fields_origin(const KdFields *f, const cJSON *object, KdQuestion *q)
{
  const cJSON *point, *swap;
  if (!kd_fields_object(f, object, "point", &point) || !kd_fields_object(f, object, "swap", &swap))
    return FALSE;
  if (point) {
    g_autofree char *kind = NULL;
    if (!kd_fields_text(f, point, "id", &q->point_id) || !kd_fields_text(f, point, "kind", &kind))
      return FALSE;
    if (!kd_point_kind_parse(kind, &q->point_kind))
      return kd_json_fail(f->json, point, f->error, _("no kind of point is called \"%s\""), kind);
  }
  return swap == NULL ||
         (kd_fields_text(f, swap, "from", &q->swap_from) && kd_fields_text(f, swap, "to", &q->swap_to));
}

static gboolean read_evidence(const KdFields *f, const cJSON *piece, GHashTable *sources, KdQuestion *q)
{
  g_autofree char *source = NULL;
  g_autofree char *text = NULL;
  guint64 line = 0;
  if (!cJSON_IsObject(piece))
    return kd_json_fail(f->json, piece, f->error, _("a piece of evidence is not an object"));
  if (!kd_fields_text(f, piece, "source", &source) || !kd_fields_text(f, piece, "text", &text) ||
      !kd_fields_whole(f, piece, "line", &line))
    return FALSE;
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(sources, source));
  if (index == 0)
    return kd_json_fail(f->json, piece, f->error, _("no source is called \"%s\""), source);
  kd_question_add_evidence(q, index - 1, (guint32)MIN(line, G_MAXUINT32), text);
  return TRUE;
}

gboolean kd_fields_evidence(const KdFields *f, const cJSON *object, GHashTable *sources, KdQuestion *q)
{
  const cJSON *array;
  if (!kd_fields_array(f, object, "evidence", &array))
    return FALSE;
  for (const cJSON *piece = array ? array->child : NULL; piece; piece = piece->next)
    if (!read_evidence(f, piece, sources, q))
      return FALSE;
  return TRUE;
}
