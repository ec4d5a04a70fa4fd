#pragma once
/* Owns: nothing; the generator is a value of the caller's. Used by builder, selector and exporter wherever an
 * order is to look arbitrary and yet be the same on every machine. */

#include <glib.h>

/* PCG32 (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
 * Random Number Generation", HMC-CS-2014-0905): same seed, same numbers, everywhere. GLib's own generator
 * changes with an environment variable. */
typedef struct {
  guint64 state;
  guint64 stream;
} KdRandom;

void kd_random_init(KdRandom *r, guint64 seed, guint64 stream);
guint32 kd_random_next(KdRandom *r);
/* Uniform in 0 … n-1; n ≥ 1. */
guint32 kd_random_below(KdRandom *r, guint32 n);
/* Puts n elements of the given size in an arbitrary order (Fisher and Yates). */
void kd_random_shuffle(KdRandom *r, gpointer array, gsize n, gsize size);
/* FNV-1a of a string, 64 bit: a seed or an id that depends on nothing but the text. */
guint64 kd_hash_string(const char *s);
