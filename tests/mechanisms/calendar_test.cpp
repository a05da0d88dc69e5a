#include "mechanisms/calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "mechanisms/calendar/conditions.hpp"
#include "mechanisms/calendar/reach.hpp"
#include "parameters/levers.hpp"
#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;
using testing::ElementsAre;

// Described organisations come after none that are drawn: a hand-made world has its rows in the order of places.
Parameters hand_made() {
  Parameters parameters = standard_parameters();
  parameters.founding.organisations = 0.0;
  return parameters;
}

Policy policy_of(Lever lever, double intensity, const Target& target = {}) {
  return {.name = "p", .lever = lever, .intensity = intensity, .target = target};
}

ShockEvent shock_of(Shock kind, double size, const Target& target = {}) {
  return {.name = "s", .kind = kind, .month = 3, .size = size, .duration_months = 2, .target = target};
}

MechanismDraws luck_of(std::uint32_t replicate, std::int32_t month = 1) {
  return Draws(1, replicate, static_cast<std::uint16_t>(month)).of(Mechanism::calendar);
}

World in_month(World world, std::int32_t month, const Parameters& parameters) {
  world.month = month;
  apply_calendar(world, parameters, luck_of(1, month));
  return world;
}

double spent(const World& world, Lever lever) { return world.community.public_spending_usd[static_cast<std::size_t>(lever)]; }

TEST(Calendar, AnEmptyOneChangesNothing) {
  const Parameters parameters = hand_made();
  const World world = test::make_small_world({}, parameters);
  const World next = in_month(world, 3, parameters);
  EXPECT_EQ(test::changed_fields(world, next), std::set<std::string>{});
  EXPECT_EQ(next.economy, 1.0);
  for (const Strength& strength : next.support.strength) EXPECT_TRUE(strength.none());
  EXPECT_TRUE(next.conditions.need_factor.empty() && next.conditions.income_factor.empty() &&
              next.conditions.join_factor.empty() && next.conditions.capacity_factor.empty() && next.conditions.closing.empty());
}

TEST(Calendar, IntensityAndSizeZeroLeaveEverythingEmpty) {
  Parameters parameters = hand_made();
  for (std::size_t k = 0; k < levers; ++k) {
    Policy policy = policy_of(static_cast<Lever>(k), 0.0, {.sectors = {Sector::business}});
    policy.name += std::to_string(k);
    parameters.policies.push_back(policy);
  }
  for (std::size_t k = 0; k < shocks; ++k)
    if (static_cast<Shock>(k) != Shock::closure) parameters.shocks.push_back(shock_of(static_cast<Shock>(k), 0.0, {.areas = {0}}));
  const World world = test::make_small_world({}, parameters);
  const World next = in_month(world, 3, parameters);
  EXPECT_EQ(test::changed_fields(world, next), std::set<std::string>{});
  for (const Strength& strength : next.support.strength) EXPECT_TRUE(strength.none());
  EXPECT_TRUE(next.conditions.need_factor.empty() && next.conditions.income_factor.empty());
}

TEST(Calendar, PoliciesWorkFromTheirFirstMonthToTheirLast) {
  Parameters parameters = hand_made();
  parameters.policies = {policy_of(Lever::mediation, 0.5)};
  parameters.policies[0].start_month = 4;
  parameters.policies[0].end_month = 6;
  const World world = test::make_small_world({}, parameters);
  for (const auto& [month, strength] : std::vector<std::pair<int, double>>{{3, 0.0}, {4, 0.5}, {6, 0.5}, {7, 0.0}})
    EXPECT_EQ(in_month(world, month, parameters).support.of(Lever::mediation).everywhere, strength) << month;
}

TEST(Calendar, PoliciesOfOneLeverOverlapAsIndependentChances) {
  EXPECT_DOUBLE_EQ(join_strengths(0.5, 0.4), 1.0 - 0.5 * 0.6);
  EXPECT_EQ(join_strengths(0.3, 0.0), 0.3);
  EXPECT_EQ(join_strengths(0.0, 0.3), 0.3);
  EXPECT_EQ(join_strengths(1.0, 0.3), 1.0);
  Parameters parameters = hand_made();
  parameters.policies = {policy_of(Lever::mediation, 0.5), policy_of(Lever::mediation, 0.4),
                         policy_of(Lever::mediation, 0.2, {.organisations = {2}}), policy_of(Lever::facilitation, 0.1)};
  const World next = in_month(test::make_small_world({}, parameters), 3, parameters);
  EXPECT_DOUBLE_EQ(next.support.at(Lever::mediation, 1), 0.7);
  EXPECT_DOUBLE_EQ(next.support.at(Lever::mediation, 2), 1.0 - 0.5 * 0.6 * 0.8);
  EXPECT_EQ(next.support.of(Lever::facilitation).everywhere, 0.1);
  EXPECT_TRUE(next.support.of(Lever::facilitation).of.empty());
}

TEST(Calendar, ATargetHoldsAllItsConditions) {
  Parameters parameters = hand_made();
  World world = test::make_small_world({.districts = 4, .organisations = 24}, parameters);
  const Target target{.sectors = {Sector::business, Sector::nonprofit}, .districts = {1, 3}};
  parameters.policies = {policy_of(Lever::public_relations, 1.0, target)};
  world = in_month(world, 1, parameters);
  std::size_t reached = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    const Organisations& o = world.organisations;
    const bool fits = o.sector[i] <= static_cast<std::uint8_t>(Sector::nonprofit) && (o.district[i] == 1 || o.district[i] == 3);
    EXPECT_EQ(world.support.at(Lever::public_relations, i), fits ? 1.0 : 0.0) << i;
    reached += fits;
  }
  EXPECT_GT(reached, 0U);
  EXPECT_LT(reached, 24U);
}

TEST(Calendar, AShareIsDrawnForGoodAndAStrangerMovesNobody) {
  Parameters parameters = hand_made();
  const World world = test::make_small_world({.districts = 50, .organisations = 20000}, parameters);
  const Target target{.share = 0.3};
  const auto chosen = calendar::find_reached(world, parameters, target, "p", 1, luck_of(1)).of;
  World later = world;
  later.month = 70;
  test::add_organisation(later, parameters, founding_id(0, 999999), 0, 0);
  auto again = calendar::find_reached(later, parameters, target, "p", 1, luck_of(1, 70)).of;
  again.pop_back();
  EXPECT_EQ(again, chosen);
  EXPECT_NE(calendar::find_reached(world, parameters, target, "q", 1, luck_of(1)).of, chosen);
  const auto other = calendar::find_reached(world, parameters, target, "p", 1, luck_of(2)).of;
  std::int64_t in_both = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) in_both += chosen[i] & other[i];
  EXPECT_FALSE(check_proportion(in_both, 20000, 0.09).rejects);  // another replicate draws another list
  EXPECT_TRUE(check_proportion(in_both, 20000, 0.11).rejects);
  const auto reached = std::accumulate(chosen.begin(), chosen.end(), std::int64_t{0});
  EXPECT_FALSE(check_proportion(reached, 20000, 0.3).rejects) << check_proportion(reached, 20000, 0.3);
  EXPECT_TRUE(check_proportion(reached, 20000, 0.33).rejects);  // power twin
}

TEST(Calendar, TheMostConnectedAreThoseOfTheMonthItBegan) {
  Parameters parameters = hand_made();
  World world = test::make_small_world({}, parameters);
  test::add_partnership(world, {0, 1, 2}, Stage::active, 1);
  test::add_partnership(world, {0, 1}, Stage::active, 2);  // a second time with the same partner counts once
  test::add_partnership(world, {1, 5}, Stage::active, 4);
  test::add_partnership(world, {6, 7}, Stage::active, 1);
  for (std::size_t m = 0; m < world.memberships.count(); ++m)
    world.memberships.joined_month[m] = world.partnerships.founded_month[world.memberships.partnership[m]];
  EXPECT_THAT(std::vector<std::uint32_t>(calendar::count_partners(world, 4)).at(1), 3U);
  EXPECT_THAT(std::vector<std::uint32_t>(calendar::count_partners(world, 3)).at(0), 2U);
  const auto top = [&](std::uint32_t most, std::int32_t begins, std::uint32_t replicate = 1) {
    std::vector<std::uint32_t> rows;
    const auto reached =
        calendar::find_reached(world, parameters, {.most_connected = most}, "p", begins, luck_of(replicate)).of;
    for (std::uint32_t i = 0; i < reached.size(); ++i)
      if (reached[i] != 0) rows.push_back(i);
    return rows;
  };
  std::vector<int> first(world.organisations.count());
  for (std::uint32_t replicate = 1; replicate <= 300; ++replicate) ++first[top(1, 4, replicate).at(0)];
  EXPECT_EQ(first[0] + first[1] + first[2], 300);  // before the partnership with 5: 0, 1 and 2 are equals, by lot
  for (const int row : {0, 1, 2}) EXPECT_FALSE(check_proportion(first[row], 300, 1.0 / 3.0).rejects) << first[row];
  EXPECT_TRUE(check_proportion(first[0], 300, 0.55).rejects);  // power twin
  EXPECT_EQ(top(1, 4, 7), top(1, 4, 7));
  EXPECT_THAT(top(1, 5), ElementsAre(1U));
  EXPECT_THAT(top(3, 5), ElementsAre(0U, 1U, 2U));
}

TEST(Calendar, PublicCostsByHand) {
  Parameters parameters = hand_made();
  parameters.calendar.needs_assessment_usd = 1000.0;
  parameters.calendar.collaboration_tools_usd = 10.0;
  parameters.calendar.facilitation_usd = 100.0;
  parameters.calendar.capacity_building_usd = 7.0;
  parameters.calendar.corporate_partnership_incentive_usd = 3.0;
  World world = test::make_small_world({.districts = 4, .organisations = 24}, parameters);
  test::add_partnership(world, {0, 1, 2}, Stage::active);
  test::add_partnership(world, {1, 3}, Stage::forming);
  world.organisations.sector.assign(24, static_cast<std::uint8_t>(Sector::nonprofit));
  world.organisations.sector[1] = world.organisations.sector[9] = static_cast<std::uint8_t>(Sector::business);
  world.organisations.active[20] = 0;
  parameters.policies = {policy_of(Lever::needs_assessment, 0.5), policy_of(Lever::collaboration_tools, 1.0),
                         policy_of(Lever::facilitation, 0.5), policy_of(Lever::capacity_building, 1.0),
                         policy_of(Lever::corporate_partnership_incentive, 1.0), policy_of(Lever::operating_grants, 1.0)};
  parameters.policies[2].cost_multiple = 3.0;
  World next = in_month(world, 1, parameters);
  EXPECT_DOUBLE_EQ(spent(next, Lever::needs_assessment), 4 * 1000.0 * 0.5);
  EXPECT_DOUBLE_EQ(spent(next, Lever::collaboration_tools), 5 * 10.0);
  EXPECT_DOUBLE_EQ(spent(next, Lever::facilitation), 2 * 100.0 * 0.5 * 3.0);
  EXPECT_DOUBLE_EQ(spent(next, Lever::capacity_building), 23 * 7.0);
  EXPECT_DOUBLE_EQ(spent(next, Lever::corporate_partnership_incentive), 3.0);
  EXPECT_EQ(spent(next, Lever::operating_grants), 0.0);
  next = in_month(next, 2, parameters);
  EXPECT_DOUBLE_EQ(next.community.public_spending_total_usd[static_cast<std::size_t>(Lever::facilitation)], 600.0);
  // Of a target: its share of each partnership and of each district.
  for (Policy& policy : parameters.policies) policy.target.organisations = {1, 2};
  next = in_month(world, 1, parameters);
  EXPECT_DOUBLE_EQ(spent(next, Lever::facilitation), (2.0 / 3.0 + 0.5) * 150.0);
  EXPECT_DOUBLE_EQ(spent(next, Lever::collaboration_tools), 3 * 10.0);
  EXPECT_DOUBLE_EQ(spent(next, Lever::needs_assessment), (1.0 / 6.0 + 1.0 / 6.0) * 500.0);
  EXPECT_DOUBLE_EQ(spent(next, Lever::capacity_building), 2 * 7.0);
}

TEST(Calendar, ABudgetInTwoPoliciesCostsTwiceAndWorksLessThanTwice) {
  Parameters parameters = hand_made();
  parameters.policies = {policy_of(Lever::joint_events, 0.5)};
  const World world = test::make_small_world({}, parameters);
  const double once = spent(in_month(world, 1, parameters), Lever::joint_events);
  parameters.policies.push_back(parameters.policies[0]);
  const World next = in_month(world, 1, parameters);
  EXPECT_DOUBLE_EQ(spent(next, Lever::joint_events), 2.0 * once);
  EXPECT_DOUBLE_EQ(next.support.of(Lever::joint_events).everywhere, 0.75);
}

TEST(Calendar, LastingShocksHoldForTheirDuration) {
  Parameters parameters = hand_made();
  parameters.shocks = {shock_of(Shock::recession, 0.2), shock_of(Shock::recession, 0.5)};
  const World world = test::make_small_world({}, parameters);
  for (const auto& [month, economy] : std::vector<std::pair<int, double>>{{2, 1.0}, {3, 0.4}, {4, 0.4}, {5, 1.0}})
    EXPECT_DOUBLE_EQ(in_month(world, month, parameters).economy, economy) << month;
}

TEST(Calendar, FundingCutAndSlumpByHand) {
  Parameters parameters = hand_made();
  parameters.shocks = {shock_of(Shock::funding_cut, 0.3, {.organisations = {4}}),
                       shock_of(Shock::volunteer_slump, 0.25, {.districts = {2}})};
  const World next = in_month(test::make_small_world({.districts = 4}, parameters), 3, parameters);
  for (std::size_t k = 0; k < next.conditions.income_factor.size(); ++k)
    EXPECT_EQ(next.conditions.income_factor[k], k / sources == 4 && k % sources >= 2 ? 0.7 : 1.0) << k;
  EXPECT_THAT(next.conditions.join_factor, ElementsAre(1.0, 1.0, 0.75, 1.0));
}

TEST(Calendar, DisasterAndSurgeByHand) {
  Parameters parameters = hand_made();
  parameters.calendar.disaster_capacity = 0.5;
  parameters.calendar.disaster_need = 2.0;
  parameters.shocks = {shock_of(Shock::disaster, 0.4, {.districts = {1}}),
                       shock_of(Shock::demand_surge, 1.0, {.districts = {1}, .groups = {0}, .areas = {2}})};
  const World next = in_month(test::make_small_world({.districts = 3}, parameters), 4, parameters);
  const Community& community = next.community;
  for (std::uint32_t a = 0; a < community.areas; ++a)
    for (std::uint32_t d = 0; d < 3; ++d)
      for (std::uint32_t g = 0; g < community.groups; ++g)
        EXPECT_DOUBLE_EQ(next.conditions.need_factor[community.cell(a, d, g)],
                         (d == 1 ? 1.8 : 1.0) * (a == 2 && d == 1 && g == 0 ? 2.0 : 1.0));
  for (std::size_t i = 0; i < next.organisations.count(); ++i)
    EXPECT_DOUBLE_EQ(next.conditions.capacity_factor[i], next.organisations.district[i] == 1 ? 0.8 : 1.0);
}

double total_mean_need(const World& world, const Parameters& parameters, const std::vector<double>& factors) {
  double total = 0.0;
  for (std::size_t cell = 0; cell < world.community.cells(); ++cell) {
    const std::size_t g = cell % world.community.groups, d = cell / world.community.groups % world.community.districts;
    const AreaTraits& area = parameters.areas[cell / world.community.groups / world.community.districts];
    const double season = 1.0 + area.season_amplitude * std::cos(2.0 * std::acos(-1.0) * (world.month - area.season_peak_month) / 12.0);
    total += (factors.empty() ? 1.0 : factors[cell]) * area.incidence[g] * season *
             static_cast<double>(world.community.residents[d * world.community.groups + g]);
  }
  return total;
}

TEST(Calendar, ANewPriorityMovesNeedAndKeepsItsTotal) {
  const auto [in_named, in_others] = calendar::shift_need(0.5, 100.0, 400.0);
  EXPECT_DOUBLE_EQ(in_named, 1.5);
  EXPECT_DOUBLE_EQ(in_others, 0.875);
  EXPECT_DOUBLE_EQ(calendar::shift_need(5.0, 400.0, 100.0).in_named, 1.25);  // no more than the others have
  EXPECT_DOUBLE_EQ(calendar::shift_need(5.0, 400.0, 100.0).in_others, 0.0);
  Parameters parameters = hand_made();
  parameters.shocks = {shock_of(Shock::new_priority, 0.5, {.areas = {1, 4}})};
  const World next = in_month(test::make_small_world({}, parameters), 3, parameters);
  EXPECT_DOUBLE_EQ(next.conditions.need_factor[next.community.cell(1, 0, 0)], 1.5);
  EXPECT_LT(next.conditions.need_factor[next.community.cell(0, 0, 0)], 1.0);
  EXPECT_NEAR(total_mean_need(next, parameters, next.conditions.need_factor) / total_mean_need(next, parameters, {}), 1.0, 1e-12);
}

TEST(Calendar, AScandalTaintsItsPartnersOnceAndNobodyElse) {
  Parameters parameters = hand_made();
  parameters.calendar.scandal_spread = 0.5;
  parameters.shocks = {shock_of(Shock::scandal, 0.4, {.organisations = {0}})};
  World world = test::make_small_world({}, parameters);
  test::add_partnership(world, {0, 1}, Stage::active);
  test::add_partnership(world, {0, 1, 2}, Stage::forming);
  test::add_partnership(world, {3, 4}, Stage::active);
  const World next = in_month(world, 3, parameters);
  EXPECT_EQ(test::changed_fields(world, next), std::set<std::string>{"organisations.credibility"});
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    EXPECT_DOUBLE_EQ(next.organisations.credibility[i],
                     world.organisations.credibility[i] * (i == 0 ? 0.6 : (i <= 2 ? 0.8 : 1.0)));
  EXPECT_EQ(test::changed_fields(world, in_month(world, 4, parameters)), std::set<std::string>{});
}

TEST(Calendar, AClosureNamesWhoClosesInItsMonthOnly) {
  Parameters parameters = hand_made();
  parameters.shocks = {shock_of(Shock::closure, 0.0, {.organisations = {7, 3}}),
                       shock_of(Shock::closure, 0.0, {.organisations = {3, 5}})};
  World world = test::make_small_world({}, parameters);
  world.organisations.active[5] = 0;
  EXPECT_THAT(in_month(world, 3, parameters).conditions.closing, ElementsAre(3U, 7U));
  EXPECT_TRUE(in_month(world, 4, parameters).conditions.closing.empty());
}

TEST(Calendar, SameForAnyNumberOfThreads) {
  Parameters parameters = hand_made();
  parameters.policies = {policy_of(Lever::public_relations, 0.5, {.share = 0.4})};
  parameters.shocks = {shock_of(Shock::scandal, 0.4, {.share = 0.1})};
  World world = test::make_small_world({.districts = 50, .organisations = 3000}, parameters);
  test::add_partnerships(world, 200, 3, 7);
  world.month = 3;
  EXPECT_EQ(test::difference_between_threads(world, [&](World& w) { apply_calendar(w, parameters, luck_of(1, 3)); }), "");
}

}  // namespace
}  // namespace tessera
