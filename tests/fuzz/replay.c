/* Runs a fuzz target on files, without libFuzzer:
 *   replay [--variants N] FILE…
 * With N, also on N shortened and N changed copies of each file and on N inputs of random bytes; which,
 * follows from the files alone. */
#include "base/random.h"
#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VARIED_LEN 16384

static guint runs;

static void run_bytes(const char *bytes, gsize len)
{
  /* A copy of exactly this size, so that reading past its end is seen. */
  g_autofree guint8 *copy = g_malloc(MAX(len, 1));
  memcpy(copy, bytes, len);
  LLVMFuzzerTestOneInput(copy, len);
  runs++;
}

static void run_variants(const char *bytes, gsize len, guint n)
{
  KdRandom random;
  kd_random_init(&random, len, 1);
  for (guint i = 0; i < n && len > 0; i++)
    run_bytes(bytes, kd_random_below(&random, (guint32)len));
  g_autofree char *changed = g_memdup2(bytes, len);
  for (guint i = 0; i < n && len > 0; i++) {
    guint32 at = kd_random_below(&random, (guint32)len);
    changed[at] = (char)kd_random_next(&random);
    run_bytes(changed, len);
    changed[at] = bytes[at];
  }
}

static void run_noise(guint n)
{
  KdRandom random;
  kd_random_init(&random, n, 2);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  for (guint i = 0; i < n; i++) {
    g_byte_array_set_size(bytes, kd_random_below(&random, 1u << (4 + i % 13)));
    for (guint j = 0; j < bytes->len; j++)
      bytes->data[j] = (guint8)kd_random_next(&random);
    run_bytes((const char *)bytes->data, bytes->len);
  }
}

int main(int argc, char **argv)
{
  int first = 1;
  guint n = 0;
  if (argc > 2 && strcmp(argv[1], "--variants") == 0) {
    n = (guint)g_ascii_strtoull(argv[2], NULL, 10);
    first = 3;
  }
  for (int i = first; i < argc; i++) {
    g_autofree char *bytes = NULL;
    gsize len = 0;
    if (!g_file_get_contents(argv[i], &bytes, &len, NULL)) {
      fprintf(stderr, "cannot read %s\n", argv[i]);
      return 2;
    }
    run_bytes(bytes, len);
    /* Of long files fewer variants, at least two. */
    run_variants(bytes, len, n > 0 ? MAX(2, n / (guint)(1 + len / VARIED_LEN)) : 0);
  }
  run_noise(n);
  printf("%u inputs\n", runs);
  return 0;
}
