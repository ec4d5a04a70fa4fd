#pragma once
/* Owns: nothing between calls. How likely it is that a mark was lost at a column wrap, by the n-gram table
 * and by what stands around the wrap. Used by reader/ and by the tool that fits the weights. */

#include "base/ngrams.h"
#include "reader/gapnet.h"
#include "reader/grams.h"
#include "reader/measure.h"

/* What may have been lost. */
typedef enum {
  KD_LOST_NOTHING,
  KD_LOST_PAUSE,     /* 、 */
  KD_LOST_COMMA,     /* ， */
  KD_LOST_STOP,      /* 。 */
  KD_LOST_SEMICOLON, /* ； */
  KD_LOST_COLON,     /* ： */
  KD_LOST_CLASSES
} KdLostClass;

gunichar kd_lost_mark(KdLostClass c);
/* May a mark have been lost between these two characters? */
gboolean kd_may_be_lost(gunichar left, gunichar right);

#define KD_ODDS_FEATURES 92

#define KD_ODDS_HIDDEN 24
#define KD_ODDS_NETS 2

/* A network with one hidden layer of tanh units. */
typedef struct {
  float hidden[KD_ODDS_HIDDEN][KD_ODDS_FEATURES];
  float out[KD_LOST_CLASSES][KD_ODDS_HIDDEN + 1]; /* the last is the bias */
} KdOddsNet;

/* Several, each fitted from another beginning: their mean is right more often than any of them. */
typedef struct {
  KdOddsNet nets[KD_ODDS_NETS];
} KdOddsWeights;

/* Reads the weights that fit-marks wrote, the struct as it lies in memory on a little-endian machine.
 * Asserted to be well formed: they are part of the program. */
void kd_odds_read(GBytes *bytes, KdOddsWeights *weights);

/* What is known of a wrap in front of glyph i, kd_may_be_lost there. */
typedef struct {
  const KdNgrams *ngrams;
  const KdGapNet *gaps; /* of the task "marks" */
  const KdGrams *grams; /* of the page itself */
  KdMeasure measure;    /* of the article */
} KdOddsBasis;

/* What the network alone makes of the wrap: the probability that a mark was lost. Cheap, and where it is near
 * nothing, the features change nothing about it. */
double kd_odds_glance(const KdOddsBasis *basis, const KdDraft *d, guint i);
void kd_odds_features(const KdOddsBasis *basis, const KdDraft *d, guint i, double features[KD_ODDS_FEATURES]);
/* Probability of each class, by one network … */
void kd_odds_weigh_net(const KdOddsNet *net, const double features[KD_ODDS_FEATURES],
                       double p[KD_LOST_CLASSES]);
/* … and by all of them. */
void kd_odds_weigh(const KdOddsWeights *weights, const double features[KD_ODDS_FEATURES],
                   double p[KD_LOST_CLASSES]);
/* The likeliest mark. */
KdLostClass kd_odds_likeliest(const double p[KD_LOST_CLASSES]);
