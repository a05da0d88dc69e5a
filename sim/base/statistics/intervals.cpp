#include "base/statistics/intervals.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "base/errors.hpp"

namespace tessera {

double t_quantile(double degrees, double confidence) {
  promise(degrees > 0.0 && confidence > 0.0 && confidence < 1.0, "t quantile: degrees above 0, confidence within 0..1");
  return boost::math::quantile(boost::math::complement(boost::math::students_t(degrees), 0.5 * (1.0 - confidence)));
}

double t_p_value(double statistic, double degrees) {
  promise(degrees > 0.0, "t p-value: degrees above 0");
  if (std::isnan(statistic)) return statistic;
  if (std::isinf(statistic)) return 0.0;
  return 2.0 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), std::abs(statistic)));
}

Interval mean_interval(const Moments& moments, double confidence) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  Interval interval{moments.mean(), unknown, unknown, moments.count(), 0};
  if (moments.count() < 2) return interval;
  const auto n = static_cast<double>(moments.count());
  const double half = t_quantile(n - 1.0, confidence) * std::sqrt(moments.variance() / n);
  interval.lower = interval.estimate - half;
  interval.upper = interval.estimate + half;
  return interval;
}

Interval mean_interval(std::span<const double> values, double confidence) {
  Moments moments;
  for (const double value : values)
    if (!std::isnan(value)) moments.add(value);
  Interval interval = mean_interval(moments, confidence);
  interval.missing = static_cast<std::int64_t>(values.size()) - interval.count;
  return interval;
}

Interval paired_difference(std::span<const double> base, std::span<const double> other, double confidence) {
  promise(base.size() == other.size(), "paired difference: the two variants need the same replicates");
  Moments moments;
  for (std::size_t k = 0; k < base.size(); ++k)
    if (!std::isnan(base[k]) && !std::isnan(other[k])) moments.add(other[k] - base[k]);
  Interval interval = mean_interval(moments, confidence);
  interval.missing = static_cast<std::int64_t>(base.size()) - interval.count;
  return interval;
}

}  // namespace tessera
