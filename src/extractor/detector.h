#pragma once
/* Owns: nothing. What a detector is; used by the detectors and the driver of extractor/. */

#include "base/context.h"
#include "extractor/scan.h"
#include "model/point.h"

/* A detector finds the key points of one kind in the document that was scanned. It appends what it finds and
 * knows nothing of the other detectors; overlaps are the driver's. */
typedef struct {
  const char *name;
  void (*detect)(const KdContext *ctx, const KdScan *scan, GPtrArray *points);
} KdDetector;

#define DETECTOR(name) extern const KdDetector kd_detector_##name;
#include "extractor/detectors.def"
#undef DETECTOR
