#include "app/blueprint.h"

#include "base/error.h"
#include "reader/decode.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SHARE 10000
#define MOST_SCORE 1000 /* of one item */

typedef struct {
  const char *name;
  const char *text; /* of the file */
  GKeyFile *file;
  KdSettings *settings;
  GError **error;
} Reader;

/* A group or a key that stands twice would say two things, of which only the last is known. The number of the
 * line; 0: none does. */
static guint find_repeated_line(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *group = g_strdup("");
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strstrip(lines[i]);
    const char *equals = strchr(line, '=');
    g_autofree char *key = NULL;
    if (*line == '[') {
      g_free(group);
      group = g_strdup(line);
      key = g_strdup(line);
    } else if (*line != '#' && equals) {
      g_autofree char *name = g_strndup(line, (gsize)(equals - line));
      key = g_strdup_printf("%s %s", group, g_strstrip(name));
    }
    if (key && !g_hash_table_add(seen, g_steal_pointer(&key)))
      return i + 1;
  }
  return 0;
}

/* The line of [group], or of a key in it where that is not NULL; from 1. */
static guint find_line(const char *text, const char *group, const char *key)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *head = g_strdup_printf("[%s]", group);
  guint found = 1;
  gboolean inside = FALSE;
  for (guint i = 0; lines[i]; i++) {
    g_strstrip(lines[i]);
    if (*lines[i] == '[') {
      inside = strcmp(lines[i], head) == 0;
      found = inside ? i + 1 : found;
    }
    const char *rest = key && inside && g_str_has_prefix(lines[i], key) ? lines[i] + strlen(key) : "";
    if (*rest && rest[strspn(rest, " \t")] == '=')
      return i + 1;
  }
  return found;
}

static gboolean fail(const Reader *r, const char *group, const char *key, const char *why)
{
  g_set_error(r->error, KD_ERROR, KD_ERROR_FORMAT, "%s:%u:1: [%s]%s%s: %s", r->name,
              find_line(r->text, group, key), group, key ? " " : "", key ? key : "", why);
  return FALSE;
}

static char *get_value(const Reader *r, const char *group, const char *key)
{
  char *value = g_key_file_get_value(r->file, group, key, NULL);
  return value ? g_strstrip(value) : g_strdup("");
}

/* Sets what an option of that name sets. */
static gboolean set_option(const Reader *r, const char *group, const char *key, const char *option)
{
  g_autofree char *value = get_value(r, group, key);
  g_autoptr(GError) why = NULL;
  if (kd_settings_set(r->settings, option, value, &why))
    return TRUE;
  return fail(r, group, key, why->message);
}

static gboolean read_share(const Reader *r, const char *group, const char *key, guint *share)
{
  g_autofree char *value = get_value(r, group, key);
  if (g_str_has_suffix(value, "%"))
    value[strlen(value) - 1] = '\0';
  guint64 n = 0;
  if (!g_ascii_string_to_unsigned(value, 10, 0, MOST_SHARE, &n, NULL))
    return fail(r, group, key, _("not a whole number"));
  *share = (guint)n;
  return TRUE;
}

/* --- groups --- */

static gboolean read_paper_key(const Reader *r, const char *group, const char *key)
{
  static const struct {
    const char *key, *option;
  } keys[] = {{"标题", "title"}, {"署名", "by"}, {"题数", "number"}, {"总分", "total-score"}};
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (strcmp(keys[i].key, key) == 0)
      return set_option(r, group, key, keys[i].option);
  return fail(r, group, key, _("no such key; there are 标题, 署名, 题数, 总分"));
}

/* Why the text, no multiple of 0.5 above 0 and up to MOST_SCORE, is no score. */
static const char *find_points_flaw(const char *text)
{
  char *end = NULL;
  double n = g_ascii_strtod(text, &end);
  if (end == text || *end)
    return _("not a number");
  return n <= 0           ? _("must be more than 0")
         : n > MOST_SCORE ? _("more than 1000")
                          : _("not a multiple of 0.5");
}

static gboolean read_points(const Reader *r, const char *group, const char *key, guint *half_points)
{
  g_autofree char *value = get_value(r, group, key);
  gboolean half = g_str_has_suffix(value, ".5");
  g_autofree char *whole = g_strndup(value, strlen(value) - (half ? 2 : 0));
  guint64 n = 0;
  if (!g_ascii_string_to_unsigned(whole, 10, 0, MOST_SCORE, &n, NULL) || (n == 0 && !half))
    return fail(r, group, key, find_points_flaw(value));
  *half_points = (guint)(2 * n + half);
  return TRUE;
}

static gboolean read_type_key(const Reader *r, const char *group, const char *key)
{
  KdQuestionType type = KD_QUESTION_FILL;
  gboolean known = kd_question_type_parse(group, &type);
  g_assert(known);
  if (strcmp(key, "题数") == 0)
    return set_option(r, group, key, kd_question_type_name(type));
  if (strcmp(key, "分值") == 0)
    return read_points(r, group, key, &r->settings->plan.blueprint.item_half_points[type]);
  return fail(r, group, key, _("no such key; there are 题数, 分值"));
}

static gboolean read_difficulty_key(const Reader *r, const char *group, const char *key)
{
  for (guint band = 0; band < KD_BANDS; band++)
    if (strcmp(kd_band_label(band), key) == 0)
      return read_share(r, group, key, &r->settings->plan.blueprint.bands[band]);
  return fail(r, group, key, _("no such key; there are 易, 中, 难"));
}

static gboolean read_heading_key(const Reader *r, const char *group, const char *key)
{
  guint percent = 0;
  if (!read_share(r, group, key, &percent))
    return FALSE;
  if (percent > 100)
    return fail(r, group, key, _("more than 100 percent"));
  kd_blueprint_add_heading(&r->settings->plan.blueprint, key, percent);
  return TRUE;
}

static gboolean (*find_group(const char *group))(const Reader *, const char *, const char *)
{
  KdQuestionType type;
  static const struct {
    const char *group;
    gboolean (*read)(const Reader *, const char *, const char *);
  } groups[] = {{"试卷", read_paper_key}, {"难度", read_difficulty_key}, {"标题占比", read_heading_key}};
  for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
    if (strcmp(groups[i].group, group) == 0)
      return groups[i].read;
  return kd_question_type_parse(group, &type) ? read_type_key : NULL;
}

static gboolean read_group(const Reader *r, const char *group)
{
  gboolean (*read)(const Reader *, const char *, const char *) = find_group(group);
  if (read == NULL)
    return fail(r, group, NULL, _("no such group; there are 试卷, 难度, 标题占比 and the item types"));
  g_auto(GStrv) keys = g_key_file_get_keys(r->file, group, NULL, NULL);
  for (guint i = 0; keys[i]; i++)
    if (!read(r, group, keys[i]))
      return FALSE;
  return TRUE;
}

/* --- the whole --- */

static gboolean check_sums(const Reader *r)
{
  const KdBlueprint *b = &r->settings->plan.blueprint;
  guint percent = 0;
  for (guint i = 0; b->headings && i < b->headings->len; i++)
    percent += kd_blueprint_heading(b, i)->percent;
  if (percent > 100)
    return fail(r, "标题占比", NULL, _("more than 100 percent"));
  guint64 sum = 0;
  gboolean complete = TRUE, any = FALSE;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++) {
    complete = complete && (b->counts[t] <= 0 || b->item_half_points[t] > 0);
    any = any || b->counts[t] > 0;
    sum += (guint64)MAX(b->counts[t], 0) * b->item_half_points[t];
  }
  if (!any || !complete || b->total > 0)
    return TRUE;
  if (!g_key_file_has_key(r->file, "试卷", "总分", NULL))
    r->settings->plan.blueprint.half_points = (guint)sum;
  else if (sum != b->half_points)
    return fail(r, "试卷", "总分", _("not the sum of the items"));
  return TRUE;
}

/* What GLib says of a file that it cannot take apart has no line in it; the first line that is neither a
 * group, a key nor a comment is the one. */
static guint find_odd_line(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  gboolean in_group = FALSE;
  for (guint i = 0; lines[i]; i++) {
    const char *line = g_strstrip(lines[i]);
    gboolean group = *line == '[' && g_str_has_suffix(line, "]");
    in_group = in_group || group;
    if (*line && *line != '#' && !group && !(in_group && strchr(line, '=') && *line != '='))
      return i + 1;
  }
  return 1;
}

gboolean kd_blueprint_read(KdSettings *settings, const char *name, GBytes *bytes, GError **error)
{
  gsize len = 0;
  const guint8 *data = g_bytes_get_data(bytes, &len);
  KdDecoded decoded;
  if (!kd_decode(name, data, len, &decoded, error))
    return FALSE;
  g_autofree char *text = decoded.text;
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GError) why = NULL;
  if (!g_key_file_load_from_data(file, text, strlen(text), G_KEY_FILE_KEEP_TRANSLATIONS, &why)) {
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s:%u:1: %s", name, find_odd_line(text),
                _("neither [group], KEY=VALUE nor a comment"));
    return FALSE;
  }
  guint repeated = find_repeated_line(text);
  if (repeated) {
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s:%u:1: %s", name, repeated, _("it stands twice"));
    return FALSE;
  }
  Reader r = {name, text, file, settings, error};
  g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
  for (guint i = 0; groups[i]; i++)
    if (!read_group(&r, groups[i]))
      return FALSE;
  return check_sums(&r);
}
