#pragma once
/* Owns: nothing. Splits a block of the document's text into sentences and clauses; used by the reader only.
 */

#include "model/document.h"

/* Appends the sentences and clauses of block i to the document and sets the block's range; a title or heading
 * is one sentence, meta and noise have none. A closing quotation mark or bracket behind an end mark belongs
 * to the sentence; inside quotation marks 。 ends a sentence only where the quotation ends and the sentence
 * does not go on. Marks in brackets, numbers and addresses end nothing. Call in the order of the blocks. */
void kd_sentences_split(KdDocument *d, guint32 i);
