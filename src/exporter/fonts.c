#include "exporter/fonts.h"

#include "base/error.h"
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <string.h>

/* Families that do for a face, the best first. (AR PL UKai sets its marks in the middle, as in Taiwan.) */
static const char *const song[] = {"Noto Serif CJK SC",
                                   "Source Han Serif SC",
                                   "Source Han Serif CN",
                                   "Noto Serif SC",
                                   "SimSun",
                                   "Songti SC",
                                   "STSong",
                                   "AR PL UMing CN",
                                   NULL};
static const char *const hei[] = {
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC",      "SimHei",
    "Microsoft YaHei",  "Heiti SC",           "PingFang SC",        "WenQuanYi Zen Hei", NULL};
static const char *const kai[] = {"LXGW WenKai", "KaiTi", "KaiTi_GB2312", "Kaiti SC", "STKaiti", NULL};
static const char *const fangsong[] = {"FangSong_GB2312", "FangSong", "STFangsong", "FandolFang R", NULL};
static const char *const xiaobiaosong[] = {"FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", NULL};

typedef struct {
  const char *const *families;
  const char *const *instead; /* NULL: what the body has */
  PangoWeight weight;
  const char *label; /* said to be missing; NULL: nothing is said */
} Wish;

static const Wish wishes[KD_STYLES][KD_FACES] = {
    [KD_STYLE_EXAM] = {[KD_FACE_BODY] = {song, hei, PANGO_WEIGHT_NORMAL, "宋体 (Noto Serif CJK SC)"},
                       [KD_FACE_HEAD] = {hei, song, PANGO_WEIGHT_BOLD, "黑体 (Noto Sans CJK SC)"},
                       [KD_FACE_TITLE] = {hei, song, PANGO_WEIGHT_BOLD, NULL},
                       [KD_FACE_NOTE] = {kai, NULL, PANGO_WEIGHT_NORMAL, NULL}},
    [KD_STYLE_GONGWEN] = {[KD_FACE_BODY] = {fangsong, song, PANGO_WEIGHT_NORMAL, "仿宋 (FangSong_GB2312)"},
                          [KD_FACE_HEAD] = {hei, song, PANGO_WEIGHT_NORMAL, "黑体 (Noto Sans CJK SC)"},
                          [KD_FACE_TITLE] = {xiaobiaosong, song, PANGO_WEIGHT_BOLD,
                                             "小标宋 (FZXiaoBiaoSong-B05S)"},
                          [KD_FACE_NOTE] = {kai, NULL, PANGO_WEIGHT_NORMAL, NULL}},
};

/* Is the font that is chosen for a family of that family? It may be known by several names. */
static gboolean has_family(const KdFonts *fonts, const char *family)
{
  g_autoptr(PangoFontDescription) wanted = pango_font_description_new();
  pango_font_description_set_family(wanted, family);
  g_autoptr(PangoFont) font = pango_font_map_load_font(fonts->map, fonts->context, wanted);
  if (!PANGO_IS_FC_FONT(font))
    return FALSE;
  FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
  FcChar8 *name = NULL;
  for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
    if (g_ascii_strcasecmp((const char *)name, family) == 0)
      return TRUE;
  return FALSE;
}

static const char *find_family(const KdFonts *fonts, const char *const *families)
{
  for (guint i = 0; families && families[i]; i++)
    if (has_family(fonts, families[i]))
      return families[i];
  return NULL;
}

/* What is taken where nothing suits. NULL: there is no font. */
static char *name_default(const KdFonts *fonts)
{
  g_autoptr(PangoFontDescription) any = pango_font_description_from_string("serif");
  g_autoptr(PangoFont) font = pango_font_map_load_font(fonts->map, fonts->context, any);
  if (font == NULL)
    return NULL;
  g_autoptr(PangoFontDescription) found = pango_font_describe(font);
  return g_strdup(pango_font_description_get_family(found));
}

static void report_missing(KdFindings *findings, const char *wanted, const char *used)
{
  g_autofree char *detail = g_strdup_printf("%s → %s", wanted, used);
  kd_findings_add(findings, KD_FINDING_FONT_MISSING, (KdPlace){0}, detail);
}

static void set_face(KdFonts *fonts, KdFace face, const char *family, PangoWeight weight)
{
  PangoFontDescription *d = pango_font_description_new();
  pango_font_description_set_family(d, family);
  pango_font_description_set_weight(d, weight);
  fonts->faces[face] = d;
}

static void find_face(KdFonts *fonts, KdFace face, const Wish *wish, const char *last, KdFindings *findings)
{
  const char *family = find_family(fonts, wish->families);
  if (family == NULL && wish->instead == NULL) {
    fonts->faces[face] = pango_font_description_copy(fonts->faces[KD_FACE_BODY]);
    return;
  }
  if (family) {
    /* 小标宋 is bold as it is. */
    set_face(fonts, face, family, wish->families == xiaobiaosong ? PANGO_WEIGHT_NORMAL : wish->weight);
    return;
  }
  family = find_family(fonts, wish->instead);
  set_face(fonts, face, family ? family : last, wish->weight);
  if (wish->label)
    report_missing(findings, wish->label, family ? family : last);
}

/* The family asked for by name stands for body and notes. */
static void find_own(KdFonts *fonts, const char *own, KdFindings *findings)
{
  static const KdFace faces[] = {KD_FACE_BODY, KD_FACE_NOTE};
  if (!has_family(fonts, own)) {
    report_missing(findings, own, pango_font_description_get_family(fonts->faces[KD_FACE_BODY]));
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(faces); i++) {
    pango_font_description_free(fonts->faces[faces[i]]);
    set_face(fonts, faces[i], own, PANGO_WEIGHT_NORMAL);
  }
}

/* One point is one unit of the page; nothing is rounded to the dots of a screen. */
static void prepare_context(PangoContext *context)
{
  cairo_font_options_t *o = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options(context, o);
  cairo_font_options_destroy(o);
  pango_cairo_context_set_resolution(context, 72);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("zh-cn"));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
}

KdFonts *kd_fonts_new(const KdPaperOptions *options, KdFindings *findings, GError **error)
{
  g_autoptr(KdFonts) fonts = g_new0(KdFonts, 1);
  fonts->map = pango_cairo_font_map_new();
  fonts->context = pango_font_map_create_context(fonts->map);
  prepare_context(fonts->context);
  g_autofree char *last = name_default(fonts);
  if (last == NULL) {
    g_set_error_literal(error, KD_ERROR, KD_ERROR_IO, _("there is no font to print with"));
    return NULL;
  }
  for (KdFace face = 0; face < KD_FACES; face++)
    find_face(fonts, face, &wishes[options->style][face], last, findings);
  if (options->font)
    find_own(fonts, options->font, findings);
  return g_steal_pointer(&fonts);
}

void kd_fonts_free(KdFonts *fonts)
{
  if (fonts == NULL)
    return;
  for (KdFace face = 0; face < KD_FACES; face++)
    g_clear_pointer(&fonts->faces[face], pango_font_description_free);
  g_clear_object(&fonts->context);
  g_clear_object(&fonts->map);
  g_free(fonts);
}

PangoFontDescription *kd_fonts_describe(const KdFonts *fonts, KdFace face, double size)
{
  PangoFontDescription *d = pango_font_description_copy(fonts->faces[face]);
  pango_font_description_set_size(d, (int)(size * PANGO_SCALE + 0.5));
  return d;
}
