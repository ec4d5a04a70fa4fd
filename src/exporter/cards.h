#pragma once
/* Owns: nothing. An item as a card for Anki, in HTML in which nothing can be taken for a mark of Anki's own;
 * used by its two exporters. Appending functions append to out and cannot fail. */

#include "exporter/exporter.h"

/* A fill-in item is a cloze note, with one card a blank; all others have a front and a back. */
gboolean kd_card_is_cloze(const KdQuestion *q);
/* The question with its type and its lettered options; of a fill-in item the text with {{c1::…}} a blank. */
void kd_card_front(GString *out, const KdQuestion *q);
/* The key with the right options in words; of a fill-in item the wordings that are right as well, if any. */
void kd_card_answer(GString *out, const KdQuestion *q);
/* Explanation and source. */
void kd_card_remarks(GString *out, const KdQuiz *quiz, const KdQuestion *q);
/* The item's tags, a blank between two. */
void kd_card_tags(GString *out, const KdQuestion *q);
/* "考点::题目"; a title makes no deck below its own. Papers of one set share it, as they share their notes.
 */
void kd_card_deck(GString *out, const KdQuiz *quiz);
/* What Anki knows the note by, the same in every export. The caller owns it. */
char *kd_card_guid(const KdQuestion *q);
/* What would be taken for a formula; see KdExporter.find_obstacle. */
char *kd_card_find_obstacle(const KdQuestion *q);
