#include "app/look.h"

#include "base/error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean fail(GError **error, const char *name, const char *value, const char *why)
{
  g_autofree char *text = g_strdup_printf("--%s %s: %s", name, value, why);
  g_autofree char *shown = g_utf8_make_valid(text, -1);
  g_set_error_literal(error, KD_ERROR, KD_ERROR_USAGE, shown);
  return FALSE;
}

static void apply_key(KdExportOptions *o, guint place)
{
  o->paper.key = (KdKeyPlace)place;
}

static void apply_sheet(KdExportOptions *o, guint place)
{
  o->paper.sheet = (KdSheetSize)place;
}

static void apply_style(KdExportOptions *o, guint place)
{
  o->paper.style = (KdPaperStyle)place;
}

static void apply_blank(KdExportOptions *o, guint place)
{
  o->paper.blank = (KdBlankWidth)place;
}

static void apply_columns(KdExportOptions *o, guint place)
{
  o->paper.columns = place + 1;
}

static void apply_header_row(KdExportOptions *o, guint place)
{
  o->header_row = place + 1;
}

static void apply_seal(KdExportOptions *o, guint place)
{
  o->paper.seal = place == 1;
}

static void apply_large(KdExportOptions *o, guint place)
{
  o->paper.large = place == 1;
}

static void apply_no_explanations(KdExportOptions *o, guint place)
{
  o->paper.no_explanations = place == 1;
}

static const char *const keys[] = {
    [KD_KEY_END] = "end",     [KD_KEY_NONE] = "none",         [KD_KEY_AFTER] = "after",
    [KD_KEY_ALONE] = "alone", [KD_KEY_SEPARATE] = "separate", [KD_KEY_PLACES] = NULL};
static const char *const sheets[] = {[KD_SHEET_A4] = "a4", [KD_SHEET_A3X2] = "a3x2", [KD_SHEETS] = NULL};
static const char *const styles[] = {
    [KD_STYLE_EXAM] = "exam", [KD_STYLE_GONGWEN] = "gongwen", [KD_STYLES] = NULL};
static const char *const blanks[] = {
    [KD_BLANK_FIXED] = "fixed", [KD_BLANK_ANSWER] = "answer", [KD_BLANK_WIDTHS] = NULL};
static const char *const one_or_two[] = {"1", "2", NULL};
static const char *const no_or_yes[] = {"no", "yes", NULL};

/* A font is looked up by name; a name with commas in it would be a list of them. */
static gboolean set_font(KdExportOptions *o, const char *name, const char *value, GError **error)
{
  if (*value == '\0' || strchr(value, ',') || !g_utf8_validate(value, -1, NULL))
    return fail(error, name, value, _("not the name of one font"));
  for (const char *p = value; *p; p = g_utf8_next_char(p))
    if (!g_unichar_isprint(g_utf8_get_char(p)))
      return fail(error, name, value, _("has control characters in it"));
  g_free(o->paper.font);
  o->paper.font = g_strdup(value);
  return TRUE;
}

/* An option has a list of words, and does something with the place of the one given; or it is the font. */
static const struct {
  KdLook look;
  const char *const *words;
  void (*apply)(KdExportOptions *, guint place);
} looks[] = {
    {{"key",
      N_("Paper: where the key stands: end (default), none, after (behind each item), alone (nothing but the "
         "key), separate (in a second file, NAME-答案.SUFFIX)"),
      N_("PLACE")},
     keys,
     apply_key},
    {{"paper", N_("Paper: a4 (default) or a3x2 (two pages on one A3 sheet)"), N_("SIZE")},
     sheets,
     apply_sheet},
    {{"columns", N_("Paper: 1 (default) or 2 columns"), "N"}, one_or_two, apply_columns},
    {{"style", N_("Paper: exam (default) or gongwen (looks of an official document)"), N_("STYLE")},
     styles,
     apply_style},
    {{"blank",
      N_("Paper: blanks of three widths, 8, 12 or 16 Han letters for an answer of up to 4, 8 or more (fixed, "
         "default), or as wide as the answer needs (answer)"),
      N_("WIDTH")},
     blanks,
     apply_blank},
    {{"font", N_("Paper: this font instead of the style's own"), N_("FONT")}, NULL, NULL},
    {{"seal", N_("Paper: with a sealing line (密封线) for the name"), NULL}, no_or_yes, apply_seal},
    {{"large", N_("Paper: large print"), NULL}, no_or_yes, apply_large},
    {{"no-explanations", N_("Paper: the key without explanations and sources"), NULL},
     no_or_yes,
     apply_no_explanations},
    {{"header-row", N_("kaoshibao: row of the column names, 1 (default) or 2"), "N"},
     one_or_two,
     apply_header_row},
};
G_STATIC_ASSERT(G_N_ELEMENTS(looks) == KD_LOOKS);

const KdLook *kd_look_get(guint i)
{
  g_assert(i < KD_LOOKS);
  return &looks[i].look;
}

gboolean kd_look_set(KdExportOptions *o, const char *name, const char *value, GError **error)
{
  guint i = 0;
  while (i < KD_LOOKS && strcmp(looks[i].look.name, name) != 0)
    i++;
  if (i == KD_LOOKS)
    return fail(error, name, value, _("no such option"));
  if (looks[i].words == NULL)
    return set_font(o, name, value, error);
  for (guint place = 0; looks[i].words[place]; place++)
    if (strcmp(looks[i].words[place], value) == 0) {
      looks[i].apply(o, place);
      return TRUE;
    }
  g_autofree char *known = g_strjoinv(", ", (char **)looks[i].words);
  g_autofree char *why = g_strdup_printf(_("not one of %s"), known);
  return fail(error, name, value, why);
}

void kd_look_clear(KdExportOptions *o)
{
  g_clear_pointer(&o->paper.font, g_free);
}
