#pragma once
/* Owns: nothing. The table of item checks: what may be wrong with an item, whoever wrote it. Used by builder/
 * on everything it makes and by verify on a set read from a file. */

#include "builder/ground.h"
#include "model/quiz.h"

typedef struct {
  const KdContext *ctx;
  const KdGround *ground; /* borrowed; NULL: only what can be told without the sources is checked */
} KdCheckBasis;

typedef struct {
  KdFindingCode code; /* what verify reports: ITEM_… */
  gboolean hard;      /* the item must not be used; FALSE: it could be better */
  /* FALSE: the item has the flaw; then *why may be set to a text that says where, owned by the caller. */
  gboolean (*passes)(const KdCheckBasis *basis, const KdQuestion *q, char **why);
} KdCheck;

guint kd_checks_count(void);
const KdCheck *kd_checks_get(guint i);
/* The name of a check as users see it: "leak". Static. */
const char *kd_check_name(const KdCheck *check);

/* The first hard check that the item fails; NULL: none. *why is set as above; why may be NULL. */
const KdCheck *kd_checks_find_hard(const KdCheckBasis *basis, const KdQuestion *q, char **why);
/* Runs every check over every item of a set and appends a finding to ctx->findings for each flaw, and for
 * each item that asks what an earlier one asks; place.line is the number of the item in the set, the detail
 * begins with its id. Returns the number of hard flaws. */
guint kd_checks_run(const KdCheckBasis *basis, const KdQuiz *quiz, const char *file);
