#include "base/memory.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <new>
#include <string_view>

namespace tessera {

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the highest that glibc accepts
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, 64 << 20);
}

void end_when_memory_is_out() {
  std::set_new_handler([] {
    constexpr std::string_view words = "tessera: not enough memory; what is done on disk stays (--resume). Fewer --threads need less\n";
    [[maybe_unused]] const ssize_t said = write(STDERR_FILENO, words.data(), words.size());
    _exit(3);
  });
}

double most_memory_bytes() {
  const double machine = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return machine;
  return std::min(machine, static_cast<double>(limit.rlim_cur));
}

}  // namespace tessera
