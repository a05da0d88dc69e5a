// From sums per replicate to an estimate with its interval: the delete-one jackknife (Tukey 1958; Efron 1982), which
// for a mean over replicates is exactly Student's interval and for a ratio of sums takes its covariance along.
#pragma once

#include <span>
#include <vector>

#include "base/statistics/intervals.hpp"

namespace tessera {

using Sums = std::vector<double>;

// value(sums added over replicates). Replicates whose absence leaves no number widen nothing and are counted as
// missing.
Interval estimate(std::span<const Sums> replicates, double (*value)(std::span<const double>));

// other minus base, replicate by replicate on the same luck; only as many replicates as both have.
Interval estimate_difference(std::span<const Sums> base, std::span<const Sums> other,
                             double (*value)(std::span<const double>));

}  // namespace tessera
