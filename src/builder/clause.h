#pragma once
/* Owns: nothing. How a clause leans on its neighbours, by the cue tables stem-*.txt; used by builder/ only.
 */

#include "base/context.h"
#include "model/document.h"

/* Bytes of the longest entry of a cue table that begins (ends) the span; 0: none does, or the table says of
 * it that it is an ordinary word (ok). */
gsize kd_cue_opens(const KdContext *ctx, const char *table, const char *text, KdSpan s);
gsize kd_cue_closes(const KdContext *ctx, const char *table, const char *text, KdSpan s);
/* Does an entry of the table that is no ordinary word stand anywhere in the span? */
gboolean kd_cue_stands(const KdContext *ctx, const char *table, const char *text, KdSpan s);
/* A string as a span of itself. */
KdSpan kd_string_span(const char *words);

/* Does an adverb in it answer what was said before (我们就一定能…)? */
gboolean kd_clause_answers(const KdContext *ctx, const char *text, KdSpan clause);
/* Does the clause go on from the one before it (才…, 使…, 以…)? */
gboolean kd_clause_leans_back(const KdContext *ctx, const char *text, KdSpan clause);
/* Does it need the clause behind it (只有…, 随着…, 为了…)? */
gboolean kd_clause_leans_forward(const KdContext *ctx, const char *text, KdSpan clause);
/* Does it open with a word that points out of the stem (其 这 此外 …)? */
gboolean kd_text_dangles(const KdContext *ctx, const char *text, gsize len);
/* Does it hold a pronoun whose noun must stand before it? */
gboolean kd_text_has_pronoun(const KdContext *ctx, const char *text, gsize len);
/* Does it hold a word that means something only where it was said (笔者, 昨天, 上述 …)? */
gboolean kd_text_is_deictic(const KdContext *ctx, const char *text, gsize len);
/* Bytes of the joining word that the clause opens with (同时, 因此 …); 0: none. */
gsize kd_clause_connective(const KdContext *ctx, const char *text, KdSpan clause);

/* The verb and the object of a clause 要着力|健全|社区治理机制; FALSE: the clause is not of that form. Both
 * spans lie in the clause; the object goes to its end. */
gboolean kd_clause_split(const KdContext *ctx, const char *text, KdSpan clause, KdSpan *verb, KdSpan *object);
/* Is the object one noun phrase, as far as the tables can tell: no verb with an object of its own and no word
 * of object-breaks.txt in it? */
gboolean kd_object_is_plain(const KdContext *ctx, const char *text, KdSpan object);
/* Does the phrase open with a verb of the table object-verbs.txt? */
gboolean kd_phrase_opens_with_verb(const KdContext *ctx, const char *text, gsize len);
/* Is anything said in the span, as far as the tables can tell, or is a thing only named
 * (政审、审计和审核类材料)? */
gboolean kd_text_has_verb(const KdContext *ctx, const char *text, KdSpan s);
