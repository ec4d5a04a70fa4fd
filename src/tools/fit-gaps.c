/* Fits a network that tells from the clues of a gap between two characters what belongs there
 * (reader/gapnet.h).
 *
 * usage: fit-gaps marks|seams NET HELD-BACK CORPUS-FILE…
 * marks: which mark was lost there, if any. seams: the gap parts two paragraphs; did the first only lose its
 * last mark, was one paragraph torn in two, or was the end of the first cut off? A line of a corpus file is a
 * paragraph. Lines that share a run of fourteen Han characters with a text of the folder HELD-BACK are left
 * out. Same files, same network. */
#include "base/random.h"
#include "base/utf8.h"
#include "reader/gapnet.h"
#include "reader/odds.h"
#include "reader/seam.h"
#include "tools/corpus.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HIDDEN KD_GAPNET_HIDDEN
#define MOST_OUTCOMES KD_GAPNET_OUTCOMES
#define SHORTEST 60   /* bytes of a paragraph */
#define RARE 8        /* a clue seen less often does not matter */
#define LEFT_OUT 20   /* per cent of the clues, so that no clue is relied on alone */
#define ONE_IN 2      /* of the gaps without a mark are learnt from */
#define PLACES 6      /* at which a paragraph is torn, and cut */
#define LOST_IN_TEN 3 /* marks at line ends */
#define TINY 1e-6f

typedef struct Fit Fit;
typedef void (*Use)(Fit *fit, const KdGap *gap, guint outcome);

typedef struct {
  const char *name;
  guint outcomes;
  guint rows;
  void (*each)(Fit *fit, const GArray *line, const GArray *next, Use use);
} Task;

/* The network while it is fitted (steps by Adagrad: Duchi and others, JMLR 12, 2011); a row has one sum of
 * squares. */
typedef struct {
  float (*rows)[HIDDEN];
  float *row_squares;
  float bias[HIDDEN], bias_squares[HIDDEN];
  float out[MOST_OUTCOMES][HIDDEN + 1], out_squares[MOST_OUTCOMES][HIDDEN + 1];
} Net;

struct Fit {
  const Task *task;
  KdRandom random;
  guint32 (*counts)[MOST_OUTCOMES]; /* by clue and outcome */
  guint64 totals[MOST_OUTCOMES];
  gint32 *row_of; /* by clue; −1: it does not matter */
  guint32 *keys;  /* by row */
  guint n_rows;
  Net net;
  float rate;
  double loss;
  guint64 seen;
};

/* --- examples ----------------------------------------------------------------------------------------- */

static gunichar char_at(const GArray *line, gint64 i)
{
  return line && i >= 0 && i < line->len ? g_array_index(line, gunichar, i) : 0;
}

static guint class_of(gunichar c)
{
  for (guint i = 1; i < KD_LOST_CLASSES; i++)
    if (kd_lost_mark(i) == c)
      return i;
  return KD_LOST_NOTHING;
}

static gboolean is_mark(gunichar c)
{
  return class_of(c) || kd_is_clause_mark(c);
}

/* The gap behind `end` characters of one line and in front of character `start` of another. */
static KdGap gap_between(const GArray *left, gint64 end, const GArray *right, gint64 start)
{
  KdGap gap;
  for (gint k = 0; k < KD_GAP_REACH; k++) {
    gap.left[k] = char_at(left, end - 1 - k);
    gap.right[k] = char_at(right, start + k);
  }
  return gap;
}

static void each_mark(Fit *fit, const GArray *line, const GArray *next, Use use)
{
  (void)next;
  for (guint i = 2; i + 1 < line->len; i++) {
    guint class = class_of(char_at(line, i));
    guint right = class ? i + 1 : i;
    gunichar l = char_at(line, i - 1), r = char_at(line, right);
    if (!kd_may_be_lost(l, r) || (class == KD_LOST_NOTHING && kd_random_below(&fit->random, ONE_IN)))
      continue;
    KdGap gap = gap_between(line, i, line, right);
    use(fit, &gap, class);
  }
}

/* Where a line of a column may end: behind the marks there, the last of which may be lost. */
static void end_line(Fit *fit, const GArray *line, gint64 *left_end, gint64 *right)
{
  *right = 6 + kd_random_below(&fit->random, line->len - 12);
  while (*right < line->len && (is_mark(char_at(line, *right)) || kd_is_closing(char_at(line, *right))))
    ++*right;
  *left_end = *right;
  if (class_of(char_at(line, *right - 1)) && kd_random_below(&fit->random, 10) < LOST_IN_TEN)
    --*left_end;
}

static gboolean is_open_end(gunichar c)
{
  return c && !kd_is_end_mark(c) && c != 0xFF1A && c != 0xFF1B && c != 0x2026;
}

static gunichar last_open(const GArray *line, gint64 end)
{
  while (end > 0 && kd_is_closing(char_at(line, end - 1)))
    end--;
  return char_at(line, end - 1);
}

static void each_seam(Fit *fit, const GArray *line, const GArray *next, Use use)
{
  if (next == NULL || next->len < 12 || line->len < 40)
    return;
  if (char_at(line, (gint64)line->len - 1) == 0x3002) {
    KdGap gap = gap_between(line, (gint64)line->len - 1, next, 0);
    use(fit, &gap, KD_SEAM_LOST);
  }
  for (guint k = 0; k < 2 * PLACES; k++) {
    gint64 end, right;
    end_line(fit, line, &end, &right);
    if (!is_open_end(last_open(line, end)) || right + 6 > line->len)
      continue;
    gboolean torn = k < PLACES;
    KdGap gap = gap_between(line, end, torn ? line : next, torn ? right : 0);
    use(fit, &gap, torn ? KD_SEAM_TORN : KD_SEAM_CUT);
  }
}

/* Size against accuracy: marks with 200000 rows of 32 units take 7.2 MB instead of 2.2 and find .536 instead
 * of .518 of the marks lost in documents held back (precision .975 and .974), but in texts of other kinds no
 * more. Twice LEFT_OUT is worse, as are files of the corpus read several times. */
static const Task tasks[] = {
    {"marks", KD_LOST_CLASSES, 110000, each_mark},
    {"seams", KD_SEAM_OUTCOMES, 30000, each_seam},
};

/* --- clues that matter -------------------------------------------------------------------------------- */

static void count_clues(Fit *fit, const KdGap *gap, guint outcome)
{
  guint32 clues[KD_GAP_CLUES];
  guint n = kd_gap_clues(gap, clues);
  for (guint i = 0; i < n; i++)
    fit->counts[clues[i]][outcome]++;
  fit->totals[outcome]++;
}

typedef struct {
  double gain;
  guint32 key;
} Ranked;

static int compare_ranked(const void *a, const void *b)
{
  const Ranked *x = a, *y = b;
  if (x->gain != y->gain)
    return x->gain < y->gain ? 1 : -1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static int compare_keys(const void *a, const void *b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
  return x < y ? -1 : x > y;
}

/* How much a clue tells about the outcome: the logarithm of the likelihood ratio. */
static double gain_of(const Fit *fit, guint32 key, double all)
{
  double n = 0, gain = 0;
  for (guint c = 0; c < fit->task->outcomes; c++)
    n += fit->counts[key][c];
  for (guint c = 0; n >= RARE && c < fit->task->outcomes; c++)
    if (fit->counts[key][c])
      gain += fit->counts[key][c] * log(fit->counts[key][c] / (n * (double)fit->totals[c] / all));
  return gain;
}

static void choose_rows(Fit *fit)
{
  g_autofree Ranked *ranked = g_new(Ranked, KD_GAP_KEYS);
  double all = 0;
  for (guint c = 0; c < fit->task->outcomes; c++)
    all += (double)fit->totals[c];
  guint n = 0;
  for (guint32 key = 0; key < KD_GAP_KEYS; key++) {
    double gain = gain_of(fit, key, all);
    if (gain > 0)
      ranked[n++] = (Ranked){gain, key};
    fit->row_of[key] = -1;
  }
  qsort(ranked, n, sizeof *ranked, compare_ranked);
  fit->n_rows = MIN(n, fit->task->rows);
  fit->keys = g_new(guint32, fit->n_rows);
  for (guint i = 0; i < fit->n_rows; i++)
    fit->keys[i] = ranked[i].key;
  qsort(fit->keys, fit->n_rows, sizeof *fit->keys, compare_keys);
  for (guint i = 0; i < fit->n_rows; i++)
    fit->row_of[fit->keys[i]] = (gint32)i;
}

/* --- learning ----------------------------------------------------------------------------------------- */

static float any_weight(Fit *fit, float most)
{
  return ((float)kd_random_next(&fit->random) / (float)G_MAXUINT32 - 0.5f) * 2 * most;
}

static void begin_net(Fit *fit)
{
  Net *net = &fit->net;
  net->rows = g_malloc0_n(fit->n_rows, sizeof *net->rows);
  net->row_squares = g_new0(float, fit->n_rows);
  for (guint i = 0; i < fit->n_rows; i++)
    for (guint h = 0; h < HIDDEN; h++)
      net->rows[i][h] = any_weight(fit, 0.1f);
  for (guint c = 0; c < fit->task->outcomes; c++)
    for (guint h = 0; h < HIDDEN; h++)
      net->out[c][h] = any_weight(fit, 0.3f);
}

typedef struct {
  gint32 rows[KD_GAP_CLUES];
  guint n;
  float hidden[HIDDEN], p[MOST_OUTCOMES];
} Pass;

static void run_forward(Fit *fit, const KdGap *gap, Pass *pass)
{
  guint32 clues[KD_GAP_CLUES];
  float sums[HIDDEN] = {0}, total = 0;
  guint n = kd_gap_clues(gap, clues);
  pass->n = 0;
  for (guint i = 0; i < n; i++) {
    gint32 row = fit->row_of[clues[i]];
    if (row < 0 || kd_random_below(&fit->random, 100) < LEFT_OUT)
      continue;
    pass->rows[pass->n++] = row;
    for (guint h = 0; h < HIDDEN; h++)
      sums[h] += fit->net.rows[row][h];
  }
  for (guint h = 0; h < HIDDEN; h++)
    pass->hidden[h] = tanhf(fit->net.bias[h] + sums[h]);
  for (guint c = 0; c < fit->task->outcomes; c++) {
    float logit = fit->net.out[c][HIDDEN];
    for (guint h = 0; h < HIDDEN; h++)
      logit += fit->net.out[c][h] * pass->hidden[h];
    pass->p[c] = expf(CLAMP(logit, -40, 40));
    total += pass->p[c];
  }
  for (guint c = 0; c < fit->task->outcomes; c++)
    pass->p[c] /= total;
}

static void step_down(float *weight, float *squares, float slope, float rate)
{
  *squares += slope * slope;
  *weight -= rate * slope / sqrtf(*squares + TINY);
}

static void learn_gap(Fit *fit, const KdGap *gap, guint outcome)
{
  Pass pass = {.n = 0};
  Net *net = &fit->net;
  run_forward(fit, gap, &pass);
  fit->loss -= log(MAX(pass.p[outcome], 1e-9));
  fit->seen++;
  float back[HIDDEN] = {0}, square = 0;
  for (guint c = 0; c < fit->task->outcomes; c++) {
    float error = pass.p[c] - (float)(c == outcome);
    for (guint h = 0; h < HIDDEN; h++) {
      back[h] += error * net->out[c][h];
      step_down(&net->out[c][h], &net->out_squares[c][h], error * pass.hidden[h], fit->rate);
    }
    step_down(&net->out[c][HIDDEN], &net->out_squares[c][HIDDEN], error, fit->rate);
  }
  for (guint h = 0; h < HIDDEN; h++) {
    back[h] *= 1 - pass.hidden[h] * pass.hidden[h];
    square += back[h] * back[h];
    step_down(&net->bias[h], &net->bias_squares[h], back[h], fit->rate);
  }
  for (guint i = 0; i < pass.n; i++) {
    gint32 row = pass.rows[i];
    net->row_squares[row] += square / HIDDEN;
    float step = fit->rate / sqrtf(net->row_squares[row] + TINY);
    for (guint h = 0; h < HIDDEN; h++)
      net->rows[row][h] -= step * back[h];
  }
}

/* --- reading and writing ------------------------------------------------------------------------------ */

/* A paragraph and the one behind it; NULL: a blank line. */
typedef struct {
  GArray *line, *next;
} Passage;

static GArray *read_line(const char *line)
{
  GArray *chars = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (const char *p = line; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!kd_is_blank(c))
      g_array_append_val(chars, c);
  }
  return chars;
}

static void read_file(const KdCorpus *corpus, const char *path, GArray *passages)
{
  g_auto(GStrv) lines = kd_corpus_read_lines(path);
  GArray *before = NULL;
  for (guint i = 0; lines[i]; i++) {
    gboolean usable = strlen(lines[i]) >= SHORTEST && !kd_corpus_is_held_back(corpus, lines[i]);
    GArray *line = usable ? read_line(lines[i]) : NULL;
    if (before && line)
      g_array_index(passages, Passage, passages->len - 1).next = line;
    Passage p = {line, NULL};
    if (line)
      g_array_append_val(passages, p);
    before = line;
  }
}

static void use_all(Fit *fit, const GArray *passages, Use use)
{
  for (guint i = 0; i < passages->len; i++) {
    const Passage *p = &g_array_index(passages, Passage, i);
    fit->task->each(fit, p->line, p->next, use);
  }
}

#define ROUNDS 2
#define FIRST_RATE 0.05

static void learn(Fit *fit, const GArray *passages)
{
  begin_net(fit);
  for (guint round = 0; round < ROUNDS; round++) {
    fit->loss = 0;
    fit->seen = 0;
    for (guint i = 0; i < passages->len; i++) {
      const Passage *p = &g_array_index(passages, Passage, i);
      fit->rate = (float)(FIRST_RATE * (1 - (round + (double)i / passages->len) / ROUNDS));
      fit->task->each(fit, p->line, p->next, learn_gap);
    }
    fprintf(stderr, "round %u, %" G_GUINT64_FORMAT " gaps, loss %.4f\n", round + 1, fit->seen,
            fit->loss / (double)fit->seen);
  }
}

/* Rows are rounded to a byte a weight; rarer, larger weights are clipped. */
static float find_scale(const Fit *fit)
{
  double sum = 0;
  for (guint i = 0; i < fit->n_rows; i++)
    for (guint h = 0; h < HIDDEN; h++)
      sum += fit->net.rows[i][h] * fit->net.rows[i][h];
  return (float)(8 * sqrt(sum / fit->n_rows / HIDDEN) / 127);
}

static void write_net(const Fit *fit, const char *path)
{
  g_autoptr(GByteArray) out = g_byte_array_new();
  /* No clue is left out any more: as many as were kept on average must weigh the same. */
  const float kept = (100 - LEFT_OUT) / 100.0f;
  KdGapNetHeader header = {KD_GAPNET_MAGIC, fit->n_rows, fit->task->outcomes, find_scale(fit) * kept, 0};
  g_byte_array_append(out, (const guint8 *)&header, sizeof header);
  guint32 first = 0;
  for (guint32 bucket = 0; bucket <= KD_GAPNET_BUCKETS; bucket++) {
    while (first < fit->n_rows && KD_GAPNET_BUCKET(fit->keys[first]) < bucket)
      first++;
    g_byte_array_append(out, (const guint8 *)&first, sizeof first);
  }
  g_byte_array_append(out, (const guint8 *)fit->keys, fit->n_rows * (guint)sizeof *fit->keys);
  for (guint i = 0; i < fit->n_rows; i++)
    for (guint h = 0; h < HIDDEN; h++) {
      long steps = lrintf(fit->net.rows[i][h] * kept / header.scale);
      gint8 weight = (gint8)CLAMP(steps, -127, 127);
      g_byte_array_append(out, (const guint8 *)&weight, 1);
    }
  g_byte_array_append(out, (const guint8 *)fit->net.bias, sizeof fit->net.bias);
  guint size = fit->task->outcomes * (guint)sizeof *fit->net.out;
  g_byte_array_append(out, (const guint8 *)fit->net.out, size);
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(path, (const char *)out->data, out->len, &error))
    g_error("%s", error->message);
}

static const Task *find_task(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(tasks); i++)
    if (strcmp(tasks[i].name, name) == 0)
      return &tasks[i];
  return NULL;
}

int main(int argc, char **argv)
{
  Fit fit = {.task = argc < 5 ? NULL : find_task(argv[1])};
  if (fit.task == NULL) {
    fputs("usage: fit-gaps marks|seams NET HELD-BACK CORPUS-FILE…\n", stderr);
    return 2;
  }
  kd_random_init(&fit.random, 1, 1);
  g_autoptr(KdCorpus) corpus = kd_corpus_new(argv[3]);
  g_autoptr(GArray) passages = g_array_new(FALSE, FALSE, sizeof(Passage));
  for (int i = 4; i < argc; i++)
    read_file(corpus, argv[i], passages);
  kd_random_shuffle(&fit.random, passages->data, passages->len, sizeof(Passage));
  fit.counts = g_malloc0_n(KD_GAP_KEYS, sizeof *fit.counts);
  fit.row_of = g_new(gint32, KD_GAP_KEYS);
  use_all(&fit, passages, count_clues);
  choose_rows(&fit);
  g_free(fit.counts);
  learn(&fit, passages);
  write_net(&fit, argv[2]);
  for (guint i = 0; i < passages->len; i++)
    g_array_unref(g_array_index(passages, Passage, i).line);
  g_free(fit.net.rows);
  g_free(fit.net.row_squares);
  g_free(fit.row_of);
  g_free(fit.keys);
  return 0;
}
