// Organisations and their ties.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analysis/export/network.hpp"
#include "analysis/export/organisation_nodes.hpp"

namespace tessera {
namespace {

struct Seen {
  std::uint32_t a, b;      // organisation rows
  std::uint32_t snapshot;  // place along months
  std::uint32_t tie;       // row in the ties of that snapshot
};

// Ties of the level wanted between organisations that are open, by pair and month.
std::vector<Seen> gather(const StoredAgents& agents, SnapshotRange range, std::uint8_t least_level) {
  std::vector<Seen> seen;
  for (std::size_t s = range.first; s <= range.last; ++s) {
    const StoredTies& ties = agents.ties[s];
    const auto& active = agents.organisations.active[s];
    for (std::size_t t = 0; t < ties.count(); ++t)
      if (ties.level[t] >= least_level && active[ties.a[t]] != 0 && active[ties.b[t]] != 0)
        seen.push_back({ties.a[t], ties.b[t], static_cast<std::uint32_t>(s), static_cast<std::uint32_t>(t)});
  }
  std::sort(seen.begin(), seen.end(), [](const Seen& one, const Seen& other) {
    return std::tie(one.a, one.b, one.snapshot) < std::tie(other.a, other.b, other.snapshot);
  });
  return seen;
}

// What a snapshot says holds until the month before the next, or until one of the two closes.
Period period_of(const Seen& seen, const StoredAgents& agents, std::int32_t last) {
  const std::int32_t start = agents.months[seen.snapshot];
  const std::int32_t end = seen.snapshot + 1 < agents.months.size() ? agents.months[seen.snapshot + 1] - 1 : start;
  const auto& o = agents.organisations;
  return {start, std::min({end, last, life_of(o, seen.a).end, life_of(o, seen.b).end})};
}

template <class Value>
void add_attribute(Network& network, const std::vector<Seen>& seen, NetworkAttribute attribute, const Value& value) {
  attribute.changes = true;
  attribute.values.reserve(seen.size());
  for (const Seen& one : seen) attribute.values.push_back(static_cast<double>(value(one)));
  network.edges.attributes.push_back(std::move(attribute));
}

void describe_ties(Network& network, const StoredAgents& agents, const std::vector<Seen>& seen) {
  const auto ties = [&agents](const Seen& one) -> const StoredTies& { return agents.ties[one.snapshot]; };
  const auto number = AttributeKind::number, whole = AttributeKind::whole;
  if (!network.over_time)
    add_attribute(network, seen, {"level", "", "level of collaboration", AttributeKind::text, true, {}, agents.levels},
                  [&](const Seen& one) { return ties(one).level[one.tie]; });
  add_attribute(network, seen, {"level_number", "", fmt::format("level of collaboration: {}", fmt::join(agents.levels, ", ")) + ", from 0 on", whole, true, {}, {}},
                [&](const Seen& one) { return ties(one).level[one.tie]; });
  add_attribute(network, seen, {"trust_ab", "share", "trust of the organisation with the lower row in the other", number, true, {}, {}},
                [&](const Seen& one) { return ties(one).trust_ab[one.tie]; });
  add_attribute(network, seen, {"trust_ba", "share", "trust of the organisation with the higher row in the other", number, true, {}, {}},
                [&](const Seen& one) { return ties(one).trust_ba[one.tie]; });
  if (network.over_time) return;
  add_attribute(network, seen, {"partnerships_in_common", "", "forming or active partnerships both are members of", whole, true, {}, {}},
                [&](const Seen& one) { return ties(one).common[one.tie]; });
  add_attribute(network, seen, {"partnerships_ended", "", "active partnerships they shared that have ended", whole, true, {}, {}},
                [&](const Seen& one) { return ties(one).former[one.tie]; });
  add_attribute(network, seen, {"joint_hours", "hour", "smoothed hours per month both put into joint work", number, true, {}, {}},
                [&](const Seen& one) { return ties(one).joint_hours[one.tie]; });
  add_attribute(network, seen, {"months_since_contact", "month", "since they were last in contact", whole, true, {}, {}},
                [&](const Seen& one) { return agents.months[one.snapshot] - ties(one).last_contact_month[one.tie]; });
}

}  // namespace

Network make_tie_network(const StoredAgents& agents, const std::vector<std::string>& districts, SnapshotRange range,
                         std::uint8_t least_level) {
  Network network{.over_time = range.first != range.last, .first = agents.months[range.first], .last = agents.months[range.last]};
  const std::vector<std::int64_t> node_of = add_organisation_nodes(network, agents, districts, range);
  const std::vector<Seen> seen = gather(agents, range, least_level);
  for (std::size_t k = 0; k < seen.size(); ++k) {
    if (k == 0 || seen[k].a != seen[k - 1].a || seen[k].b != seen[k - 1].b) {
      if (k > 0) network.edges.period_begin.push_back(k);
      network.from.push_back(static_cast<std::uint32_t>(node_of[seen[k].a]));
      network.to.push_back(static_cast<std::uint32_t>(node_of[seen[k].b]));
    }
    network.edges.periods.push_back(period_of(seen[k], agents, network.last));
  }
  if (!seen.empty()) network.edges.period_begin.push_back(seen.size());
  describe_ties(network, agents, seen);
  return network;
}

}  // namespace tessera
