/* Bytes → the documents of a file of JSON Lines, and the names of a list. */
#include "app/input.h"
#include "target.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static KdInputs *open_inputs(int file, KdInputMode mode)
{
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", file);
  char *files[] = {path, NULL};
  g_autoptr(GError) error = NULL;
  KdInputs *inputs = kd_inputs_new(files, mode, &error);
  g_assert(inputs != NULL && error == NULL);
  return inputs;
}

/* Each is a text or an error, and both can be shown. */
static void check_input(const KdInput *in)
{
  g_assert((in->bytes == NULL) == (in->error != NULL));
  g_assert(g_utf8_validate(in->name, -1, NULL));
  g_assert(in->id == NULL || g_utf8_validate(in->id, -1, NULL));
  g_assert(in->error == NULL || g_utf8_validate(in->error->message, -1, NULL));
  gsize len = 0;
  const char *text = in->bytes ? g_bytes_get_data(in->bytes, &len) : "";
  g_assert(g_utf8_validate(text, (gssize)len, NULL));
}

static guint count_lines(const uint8_t *bytes, size_t len)
{
  guint n = 0;
  for (size_t i = 0; i < len; i++)
    n += bytes[i] == '\n';
  return n + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  static int file = -1;
  if (file < 0)
    file = memfd_create("input", MFD_CLOEXEC);
  gboolean written = ftruncate(file, 0) == 0 && pwrite(file, bytes, len, 0) == (ssize_t)len;
  g_assert(written);
  g_autoptr(KdInputs) inputs = open_inputs(file, KD_INPUT_JSONL);
  guint n = 0;
  for (KdInput *next; (next = kd_inputs_next(inputs)); n++) {
    g_autoptr(KdInput) in = next;
    check_input(in);
  }
  g_assert(n <= count_lines(bytes, len));
  KdInputsReach reach = kd_inputs_reach(inputs);
  g_assert(reach.bytes == len && reach.files == 1);
  /* What a list names is looked at, not read. */
  g_autoptr(KdInputs) list = open_inputs(file, KD_INPUT_LIST);
  g_assert(kd_inputs_files(list) != NULL);
  return 0;
}
