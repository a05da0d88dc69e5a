#include "results/events.hpp"

#include <algorithm>
#include <tuple>

namespace tessera {

std::vector<Event> list_events(const World& world) {
  std::vector<Event> events;
  const auto add = [&](std::int32_t month, EventKind kind, std::int64_t organisation, std::int64_t partnership) {
    if (month >= 1)
      events.push_back({month, kind, static_cast<std::int32_t>(organisation), static_cast<std::int32_t>(partnership)});
  };
  for (std::uint32_t i = 0; i < world.organisations.count(); ++i) {
    add(world.organisations.founded_month[i], EventKind::organisation_founded, i, -1);
    add(world.organisations.closed_month[i], EventKind::organisation_closed, i, -1);
  }
  for (std::uint32_t p = 0; p < world.partnerships.count(); ++p) {
    add(world.partnerships.founded_month[p], EventKind::partnership_founded, -1, p);
    add(world.partnerships.signed_month[p], EventKind::partnership_signed, -1, p);
    add(world.partnerships.ended_month[p], EventKind::partnership_ended, -1, p);
  }
  const Memberships& memberships = world.memberships;
  for (std::size_t m = 0; m < memberships.count(); ++m) {
    add(memberships.joined_month[m], EventKind::member_joined, memberships.organisation[m], memberships.partnership[m]);
    add(memberships.left_month[m], EventKind::member_left, memberships.organisation[m], memberships.partnership[m]);
  }
  std::sort(events.begin(), events.end(), [](const Event& one, const Event& other) {
    return std::tie(one.month, one.kind, one.partnership, one.organisation) <
           std::tie(other.month, other.kind, other.partnership, other.organisation);
  });
  return events;
}

}  // namespace tessera
