// Mean and variance of a stream of values, without storing them and without loss by cancellation (Welford 1962; merging
// by Chan, Golub & LeVeque 1983). The order of values and merges decides the last bits: keep it fixed.
#pragma once

#include <cstdint>
#include <limits>

namespace tessera {

class Moments {
 public:
  void add(double value) {
    ++count_;
    const double from_old_mean = value - mean_;
    mean_ += from_old_mean / static_cast<double>(count_);
    squares_ += from_old_mean * (value - mean_);
  }
  void merge(const Moments& other) {
    if (other.count_ == 0) return;
    const auto total = static_cast<double>(count_ + other.count_);
    const double apart = other.mean_ - mean_;
    const double share = static_cast<double>(other.count_) / total;
    squares_ += other.squares_ + apart * apart * static_cast<double>(count_) * share;
    mean_ += apart * share;
    count_ += other.count_;
  }

  std::int64_t count() const { return count_; }
  double mean() const { return count_ > 0 ? mean_ : std::numeric_limits<double>::quiet_NaN(); }
  // Sample variance (n - 1); not a number below two values.
  double variance() const {
    return count_ > 1 ? squares_ / static_cast<double>(count_ - 1) : std::numeric_limits<double>::quiet_NaN();
  }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0.0;
  double squares_ = 0.0;  // sum of squared distances from the mean
};

}  // namespace tessera
