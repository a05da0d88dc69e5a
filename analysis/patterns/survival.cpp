// P4: how long partnerships live after an award, and after signing.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

constexpr std::int32_t horizon = 84;  // three years of grant and four years after it
constexpr std::int32_t grant_months = 36;
constexpr int fewest_members = 3;  // alive, as NORC/ASPE 2012 count it

// Kaplan-Meier: [0, horizon] lives watched up to month t, [horizon + 1, ...] those that ended in it.
void add_life(std::span<double> sums, std::int32_t months, bool ended) {
  for (std::int32_t t = 1; t <= std::min(months, horizon); ++t) sums[static_cast<std::size_t>(t)] += 1.0;
  if (ended && months <= horizon) sums[static_cast<std::size_t>(horizon + 1 + months)] += 1.0;
}

template <std::int32_t months>
double survival(std::span<const double> sums) {
  double alive = 1.0;
  for (std::int32_t t = 1; t <= months; ++t) {
    const auto at = static_cast<std::size_t>(t);
    alive *= 1.0 - share_of(sums[static_cast<std::size_t>(horizon + 1) + at], sums[at]);
  }
  return alive;
}

double ending_per_year_after_grant(std::span<const double> sums) {
  constexpr double years = (horizon - grant_months) / 12.0;
  return 1.0 - std::pow(survival<horizon>(sums) / survival<grant_months>(sums), 1.0 / years);
}

// When members came and went: +1 and -1 by month, per partnership, in order of month.
using Changes = std::vector<std::vector<std::pair<std::int32_t, int>>>;

Changes list_changes(const World& world) {
  const Memberships& memberships = world.memberships;
  Changes changes(world.partnerships.count());
  for (std::size_t m = 0; m < memberships.count(); ++m) {
    auto& own = changes[memberships.partnership[m]];
    own.emplace_back(memberships.joined_month[m], 1);
    if (memberships.left_month[m] != never) own.emplace_back(memberships.left_month[m], -1);
  }
  for (auto& own : changes) std::sort(own.begin(), own.end());
  return changes;
}

// The first month after `from` with fewer than three members; `from` itself if there are fewer already; never = none.
std::int32_t month_of_death(const std::vector<std::pair<std::int32_t, int>>& changes, std::int32_t from) {
  int members = 0;
  for (std::size_t k = 0; k < changes.size(); ++k) {
    members += changes[k].second;
    const bool month_is_over = k + 1 == changes.size() || changes[k + 1].first != changes[k].first;
    const bool next_is_later = k + 1 == changes.size() || changes[k + 1].first > from;
    if (month_is_over && next_is_later && members < fewest_members) return std::max(from, changes[k].first);
  }
  return never;
}

// Months in which a partnership won money, per partnership, in order.
std::vector<std::vector<std::int32_t>> list_awards(const World& world) {
  const Grants& grants = world.grants;
  std::vector<std::vector<std::int32_t>> awards(world.partnerships.count());
  for (std::size_t k = 0; k < grants.count(); ++k)
    if (grants.partnership[k] != nobody && grants.awarded_usd[k] > 0.0)
      awards[grants.partnership[k]].push_back(grants.month[k]);
  for (auto& own : awards) std::sort(own.begin(), own.end());
  return awards;
}

// The clock starts at the first award.
void add_awarded(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Changes changes = list_changes(seen.world);
  const auto awards = list_awards(seen.world);
  for (std::size_t p = 0; p < awards.size(); ++p) {
    if (awards[p].empty()) continue;
    const std::int32_t award = awards[p].front(), death = month_of_death(changes[p], award);
    if (death == award) continue;
    add_life(sums, (death == never ? seen.world.month : death) - award, death != never);
  }
}

// Of those watched to the horizon and alive at it: how many lived on the first award alone.
void add_unrenewed(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Changes changes = list_changes(seen.world);
  const auto awards = list_awards(seen.world);
  for (std::size_t p = 0; p < awards.size(); ++p) {
    if (awards[p].empty() || awards[p].front() + horizon > seen.world.month) continue;
    const std::int32_t end = awards[p].front() + horizon, death = month_of_death(changes[p], awards[p].front());
    if (death != never && death <= end) continue;
    const bool renewed = awards[p].size() > 1 && awards[p][1] <= end;
    add_value(sums, 0, renewed ? 0.0 : 1.0);
  }
}

void add_signed(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Partnerships& partnerships = seen.world.partnerships;
  for (std::size_t p = 0; p < partnerships.count(); ++p) {
    const std::int32_t signing = partnerships.signed_month[p], end = partnerships.ended_month[p];
    if (signing <= 0) continue;  // never signed, or before anybody watched
    add_life(sums, (end == never ? seen.world.month : end) - signing, end != never);
  }
}

constexpr std::size_t width = 2 * (horizon + 1);
constexpr Tally awarded{Setting::town, width, add_awarded};
constexpr Tally unrenewed{Setting::town, 2, add_unrenewed};
constexpr Tally agreed{Setting::town, width, add_signed};

}  // namespace

std::span<const Statistic> survival_statistics() {
  static constexpr std::array statistics{
      Statistic{"P4", "alive 3 years after the award", "share",
                "Kaplan-Meier from a partnership's first award; alive = at least 3 members; of those that had 3 when "
                "it came.",
                Judged::by_estimate, 0.85, 0.95, &awarded, survival<grant_months>},
      Statistic{"P4", "ending per year after the grant", "per year",
                "Yearly rate between 3 and 7 years after the award.", Judged::by_estimate, 0.03, 0.08, &awarded,
                ending_per_year_after_grant},
      Statistic{"P4", "alive 7 years after the award", "share", "Four years after a three-year grant.",
                Judged::by_estimate, 0.60, 0.75, &awarded, survival<horizon>},
      Statistic{"P4", "alive 7 years after the award without a renewed one", "share",
                "Of those alive seven years after their first award: how many won no other in between.",
                Judged::report_only, 0.0, 1.0, &unrenewed, mean_at<0>},
      Statistic{"P4", "alive 3 years after signing", "share",
                "Whole population, with award or without, two members or more.", Judged::report_only, 0.0, 1.0, &agreed,
                survival<grant_months>},
      Statistic{"P4", "alive 7 years after signing", "share", "The same four years later.", Judged::report_only, 0.0,
                1.0, &agreed, survival<horizon>},
  };
  return statistics;
}

}  // namespace tessera
