#pragma once
/* Owns: nothing; the data compiled into the program. Used by base/ and whoever loads a table; static. */

#include <gio/gio.h>

/* A file of data/ that data/kaodian.gresource.xml lists, by its path there ("marks.bin"); that it is listed
 * is asserted. The caller owns the bytes, which are not copied. */
GBytes *kd_data_get(const char *path);
