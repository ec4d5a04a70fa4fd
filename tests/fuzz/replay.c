/* Runs a fuzz target on files, without libFuzzer:
 *   replay [--variants N] [--every] [--noise N] FILE…
 * With --variants also on N shortened and N changed copies of each file and on N texts put together from its
 * pieces; with --every on each file cut short at every byte, and with each of its bytes changed; with --noise
 * on N inputs of random bytes and N of random characters. Which, follows from the files alone. */
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

static void run_every(const char *bytes, gsize len)
{
  g_autofree char *changed = g_memdup2(bytes, len);
  for (gsize i = 0; i < len; i++) {
    run_bytes(bytes, i);
    changed[i] = (char)(bytes[i] ^ (1 << i % 8));
    run_bytes(changed, len);
    changed[i] = bytes[i];
  }
}

/* Pieces of a text, up to a line long, put together in another order. */
static void run_shuffled(const char *bytes, gsize len, guint n)
{
  KdRandom random;
  kd_random_init(&random, len, 4);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < n && len > 0; i++) {
    g_string_truncate(text, 0);
    for (guint pieces = 2 + kd_random_below(&random, 30); pieces > 0; pieces--) {
      gsize from = kd_random_below(&random, (guint32)len),
            to = MIN(len, from + 1 + kd_random_below(&random, 100));
      while (from > 0 && ((guchar)bytes[from] & 0xC0) == 0x80)
        from--;
      while (to < len && ((guchar)bytes[to] & 0xC0) == 0x80)
        to++;
      g_string_append_len(text, bytes + from, (gssize)(to - from));
    }
    run_bytes(text->str, text->len);
  }
}

/* Characters as they stand in texts, thrown together. */
static void run_babble(guint n)
{
  static const char *const words[] = {"党", "的",     "建设",   "要", "一", "二", "2024",     "年",
                                      "％", "，",     "。",     "、", "：", "；", "“",        "”",
                                      "《", "》",     "（",     "）", "——", "……", "\n",       "\n\n",
                                      "# ", "　",     " ",      "\t", "①",  "\"", "\xCC\x81", "\xE2\x80\x8B",
                                      "A",  "关键是", "第一，", "{",  "}",  "[",  ",",        ":"};
  KdRandom random;
  kd_random_init(&random, n, 3);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    g_string_truncate(text, 0);
    for (guint left = kd_random_below(&random, 1u << (1 + i % 10)); left > 0; left--)
      g_string_append(text, words[kd_random_below(&random, G_N_ELEMENTS(words))]);
    run_bytes(text->str, text->len);
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
  guint n = 0, noise = 0;
  gboolean every = FALSE;
  for (; first < argc && g_str_has_prefix(argv[first], "--"); first++) {
    if (strcmp(argv[first], "--every") == 0)
      every = TRUE;
    else if (first + 1 < argc && strcmp(argv[first], "--variants") == 0)
      n = (guint)g_ascii_strtoull(argv[++first], NULL, 10);
    else if (first + 1 < argc && strcmp(argv[first], "--noise") == 0)
      noise = (guint)g_ascii_strtoull(argv[++first], NULL, 10);
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
    run_shuffled(bytes, len, n);
    if (every)
      run_every(bytes, len);
  }
  run_noise(noise);
  run_babble(noise);
  printf("%u inputs\n", runs);
  return 0;
}
