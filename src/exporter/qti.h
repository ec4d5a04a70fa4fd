#pragma once
/* Owns: nothing after it returns. A set as a package of QTI: a document an item, a test that keeps their
 * order and points, a manifest; used by the exporters qti22 and qti30. */

#include "exporter/exporter.h"
#include "exporter/qti_xml.h"

/* Appends the package to out. FALSE with KD_ERROR_IO: the library that packs failed. */
gboolean kd_qti_write(const KdQtiDialect *dialect, const KdExportJob *job, GString *out, GError **error);
