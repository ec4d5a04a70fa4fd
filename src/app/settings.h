#pragma once
/* Owns: what a set is to be, as it is asked for by name and value. Used by generate and by the public
 * library, so that both know the same options under the same names. */

#include "app/pipeline.h"

typedef struct {
  KdPlan plan; /* its texts belong to the settings */
  guint64 seed;
  KdExportOptions export;
  char *title, *by;
} KdSettings;

typedef struct {
  guint64 least, most;
} KdRange;

/* A whole number of the range, in digits alone. NULL: it is one; else why not, which the caller owns. */
char *kd_whole_parse(const char *text, KdRange range, guint64 *n);

/* Nothing asked for. */
void kd_settings_init(KdSettings *s);
void kd_settings_clear(KdSettings *s);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KdSettings, kd_settings_clear)

/* Asks for something: fill, single, multiple, judge, short, order, match, number, seed, total-score with a
 * number; title, by with a text; points with a list of kinds; all, no-bom, lf, no-data, csv-raw with "yes" or
 * "no". FALSE with KD_ERROR_USAGE. */
gboolean kd_settings_set(KdSettings *s, const char *name, const char *value, GError **error);
/* Does what is asked for go together? FALSE with KD_ERROR_USAGE. */
gboolean kd_settings_check(const KdSettings *s, GError **error);
