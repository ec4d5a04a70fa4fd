#include "reader/foreign.h"

#include "base/error.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD_BYTES 200 /* of a file in which a mark is looked for */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* A sort of file. */
typedef struct {
  const char *opening; /* how it begins, Latin letters in either case; behind blanks and a byte order mark
                          where that is a text, too */
  const char *mark;    /* what else stands near its beginning; NULL: nothing */
  const char *what;    /* English, for gettext */
} Sort;

static const Sort sorts[] = {
    {"PK\x03\x04", NULL,
     N_("a packed file such as docx, xlsx or zip, no plain text; save it as text (.txt)")},
    {"\xD0\xCF\x11\xE0", NULL,
     N_("an old Office file (doc, wps, xls), no plain text; save it as text (.txt)")},
    {"%PDF-", NULL, N_("a PDF, no plain text; save its text as .txt")},
    {"{\\rtf", NULL, N_("an RTF file, no plain text; save it as text (.txt)")},
    {"<!doctype html", NULL, N_("a web page, no plain text; save it as text (.txt)")},
    {"<html", NULL, N_("a web page, no plain text; save it as text (.txt)")},
    {"{", "\"kaodian-quiz/", N_("a quiz set, no text; kaodian export and kaodian verify read it")},
    {"{", "\"kaodian-", N_("what kaodian has made of a text, not the text itself")},
    {"编号,题型,题干", NULL, N_("a quiz set, no text; kaodian export and kaodian verify read it")},
};

static gboolean is_of_sort(const Sort *sort, const char *head)
{
  return g_ascii_strncasecmp(head, sort->opening, strlen(sort->opening)) == 0 &&
         (sort->mark == NULL || strstr(head, sort->mark) != NULL);
}

gboolean kd_foreign_check(const char *file, const guint8 *bytes, gsize len, GError **error)
{
  g_autofree char *head = g_strndup((const char *)bytes, MIN(len, HEAD_BYTES));
  const char *begin = head ? head : "";
  if (g_str_has_prefix(begin, BYTE_ORDER_MARK))
    begin += strlen(BYTE_ORDER_MARK);
  begin += strspn(begin, " \t\r\n");
  for (guint i = 0; i < G_N_ELEMENTS(sorts); i++)
    if (is_of_sort(&sorts[i], begin)) {
      g_set_error(error, KD_ERROR, KD_ERROR_UNSUPPORTED, "%s: %s", file, _(sorts[i].what));
      return FALSE;
    }
  return TRUE;
}
