// Means and paired differences over replicates with Student's t intervals. Values that are not numbers (runs that failed,
// measures without a value) are left out and counted.
#pragma once

#include <cstdint>
#include <span>

#include "base/statistics/moments.hpp"

namespace tessera {

// With one value the ends, with none the estimate too, are not numbers.
struct Interval {
  double estimate;
  double lower;
  double upper;
  std::int64_t count;    // values used
  std::int64_t missing;  // values left out
};

// Two-sided quantile of Student's t: 2.776 for 4 degrees of freedom and confidence 0.95.
double t_quantile(double degrees, double confidence);

// Chance that Student's t is at least so far from 0, on either side; 1 for a statistic of 0, 0 for an infinite one.
double t_p_value(double statistic, double degrees);

// Mean of independent values.
Interval mean_interval(std::span<const double> values, double confidence = 0.95);
Interval mean_interval(const Moments& moments, double confidence = 0.95);
// Mean of other[k] - base[k], pair by pair: runs of two variants on the same luck. Same length; a pair with one value
// missing is left out.
Interval paired_difference(std::span<const double> base, std::span<const double> other, double confidence = 0.95);

}  // namespace tessera
