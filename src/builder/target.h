#pragma once
/* Owns: nothing. Targets: the phrases of a point that can be asked for. Used by the item types and by the
 * pool of phrases; values in the bench's array. */

#include "builder/workshop.h"

/* What a phrase is in its sentence. Phrases stand in for each other only inside a role. */
typedef enum {
  KD_ROLE_MEMBER,    /* member of a list */
  KD_ROLE_CLAUSE,    /* whole clause of a lead sentence */
  KD_ROLE_LEAD,      /* whole lead sentence of a measure */
  KD_ROLE_TERM,      /* fixed phrase in quotation marks */
  KD_ROLE_NUMERIC,   /* numeric shorthand */
  KD_ROLE_VALUE,     /* number with its unit */
  KD_ROLE_SUBJECT,   /* what a definition defines */
  KD_ROLE_PREDICATE, /* what it says of it */
  KD_ROLE_OBJECT,    /* object of a verb */
  KD_ROLE_TAIL,      /* what stands behind the last 的 of a clause */
  KD_ROLES
} KdRole;

typedef struct {
  KdSpan span;
  KdRole role;
  KdSpan verb;   /* of an object: the verb in front of it; empty else */
  guint part;    /* which member or lead it belongs to; 0 where the point has one */
  double weight; /* how much worth asking, 0 … 1 */
} KdTarget;

/* The targets of a point, best first, appended to targets. Edges are where the text itself shows them: the
 * edges of the point's spans, punctuation, quotation marks, the verb table. */
void kd_targets_find(const KdContext *ctx, const KdText *text, const KdPoint *point, GArray *targets);
/* Can the list be trusted, to look at its members: none many times as long as another, no pairs (A与B、C与D),
 * no single letters? */
gboolean kd_list_is_even(const KdContext *ctx, const KdDocument *d, const KdPoint *point);
/* From the first member to the last; FALSE where they do not stand in the order of the text. */
gboolean kd_members_cover(const KdPoint *point, KdSpan *list);
/* Does 等 leave the list open, so that what it does not name may belong to it as well? */
gboolean kd_list_is_open(const KdDocument *d, const KdPoint *point);
/* Do the members look alike to a learner: all open with a verb or none, all hold 和 or 的 or none? Only then
 * does a phrase of the same looks stand beside them as one of them. */
gboolean kd_list_is_alike(const KdContext *ctx, const KdDocument *d, const KdPoint *point);
/* The objects of all clauses of the text, for the pool alone: what else may stand behind the same verb. */
void kd_targets_harvest(const KdContext *ctx, const KdText *text, GArray *targets);
/* Letters of the span. */
guint kd_span_letters(const KdDocument *d, KdSpan span);
