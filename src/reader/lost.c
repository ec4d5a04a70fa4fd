#include "reader/lost.h"

void kd_lost_restore(KdPage *page)
{
  (void)page;
}
