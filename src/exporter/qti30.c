/* 1EdTech QTI 3.0: https://www.imsglobal.org/spec/qti/v3p0/impl. */

#include "exporter/qti.h"
#include "exporter/qti_item.h"
#include <glib/gi18n-lib.h>

#define SPACE "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
#define PACKAGE_SPACE "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
#define HOME "https://purl.imsglobal.org/spec/qti/v3p0/"

static const KdQtiDialect dialect = {
    .hyphens = TRUE,
    .content_body = TRUE,
    /* qti-components 7 fails on an empty answer otherwise. */
    .case_sensitive = "true",
    .item_space = SPACE,
    .item_place = SPACE " " HOME "schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    .match_correct = HOME "rptemplates/match_correct.xml",
    .map_response = HOME "rptemplates/map_response.xml",
    .package_space = PACKAGE_SPACE,
    .package_place = PACKAGE_SPACE " " HOME "schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    .package_schema = "QTI Package",
    .package_version = "3.0.0",
    .item_type = "imsqti_item_xmlv3p0",
    .test_type = "imsqti_test_xmlv3p0",
};

static gboolean write_qti30(const KdExportJob *job, GString *out, GError **error)
{
  return kd_qti_write(&dialect, job, out, error);
}

const KdExporter kd_exporter_qti30 = {
    .name = "qti30",
    .suffix = ".zip",
    .summary = N_("1EdTech QTI 3.0, a package of items and a test of them; each blank scores alone, ordering "
                  "and matching as a whole"),
    .proof = KD_PROOF_STANDARD,
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE},
    .find_obstacle = kd_qti_item_obstacle,
    .write = write_qti30,
};
