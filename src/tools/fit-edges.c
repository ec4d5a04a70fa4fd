/* Fits the weights by which the edges of lists are judged (extractor/edges.h) to lists that were read by
 * hand, by maximum entropy, and writes them to data/cues/edge-weights.txt.
 *
 * usage: fit-edges WEIGHTS NGRAMS GOLD-FOLDER TEXT-FOLDER ROWS ROW-FOLDER [show]
 * NGRAMS is the table that count-ngrams makes. GOLD-FOLDER holds NAME.json, the points of
 * TEXT-FOLDER/NAME.txt. How well edges are found is measured with weights that were fitted to the other
 * texts, one text after the other. Same files, same weights. */
#include "base/utf8.h"
#include "extractor/lists.h"
#include "extractor/scan.h"
#include "reader/reader.h"
#include "tools/corpus.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 600
#define RATE 0.1
#define SHRINK 1.2 /* weight of half the squared weights in what is minimised */
#define NO_TEXT G_MAXUINT
#define HAND_PARTS 5 /* of the rows read by hand, each of which counts as a text */

#define WIDTH ((guint)KD_EDGE_COUNT) /* the edges have more features than the ways to read a row */

typedef double Features[WIDTH];
G_STATIC_ASSERT((guint)KD_PARSE_COUNT <= WIDTH);

enum { PARSE = 2, TASKS };

/* One edge: every place at which it may lie. */
typedef struct {
  GArray *places; /* Features */
  guint right;    /* index of the place at which it lies */
  guint text;     /* number of the text */
  char *shown;    /* the chunk, for people */
} Example;

typedef struct {
  KdContext ctx;
  KdListFinder *finder;
  GPtrArray *examples[TASKS]; /* Example: of either side, and of ways to read a row */
  guint text;                 /* number of the one read */
  guint texts;                /* how many there are but for the rows read by hand */
  /* The list that is read. */
  const KdGlyphs *g;
  const GArray *members; /* KdRange */
  KdSpan only;           /* the one row that is looked at; empty: all are */
  GHashTable *gold;      /* the members of each point of the text, as take_parse puts them */
  Example *example;
  guint edge;
  gboolean done;
} Fit;

static void free_example(gpointer p)
{
  Example *x = p;
  g_array_unref(x->places);
  g_free(x->shown);
  g_free(x);
}

/* --- fitting -------------------------------------------------------------------------------------------- */

/* Chances of the places of an example by these weights; gives the index of the best. */
static guint judge(const Example *x, const double *weights, double *chances)
{
  guint best = 0;
  double sum = 0, most = -G_MAXDOUBLE;
  for (guint i = 0; i < x->places->len; i++) {
    const double *features = g_array_index(x->places, Features, i);
    chances[i] = 0;
    for (guint k = 0; k < WIDTH; k++)
      chances[i] += features[k] * weights[k];
    if (chances[i] > most) {
      most = chances[i];
      best = i;
    }
  }
  for (guint i = 0; i < x->places->len; i++)
    sum += chances[i] = exp(chances[i] - most);
  for (guint i = 0; i < x->places->len; i++)
    chances[i] /= sum;
  return best;
}

static void add_gradient(const Example *x, const double *chances, double *gradient)
{
  for (guint i = 0; i < x->places->len; i++) {
    const double *features = g_array_index(x->places, Features, i);
    double by = chances[i] - (i == x->right ? 1 : 0);
    for (guint k = 0; k < WIDTH; k++)
      gradient[k] += by * features[k];
  }
}

/* Weights that make the right places of all examples but those of one text likely (steps by Adagrad: Duchi
 * and others, JMLR 12, 2011). */
static void fit_weights(const GPtrArray *examples, guint but, double *weights)
{
  Features squares = {0};
  double chances[KD_MEMBER_MAX + 1];
  memset(weights, 0, sizeof(Features));
  for (guint round = 0; round < ROUNDS; round++) {
    Features gradient;
    for (guint k = 0; k < WIDTH; k++)
      gradient[k] = SHRINK * weights[k];
    for (guint i = 0; i < examples->len; i++) {
      const Example *x = g_ptr_array_index(examples, i);
      if (x->text == but)
        continue;
      judge(x, weights, chances);
      add_gradient(x, chances, gradient);
    }
    for (guint k = 0; k < WIDTH; k++) {
      squares[k] += gradient[k] * gradient[k];
      if (squares[k] > 0)
        weights[k] -= RATE * gradient[k] / sqrt(squares[k]) * 10;
    }
  }
}

/* --- examples ------------------------------------------------------------------------------------------- */

static void take_place(guint at, const double *features, gpointer data)
{
  Fit *fit = data;
  if (at == fit->edge)
    fit->example->right = fit->example->places->len;
  Features place = {0};
  memcpy(place, features, KD_EDGE_COUNT * sizeof *place);
  g_array_append_vals(fit->example->places, place, 1);
}

static void add_example(Fit *fit, const KdModel *m, KdRange chunk, guint edge, KdEdgeSide side)
{
  gsize len;
  const char *text = kd_range_text(fit->g, chunk, &len);
  fit->edge = edge;
  fit->example = g_new0(Example, 1);
  *fit->example =
      (Example){g_array_new(FALSE, FALSE, sizeof(Features)), G_MAXUINT, fit->text, g_strndup(text, len)};
  kd_edges_foreach(kd_list_finder_edges(fit->finder), m, (KdCut){chunk, side}, take_place, fit);
  if (fit->example->right == G_MAXUINT || fit->example->places->len < 2)
    free_example(fit->example);
  else
    g_ptr_array_add(fit->examples[side], fit->example);
}

/* A row of chunks that holds the list: both its edges are examples. */
static void look_at_row(KdListFinder *finder, gboolean open, gpointer data)
{
  Fit *fit = data;
  (void)open;
  guint n = 0, front = G_MAXUINT, back = G_MAXUINT;
  const KdRange *chunks = kd_list_finder_chunks(finder, &n);
  const KdRange *members = (const KdRange *)(gconstpointer)fit->members->data;
  KdRange first = members[0], last = members[fit->members->len - 1];
  for (guint i = 0; i < n; i++) {
    if (chunks[i].b == first.b && chunks[i].a <= first.a)
      front = i;
    if (chunks[i].a <= last.a && last.b <= chunks[i].b)
      back = i;
  }
  if (fit->done || front == G_MAXUINT || back == G_MAXUINT)
    return;
  fit->done = TRUE;
  KdModel m = kd_edges_model(kd_list_finder_edges(finder), members + 1, fit->members->len - 2);
  add_example(fit, &m, chunks[front], first.a, KD_EDGE_FIRST);
  add_example(fit, &m, (KdRange){last.a, chunks[back].b}, last.b, KD_EDGE_LAST);
}

static void look_at_stretch(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Fit *fit = data;
  (void)mark;
  (void)region;
  KdRange first = g_array_index(fit->members, KdRange, 0);
  if (stretch.a <= first.a && first.b <= stretch.b)
    kd_list_rows_foreach(fit->finder, fit->g, stretch, look_at_row, fit);
}

/* Does one member follow the other as in a list joined by 、? */
static gboolean is_seam(const char *between, gsize len)
{
  static const char *const seams[] = {"", "、", "和", "与", "及", "以及", "或", "或者", "—", "、以及"};
  for (guint i = 0; i < G_N_ELEMENTS(seams); i++)
    if (strlen(seams[i]) == len && memcmp(between, seams[i], len) == 0)
      return TRUE;
  return FALSE;
}

/* The members one behind the other from `at` on, as spans; FALSE where they do not stand there. */
static gboolean find_members(const KdDocument *d, guint32 at, const cJSON *members, GArray *spans)
{
  g_array_set_size(spans, 0);
  const cJSON *member;
  cJSON_ArrayForEach(member, members)
  {
    KdSpan span = {at, (guint32)strlen(member->valuestring)};
    if (spans->len) {
      const char *next =
          g_strstr_len(d->text + at, (gssize)MIN(d->len - at, 12 + span.len), member->valuestring);
      if (next == NULL || !is_seam(d->text + at, (gsize)(next - (d->text + at))))
        return FALSE;
      span.start = (guint32)(next - d->text);
    }
    g_array_append_val(spans, span);
    at = kd_span_end(span);
  }
  return TRUE;
}

static guint glyph_at(const KdGlyphs *g, guint32 byte)
{
  guint i = 0;
  while (i < g->n && kd_glyph(g, i)->at < byte)
    i++;
  return i;
}

static void learn_members(Fit *fit, const KdGlyphs *g, const GArray *members)
{
  fit->g = g;
  fit->members = members;
  fit->done = FALSE;
  kd_stretches_foreach(g, look_at_stretch, fit);
}

static void learn_list(Fit *fit, const KdDocument *d, const GArray *spans)
{
  KdSpan last = g_array_index(spans, KdSpan, spans->len - 1);
  const KdSentence *s = kd_document_sentence(d, kd_document_find_sentence(d, last.start));
  g_autofree KdGlyph *glyphs = g_new(KdGlyph, s->span.len + 1);
  KdGlyphs g;
  kd_glyphs_read(d, s->span, glyphs, &g);
  g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(KdRange));
  for (guint i = 0; i < spans->len; i++) {
    KdSpan m = g_array_index(spans, KdSpan, i);
    KdRange r = {glyph_at(&g, m.start), glyph_at(&g, kd_span_end(m))};
    if (m.start < s->span.start || r.b <= r.a)
      return;
    g_array_append_val(members, r);
  }
  learn_members(fit, &g, members);
}

static void learn_point(Fit *fit, const KdDocument *d, const cJSON *point)
{
  const cJSON *members = cJSON_GetObjectItem(point, "members");
  const cJSON *first = members ? members->child : NULL;
  if (cJSON_GetArraySize(members) < 3 || cJSON_IsTrue(cJSON_GetObjectItem(point, "broken")))
    return;
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(KdSpan));
  for (const char *p = strstr(d->text, first->valuestring); p; p = strstr(p + 1, first->valuestring))
    if (find_members(d, (guint32)(p - d->text), members, spans)) {
      learn_list(fit, d, spans);
      return;
    }
}

/* The letters of the members, each on a line. */
static void append_member(GString *key, const char *text, gsize len)
{
  kd_letters_append(key, text, len);
  g_string_append_c(key, '\n');
}

static char *member_key(const Fit *fit, const KdRange *members, guint n)
{
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    gsize len;
    const char *text = kd_range_text(fit->g, members[i], &len);
    append_member(key, text, len);
  }
  return g_string_free(key, FALSE);
}

static void take_parse(const KdList *list, const double *features, gpointer data)
{
  Fit *fit = data;
  g_autofree char *key =
      member_key(fit, (const KdRange *)(gconstpointer)list->members->data, list->members->len);
  if (g_hash_table_contains(fit->gold, key))
    fit->example->right = fit->example->places->len;
  Features place = {0};
  memcpy(place, features, KD_PARSE_COUNT * sizeof *place);
  g_array_append_vals(fit->example->places, place, 1);
}

/* Every way to read a row, and, first, that there is no list in it. */
static void learn_row(KdListFinder *finder, gboolean open, gpointer data)
{
  Fit *fit = data;
  Features none = {0};
  guint n = 0;
  const KdRange *chunks = kd_list_finder_chunks(finder, &n);
  if (n < 2)
    return;
  gsize len;
  KdRange row = {chunks[0].a, chunks[n - 1].b};
  const char *text = kd_range_text(fit->g, row, &len);
  if (fit->only.len &&
      memcmp(&fit->only, &(KdSpan){kd_glyph(fit->g, row.a)->at, (guint32)len}, sizeof fit->only) != 0)
    return;
  fit->example = g_new0(Example, 1);
  *fit->example = (Example){g_array_new(FALSE, FALSE, sizeof(Features)), 0, fit->text, g_strndup(text, len)};
  g_array_append_vals(fit->example->places, none, 1);
  kd_list_parses_foreach(finder, open, take_parse, fit);
  if (fit->example->places->len < 2)
    free_example(fit->example);
  else
    g_ptr_array_add(fit->examples[PARSE], fit->example);
}

static void learn_stretch(KdRange stretch, gunichar mark, guint region, gpointer data)
{
  Fit *fit = data;
  (void)mark;
  (void)region;
  kd_list_rows_foreach(fit->finder, fit->g, stretch, learn_row, fit);
}

/* Edges are told from now on by weights that were fitted to the other texts. */
static void use_others(Fit *fit)
{
  for (guint side = 0; side < 2; side++) {
    Features weights;
    fit_weights(fit->examples[side], fit->text, weights);
    kd_list_finder_set_weights(fit->finder, side, weights);
  }
}

/* Every row of the text. */
static void learn_rows(Fit *fit, const KdDocument *d)
{
  use_others(fit);
  g_autoptr(KdScan) scan = kd_scan_new(d);
  for (guint32 i = 0; i < d->sentences->len; i++) {
    fit->g = kd_scan_sentence(scan, i);
    if (!kd_document_is_broken(d, kd_document_sentence(d, i)->span))
      kd_stretches_foreach(fit->g, learn_stretch, fit);
  }
}

static void remember_gold(Fit *fit, const cJSON *point)
{
  const cJSON *member;
  GString *key = g_string_new(NULL);
  cJSON_ArrayForEach(member, cJSON_GetObjectItem(point, "members"))
  {
    append_member(key, member->valuestring, strlen(member->valuestring));
  }
  g_hash_table_add(fit->gold, g_string_free(key, FALSE));
}

static void learn_text(Fit *fit, gboolean rows, const char *gold_path, const char *text_path)
{
  g_autofree char *gold = NULL, *text = NULL;
  gsize len = 0;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(gold_path, &gold, NULL, &error) ||
      !g_file_get_contents(text_path, &text, &len, &error))
    g_error("%s", error->message);
  cJSON *json = cJSON_Parse(gold);
  g_autoptr(KdDocument) d = kd_reader_read(&fit->ctx, text_path, (const guint8 *)text, len, NULL);
  if (json == NULL || d == NULL)
    g_error("%s is no gold, or its text cannot be read", gold_path);
  const cJSON *article, *point;
  g_hash_table_remove_all(fit->gold);
  cJSON_ArrayForEach(article, cJSON_GetObjectItem(json, "articles"))
  {
    cJSON_ArrayForEach(point, cJSON_GetObjectItem(article, "points"))
    {
      remember_gold(fit, point);
      if (!rows)
        learn_point(fit, d, point);
    }
  }
  if (rows)
    learn_rows(fit, d);
  cJSON_Delete(json);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void learn_folder(Fit *fit, gboolean rows, const char *gold_folder, const char *text_folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open(gold_folder, 0, &error);
  if (dir == NULL)
    g_error("%s", error->message);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir))
    if (g_str_has_suffix(name, ".json"))
      g_ptr_array_add(names, g_strndup(name, strlen(name) - strlen(".json")));
  g_ptr_array_sort(names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *gold = g_strdup_printf("%s/%s.json", gold_folder, name);
    g_autofree char *text = g_strdup_printf("%s/%s.txt", text_folder, name);
    fit->text = i;
    learn_text(fit, rows, gold, text);
  }
}

/* --- rows read by hand -------------------------------------------------------------------------------- */

/* A line of the list of rows: the row, and its members' bytes. */
typedef struct {
  const KdGlyphs *g;
  KdSpan row;
  GArray *members; /* KdRange */
} HandRow;

static gboolean read_span(const char *field, KdSpan *span)
{
  char *rest;
  guint64 start = g_ascii_strtoull(field, &rest, 10);
  if (rest == field || (*rest != '-' && *rest != '\t'))
    return FALSE;
  *span = kd_span((guint32)start, (guint32)g_ascii_strtoull(rest + 1, NULL, 10));
  return TRUE;
}

static void learn_hand_row(Fit *fit, const HandRow *row, gboolean rows)
{
  const KdRange *members = (const KdRange *)(gconstpointer)row->members->data;
  if (!rows) {
    if (row->members->len >= 3)
      learn_members(fit, row->g, row->members);
    return;
  }
  fit->g = row->g;
  fit->only = row->row;
  g_hash_table_remove_all(fit->gold);
  if (row->members->len >= 3)
    g_hash_table_add(fit->gold, member_key(fit, members, row->members->len));
  kd_stretches_foreach(fit->g, learn_stretch, fit);
  fit->only = (KdSpan){0, 0};
}

/* One line of the list: file, line, row, members. */
static void learn_hand_line(Fit *fit, const char *folder, char **fields, gboolean rows)
{
  g_autofree char *path = g_strdup_printf("%s/%s.txt", folder, fields[0]);
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  guint64 number = g_ascii_strtoull(fields[1], NULL, 10);
  g_assert(number > 0 && number <= g_strv_length(lines));
  KdDocument d = {.text = lines[number - 1]};
  KdSpan line = {0, (guint32)strlen(d.text)};
  g_autofree KdGlyph *glyphs = g_new(KdGlyph, line.len + 1);
  KdGlyphs g;
  kd_glyphs_read(&d, line, glyphs, &g);
  g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(KdRange));
  g_autofree char *bounds = g_strdup_printf("%s\t%s", fields[2], fields[3]);
  HandRow row = {.g = &g, .members = members};
  g_auto(GStrv) each = g_strsplit(fields[4], " ", 0);
  KdSpan member;
  if (!read_span(bounds, &row.row))
    g_error("%s is no place", bounds);
  for (guint i = 0; each[i]; i++)
    if (read_span(each[i], &member)) {
      KdRange r = {glyph_at(&g, member.start), glyph_at(&g, kd_span_end(member))};
      g_array_append_val(members, r);
    }
  learn_hand_row(fit, &row, rows);
}

/* The rows in parts, each of which counts as a text. */
static void learn_hand_rows(Fit *fit, gboolean rows, const char *list, const char *folder)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(list);
  guint first = fit->text + 1;
  for (guint part = 0; part < HAND_PARTS; part++) {
    fit->text = first + part;
    if (rows)
      use_others(fit);
    for (guint i = part; lines[i]; i += HAND_PARTS) {
      g_auto(GStrv) fields = g_strsplit(lines[i], "\t", 0);
      if (*lines[i] != '#' && g_strv_length(fields) == 5)
        learn_hand_line(fit, folder, fields, rows);
      if (i + HAND_PARTS >= g_strv_length(lines))
        break;
    }
  }
}

/* --- results ------------------------------------------------------------------------------------------- */

static const char *const task_names[TASKS] = {"first", "last", "parse"};

/* How well weights fitted to the other texts find the edges of each. */
static void report_task(const Fit *fit, guint task, gboolean show)
{
  const GPtrArray *examples = fit->examples[task];
  guint right[2] = {0}, whole[2] = {0};
  double loss[2] = {0}, chances[KD_MEMBER_MAX + 1];
  for (guint text = 0; text <= fit->text; text++) {
    Features weights;
    guint hand = text >= fit->texts;
    fit_weights(examples, text, weights);
    for (guint i = 0; i < examples->len; i++) {
      const Example *x = g_ptr_array_index(examples, i);
      if (x->text != text)
        continue;
      guint best = judge(x, weights, chances);
      whole[hand]++;
      right[hand] += best == x->right;
      loss[hand] -= log(MAX(chances[x->right], 1e-9));
      if (show && best != x->right)
        printf("    %2u %s place %u, not %u (%.2f)\n", text, x->shown, x->right, best, chances[best]);
    }
  }
  for (guint hand = 0; hand < 2; hand++)
    printf("  %s, %s: %u of %u right, loss %.4f, each by weights of the others\n", task_names[task],
           hand ? "rows read by hand" : "texts", right[hand], whole[hand], loss[hand] / MAX(whole[hand], 1));
}

static const char *word_of(guint task, guint feature)
{
  return task == PARSE ? kd_parse_feature_word(feature) : kd_edge_feature_word(feature);
}

static void append_weights(GString *out, guint task, const char *suffix, const double *weights)
{
  guint n = task == PARSE ? KD_PARSE_COUNT : KD_EDGE_COUNT;
  for (guint k = 0; k < n; k++)
    if (fabs(weights[k]) >= 0.005)
      g_string_append_printf(out, "%s-%s%s\t%.2f\n", task_names[task], word_of(task, k), suffix, weights[k]);
}

/* Fits everything, with the table of n-grams or without, and appends the weights. */
static void fit_all(const KdContext *ctx, char **folders, GString *out, gboolean show)
{
  Fit fit = {.ctx = *ctx, .finder = kd_list_finder_new(ctx)};
  fit.gold = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint task = 0; task < TASKS; task++)
    fit.examples[task] = g_ptr_array_new_with_free_func(free_example);
  for (guint rows = 0; rows < 2; rows++) {
    learn_folder(&fit, rows, folders[0], folders[1]);
    fit.texts = fit.text + 1;
    learn_hand_rows(&fit, rows, folders[2], folders[3]);
  }
  printf("%s the table of n-grams:\n", ctx->ngrams ? "with" : "without");
  for (guint task = 0; task < TASKS; task++) {
    Features weights;
    report_task(&fit, task, show);
    fit_weights(fit.examples[task], NO_TEXT, weights);
    append_weights(out, task, ctx->ngrams ? "" : "-alone", weights);
    g_ptr_array_unref(fit.examples[task]);
  }
  g_hash_table_unref(fit.gold);
  kd_list_finder_free(fit.finder);
}

int main(int argc, char **argv)
{
  if (argc < 7) {
    fputs("usage: fit-edges WEIGHTS NGRAMS GOLD-FOLDER TEXT-FOLDER ROWS ROW-FOLDER [show]\n", stderr);
    return 2;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  g_autoptr(KdNgrams) ngrams = kd_ngrams_open(argv[2], &error);
  if (ngrams == NULL)
    g_error("%s", error->message);
  g_autoptr(GString) out = g_string_new(
      "# Weights of what speaks for and against the edges of a list, and for a way to read a row, fitted by\n"
      "# fit-edges. -alone: where there is no table of n-grams.\n");
  for (guint with = 0; with < 2; with++) {
    KdContext ctx = {cues, findings, 1, with ? ngrams : NULL};
    fit_all(&ctx, argv + 3, out, argc > 7);
  }
  if (!g_file_set_contents(argv[1], out->str, -1, &error))
    g_error("%s", error->message);
  return 0;
}
