#pragma once
/* Owns: nothing. What a fuzz target is: libFuzzer's entry, called by libFuzzer or by replay.c. */

#include <stddef.h>
#include <stdint.h>

/* Handles one input; returns 0. Stops the process where something is wrong. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
