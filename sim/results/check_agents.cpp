#include "results/check_agents.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"

namespace tessera {
namespace {

// Of the columns of one table, each as long as the table.
void expect_lengths(std::string_view table, std::size_t length, const auto&... columns) {
  const auto expect = [&](std::size_t size) {
    if (size != length) throw FileError(fmt::format("a column of the {}s has {} values, but there are {}", table, size, length));
  };
  (expect(columns.size()), ...);
}

void expect_snapshots(const StoredAgents& agents, const auto&... fields) {
  const auto expect = [&](const auto& rows) {
    expect_lengths("snapshot", agents.months.size(), rows);
    for (const auto& row : rows) expect_lengths("organisation", agents.organisations.count(), row);
  };
  (expect(fields), ...);
}

template <class T>
void expect_below(const std::vector<T>& values, std::size_t limit, const std::string& what) {
  for (const T value : values)
    if (static_cast<std::int64_t>(value) >= static_cast<std::int64_t>(limit))
      throw FileError(fmt::format("{} {} is beyond the {} there are", what, value, limit));
}

void check_organisations(const StoredAgents& agents, std::size_t districts) {
  const StoredOrganisations& o = agents.organisations;
  const std::size_t count = o.count();
  expect_lengths("organisation", count, o.name, o.type, o.sector, o.district, o.x_km, o.y_km, o.radius_km, o.founded_month, o.closed_month,
                 o.closure_reason, o.revenue_usd, o.service_share, o.wage_share, o.target_reserve_months, o.space_m2_hours);
  expect_lengths("organisation's area", count * agents.areas.size(), o.mission);
  expect_lengths("organisation's group", count * agents.groups.size(), o.access);
  expect_snapshots(agents, o.active, o.money_usd, o.expected_income_usd, o.cost_level_usd, o.goods_income_usd, o.goods_usd, o.staff_hours,
                   o.volunteer_hours, o.overhead_hours, o.volunteers, o.morale, o.credibility, o.visibility, o.capability, o.propensity);
  expect_below(o.type, agents.types.size(), "organisation_type");
  expect_below(o.district, districts, "organisation_district");
  expect_below(o.sector, agents.sectors.size(), "organisation_sector");
  expect_below(o.closure_reason, agents.closure_reasons.size(), "organisation_closure_reason");
}

void check_ties(const StoredAgents& agents) {
  for (const StoredTies& ties : agents.ties) {
    expect_below(ties.a, agents.organisations.count(), "tie_a");
    expect_below(ties.b, agents.organisations.count(), "tie_b");
    expect_below(ties.level, agents.levels.size(), "tie_level");
    expect_below(ties.reported_by_a, agents.levels.size(), "tie_reported_by_a");
    expect_below(ties.reported_by_b, agents.levels.size(), "tie_reported_by_b");
  }
}

void check_partnerships(const StoredAgents& agents) {
  const StoredPartnerships& p = agents.partnerships;
  const std::size_t count = p.count();
  expect_lengths("partnership", count, p.governance, p.lead, p.founded_month, p.signed_month, p.ended_month, p.end_reason, p.members,
                 p.most_members, p.formality, p.communication, p.facilitation, p.divergence, p.value, p.expected_value);
  expect_lengths("partnership's area", count * agents.areas.size(), p.purpose);
  expect_below(p.stage, agents.stages.size(), "partnership_stage");
  expect_below(p.governance, agents.governance.size(), "partnership_governance");
  expect_below(p.lead, agents.organisations.count(), "partnership_lead");
  expect_below(p.end_reason, agents.end_reasons.size(), "partnership_end_reason");
}

void check_memberships(const StoredAgents& agents) {
  const StoredMemberships& m = agents.memberships;
  expect_lengths("membership", m.count(), m.organisation, m.joined_month, m.left_month, m.leave_reason, m.satisfaction, m.fulfilment, m.credit);
  expect_below(m.organisation, agents.organisations.count(), "membership_organisation");
  expect_below(m.partnership, agents.partnerships.count(), "membership_partnership");
  expect_below(m.leave_reason, agents.end_reasons.size(), "membership_leave_reason");
}

void check_events(const StoredAgents& agents) {
  const StoredEvents& events = agents.events;
  expect_lengths("event", events.count(), events.kind, events.organisation, events.partnership);
  expect_below(events.kind, agents.event_kinds.size(), "event_kind");
  expect_below(events.organisation, agents.organisations.count(), "event_organisation");
  expect_below(events.partnership, agents.partnerships.count(), "event_partnership");
}

}  // namespace

void check_agents(const StoredAgents& agents, std::size_t districts) {
  check_organisations(agents, districts);
  check_ties(agents);
  check_partnerships(agents);
  check_memberships(agents);
  check_events(agents);
}

}  // namespace tessera
