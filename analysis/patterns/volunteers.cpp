// P5: volunteers, as surveys ask.
#include <array>

#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

// Means over the yearly surveys from the third year on: [0] participation, [2] retention, [4] hours, [6] median over
// mean.
void add_surveys(std::span<double> sums, const Observation& seen) {
  constexpr std::int32_t two_years = 24;  // retention asks about two full years
  if (seen.world.month <= two_years || seen.world.month % 12 != 0) return;
  add_value(sums, 0, read_number(seen, "participation"));
  add_value(sums, 2, read_number(seen, "retention"));
  add_value(sums, 4, read_number(seen, "volunteer_hours_per_year"));
  add_value(sums, 6, share_of(read_number(seen, "volunteer_hours_median"), read_number(seen, "volunteer_hours_mean")));
}

constexpr Tally surveys{Setting::town, 8, add_surveys};

}  // namespace

std::span<const Statistic> volunteers_statistics() {
  static constexpr std::array statistics{
      Statistic{"P5", "retention", "share",
                "Of those who volunteered at any time in one year, the share who also did in the next.",
                Judged::by_estimate, 0.58, 0.70, &surveys, mean_at<2>},
      Statistic{"P5", "participation", "share", "Adults who volunteered at any time in the last 12 months.",
                Judged::by_estimate, 0.20, 0.30, &surveys, mean_at<0>},
      Statistic{"P5", "hours per volunteer", "hour per year", "Hours given in a year per person who volunteered in it.",
                Judged::by_estimate, 50.0, 70.0, &surveys, mean_at<4>},
      Statistic{"P5", "median over mean of hours", "ratio",
                "Hours a month of the median volunteer over those of the mean one.", Judged::by_estimate, 0.0, 0.999,
                &surveys, mean_at<6>},
  };
  return statistics;
}

}  // namespace tessera
