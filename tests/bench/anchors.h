#pragma once
/* Owns: nothing. Work of known speed on a text, to measure beside ours; used by tests/bench only. Libraries
 * that are not there are left out. */

#include <glib.h>

#define KD_ANCHOR_BASE "mbrtowc loop"

typedef struct KdAnchorTools KdAnchorTools; /* compiled patterns, buffers */

KdAnchorTools *kd_anchor_tools_new(void);
void kd_anchor_tools_free(KdAnchorTools *tools);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdAnchorTools, kd_anchor_tools_free)

typedef struct {
  const char *name;
  void (*run)(KdAnchorTools *tools, const char *text, gsize len);
} KdAnchor;

guint kd_anchors_count(void);
const KdAnchor *kd_anchors_get(guint i);
