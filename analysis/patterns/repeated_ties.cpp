// P24: do former partners find each other again? Every period in which two organisations share a signed partnership is
// read off the memberships, which are kept for good.
#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <vector>

#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

struct Period {
  std::uint32_t a, b;       // organisations, a < b
  std::int32_t begin, end;  // months; end = still_together if it goes on
};
constexpr std::int32_t still_together = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t return_months = 60;

std::int32_t end_of(std::int32_t month) { return month == never ? still_together : month; }

std::vector<std::vector<std::uint32_t>> group_memberships(const World& world) {
  std::vector<std::vector<std::uint32_t>> of(world.partnerships.count());
  for (std::uint32_t m = 0; m < world.memberships.count(); ++m) of[world.memberships.partnership[m]].push_back(m);
  return of;
}

void list_periods_of(std::vector<Period>& periods, const World& world, std::size_t p,
                     const std::vector<std::uint32_t>& members) {
  const Memberships& ms = world.memberships;
  for (std::size_t k = 0; k < members.size(); ++k)
    for (std::size_t l = k + 1; l < members.size(); ++l) {
      const std::uint32_t m = members[k], n = members[l];
      const auto [a, b] = std::minmax(ms.organisation[m], ms.organisation[n]);
      const std::int32_t begin = std::max({ms.joined_month[m], ms.joined_month[n], world.partnerships.signed_month[p]});
      const std::int32_t end =
          std::min({end_of(ms.left_month[m]), end_of(ms.left_month[n]), end_of(world.partnerships.ended_month[p])});
      if (a != b && end > begin) periods.push_back({a, b, begin, end});
    }
}

// Sorted by pair and month; periods of a pair that overlap are one.
std::vector<Period> list_periods(const World& world) {
  std::vector<Period> periods;
  const auto members = group_memberships(world);
  for (std::size_t p = 0; p < members.size(); ++p)
    if (world.partnerships.signed_month[p] != never) list_periods_of(periods, world, p, members[p]);
  std::sort(periods.begin(), periods.end(), [](const Period& one, const Period& other) {
    return std::tie(one.a, one.b, one.begin, one.end) < std::tie(other.a, other.b, other.begin, other.end);
  });
  std::vector<Period> merged;
  for (const Period& period : periods) {
    const bool goes_on = !merged.empty() && merged.back().a == period.a && merged.back().b == period.b &&
                         period.begin <= merged.back().end;
    if (goes_on)
      merged.back().end = std::max(merged.back().end, period.end);
    else
      merged.push_back(period);
  }
  return merged;
}

// Months in which a former pair or strangers begin to work together, and pair-months in which they could; one-off
// pairs.
enum Place : std::size_t { former_begun, former_months, strangers_begun, strangers_months, returned, one_off, width };

// Pair-months of all pairs of open organisations.
double count_pair_months(const Organisations& o, std::int32_t months) {
  double sum = 0.0;
  for (std::int32_t t = 1; t <= months; ++t) {
    double open = 0.0;
    for (std::size_t i = 0; i < o.count(); ++i) open += o.founded_month[i] < t && end_of(o.closed_month[i]) >= t;
    sum += open * (open - 1.0) / 2.0;
  }
  return sum;
}

void add_pair(std::span<double> sums, std::span<const Period> periods, std::int32_t until) {
  sums[strangers_begun] += periods.front().begin > 0;
  sums[strangers_months] -= std::max(0, until - std::max(0, periods.front().begin));
  for (std::size_t k = 0; k < periods.size(); ++k) {
    if (periods[k].end >= until) break;
    const bool again = k + 1 < periods.size();
    sums[former_begun] += again;
    sums[former_months] += (again ? periods[k + 1].begin : until) - std::max(0, periods[k].end);
  }
  const std::int32_t first_end = periods.front().end;
  if (first_end <= 0 || first_end > until - return_months) return;
  sums[one_off] += 1.0;
  sums[returned] += periods.size() > 1 && periods[1].begin <= first_end + return_months;
}

void add_pairs(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Organisations& o = seen.world.organisations;
  const auto periods = list_periods(seen.world);
  sums[strangers_months] += count_pair_months(o, seen.world.month);
  for (auto first = periods.begin(); first != periods.end();) {
    const auto last = std::find_if(first, periods.end(),
                                   [&](const Period& other) { return other.a != first->a || other.b != first->b; });
    const std::int32_t until =
        std::min({seen.world.month, end_of(o.closed_month[first->a]), end_of(o.closed_month[first->b])});
    add_pair(sums, {first, last}, until);
    first = last;
  }
}

double odds(double begun, double months) { return share_of(begun, months - begun); }
double odds_of_former(std::span<const double> sums) {
  return share_of(odds(sums[former_begun], sums[former_months]), odds(sums[strangers_begun], sums[strangers_months]));
}
// The sums of the null model without trust stand behind those of the full one.
double odds_against_null(std::span<const double> sums) {
  return share_of(odds_of_former(sums.first(width)), odds_of_former(sums.subspan(width, width)));
}
double share_returned(std::span<const double> sums) { return share_of(sums[returned], sums[one_off]); }

constexpr Tally pairs{Setting::town, width, add_pairs};

}  // namespace

std::span<const Statistic> repeated_ties_statistics() {
  static constexpr std::array statistics{
      Statistic{"P24", "odds of a former partner over a stranger", "ratio",
                "Monthly odds that a pair begins to share a signed partnership: pairs that once did over pairs that "
                "never did.",
                Judged::by_estimate, 3.0, unbounded, &pairs, odds_of_former},
      Statistic{"P24", "the same over the null without trust", "ratio",
                "Over the same odds ratio where former partners are merely known: same candidate sets, no trust in the "
                "choice, signing at prior trust.",
                Judged::by_estimate, 1.5, unbounded, &pairs, odds_against_null, Beside::no_trust},
      Statistic{"P24", "partners who return", "share",
                "Of pairs whose first shared partnership ended, those that share one again within five years; both "
                "open so long.",
                Judged::by_estimate, 0.0, 0.5, &pairs, share_returned},
  };
  return statistics;
}

}  // namespace tessera
