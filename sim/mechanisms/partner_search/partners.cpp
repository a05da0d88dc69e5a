#include <algorithm>
#include <bit>

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

double View::hours_of_one_more(const CoordinationCosts& costs, std::size_t n) {
  const auto hours_of = [&](std::size_t members) {
    const auto count = static_cast<double>(members);
    return members < 2 ? 0.0 : coordination_hours(costs, cheapest_governance(costs, count), count);
  };
  return hours_of(n + 1) - hours_of(n);
}

Partners::Common Partners::common_with(std::uint32_t j) const {
  Common common;
  if (count_ == 0 || view_.load(j) == 0.0) return common;
  for_each_partner(j, [&](std::uint32_t q) {
    const std::size_t place = find(q);
    if (q != owner_ && place < count_) common.which |= std::uint64_t{1} << place;
  });
  common.count = std::popcount(common.which);
  return common;
}

double Partners::transferred(std::uint32_t j, const Common& common) const {
  if (common.which == 0) return 0.0;
  const double institutional = institutional_trust(view_.profiles[j].credibility, view_.prior.mean,
                                                   view_.prior.per_credibility);
  double sum = 0.0;
  for (std::uint64_t rest = common.which; rest != 0; rest &= rest - 1) {
    const std::uint32_t c = list_[static_cast<std::size_t>(std::countr_zero(rest))];
    sum += view_.trust(owner_, c, 0.0) * (view_.trust(c, j, 0.0) - institutional);
  }
  return sum * (view_.outlook.trust.transfer / common.count);
}

bool shares(const View& view, std::uint32_t p, std::uint32_t i) {
  for (const std::uint32_t m : view.memberships.of_partnership.of(p))
    if (view.memberships.organisation[m] == i) return true;
  return false;
}

}  // namespace tessera::partner_search
