// Organisations and partnerships, joined by memberships.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "analysis/export/network.hpp"
#include "analysis/export/organisation_nodes.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int32_t no_end = std::numeric_limits<std::int32_t>::max();

std::int32_t month_before(std::int32_t month) { return month == never ? no_end : month - 1; }
double month_or_nothing(std::int32_t month) { return month == never ? nothing : month; }

// Attributes of elements that are appended to others, which have none of these.
class Appended {
 public:
  Appended(NetworkElements& elements, std::size_t before, const std::vector<std::size_t>& rows)
      : elements_(elements), before_(before), rows_(rows) {}

  void add(const char* name, const char* unit, const char* meaning, AttributeKind kind,
           const std::function<double(std::size_t)>& value, std::vector<std::string> texts = {}) {
    NetworkAttribute attribute{name, unit, meaning, kind, false, std::vector<double>(before_, nothing), std::move(texts)};
    for (const std::size_t row : rows_) attribute.values.push_back(value(row));
    elements_.attributes.push_back(std::move(attribute));
  }

 private:
  NetworkElements& elements_;
  std::size_t before_;
  const std::vector<std::size_t>& rows_;
};

// What organisations say of themselves does not exist for partnerships.
void pad_attributes(NetworkElements& nodes) {
  for (NetworkAttribute& attribute : nodes.attributes)
    attribute.values.resize(attribute.changes ? nodes.periods.size() : nodes.count(), nothing);
}

void mark_kinds(NetworkElements& nodes, std::size_t organisations) {
  NetworkAttribute kind{"kind", "", "organisation or partnership", AttributeKind::text, false, {}, {"organisation", "partnership"}};
  for (std::size_t k = 0; k < nodes.count(); ++k) kind.values.push_back(k < organisations ? 0.0 : 1.0);
  NetworkAttribute side{"bipartite", "", "0 = organisation, 1 = partnership", AttributeKind::whole, false, kind.values, {}};
  nodes.attributes.insert(nodes.attributes.begin(), {std::move(kind), std::move(side)});
}

void describe_partnerships(Appended attributes, const StoredAgents& agents) {
  const StoredPartnerships& p = agents.partnerships;
  const auto number = AttributeKind::number, whole = AttributeKind::whole, text = AttributeKind::text;
  attributes.add("partnership", "", "row of the partnership in the results file", whole, [](std::size_t k) { return static_cast<double>(k); });
  attributes.add("stage", "", "at the last snapshot", text, [&](std::size_t k) { return p.stage[k]; }, agents.stages);
  attributes.add("governance", "", "at the last snapshot", text, [&](std::size_t k) { return p.governance[k]; }, agents.governance);
  attributes.add("lead", "", "who leads it at the last snapshot", text,
                 [&](std::size_t k) { return p.lead[k] < 0 ? nothing : p.lead[k]; }, agents.organisations.name);
  attributes.add("proposed_month", "month", "when it was proposed", whole, [&](std::size_t k) { return p.founded_month[k]; });
  attributes.add("signed_month", "month", "none: not signed", whole, [&](std::size_t k) { return month_or_nothing(p.signed_month[k]); });
  attributes.add("ended_month", "month", "none: it lasts", whole, [&](std::size_t k) { return month_or_nothing(p.ended_month[k]); });
  attributes.add("end_reason", "", "why it ended", text, [&](std::size_t k) { return p.end_reason[k]; }, agents.end_reasons);
  attributes.add("formality", "share", "of what is agreed in writing", number, [&](std::size_t k) { return p.formality[k]; });
  attributes.add("most_members", "organisation", "ever", whole, [&](std::size_t k) { return p.most_members[k]; });
}

std::vector<std::int64_t> add_partnership_nodes(Network& network, const StoredAgents& agents) {
  const StoredPartnerships& p = agents.partnerships;
  const std::size_t organisations = network.nodes.count();
  std::vector<std::int64_t> node_of(p.count(), -1);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < p.count(); ++row) {
    const Period life = clip({p.founded_month[row], month_before(p.ended_month[row])}, network.first, network.last);
    if (life.start > life.end) continue;
    node_of[row] = static_cast<std::int64_t>(network.node_ids.size());
    rows.push_back(row);
    network.node_ids.push_back(fmt::format("p{}", row));
    network.node_labels.push_back(fmt::format("partnership {}", row));
    network.nodes.periods.push_back(life);
    network.nodes.period_begin.push_back(network.nodes.periods.size());
  }
  pad_attributes(network.nodes);
  describe_partnerships(Appended(network.nodes, organisations, rows), agents);
  mark_kinds(network.nodes, organisations);
  return node_of;
}

void add_memberships(Network& network, const StoredAgents& agents, const std::vector<std::int64_t>& organisation_nodes,
                     const std::vector<std::int64_t>& partnership_nodes) {
  const StoredMemberships& m = agents.memberships;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < m.count(); ++row) {
    const std::int64_t i = organisation_nodes[m.organisation[row]], p = partnership_nodes[m.partnership[row]];
    if (i < 0 || p < 0) continue;
    Period stay = clip({m.joined_month[row], month_before(m.left_month[row])}, network.first, network.last);
    const std::int32_t closed = life_of(agents.organisations, m.organisation[row]).end;
    stay.end = std::min({stay.end, closed, month_before(agents.partnerships.ended_month[m.partnership[row]])});
    if (stay.start > stay.end) continue;
    rows.push_back(row);
    network.from.push_back(static_cast<std::uint32_t>(i));
    network.to.push_back(static_cast<std::uint32_t>(p));
    network.edges.periods.push_back(stay);
    network.edges.period_begin.push_back(network.edges.periods.size());
  }
  Appended attributes(network.edges, 0, rows);
  const auto number = AttributeKind::number, whole = AttributeKind::whole;
  attributes.add("joined_month", "month", "when it joined", whole, [&](std::size_t k) { return m.joined_month[k]; });
  attributes.add("left_month", "month", "none: still a member at the last snapshot", whole, [&](std::size_t k) { return month_or_nothing(m.left_month[k]); });
  attributes.add("leave_reason", "", "why it left", AttributeKind::text, [&](std::size_t k) { return m.leave_reason[k]; }, agents.end_reasons);
  attributes.add("satisfaction", "share", "at the last snapshot", number, [&](std::size_t k) { return m.satisfaction[k]; });
  attributes.add("fulfilment", "share", "given of what was promised, at the last snapshot", number, [&](std::size_t k) { return m.fulfilment[k]; });
  attributes.add("credit", "share", "of the joint outcome, at the last snapshot", number, [&](std::size_t k) { return m.credit[k]; });
}

}  // namespace

Network make_membership_network(const StoredAgents& agents, const std::vector<std::string>& districts, SnapshotRange range) {
  Network network{.over_time = range.first != range.last, .first = agents.months[range.first], .last = agents.months[range.last]};
  const std::vector<std::int64_t> organisation_nodes = add_organisation_nodes(network, agents, districts, range);
  const std::vector<std::int64_t> partnership_nodes = add_partnership_nodes(network, agents);
  add_memberships(network, agents, organisation_nodes, partnership_nodes);
  return network;
}

}  // namespace tessera
