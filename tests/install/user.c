/* A program that uses libkaodian as installed: prints the quiz set of a text as JSON. */
#include <kaodian.h>

#include <stdio.h>

static int make_set(KdSession *session, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize len = 0;
  if (!g_file_get_contents(path, &text, &len, error))
    return 2;
  g_autoptr(GBytes) bytes = g_bytes_new(text, len);
  if (!kd_session_read(session, path, bytes, error))
    return 2;
  KdSet *set = kd_session_generate(session, error);
  if (set == NULL)
    return 2;
  g_autoptr(GBytes) json = kd_set_export(set, session, "json", error);
  kd_set_free(set);
  if (json == NULL)
    return 2;
  fwrite(g_bytes_get_data(json, NULL), 1, g_bytes_get_size(json), stdout);
  return 0;
}

int main(int argc, char **argv)
{
  if (argc != 2)
    return 2;
  g_autoptr(GError) error = NULL;
  KdSession *session = kd_session_new();
  int status = make_set(session, argv[1], &error);
  if (status != 0)
    fprintf(stderr, "%s\n", error->message);
  kd_session_free(session);
  return status;
}
