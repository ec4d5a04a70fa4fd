#pragma once
/* Owns: findings, what is to be said about a text or a quiz set. Any stage may append; only app/ prints.
 * A sink lives as long as the run. */

#include <glib.h>

typedef enum { KD_SEVERITY_NOTE, KD_SEVERITY_WARNING, KD_SEVERITY_ERROR } KdSeverity;

typedef enum {
#define FINDING(id, severity, message, label) KD_FINDING_##id,
#include "base/findings.def"
#undef FINDING
  KD_FINDING_COUNT
} KdFindingCode;

typedef struct {
  KdFindingCode code;
  KdSeverity severity;
  char *file;   /* owned; NULL: no file */
  guint line;   /* from 1; 0: none */
  guint column; /* in characters, from 1; 0: none */
  char *detail; /* owned; NULL: none */
} KdFinding;

typedef struct KdFindings KdFindings;

KdFindings *kd_findings_new(void);
void kd_findings_free(KdFindings *f);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdFindings, kd_findings_free)

/* Where a finding belongs. */
typedef struct {
  const char *file; /* borrowed; NULL: none */
  guint line, column;
} KdPlace;

/* Appends a finding; detail may be NULL. */
void kd_findings_add(KdFindings *f, KdFindingCode code, KdPlace place, const char *detail);
guint kd_findings_count(const KdFindings *f);
/* Forgets all. */
void kd_findings_clear(KdFindings *f);
const KdFinding *kd_findings_get(const KdFindings *f, guint i);
/* How many findings of this code there are. */
guint kd_findings_count_code(const KdFindings *f, KdFindingCode code);
/* The worst severity present; NOTE when there is none. */
KdSeverity kd_findings_worst(const KdFindings *f);

/* The code as users see it: "short-set". */
const char *kd_finding_code_name(KdFindingCode code);
/* English message, to be passed through gettext by app/. */
const char *kd_finding_message(KdFindingCode code);
/* What the report calls it, in Chinese. */
const char *kd_finding_label(KdFindingCode code);
const char *kd_severity_name(KdSeverity s);
/* "FILE:LINE:COLUMN: severity: message: detail [code]" in the words given; the caller owns it. */
char *kd_finding_line(const KdFinding *f, const char *severity, const char *message);
