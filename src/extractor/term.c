#include "extractor/detector.h"

static void detect(const KdContext *ctx, const KdDocument *document, GPtrArray *points)
{
  (void)ctx;
  (void)document;
  (void)points;
}

const KdDetector kd_detector_term = {.name = "term", .detect = detect};
