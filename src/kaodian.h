#pragma once
/* libkaodian: quiz sets from Chinese political-theory study texts. The whole public interface.
 *
 * A session holds the texts read and what was found about them. Functions that fail return NULL or FALSE and
 * set a GError, whose text names the place. All strings are UTF-8. A session and its sets belong to one
 * thread at a time; different sessions do not know of each other. Same texts, same options: same bytes.
 *
 *   KdSession *s = kd_session_new();
 *   if (kd_session_set(s, "number", "20", &error) && kd_session_read(s, "page.txt", bytes, &error)) {
 *     KdSet *set = kd_session_generate(s, &error);
 *     GBytes *csv = set ? kd_set_export(set, s, "csv", &error) : NULL;
 *     …
 *   }
 */

#include <glib.h>

#define KD_API __attribute__((visibility("default")))

G_BEGIN_DECLS

typedef struct KdSession KdSession;
typedef struct KdSet KdSet;

/* "0.1.0", static. */
KD_API const char *kd_library_version(void);

KD_API KdSession *kd_session_new(void);
/* NULL is fine. Sets made in the session live on. */
KD_API void kd_session_free(KdSession *session);

/* Asks for something; names and values are those of the options of kaodian generate: fill, single, multiple,
 * judge, short, order, match, number, seed, total-score (a number); title, by (a text); points (kinds with
 * commas between them); all, no-bom, lf, no-data, csv-raw (yes or no). Of papers: key, paper, columns, style,
 * blank, font; seal, large, no-explanations (yes or no). Of kaoshibao: header-row. */
KD_API gboolean kd_session_set(KdSession *session, const char *option, const char *value, GError **error);

/* Asks for what a blueprint file says, as --blueprint of kaodian generate; name stands in errors. */
KD_API gboolean kd_session_blueprint(KdSession *session, const char *name, GBytes *bytes, GError **error);

/* Reads a text behind those read before: UTF-8, UTF-16 with a byte order mark, or GB18030. name stands in
 * the set and in findings. */
KD_API gboolean kd_session_read(KdSession *session, const char *name, GBytes *bytes, GError **error);
KD_API guint kd_session_count(const KdSession *session);
/* Text number i, from 0, repaired ("kaodian-text/1"), and its key points ("kaodian-points/1") as JSON. The
 * caller owns the bytes. */
KD_API GBytes *kd_session_text(KdSession *session, guint i);
KD_API GBytes *kd_session_points(KdSession *session, guint i);

/* One set of all texts read; it may be smaller than asked for, findings say why. The caller owns it. */
KD_API KdSet *kd_session_generate(KdSession *session, GError **error);
/* Reads a set from the bytes of a quiz file, JSON, CSV or xlsx. The caller owns it. */
KD_API KdSet *kd_session_load(KdSession *session, const char *name, GBytes *bytes, GError **error);

KD_API void kd_set_free(KdSet *set);
KD_API guint kd_set_count(const KdSet *set);
/* The set in a format: json, jsonl, csv, text … The caller owns the bytes. */
KD_API GBytes *kd_set_export(const KdSet *set, KdSession *session, const char *format, GError **error);
/* Re-checks grounding, against the texts read into the session, and item flaws. Returns how many findings
 * that added; sources are known by name or checksum. */
KD_API guint kd_set_verify(const KdSet *set, KdSession *session);

/* What there is to say about texts and sets, in the order in which it was found. */
KD_API guint kd_session_finding_count(const KdSession *session);
/* "FILE:LINE:COLUMN: severity: text [code]"; the caller owns it. */
KD_API char *kd_session_finding(const KdSession *session, guint i);
/* "note", "warning" or "error", static. */
KD_API const char *kd_session_finding_severity(const KdSession *session, guint i);

G_END_DECLS
