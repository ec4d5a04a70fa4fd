#pragma once
/* Owns: a table of character n-grams of the genre, counted by count-ngrams, mapped as it lies on disk. Used
 * by the reader to tell how well two pieces of text go together; read only, lives as long as the run.
 *
 * Form of the file, all numbers little endian: the header KdNgramsHeader; the characters of the vocabulary,
 * guint32 each, ascending; their counts, guint32 each; then `buckets` buckets of four guint16. A bucket holds
 * n-grams of two to five tokens: the upper eleven bits are a fingerprint (never 0), the lower five the count
 * as a power of KD_NGRAMS_STEP. A bucket's place and the fingerprint follow from the hash of the tokens, each
 * n-gram standing in one of two buckets (cuckoo hashing; Fan and others, "Cuckoo Filter: Practically Better
 * Than Bloom", CoNEXT 2014). About one n-gram in 250 that was never seen is found by mistake. */

#include <glib.h>

#define KD_NGRAMS_MAGIC G_GUINT64_CONSTANT(0x316D6172676E646B) /* "kdngram1" */
#define KD_NGRAMS_ORDER 5
#define KD_NGRAMS_STEP 1.45
#define KD_NGRAMS_SLOTS 4 /* of a bucket */

typedef struct {
  guint64 magic;
  guint32 vocabulary; /* characters */
  guint32 buckets;
  guint64 tokens; /* read in all */
} KdNgramsHeader;

/* A token: the number of a character in the vocabulary, or one of these. */
enum { KD_TOKEN_UNKNOWN = 0, KD_TOKEN_EDGE = 1, KD_TOKEN_FIRST = 2 };

typedef struct KdNgrams KdNgrams;

/* Maps the table of this file; path NULL: the one compiled in. NULL with KD_ERROR_IO or KD_ERROR_FORMAT. */
KdNgrams *kd_ngrams_open(const char *path, GError **error);
void kd_ngrams_free(KdNgrams *n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdNgrams, kd_ngrams_free)

/* How many tokens were read when the table was counted. */
guint64 kd_ngrams_tokens(const KdNgrams *n);
/* The token of a character: digits of either width are one, Latin letters another. */
guint16 kd_ngrams_token(const KdNgrams *n, gunichar c);
/* Natural logarithm of the probability of the last of len tokens behind the others; at most KD_NGRAMS_ORDER
 * of them are looked at (stupid back-off; Brants and others, "Large Language Models in Machine Translation",
 * EMNLP 2007). */
double kd_ngrams_score(const KdNgrams *n, const guint16 *tokens, guint len);

/* How often the tokens, at most KD_NGRAMS_ORDER of them, were seen, by a half exact; 0: never or hardly. */
double kd_ngrams_count(const KdNgrams *n, const guint16 *tokens, guint len);

/* For the tool that makes tables. */
guint64 kd_ngrams_hash(const guint16 *tokens, guint len);
gunichar kd_ngrams_class(gunichar c);
