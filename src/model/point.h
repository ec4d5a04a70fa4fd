#pragma once
/* Owns: key points, what a careful reader would mark in a text. Made by extractor/, read by builder/ and the
 * points exporter; live as long as the array that holds them, and mean something only beside their document.
 */

#include "model/document.h"

/* Why a point was made: the rows of rules.def. */
typedef enum {
#define RULE(id, detector, name, description) KD_RULE_##id,
#include "model/rules.def"
#undef RULE
  KD_RULES
} KdPointRule;

/* "speech-verb" … */
const char *kd_rule_name(KdPointRule rule);
/* The detector that goes by it. */
const char *kd_rule_detector(KdPointRule rule);
/* What it says, in Chinese. */
const char *kd_rule_description(KdPointRule rule);

/* A rule and the words of the text that it goes by; empty: the rule goes by form alone. */
typedef struct {
  KdPointRule rule;
  KdSpan sign;
} KdReason;

/* A point has no more reasons than this. */
#define KD_REASONS_MAX 4u

typedef enum {
  KD_POINT_MEASURES,
  KD_POINT_ORDINALS,
  KD_POINT_SERIES,
  KD_POINT_SHORTHAND,
  KD_POINT_QUOTE,
  KD_POINT_FIGURE,
  KD_POINT_DEFINITION,
  KD_POINT_TERM,
  KD_POINT_KINDS
} KdPointKind;

/* "measures", "ordinals" … as in the contract. */
const char *kd_point_kind_name(KdPointKind k);
/* FALSE when no kind has this name. */
gboolean kd_point_kind_parse(const char *name, KdPointKind *kind);

typedef struct {
  KdPointKind kind;
  guint32 article; /* index */
  KdSpan head;     /* what they are; speaker of a quote; the term; what a figure measures; empty: not known */
  KdSpan text;     /* the clause or sentence that states it; of a quote the words without their marks; of a
                      definition what the head is said to be */
  KdSpan value;    /* figure: number with unit; empty else */
  KdSpan occasion; /* quote: where or when it was said; empty: not known */
  GArray *members; /* KdSpan, in order; empty where the kind has none */
  gboolean ordered;     /* the order of the members means something (ordinals, steps) */
  double confidence;    /* 0 … 1: of the points given 0.9, nine in ten are right */
  const char *detector; /* static: name of the detector that made it */
  KdReason reasons[KD_REASONS_MAX];
  guint n_reasons; /* at least 1 of what the extractor hands on */
} KdPoint;

KdPoint *kd_point_new(KdPointKind kind, const char *detector);
void kd_point_free(KdPoint *p);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdPoint, kd_point_free)

void kd_point_add_member(KdPoint *p, KdSpan member);
KdSpan kd_point_member(const KdPoint *p, guint i);
/* Adds a rule that speaks for the point; one more than there is room for is not kept. */
void kd_point_add_reason(KdPoint *p, KdPointRule rule, KdSpan sign);
/* Where the point begins: its first member, else its text, value or head. */
guint32 kd_point_start(const KdPoint *p);
/* From the first to the last byte of text, members and value; the head is not counted: it may be far off. */
KdSpan kd_point_extent(const KdPoint *p);
/* Does a repair other than width lie inside its text, its value or one of its members? */
gboolean kd_point_is_repaired(const KdPoint *p, const KdDocument *d);
/* "p-5c0e9a31": made from kind, head, members, text and value, so that an unchanged passage keeps it. The
 * caller owns it. */
char *kd_point_id(const KdPoint *p, const KdDocument *d);
