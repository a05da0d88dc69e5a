// P1, P2 and P3: sizes, reserves and closures of nonprofits.
#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

bool is_nonprofit(const Organisations& o, std::size_t i) {
  return o.sector[i] == static_cast<std::uint8_t>(Sector::nonprofit);
}

// [0] sd of log revenue, [2] share of the top tenth, [4] open nonprofits: each a sum and a count.
void add_sizes(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  add_value(sums, 0, read_number(seen, "revenue_log_sd"));
  add_value(sums, 2, read_number(seen, "revenue_top_tenth"));
  const Organisations& o = seen.world.organisations;
  double open = 0.0;
  for (std::size_t i = 0; i < o.count(); ++i) open += o.active[i] != 0 && is_nonprofit(o, i);
  add_value(sums, 4, open);
}

// [0] median and [2] slope after five years, [4] median and [6] slope at the end.
void add_reserves(std::span<double> sums, const Observation& seen) {
  constexpr std::int32_t five_years = 60;
  if (seen.world.month != five_years && !seen.last) return;
  const std::size_t at = seen.last ? 4 : 0;
  add_value(sums, at, read_number(seen, "nonprofit_reserve_months_median"));
  add_value(sums, at + 2, read_number(seen, "nonprofit_reserve_slope"));
}

// Closures and organisation-years: [0] all nonprofits, [2] youngest third, [4] oldest third, [6] smallest third,
// [8] largest third, [10] organisations of all sectors. Thirds are formed anew every year among those open.
struct OneYear {
  std::vector<std::uint32_t> open;
  std::vector<std::uint8_t> closed;  // [organisation] within the year
};

OneYear look_at_year(const Organisations& o, std::int32_t begin) {
  OneYear year{{}, std::vector<std::uint8_t>(o.count(), 0)};
  for (std::uint32_t i = 0; i < o.count(); ++i) {
    if (o.founded_month[i] > begin || (o.closed_month[i] != never && o.closed_month[i] <= begin)) continue;
    year.open.push_back(i);
    year.closed[i] = o.closed_month[i] != never && o.closed_month[i] <= begin + 12;
  }
  return year;
}

void add_closures_among(std::span<double> sums, std::size_t place, const OneYear& year,
                        std::span<const std::uint32_t> rows) {
  for (const std::uint32_t i : rows) sums[place] += year.closed[i];
  sums[place + 1] += static_cast<double>(rows.size());
}

template <class Key>
void add_thirds(std::span<double> sums, std::size_t place, const OneYear& year, std::vector<std::uint32_t> rows,
                const Key& key) {
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t i, std::uint32_t j) { return key(i) < key(j); });
  const std::size_t third = rows.size() / 3;
  add_closures_among(sums, place, year, std::span(rows).first(third));
  add_closures_among(sums, place + 2, year, std::span(rows).last(third));
}

void add_closures(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Organisations& o = seen.world.organisations;
  for (std::int32_t begin = 0; begin + 12 <= seen.world.month; begin += 12) {
    const OneYear year = look_at_year(o, begin);
    add_closures_among(sums, 10, year, year.open);
    std::vector<std::uint32_t> nonprofits;
    std::copy_if(year.open.begin(), year.open.end(), std::back_inserter(nonprofits),
                 [&](std::uint32_t i) { return is_nonprofit(o, i); });
    add_closures_among(sums, 0, year, nonprofits);
    add_thirds(sums, 2, year, nonprofits, [&](std::uint32_t i) { return -o.founded_month[i]; });
    add_thirds(sums, 6, year, nonprofits, [&](std::uint32_t i) { return o.revenue_usd[i]; });
  }
}

template <std::size_t one, std::size_t other>
double rate_over_rate(std::span<const double> sums) {
  return share_of(share_of(sums[one], sums[one + 1]), share_of(sums[other], sums[other + 1]));
}

constexpr Tally many{Setting::nonprofits, 6, add_sizes};
constexpr Tally few{Setting::town, 6, add_sizes};
constexpr Tally reserves{Setting::town, 8, add_reserves};
constexpr Tally closures{Setting::town, 12, add_closures};

}  // namespace

std::span<const Statistic> finances_statistics() {
  static constexpr std::array statistics{
      Statistic{"P1", "sd of log revenue", "log",
                "Standard deviation of log yearly revenue over drawn nonprofits after ten years.", Judged::by_estimate,
                1.9, 2.6, &many, mean_at<0>},
      Statistic{"P1", "share of the top tenth", "share",
                "Revenue held by the tenth of them with most revenue, after ten years.", Judged::by_estimate, 0.75, 1.0,
                &many, mean_at<2>},
      Statistic{"P1", "nonprofits after ten years", "organisation",
                "How many of the drawn nonprofits and later entrants are open.", Judged::report_only, 10'000, unbounded,
                &many, mean_at<4>},
      Statistic{"P1", "sd of log revenue, town", "log", "The same in the town.", Judged::report_only, 1.9, 2.6, &few,
                mean_at<0>},
      Statistic{"P1", "share of the top tenth, town", "share", "The same in the town.", Judged::report_only, 0.75, 1.0,
                &few, mean_at<2>},
      Statistic{"P2", "median reserves after 5 years", "month",
                "Median over open nonprofits of cash over planned monthly costs.", Judged::by_estimate, 3.0, 8.0,
                &reserves, mean_at<0>},
      Statistic{"P2", "median reserves after 10 years", "month", "The same at the end.", Judged::by_estimate, 3.0, 8.0,
                &reserves, mean_at<4>},
      Statistic{"P2", "slope of reserves after 5 years", "month per log", "Slope of those months on log revenue.",
                Judged::by_estimate, -unbounded, 0.0, &reserves, mean_at<2>},
      Statistic{"P2", "slope of reserves after 10 years", "month per log", "The same at the end.", Judged::by_estimate,
                -unbounded, 0.0, &reserves, mean_at<6>},
      Statistic{"P3", "closures per year", "per year",
                "Exits of nonprofits within a year over those open when it begins.", Judged::by_estimate, 0.010, 0.028,
                &closures, mean_at<0>},
      Statistic{"P3", "youngest over oldest third", "ratio",
                "Their rates of closure; thirds by age, formed anew every year.", Judged::by_estimate, 1.5, unbounded,
                &closures, rate_over_rate<2, 4>},
      Statistic{"P3", "smallest over largest third", "ratio", "Their rates of closure; thirds by revenue as founded.",
                Judged::by_estimate, 1.0, unbounded, &closures, rate_over_rate<6, 8>},
      Statistic{"P3", "closures per year, all sectors", "per year", "The same over organisations of every sector.",
                Judged::report_only, 0.010, 0.028, &closures, mean_at<10>},
  };
  return statistics;
}

}  // namespace tessera
