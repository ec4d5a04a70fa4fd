#pragma once
/* Owns: a line on the terminal that says how far long work has come. Used by the commands; there is none
 * where standard error is no terminal. */

#include "app/input.h"
#include "app/messages.h"

/* Shows the line, not before the work has taken a second and not more than a few times a second. */
void kd_progress_show(KdInputsReach reach, KdTalk talk);
/* Takes it away, before anything else is printed and at the end. */
void kd_progress_clear(void);
