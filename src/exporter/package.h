#pragma once
/* Owns: the parts of a zip package while it is put together; used by the exporters whose format is one.
 * libarchive writes it: same parts, same bytes (all dates are 1980-01-01). */

#include <glib.h>

typedef struct KdPackage KdPackage;

KdPackage *kd_package_new(void);
void kd_package_free(KdPackage *p);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdPackage, kd_package_free)

/* Adds a part; the bytes are copied. */
void kd_package_add(KdPackage *p, const char *name, const char *data, gsize len);
/* Appends the package to out. FALSE with KD_ERROR_IO: the library failed. */
gboolean kd_package_write(const KdPackage *p, GString *out, GError **error);
