#include "app/command.h"
#include "app/job.h"
#include "base/error.h"
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const KdCommand *const commands[] = {&kd_command_generate, &kd_command_points, &kd_command_text,
                                            &kd_command_export, &kd_command_verify};

#define FAULT_STACK 65536 /* bytes */

/* A failed assertion has said on standard error what is wrong; the status tells scripts. */
static void end_internal(int signal)
{
  (void)signal;
  _exit(KD_EXIT_INTERNAL);
}

/* Where memory is so short that GLib cannot even say so, it calls itself until the stack is full. */
static void end_fault(int signal)
{
  static const char text[] = "kaodian: error: out of memory, or a fault of the program [internal]\n";
  gssize written = write(STDERR_FILENO, text, sizeof text - 1);
  (void)signal;
  (void)written;
  _exit(KD_EXIT_INTERNAL);
}

/* On a stack of its own. A tool that looks for faults has put its own handler there, which stays. */
static void catch_faults(void)
{
  static gpointer stack; /* to the end of the program */
  static const int faults[] = {SIGSEGV, SIGBUS};
  struct sigaction own = {.sa_handler = end_fault, .sa_flags = SA_ONSTACK}, before;
  stack = g_malloc(FAULT_STACK);
  if (sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = FAULT_STACK}, NULL) != 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++)
    if (sigaction(faults[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
      sigaction(faults[i], &own, NULL);
}

/* A standard descriptor that is closed would be taken by the next file opened, which would then be written
 * to in its place. */
static void occupy_descriptors(void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0) {
      int filler = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
      (void)filler;
    }
}

static char *make_help(void)
{
  g_autoptr(GString) help = g_string_new(NULL);
  g_string_append_printf(help, "%s\n", _("Usage: kaodian COMMAND [OPTION…] FILE…"));
  g_string_append_printf(help, "       %s\n\n", "kaodian --help | --version");
  g_string_append_printf(help, "%s\n\n", _("Makes quiz sets from Chinese political-theory study texts."));
  g_string_append_printf(help, "%s\n", _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    g_string_append_printf(help, "  %-10s %s\n", commands[i]->name, _(commands[i]->summary));
  g_string_append_printf(help, "\n%s\n\n", _("kaodian COMMAND --help lists the options of a command."));
  g_string_append_printf(help, "%s\n  kaodian generate -o quiz.json -o quiz.csv page.txt\n", _("Example:"));
  return g_string_free(g_steal_pointer(&help), FALSE);
}

static const KdCommand *find_command(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

/* Options in front of the command; after them argv[0] is the command. */
static gboolean parse_global(char ***argv, gboolean *help, gboolean *version, GError **error)
{
  const GOptionEntry entries[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL},
                                  {"version", 'V', 0, G_OPTION_ARG_NONE, version, NULL, NULL},
                                  {0}};
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_strict_posix(context, TRUE);
  g_option_context_add_main_entries(context, entries, NULL);
  return g_option_context_parse_strv(context, argv, error);
}

static KdExit run_command(char **argv)
{
  g_autoptr(GError) error = NULL;
  const KdCommand *command = find_command(argv[0]);
  if (command)
    return command->run(argv);
  g_set_error(&error, KD_ERROR, KD_ERROR_USAGE, _("%s: no such command; see kaodian --help"), argv[0]);
  return kd_job_fail(error);
}

int kd_app_run(int argc, char **argv)
{
  (void)argc;
  occupy_descriptors();
  /* A closed pipe and a file that may not grow are errors of writing, with a message. */
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  signal(SIGABRT, end_internal);
  signal(SIGTRAP, end_internal);
  catch_faults();
  kd_messages_init();
  gboolean help = FALSE, version = FALSE;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) copy = g_strdupv(argv);
  if (!parse_global(&copy, &help, &version, &error))
    return kd_job_fail(error);
  g_autofree char *text = make_help();
  if (help)
    return kd_job_print(text);
  if (version)
    return kd_job_print("kaodian " KD_VERSION "\nMIT License\n");
  guint first = copy[0] && copy[1] && strcmp(copy[1], "--") == 0 ? 2 : 1;
  if (copy[0] && copy[first])
    return run_command(copy + first);
  g_set_error_literal(&error, KD_ERROR, KD_ERROR_USAGE, _("no command given; see kaodian --help"));
  return kd_job_fail(error);
}
