#include "app/messages.h"

#include "app/progress.h"
#include "base/error.h"
#include "base/utf8.h"
#include <glib/gi18n.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

/* The folder of the program, NULL where the system does not tell. */
static char *find_program_folder(void)
{
  g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
  return exe ? g_path_get_dirname(exe) : NULL;
}

void kd_messages_init(void)
{
  setlocale(LC_MESSAGES, "");
  setlocale(LC_CTYPE, "");
  /* Run from where it was built, the program finds the catalogues there. */
  g_autofree char *folder = find_program_folder();
  g_autofree char *built = folder ? g_build_filename(folder, "data", "po", NULL) : NULL;
  bindtextdomain("kaodian", built && g_file_test(built, G_FILE_TEST_IS_DIR) ? built : KD_LOCALEDIR);
  bind_textdomain_codeset("kaodian", "UTF-8");
  textdomain("kaodian");
}

void kd_messages_untranslate(void)
{
  setlocale(LC_MESSAGES, "C");
}

/* One write a line, so that lines of several processes do not mix. */
static void print_line(const char *line)
{
  g_autofree char *clean = kd_printable_dup(line);
  g_autofree char *whole = g_strconcat(clean, "\n", NULL);
  kd_progress_clear();
  fputs(whole, stderr);
}

static const char *error_code_name(const GError *error)
{
  static const char *const names[] = {
      [KD_ERROR_USAGE] = "usage",   [KD_ERROR_IO] = "io",       [KD_ERROR_ENCODING] = "encoding",
      [KD_ERROR_FORMAT] = "format", [KD_ERROR_EMPTY] = "empty", [KD_ERROR_UNSUPPORTED] = "unsupported"};
  if (error->domain == G_OPTION_ERROR)
    return names[KD_ERROR_USAGE];
  return error->domain == KD_ERROR ? names[error->code] : names[KD_ERROR_IO];
}

/* How much of the text is the place, "NAME:3:14"; 0 when it does not begin with NAME. */
static gsize place_length(const char *name, const char *text)
{
  gsize n = strlen(name);
  if (n == 0 || strncmp(text, name, n) != 0)
    return 0;
  gsize end = n + strspn(text + n, ":0123456789");
  /* The colon that ends the place is followed by a blank. */
  return end > n && text[end - 1] == ':' && text[end] == ' ' ? end - 1 : 0;
}

/* The name in front of the error of an output, "NAME: why"; 0 when the error is of another sort. */
static gsize output_length(const GError *error)
{
  const char *end = g_error_matches(error, KD_ERROR, KD_ERROR_IO) ? strstr(error->message, ": ") : NULL;
  return end ? (gsize)(end - error->message) : 0;
}

void kd_messages_error(const char *name, const GError *error)
{
  const char *text = error->message;
  gsize place = name ? place_length(name, text) : output_length(error);
  g_autofree char *where = place ? g_strndup(text, place) : g_strdup(name ? name : "kaodian");
  g_autofree char *line = g_strdup_printf("%s: %s: %s [%s]", where, _("error"),
                                          place ? text + place + 2 : text, error_code_name(error));
  print_line(line);
}

static gboolean is_left_out(KdFindingCode code)
{
  return g_str_has_prefix(kd_finding_code_name(code), "left-out-");
}

static const char *severity_word(KdSeverity s)
{
  static const char *const words[] = {[KD_SEVERITY_NOTE] = N_("note"),
                                      [KD_SEVERITY_WARNING] = N_("warning"),
                                      [KD_SEVERITY_ERROR] = N_("error")};
  return _(words[s]);
}

static void print_finding(const KdFinding *f)
{
  g_autofree char *line = kd_finding_line(f, severity_word(f->severity), _(kd_finding_message(f->code)));
  print_line(line);
}

void kd_messages_findings(const KdFindings *findings, KdTalk talk, KdSaid *said)
{
  for (guint i = 0; i < kd_findings_count(findings); i++) {
    const KdFinding *f = kd_findings_get(findings, i);
    said->left_out += is_left_out(f->code);
    said->worst = MAX(said->worst, f->severity);
    gboolean wanted = f->severity == KD_SEVERITY_NOTE      ? talk.verbose
                      : f->severity == KD_SEVERITY_WARNING ? !talk.quiet
                                                           : TRUE;
    if (wanted)
      print_finding(f);
  }
}

void kd_messages_left_out(const KdSaid *said, KdTalk talk)
{
  if (said->left_out == 0 || talk.quiet)
    return;
  g_autofree char *count =
      g_strdup_printf(ngettext("%u candidate item was left out; --report FILE says why",
                               "%u candidate items were left out; --report FILE says why", said->left_out),
                      said->left_out);
  g_autofree char *line = g_strdup_printf("kaodian: %s: %s [left-out]", _("note"), count);
  print_line(line);
}
