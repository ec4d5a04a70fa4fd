/* Learns from the members of lists in a corpus of the genre how alike phrases begin and end
 * (extractor/kin.h): the beginning of a member is to be told from places inside of it and from places of the
 * words before other lists by what the other members of its list begin with; the end likewise (softmax over
 * the places; steps by Adagrad: Duchi and others, JMLR 12, 2011).
 *
 * usage: fit-kin TABLE HELD-BACK CORPUS-FILE…
 * Corpus lines that share a run of fourteen Han characters with a text of the folder HELD-BACK are left out.
 * Same files, same table. */
#include "base/random.h"
#include "base/utf8.h"
#include "extractor/kin.h"
#include "tools/rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NUMBERS (KD_KIN_DIMENSIONS + 1)
#define WRONG 6 /* places a right one is told from */
#define ROUNDS 14
#define RATE 0.05f
#define FADE 2e-4f /* share of a row that is lost when it is learnt from */

typedef guint32 Clues[KD_KIN_CLUES];

/* The members of a list whose beginnings (ends) are certain, as clues; places inside of them; and whatever
 * stands around the list. */
typedef struct {
  guint first, n; /* of members */
} Row;

typedef struct {
  Clues right;
  guint first, n; /* of inner places */
} Member;

typedef struct {
  GArray *rows;    /* Row */
  GArray *members; /* Member */
  GArray *inner;   /* Clues */
  GArray *outer;   /* Clues */
} Side;

typedef struct {
  KdRowWalk rows;
  Side sides[2];
  KdRandom random;
  float (*weights)[NUMBERS], (*squares)[NUMBERS];
  double loss;
} Fit;

/* --- examples ------------------------------------------------------------------------------------------- */

static void add_clues(const Fit *fit, GArray *to, KdRange r, guint side)
{
  Clues clues;
  kd_kin_clues(fit->rows.g, r, side, clues);
  g_array_append_vals(to, clues, 1);
}

/* Places that are a character or more inside of a chunk. */
static void add_places(const Fit *fit, GArray *to, KdRange r, guint side)
{
  for (guint i = r.a + 1; i < r.b && i < r.a + KD_MEMBER_MAX; i++)
    add_clues(fit, to, side ? (KdRange){r.a, i} : (KdRange){i, r.b}, side);
}

static void add_member(Fit *fit, KdRange r, guint side)
{
  Side *s = &fit->sides[side];
  Member member = {.first = s->inner->len};
  kd_kin_clues(fit->rows.g, r, side, member.right);
  add_places(fit, s->inner, r, side);
  member.n = s->inner->len - member.first;
  g_array_append_val(s->members, member);
}

static gboolean holds_joiner(const Fit *fit, KdRange r)
{
  for (guint i = r.a + 1; i + 1 < r.b; i++)
    if (kd_edges_joiner(kd_list_finder_edges(fit->rows.finder), r, i))
      return TRUE;
  return FALSE;
}

static void take_row(KdListFinder *finder, gboolean open, gpointer data)
{
  Fit *fit = data;
  guint n = 0;
  const KdRange *chunks = kd_list_finder_chunks(finder, &n);
  if (n < 3 || n > KD_LIST_MAX)
    return;
  for (guint side = 0; side < 2; side++) {
    Side *s = &fit->sides[side];
    Row row = {.first = s->members->len};
    for (guint i = side ? 0 : 1; i + side < n; i++)
      add_member(fit, chunks[i], side);
    if (side && open && !holds_joiner(fit, chunks[n - 1]))
      add_member(fit, chunks[n - 1], side);
    row.n = s->members->len - row.first;
    g_array_append_val(s->rows, row);
    add_places(fit, s->outer, chunks[side ? n - 1 : 0], side);
  }
}

/* --- fitting -------------------------------------------------------------------------------------------- */

static void add_up(const Fit *fit, guint side, const Clues clues, float *sum)
{
  memset(sum, 0, NUMBERS * sizeof *sum);
  for (guint i = 0; i < KD_KIN_CLUES; i++)
    for (guint k = 0; k < NUMBERS; k++)
      sum[k] += fit->weights[side * KD_KIN_ROWS + clues[i]][k];
}

static void step(Fit *fit, guint side, const Clues clues, const float *gradient)
{
  for (guint i = 0; i < KD_KIN_CLUES; i++) {
    float *w = fit->weights[side * KD_KIN_ROWS + clues[i]], *q = fit->squares[side * KD_KIN_ROWS + clues[i]];
    for (guint k = 0; k < NUMBERS; k++) {
      float by = gradient[k] + FADE * w[k];
      q[k] += by * by;
      w[k] -= RATE * by / (sqrtf(q[k]) + 1e-6f);
    }
  }
}

/* One member is to be told from wrong places by another one of its list. */
static void learn(Fit *fit, guint side, const Member *member, const Member *other)
{
  Side *s = &fit->sides[side];
  const guint32 *places[1 + WRONG];
  float sums[1 + WRONG][NUMBERS], known[NUMBERS], scores[1 + WRONG], most = -1e30f, whole = 0;
  places[0] = member->right;
  for (guint i = 1; i <= WRONG; i++) {
    gboolean inside = i <= WRONG / 2 && member->n;
    guint at = inside ? member->first + kd_random_below(&fit->random, member->n)
                      : kd_random_below(&fit->random, s->outer->len);
    places[i] = g_array_index(inside ? s->inner : s->outer, Clues, at);
  }
  add_up(fit, side, other->right, known);
  for (guint i = 0; i <= WRONG; i++) {
    add_up(fit, side, places[i], sums[i]);
    scores[i] = sums[i][KD_KIN_DIMENSIONS];
    for (guint k = 0; k < KD_KIN_DIMENSIONS; k++)
      scores[i] += sums[i][k] * known[k];
    most = MAX(most, scores[i]);
  }
  for (guint i = 0; i <= WRONG; i++)
    whole += scores[i] = expf(scores[i] - most);
  fit->loss -= log((double)(scores[0] / whole));
  float back[NUMBERS] = {0};
  for (guint i = 0; i <= WRONG; i++) {
    float by = scores[i] / whole - (i == 0 ? 1 : 0), gradient[NUMBERS];
    for (guint k = 0; k < KD_KIN_DIMENSIONS; k++) {
      gradient[k] = by * known[k];
      back[k] += by * sums[i][k];
    }
    gradient[KD_KIN_DIMENSIONS] = by;
    step(fit, side, places[i], gradient);
  }
  step(fit, side, other->right, back);
}

static void learn_round(Fit *fit, guint side, guint round)
{
  Side *s = &fit->sides[side];
  guint seen = 0;
  fit->loss = 0;
  kd_random_shuffle(&fit->random, s->rows->data, s->rows->len, sizeof(Row));
  for (guint i = 0; i < s->rows->len; i++) {
    Row row = g_array_index(s->rows, Row, i);
    for (guint k = 0; k < row.n && row.n > 1; k++, seen++) {
      guint other = (k + 1 + kd_random_below(&fit->random, row.n - 1)) % row.n;
      learn(fit, side, &g_array_index(s->members, Member, row.first + k),
            &g_array_index(s->members, Member, row.first + other));
    }
  }
  printf("side %u, round %u: %u members, loss %.4f\n", side, round, seen, fit->loss / MAX(seen, 1));
}

static void write_table(const Fit *fit, const char *path)
{
  float most = 0;
  for (guint i = 0; i < 2 * KD_KIN_ROWS; i++)
    for (guint k = 0; k < NUMBERS; k++)
      most = MAX(most, fabsf(fit->weights[i][k]));
  KdKinHeader header = {KD_KIN_MAGIC, most / 127, 0};
  g_autoptr(GByteArray) out = g_byte_array_new();
  g_byte_array_append(out, (const guint8 *)&header, sizeof header);
  for (guint i = 0; i < 2 * KD_KIN_ROWS; i++)
    for (guint k = 0; k < NUMBERS; k++) {
      gint8 value = (gint8)lrintf(fit->weights[i][k] / header.scale);
      g_byte_array_append(out, (const guint8 *)&value, 1);
    }
  g_autoptr(GError) error = NULL;
  if (!g_file_set_contents(path, (const char *)out->data, (gssize)out->len, &error))
    g_error("%s", error->message);
}

int main(int argc, char **argv)
{
  if (argc < 4) {
    fputs("usage: fit-kin TABLE HELD-BACK CORPUS-FILE…\n", stderr);
    return 2;
  }
  g_autoptr(KdCorpus) corpus = kd_corpus_new(argv[2]);
  g_autoptr(KdCues) cues = kd_cues_new();
  g_autoptr(KdFindings) findings = kd_findings_new();
  KdContext ctx = {cues, findings, 1, NULL};
  Fit fit = {.rows = {.corpus = corpus, .finder = kd_list_finder_new(&ctx), .take = take_row, .data = &fit}};
  kd_random_init(&fit.random, 1, 0);
  fit.weights = g_malloc0(2 * KD_KIN_ROWS * sizeof *fit.weights);
  fit.squares = g_malloc0(2 * KD_KIN_ROWS * sizeof *fit.squares);
  for (guint i = 0; i < 2 * KD_KIN_ROWS; i++)
    for (guint k = 0; k < KD_KIN_DIMENSIONS; k++)
      fit.weights[i][k] = ((float)kd_random_below(&fit.random, 2001) / 1000 - 1) * 0.2f;
  for (guint side = 0; side < 2; side++) {
    Side *s = &fit.sides[side];
    *s = (Side){g_array_new(FALSE, FALSE, sizeof(Row)), g_array_new(FALSE, FALSE, sizeof(Member)),
                g_array_new(FALSE, FALSE, sizeof(Clues)), g_array_new(FALSE, FALSE, sizeof(Clues))};
  }
  for (int i = 3; i < argc; i++)
    kd_row_walk_file(&fit.rows, argv[i]);
  for (guint side = 0; side < 2; side++)
    for (guint round = 0; round < ROUNDS; round++)
      learn_round(&fit, side, round);
  write_table(&fit, argv[1]);
  for (guint side = 0; side < 2; side++) {
    g_array_unref(fit.sides[side].rows);
    g_array_unref(fit.sides[side].members);
    g_array_unref(fit.sides[side].inner);
    g_array_unref(fit.sides[side].outer);
  }
  g_free(fit.weights);
  g_free(fit.squares);
  kd_list_finder_free(fit.rows.finder);
  return 0;
}
