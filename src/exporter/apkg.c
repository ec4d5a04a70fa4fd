/* An Anki package: a zip with the collection, a SQLite database of Anki's schema 11, and no media. Nothing in
 * it is of the moment: dates are fixed, and identifiers are made of the items' ids, so that the same set
 * gives the same bytes, and a set that was made again meets its notes. */

#include "base/error.h"
#include "exporter/cards.h"
#include "exporter/json_tree.h"
#include "exporter/package.h"
#include "exporter/wording.h"
#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

#define DATE G_GINT64_CONSTANT(1735689600)       /* 2025-01-01, in seconds */
#define ID_BASE G_GINT64_CONSTANT(1577836800000) /* identifiers look like dates in milliseconds */
#define FIELD_END "\x1F"
#define DEFAULT_DECK 1
#define WRITER_PLACE 96 /* in the database's header: the version that wrote it last */
#define WRITER_VERSION 3040001u

static const char schema[] =
    "PRAGMA page_size=4096;PRAGMA encoding='UTF-8';PRAGMA auto_vacuum=0;BEGIN;"
    "CREATE TABLE col(id integer primary key,crt integer not null,mod integer not null,scm integer not null,"
    "ver integer not null,dty integer not null,usn integer not null,ls integer not null,conf text not null,"
    "models text not null,decks text not null,dconf text not null,tags text not null);"
    "CREATE TABLE notes(id integer primary key,guid text not null,mid integer not null,mod integer not null,"
    "usn integer not null,tags text not null,flds text not null,sfld integer not null,csum integer not null,"
    "flags integer not null,data text not null);"
    "CREATE TABLE cards(id integer primary key,nid integer not null,did integer not null,ord integer not "
    "null,"
    "mod integer not null,usn integer not null,type integer not null,queue integer not null,due integer not "
    "null,"
    "ivl integer not null,factor integer not null,reps integer not null,lapses integer not null,"
    "left integer not null,odue integer not null,odid integer not null,flags integer not null,data text not "
    "null);"
    "CREATE TABLE revlog(id integer primary key,cid integer not null,usn integer not null,ease integer not "
    "null,"
    "ivl integer not null,lastIvl integer not null,factor integer not null,time integer not null,"
    "type integer not null);"
    "CREATE TABLE graves(usn integer not null,oid integer not null,type integer not null);"
    "CREATE INDEX ix_notes_usn on notes(usn);CREATE INDEX ix_cards_usn on cards(usn);"
    "CREATE INDEX ix_revlog_usn on revlog(usn);CREATE INDEX ix_cards_nid on cards(nid);"
    "CREATE INDEX ix_cards_sched on cards(did,queue,due);CREATE INDEX ix_revlog_cid on revlog(cid);"
    "CREATE INDEX ix_notes_csum on notes(csum);";

static const char col_row[] = "INSERT INTO col VALUES(1,?1,?1,?2,11,0,0,0,?3,?4,?5,?6,'{}')";
static const char note_row[] = "INSERT INTO notes VALUES(?1,?2,?3,?4,-1,?5,?6,?7,?8,0,'')";
static const char card_row[] = "INSERT INTO cards VALUES(?1,?2,?3,?4,?5,-1,0,0,?6,0,0,0,0,0,0,0,0,'')";

/* For a phone: large, and not wider than one reads with ease. */
static const char css[] = ".card{font-family:sans-serif;font-size:20px;line-height:1.6;text-align:left;"
                          "max-width:36em;margin:0 auto;padding:0 .6em}\n"
                          ".kind{color:#888;font-size:.7em}\n"
                          ".left,.options{margin-top:.6em}\n"
                          ".left>div,.options>div{margin:.4em 0}\n"
                          ".cloze{font-weight:bold;color:#c00}\n"
                          ".nightMode .cloze{color:#f66}\n"
                          ".pairs{font-size:inherit}\n"
                          ".pairs td{padding:.2em .6em .2em 0;vertical-align:top}\n"
                          ".remarks{margin-top:.8em;color:#666;font-size:.8em}\n"
                          ".nightMode .remarks{color:#aaa}\n";

static const char conf[] =
    "{\"nextPos\":1,\"estTimes\":true,\"activeDecks\":[1],\"sortType\":\"noteFld\",\"timeLim\":0,"
    "\"sortBackwards\":false,\"addToCur\":true,\"curDeck\":1,\"newBury\":true,\"newSpread\":0,"
    "\"dueCounts\":true,\"curModel\":\"1735689600001\",\"collapseTime\":1200}";

static const char dconf[] =
    "{\"1\":{\"id\":1,\"name\":\"Default\",\"mod\":0,\"usn\":0,\"maxTaken\":60,\"autoplay\":true,\"timer\":0,"
    "\"replayq\":true,\"new\":{\"bury\":true,\"delays\":[1,10],\"initialFactor\":2500,\"ints\":[1,4,7],"
    "\"order\":1,"
    "\"perDay\":20,\"separate\":true},\"rev\":{\"bury\":true,\"ease4\":1.3,\"fuzz\":0.05,\"ivlFct\":1,"
    "\"maxIvl\":36500,"
    "\"minSpace\":1,\"perDay\":200},\"lapse\":{\"delays\":[10],\"leechAction\":0,\"leechFails\":8,\"minInt\":"
    "1,"
    "\"mult\":0},\"dyn\":false}}";

/* A note type. Where its fields change it needs another id, for people have the old one. */
typedef struct {
  gint64 id;
  const char *name;
  gboolean is_cloze;
  const char *fields[4]; /* ends in NULL */
  const char *front, *back;
} NoteType;

static const NoteType basic = {
    1735689600001, "考点-问答",
    FALSE,         {"题干", "答案", "解析", NULL},
    "{{题干}}",    "{{FrontSide}}<hr id=answer>{{答案}}<div class=\"remarks\">{{解析}}</div>",
};
static const NoteType cloze = {
    1735689600002,
    "考点-填空",
    TRUE,
    {"题干", "解析", NULL},
    "{{cloze:题干}}",
    /* Without <hr id=answer>: what stands above it is the question to some programs, and not shown again. */
    "{{cloze:题干}}<div class=\"remarks\">{{解析}}</div>",
};

typedef struct {
  sqlite3 *db;
  const KdQuiz *quiz;
  gint64 deck;
  GHashTable *note_ids, *card_ids; /* gint64: those that are taken */
  guint due;                       /* place of a new card in the queue */
} Writer;

/* A value of a row: a number, or a text. */
typedef struct {
  gint64 number;
  const char *text; /* NULL: it is the number */
} Value;

static gboolean insert(Writer *w, const char *sql, const Value *values, guint n)
{
  sqlite3_stmt *row = NULL;
  gboolean fine = sqlite3_prepare_v2(w->db, sql, -1, &row, NULL) == SQLITE_OK;
  for (guint i = 0; fine && i < n; i++) {
    int place = (int)i + 1;
    int bound = values[i].text ? sqlite3_bind_text(row, place, values[i].text, -1, SQLITE_TRANSIENT)
                               : sqlite3_bind_int64(row, place, values[i].number);
    fine = bound == SQLITE_OK;
  }
  fine = fine && sqlite3_step(row) == SQLITE_DONE;
  return sqlite3_finalize(row) == SQLITE_OK && fine;
}

/* The first 32 bits of the SHA-1 of a text. */
static guint32 hash_text(const char *text)
{
  g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA1, text, -1);
  hex[8] = '\0';
  return (guint32)g_ascii_strtoull(hex, NULL, 16);
}

/* An identifier made of a name that none of taken has yet. */
static gint64 take_id(GHashTable *taken, const char *name)
{
  gint64 id = ID_BASE + hash_text(name);
  while (g_hash_table_contains(taken, &id))
    id++;
  gint64 *key = g_new(gint64, 1);
  *key = id;
  g_hash_table_add(taken, key);
  return id;
}

/* --- note types and decks
 * ------------------------------------------------------------------------------------ */

static void add_field(cJSON *fields, const char *name, guint place)
{
  cJSON *field = cJSON_CreateObject();
  cJSON_AddStringToObject(field, "name", name);
  cJSON_AddNumberToObject(field, "ord", place);
  cJSON_AddFalseToObject(field, "sticky");
  cJSON_AddFalseToObject(field, "rtl");
  cJSON_AddStringToObject(field, "font", "Arial");
  cJSON_AddNumberToObject(field, "size", 20);
  cJSON_AddArrayToObject(field, "media");
  cJSON_AddItemToArray(fields, field);
}

static void add_template(cJSON *templates, const NoteType *type)
{
  cJSON *template = cJSON_CreateObject();
  cJSON_AddStringToObject(template, "name", type->name);
  cJSON_AddNumberToObject(template, "ord", 0);
  cJSON_AddStringToObject(template, "qfmt", type->front);
  cJSON_AddStringToObject(template, "afmt", type->back);
  cJSON_AddNullToObject(template, "did");
  cJSON_AddStringToObject(template, "bqfmt", "");
  cJSON_AddStringToObject(template, "bafmt", "");
  cJSON_AddItemToArray(templates, template);
}

static void add_model(cJSON *models, const NoteType *type, gint64 deck)
{
  g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, type->id);
  cJSON *model = cJSON_AddObjectToObject(models, id);
  cJSON *needs = NULL;
  kd_json_add_whole(model, "id", (guint64)type->id);
  cJSON_AddStringToObject(model, "name", type->name);
  cJSON_AddNumberToObject(model, "type", type->is_cloze ? 1 : 0);
  kd_json_add_whole(model, "mod", DATE);
  cJSON_AddNumberToObject(model, "usn", -1);
  cJSON_AddNumberToObject(model, "sortf", 0);
  kd_json_add_whole(model, "did", (guint64)deck);
  add_template(cJSON_AddArrayToObject(model, "tmpls"), type);
  cJSON *fields = cJSON_AddArrayToObject(model, "flds");
  for (guint i = 0; type->fields[i]; i++)
    add_field(fields, type->fields[i], i);
  cJSON_AddStringToObject(model, "css", css);
  cJSON_AddStringToObject(model, "latexPre", "");
  cJSON_AddStringToObject(model, "latexPost", "");
  cJSON_AddArrayToObject(model, "tags");
  cJSON_AddArrayToObject(model, "vers");
  /* The card exists where the first field is filled: [[0, "any", [0]]]. */
  cJSON_AddItemToArray(cJSON_AddArrayToObject(model, "req"), needs = cJSON_CreateArray());
  cJSON_AddItemToArray(needs, cJSON_CreateNumber(0));
  cJSON_AddItemToArray(needs, cJSON_CreateString("any"));
  cJSON_AddItemToArray(needs, cJSON_CreateIntArray((const int[]){0}, 1));
}

static void add_deck(cJSON *decks, gint64 id, const char *name)
{
  static const char *const counts[] = {"newToday", "revToday", "lrnToday", "timeToday"};
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, id);
  cJSON *deck = cJSON_AddObjectToObject(decks, key);
  kd_json_add_whole(deck, "id", (guint64)id);
  cJSON_AddStringToObject(deck, "name", name);
  cJSON_AddStringToObject(deck, "desc", "");
  kd_json_add_whole(deck, "mod", DATE);
  cJSON_AddNumberToObject(deck, "usn", -1);
  cJSON_AddFalseToObject(deck, "collapsed");
  cJSON_AddFalseToObject(deck, "browserCollapsed");
  for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
    kd_json_add_pair(deck, counts[i], 0, 0);
  cJSON_AddNumberToObject(deck, "dyn", 0);
  cJSON_AddNumberToObject(deck, "extendNew", 0);
  cJSON_AddNumberToObject(deck, "extendRev", 0);
  cJSON_AddNumberToObject(deck, "conf", 1);
}

static gboolean insert_collection(Writer *w, const char *deck_name)
{
  g_autoptr(GString) models_text = g_string_new(NULL);
  g_autoptr(GString) decks_text = g_string_new(NULL);
  cJSON *models = cJSON_CreateObject(), *decks = cJSON_CreateObject();
  add_model(models, &basic, w->deck);
  add_model(models, &cloze, w->deck);
  add_deck(decks, DEFAULT_DECK, "Default");
  add_deck(decks, w->deck, deck_name);
  kd_json_write(models, FALSE, models_text);
  kd_json_write(decks, FALSE, decks_text);
  const Value values[] = {{DATE, NULL},          {DATE * 1000, NULL},  {0, conf},
                          {0, models_text->str}, {0, decks_text->str}, {0, dconf}};
  return insert(w, col_row, values, G_N_ELEMENTS(values));
}

/* --- notes and cards
 * ----------------------------------------------------------------------------------------- */

/* The character that an entity stands for; its end in *end. Only those that the cards have are known. */
static char decode_entity(const char *entity, const char **end)
{
  static const struct {
    const char *entity;
    char c;
  } named[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
  *end = strchr(entity, ';') + 1;
  for (guint i = 0; i < G_N_ELEMENTS(named); i++)
    if (g_str_has_prefix(entity, named[i].entity))
      return named[i].c;
  return (char)g_ascii_strtoull(entity + strlen("&#"), NULL, 10);
}

/* What Anki sorts and compares notes by: the field without its HTML. The caller owns it. */
static char *dup_plain(const char *html)
{
  GString *plain = g_string_new(NULL);
  for (const char *p = html; *p;) {
    if (*p == '<')
      p = strchr(p, '>') + 1;
    else if (*p == '&')
      g_string_append_c(plain, decode_entity(p, &p));
    else
      g_string_append_c(plain, *p++);
  }
  return g_string_free(plain, FALSE);
}

static gboolean insert_cards(Writer *w, const KdQuestion *q, gint64 note)
{
  guint n = kd_card_is_cloze(q) ? q->blanks->len : 1;
  gboolean fine = TRUE;
  for (guint i = 0; fine && i < n; i++) {
    g_autofree char *name = g_strdup_printf("%s/%u", q->id, i + 1);
    gint64 card = take_id(w->card_ids, name);
    const Value values[] = {{card, NULL}, {note, NULL}, {w->deck, NULL},
                            {i, NULL},    {DATE, NULL}, {w->due, NULL}};
    fine = insert(w, card_row, values, G_N_ELEMENTS(values));
  }
  w->due++;
  return fine;
}

/* The note's fields, as its type has them. */
static GString *make_fields(const KdQuiz *quiz, const KdQuestion *q, const char *front)
{
  GString *fields = g_string_new(front);
  g_string_append(fields, FIELD_END);
  kd_card_answer(fields, q);
  if (!kd_card_is_cloze(q))
    g_string_append(fields, FIELD_END);
  kd_card_remarks(fields, quiz, q);
  return fields;
}

static gboolean insert_note(Writer *w, const KdQuestion *q)
{
  g_autoptr(GString) front = g_string_new(NULL);
  g_autoptr(GString) tags = g_string_new(NULL);
  g_autofree char *guid = kd_card_guid(q);
  kd_card_front(front, q);
  kd_card_tags(tags, q);
  if (tags->len) {
    g_string_prepend_c(tags, ' ');
    g_string_append_c(tags, ' ');
  }
  g_autoptr(GString) fields = make_fields(w->quiz, q, front->str);
  g_autofree char *plain = dup_plain(front->str);
  gint64 id = take_id(w->note_ids, q->id);
  const Value values[] = {{id, NULL},
                          {0, guid},
                          {kd_card_is_cloze(q) ? cloze.id : basic.id, NULL},
                          {DATE, NULL},
                          {0, tags->str},
                          {0, fields->str},
                          {0, plain},
                          {hash_text(plain), NULL}};
  return insert(w, note_row, values, G_N_ELEMENTS(values)) && insert_cards(w, q, id);
}

/* --- the database
 * -------------------------------------------------------------------------------------------- */

static gboolean fill_database(Writer *w)
{
  g_autoptr(GString) deck_name = g_string_new(NULL);
  kd_card_deck(deck_name, w->quiz);
  w->deck = ID_BASE + hash_text(deck_name->str);
  gboolean fine =
      sqlite3_exec(w->db, schema, NULL, NULL, NULL) == SQLITE_OK && insert_collection(w, deck_name->str);
  for (guint i = 0; fine && i < w->quiz->questions->len; i++)
    fine = insert_note(w, kd_quiz_question(w->quiz, i));
  return fine && sqlite3_exec(w->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

/* The bytes of the database; the caller frees them with sqlite3_free. NULL: out of memory. The header's note
 * on which SQLite wrote it says the same of every one. */
static guint8 *take_bytes(sqlite3 *db, sqlite3_int64 *len)
{
  guint8 *bytes = sqlite3_serialize(db, "main", len, 0);
  guint32 version = GUINT32_TO_BE(WRITER_VERSION);
  if (bytes)
    memcpy(bytes + WRITER_PLACE, &version, sizeof version);
  return bytes;
}

static gboolean write_package(const guint8 *database, gsize len, GString *out, GError **error)
{
  g_autoptr(KdPackage) package = kd_package_new();
  kd_package_add(package, "collection.anki2", (const char *)database, len);
  kd_package_add(package, "media", "{}", strlen("{}"));
  return kd_package_write(package, out, error);
}

static gboolean write_apkg(const KdExportJob *job, GString *out, GError **error)
{
  g_autoptr(GHashTable) note_ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GHashTable) card_ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  Writer w = {.quiz = job->quiz, .note_ids = note_ids, .card_ids = card_ids, .due = 1};
  sqlite3_int64 len = 0;
  gboolean fine = sqlite3_open(":memory:", &w.db) == SQLITE_OK && fill_database(&w);
  guint8 *bytes = fine ? take_bytes(w.db, &len) : NULL;
  if (bytes == NULL)
    g_set_error(error, KD_ERROR, KD_ERROR_IO, "SQLite: %s", sqlite3_errmsg(w.db));
  sqlite3_close(w.db);
  fine = bytes && write_package(bytes, (gsize)len, out, error);
  sqlite3_free(bytes);
  return fine;
}

const KdExporter kd_exporter_apkg = {
    .name = "apkg",
    .suffix = ".apkg",
    .summary = N_("Anki deck for phone and desktop: one card an item, one a blank; other right wordings, "
                  "explanation and "
                  "source on the back"),
    .proof = KD_PROOF_STANDARD,
    .binary = TRUE,
    .holds = {.types = KD_EVERY_TYPE, .any_order = TRUE, .max_choices = KD_LETTERS},
    .find_obstacle = kd_card_find_obstacle,
    .write = write_apkg,
};
