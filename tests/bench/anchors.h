#pragma once
/* Owns: nothing. Work of known speed on a text, to measure beside ours; used by tests/bench only. Libraries
 * that are not there are left out. */

#include <glib.h>

#define KD_YARDSTICK "mbrtowc loop"

typedef struct KdYardTools KdYardTools; /* compiled patterns, buffers */

KdYardTools *kd_yard_tools_new(void);
void kd_yard_tools_free(KdYardTools *tools);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdYardTools, kd_yard_tools_free)

typedef struct {
  const char *name;
  void (*run)(KdYardTools *tools, const char *text, gsize len);
} KdYardstick;

guint kd_yardsticks_count(void);
const KdYardstick *kd_yardsticks_get(guint i);
