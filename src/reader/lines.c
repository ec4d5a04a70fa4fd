#include "reader/lines.h"

#include "base/utf8.h"

typedef struct {
  KdPage *page;
  KdGlyph *glyphs;     /* of the page; there is room for every character */
  guint32 n;           /* of them */
  KdLine line;         /* the one being read */
  guint32 column;      /* of the next character */
  gboolean blank;      /* blanks since the last character kept */
  KdGlyph first_blank; /* of them */
  gboolean parted;
  guint stripped, unread;
  KdPlace first_stripped, first_unread;
} Splitter;

/* Characters that are not seen and must not be read: controls, zero-width and bidirectional characters, tags,
 * noncharacters. */
static gboolean is_invisible(gunichar c)
{
  if (c < 0x80)
    return c < 0x09 || (c > 0x0D && c < 0x20) || c == 0x7F;
  return (c < 0xA0 && c != 0x85) || c == 0xAD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xFDD0 && c <= 0xFDEF) ||
         (c & 0xFFFE) == 0xFFFE;
}

static void start_line(Splitter *s)
{
  guint32 number = s->line.number + 1;
  s->line = (KdLine){.first = s->n, .number = number};
  s->column = 1;
  s->blank = FALSE;
}

/* Takes "## " off; a line of # alone stays. */
static void take_hashes(Splitter *s)
{
  guint n = 0;
  const KdGlyph *g = &s->glyphs[s->line.first];
  while (n < s->line.n && n < 6 && g[n].c == '#')
    n++;
  if (n == 0 || n + 1 >= s->line.n || g[n].c != ' ')
    return;
  s->line.first += n + 1;
  s->line.n -= n + 1;
  s->line.hashes = (guint16)n;
}

static void end_line(Splitter *s)
{
  s->line.n = s->n - s->line.first;
  if (s->line.n == 0) {
    s->parted = TRUE;
    return;
  }
  take_hashes(s);
  s->line.parted = s->parted;
  s->parted = FALSE;
  g_array_append_val(s->page->lines, s->line);
}

static void strip(Splitter *s)
{
  if (s->stripped++ == 0)
    s->first_stripped = (KdPlace){s->page->file, s->line.number, s->column};
}

/* What an old font shows for a character of private use nobody can tell: 〓 stands for it, as printers have
 * it, and the place counts as broken. */
static KdGlyph read_glyph(Splitter *s, gunichar c)
{
  KdGlyph g = {.c = c, .line = s->line.number, .column = s->column};
  if (!kd_is_private_use(c))
    return g;
  if (s->unread++ == 0)
    s->first_unread = (KdPlace){s->page->file, s->line.number, s->column};
  g.c = KD_CHAR_GETA;
  g.flags = KD_GLYPH_BROKEN;
  return g;
}

static void keep(Splitter *s, gunichar c)
{
  KdGlyph g = read_glyph(s, c);
  gboolean start = s->n == s->line.first;
  if (kd_is_blank(c)) {
    if (start)
      s->line.indent = (guint16)MIN(s->line.indent + (c == 0x3000 ? 2 : c == '\t' ? 4 : 1), 400);
    else if (!s->blank)
      s->first_blank = g;
    s->blank = !start;
    return;
  }
  if (s->blank) {
    s->first_blank.c = ' ';
    s->glyphs[s->n++] = s->first_blank;
    s->blank = FALSE;
  }
  s->glyphs[s->n++] = g;
}

static void report(const KdPage *page, KdFindingCode code, KdPlace first, guint n)
{
  g_autofree char *count = g_strdup_printf("%u", n);
  if (n)
    kd_findings_add(page->ctx->findings, code, first, count);
}

void kd_lines_split(KdPage *page, const KdDecoded *decoded)
{
  g_array_set_size(page->glyphs, kd_char_count(decoded->text, decoded->len));
  Splitter s = {.page = page, .glyphs = (KdGlyph *)(gpointer)page->glyphs->data, .parted = TRUE};
  start_line(&s);
  const char *end = decoded->text + decoded->len;
  for (const char *p = decoded->text; p < end; p = g_utf8_next_char(p)) {
    gunichar c = kd_utf8_char(p);
    if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
      if (c == '\r' && p + 1 < end && p[1] == '\n')
        p++;
      end_line(&s);
      start_line(&s);
      continue;
    }
    if (!kd_is_han(c) && is_invisible(c))
      strip(&s);
    else
      keep(&s, c);
    s.column++;
  }
  end_line(&s);
  g_array_set_size(page->glyphs, s.n);
  page->n_lines = s.line.number;
  report(page, KD_FINDING_STRIPPED_CHARACTERS, s.first_stripped, s.stripped);
  report(page, KD_FINDING_PRIVATE_CHARACTERS, s.first_unread, s.unread);
}
