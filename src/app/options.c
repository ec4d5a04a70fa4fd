#include "app/options.h"

#include "base/error.h"
#include "selector/papers.h"
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static gboolean fail(GError **error, const char *option, const char *value, const char *why)
{
  g_set_error(error, KD_ERROR, KD_ERROR_USAGE, "%s %s: %s", option, value, why);
  return FALSE;
}

/* The names of the formats that the command writes; the caller owns the text. */
static char *list_formats(const KdOptions *o)
{
  if (!o->with_quiz)
    return g_strdup("text, json, jsonl");
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < kd_exporter_count(); i++)
    g_string_append_printf(names, "%s%s", i ? ", " : "", kd_exporter_get(i)->name);
  return g_string_free(names, FALSE);
}

static void add_output_entries(GOptionContext *context, KdOptions *o)
{
  g_autofree char *formats = list_formats(o);
  g_free(o->format_help);
  o->format_help = g_strdup_printf(_("Write this format: %s"), formats);
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &o->outputs,
       N_("Write to FILE, - is standard output; may be repeated; the suffix says the format"), N_("FILE")},
      {"format", 'f', 0, G_OPTION_ARG_FILENAME, &o->format, o->format_help, N_("FORMAT")},
      {"input", 0, 0, G_OPTION_ARG_FILENAME, &o->input,
       N_("What FILE holds: text, list (a name a line) or jsonl (an object with id and text a line)"),
       N_("KIND")},
      {0}};
  g_option_context_add_main_entries(context, entries, NULL);
}

static void add_reader_entries(GOptionContext *context, KdOptions *o)
{
  const GOptionEntry entries[] = {{"ngrams", 0, 0, G_OPTION_ARG_FILENAME, &o->ngrams,
                                   N_("Judge lost marks by this table of n-grams instead of the shipped one"),
                                   N_("FILE")},
                                  {"no-ngrams", 0, 0, G_OPTION_ARG_NONE, &o->no_ngrams,
                                   N_("Judge lost marks by the text's own evidence alone"), NULL},
                                  {0}};
  g_option_context_add_main_entries(context, entries, NULL);
}

static void add_look_entries(GOptionContext *context, KdOptions *o)
{
  GOptionEntry entries[KD_LOOKS + 1] = {0};
  for (guint i = 0; i < KD_LOOKS; i++) {
    const KdLook *look = kd_look_get(i);
    entries[i] = (GOptionEntry){.long_name = look->name,
                                .arg = look->value ? G_OPTION_ARG_FILENAME : G_OPTION_ARG_NONE,
                                .arg_data = look->value ? (gpointer)&o->looks[i] : &o->switches[i],
                                .description = look->help,
                                .arg_description = look->value};
  }
  const GOptionEntry papers[] = {
      {"papers", 0, 0, G_OPTION_ARG_FILENAME, &o->papers_given,
       N_("N papers A, B … of the same items in another order, in files NAME-A.SUFFIX …"), "N"},
      {0}};
  g_option_context_add_main_entries(context, papers, NULL);
  g_option_context_add_main_entries(context, entries, NULL);
}

static gboolean take_papers(KdOptions *o, GError **error)
{
  guint64 n = 0;
  if (!kd_options_number("--papers", o->papers_given, (KdRange){KD_PAPERS_LEAST, KD_PAPERS_MOST}, &n, error))
    return FALSE;
  o->papers = (guint)n;
  return TRUE;
}

static gboolean take_looks(KdOptions *o, GError **error)
{
  for (guint i = 0; i < KD_LOOKS; i++) {
    const char *value = o->switches[i] ? "yes" : o->looks[i];
    if (value && !kd_look_set(&o->export, kd_look_get(i)->name, value, error))
      return FALSE;
  }
  return TRUE;
}

static void add_entries(GOptionContext *context, KdOptions *o)
{
  const GOptionEntry csv[] = {
      {"no-bom", 0, 0, G_OPTION_ARG_NONE, &o->export.csv_no_bom, N_("CSV: no byte order mark"), NULL},
      {"lf", 0, 0, G_OPTION_ARG_NONE, &o->export.csv_lf, N_("CSV: lines end in LF"), NULL},
      {"no-data", 0, 0, G_OPTION_ARG_NONE, &o->export.csv_no_data, N_("CSV: without the column 数据"), NULL},
      {"csv-raw", 0, 0, G_OPTION_ARG_NONE, &o->export.csv_raw,
       N_("CSV: leave cells alone that a spreadsheet would run as a formula"), NULL},
      {0}};
  const GOptionEntry common[] = {
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &o->talk.verbose, N_("Print notes, too"), NULL},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->talk.quiet, N_("Print errors only"), NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, N_("Show this help"), NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
      {0}};
  if (!o->read_only)
    add_output_entries(context, o);
  if (!o->no_texts)
    add_reader_entries(context, o);
  if (o->with_quiz) {
    g_option_context_add_main_entries(context, csv, NULL);
    add_look_entries(context, o);
  }
  g_option_context_add_main_entries(context, common, NULL);
}

static GOptionContext *make_context(const KdCommand *c, const GOptionEntry *own, KdOptions *o)
{
  g_autofree char *name = g_strdup_printf("kaodian %s", c->name);
  g_set_prgname(name);
  GOptionContext *context = g_option_context_new(c->arguments);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_translation_domain(context, "kaodian");
  g_autofree char *tail = g_strdup_printf("%s\n%s", _("Examples:"), c->examples);
  g_option_context_set_summary(context, _(c->summary));
  g_option_context_set_description(context, tail);
  if (own)
    g_option_context_add_main_entries(context, own, NULL);
  add_entries(context, o);
  return context;
}

gboolean kd_options_parse(const KdCommand *command, char **argv, const GOptionEntry *own, KdOptions *options,
                          GError **error)
{
  g_autoptr(GOptionContext) context = make_context(command, own, options);
  g_auto(GStrv) copy = g_strdupv(argv);
  return g_option_context_parse_strv(context, &copy, error) && take_looks(options, error) &&
         take_papers(options, error);
}

char *kd_options_help(const KdCommand *command, const GOptionEntry *own, KdOptions *options)
{
  g_autoptr(GOptionContext) context = make_context(command, own, options);
  return g_option_context_get_help(context, TRUE, NULL);
}

void kd_options_clear(KdOptions *o)
{
  g_strfreev(o->files);
  g_strfreev(o->outputs);
  g_free(o->format);
  g_free(o->format_help);
  g_free(o->input);
  g_free(o->ngrams);
  g_free(o->papers_given);
  for (guint i = 0; i < KD_LOOKS; i++)
    g_free(o->looks[i]);
  kd_look_clear(&o->export);
}

gboolean kd_options_number(const char *option, const char *text, KdRange range, guint64 *n, GError **error)
{
  g_autofree char *why = text ? kd_whole_parse(text, range, n) : NULL;
  return why == NULL || fail(error, option, text, why);
}

const KdExporter *kd_options_exporter(const KdOptions *o, const char *path, GError **error)
{
  const KdExporter *asked = o->format ? kd_exporter_find(o->format) : NULL;
  const KdExporter *by_suffix = kd_exporter_find_suffix(path);
  if (o->format && asked == NULL) {
    g_autofree char *names = list_formats(o);
    g_set_error(error, KD_ERROR, KD_ERROR_USAGE, _("--format %s: not one of %s"), o->format, names);
    return NULL;
  }
  if (asked && (by_suffix == NULL || g_strcmp0(asked->suffix, by_suffix->suffix) == 0))
    return asked;
  if (by_suffix || strcmp(path, "-") == 0)
    return by_suffix ? by_suffix : kd_exporter_find("text");
  fail(error, "--output", path, _("the suffix names no format; --format FORMAT says it"));
  return NULL;
}
