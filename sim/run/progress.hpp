// How far a run has come: one line redrawn on a terminal, one line per 10 % on a log once it takes long enough to ask, nothing
// when quiet.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>

namespace tessera {

// "2 h 05 min", "3 min 20 s", "12 s"
std::string describe_duration(double seconds);

// Any thread may report.
class Progress {
 public:
  enum class Form { quiet, log, terminal };

  // A log stays empty for the first seconds, so that what is soon done says nothing.
  Progress(Form form, std::FILE* out, std::chrono::milliseconds silent = std::chrono::seconds(2))
      : form_(form), out_(out), silent_(silent), began_(Clock::now()) {}
  // The form that suits where `out` goes.
  static Form suitable_form(std::FILE* out);

  // What there is to do, and how much of it was done before (by a run that is resumed).
  void begin(std::uint64_t months, std::uint64_t done_before, const std::string& what);
  void add_month() { add_months(1); }
  void add_months(std::uint64_t months);
  // Wipes the line, so that other output starts clean.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  std::string describe(double share, double seconds) const;

  Form form_;
  std::FILE* out_;
  std::chrono::milliseconds silent_;
  Clock::time_point began_, drawn_{};
  std::mutex lock_;
  std::uint64_t months_ = 0, before_ = 0, done_ = 0, tenths_ = 0;
  std::string what_;
};

}  // namespace tessera
