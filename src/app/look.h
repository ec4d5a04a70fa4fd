#pragma once
/* Owns: nothing. How a printed paper is asked for by name and value: one table for the command line and for
 * the library's settings. Used by app/ only. */

#include "exporter/exporter.h"

/* How many such options there are. */
#define KD_LOOKS 10

typedef struct {
  const char *name;  /* "key" */
  const char *help;  /* English, for gettext */
  const char *value; /* what stands for the value in a help; NULL: a switch */
} KdLook;

/* In the order of the help. */
const KdLook *kd_look_get(guint i);
/* Asks for something; a switch takes "yes" or "no". FALSE with KD_ERROR_USAGE, also where there is no such
 * option. The options own the name of the font: kd_look_clear. */
gboolean kd_look_set(KdExportOptions *o, const char *name, const char *value, GError **error);
void kd_look_clear(KdExportOptions *o);
