#pragma once
/* Owns: nothing. What a command is; used by app/ only. */

#include <glib.h>

typedef enum {
  KD_EXIT_DONE = 0,     /* notes at most */
  KD_EXIT_WARNINGS = 1, /* done, with warnings */
  KD_EXIT_FAILED = 2,   /* usage, input or output */
  KD_EXIT_INTERNAL = 3
} KdExit;

/* One command, one file src/app/NAME.c. Texts are English and pass through gettext where they are shown. */
typedef struct {
  const char *name;
  const char *arguments; /* "FILE…" */
  const char *summary;
  const char *examples;       /* shown at the end of its help, not translated */
  KdExit (*run)(char **argv); /* argv[0] is the command; a NULL ends it */
} KdCommand;

extern const KdCommand kd_command_generate;
extern const KdCommand kd_command_points;
extern const KdCommand kd_command_text;
extern const KdCommand kd_command_export;
extern const KdCommand kd_command_verify;

/* Runs the program. */
int kd_app_run(int argc, char **argv);
