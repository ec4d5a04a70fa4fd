#include "selector/quota.h"

#include <string.h>

struct KdQuota {
  const KdBlueprint *blueprint; /* borrowed */
  gboolean has_bands;
  guint bands[KD_BANDS], bands_taken[KD_BANDS];
  guint n_headings;
  guint *headings, *headings_taken; /* one more than there are shares: items under none of them */
};

/* Shares a total out: largest remainders first, of equal ones the first; the parts add up. */
static void share_out(guint total, const guint *shares, guint n, guint *parts)
{
  guint64 sum = 0;
  guint given = 0;
  for (guint i = 0; i < n; i++)
    sum += shares[i];
  for (guint i = 0; i < n && sum; i++)
    given += parts[i] = (guint)((guint64)total * shares[i] / sum);
  for (; given < total && sum; given++) {
    guint best = n;
    for (guint i = 0; i < n; i++) {
      /* What is missing of the exact part, in parts of the sum. */
      gint64 missing = (gint64)((guint64)total * shares[i]) - (gint64)(parts[i] * sum);
      gint64 most = best < n ? (gint64)((guint64)total * shares[best]) - (gint64)(parts[best] * sum) : -1;
      if (shares[i] && (best == n || missing > most))
        best = i;
    }
    parts[best]++;
  }
}

KdQuota *kd_quota_new(const KdBlueprint *b, guint total)
{
  guint sum = 0, percent = 0, n = b->headings ? b->headings->len : 0;
  for (guint i = 0; i < KD_BANDS; i++)
    sum += b->bands[i];
  if (sum == 0 && n == 0)
    return NULL;
  KdQuota *quota = g_new0(KdQuota, 1);
  quota->blueprint = b;
  quota->has_bands = sum > 0;
  share_out(total, b->bands, KD_BANDS, quota->bands);
  quota->n_headings = n;
  quota->headings = g_new0(guint, n + 1);
  quota->headings_taken = g_new0(guint, n + 1);
  g_autofree guint *shares = g_new0(guint, n + 1);
  for (guint i = 0; i < n; i++)
    percent += shares[i] = kd_blueprint_heading(b, i)->percent;
  shares[n] = 100 - MIN(percent, 100);
  share_out(total, shares, n + 1, quota->headings);
  return quota;
}

void kd_quota_free(KdQuota *quota)
{
  if (quota == NULL)
    return;
  g_free(quota->headings);
  g_free(quota->headings_taken);
  g_free(quota);
}

gboolean kd_quota_names(const KdQuota *quota, const KdQuestion *q)
{
  return quota && kd_blueprint_find_heading(quota->blueprint, q) < quota->n_headings;
}

gboolean kd_quota_allows(const KdQuota *quota, const KdQuestion *q)
{
  if (quota == NULL)
    return TRUE;
  guint band = kd_band_of(q->difficulty), heading = kd_blueprint_find_heading(quota->blueprint, q);
  return (!quota->has_bands || quota->bands_taken[band] < quota->bands[band]) &&
         (quota->n_headings == 0 || quota->headings_taken[heading] < quota->headings[heading]);
}

void kd_quota_take(KdQuota *quota, const KdQuestion *q)
{
  if (quota == NULL)
    return;
  quota->bands_taken[kd_band_of(q->difficulty)]++;
  quota->headings_taken[kd_blueprint_find_heading(quota->blueprint, q)]++;
}

static void append_missing(GString *out, const char *what, guint taken, guint wanted)
{
  if (taken < wanted)
    g_string_append_printf(out, "%s%s %u/%u", out->len ? ", " : "", what, taken, wanted);
}

void kd_quota_report(const KdContext *ctx, const KdQuota *quota)
{
  g_autoptr(GString) missing = g_string_new(NULL);
  for (guint i = 0; quota && quota->has_bands && i < KD_BANDS; i++)
    append_missing(missing, kd_band_label(i), quota->bands_taken[i], quota->bands[i]);
  for (guint i = 0; quota && i < quota->n_headings; i++)
    append_missing(missing, kd_blueprint_heading(quota->blueprint, i)->words, quota->headings_taken[i],
                   quota->headings[i]);
  if (missing->len)
    kd_findings_add(ctx->findings, KD_FINDING_BLUEPRINT_UNMET, (KdPlace){0}, missing->str);
}
