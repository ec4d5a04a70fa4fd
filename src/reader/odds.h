#pragma once
/* Owns: nothing between calls. How likely it is that a mark was lost at a column wrap, by the n-gram table
 * and by what stands around the wrap. Used by reader/ and by the tool that fits the weights. */

#include "base/ngrams.h"
#include "reader/grams.h"

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

#define KD_ODDS_FEATURES 56

#define KD_ODDS_HIDDEN 32

/* A network with one hidden layer of tanh units. */
typedef struct {
  double hidden[KD_ODDS_HIDDEN][KD_ODDS_FEATURES];
  double out[KD_LOST_CLASSES][KD_ODDS_HIDDEN + 1]; /* the last is the bias */
} KdOddsWeights;

/* Reads the weights that fit-marks wrote: a line a class, numbers parted by blanks, "#" before a comment.
 * Asserted to be well formed: they are part of the program. */
void kd_odds_parse(const char *text, KdOddsWeights *weights);

/* What is known of a wrap in front of glyph i, a letter behind a letter. */
typedef struct {
  const KdNgrams *ngrams;
  const KdGrams *grams; /* of the page itself */
} KdOddsBasis;

void kd_odds_features(const KdOddsBasis *basis, const KdDraft *d, guint i, double features[KD_ODDS_FEATURES]);
/* Probability of each class. */
void kd_odds_weigh(const KdOddsWeights *weights, const double features[KD_ODDS_FEATURES],
                   double p[KD_LOST_CLASSES]);
