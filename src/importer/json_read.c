#include "importer/json_read.h"

#include "base/error.h"
#include "base/utf8.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_DEPTH 64

typedef struct {
  const char *text, *end;
  const char *at;
  guint depth;
  GArray *starts;  /* guint32: where each value begins, in the order of the text */
  const char *why; /* NULL: no error yet */
} Scanner;

static gboolean stop(Scanner *s, const char *why)
{
  if (s->why == NULL)
    s->why = why;
  return FALSE;
}

static void skip_blanks(Scanner *s)
{
  while (s->at < s->end && strchr(" \t\r\n", *s->at))
    s->at++;
}

/* Takes the character when it is the next one. */
static gboolean take(Scanner *s, char c)
{
  if (s->at >= s->end || *s->at != c)
    return FALSE;
  s->at++;
  return TRUE;
}

/* Four hexadecimal digits; -1 when they are not there. */
static int take_hex(Scanner *s)
{
  int n = 0;
  for (int i = 0; i < 4; i++, s->at++) {
    if (s->at >= s->end || !g_ascii_isxdigit(*s->at))
      return -1;
    n = n * 16 + g_ascii_xdigit_value(*s->at);
  }
  return n;
}

static gboolean scan_unicode(Scanner *s)
{
  int n = take_hex(s);
  if (n < 0)
    return stop(s, N_("\\u without four hexadecimal digits"));
  if (n == 0)
    return stop(s, N_("\\u0000 in a string"));
  if (n < 0xD800 || n > 0xDFFF)
    return TRUE;
  gboolean pair = n < 0xDC00 && take(s, '\\') && take(s, 'u');
  int low = pair ? take_hex(s) : 0;
  return (low >= 0xDC00 && low <= 0xDFFF) || stop(s, N_("half of a surrogate pair"));
}

static gboolean scan_escape(Scanner *s)
{
  if (take(s, 'u'))
    return scan_unicode(s);
  if (s->at < s->end && strchr("\"\\/bfnrt", *s->at)) {
    s->at++;
    return TRUE;
  }
  return stop(s, N_("unknown escape in a string"));
}

static gboolean scan_string(Scanner *s)
{
  s->at++;
  while (s->at < s->end && *s->at != '"') {
    if ((guchar)*s->at < 0x20)
      return stop(s, N_("control character in a string; a line break is written \\n"));
    if (*s->at++ == '\\' && !scan_escape(s))
      return FALSE;
  }
  return take(s, '"') || stop(s, N_("string without an end"));
}

static gboolean take_digits(Scanner *s)
{
  const char *start = s->at;
  while (s->at < s->end && g_ascii_isdigit(*s->at))
    s->at++;
  return s->at > start;
}

static gboolean scan_number(Scanner *s)
{
  take(s, '-');
  gboolean fine = take(s, '0') || take_digits(s);
  if (fine && take(s, '.'))
    fine = take_digits(s);
  if (fine && (take(s, 'e') || take(s, 'E'))) {
    if (!take(s, '+'))
      take(s, '-');
    fine = take_digits(s);
  }
  return fine || stop(s, N_("not a number"));
}

static gboolean scan_word(Scanner *s)
{
  static const char *const words[] = {"true", "false", "null"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize n = strlen(words[i]);
    if ((gsize)(s->end - s->at) < n || memcmp(s->at, words[i], n) != 0)
      continue;
    s->at += n;
    return TRUE;
  }
  return stop(s, s->at == s->end ? N_("the text ends here, but a value is missing") : N_("not a JSON value"));
}

static gboolean scan_value(Scanner *s);

static gboolean scan_member(Scanner *s)
{
  skip_blanks(s);
  if (s->at >= s->end || *s->at != '"')
    return stop(s, N_("a key in quotation marks is missing"));
  if (!scan_string(s))
    return FALSE;
  skip_blanks(s);
  return take(s, ':') ? scan_value(s) : stop(s, N_("a colon is missing behind the key"));
}

/* The inside of {} or [], behind the opening bracket. */
static gboolean scan_members(Scanner *s, char close, gboolean (*scan)(Scanner *))
{
  if (++s->depth > MOST_DEPTH)
    return stop(s, N_("nested too deeply"));
  skip_blanks(s);
  if (!take(s, close)) {
    do
      if (!scan(s))
        return FALSE;
    while (skip_blanks(s), take(s, ','));
    if (!take(s, close))
      return stop(s, close == '}' ? N_("a comma or } is missing") : N_("a comma or ] is missing"));
  }
  s->depth--;
  return TRUE;
}

static gboolean scan_value(Scanner *s)
{
  skip_blanks(s);
  guint32 start = (guint32)(s->at - s->text);
  g_array_append_val(s->starts, start);
  if (take(s, '{'))
    return scan_members(s, '}', scan_member);
  if (take(s, '['))
    return scan_members(s, ']', scan_value);
  if (s->at < s->end && *s->at == '"')
    return scan_string(s);
  if (s->at < s->end && (*s->at == '-' || g_ascii_isdigit(*s->at)))
    return scan_number(s);
  return scan_word(s);
}

static gboolean scan_text(Scanner *s)
{
  if (!scan_value(s))
    return FALSE;
  skip_blanks(s);
  return s->at == s->end || stop(s, N_("something stands behind the end"));
}

static void find_lines(KdJson *j, gsize len)
{
  j->lines = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 start = 0;
  g_array_append_val(j->lines, start);
  for (const char *p = j->text; (p = memchr(p, '\n', len - (gsize)(p - j->text))); p++) {
    start = (guint32)(p + 1 - j->text);
    g_array_append_val(j->lines, start);
  }
}

/* The index of the line that holds an offset. */
static guint line_index(const KdJson *j, guint32 offset)
{
  guint low = 0, high = j->lines->len;
  while (high - low > 1) {
    guint mid = low + (high - low) / 2;
    if (g_array_index(j->lines, guint32, mid) <= offset)
      low = mid;
    else
      high = mid;
  }
  return low;
}

static void set_error(const KdJson *j, guint32 offset, KdError code, GError **error, const char *why)
{
  guint line = line_index(j, offset);
  guint32 start = g_array_index(j->lines, guint32, line);
  g_set_error(error, KD_ERROR, (int)code, "%s:%u:%u: %s", j->name, j->first_line + line,
              kd_char_count(j->text + start, offset - start) + 1, why);
}

/* Maps every value of the tree to its place: both are walked in the order of the text. */
static void map_places(KdJson *j, const cJSON *value, const GArray *starts, guint *next)
{
  guint32 start = g_array_index(starts, guint32, (*next)++);
  g_hash_table_insert(j->places, (gpointer)value, GUINT_TO_POINTER(start));
  for (const cJSON *child = value->child; child; child = child->next)
    map_places(j, child, starts, next);
}

static gboolean check_keys(const KdJson *j, const cJSON *value, GError **error)
{
  g_autoptr(GHashTable) seen = cJSON_IsObject(value) ? g_hash_table_new(g_str_hash, g_str_equal) : NULL;
  for (const cJSON *child = value->child; child; child = child->next) {
    if (seen && !g_hash_table_add(seen, child->string))
      return kd_json_fail(j, child, error, _("the key \"%s\" stands twice in one object"), child->string);
    if (child->child && !check_keys(j, child, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean parse(KdJson *j, gsize len, GError **error)
{
  const char *bad = NULL;
  if (!g_utf8_validate(j->text, (gssize)len, &bad)) {
    set_error(j, (guint32)(bad - j->text), *bad ? KD_ERROR_ENCODING : KD_ERROR_FORMAT, error,
              *bad ? _("not valid UTF-8") : _("a NUL byte"));
    return FALSE;
  }
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(guint32));
  Scanner s = {j->text, j->text + len, j->text, 0, starts, NULL};
  if (!scan_text(&s)) {
    set_error(j, (guint32)(s.at - j->text), KD_ERROR_FORMAT, error, _(s.why));
    return FALSE;
  }
  j->root = cJSON_ParseWithLength(j->text, len);
  if (j->root == NULL) {
    set_error(j, 0, KD_ERROR_FORMAT, error, _("not JSON"));
    return FALSE;
  }
  guint next = 0;
  map_places(j, j->root, starts, &next);
  g_assert(next == starts->len);
  return check_keys(j, j->root, error);
}

KdJson *kd_json_read(const char *name, guint32 first_line, const char *text, gsize len, GError **error)
{
  g_autoptr(KdJson) j = g_new0(KdJson, 1);
  if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    len -= 3;
  }
  j->name = g_strdup(name);
  j->text = g_malloc(len + 1);
  if (len)
    memcpy(j->text, text, len);
  j->text[len] = '\0';
  j->first_line = first_line;
  j->places = g_hash_table_new(NULL, NULL);
  find_lines(j, len);
  return parse(j, len, error) ? g_steal_pointer(&j) : NULL;
}

void kd_json_free(KdJson *j)
{
  if (j == NULL)
    return;
  cJSON_Delete(j->root);
  g_hash_table_unref(j->places);
  g_array_unref(j->lines);
  g_free(j->text);
  g_free(j->name);
  g_free(j);
}

static guint32 place_of(const KdJson *j, const cJSON *value)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(j->places, value));
}

guint32 kd_json_line(const KdJson *j, const cJSON *value)
{
  return j->first_line + line_index(j, place_of(j, value));
}

gboolean kd_json_fail(const KdJson *j, const cJSON *value, GError **error, const char *why, ...)
{
  va_list args;
  va_start(args, why);
  g_autofree char *text = g_strdup_vprintf(why, args);
  va_end(args);
  set_error(j, place_of(j, value), KD_ERROR_FORMAT, error, text);
  return FALSE;
}
