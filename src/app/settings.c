#include "app/settings.h"

#include "app/look.h"
#include "base/error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ITEMS 100000
#define MOST_POINTS 100000
#define MOST_SEED G_GUINT64_CONSTANT(9007199254740991) /* the last number that JSON readers hold exactly */

void kd_settings_init(KdSettings *s)
{
  *s = (KdSettings){.seed = 1};
  kd_blueprint_init(&s->plan.blueprint);
}

void kd_settings_clear(KdSettings *s)
{
  g_free(s->title);
  g_free(s->by);
  kd_look_clear(&s->export);
  kd_blueprint_clear(&s->plan.blueprint);
}

static gboolean fail(GError **error, const char *name, const char *value, const char *why)
{
  g_autofree char *text = g_strdup_printf("--%s %s: %s", name, value, why);
  g_autofree char *shown = g_utf8_make_valid(text, -1);
  g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE, shown);
  return FALSE;
}

char *kd_whole_parse(const char *text, KdRange range, guint64 *n)
{
  if (*text && strspn(text, "0123456789") == strlen(text) &&
      g_ascii_string_to_unsigned(text, 10, range.least, range.most, n, NULL))
    return NULL;
  g_autofree char *from = g_strdup_printf("%" G_GUINT64_FORMAT, range.least);
  g_autofree char *to = g_strdup_printf("%" G_GUINT64_FORMAT, range.most);
  return g_strdup_printf(_("not a whole number from %s to %s"), from, to);
}

static gboolean read_number(const char *name, const char *value, KdRange range, guint64 *n, GError **error)
{
  g_autofree char *why = kd_whole_parse(value, range, n);
  return why == NULL || fail(error, name, value, why);
}

/* No item of a type is a wish; no item at all is not, and would be read as no wish. */
static gboolean set_count(KdSettings *s, const char *name, const char *value, GError **error)
{
  KdQuestionType type;
  gboolean typed = kd_question_type_parse(name, &type);
  guint64 n;
  if (!read_number(name, value, (KdRange){typed ? 0 : 1, MOST_ITEMS}, &n, error))
    return FALSE;
  if (typed)
    s->plan.blueprint.counts[type] = (int)n;
  else
    s->plan.blueprint.total = (int)n;
  return TRUE;
}

static gboolean set_seed(KdSettings *s, const char *name, const char *value, GError **error)
{
  return read_number(name, value, (KdRange){0, MOST_SEED}, &s->seed, error);
}

/* A whole number, or one and a half. */
static gboolean set_score(KdSettings *s, const char *name, const char *value, GError **error)
{
  gboolean half = g_str_has_suffix(value, ".5");
  g_autofree char *whole = g_strndup(value, strlen(value) - (half ? 2 : 0));
  guint64 n;
  if (!read_number(name, whole, (KdRange){0, MOST_POINTS}, &n, error))
    return FALSE;
  s->plan.blueprint.half_points = (guint)(2 * n + half);
  return s->plan.blueprint.half_points > 0 || fail(error, name, value, _("must be more than 0"));
}

static gboolean check_text(const char *name, const char *value, GError **error)
{
  if (!g_utf8_validate(value, -1, NULL))
    return fail(error, name, value, _("not valid UTF-8"));
  for (const char *p = value; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT)
      return fail(error, name, value, _("has control characters in it"));
  }
  return TRUE;
}

static gboolean set_text(KdSettings *s, const char *name, const char *value, GError **error)
{
  gboolean title = strcmp(name, "title") == 0;
  char **text = title ? &s->title : &s->by;
  if (!check_text(name, value, error))
    return FALSE;
  g_free(*text);
  *text = *value ? g_strdup(value) : NULL;
  s->plan.title = s->title;
  s->plan.by = s->by;
  return TRUE;
}

static gboolean set_kinds(KdSettings *s, const char *name, const char *value, GError **error)
{
  g_auto(GStrv) names = g_strsplit(value, ",", -1);
  s->plan.kinds = 0;
  for (guint i = 0; names[i]; i++) {
    KdPointKind kind;
    if (kd_point_kind_parse(names[i], &kind)) {
      s->plan.kinds |= 1u << kind;
      continue;
    }
    g_autoptr(GString) known = g_string_new(_("not one of"));
    for (guint k = 0; k < KD_POINT_KINDS; k++)
      g_string_append_printf(known, "%s%s", k ? ", " : " ", kd_point_kind_name(k));
    return fail(error, name, names[i], known->str);
  }
  return TRUE;
}

static gboolean set_switch(KdSettings *s, const char *name, const char *value, GError **error)
{
  struct {
    const char *name;
    gboolean *value;
  } switches[] = {{"all", &s->plan.blueprint.all},
                  {"no-bom", &s->export.csv_no_bom},
                  {"lf", &s->export.csv_lf},
                  {"no-data", &s->export.csv_no_data},
                  {"csv-raw", &s->export.csv_raw}};
  gboolean yes = strcmp(value, "yes") == 0;
  if (!yes && strcmp(value, "no") != 0)
    return fail(error, name, value, _("neither yes nor no"));
  for (guint i = 0; i < G_N_ELEMENTS(switches); i++)
    if (strcmp(switches[i].name, name) == 0)
      *switches[i].value = yes;
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*set)(KdSettings *, const char *name, const char *value, GError **);
} setters[] = {
    {"fill", set_count},     {"single", set_count},      {"multiple", set_count}, {"judge", set_count},
    {"short", set_count},    {"order", set_count},       {"match", set_count},    {"number", set_count},
    {"seed", set_seed},      {"total-score", set_score}, {"title", set_text},     {"by", set_text},
    {"points", set_kinds},   {"all", set_switch},        {"no-bom", set_switch},  {"lf", set_switch},
    {"no-data", set_switch}, {"csv-raw", set_switch},
};

gboolean kd_settings_set(KdSettings *s, const char *name, const char *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(setters); i++)
    if (strcmp(setters[i].name, name) == 0)
      return setters[i].set(s, name, value, error);
  return kd_look_set(&s->export, name, value, error);
}

gboolean kd_settings_check(const KdSettings *s, GError **error)
{
  const KdBlueprint *b = &s->plan.blueprint;
  gboolean counted = b->total > 0;
  for (guint t = 0; t < KD_QUESTION_TYPES; t++)
    counted = counted || b->counts[t] >= 0;
  if (!b->all || !counted)
    return TRUE;
  g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE, _("--all and a number of items exclude each other"));
  return FALSE;
}
