#include "importer/workbook.h"

#include "base/error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_STRINGS (1 << 20)
#define MOST_STYLES (1 << 16) /* as Excel has it */
#define FIRST_OWN_FORMAT 164

typedef struct {
  char *type;   /* the last word of the address that says what it is */
  char *target; /* a part */
} Relation;

static void free_relation(gpointer p)
{
  Relation *r = p;
  g_free(r->type);
  g_free(r->target);
  g_free(r);
}

static void free_sheet(gpointer p)
{
  KdSheetPart *s = p;
  g_free(s->name);
  g_free(s->part);
  g_free(s);
}

/* The target as the name of a part: beside the part that names it, or from the top of the package. */
static char *resolve(const char *from, const char *target)
{
  g_autofree char *folder = g_path_get_dirname(from);
  g_auto(GStrv) steps = g_strsplit(target, "/", -1);
  g_autoptr(GPtrArray) path = g_ptr_array_new();
  g_auto(GStrv) start = g_strsplit(*target == '/' || strcmp(folder, ".") == 0 ? "" : folder, "/", -1);
  for (guint i = 0; start[i]; i++)
    g_ptr_array_add(path, start[i]);
  for (guint i = 0; steps[i]; i++) {
    if (strcmp(steps[i], "..") == 0 && path->len)
      g_ptr_array_set_size(path, (int)path->len - 1);
    else if (*steps[i] && strcmp(steps[i], ".") != 0)
      g_ptr_array_add(path, steps[i]);
  }
  g_ptr_array_add(path, NULL);
  return g_strjoinv("/", (char **)path->pdata);
}

static void take_relation(KdPart *part, const char *from, GHashTable *relations)
{
  g_autofree char *id = kd_part_attribute(part, "Id"), *type = kd_part_attribute(part, "Type");
  g_autofree char *target = kd_part_attribute(part, "Target"), *mode = kd_part_attribute(part, "TargetMode");
  if (id == NULL || type == NULL || target == NULL || g_strcmp0(mode, "External") == 0)
    return;
  const char *word = strrchr(type, '/');
  Relation *r = g_new0(Relation, 1);
  r->type = g_strdup(word ? word + 1 : type);
  r->target = resolve(from, target);
  g_hash_table_replace(relations, g_steal_pointer(&id), r);
}

/* What a part (or the package, "") refers to: id → Relation. NULL: error. */
static GHashTable *read_relations(const KdPackageReader *package, const char *from, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(from);
  g_autofree char *base = *from ? g_path_get_basename(from) : g_strdup("");
  g_autofree char *name = strcmp(folder, ".") == 0 ? g_strdup_printf("_rels/%s.rels", base)
                                                   : g_strdup_printf("%s/_rels/%s.rels", folder, base);
  KdPart *part = kd_part_open(package, name, error);
  if (part == NULL)
    return NULL;
  g_autoptr(GHashTable) relations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_relation);
  while (kd_part_next(part))
    if (kd_part_event(part) == KD_PART_START && kd_part_is(part, "Relationship"))
      take_relation(part, from, relations);
  return kd_part_close(part, error) ? g_steal_pointer(&relations) : NULL;
}

/* The part of a type, borrowed; of several the first by name, so that no order of a table decides. NULL:
 * none. */
static const char *find_target(GHashTable *relations, const char *type)
{
  const char *found = NULL;
  GHashTableIter iter;
  gpointer relation;
  g_hash_table_iter_init(&iter, relations);
  while (g_hash_table_iter_next(&iter, NULL, &relation)) {
    const Relation *r = relation;
    if (strcmp(r->type, type) == 0 && (found == NULL || strcmp(r->target, found) < 0))
      found = r->target;
  }
  return found;
}

static void take_sheet(KdWorkbook *w, KdPart *part, GHashTable *relations)
{
  g_autofree char *id = kd_part_attribute(part, "id"), *state = kd_part_attribute(part, "state");
  const Relation *r = id ? g_hash_table_lookup(relations, id) : NULL;
  if (r == NULL || strcmp(r->type, "worksheet") != 0 || (state && strcmp(state, "visible") != 0))
    return;
  KdSheetPart *sheet = g_new0(KdSheetPart, 1);
  sheet->name = kd_part_attribute(part, "name");
  sheet->part = g_strdup(r->target);
  g_ptr_array_add(w->sheets, sheet);
}

static gboolean read_sheets(KdWorkbook *w, const char *name, GHashTable *relations, GError **error)
{
  KdPart *part = kd_part_open(w->package, name, error);
  if (part == NULL)
    return FALSE;
  while (kd_part_next(part))
    if (kd_part_event(part) == KD_PART_START && kd_part_is(part, "sheet"))
      take_sheet(w, part, relations);
  return kd_part_close(part, error);
}

/* The number of _xHHHH_ at p; -1: there is none. */
static int find_code(const char *p)
{
  int code = 0;
  if (p[0] != '_' || p[1] != 'x')
    return -1;
  for (guint i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit(p[i]))
      return -1;
    code = code * 16 + g_ascii_xdigit_value(p[i]);
  }
  return p[6] == '_' ? code : -1;
}

void kd_workbook_append(GString *out, const char *text)
{
  while (*text) {
    gsize plain = strcspn(text, "_");
    g_string_append_len(out, text, (gssize)plain);
    text += plain;
    int code = find_code(text);
    int low = code >= 0xD800 && code < 0xDC00 ? find_code(text + 7) : -1;
    if (low >= 0xDC00 && low < 0xE000) {
      g_string_append_unichar(out, 0x10000 + ((guint)(code - 0xD800) << 10) + (guint)(low - 0xDC00));
      text += 14;
    } else if (code >= 0) {
      g_string_append_unichar(out, code && g_unichar_validate((guint)code) ? (guint)code : 0xFFFD);
      text += 7;
    } else if (*text) {
      g_string_append_c(out, *text++);
    }
  }
}

typedef struct {
  GString *text; /* of the item so far */
  GString *run;  /* of the run being read, as it stands */
  gboolean in_run, in_reading;
} Strings;

static void take_string_event(KdWorkbook *w, Strings *s, KdPart *part)
{
  KdPartEvent event = kd_part_event(part);
  if (event == KD_PART_TEXT && s->in_run) {
    g_string_append(s->run, kd_part_text(part));
  } else if (kd_part_is(part, "rPh")) {
    s->in_reading = event == KD_PART_START;
  } else if (kd_part_is(part, "t")) {
    s->in_run = event == KD_PART_START && !s->in_reading;
    kd_workbook_append(s->text, s->run->str);
    g_string_truncate(s->run, 0);
  } else if (kd_part_is(part, "si") && event == KD_PART_END) {
    g_ptr_array_add(w->strings, g_strdup(s->text->str));
    g_string_truncate(s->text, 0);
    if (w->strings->len > MOST_STRINGS)
      kd_part_refuse(part, _("too many texts"));
  }
}

/* The shared texts: runs of one text are put together, readings (rPh) are left out. */
static gboolean read_strings(KdWorkbook *w, const char *name, GError **error)
{
  KdPart *part = kd_part_open(w->package, name, error);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GString) run = g_string_new(NULL);
  Strings s = {text, run, FALSE, FALSE};
  while (part && kd_part_next(part))
    take_string_event(w, &s, part);
  return part && kd_part_close(part, error);
}

/* Is a number in this format seen with the digits that are written: no date, no per cent, no fraction? */
static gboolean is_plain_code(const char *code)
{
  return strcmp(code, "General") == 0 || code[strspn(code, "0#.,@_-+;() ?\"")] == '\0';
}

static gboolean is_plain_number(int id)
{
  return (id >= 0 && id <= 4) || (id >= 37 && id <= 40) || id == 49;
}

static int read_number(KdPart *part, const char *attribute)
{
  g_autofree char *text = kd_part_attribute(part, attribute);
  gint64 n = -1;
  return text && g_ascii_string_to_signed(text, 10, 0, G_MAXINT, &n, NULL) ? (int)n : -1;
}

static void take_format(KdPart *part, GHashTable *plain)
{
  g_autofree char *code = kd_part_attribute(part, "formatCode");
  if (code && is_plain_code(code))
    g_hash_table_add(plain, GINT_TO_POINTER(read_number(part, "numFmtId")));
}

static gboolean read_styles(KdWorkbook *w, const char *name, GError **error)
{
  KdPart *part = kd_part_open(w->package, name, error);
  g_autoptr(GHashTable) plain = g_hash_table_new(NULL, NULL);
  gboolean in_cells = FALSE;
  while (part && kd_part_next(part)) {
    gboolean starts = kd_part_event(part) == KD_PART_START;
    if (kd_part_is(part, "cellXfs"))
      in_cells = starts;
    else if (starts && kd_part_is(part, "numFmt"))
      take_format(part, plain);
    if (!starts || !in_cells || !kd_part_is(part, "xf"))
      continue;
    int id = MAX(read_number(part, "numFmtId"), 0);
    gboolean is_plain =
        is_plain_number(id) || (id >= FIRST_OWN_FORMAT && g_hash_table_contains(plain, GINT_TO_POINTER(id)));
    if (w->styles->len == MOST_STYLES)
      kd_part_refuse(part, _("too many styles"));
    g_array_append_val(w->styles, is_plain);
  }
  return part && kd_part_close(part, error);
}

static gboolean read_all(KdWorkbook *w, GError **error)
{
  g_autoptr(GHashTable) top = read_relations(w->package, "", error);
  const char *name = top ? find_target(top, "officeDocument") : NULL;
  g_autoptr(GHashTable) relations = name ? read_relations(w->package, name, error) : NULL;
  if (relations == NULL || !read_sheets(w, name, relations, error))
    return FALSE;
  const char *strings = find_target(relations, "sharedStrings"), *styles = find_target(relations, "styles");
  return (strings == NULL || read_strings(w, strings, error)) &&
         (styles == NULL || read_styles(w, styles, error));
}

KdWorkbook *kd_workbook_open(const char *name, const char *bytes, gsize len, GError **error)
{
  g_autoptr(KdWorkbook) w = g_new0(KdWorkbook, 1);
  w->sheets = g_ptr_array_new_with_free_func(free_sheet);
  w->strings = g_ptr_array_new_with_free_func(g_free);
  w->styles = g_array_new(FALSE, FALSE, sizeof(gboolean));
  w->package = kd_package_reader_new(name, bytes, len, error);
  if (w->package == NULL)
    return NULL;
  if (!kd_package_reader_has(w->package, "_rels/.rels")) {
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s", name, _("a package that is no xlsx workbook"));
    return NULL;
  }
  GError *why = NULL;
  if (read_all(w, &why))
    return g_steal_pointer(&w);
  if (why)
    g_propagate_error(error, why);
  else
    g_set_error(error, KD_ERROR, KD_ERROR_FORMAT, "%s: %s", name, _("a package that is no xlsx workbook"));
  return NULL;
}

void kd_workbook_free(KdWorkbook *w)
{
  if (w == NULL)
    return;
  g_ptr_array_unref(w->sheets);
  g_ptr_array_unref(w->strings);
  g_array_unref(w->styles);
  kd_package_reader_free(w->package);
  g_free(w);
}
