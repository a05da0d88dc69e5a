#include "base/memory.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <new>
#include <string_view>

namespace tessera {

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the highest that glibc accepts
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  mallopt(M_TOP_PAD, 64 << 20);
}

void release_freed_memory() { malloc_trim(0); }

namespace {

[[noreturn]] void end_with(std::string_view words) {
  [[maybe_unused]] const ssize_t said = write(STDERR_FILENO, words.data(), words.size());
  _exit(3);
}

}  // namespace

void end_when_memory_is_out() {
  std::set_new_handler([] {
    end_with("tessera: not enough memory; what is done on disk stays (--resume). Fewer --threads need less\n");
  });
}

void promise_memory_to_begin() {
  // Of these 96 MB the heap grows by 64 at a time (keep_freed_memory).
  constexpr std::size_t needed_bytes = std::size_t{96} << 20;
  void* room = mmap(nullptr, needed_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED)
    end_with("tessera: there is no memory to begin with: less than 96 MB are left to this program (ulimit -v)\n");
  munmap(room, needed_bytes);
}

double most_memory_bytes() {
  const double machine = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return machine;
  return std::min(machine, static_cast<double>(limit.rlim_cur));
}

void limit_memory([[maybe_unused]] std::size_t more_bytes) {
#if !defined(__SANITIZE_ADDRESS__)
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t most = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + more_bytes;
  const rlimit room{most, most};
  setrlimit(RLIMIT_AS, &room);
#endif
}

}  // namespace tessera
