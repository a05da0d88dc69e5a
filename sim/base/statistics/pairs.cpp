#include "base/statistics/pairs.hpp"

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"
#include "base/statistics/intervals.hpp"
#include "base/statistics/moments.hpp"

namespace tessera {

PairMoments find_pair_moments(std::span<const double> a, std::span<const double> b) {
  promise(a.size() == b.size(), "pairs: as many of the one as of the other");
  Moments of_a, of_b, differences;
  double shared = 0.0;  // sum of products of distances from the means, updated as in Welford (1962)
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (std::isnan(a[k]) || std::isnan(b[k])) continue;
    const double from_old_mean = of_a.count() > 0 ? a[k] - of_a.mean() : 0.0;
    of_a.add(a[k]);
    of_b.add(b[k]);
    differences.add(b[k] - a[k]);
    shared += from_old_mean * (b[k] - of_b.mean());
  }
  PairMoments pairs{of_a.mean(), of_b.mean(), of_a.variance(), of_b.variance()};
  pairs.variance_difference = differences.variance();
  pairs.count = of_a.count();
  pairs.missing = static_cast<std::int64_t>(a.size()) - pairs.count;
  if (pairs.count > 1) pairs.covariance = shared / static_cast<double>(pairs.count - 1);
  return pairs;
}

PairingGain find_pairing_gain(const PairMoments& pairs, double confidence) {
  PairingGain gain;
  const double apart = pairs.variance_a + pairs.variance_b;  // of the difference of two runs on different luck
  const double paired = pairs.variance_difference, sum = std::max(0.0, 2.0 * apart - paired);
  if (!(apart > 0.0)) return gain;  // nothing varies, or fewer than two pairs
  // Differences that vary by no more than the last bits of their parts are the same.
  const double size = apart + pairs.mean_a * pairs.mean_a + pairs.mean_b * pairs.mean_b;
  if (paired <= 1e-28 * size) {
    gain.factor = gain.lower = gain.upper = std::numeric_limits<double>::infinity();
    return gain;
  }
  gain.factor = apart / paired;
  if (pairs.count < 3 || !(sum > 0.0)) return gain;
  const double between = pairs.variance_b - pairs.variance_a;  // covariance of sum and difference
  const double correlation = std::clamp(between / std::sqrt(sum * paired), -1.0, 1.0);
  const double degrees = static_cast<double>(pairs.count) - 2.0, t = t_quantile(degrees, confidence);
  const double k = 1.0 + 2.0 * (1.0 - correlation * correlation) * t * t / degrees;
  const double spread = k + std::sqrt(k * k - 1.0);
  gain.lower = 0.5 * (1.0 + sum / paired / spread);
  gain.upper = 0.5 * (1.0 + sum / paired * spread);
  return gain;
}

std::uint64_t values_needed(double variance, double half_width, double confidence) {
  if (std::isnan(variance) || !(half_width > 0.0)) return 0;
  const auto enough = [&](std::uint64_t n) {
    const auto values = static_cast<double>(n);
    return t_quantile(values - 1.0, confidence) * std::sqrt(variance / values) <= half_width;
  };
  std::uint64_t high = 2;
  constexpr std::uint64_t most = std::uint64_t{1} << 52;  // beyond which counts are no longer exact
  while (!enough(high)) {
    if (high >= most) return 0;
    high *= 2;
  }
  std::uint64_t low = high / 2;  // not enough, or 1
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace tessera
