#include "state/forget.hpp"

#include <vector>

namespace tessera {

void forget_stale_ties(Ties& ties, std::int32_t month, std::int32_t stale_months) {
  const auto stale = [&](std::size_t t) {
    return ties.common[t] == 0 && month - ties.last_contact_month[t] > stale_months;
  };
  std::vector<std::uint32_t> kept;
  kept.reserve(ties.count());
  for (std::uint32_t t = 0; t < ties.count(); ++t)
    if (!stale(t)) kept.push_back(t);
  if (kept.size() == ties.count()) return;
  const auto compact = [&](auto& values) {
    for (std::size_t k = 0; k < kept.size(); ++k) values[k] = values[kept[k]];
    values.resize(kept.size());
  };
  for (auto* values : {&ties.good_ab, &ties.bad_ab, &ties.good_ba, &ties.bad_ba, &ties.joint_hours}) compact(*values);
  compact(ties.a);
  compact(ties.b);
  compact(ties.last_contact_month);
  compact(ties.common);
  compact(ties.former);
  for (auto* values : {&ties.level, &ties.reported_by_a, &ties.reported_by_b}) compact(*values);
  index_ties(ties, ties.of.owners());
}

}  // namespace tessera
