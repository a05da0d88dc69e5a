// A world small enough to be measured by hand: two districts, two groups, two areas, three organisations.
#pragma once

#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera::testing {

inline Parameters tiny_parameters() {
  Parameters parameters = standard_parameters();
  parameters.groups.resize(2);
  parameters.areas.resize(2);
  parameters.areas[0].harm_weight = 3.0;
  parameters.areas[1].harm_weight = 1.0;
  parameters.trust.prior_mean = 0.5;
  parameters.trust.prior_credibility = 0.0;
  parameters.trust.prior_counts = 8.0;
  parameters.volunteering.hours_low = 2.0;
  parameters.volunteering.hours_middle = 5.0;
  parameters.volunteering.hours_high = 12.0;
  parameters.volunteering.hours_core = 30.0;
  return parameters;
}

inline void add_organisation(World& world, Sector sector, std::uint32_t district) {
  Organisations& o = world.organisations;
  o.id.push_back(founding_id(0, static_cast<std::uint32_t>(o.count())));
  o.type.push_back(0);
  o.sector.push_back(static_cast<std::uint8_t>(sector));
  o.district.push_back(district);
  o.active.push_back(1);
  o.founded_month.push_back(-120);
  o.closed_month.push_back(never);
  o.closure_reason.push_back(0);
  o.access.insert(o.access.end(), {0.5, 0.25});
  for (auto* one : {&o.visibility, &o.credibility, &o.morale, &o.capability}) one->push_back(0.5);
  o.propensity.push_back(1.0);
  o.mission.insert(o.mission.end(), {0.75, 0.25});
  o.perceived.insert(o.perceived.end(), {0.5, 0.5});
  o.expertise.insert(o.expertise.end(), 2 * competences, 0.5);
  o.practices.insert(o.practices.end(), {0, 0});
  o.new_practices.push_back(0);
  o.revenue_usd.push_back(5e5);
  o.expected_income_usd.push_back(1000.0);
  o.cost_level_usd.push_back(1000.0);
  o.money_usd.push_back(6000.0);
  o.money_opening_usd.push_back(6000.0);
  o.money_book_usd.insert(o.money_book_usd.end(), money_entries, 0.0);
  o.goods_usd.push_back(0.0);
  o.goods_opening_usd.push_back(0.0);
  o.goods_book_usd.insert(o.goods_book_usd.end(), goods_entries, 0.0);
  o.volunteers.insert(o.volunteers.end(), hours_classes, 0);
  o.volunteers_joined.push_back(0);
  o.volunteers_left.push_back(0);
  o.volunteers_lent.push_back(0);
  o.staff_hours.push_back(0.0);
  o.available.insert(o.available.end(), resources, 0.0);
  o.idle.insert(o.idle.end(), resources, 0.0);
  o.volunteer_hours.push_back(0.0);
  o.reach_district.push_back(district);
  o.reach_weight.push_back(1.0);
  o.reach_volunteers.push_back(0);
  o.reach_begin.push_back(static_cast<std::uint32_t>(o.reach_district.size()));
}

// Nothing happens in it yet: no need, no ties, no volunteers; every adult is free.
inline World tiny_world(std::size_t organisations = 3) {
  World world;
  world.month = 60;
  Community& c = world.community;
  c.districts = c.groups = c.areas = 2;
  c.residents = {100, 50, 200, 100};
  c.adults = {120, 240};
  c.people.assign(2 * people_classes, 0);
  c.people[static_cast<std::size_t>(People::free_never)] = 120;
  c.people[people_classes + static_cast<std::size_t>(People::free_never)] = 240;
  c.participation.assign(2, 0.0);
  c.survey_retention.assign(2, 0.0);
  c.volunteer_hours_last_year.assign(1, 0.0);
  c.grants_paid_usd.assign(calls, 0.0);
  for (auto* cells : {&world.need.fresh, &world.need.wanted, &world.need.met, &world.need.delivered}) cells->assign(c.cells(), 0.0);
  for (std::size_t i = 0; i < organisations; ++i) add_organisation(world, static_cast<Sector>(i % 3), static_cast<std::uint32_t>(i % 2));
  rebuild_indexes(world);
  return world;
}

inline std::uint32_t add_tie(World& world, std::uint32_t a, std::uint32_t b, Level level) {
  const std::uint32_t tie = make_tie(world.ties, a, b, world.month);
  world.ties.level[tie] = static_cast<std::uint8_t>(level);
  return tie;
}

// A partnership of these organisations; signed_month never = still forming.
inline std::uint32_t add_partnership(World& world, const std::vector<std::uint32_t>& members, std::int32_t founded,
                                     std::int32_t signing, std::int32_t end = never, EndReason reason = EndReason::none) {
  Partnerships& p = world.partnerships;
  const auto row = static_cast<std::uint32_t>(p.count());
  p.initiator_id.push_back(world.organisations.id[members[0]]);
  p.target_id.push_back(world.organisations.id[members[1]]);
  p.founded_month.push_back(founded);
  p.signed_month.push_back(signing);
  p.ended_month.push_back(end);
  p.award_end_month.push_back(never);
  p.end_reason.push_back(static_cast<std::uint8_t>(reason));
  const Stage stage = end != never ? Stage::dissolved : (signing != never ? Stage::active : Stage::forming);
  p.stage.push_back(static_cast<std::uint8_t>(stage));
  p.governance.push_back(0);
  for (auto* counts : {&p.governance_changes, &p.conflicts, &p.conflicts_resolved}) counts->push_back(0);
  p.conflict_month.push_back(never);
  for (auto* values : {&p.divergence, &p.communication, &p.facilitation}) values->push_back(0.0);
  p.members.push_back(static_cast<std::uint16_t>(members.size()));
  p.met.insert(p.met.end(), world.community.areas, 0.0);
  p.purpose.insert(p.purpose.end(), {0.75, 0.25});
  for (const std::uint32_t member : members) {
    Memberships& m = world.memberships;
    m.partnership.push_back(row);
    m.organisation.push_back(member);
    m.left_month.push_back(end);
    m.willingness.push_back(0.8);
    m.fulfilment.push_back(0.7);
    m.satisfaction.push_back(0.6);
    m.committed.insert(m.committed.end(), resources, 0.0);
    m.benefit.push_back(2.0);
    m.outside.push_back(1.0);
  }
  rebuild_indexes(world);
  return row;
}

}  // namespace tessera::testing
