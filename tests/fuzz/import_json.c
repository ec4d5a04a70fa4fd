/* Bytes → a quiz set from JSON, checked and written again. */
#include "import.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  kd_fuzz_import("fuzz.json", bytes, len);
  return 0;
}
