#pragma once
/* Owns: threads that work on several things at a time and hand them back in the order in which they came.
 * Used by the commands; lives as long as a command runs. */

#include <glib.h>

typedef struct KdCrew KdCrew;

/* What is done to an item; called by any thread, for each item once. */
typedef void (*KdCrewFunc)(gpointer item, gpointer data);

/* With one hand there are no threads: an item is worked on as it is put. `free_item` frees what is never
 * taken. */
KdCrew *kd_crew_new(guint hands, KdCrewFunc work, GDestroyNotify free_item, gpointer data);
/* Waits for what is being worked on. */
void kd_crew_free(KdCrew *crew);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KdCrew, kd_crew_free)

/* Takes the item over. */
void kd_crew_put(KdCrew *crew, gpointer item);
/* Is there so much waiting that it is time to take? */
gboolean kd_crew_is_full(const KdCrew *crew);
/* The oldest item when its work is done, the caller's; NULL: there is none. */
gpointer kd_crew_take(KdCrew *crew);
