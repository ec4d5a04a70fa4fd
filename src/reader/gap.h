#pragma once
/* Owns: nothing. The place between two characters of a text, and the clues by which a reader tells what
 * belongs there: the characters on both sides, the clauses they stand in, likenesses between them. Used by
 * reader/gapnet and by the tool that fits it. */

#include <glib.h>

#define KD_GAP_REACH 40 /* characters looked at on either side */
#define KD_GAP_CLUES 64 /* at most so many clues are found */
#define KD_GAP_KEYS (1u << 24)

/* The characters on both sides, the nearest first; 0 from an end of the block on. */
typedef struct {
  gunichar left[KD_GAP_REACH], right[KD_GAP_REACH];
} KdGap;

/* Writes the clues as numbers below KD_GAP_KEYS and returns how many there are. What a number stands for
 * cannot be told from it: few clues that matter share one. */
guint kd_gap_clues(const KdGap *gap, guint32 clues[KD_GAP_CLUES]);
