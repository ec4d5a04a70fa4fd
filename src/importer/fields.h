#pragma once
/* Owns: nothing. The parts of a set that stand as JSON in both of its file forms; used by importer/ only. A
 * function that fails sets the error, with the place. */

#include "importer/json_read.h"
#include "model/quiz.h"

/* What a piece of JSON is read with. */
typedef struct {
  const KdJson *json;
  guint *stripped; /* counts characters taken out */
  GError **error;
} KdFields;

/* The member of an object; NULL where it is missing or null. */
const cJSON *kd_fields_find(const cJSON *object, const char *key);
/* A string that must be there and not be empty; the caller owns *text. Like all strings read here it comes
 * without characters that cannot be seen. */
gboolean kd_fields_text(const KdFields *f, const cJSON *object, const char *key, char **text);
/* A string that may be missing, null or empty, then *text is NULL. */
gboolean kd_fields_optional(const KdFields *f, const cJSON *object, const char *key, char **text);
/* true, false, or missing, then *value stays. */
gboolean kd_fields_bool(const KdFields *f, const cJSON *object, const char *key, gboolean *value);
/* A number 0 … most, or missing, then *value stays. whole: without a fraction. */
gboolean kd_fields_whole(const KdFields *f, const cJSON *object, const char *key, guint64 *value);
gboolean kd_fields_score(const KdFields *f, const cJSON *object, const char *key, guint *half_points);
/* The strings of an array, appended to strings; none where it is missing. */
gboolean kd_fields_strings(const KdFields *f, const cJSON *object, const char *key, GPtrArray *strings);
/* An array or object; *member is NULL where it is missing. */
gboolean kd_fields_array(const KdFields *f, const cJSON *object, const char *key, const cJSON **member);
gboolean kd_fields_object(const KdFields *f, const cJSON *object, const char *key, const cJSON **member);

/* title, by, paper and id of the set. */
gboolean kd_fields_set(const KdFields *f, const cJSON *object, KdQuiz *quiz);
/* A record of "sources", with its id; the caller owns it. */
gboolean kd_fields_source(const KdFields *f, const cJSON *record, KdSource **source);
/* point and swap of an item. */
gboolean kd_fields_origin(const KdFields *f, const cJSON *object, KdQuestion *q);
/* evidence of an item; sources: id → index + 1. */
gboolean kd_fields_evidence(const KdFields *f, const cJSON *object, GHashTable *sources, KdQuestion *q);

/* The text without characters that cannot be seen or that turn the direction of writing, and with 〓 for
 * those of private use; counts both. The caller owns it. */
char *kd_fields_clean(const char *text, guint *stripped);
void kd_fields_free_source(KdSource *source);
