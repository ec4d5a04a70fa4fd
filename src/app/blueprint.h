#pragma once
/* Owns: nothing after it returns. A blueprint file (命题细目表) → what a set is to be. Used by generate and
 * by the public library. */

#include "app/settings.h"

/* Reads a blueprint, text in any encoding that texts may have, in groups of KEY=VALUE (the key file of GLib,
 * # begins a comment):
 *
 *   [试卷]      标题 署名 题数 总分
 *
 *   [填空题]    题数 分值 (of one item, halves allowed); so for every item type, by name
 *
 *   [难度]      易 中 难: shares of the items, in any unit (5 3 2, or 50 30 20)
 *
 *   [标题占比]  words of a heading = percent of the items that are to come from under it
 *
 * What is said there is set in settings, and may be set otherwise afterwards. FALSE with KD_ERROR_FORMAT or
 * KD_ERROR_ENCODING, "NAME:LINE:1: …". */
gboolean kd_blueprint_read(KdSettings *settings, const char *name, GBytes *bytes, GError **error);
