/* IMS QTI 2.2: https://www.imsglobal.org/question/. */

#include "exporter/qti.h"
#include "exporter/qti_item.h"
#include <glib/gi18n-lib.h>

#define SPACE "http://www.imsglobal.org/xsd/imsqti_v2p2"
#define PACKAGE_SPACE "http://www.imsglobal.org/xsd/imscp_v1p1"
/* Those of 2.1 are the ones that programs know. */
#define TEMPLATES "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"

static const KdQtiDialect dialect = {
    .case_sensitive = "false",
    .item_space = SPACE,
    .item_place = SPACE " http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    .match_correct = TEMPLATES "match_correct",
    .map_response = TEMPLATES "map_response",
    .package_space = PACKAGE_SPACE,
    .package_place = PACKAGE_SPACE " http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    .package_schema = "QTIv2.2 Package",
    .package_version = "1.0.0",
    .item_type = "imsqti_item_xmlv2p2",
    .test_type = "imsqti_test_xmlv2p2",
};

static gboolean write_qti22(const KdExportJob *job, GString *out, GError **error)
{
  return kd_qti_write(&dialect, job, out, error);
}

const KdExporter kd_exporter_qti22 = {
    .name = "qti22",
    .suffix = ".zip",
    .summary = N_("IMS QTI 2.2, a package of items and a test of them; each blank scores alone, ordering and "
                  "matching as a whole"),
    .proof = KD_PROOF_STANDARD,
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE},
    .find_obstacle = kd_qti_item_obstacle,
    .write = write_qti22,
};
