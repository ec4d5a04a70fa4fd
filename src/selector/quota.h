#pragma once
/* Owns: how many items of each difficulty and from under each heading a set is to have, and how many it has
 * so far. Used by the selector only; lives as long as a choice is made. */

#include "selector/selector.h"

typedef struct KdQuota KdQuota;

/* Of a set of total items; NULL where the blueprint says nothing of difficulty and headings. */
KdQuota *kd_quota_new(const KdBlueprint *b, guint total);
/* NULL is fine in all of these. */
void kd_quota_free(KdQuota *quota);
/* Does the item stand under a heading that a share is asked of? */
gboolean kd_quota_names(const KdQuota *quota, const KdQuestion *q);
/* Is there room for the item? */
gboolean kd_quota_allows(const KdQuota *quota, const KdQuestion *q);
void kd_quota_take(KdQuota *quota, const KdQuestion *q);
/* A finding BLUEPRINT_UNMET where something is missing. */
void kd_quota_report(const KdContext *ctx, const KdQuota *quota);
