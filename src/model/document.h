#pragma once
/* Owns: the text as read and repaired, and its structure. Made by reader/, read by extractor/, builder/ and
 * the text and points exporters; lives until the builder is done. Everything in it that is a place is a span
 * of its one text. */

#include "base/span.h"
#include <glib.h>

#define KD_NONE G_MAXUINT32 /* no block, no sentence */

typedef enum {
  KD_BLOCK_TITLE,
  KD_BLOCK_HEADING,
  KD_BLOCK_PARAGRAPH,
  KD_BLOCK_ABSTRACT, /* a paragraph of the 内容提要 */
  KD_BLOCK_META,     /* 原载…, 作者…, dateline, the words 内容提要 themselves */
  KD_BLOCK_NOISE,    /* page number, running head, stray slogan: never text */
  KD_BLOCK_KINDS
} KdBlockKind;

/* "title", "heading" … as in the contract. */
const char *kd_block_kind_name(KdBlockKind k);

typedef struct {
  KdBlockKind kind;
  guint8 level;    /* 1 for a title, from 2 for headings, 0 for the rest */
  gboolean broken; /* some of it is unsound, see KdDocument.broken */
  KdSpan span;     /* the whole block, label included */
  KdSpan label; /* printed number in front (一、 （一） 1. 第一条 第一， ——), inside span; empty: none */
  guint32 parent;  /* index of the heading or title block that governs it; KD_NONE: none */
  guint32 article; /* index */
  guint32 first_sentence, n_sentences; /* headings and titles have one sentence, meta and noise none */
  guint32 first_line, last_line;       /* of the file, from 1 */
} KdBlock;

typedef struct {
  KdSpan span;   /* closing mark and closing quotation mark included; the block's label not */
  guint32 block; /* index */
  guint32 first_clause, n_clauses;
} KdSentence;

typedef struct {
  KdSpan span;      /* without the mark that closes it */
  guint32 sentence; /* index */
  gunichar mark;    /* the mark that closes it: ，；：。！？ or 0 */
} KdClause;

typedef struct {
  KdSpan title;     /* empty: none */
  KdSpan published; /* 6月20日《人民日报》, without 原载 and brackets; empty: none */
  KdSpan author;    /* empty: none */
  guint32 first_block, n_blocks;
  guint32 first_line, last_line;
  guint joins; /* column wraps closed */
} KdArticle;

typedef enum {
  KD_REPAIR_PUNCTUATION, /* a lost mark put back */
  KD_REPAIR_WIDTH,       /* marks made full width, digits and Latin letters half width: once an article */
  KD_REPAIR_DASH,        /* 一 read for — */
  KD_REPAIR_REORDER,     /* columns unmixed */
  KD_REPAIR_KINDS
} KdRepairKind;

const char *kd_repair_kind_name(KdRepairKind k);

typedef struct {
  KdRepairKind kind;
  guint32 article;
  guint32 line, column; /* of the file; column in characters, from 1 */
  char *before, *after; /* owned */
  double confidence;    /* 0 … 1 */
  gboolean applied;     /* FALSE: a suggestion */
  KdSpan span;          /* what the repair changed in the document's text; empty for width and suggestions */
} KdRepair;

/* From this offset on, until the next anchor, text and file run side by side, character by character. */
typedef struct {
  guint32 offset; /* into the text */
  guint32 line, column;
} KdAnchor;

typedef struct {
  char *id;             /* of a JSON Lines input; NULL else */
  char *file;           /* name as given */
  char *sha256;         /* of the file's bytes, hexadecimal */
  const char *encoding; /* static: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" */
  char *text;           /* valid UTF-8; blocks in order, each followed by a line feed */
  gsize len;
  GArray *articles;  /* KdArticle */
  GArray *blocks;    /* KdBlock */
  GArray *sentences; /* KdSentence */
  GArray *clauses;   /* KdClause */
  GArray *repairs;   /* KdRepair, in the order of the file */
  GArray *anchors;   /* KdAnchor, by offset */
  GArray *broken;    /* KdSpan, by start, disjoint: places where words are missing or mixed */
  GArray *repaired;  /* KdSpan, by start, disjoint: what applied repairs other than width changed */
  GArray *joins;     /* guint32, ascending: offsets in the text where a column wrap was closed */
} KdDocument;

KdDocument *kd_document_new(const char *file);
void kd_document_free(KdDocument *d);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdDocument, kd_document_free)

/* Borrowed elements; the index is asserted. */
const KdArticle *kd_document_article(const KdDocument *d, guint32 i);
const KdBlock *kd_document_block(const KdDocument *d, guint32 i);
const KdSentence *kd_document_sentence(const KdDocument *d, guint32 i);
const KdClause *kd_document_clause(const KdDocument *d, guint32 i);

/* Line and column (characters, from 1) of the file where this offset of the text was read. */
guint32 kd_document_line(const KdDocument *d, guint32 offset);
guint32 kd_document_column(const KdDocument *d, guint32 offset);
/* Does the span touch a place where words are missing or mixed? */
gboolean kd_document_is_broken(const KdDocument *d, KdSpan span);
/* Makes d->repaired of d->repairs; called by the reader's driver. */
void kd_document_index_repairs(KdDocument *d);
/* Does an applied repair other than width lie inside the span? */
gboolean kd_document_is_repaired(const KdDocument *d, KdSpan span);
/* The block (sentence, clause) that holds the offset; KD_NONE between them. By bisection. */
guint32 kd_document_find_block(const KdDocument *d, guint32 offset);
guint32 kd_document_find_sentence(const KdDocument *d, guint32 offset);
guint32 kd_document_find_clause(const KdDocument *d, guint32 offset);
/* A heading's or title's words without its label. */
KdSpan kd_block_words(const KdBlock *b);

/* Stops the program where an invariant does not hold: spans in order and inside the text, on character
 * boundaries, sentences inside blocks, clauses inside sentences. Called by the reader's driver and the tests.
 */
void kd_document_check(const KdDocument *d);
