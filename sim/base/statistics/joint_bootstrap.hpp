// Intervals of many statistics from the same resamples (Efron 1979), for statistics that are made of weighted sums: see
// bootstrap.hpp for one at a time.
//
// A unit is what was drawn independently: a base sample of Saltelli's design with its whole block, a trajectory of
// Morris', a point of other designs. Of points more even than independent ones (Sobol's sequence) the intervals are wider
// than need be.
#pragma once

#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "base/statistics/bootstrap.hpp"

namespace tessera {

struct Estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  double lower = std::numeric_limits<double>::quiet_NaN();  // percentiles of the resamples
  double upper = std::numeric_limits<double>::quiet_NaN();
};

// statistics: from the weights of the units (1 each for the estimates themselves, then how often each is drawn) to any
// number of values. Resamples in which a value is not a number are left out of its interval; where they are more than
// half, there is none. Called by several threads at once; must not throw. options.resamples 0, or fewer than 5
// units: no intervals.
std::vector<Estimate> joint_bootstrap(std::size_t units, const BootstrapOptions& options,
                                      const std::function<std::vector<double>(std::span<const double>)>& statistics);

}  // namespace tessera
