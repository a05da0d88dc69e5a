// What pairing is worth: runs of two variants on the same luck differ by less than runs on different luck would.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace tessera {

// Of the pairs in which both values are numbers. Means are NaN without a pair, variances (n - 1) below two.
struct PairMoments {
  double mean_a = std::numeric_limits<double>::quiet_NaN();
  double mean_b = std::numeric_limits<double>::quiet_NaN();
  double variance_a = std::numeric_limits<double>::quiet_NaN();
  double variance_b = std::numeric_limits<double>::quiet_NaN();
  double covariance = std::numeric_limits<double>::quiet_NaN();
  double variance_difference = std::numeric_limits<double>::quiet_NaN();  // of b - a
  std::int64_t count = 0;
  std::int64_t missing = 0;
};
// Same length.
PairMoments find_pair_moments(std::span<const double> a, std::span<const double> b);

// How many times the variance of the difference of two independent runs exceeds that of a pair: (var a + var b) /
// var (b - a). So many times fewer replicates do. Infinite where every pair differs by the same.
struct PairingGain {
  double factor = std::numeric_limits<double>::quiet_NaN();
  double lower = std::numeric_limits<double>::quiet_NaN();  // exact for normal pairs; NaN below three
  double upper = std::numeric_limits<double>::quiet_NaN();
};
// The factor is (1 + var (a + b) / var (b - a)) / 2, and the interval is that of a ratio of two correlated variances
// (Morgan 1939; Pitman 1939).
PairingGain find_pairing_gain(const PairMoments& pairs, double confidence = 0.95);

// Fewest values whose mean has an interval of this half-width or less (Student's t), if they vary as stated; two at least.
// 0 where none is enough (half-width not above 0) or the variance is not a number.
std::uint64_t values_needed(double variance, double half_width, double confidence = 0.95);

}  // namespace tessera
