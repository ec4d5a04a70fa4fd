#pragma once
/* Owns: the text while it is being read: characters with their places in the file, lines, and the blocks made
 * of them. Used inside reader/ only; it lives until the document is put together. Every repair is a flag on a
 * character, so that nothing has to be kept in step when characters come and go. */

#include "base/context.h"
#include "model/document.h"

enum {
  KD_GLYPH_WRAP = 1u << 0,      /* a column wrap was closed in front of it */
  KD_GLYPH_ADDED = 1u << 1,     /* a mark put back; stands in no file */
  KD_GLYPH_SUGGESTED = 1u << 2, /* a mark that may be missing; goes into no text */
  KD_GLYPH_FOLDED = 1u << 3,    /* its width was changed */
  KD_GLYPH_DASH = 1u << 4,      /* read as 一 */
  KD_GLYPH_BROKEN = 1u << 5,    /* words are missing or mixed here */
  KD_GLYPH_MOVED = 1u << 6,     /* its line stood elsewhere; goes on up to the next wrap */
};

typedef struct {
  gunichar c;
  guint32 line, column; /* of the file, from 1; an added mark has the place where it was lost */
  guint16 flags;
  guint16 confidence; /* per mille, of an added or suggested mark, a dash or a moved line */
} KdGlyph;

typedef struct {
  guint32 first, n; /* in KdPage.glyphs; never empty, no blank at either end */
  guint32 number;
  guint16 indent;  /* half cells */
  guint16 hashes;  /* # in front (Markdown) */
  gboolean parted; /* a blank line, or the start of the file, in front */
} KdLine;

/* What the words of a line say about it. */
typedef enum {
  KD_ROLE_BODY,
  KD_ROLE_NOISE,         /* page number, running head, editors */
  KD_ROLE_PUBLISHED,     /* 原载…, dateline */
  KD_ROLE_AUTHOR,        /* 作者：… */
  KD_ROLE_OTHER,         /* other words about the text */
  KD_ROLE_ABSTRACT_HEAD, /* 内容提要 on a line of its own */
  KD_ROLE_ABSTRACT,      /* 摘要：… */
} KdRole;

typedef struct {
  GArray *glyphs; /* KdGlyph */
  guint32 first_line, last_line;
  guint hashes;
  gboolean indented;  /* its first line began with blanks */
  gboolean unmixed;   /* parted from the draft in front, which it does not go on from */
  gboolean mixed;     /* its lines are of several columns, in an order that is not known */
  gboolean two_parts; /* a heading whose blank parts two halves */
  KdRole role;
  guint32 field, field_len; /* glyphs of what a role says: date, author */
  KdBlockKind kind;
  guint8 level;
  guint32 label;    /* glyphs of the printed number in front, blank behind it included */
  guint label_kind; /* KdLabelKind */
  guint32 parent;   /* index of a draft, or KD_NONE */
  guint32 article;
} KdDraft;

typedef struct {
  const KdContext *ctx;
  const char *file;
  GArray *glyphs;    /* KdGlyph, of all lines; NULL when they are blocks */
  GArray *lines;     /* KdLine */
  GPtrArray *drafts; /* KdDraft, owned */
  gboolean wrapped;  /* set in columns: wraps stand inside paragraphs */
  guint column;      /* half cells of the commonest column; 0: unknown */
  guint32 n_lines;   /* of the file */
  GArray *articles;  /* KdArticle: only first_block, n_blocks, lines */
} KdPage;

KdPage *kd_page_new(const KdContext *ctx, const char *file);
void kd_page_free(KdPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdPage, kd_page_free)

KdDraft *kd_draft_new(void);
void kd_draft_free(KdDraft *draft);
KdDraft *kd_page_draft(const KdPage *page, guint i);
static inline KdGlyph *kd_draft_glyph(const KdDraft *d, guint i)
{
  return &g_array_index(d->glyphs, KdGlyph, i);
}

/* Width of a character in half cells, as it would be printed. */
guint kd_glyph_width(gunichar c);

/* A printed line inside a draft: glyphs first … first + n − 1. */
typedef struct {
  guint32 first, n;
  guint width; /* half cells */
} KdSegment;

/* The printed lines of a draft, parted at its wraps; the caller owns the array of KdSegment. */
GArray *kd_draft_segments(const KdDraft *d);
/* Letters of the draft. */
guint kd_draft_letters(const KdDraft *d);
/* The draft's characters as UTF-8; the caller owns it. */
char *kd_draft_dup(const KdDraft *d, guint32 first, guint32 n);
/* The last character that is no closing quotation mark or bracket, and its index; 0 when there is none. */
gunichar kd_draft_last_char(const KdDraft *d, guint32 *at);

/* The width that most of the widths have, one half cell of play upwards; 0 when there is none. widths holds
 * guint. */
guint kd_widths_mode(const GArray *widths);
