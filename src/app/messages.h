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
/* The findings, in their order; after them how many candidates were left out. */
void kd_messages_findings(const KdFindings *findings, KdTalk talk);
/* The exit status that the findings ask for. */
int kd_messages_status(const KdFindings *findings);
