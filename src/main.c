#include "app/command.h"

int main(int argc, char **argv)
{
  return kd_app_run(argc, argv);
}
