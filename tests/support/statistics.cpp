#include "support/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace tessera {
namespace {

using boost::math::cdf;
using boost::math::complement;

constexpr double infinite = std::numeric_limits<double>::infinity();

Check judge(double statistic, double p_value) {
  if (std::isnan(p_value)) throw std::invalid_argument("a p value that is not a number is a broken test, not a pass");
  const double p = std::min(1.0, p_value);
  return {statistic, p, p < check_alpha};
}

Check judge_without_spread(double difference) {
  return difference == 0.0 ? judge(0.0, 1.0) : judge(std::copysign(infinite, difference), 0.0);
}

void need(bool kept, const char* what) {
  if (!kept) throw std::invalid_argument(what);
}

struct Moments {
  double n, mean, variance, fourth;  // variance with n - 1; fourth central moment with n
};

void need_numbers(std::span<const double> sample) {
  need(std::all_of(sample.begin(), sample.end(), [](double x) { return std::isfinite(x); }),
       "a statistical check got values that are not finite numbers");
}

Moments moments_of(std::span<const double> sample) {
  need(sample.size() >= 2, "a statistical check needs two values or more");
  need_numbers(sample);
  const auto n = static_cast<double>(sample.size());
  double mean = 0.0;
  for (const double x : sample) mean += x / n;
  double second = 0.0, fourth = 0.0;
  for (const double x : sample) {
    const double square = (x - mean) * (x - mean);
    second += square;
    fourth += square * square;
  }
  return {n, mean, second / (n - 1.0), fourth / n};
}

template <class Distribution>
double two_sided(const Distribution& distribution, double x) {
  return 2.0 * std::min(cdf(distribution, x), cdf(complement(distribution, x)));
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Check& check) {
  return out << "statistic " << check.statistic << ", p " << check.p_value << (check.rejects ? ", rejects" : "");
}

Check check_mean(std::span<const double> sample, double truth) {
  const Moments m = moments_of(sample);
  if (m.variance == 0.0) return judge_without_spread(m.mean - truth);
  const double t = (m.mean - truth) / std::sqrt(m.variance / m.n);
  return judge(t, two_sided(boost::math::students_t(m.n - 1.0), t));
}

Check check_estimate(double estimate, double standard_error, double truth) {
  need(standard_error > 0.0, "a standard error must be above 0");
  const double z = (estimate - truth) / standard_error;
  return judge(z, two_sided(boost::math::normal(), z));
}

Check check_variance(std::span<const double> sample, double truth) {
  const Moments m = moments_of(sample);
  const double error_square = (m.fourth - m.variance * m.variance * (m.n - 3.0) / (m.n - 1.0)) / m.n;
  if (!(error_square > 0.0)) return judge_without_spread(m.variance - truth);
  return check_estimate(m.variance, std::sqrt(error_square), truth);
}

Check check_normal_variance(std::span<const double> sample, double truth) {
  need(truth > 0.0, "a variance must be above 0");
  const Moments m = moments_of(sample);
  const double statistic = (m.n - 1.0) * m.variance / truth;
  return judge(statistic, two_sided(boost::math::chi_squared(m.n - 1.0), statistic));
}

Check check_proportion(std::int64_t successes, std::int64_t trials, double chance) {
  need(trials > 0 && successes >= 0 && successes <= trials && chance >= 0.0 && chance <= 1.0,
       "a proportion needs 0 <= successes <= trials and a chance of 0..1");
  const auto n = static_cast<double>(trials), k = static_cast<double>(successes);
  const double spread = std::sqrt(n * chance * (1.0 - chance));
  if (spread == 0.0) return judge_without_spread(k - n * chance);
  const boost::math::binomial_distribution<double> distribution(n, chance);
  const double at_most = cdf(distribution, k);
  const double at_least = successes == 0 ? 1.0 : cdf(complement(distribution, k - 1.0));
  return judge((k - n * chance) / spread, 2.0 * std::min(at_most, at_least));
}

Check check_counts(std::span<const std::int64_t> counts, std::span<const double> shares) {
  need(counts.size() == shares.size() && counts.size() >= 2, "counts and shares need the same length, 2 or more");
  double total = 0.0, weight = 0.0;
  for (const std::int64_t count : counts) total += static_cast<double>(count);
  for (const double share : shares) weight += share;
  need(total > 0.0 && weight > 0.0, "counts and shares must not all be 0");

  double statistic = 0.0, pooled_count = 0.0, pooled_expected = 0.0;
  int cells = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const auto count = static_cast<double>(counts[k]);
    const double expected = total * shares[k] / weight;
    if (expected == 0.0 && count > 0.0) return judge(infinite, 0.0);
    if (expected < 5.0) {
      pooled_count += count;
      pooled_expected += expected;
      continue;
    }
    statistic += (count - expected) * (count - expected) / expected;
    ++cells;
  }
  if (pooled_expected > 0.0) {
    statistic += (pooled_count - pooled_expected) * (pooled_count - pooled_expected) / pooled_expected;
    ++cells;
  }
  need(cells >= 2, "too few counts: fewer than two cells expect 5 or more");
  return judge(statistic, two_sided(boost::math::chi_squared(cells - 1.0), statistic));
}

Check check_distribution(std::span<const double> sample, const std::function<double(double)>& cumulative) {
  need(sample.size() >= 40, "the distance to a distribution needs 40 values or more");
  need_numbers(sample);
  std::vector<double> sorted(sample.begin(), sample.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  double distance = 0.0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    const double p = cumulative(sorted[k]);
    const auto rank = static_cast<double>(k);
    distance = std::max({distance, p - rank / n, (rank + 1.0) / n - p});
  }
  const double x = (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n)) * distance;
  if (x < 0.3) return judge(distance, 1.0);  // the series below needs many terms there; p is above 0.9999
  double p_value = 0.0;
  for (int k = 1; k <= 100; ++k) p_value += (k % 2 == 1 ? 2.0 : -2.0) * std::exp(-2.0 * k * k * x * x);
  return judge(distance, p_value);
}

}  // namespace tessera
