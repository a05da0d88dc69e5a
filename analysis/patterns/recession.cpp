// P20: who closes in a recession. Two runs on the same luck, without and with a shock that lowers income by 7.5 % for
// four years (communities.hpp).
#include <array>
#include <limits>

#include "analysis/patterns/communities.hpp"
#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

constexpr double small_usd = 100'000.0, large_usd = 1'000'000.0;  // yearly revenue as founded

// Closures in the four years among those open when they begin: small, middle, large; [3] income of sampled months.
enum Place : std::size_t { small, middle, large, income, width };

void add_closures(std::span<double> sums, const Organisations& o) {
  for (std::size_t i = 0; i < o.count(); ++i) {
    if (o.founded_month[i] >= recession_month || o.closed_month[i] < recession_month) continue;
    const double revenue = o.revenue_usd[i];
    sums[revenue < small_usd ? small : (revenue > large_usd ? large : middle)] += 1.0;
  }
}

void add_run(std::span<double> sums, const Observation& seen) {
  if (seen.world.month >= recession_month) sums[income] += income_of(seen.world);
  if (seen.last) add_closures(sums, seen.world.organisations);
}

double income_fall(std::span<const double> sums) { return 1.0 - share_of(sums[width + income], sums[income]); }

// A recession that lowers no income is none: nothing can be said.
double ratio_to_normal(std::span<const double> sums, double in_recession, double in_normal) {
  constexpr double noticeable = 0.001;
  return income_fall(sums) > noticeable ? share_of(in_recession, in_normal) : std::numeric_limits<double>::quiet_NaN();
}

double closures_ratio(std::span<const double> sums) {
  return ratio_to_normal(sums, sums[width + small] + sums[width + middle] + sums[width + large],
                         sums[small] + sums[middle] + sums[large]);
}

template <std::size_t size>
double ratio_of(std::span<const double> sums) {
  return ratio_to_normal(sums, sums[width + size], sums[size]);
}

constexpr Tally both{Setting::recession, width, add_run};

}  // namespace

std::span<const Statistic> recession_statistics() {
  static constexpr std::array statistics{
      Statistic{"P20", "fall of income", "share", "Income in the four years, against the same luck without recession.",
                Judged::report_only, 0.07, 0.08, &both, income_fall},
      Statistic{"P20", "closures relative to normal", "ratio",
                "Closures in the four years over those of the same luck without recession.", Judged::by_estimate, 1.10,
                1.25, &both, closures_ratio},
      Statistic{"P20", "the same, below 100,000 usd", "ratio", "Organisations by yearly revenue as founded.",
                Judged::report_only, 1.0, unbounded, &both, ratio_of<small>},
      Statistic{"P20", "the same, above 1 million usd", "ratio",
                "Its upper bound must lie below the lower bound of those below 100,000 usd.",
                Judged::below_the_one_before, 0.0, unbounded, &both, ratio_of<large>},
      Statistic{"P20", "the same, between", "ratio", "From 100,000 to 1 million usd.", Judged::report_only, 1.0,
                unbounded, &both, ratio_of<middle>},
  };
  return statistics;
}

}  // namespace tessera
