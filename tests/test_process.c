/* The program as a process: exit statuses, standard output and error, files whole or not at all, sameness. */
#include "runner.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARTICLE "data/articles/theory-page-2024-06.txt"

/* Runs with up to eight arguments. */
#define RUN(run, options, ...) kd_run_program(run, (const char *const[]){__VA_ARGS__, NULL}, options)

static char *folder_path(const char *folder, const char *name)
{
  return g_build_filename(folder, name, NULL);
}

/* A run that must be refused: status 2, a message, nothing on standard output. */
static void expect_refusal(const char *what, const KdRun *run)
{
  if (run->status != 2)
    kd_test_fail("%s: status %d instead of 2", what, run->status);
  if (run->out_len != 0)
    kd_test_fail("%s: standard output is not empty", what);
  if (run->err[0] == '\0')
    kd_test_fail("%s: no message", what);
}

static void test_version_and_help(void)
{
  static const char *const commands[] = {"generate", "points", "text", "export", "verify"};
  g_auto(KdRun) version = {0};
  RUN(&version, NULL, "--version");
  CU_ASSERT_EQUAL(version.status, 0);
  CU_ASSERT_TRUE(g_str_has_prefix(version.out, "kaodian " KD_VERSION));
  CU_ASSERT_STRING_EQUAL(version.err, "");
  g_auto(KdRun) help = {0};
  RUN(&help, NULL, "--help");
  CU_ASSERT_EQUAL(help.status, 0);
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
    CU_ASSERT_PTR_NOT_NULL(strstr(help.out, commands[i]));
    g_auto(KdRun) own = {0};
    RUN(&own, NULL, commands[i], "--help");
    CU_ASSERT_EQUAL(own.status, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(own.out, "--quiet"));
  }
}

static void test_usage_errors(void)
{
  static const char *const lines[][6] = {
      {"nosuchcommand"},
      {"--nosuchoption"},
      {"generate", "--nosuchoption", ARTICLE},
      {"generate"},
      {"points", "-f", "nosuchformat", ARTICLE},
      {"generate", "-f", "nosuchformat", ARTICLE},
      {"generate", "-n", "x", ARTICLE},
      {"generate", "--seed", "-1", ARTICLE},
      {"generate", "--points", "nosuchkind", ARTICLE},
      {"generate", "--input", "nosuchinput", ARTICLE},
      {"verify"},
      {"export"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_auto(KdRun) run = {0};
    kd_run_program(&run, lines[i], NULL);
    g_autofree char *line = g_strjoinv(" ", (char **)lines[i]);
    expect_refusal(line, &run);
  }
  g_auto(KdRun) none = {0};
  kd_run_program(&none, (const char *const[]){NULL}, NULL);
  expect_refusal("no argument", &none);
}

static void test_input_errors(void)
{
  char *folder = kd_test_folder_new();
  g_autofree char *empty = folder_path(folder, "empty.txt"), *blank = folder_path(folder, "blank.txt");
  g_autofree char *binary = folder_path(folder, "binary.txt"), *absent = folder_path(folder, "absent.txt");
  g_file_set_contents(empty, "", 0, NULL);
  g_file_set_contents(blank, " \n\n\t\n", -1, NULL);
  g_file_set_contents(binary, "\xE7\x94\xB2\xFF\xFF\xFF", -1, NULL);
  const char *const files[] = {empty, blank, binary, absent, folder};
  static const char *const commands[] = {"generate", "points", "text"};
  for (guint c = 0; c < G_N_ELEMENTS(commands); c++)
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
      g_auto(KdRun) run = {0};
      RUN(&run, NULL, commands[c], files[i]);
      expect_refusal(files[i], &run);
      if (strstr(run.err, files[i]) == NULL)
        kd_test_fail("%s: the message does not name the file: %s", files[i], run.err);
    }
  kd_test_folder_free(folder);
}

/* What cannot be written is an error, never a silent loss. */
static void test_output_errors(void)
{
  static const char *const formats[] = {"text", "json", "csv"};
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    KdRunOptions full = {.out_path = "/dev/full"}, closed = {.out_path = ""};
    g_auto(KdRun) a = {0}, b = {0}, c = {0};
    RUN(&a, &full, "generate", "-f", formats[i], ARTICLE);
    expect_refusal("/dev/full", &a);
    RUN(&b, &closed, "generate", "-f", formats[i], ARTICLE);
    expect_refusal("closed standard output", &b);
    RUN(&c, NULL, "generate", "-f", formats[i], "-o", "/nonexistent/out", ARTICLE);
    expect_refusal("no such folder", &c);
  }
  KdRunOptions full = {.out_path = "/dev/full"};
  g_auto(KdRun) help = {0};
  RUN(&help, &full, "--help");
  expect_refusal("help to /dev/full", &help);
}

static guint count_files(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir) != NULL)
    n++;
  return n;
}

/* A disk that fills up leaves the old file as it was, and nothing else behind. */
static void test_full_disk(void)
{
  char *folder = kd_test_folder_new();
  g_autofree char *out = folder_path(folder, "quiz.json"), *bytes = NULL;
  g_file_set_contents(out, "old", -1, NULL);
  KdRunOptions options = {.file_limit = 1000};
  g_auto(KdRun) run = {0};
  RUN(&run, &options, "generate", "-o", out, ARTICLE);
  CU_ASSERT_EQUAL(run.status, 2);
  CU_ASSERT_TRUE(g_file_get_contents(out, &bytes, NULL, NULL));
  CU_ASSERT_STRING_EQUAL(bytes, "old");
  CU_ASSERT_EQUAL(count_files(folder), 1);
  kd_test_folder_free(folder);
}

static void test_output_is_input(void)
{
  char *folder = kd_test_folder_new();
  g_autofree char *in = folder_path(folder, "page.txt"), *link = folder_path(folder, "link.txt"),
                  *bytes = NULL;
  const char *text = "甲的关键是乙。\n";
  g_file_set_contents(in, text, -1, NULL);
  CU_ASSERT_EQUAL(symlink(in, link), 0);
  g_auto(KdRun) same = {0}, linked = {0};
  RUN(&same, NULL, "text", "-o", in, in);
  expect_refusal("output is input", &same);
  RUN(&linked, NULL, "text", "-o", link, in);
  expect_refusal("output links to input", &linked);
  CU_ASSERT_TRUE(g_file_get_contents(in, &bytes, NULL, NULL));
  CU_ASSERT_STRING_EQUAL(bytes, text);
  kd_test_folder_free(folder);
}

static void test_output_replaced(void)
{
  char *folder = kd_test_folder_new();
  g_autofree char *json = folder_path(folder, "quiz.json"), *csv = folder_path(folder, "quiz.csv");
  g_autofree char *long_text = g_strnfill(1000000, 'x'), *bytes = NULL;
  g_file_set_contents(json, long_text, -1, NULL);
  g_auto(KdRun) run = {0};
  RUN(&run, NULL, "generate", "-o", json, "-o", csv, ARTICLE);
  CU_ASSERT_TRUE(run.status <= 1);
  CU_ASSERT_EQUAL(run.out_len, 0);
  CU_ASSERT_TRUE(g_file_get_contents(json, &bytes, NULL, NULL));
  CU_ASSERT_TRUE(g_str_has_prefix(bytes, "{") && strchr(bytes, 'x') != NULL);
  CU_ASSERT_PTR_NULL(strstr(bytes, "xxxx"));
  CU_ASSERT_EQUAL(count_files(folder), 2);
  GStatBuf info;
  mode_t mask = umask(0);
  umask(mask);
  CU_ASSERT_EQUAL(g_stat(csv, &info), 0);
  CU_ASSERT_EQUAL(info.st_mode & 0777, 0666 & ~mask);
  kd_test_folder_free(folder);
}

/* Names of any bytes that a file name may have. */
static void test_file_names(void)
{
  static const char *const names[] = {"a b.txt", "学习材料.txt", "a\nb.txt",
                                      "-a.txt",  "a\"'$.txt",    "a\xFF.txt"};
  char *folder = kd_test_folder_new();
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = folder_path(folder, names[i]);
    g_file_set_contents(path, "甲是乙的关键。\n", -1, NULL);
    KdRunOptions options = {.folder = folder};
    g_auto(KdRun) run = {0};
    RUN(&run, &options, "text", "-f", "json", "--", names[i]);
    if (run.status > 1)
      kd_test_fail("%s: %s", names[i], run.err);
    CU_ASSERT_TRUE(g_utf8_validate(run.out, (gssize)run.out_len, NULL));
  }
  kd_test_folder_free(folder);
}

/* What stands behind the first line, which names the file. */
static const char *skip_line(const char *text)
{
  const char *end = strchr(text, '\n');
  return end != NULL ? end + 1 : "";
}

/* The same bytes from standard input and a file, but for the name. */
static void test_standard_input(void)
{
  KdRunOptions options = {.stdin_path = ARTICLE};
  g_auto(KdRun) piped = {0}, named = {0};
  RUN(&piped, &options, "text", "-");
  RUN(&named, NULL, "text", ARTICLE);
  CU_ASSERT_EQUAL(piped.status, named.status);
  CU_ASSERT_TRUE(piped.out_len > 1000);
  CU_ASSERT_STRING_EQUAL(skip_line(piped.out), skip_line(named.out));
}

/* Neither the locale nor the time nor the run changes a byte. */
static void test_sameness(void)
{
  static const char *const languages[] = {"C", "C.UTF-8", "zh_CN.UTF-8", "tr_TR.UTF-8"};
  static const char *const formats[] = {"json", "csv", "text"};
  for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
    g_auto(KdRun) first = {0};
    RUN(&first, NULL, "generate", "--seed", "7", "-f", formats[f], ARTICLE);
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
      KdRunOptions options = {.language = languages[i]};
      g_auto(KdRun) again = {0};
      RUN(&again, &options, "generate", "--seed", "7", "-f", formats[f], ARTICLE);
      CU_ASSERT_EQUAL(again.status, first.status);
      if (strcmp(again.out, first.out) != 0)
        kd_test_fail("%s differs in locale %s", formats[f], languages[i]);
    }
  }
}

/* The items of a set in JSON: what stands behind its sources, which name the file. */
static const char *find_items(const char *text)
{
  const char *items = strstr(text, "\"questions\"");
  return items != NULL ? items : "";
}

/* A text in another encoding gives the same items. */
static void test_encodings(void)
{
  static const char *const encodings[] = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "GB18030"};
  g_autofree char *text = NULL;
  gsize len = 0;
  CU_ASSERT_TRUE_FATAL(g_file_get_contents(ARTICLE, &text, &len, NULL));
  g_auto(KdRun) first = {0};
  RUN(&first, NULL, "points", ARTICLE);
  CU_ASSERT_TRUE(first.out_len > 1000);
  g_auto(KdRun) set = {0};
  RUN(&set, NULL, "generate", "-f", "json", ARTICLE);
  CU_ASSERT_TRUE(strlen(find_items(set.out)) > 1000);
  char *folder = kd_test_folder_new();
  g_autofree char *path = folder_path(folder, "page.txt");
  for (guint i = 0; i < G_N_ELEMENTS(encodings); i++) {
    gboolean marked = g_str_has_prefix(encodings[i], "UTF-");
    /* "UTF-16" puts a mark in front by itself. */
    g_autofree char *source = g_strconcat(marked && i != 1 ? "\xEF\xBB\xBF" : "", text, NULL);
    gsize written = 0;
    g_autofree char *bytes = g_convert(source, -1, encodings[i], "UTF-8", NULL, &written, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    g_file_set_contents(path, bytes, (gssize)written, NULL);
    g_auto(KdRun) run = {0};
    RUN(&run, NULL, "points", path);
    if (strcmp(skip_line(run.out), skip_line(first.out)) != 0)
      kd_test_fail("%s gives other points", encodings[i]);
    g_auto(KdRun) again = {0};
    RUN(&again, NULL, "generate", "-f", "json", path);
    if (strcmp(find_items(again.out), find_items(set.out)) != 0)
      kd_test_fail("%s gives other items", encodings[i]);
  }
  kd_test_folder_free(folder);
}

/* Standard output and error hold no control characters, no direction marks, no zero-width characters. */
static void test_clean_output(void)
{
  static const char *const bad[] = {
      "\x1B",         "\xC2\x9B",         "\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9",
      "\xD8\x9C",     "\xE2\x80\x8E",     "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xE2\x80\x8F", "\xE2\x80\xAB",
      "\xE2\x80\xAC", "\xE2\x80\xAD",     "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x80\x8C", "\xE2\x80\x8D",
      "\xE2\x81\xA0", "\xF3\xA0\x81\x81", "\xEE\x80\x80", "\xEF\xA3\xBF"};
  char *folder = kd_test_folder_new();
  g_autofree char *path = folder_path(folder, "page\x1B[31m.txt");
  g_autoptr(GString) text = g_string_new("# 健全制度\n\n");
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    g_string_append_printf(text, "要健全制度%s、完善机制、强化%s保障。关键是“四个%s全面”。\n\n", bad[i],
                           bad[i], bad[i]);
  g_file_set_contents(path, text->str, -1, NULL);
  static const char *const commands[][3] = {
      {"text", "text"},     {"text", "json"},        {"points", "text"},    {"points", "json"},
      {"generate", "text"}, {"generate", "json"},    {"generate", "jsonl"}, {"generate", "moodle"},
      {"generate", "html"}, {"generate", "gift"},    {"generate", "aiken"}, {"generate", "wjx"},
      {"generate", "anki"}, {"generate", "wjx-text"}};
  for (guint c = 0; c < G_N_ELEMENTS(commands); c++) {
    g_auto(KdRun) run = {0};
    RUN(&run, NULL, commands[c][0], "-v", "-f", commands[c][1], path);
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
      if (strstr(run.out, bad[i]) != NULL || strstr(run.err, bad[i]) != NULL)
        kd_test_fail("kaodian %s -f %s lets character %u through", commands[c][0], commands[c][1], i);
  }
  kd_test_folder_free(folder);
}

const KdTest kd_tests_process[] = {
    {"version and help", test_version_and_help},
    {"usage errors", test_usage_errors},
    {"input errors", test_input_errors},
    {"output errors", test_output_errors},
    {"full disk", test_full_disk},
    {"output is input", test_output_is_input},
    {"output replaced", test_output_replaced},
    {"file names", test_file_names},
    {"standard input", test_standard_input},
    {"sameness", test_sameness},
    {"encodings", test_encodings},
    {"clean output", test_clean_output},
    {NULL, NULL},
};
