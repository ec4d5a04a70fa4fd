#pragma once
/* Owns: nothing. The table of item checks: what may be wrong with an item, whoever wrote it. Used by builder/
 * on everything it makes and by verify on a set read from a file. */

#include "builder/ground.h"
#include "model/quiz.h"

typedef struct {
  KdFindingCode code; /* what verify reports: ITEM_… */
  gboolean hard;      /* the item must not be used; FALSE: it could be better */
  /* FALSE: the item has the flaw; then *why may be set to a text that says where, owned by the caller. */
  gboolean (*passes)(const KdQuestion *q, const KdGround *ground, char **why);
} KdCheck;

guint kd_checks_count(void);
const KdCheck *kd_checks_get(guint i);
/* The name of a check as users see it: "leak". Static. */
const char *kd_check_name(const KdCheck *check);

/* The first hard check that the item fails; NULL: none. why as above, may be NULL. ground NULL: only what can
 * be told without the sources. */
const KdCheck *kd_checks_find_hard(const KdQuestion *q, const KdGround *ground, char **why);
/* Runs every check over every item of a set and appends a finding for each flaw, and for each pair of items
 * that are the same; place.line is the number of the item in the set, the detail names its id. Returns the
 * number of hard flaws. ground as above. */
guint kd_checks_run(const KdQuiz *quiz, const KdGround *ground, const char *file, KdFindings *findings);
