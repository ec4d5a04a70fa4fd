#include "app/crew.h"

#define AHEAD 2 /* items a hand may have waiting */

typedef struct {
  gpointer item;
  gboolean done; /* guarded by the crew's mutex */
} Task;

struct KdCrew {
  guint hands;
  KdCrewFunc work;
  GDestroyNotify free_item;
  gpointer data;
  GQueue tasks;      /* Task *, owned, the oldest first */
  GThreadPool *pool; /* NULL: one hand */
  GMutex mutex;
  GCond one_done;
};

static void run_task(gpointer p, gpointer data)
{
  Task *task = p;
  KdCrew *crew = data;
  crew->work(task->item, crew->data);
  g_mutex_lock(&crew->mutex);
  task->done = TRUE;
  g_cond_signal(&crew->one_done);
  g_mutex_unlock(&crew->mutex);
}

KdCrew *kd_crew_new(guint hands, KdCrewFunc work, GDestroyNotify free_item, gpointer data)
{
  KdCrew *crew = g_new0(KdCrew, 1);
  crew->hands = hands;
  crew->work = work;
  crew->free_item = free_item;
  crew->data = data;
  g_queue_init(&crew->tasks);
  g_mutex_init(&crew->mutex);
  g_cond_init(&crew->one_done);
  if (hands > 1)
    crew->pool = g_thread_pool_new(run_task, crew, (gint)hands, FALSE, NULL);
  return crew;
}

void kd_crew_free(KdCrew *crew)
{
  if (crew == NULL)
    return;
  for (gpointer item; (item = kd_crew_take(crew));)
    crew->free_item(item);
  if (crew->pool)
    g_thread_pool_free(crew->pool, FALSE, TRUE);
  g_mutex_clear(&crew->mutex);
  g_cond_clear(&crew->one_done);
  g_free(crew);
}

void kd_crew_put(KdCrew *crew, gpointer item)
{
  Task *task = g_new0(Task, 1);
  task->item = item;
  g_queue_push_tail(&crew->tasks, task);
  if (crew->pool)
    g_thread_pool_push(crew->pool, task, NULL);
  else
    run_task(task, crew);
}

gboolean kd_crew_is_full(const KdCrew *crew)
{
  return crew->tasks.length >= (crew->pool ? crew->hands * AHEAD : 1);
}

gpointer kd_crew_take(KdCrew *crew)
{
  Task *task = g_queue_pop_head(&crew->tasks);
  if (task == NULL)
    return NULL;
  g_mutex_lock(&crew->mutex);
  while (!task->done)
    g_cond_wait(&crew->one_done, &crew->mutex);
  g_mutex_unlock(&crew->mutex);
  gpointer item = task->item;
  g_free(task);
  return item;
}
