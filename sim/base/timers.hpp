// Seconds spent per named piece of work.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace tessera {

class Timers {
 public:
  static constexpr std::size_t most = 64;
  void add(std::size_t slot, double seconds) { seconds_[slot] += seconds; }
  double seconds(std::size_t slot) const { return seconds_[slot]; }
  void merge(const Timers& other) {
    for (std::size_t slot = 0; slot < most; ++slot) seconds_[slot] += other.seconds_[slot];
  }

 private:
  std::array<double, most> seconds_{};
};

// Adds the time between construction and destruction to a slot; does nothing without timers.
class Timed {
 public:
  Timed(Timers* timers, std::size_t slot) : timers_(timers), slot_(slot) {
    if (timers_ != nullptr) begin_ = std::chrono::steady_clock::now();
  }
  ~Timed() {
    if (timers_ != nullptr)
      timers_->add(slot_, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count());
  }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  Timers* timers_;
  std::size_t slot_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace tessera
