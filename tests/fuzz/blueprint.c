/* Bytes → a blueprint, and behind a NUL settings as NAME=VALUE lines → a set of a short text made by them. */
#include "app/blueprint.h"
#include "app/look.h"
#include "target.h"

#include <string.h>

#define PAGE                                                                                                                                \
  "加强村庄治理\n一、健全组织\n要健全村级组织、壮大集体经济、完善服务平台，推动治理重心下移。\n" \
  "二、改进服务\n全面推行“一站办理”，把服务送到群众门口。到2025年，全县建成服务站120个。\n"

typedef struct {
  KdCues *cues;
  KdDocument *document;
} Desk;

static const Desk *get_desk(void)
{
  static Desk desk;
  if (desk.cues == NULL) {
    desk.cues = kd_cues_new();
    g_autoptr(KdFindings) findings = kd_findings_new();
    KdContext ctx = {.cues = desk.cues, .findings = findings, .seed = 1};
    g_autoptr(GBytes) bytes = g_bytes_new_static(PAGE, strlen(PAGE));
    desk.document = kd_pipeline_read(&ctx, "page.txt", NULL, bytes, NULL);
  }
  return &desk;
}

/* What is refused is refused with a reason in valid UTF-8, and changes nothing. */
static void check_refusal(gboolean fine, const GError *error)
{
  g_assert(fine == (error == NULL));
  g_assert(fine || g_utf8_validate(error->message, -1, NULL));
}

static void set_option(KdSettings *settings, const char *line)
{
  g_auto(GStrv) sides = g_strsplit(line, "=", 2);
  if (sides[0] == NULL || sides[1] == NULL)
    return;
  g_autoptr(GError) error = NULL, look_error = NULL;
  gboolean fine = kd_settings_set(settings, sides[0], sides[1], &error);
  check_refusal(fine, error);
  fine = kd_look_set(&settings->export, sides[0], sides[1], &look_error);
  check_refusal(fine, look_error);
}

static void generate(const KdSettings *settings)
{
  const Desk *desk = get_desk();
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdContext ctx = {.cues = desk->cues, .findings = findings, .seed = settings->seed};
  g_autoptr(GPtrArray) documents = g_ptr_array_new();
  g_ptr_array_add(documents, desk->document);
  g_autoptr(KdQuiz) quiz = kd_pipeline_generate(&ctx, documents, &settings->plan);
  g_autoptr(GString) out = g_string_new(NULL);
  KdExportJob job = {quiz, &settings->export, findings};
  gboolean written = kd_exporter_write(kd_exporter_find("text"), &job, out, NULL);
  g_assert(written && g_utf8_validate(out->str, (gssize)out->len, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  const uint8_t *split = len ? memchr(bytes, 0, len) : NULL;
  gsize head = split ? (gsize)(split - bytes) : len;
  g_auto(KdSettings) settings;
  kd_settings_init(&settings);
  g_autoptr(GBytes) data = g_bytes_new_static(bytes, head);
  g_autoptr(GError) error = NULL, unfit = NULL;
  gboolean fine = kd_blueprint_read(&settings, "fuzz.ini", data, &error);
  check_refusal(fine, error);
  g_autofree char *tail = split ? g_strndup((const char *)split + 1, len - head - 1) : g_strdup("");
  g_auto(GStrv) lines = g_strsplit(tail, "\n", 64);
  for (guint i = 0; lines[i]; i++)
    set_option(&settings, lines[i]);
  fine = kd_settings_check(&settings, &unfit);
  check_refusal(fine, unfit);
  if (fine)
    generate(&settings);
  return 0;
}
