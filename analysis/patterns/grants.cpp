// P6: grants, from the log of applications.
#include <array>
#include <cmath>

#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

// [0] awards and applications, [2] the same from partnerships, [4] awards, sum of log sizes and of their squares.
void add_log(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Grants& grants = seen.world.grants;
  for (std::size_t k = 0; k < grants.count(); ++k) {
    const bool won = grants.awarded_usd[k] > 0.0;
    add_value(sums, 0, won ? 1.0 : 0.0);
    if (grants.partnership[k] != nobody) add_value(sums, 2, won ? 1.0 : 0.0);
    if (!won) continue;
    const double size = std::log(grants.awarded_usd[k]);
    sums[4] += 1.0;
    sums[5] += size;
    sums[6] += size * size;
  }
}

double spread_of_sizes(std::span<const double> sums) {
  const double mean = share_of(sums[5], sums[4]);
  return std::sqrt(share_of(sums[6] - sums[4] * mean * mean, sums[4] - 1.0));
}

constexpr Tally log_of_grants{Setting::town, 7, add_log};

}  // namespace

std::span<const Statistic> grants_statistics() {
  static constexpr std::array statistics{
      Statistic{"P6", "success of applications", "share", "Awards over applications, all calls and months.",
                Judged::by_estimate, 0.18, 0.45, &log_of_grants, mean_at<0>},
      Statistic{"P6", "sigma of grant sizes", "log", "Standard deviation of the log of sums awarded.",
                Judged::by_estimate, 1.2, 1.7, &log_of_grants, spread_of_sizes},
      Statistic{"P6", "success of partnerships", "share", "Awards over applications of partnerships.",
                Judged::report_only, 0.18, 0.45, &log_of_grants, mean_at<2>},
  };
  return statistics;
}

}  // namespace tessera
