#include "base/threads.hpp"

#include <unistd.h>

#include <cstdlib>
#include <latch>
#include <system_error>
#include <thread>
#include <vector>

#include "base/errors.hpp"

namespace tessera {

void wait_passively(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) return;
  if (setenv("OMP_WAIT_POLICY", "passive", 1) != 0) return;
  execv("/proc/self/exe", argv);
  // Where there is no /proc the program goes on as it is: slower beside others, with the same results.
}

void promise_threads(int count) {
  std::string failure;
  std::vector<std::thread> others;
  std::latch all_live(1);
  try {
    for (int k = 1; k < count; ++k) others.emplace_back([&all_live] { all_live.wait(); });
  } catch (const std::system_error& error) {
    failure = error.what();
  }
  all_live.count_down();
  for (std::thread& thread : others) thread.join();
  if (!failure.empty())
    throw FileError(std::to_string(count) + " threads can not be started: " + failure + "; ask for fewer (--threads)");
}

}  // namespace tessera
