#include "exporter/practice.h"

#include "exporter/json_tree.h"

#define ID_CHARS 16

/* A text is itself, a blank its width, the brackets of a choice 0. */
static void add_stem(cJSON *tree, const KdPaperItem *item)
{
  cJSON *stem = cJSON_AddArrayToObject(tree, "stem");
  for (guint i = 0; i < item->stem->len; i++) {
    const KdPaperPiece *piece = &g_array_index(item->stem, KdPaperPiece, i);
    g_autofree char *text = g_strndup(piece->text, piece->len);
    gboolean is_text = piece->kind == KD_PIECE_TEXT;
    cJSON_AddItemToArray(stem, is_text ? cJSON_CreateString(text) : cJSON_CreateNumber(piece->width));
  }
}

/* Of each blank the wordings that are right. */
static void add_blanks(cJSON *tree, const KdQuestion *q)
{
  cJSON *blanks = cJSON_AddArrayToObject(tree, "blanks");
  for (guint i = 0; i < q->blanks->len; i++) {
    const KdBlank *b = kd_question_blank(q, i);
    cJSON *wordings = cJSON_CreateArray();
    cJSON_AddItemToArray(wordings, cJSON_CreateString(b->answer));
    for (guint a = 0; a < b->accept->len; a++)
      cJSON_AddItemToArray(wordings, cJSON_CreateString(g_ptr_array_index(b->accept, a)));
    cJSON_AddItemToArray(blanks, wordings);
  }
  cJSON_AddBoolToObject(tree, "ordered", q->ordered);
}

static void add_key(cJSON *tree, const KdQuestion *q)
{
  cJSON *key = cJSON_AddArrayToObject(tree, "key");
  for (guint i = 0; i < q->options->len; i++)
    if (kd_question_option(q, i)->correct)
      cJSON_AddItemToArray(key, cJSON_CreateNumber(i));
  for (guint i = 0; i < q->places->len; i++)
    cJSON_AddItemToArray(key, cJSON_CreateNumber(kd_question_place(q, i)));
}

static void add_choices(cJSON *tree, const KdQuestion *q)
{
  cJSON *options = cJSON_AddArrayToObject(tree, "options");
  for (guint i = 0; i < kd_wording_choices(q); i++)
    cJSON_AddItemToArray(options, cJSON_CreateString(kd_wording_choice(q, i)));
  cJSON *left = cJSON_AddArrayToObject(tree, "left");
  for (guint i = 0; i < q->left->len; i++)
    cJSON_AddItemToArray(left, cJSON_CreateString(kd_question_left(q, i)));
  add_key(tree, q);
}

static cJSON *make_item(const KdPaperItem *item)
{
  const KdQuestion *q = item->question;
  cJSON *tree = cJSON_CreateObject();
  cJSON_AddNumberToObject(tree, "number", item->number);
  kd_json_add_text(tree, "type", kd_question_type_name(q->type));
  kd_json_add_text(tree, "label", kd_question_type_label(q->type));
  cJSON_AddNumberToObject(tree, "points", q->half_points / 2.0);
  add_stem(tree, item);
  if (q->type == KD_QUESTION_FILL)
    add_blanks(tree, q);
  else if (q->type == KD_QUESTION_JUDGE)
    cJSON_AddBoolToObject(tree, "truth", q->is_true);
  else if (q->type != KD_QUESTION_SHORT)
    add_choices(tree, q);
  kd_json_add_text(tree, "answer", item->answer);
  kd_json_add_text(tree, "explanation", item->explanation);
  kd_json_add_text(tree, "places", item->places);
  return tree;
}

static cJSON *make_items(const KdPaper *paper)
{
  cJSON *items = cJSON_CreateArray();
  for (guint s = 0; s < paper->sections->len; s++) {
    const KdPaperSection *section = kd_paper_section(paper, s);
    for (guint i = 0; i < section->items->len; i++)
      cJSON_AddItemToArray(items, make_item(kd_paper_item(section, i)));
  }
  return items;
}

void kd_practice_write(const KdPaper *paper, GString *out)
{
  g_autoptr(GString) items = g_string_new(NULL), whole = g_string_new(NULL);
  kd_json_write(make_items(paper), FALSE, items);
  /* What a reader has answered is kept under a name made from the items as they stand: another order of
   * options is another sheet. */
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, items->str, -1);
  sum[ID_CHARS] = '\0';
  cJSON *tree = cJSON_CreateObject();
  kd_json_add_text(tree, "id", sum);
  kd_json_add_text(tree, "title", paper->title);
  cJSON_AddRawToObject(tree, "items", items->str);
  kd_json_write(tree, FALSE, whole);
  /* "<!--" and "<script" inside a script element change where it ends. */
  g_string_replace(whole, "<", "\\u003c", 0);
  g_string_append_len(out, whole->str, (gssize)whole->len);
}
