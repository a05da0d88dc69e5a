#include "state/leave.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/errors.hpp"

namespace tessera {
namespace {

bool dissolved(const Partnerships& partnerships, std::uint32_t partnership) {
  return partnerships.stage[partnership] == static_cast<std::uint8_t>(Stage::dissolved);
}

void erase_entry(BlockLists<std::uint32_t>& lists, std::size_t owner, std::uint32_t entry) {
  const auto list = lists.of(owner);
  const auto found = std::find(list.begin(), list.end(), entry);
  promise(found != list.end(), "leaving: a present membership is missing from its list");
  lists.erase(owner, static_cast<std::size_t>(found - list.begin()));
}

void part(Ties& ties, std::uint32_t one, std::uint32_t other, bool was_signed) {
  const std::uint32_t tie = find_tie(ties, one, other);
  promise(tie != nobody && ties.common[tie] > 0, "leaving: two members of a partnership have no common tie");
  --ties.common[tie];
  if (was_signed) ++ties.former[tie];
}

// The organisation whose commitments are the largest mean share of what is committed of each resource; the
// longest-standing member among equals.
std::uint32_t largest_member(const Memberships& memberships, std::span<const std::uint32_t> members) {
  std::array<double, resources> pool{};
  for (const std::uint32_t m : members)
    for (std::size_t r = 0; r < resources; ++r) pool[r] += memberships.committed[m * resources + r];
  std::uint32_t largest = nobody;
  double most = -1.0;
  for (const std::uint32_t m : members) {
    double size = 0.0;
    for (std::size_t r = 0; r < resources; ++r)
      if (pool[r] > 0.0) size += memberships.committed[m * resources + r] / pool[r];
    if (size > most) largest = memberships.organisation[m];
    most = std::max(most, size);
  }
  return largest;
}

// Everything but the question whether enough members are left.
void close_membership(Partnerships& partnerships, Memberships& memberships, Ties& ties, std::uint32_t membership,
                      std::int32_t month, EndReason reason) {
  const std::uint32_t partnership = memberships.partnership[membership];
  const std::uint32_t organisation = memberships.organisation[membership];
  const bool was_signed = partnerships.signed_month[partnership] != never;
  memberships.left_month[membership] = month;
  memberships.leave_reason[membership] = static_cast<std::uint8_t>(reason);
  erase_entry(memberships.of_partnership, partnership, membership);
  erase_entry(memberships.of_organisation, organisation, membership);
  --partnerships.members[partnership];
  const auto stay = memberships.of_partnership.of(partnership);
  for (const std::uint32_t other : stay) part(ties, organisation, memberships.organisation[other], was_signed);
  if (partnerships.lead[partnership] == organisation) partnerships.lead[partnership] = largest_member(memberships, stay);
}

}  // namespace

void leave_partnership(Partnerships& partnerships, Memberships& memberships, Ties& ties, std::uint32_t membership,
                       std::int32_t month, EndReason reason) {
  if (memberships.left_month[membership] != never) return;
  const std::uint32_t partnership = memberships.partnership[membership];
  close_membership(partnerships, memberships, ties, membership, month, reason);
  if (partnerships.members[partnership] < 2) end_partnership(partnerships, memberships, ties, partnership, month, reason);
}

void end_partnership(Partnerships& partnerships, Memberships& memberships, Ties& ties, std::uint32_t partnership,
                     std::int32_t month, EndReason reason) {
  if (dissolved(partnerships, partnership)) return;
  const std::uint32_t led_by = partnerships.lead[partnership];
  while (memberships.of_partnership.size(partnership) > 0)
    close_membership(partnerships, memberships, ties, memberships.of_partnership.of(partnership).back(), month, reason);
  partnerships.lead[partnership] = led_by;  // stays on record
  partnerships.stage[partnership] = static_cast<std::uint8_t>(Stage::dissolved);
  partnerships.ended_month[partnership] = month;
  partnerships.end_reason[partnership] = static_cast<std::uint8_t>(reason);
  auto& live = partnerships.live;
  const auto found = std::lower_bound(live.begin(), live.end(), partnership);
  promise(found != live.end() && *found == partnership, "ending: a live partnership is missing from the list");
  live.erase(found);
}

}  // namespace tessera
