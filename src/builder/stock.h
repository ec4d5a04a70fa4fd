#pragma once
/* Owns: nothing. The stock of phrases that the program ships (data/stock.txt): what stands in the same place
 * in other texts of the genre. Used by builder/, and by tools/ to count it. */

#include "builder/target.h"

/* Under which keys a target's phrase is counted and looked up, the narrowest first:
 *   o加强|建设  objects, by the end of the verb in front of them and the two characters that they end in
 *   n建设       noun phrases of any role, by the two characters that they end in
 *   v万亿元     numbers, by their unit
 *   sN个··      numeric shorthand, by its build: N for a number, · for another character
 * Empty where there are none. Strings, owned by the array. */
GPtrArray *kd_stock_keys(const char *text, const KdTarget *target);
/* The key of the phrases that stand in lists beside this one. The caller owns it. */
char *kd_stock_company_key(const char *phrase);
/* The phrases under a key, commonest first; none where there are none. */
typedef struct {
  const char *at, *end; /* in the table */
} KdStockPhrases;

KdStockPhrases kd_stock_find(const char *key);
/* The next of them, borrowed, of len bytes; FALSE: that was the last. */
gboolean kd_stock_next(KdStockPhrases *phrases, const char **phrase, gsize *len);
/* Does the phrase stand anywhere in the stock? */
gboolean kd_stock_has(const char *phrase);
/* As the stock prints it: a half-width % behind numbers. The caller owns it. */
char *kd_stock_spell(const char *phrase);
