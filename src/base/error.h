#pragma once
/* Owns: the error domain. Used by reader, exporter, importer and app; the other stages cannot fail. */

#include <glib.h>

#define KD_ERROR (kd_error_quark())

typedef enum {
  KD_ERROR_USAGE,       /* a command line that asks for what cannot be */
  KD_ERROR_IO,          /* a file that cannot be read or written */
  KD_ERROR_ENCODING,    /* bytes that are no text in any encoding read here */
  KD_ERROR_FORMAT,      /* a quiz file that is not of the form it claims */
  KD_ERROR_EMPTY,       /* a text with nothing in it */
  KD_ERROR_UNSUPPORTED, /* a file of a sort that is not read here */
} KdError;

GQuark kd_error_quark(void);
