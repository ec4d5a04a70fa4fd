#pragma once
/* Owns: the bytes of what a command reads, and which files they came from. Used by the commands; lives as
 * long as a command runs. */

#include <glib.h>
#include <sys/types.h>

typedef enum {
  KD_INPUT_TEXT,  /* each file is a text */
  KD_INPUT_LIST,  /* each line of each file names a text */
  KD_INPUT_JSONL, /* each line of each file is {"id": "…", "text": "…"} */
} KdInputMode;

typedef struct {
  char *name;    /* as given, made valid UTF-8; NAME#ID for a line of JSON Lines, NAME:LINE for one
                    that cannot be read */
  char *id;      /* of JSON Lines; NULL else */
  GBytes *bytes; /* NULL: error says why */
  GError *error;
} KdInput;

typedef struct {
  dev_t device;
  ino_t inode;
} KdFileId;

typedef struct {
  GPtrArray *items; /* KdInput * */
  GArray *files;    /* KdFileId of every file read */
} KdInputs;

/* "text", "list", "jsonl"; NULL is text. FALSE with KD_ERROR_USAGE. */
gboolean kd_input_mode_parse(const char *name, KdInputMode *mode, GError **error);

/* Reads all files; "-" is standard input. What cannot be read is an item with an error. NULL only with
 * KD_ERROR_USAGE: no file at all, or standard input twice. */
KdInputs *kd_inputs_read(char **files, KdInputMode mode, GError **error);
void kd_inputs_free(KdInputs *inputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdInputs, kd_inputs_free)

/* Item i, borrowed. */
KdInput *kd_inputs_get(const KdInputs *inputs, guint i);
/* Reads one more file into inputs and returns it, borrowed. */
KdInput *kd_inputs_add(KdInputs *inputs, const char *path);
