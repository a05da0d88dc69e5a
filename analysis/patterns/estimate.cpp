#include "analysis/patterns/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

Sums add_up(std::span<const Sums> replicates) {
  Sums total(replicates.empty() ? 0 : replicates.front().size(), 0.0);
  for (const Sums& sums : replicates)
    for (std::size_t k = 0; k < total.size(); ++k) total[k] += sums[k];
  return total;
}

Sums without(const Sums& total, const Sums& one) {
  Sums rest(total);
  for (std::size_t k = 0; k < rest.size(); ++k) rest[k] -= one[k];
  return rest;
}

// The interval of an estimate from the estimates that miss one replicate each.
Interval jackknife(double whole, std::span<const double> left_one_out) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  Moments moments;
  for (const double value : left_one_out)
    if (std::isfinite(value)) moments.add(value);
  const std::int64_t missing = static_cast<std::int64_t>(left_one_out.size()) - moments.count();
  Interval interval{whole, unknown, unknown, moments.count(), missing};
  if (moments.count() < 2 || !std::isfinite(whole)) return interval;
  const auto n = static_cast<double>(moments.count());
  const double standard_error = std::sqrt(moments.variance() / n) * (n - 1.0);
  const double half = t_quantile(n - 1.0, 0.95) * standard_error;
  interval.lower = whole - half;
  interval.upper = whole + half;
  return interval;
}

}  // namespace

Interval estimate(std::span<const Sums> replicates, double (*value)(std::span<const double>)) {
  const Sums total = add_up(replicates);
  std::vector<double> left_one_out;
  for (const Sums& one : replicates) left_one_out.push_back(value(without(total, one)));
  return jackknife(total.empty() ? std::numeric_limits<double>::quiet_NaN() : value(total), left_one_out);
}

Interval estimate_difference(std::span<const Sums> base, std::span<const Sums> other,
                             double (*value)(std::span<const double>)) {
  const std::size_t pairs = std::min(base.size(), other.size());
  base = base.first(pairs);
  other = other.first(pairs);
  const Sums base_total = add_up(base), other_total = add_up(other);
  std::vector<double> left_one_out;
  for (std::size_t k = 0; k < pairs; ++k)
    left_one_out.push_back(value(without(other_total, other[k])) - value(without(base_total, base[k])));
  const double whole = pairs == 0 ? std::numeric_limits<double>::quiet_NaN() : value(other_total) - value(base_total);
  return jackknife(whole, left_one_out);
}

}  // namespace tessera
