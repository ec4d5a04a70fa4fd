#pragma once
/* Owns: which files a command reads, and the one that is being read. Used by the commands; lives as long as a
 * command runs. Texts are read one at a time, when they are asked for. */

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
  gboolean
      fatal; /* the error is of a list, or of a file of JSON Lines: nobody knows what texts are missing */
} KdInput;

void kd_input_free(KdInput *in);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdInput, kd_input_free)

typedef struct {
  dev_t device;
  ino_t inode;
} KdFileId;

typedef struct KdInputs KdInputs;

/* "text", "list", "jsonl"; NULL is text. FALSE with KD_ERROR_USAGE. */
gboolean kd_input_mode_parse(const char *name, KdInputMode *mode, GError **error);

/* Looks at all files, "-" is standard input; of them only lists of names are read. NULL only with
 * KD_ERROR_USAGE: no file at all, or standard input twice. */
KdInputs *kd_inputs_new(char **files, KdInputMode mode, GError **error);
void kd_inputs_free(KdInputs *inputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdInputs, kd_inputs_free)

/* Reads the next text, the caller's; NULL: there is none. What cannot be read is an input with an error. A
 * line of JSON Lines comes as soon as it can be read, before the one behind it is. */
KdInput *kd_inputs_next(KdInputs *inputs);
/* Reads one more file, the caller's. */
KdInput *kd_inputs_read(KdInputs *inputs, const char *path);
/* KdFileId of every file that is read or is going to be. */
const GArray *kd_inputs_files(const KdInputs *inputs);

/* How far the reading has come. */
typedef struct {
  guint64 bytes, all_bytes; /* all_bytes 0: nobody knows */
  guint files, all_files;
} KdInputsReach;
KdInputsReach kd_inputs_reach(const KdInputs *inputs);
