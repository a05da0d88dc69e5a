#include "run/stop.hpp"

#include <atomic>
#include <csignal>

namespace tessera {
namespace {

std::atomic<int> noted{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal may come at any time");

extern "C" void note_signal(int signal) {
  if (noted.exchange(signal) == 0) return;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

void heed_signals() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
}

int stop_signal() { return noted.load(std::memory_order_relaxed); }

void forget_signals() { noted.store(0); }

}  // namespace tessera
