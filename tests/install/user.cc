// The interface from C++: prints the quiz set of a text as JSON.
#include <kaodian.h>

#include <cstdio>
#include <memory>

int main(int argc, char **argv)
{
  if (argc != 2)
    return 2;
  std::unique_ptr<KdSession, decltype(&kd_session_free)> session(kd_session_new(), kd_session_free);
  char *text = nullptr;
  gsize len = 0;
  if (!g_file_get_contents(argv[1], &text, &len, nullptr))
    return 2;
  GBytes *bytes = g_bytes_new_take(text, len);
  bool fine = kd_session_read(session.get(), argv[1], bytes, nullptr);
  g_bytes_unref(bytes);
  if (!fine)
    return 2;
  std::unique_ptr<KdSet, decltype(&kd_set_free)> set(kd_session_generate(session.get(), nullptr),
                                                     kd_set_free);
  GBytes *json = kd_set_export(set.get(), session.get(), "json", nullptr);
  std::fwrite(g_bytes_get_data(json, nullptr), 1, g_bytes_get_size(json), stdout);
  g_bytes_unref(json);
  return 0;
}
