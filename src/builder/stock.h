#pragma once
/* Owns: nothing. The stock of phrases that the program ships (data/cues/stock.txt): what stands in the same
 * place in other texts of the genre. Used by builder/, and by tools/ to count it. */

#include "builder/target.h"

/* Under which key a target's phrase is counted and looked up: objects by the verb in front of them and the
 * two characters that they end in. Other roles have no stock: what stands in for them elsewhere is too often
 * right here, or nothing that anybody would choose. NULL: none. The caller
 * owns it. */
char *kd_stock_key(const char *text, const KdTarget *target);
/* The phrases under a key, commonest first; empty where there are none. The caller owns them. */
GStrv kd_stock_find(const KdContext *ctx, const char *key);
/* Does the phrase stand anywhere in the stock? */
gboolean kd_stock_has(const KdContext *ctx, const char *phrase);
