#include "extractor/extractor.h"

#include "extractor/detector.h"

static const KdDetector *const detectors[] = {
#define DETECTOR(name) &kd_detector_##name,
#include "extractor/detectors.def"
#undef DETECTOR
};

static void free_point(gpointer p)
{
  kd_point_free(p);
}

GPtrArray *kd_extractor_extract(const KdContext *ctx, const KdDocument *document)
{
  GPtrArray *points = g_ptr_array_new_with_free_func(free_point);
  for (guint i = 0; i < G_N_ELEMENTS(detectors); i++)
    detectors[i]->detect(ctx, document, points);
  return points;
}
