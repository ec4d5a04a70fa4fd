#pragma once
/* Owns: nothing. Everything that the program says on standard error; used by the commands. Names and texts
 * come from files: what could steer a terminal or turn the direction of writing is replaced. */

#include "base/finding.h"

typedef struct {
  gboolean verbose; /* notes, too */
  gboolean quiet;   /* errors only */
} KdTalk;

/* Calls gettext up. jsonl: error texts become data, which is the same in every locale. */
void kd_messages_init(void);
void kd_messages_untranslate(void);

/* "FILE:LINE:COLUMN: error: text [code]". name: the file that it is about, NULL: the program; a place that
 * the error's text begins with ("NAME:3:14: …") is taken from there. */
void kd_messages_error(const char *name, const GError *error);
/* What has been said. All zero: nothing yet. */
typedef struct {
  guint left_out; /* candidates */
  KdSeverity worst;
} KdSaid;

/* The findings, in their order; adds them to what has been said. */
void kd_messages_findings(const KdFindings *findings, KdTalk talk, KdSaid *said);
/* How many candidates were left out, where any were. */
void kd_messages_left_out(const KdSaid *said, KdTalk talk);
