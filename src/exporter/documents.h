#pragma once
/* Owns: nothing. How documents and their key points are written; used by app/ and the tests. Every function
 * appends to out and cannot fail. */

#include "model/point.h"

/* The repaired text and the repairs, as in the contract: one object; pretty: over several lines. */
void kd_text_write_json(const KdDocument *d, gboolean pretty, GString *out);
/* The same for people to read: marks that were put back and broken places shown where they stand, by colours
 * of a terminal (ECMA-48) or by brackets. */
void kd_text_write_plain(const KdDocument *d, gboolean colour, GString *out);

typedef struct {
  gboolean pretty;  /* JSON over several lines */
  gboolean explain; /* the rules that made each point, and the words that they go by */
} KdPointsStyle;

/* The key points; points: KdPoint *, in text order. */
void kd_points_write_json(const KdDocument *d, const GPtrArray *points, KdPointsStyle style, GString *out);
void kd_points_write_plain(const KdDocument *d, const GPtrArray *points, KdPointsStyle style, GString *out);
