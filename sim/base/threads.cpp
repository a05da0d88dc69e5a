#include "base/threads.hpp"

#include <unistd.h>

#include <cstdlib>

namespace tessera {

void wait_passively(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) return;
  if (setenv("OMP_WAIT_POLICY", "passive", 1) != 0) return;
  execv("/proc/self/exe", argv);
  // Where there is no /proc the program goes on as it is: slower beside others, with the same results.
}

}  // namespace tessera
