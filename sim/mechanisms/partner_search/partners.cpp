#include <algorithm>
#include <bit>

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

Partners::Common Partners::common_with(std::uint32_t j) const {
  Common common;
  if (count_ == 0) return common;
  std::uint64_t seen = 0;
  for_each_partner(j, [&](std::uint32_t q) {
    const auto found = std::find(list_.begin(), list_.begin() + count_, q);
    if (q != owner_ && found != list_.begin() + count_) seen |= std::uint64_t{1} << (found - list_.begin());
  });
  if (seen == 0) return common;
  common.count = std::popcount(seen);
  const double institutional = institutional_trust(view_.organisations.credibility[j], view_.prior.mean,
                                                   view_.prior.per_credibility);
  for (std::uint64_t rest = seen; rest != 0; rest &= rest - 1) {
    const std::uint32_t c = list_[static_cast<std::size_t>(std::countr_zero(rest))];
    common.transferred += view_.trust(owner_, c, 0.0) * (view_.trust(c, j, 0.0) - institutional);
  }
  common.transferred *= view_.outlook.trust.transfer / common.count;
  return common;
}

bool shares(const View& view, std::uint32_t p, std::uint32_t i) {
  for (const std::uint32_t m : view.memberships.of_partnership.of(p))
    if (view.memberships.organisation[m] == i) return true;
  return false;
}

}  // namespace tessera::partner_search
