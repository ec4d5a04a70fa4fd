#pragma once
/* Owns: a network that tells from the clues of a gap (reader/gap.h) what belongs there, mapped as fit-gaps
 * wrote it. Used inside reader/ and by the tools that fit it; lives as long as the stage that asks.
 *
 * A clue that matters has a row of weights, one a hidden unit; the rows of all clues of a gap are added up.
 * The hidden units are tanh, the outcomes a softmax over them. Form of the file, all numbers little endian:
 * the header KdGapNetHeader; KD_GAPNET_BUCKETS + 1 guint32, the first row of each bucket of keys; the keys,
 * guint32 each, ascending; the rows, gint8 each, in units of `scale`; the bias of each hidden unit, then for
 * each outcome its weights and bias, floats. */

#include "reader/gap.h"

#define KD_GAPNET_MAGIC G_GUINT64_CONSTANT(0x3170616764616B31)
#define KD_GAPNET_HIDDEN 16
#define KD_GAPNET_OUTCOMES 8 /* at most */
#define KD_GAPNET_BUCKETS 4096u
#define KD_GAPNET_BUCKET(key) ((key) / (KD_GAP_KEYS / KD_GAPNET_BUCKETS))

typedef struct {
  guint64 magic;
  guint32 rows;
  guint32 outcomes;
  float scale;
  guint32 reserved;
} KdGapNetHeader;

typedef struct KdGapNet KdGapNet;

/* Takes the bytes over; that they are well formed is asserted: they are part of the program. */
KdGapNet *kd_gapnet_new(GBytes *bytes);
void kd_gapnet_free(KdGapNet *net);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdGapNet, kd_gapnet_free)

/* Probability of each outcome. */
void kd_gapnet_weigh(const KdGapNet *net, const KdGap *gap, double p[KD_GAPNET_OUTCOMES]);
