#include "mechanisms/conflict.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "formulas/dialogue.hpp"
#include "formulas/logistic.hpp"
#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

void fall_out(World& world, const Parameters& parameters) {
  quarrel(world.partnerships, world.memberships, world.ties, world.support, test::technology_of(parameters).prices,
          parameters.conflict, Draws(1, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::conflict));
}

test::Mechanic conflict(const Parameters& parameters) {
  return [parameters](World& world) { fall_out(world, parameters); };
}

// Running pairs with good communication, nothing else known of them.
World pairs(std::uint32_t count, const Parameters& parameters) {
  World world = test::make_chain_world(
      {.organisations = count + 1, .districts = 10, .active = count, .forming = 0, .members = 2}, parameters);
  world.partnerships.communication.assign(count, 0.7);
  world.partnerships.divergence.assign(count, 0.1);
  return world;
}

World quarrelling_pairs(std::uint32_t count, const Parameters& parameters) {
  World world = pairs(count, parameters);
  world.partnerships.conflict_month.assign(count, world.month - 1);
  world.partnerships.conflicts.assign(count, 1);
  return world;
}

TEST(Conflict, HazardByHandAndByCause) {
  const ConflictParameters p = standard_parameters().conflict;
  EXPECT_DOUBLE_EQ(conflict_hazard({}, p), logistic(p.base));
  EXPECT_DOUBLE_EQ(conflict_hazard({.divergence = 0.2, .communication = 0.6, .kept = 0.9, .largest_share = 0.7,
                                    .members = 4.0, .facilitation = 0.5}, p),
                   logistic(p.base + 0.2 * p.divergence + 0.4 * p.communication + 0.1 * p.stress + 0.45 * p.asymmetry -
                            0.5 * p.facilitation));
  const double calm = conflict_hazard({}, p);
  EXPECT_GT(conflict_hazard({.divergence = 0.3}, p), calm);
  EXPECT_GT(conflict_hazard({.communication = 0.3}, p), calm);
  EXPECT_GT(conflict_hazard({.kept = 0.3}, p), calm);
  EXPECT_GT(conflict_hazard({.largest_share = 0.9}, p), calm);
  EXPECT_LT(conflict_hazard({.facilitation = 1.0}, p), calm);
}

TEST(Conflict, MediatorsComeAfterTheirDelay) {
  ConflictParameters p = standard_parameters().conflict;
  p.mediation_delay_months = 3.0;
  for (const std::int32_t months : {1, 2, 3}) EXPECT_EQ(conflict_ends(months, 1.0, p).resolution, p.resolution_per_month);
  EXPECT_DOUBLE_EQ(conflict_ends(4, 0.5, p).resolution, p.resolution_per_month + 0.5 * p.mediation_per_month);
  EXPECT_EQ(conflict_ends(4, 0.0, p).resolution, p.resolution_per_month);
  EXPECT_EQ(conflict_ends(4, 1.0, p).fade, p.fade_per_month);
  EXPECT_EQ(conflict_ends(4, 1.0, p).exit, p.exit_per_month);
}

TEST(Conflict, OpensInTheMonthAndCostsNothingYet) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = 100.0;
  World before = pairs(20, parameters);
  for (double& share : before.memberships.fulfilment) share = 0.6;
  const World after = test::after(before, conflict(parameters));
  EXPECT_EQ(test::changed_fields(before, after),
            (std::set<std::string>{"partnerships.conflict_month", "partnerships.conflicts"}));
  for (const std::int32_t month : after.partnerships.conflict_month) EXPECT_TRUE(month == 24 || month == never);
}

TEST(Conflict, OpenConflictLeavesBadFeelingInEveryPair) {
  Parameters parameters = standard_parameters();
  ConflictParameters& c = parameters.conflict;
  c.resolution_per_month = c.fade_per_month = c.exit_per_month = 0.0;
  const World before = quarrelling_pairs(3, parameters);
  const World after = test::after(before, conflict(parameters));
  EXPECT_EQ(test::changed_fields(before, after),
            (std::set<std::string>{"ties.good_ab", "ties.good_ba", "ties.bad_ab", "ties.bad_ba", "ties.last_contact_month"}));
  for (std::size_t t = 0; t < before.ties.count(); ++t) {
    EXPECT_NEAR(after.ties.good_ab[t] - before.ties.good_ab[t], c.evidence * c.impression, 1e-12);
    EXPECT_NEAR(after.ties.bad_ba[t] - before.ties.bad_ba[t], c.evidence * (1.0 - c.impression), 1e-12);
  }
}

TEST(Conflict, ResolutionBringsPositionsToThePurpose) {
  Parameters parameters = standard_parameters();
  parameters.conflict.resolution_per_month = 1e9;
  parameters.conflict.fade_per_month = parameters.conflict.exit_per_month = 0.0;
  World before = test::make_chain_world({.active = 5, .forming = 0, .members = 3}, parameters);
  before.partnerships.conflict_month.assign(5, 20);
  const std::size_t areas = before.community.areas;
  const auto divergence = [&](const World& world, std::uint32_t p) {
    const auto members = world.memberships.of_partnership.of(p);
    const std::vector<double> voice(members.size(), 1.0);
    return divergence_of({&world.partnerships.purpose[p * areas], areas}, voice, [&](std::size_t k) {
      return std::span<const double>(&world.memberships.position[members[k] * areas], areas);
    });
  };
  for (std::uint32_t p = 0; p < 5; ++p) before.partnerships.divergence[p] = divergence(before, p);
  const World after = test::after(before, conflict(parameters));
  for (std::uint32_t p = 0; p < 5; ++p) {
    EXPECT_EQ(after.partnerships.conflict_month[p], never);
    EXPECT_EQ(after.partnerships.conflicts_resolved[p], 1);
    EXPECT_GT(before.partnerships.divergence[p], 0.01);
    EXPECT_NEAR(divergence(after, p), (1.0 - parameters.conflict.convergence) * divergence(before, p), 1e-12);
    EXPECT_NEAR(after.partnerships.divergence[p], divergence(after, p), 1e-12);
  }
}

TEST(Conflict, TheLeastSatisfiedLeavesAndListsStayRight) {
  Parameters parameters = standard_parameters();
  parameters.conflict.exit_per_month = 1e9;
  World world = test::make_chain_world({.active = 5, .forming = 2, .members = 3}, parameters);
  world.partnerships.conflict_month.assign(7, 20);
  world.memberships.satisfaction.assign(world.memberships.count(), 0.6);
  for (std::uint32_t p = 0; p < 5; ++p) world.memberships.satisfaction[world.memberships.of_partnership.of(p)[1]] = 0.1;
  fall_out(world, parameters);
  for (std::uint32_t m = 0; m < 15; ++m) {
    const bool unhappy = world.memberships.satisfaction[m] == 0.1;
    EXPECT_EQ(world.memberships.left_month[m], unhappy ? 24 : never);
    EXPECT_EQ(world.memberships.leave_reason[m], static_cast<std::uint8_t>(unhappy ? EndReason::conflict : EndReason::none));
  }
  for (std::uint32_t p = 0; p < 5; ++p) EXPECT_EQ(world.partnerships.conflict_month[p], never);
  EXPECT_EQ(test::wrong_index(world), "");
  EXPECT_EQ(test::wrong_common(world), "");
  World two = quarrelling_pairs(4, parameters);
  fall_out(two, parameters);
  for (const std::uint8_t reason : two.partnerships.end_reason) EXPECT_EQ(reason, static_cast<std::uint8_t>(EndReason::conflict));
}

TEST(Conflict, AtRateZeroNothingChanges) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = -1000.0;
  const World before = test::make_chain_world({}, parameters);
  EXPECT_EQ(test::changed_fields(before, test::after(before, conflict(parameters))), std::set<std::string>{});
}

TEST(Conflict, FormingPartnershipsDoNotFallOut) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = 100.0;
  const World before = test::make_chain_world({.active = 0, .forming = 8}, parameters);
  EXPECT_EQ(test::changed_fields(before, test::after(before, conflict(parameters))), std::set<std::string>{});
}

TEST(Conflict, ShareThatFallsOutFollowsTheHazard) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = -3.0;
  World world = pairs(3900, parameters);
  for (std::size_t m = 0; m < world.memberships.count(); ++m)
    for (std::size_t r = 0; r < resources; ++r) world.memberships.committed[m * resources + r] = m % 2 == 0 ? 1.0 : 3.0;
  for (double& fulfilment : world.memberships.fulfilment) fulfilment = 0.6;  // of 0.8 that they were willing to give
  fall_out(world, parameters);
  const double chance = chance_of_hazard(conflict_hazard(
      {.divergence = 0.1, .communication = 0.7, .kept = 0.75, .largest_share = 0.75, .members = 2.0}, parameters.conflict));
  std::int64_t opened = 0;
  for (const std::uint16_t conflicts : world.partnerships.conflicts) opened += conflicts;
  EXPECT_FALSE(check_proportion(opened, 3900, chance).rejects) << check_proportion(opened, 3900, chance);
  EXPECT_TRUE(check_proportion(opened, 3900, 1.3 * chance).rejects);
}

// How 3,900 conflicts end, and after how many months: geometric with the sum of the rates, shares as the rates.
struct Ends {
  std::vector<double> months;
  std::vector<std::int64_t> by_kind = std::vector<std::int64_t>(3, 0);  // resolved, faded, exit
};

Ends watch(const Parameters& parameters, double mediation) {
  World world = quarrelling_pairs(3900, parameters);
  world.support.of(Lever::mediation).everywhere = mediation;
  Ends ends;
  const std::int32_t begin = world.month;
  for (std::vector<std::uint8_t> over(3900, 0); ends.months.size() < 3900; ++world.month) {
    fall_out(world, parameters);
    for (std::size_t p = 0; p < 3900; ++p) {
      if (over[p] != 0 || (world.partnerships.conflict_month[p] == begin - 1)) continue;
      over[p] = 1;
      ends.months.push_back(world.month - begin + 1);
      const bool ended = world.partnerships.ended_month[p] != never;
      ++ends.by_kind[ended ? 2 : (world.partnerships.conflicts_resolved[p] > 0 ? 0 : 1)];
    }
  }
  return ends;
}

TEST(Conflict, LastsAndEndsAsCompetingRatesSay) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = -1000.0;
  for (const double mediation : {0.0, 0.6}) {
    const ConflictEnds rates = conflict_ends(1, mediation, parameters.conflict);
    const Ends ends = watch(parameters, mediation);
    const double mean = 1.0 / chance_of_hazard(rates.sum());
    EXPECT_FALSE(check_mean(ends.months, mean).rejects) << check_mean(ends.months, mean);
    EXPECT_TRUE(check_mean(ends.months, 1.15 * mean).rejects);
    const std::vector<double> shares{rates.resolution, rates.fade, rates.exit};
    const std::vector<double> wrong{1.3 * rates.resolution + 0.02, rates.fade, rates.exit};
    EXPECT_FALSE(check_counts(ends.by_kind, shares).rejects) << check_counts(ends.by_kind, shares);
    EXPECT_TRUE(check_counts(ends.by_kind, wrong).rejects);
  }
}

TEST(Conflict, EarlyMediationResolvesMoreThanLateAndLateMoreThanNone) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = -1000.0;
  const auto resolved = [&](double mediation, double delay) {
    parameters.conflict.mediation_delay_months = delay;
    return watch(parameters, mediation).by_kind[0];
  };
  const std::int64_t none = resolved(0.0, 0.0), late = resolved(1.0, 4.0), early = resolved(1.0, 0.0);
  EXPECT_GT(late, none + 200);
  EXPECT_GT(early, late + 200);
}

TEST(Conflict, LeversWithoutStrengthChangeNoBit) {
  const Parameters parameters = standard_parameters();
  World plain = test::make_chain_world({}, parameters);
  plain.partnerships.conflict_month.assign(plain.partnerships.count(), 20);
  World idle = plain;
  for (Strength& lever : idle.support.strength) lever.of.assign(plain.organisations.count(), 0.0);
  EXPECT_EQ(first_difference(test::after(plain, conflict(parameters)), test::after(idle, conflict(parameters))), "");
}

TEST(Conflict, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  Parameters parameters = standard_parameters();
  parameters.conflict.base = -1.0;
  World world = test::make_chain_world(test::crowd, parameters);
  for (std::size_t p = 0; p < world.partnerships.count(); p += 3) world.partnerships.conflict_month[p] = 20;
  EXPECT_EQ(test::difference_between_threads(world, conflict(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, conflict(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
