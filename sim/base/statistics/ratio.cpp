#include "base/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"
#include "base/statistics/intervals.hpp"
#include "base/statistics/pairs.hpp"

namespace tessera {
namespace {

// A ratio r is in the set when a r^2 - 2 b r + c <= 0.
struct Parabola {
  double a, b, c;
};

Parabola find_parabola(const PairMoments& pairs, double confidence) {
  const auto n = static_cast<double>(pairs.count);
  const double t = t_quantile(n - 1.0, confidence), scale = t * t / n;
  return {pairs.mean_b * pairs.mean_b - scale * pairs.variance_b, pairs.mean_a * pairs.mean_b - scale * pairs.covariance,
          pairs.mean_a * pairs.mean_a - scale * pairs.variance_a};
}

// a == 0: the mean below lies exactly on the edge of what could be 0, and one end of the set is at infinity.
void solve_line(const Parabola& p, RatioInterval& interval) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (p.b == 0.0) {
    interval.set = p.c <= 0.0 ? RatioSet::everything : RatioSet::none;
    return;
  }
  interval.set = RatioSet::between;
  interval.lower = p.b > 0.0 ? p.c / (2.0 * p.b) : -infinity;
  interval.upper = p.b > 0.0 ? infinity : p.c / (2.0 * p.b);
}

void solve(const Parabola& p, RatioInterval& interval) {
  if (p.a == 0.0) return solve_line(p, interval);
  const double discriminant = p.b * p.b - p.a * p.c;
  if (p.a < 0.0 && discriminant <= 0.0) {
    interval.set = RatioSet::everything;
    return;
  }
  interval.set = p.a > 0.0 ? RatioSet::between : RatioSet::outside;
  const double root = std::sqrt(std::max(0.0, discriminant));
  const double one = (p.b - root) / p.a, other = (p.b + root) / p.a;
  interval.lower = std::min(one, other);
  interval.upper = std::max(one, other);
}

}  // namespace

bool RatioInterval::holds(double ratio) const {
  if (set == RatioSet::everything) return true;
  if (set == RatioSet::between) return lower <= ratio && ratio <= upper;
  return set == RatioSet::outside && (ratio <= lower || ratio >= upper);
}

RatioInterval ratio_of_means(std::span<const double> above, std::span<const double> below, double confidence) {
  const PairMoments pairs = find_pair_moments(above, below);
  RatioInterval interval{.count = pairs.count, .missing = pairs.missing};
  if (pairs.count > 0 && pairs.mean_b != 0.0) interval.estimate = pairs.mean_a / pairs.mean_b;
  const bool nothing_below = pairs.mean_b == 0.0 && pairs.variance_b == 0.0;
  if (pairs.count < 2 || nothing_below) return interval;
  solve(find_parabola(pairs, confidence), interval);
  return interval;
}

}  // namespace tessera
