#include "run/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

namespace tessera {

std::string describe_duration(double seconds) {
  const auto whole = static_cast<long long>(std::ceil(seconds));
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

Progress::Form Progress::suitable_form(std::FILE* out) { return isatty(fileno(out)) ? Form::terminal : Form::log; }

void Progress::begin(std::uint64_t months, std::uint64_t done_before, const std::string& what) {
  const std::lock_guard hold(lock_);
  months_ = months;
  before_ = done_ = done_before;
  tenths_ = months == 0 ? 0 : 10 * done_ / months;
  what_ = what;
  began_ = Clock::now();
}

std::string Progress::describe(double share, double seconds) const {
  const auto fresh = static_cast<double>(done_ - before_);
  const double rate = seconds > 0.0 ? fresh / seconds : 0.0;
  const double left = rate > 0.0 ? static_cast<double>(months_ - done_) / rate : 0.0;
  return fmt::format("{}: {:3.0f} %, {:.0f} months/s, {} left", what_, 100.0 * share, rate, describe_duration(left));
}

void Progress::add_months(std::uint64_t months) {
  if (form_ == Form::quiet) return;
  const std::lock_guard hold(lock_);
  done_ += months;
  if (months_ == 0) return;
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const double share = static_cast<double>(done_) / static_cast<double>(months_);
  if (form_ == Form::terminal) {
    if (now - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = now;
    fmt::print(out_, "\r{}\x1b[K", describe(share, seconds));
    std::fflush(out_);
  } else if (const std::uint64_t tenths = 10 * done_ / months_; tenths > tenths_) {
    tenths_ = tenths;
    if (now - began_ < silent_) return;
    fmt::print(out_, "{}\n", describe(share, seconds));
    std::fflush(out_);
  }
}

void Progress::end() {
  const std::lock_guard hold(lock_);
  if (form_ != Form::terminal || drawn_ == Clock::time_point{}) return;
  fmt::print(out_, "\r\x1b[K");
  std::fflush(out_);
}

}  // namespace tessera
