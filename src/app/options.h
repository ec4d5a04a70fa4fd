#pragma once
/* Owns: what stands on the command line. Used by the commands; lives as long as a command runs. Every value
 * is kept as the bytes given: the locale has no say in them. */

#include "app/command.h"
#include "app/look.h"
#include "app/messages.h"
#include "app/settings.h"
#include "exporter/exporter.h"

typedef struct {
  gboolean with_quiz; /* set before parsing: the command writes quiz sets */
  gboolean read_only; /* set before parsing: the command writes nothing */
  gboolean no_texts;  /* set before parsing: the command reads no texts */
  char *format_help;
  char **files;
  char **outputs;     /* NULL: none given */
  char *format;       /* NULL: not given */
  char *input;        /* NULL: not given */
  char *ngrams;       /* NULL: the shipped table */
  gboolean no_ngrams; /* none */
  guint papers;       /* how many; 0: the set as it is */
  char *papers_given; /* NULL: not given */
  gboolean help;
  KdTalk talk;
  KdExportOptions export;
  char *looks[KD_LOOKS];       /* their values as given; NULL: not given */
  gboolean switches[KD_LOOKS]; /* those without a value */
} KdOptions;

/* Reads argv (from argv[1] on) by the entries that every command has and its own, which end in a {0}. FALSE
 * with an error of usage. */
gboolean kd_options_parse(const KdCommand *command, char **argv, const GOptionEntry *own, KdOptions *options,
                          GError **error);
void kd_options_clear(KdOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdOptions, kd_options_clear)

/* The help of a command; the caller owns it. */
char *kd_options_help(const KdCommand *command, const GOptionEntry *own, KdOptions *options);

/* A whole number of the range, in digits alone. text NULL: *n stays. FALSE with KD_ERROR_USAGE. */
gboolean kd_options_number(const char *option, const char *text, KdRange range, guint64 *n, GError **error);
/* The quiz format for an output: the one of its suffix; the one asked for where that has the same
 * suffix or the suffix is not known; else, for standard output, text. NULL with KD_ERROR_USAGE. */
const KdExporter *kd_options_exporter(const KdOptions *options, const char *path, GError **error);
