#include "mechanisms/contribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "formulas/technology.hpp"
#include "formulas/willingness.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

void give(World& world, const Parameters& parameters) {
  contribute(world.memberships, world.partnerships, world.organisations, world.support, test::technology_of(parameters).prices,
             parameters.contribution);
}

test::Mechanic contribution(const Parameters& parameters) {
  return [parameters](World& world) { give(world, parameters); };
}

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

TEST(Contribution, WillingnessTimesPromiseWhereThereIsEnough) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 1, .forming = 0, .members = 2}, parameters);
  world.memberships.belief = {0.5, 0.9};
  give(world, parameters);
  const double binding = parameters.contribution.accountability * world.partnerships.formality[0];
  for (std::size_t m = 0; m < 2; ++m) {
    const double will = willingness(m == 0 ? 0.5 : 0.9, parameters.contribution.reciprocity, binding,
                                    parameters.contribution.temptation, 2.0);
    EXPECT_EQ(world.memberships.willingness[m], will);
    EXPECT_NEAR(world.memberships.fulfilment[m], will, 1e-14);
    for (std::size_t r = 0; r < resources; ++r)
      EXPECT_NEAR(world.memberships.given[m * resources + r], will * world.memberships.committed[m * resources + r],
                  1e-12 * world.memberships.committed[m * resources + r]);
  }
  const double step = parameters.contribution.belief_adjustment_per_month;
  EXPECT_NEAR(world.memberships.belief[0], 0.5 + step * (world.memberships.fulfilment[1] - 0.5), 1e-14);
  EXPECT_NEAR(world.memberships.belief[1], 0.9 + step * (world.memberships.fulfilment[0] - 0.9), 1e-14);
}

TEST(Contribution, SharedMeasurementAddsAccountability) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 1, .forming = 0, .members = 2}, parameters);
  world.memberships.belief = {0.2, 0.2};
  world.support.of(Lever::shared_measurement).of = {1.0, 0.0};  // mean 0.5
  give(world, parameters);
  const ContributionParameters& p = parameters.contribution;
  const double agreed = p.accountability * world.partnerships.formality[0];
  const double binding = agreed + 0.5 * p.measurement_effect * (1.0 - agreed);
  EXPECT_NEAR(world.memberships.willingness[1], willingness(0.2, p.reciprocity, binding, p.temptation, 2.0), 1e-14);
}

TEST(Contribution, OwnObligationsAndHoursAlreadySpentComeFirst) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.organisations = 8, .active = 6, .forming = 0, .members = 4}, parameters);
  for (double& promised : world.memberships.committed) promised *= 8.0;  // more than there is
  world.organisations.overhead_hours[3] = 0.5 * world.organisations.available[3 * resources + hours];
  world.organisations.overhead_hours[4] = 2.0 * world.organisations.available[4 * resources + hours];
  give(world, parameters);
  for (std::uint32_t i = 0; i < world.organisations.count(); ++i)
    for (std::size_t r = 0; r < resources; ++r) {
      double given = 0.0;
      for (const std::uint32_t m : world.memberships.of_organisation.of(i))
        given += world.memberships.given[m * resources + r];
      const double at_hand = std::max(0.0, world.organisations.available[i * resources + r] -
                                               (r == hours ? world.organisations.overhead_hours[i] : 0.0));
      EXPECT_LE(given, at_hand * (1.0 - parameters.contribution.own_obligations) * (1.0 + 1e-12)) << i << " " << r;
    }
}

TEST(Contribution, WhatIsEarmarkedIsGivenInFullAndNotJudged) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 1, .forming = 0, .members = 2}, parameters);
  World with = world;
  for (const std::size_t r : {std::size_t{0}, hours}) {
    with.memberships.earmarked[r] = 70.0;
    with.organisations.available[r] += 70.0;
  }
  give(world, parameters);
  give(with, parameters);
  for (const std::size_t r : {std::size_t{0}, hours})
    EXPECT_NEAR(with.memberships.given[r], world.memberships.given[r] + 70.0, 1e-9);
  EXPECT_EQ(with.memberships.given[1 * resources], world.memberships.given[1 * resources]);
  for (std::size_t m = 0; m < 2; ++m) {
    EXPECT_EQ(with.memberships.fulfilment[m], world.memberships.fulfilment[m]);
    EXPECT_EQ(with.memberships.willingness[m], world.memberships.willingness[m]);
  }
  World spent = with;
  spent.organisations.overhead_hours[0] = spent.organisations.available[hours] - 20.0;  // twenty hours are left
  give(spent, parameters);
  EXPECT_NEAR(spent.memberships.given[hours], 20.0, 1e-9);
}

TEST(Contribution, GivingSettlesAtTheFixedPointAndDecaysWithoutAccountability) {
  Parameters parameters = standard_parameters();
  for (const double accountability : {0.8, 0.0}) {
    parameters.contribution.accountability = accountability;
    World world = test::make_chain_world({.active = 1, .forming = 0, .members = 5}, parameters);
    for (int month = 0; month < 2000; ++month) give(world, parameters);
    const double settled = willingness_fixed_point(parameters.contribution.reciprocity, 0.5 * accountability,
                                                   parameters.contribution.temptation, 5.0);
    for (const double w : world.memberships.willingness) EXPECT_NEAR(w, settled, 1e-9);
    EXPECT_EQ(settled > 0.5, accountability > 0.0);
    EXPECT_EQ(settled == 0.0, accountability == 0.0);
  }
}

TEST(Contribution, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({}, parameters);
  const World after = test::after(before, contribution(parameters));
  EXPECT_EQ(test::changed_fields(before, after),
            (std::set<std::string>{"memberships.given", "memberships.willingness", "memberships.fulfilment",
                                   "memberships.belief"}));
  EXPECT_EQ(test::wrong_index(after), "");
}

TEST(Contribution, WithoutRunningPartnershipsNothingIsGiven) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({.active = 0, .forming = 20}, parameters);
  EXPECT_EQ(test::changed_fields(before, test::after(before, contribution(parameters))), std::set<std::string>{});
}

TEST(Contribution, LeversWithoutStrengthChangeNoBit) {
  const Parameters parameters = standard_parameters();
  const World plain = test::make_chain_world({}, parameters);
  World idle = plain;
  for (Strength& lever : idle.support.strength) lever.of.assign(plain.organisations.count(), 0.0);
  EXPECT_EQ(first_difference(test::after(plain, contribution(parameters)), test::after(idle, contribution(parameters))), "");
}

TEST(Contribution, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const Parameters parameters = standard_parameters();
  const World world = test::make_chain_world(test::crowd, parameters);
  EXPECT_EQ(test::difference_between_threads(world, contribution(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, contribution(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
