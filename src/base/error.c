#include "base/error.h"

G_DEFINE_QUARK(kd - error - quark, kd_error)
