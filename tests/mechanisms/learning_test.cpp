#include "mechanisms/learning.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

const Parameters standard = standard_parameters();

void learn(World& world, const Parameters& parameters, std::uint64_t seed = 1) {
  learn_and_innovate(world.organisations, world.partnerships, world.memberships, world.ties, world.support,
                     parameters.learning, world.community.areas,
                     Draws(seed, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::learning));
}

test::Mechanic learning(const Parameters& parameters) {
  return [parameters](World& world) { learn(world, parameters); };
}

Parameters nothing_is_learnt() {
  Parameters parameters = standard;
  parameters.learning = LearningParameters{};
  return parameters;
}

// Organisations that gave half of their 100 hours to each partnership that runs.
World world_of_learners(const test::ChainWorld& shape) {
  World world = test::make_chain_world(shape, standard);
  constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    world.organisations.staff_hours[i] = 60.0;
    world.organisations.volunteer_hours[i] = 40.0;
  }
  for (std::size_t m = 0; m < world.memberships.count(); ++m) {
    world.memberships.given[m * resources + hours] = 50.0 / shape.members;
    world.memberships.outside[m] = 4.0;
  }
  for (std::size_t t = 0; t < world.ties.count(); ++t) world.ties.level[t] = static_cast<std::uint8_t>(t % levels);
  for (std::size_t k = 0; k < world.organisations.practices.size(); ++k)
    world.organisations.practices[k] = static_cast<std::uint16_t>(k % 3);
  return world;
}

std::size_t at(const World& world, std::size_t i, std::size_t area, std::size_t competence) {
  return (i * world.community.areas + area) * competences + competence;
}

// A pair whose only purpose is area 0.
World pair() {
  World world = world_of_learners({.organisations = 4, .districts = 1, .active = 1, .forming = 0, .members = 2});
  std::fill(world.partnerships.purpose.begin(), world.partnerships.purpose.end(), 0.0);
  world.partnerships.purpose[0] = 1.0;
  return world;
}

TEST(Learning, TheWeakerLearnsInProportionToJointHours) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.diffusion_per_month = 0.08;
  const World before = pair();
  const World after = test::after(before, learning(parameters));
  for (std::size_t k = 0; k < competences; ++k) {
    const double one = before.organisations.expertise[at(before, 0, 0, k)],
                 other = before.organisations.expertise[at(before, 1, 0, k)];
    const double step = 0.08 * 0.25 * std::abs(one - other);  // a quarter of the hours is joint
    EXPECT_NEAR(after.organisations.expertise[at(before, 0, 0, k)], one + (one < other ? step : 0.0), 1e-15);
    EXPECT_NEAR(after.organisations.expertise[at(before, 1, 0, k)], other + (other < one ? step : 0.0), 1e-15);
  }
  for (std::size_t k = 0; k < competences; ++k)  // not worked on
    EXPECT_EQ(after.organisations.expertise[at(before, 0, 1, k)], before.organisations.expertise[at(before, 0, 1, k)]);
}

// Closed form: pace d s against loss l leaves d s / (d s + l) of the distance to the best.
TEST(Learning, SettlesWhereLearningAndLossBalance) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.diffusion_per_month = 0.08;
  parameters.learning.loss_per_month = 0.01;
  World world = pair();
  for (const std::size_t i : {0U, 1U})
    for (std::size_t k = 0; k < competences; ++k)
      world.organisations.expertise[at(world, i, 0, k)] = world.organisations.expertise_base[at(world, i, 0, k)] =
          i == 0 ? 0.8 : 0.2;
  for (int month = 0; month < 2000; ++month) learn(world, parameters);
  EXPECT_NEAR(world.organisations.expertise[at(world, 0, 0, 0)], 0.8, 1e-12);
  EXPECT_NEAR(world.organisations.expertise[at(world, 1, 0, 0)], 0.2 + 0.6 * 0.02 / 0.03, 1e-9);
}

TEST(Learning, TrainingRaisesWhatIsMissingWhereTheMissionLies) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.training_expertise = 0.1;
  parameters.learning.training_capability = 0.2;
  World before = pair();
  before.support.of(Lever::capacity_building).of = {0.0, 0.5, 0.0, 0.0};
  std::fill_n(&before.organisations.mission[before.community.areas], before.community.areas, 0.0);
  before.organisations.mission[before.community.areas + 2] = 1.0;
  const World after = test::after(before, learning(parameters));
  const double skill = before.organisations.expertise[at(before, 1, 2, 0)];
  EXPECT_NEAR(after.organisations.expertise[at(before, 1, 2, 0)], skill + 0.05 * (1.0 - skill), 1e-15);
  EXPECT_EQ(after.organisations.expertise[at(before, 1, 1, 0)], before.organisations.expertise[at(before, 1, 1, 0)]);
  EXPECT_EQ(after.organisations.expertise[at(before, 0, 0, 0)], before.organisations.expertise[at(before, 0, 0, 0)]);
  EXPECT_NEAR(after.organisations.capability[1], 0.5 + 0.1 * 0.5, 1e-15);
  EXPECT_EQ(after.organisations.capability[0], 0.5);
}

TEST(Learning, CapabilityGrowsByDoingAndByFailing) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.experience = 0.1;
  parameters.learning.failure = 0.2;
  World world = world_of_learners({.organisations = 6, .districts = 1, .active = 1, .forming = 0, .members = 2});
  const std::uint32_t ended = test::add_partnership(world, {2, 3}, Stage::dissolved);
  const std::uint32_t reached = test::add_partnership(world, {4, 5}, Stage::dissolved);
  for (std::uint32_t m = 0; m < world.memberships.count(); ++m) {
    const std::uint32_t p = world.memberships.partnership[m];
    if (p != ended && p != reached) continue;
    world.memberships.left_month[m] = world.month;
    world.memberships.leave_reason[m] =
        static_cast<std::uint8_t>(p == ended ? EndReason::unmet_expectation : EndReason::goal_achieved);
  }
  world.partnerships.live = {0};
  rebuild_indexes(world);
  learn(world, parameters);
  EXPECT_NEAR(world.organisations.capability[0], 0.55, 1e-15);
  EXPECT_NEAR(world.organisations.capability[2], 0.6, 1e-15);
  EXPECT_EQ(world.organisations.capability[4], 0.5);
  ++world.month;
  learn(world, parameters);
  EXPECT_NEAR(world.organisations.capability[2], 0.6, 1e-15);  // once
}

TEST(Learning, PropensityFollowsBenefitOverOutsideWithinBounds) {
  EXPECT_DOUBLE_EQ(propensity_target(1.2, 0.0, 0.5), 1.2);
  EXPECT_NEAR(propensity_target(1.2, std::log(2.25), 0.5), 1.8, 1e-12);
  EXPECT_DOUBLE_EQ(propensity_target(1.2, 100.0, 0.5), 4.8);
  EXPECT_DOUBLE_EQ(propensity_target(1.2, -100.0, 0.5), 0.3);
  Parameters parameters = nothing_is_learnt();
  parameters.learning.propensity_weight = 0.5;
  parameters.learning.propensity_adjustment_per_month = 0.1;
  World world = pair();
  world.memberships.benefit = {9.0, 1.0};
  world.organisations.propensity = {1.0, 1.0, 3.0, 1.0};
  learn(world, parameters);
  EXPECT_NEAR(world.organisations.propensity[0], 1.0 + 0.1 * 0.5, 1e-12);
  EXPECT_NEAR(world.organisations.propensity[1], 1.0 - 0.1 * 0.5, 1e-12);
  EXPECT_NEAR(world.organisations.propensity[2], 3.0 - 0.1 * 2.0, 1e-12);  // alone: back to the base
}

TEST(Learning, APracticeGivesItsStepForGood) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.practice_per_year = 1e6;  // surely
  parameters.learning.practice_step = 0.1;
  World before = pair();
  std::fill_n(before.organisations.mission.begin(), before.community.areas, 0.0);
  before.organisations.mission[0] = 1.0;
  const World after = test::after(before, learning(parameters));
  EXPECT_EQ(after.organisations.new_practices[0], 1);
  EXPECT_EQ(after.organisations.practices[0], before.organisations.practices[0] + 1);
  for (std::size_t k = 0; k < competences; ++k) {
    const double skill = before.organisations.expertise[at(before, 0, 0, k)];
    EXPECT_NEAR(after.organisations.expertise[at(before, 0, 0, k)], skill + 0.1 * (1.0 - skill), 1e-15);
    EXPECT_EQ(after.organisations.expertise_base[at(before, 0, 0, k)], after.organisations.expertise[at(before, 0, 0, k)]);
    EXPECT_EQ(after.organisations.expertise[at(before, 0, 1, k)], before.organisations.expertise[at(before, 0, 1, k)]);
  }
}

TEST(Learning, PracticesSpreadFromThoseAheadToThoseWhoShareInformation) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.practice_spread_per_month = 1.0;
  std::int64_t taken = 0, untold = 0;
  constexpr int months = 2000;
  World before = test::make_small_world({.districts = 1, .organisations = 4}, standard);
  for (const std::uint32_t j : {1U, 2U}) test::set_evidence(before, 0, j, 1.0, 0.0);
  test::set_evidence(before, 1, 3, 1.0, 0.0);
  before.ties.level = {static_cast<std::uint8_t>(Level::information), static_cast<std::uint8_t>(Level::formal),
                       static_cast<std::uint8_t>(Level::contact)};
  std::fill(before.organisations.mission.begin(), before.organisations.mission.end(), 1.0 / before.community.areas);
  before.organisations.practices[before.community.areas] = 1;  // 1 is ahead in area 0
  for (std::uint64_t seed = 1; seed <= months; ++seed) {
    World world = before;
    learn(world, parameters, seed);
    taken += world.organisations.practices[0];
    untold += world.organisations.practices[3 * world.community.areas];
    EXPECT_EQ(world.organisations.practices[2 * world.community.areas], 0);
    EXPECT_EQ(world.organisations.practices[world.community.areas], 1);
  }
  const double chance = 1.0 - std::exp(-0.5);  // one of two contacts is ahead
  EXPECT_FALSE(check_proportion(taken, months, chance).rejects) << check_proportion(taken, months, chance);
  EXPECT_TRUE(check_proportion(taken, months, 1.0 - std::exp(-1.0)).rejects);
  EXPECT_EQ(untold, 0);
}

// Whether a practice arises says nothing about whether another is taken over: each has luck of its own.
TEST(Learning, WhatSpreadsDoesNotHangOnWhatArises) {
  Parameters parameters = nothing_is_learnt();
  parameters.learning.practice_spread_per_month = 1.0;
  parameters.learning.practice_per_year = 24.0;
  World before = test::make_small_world({.districts = 1, .organisations = 2}, standard);
  test::set_evidence(before, 0, 1, 1.0, 0.0);
  before.ties.level = {static_cast<std::uint8_t>(Level::information)};
  const std::size_t areas = before.community.areas;
  std::fill(before.organisations.mission.begin(), before.organisations.mission.end(), 0.0);
  for (std::size_t i = 0; i < 2; ++i) before.organisations.mission[i * areas] = before.organisations.mission[i * areas + 1] = 0.5;
  before.organisations.practices[areas] = 1;  // 1 is ahead in area 0, so only there something spreads to 0
  std::int64_t arose = 0, both = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    World world = before;
    learn(world, parameters, seed);
    if (world.organisations.practices[1] == 0) continue;  // it arose in area 1
    ++arose;
    both += world.organisations.practices[0];
  }
  const double chance = 1.0 - std::exp(-1.0);
  ASSERT_GT(arose, 400);
  EXPECT_FALSE(check_proportion(both, arose, chance).rejects) << check_proportion(both, arose, chance);
  EXPECT_TRUE(check_proportion(both, arose, 0.8).rejects);  // power twin
}

// Everybody in one partnership of four, missions and purposes alike; clones, or of the same mean expertise with a
// competence of their own.
World rooms_of_four(std::uint32_t organisations, bool varied) {
  World world = world_of_learners(
      {.organisations = organisations, .districts = 1, .active = organisations, .forming = 0, .members = 4});
  const std::size_t areas = world.community.areas;
  for (std::uint32_t p = 0; p < world.partnerships.count(); ++p)  // they overlap: every fourth is kept
    if (p % 4 != 0) world.partnerships.stage[p] = static_cast<std::uint8_t>(Stage::forming);
  std::fill(world.organisations.practices.begin(), world.organisations.practices.end(), std::uint16_t{0});
  for (std::size_t i = 0; i < organisations; ++i)
    for (std::size_t a = 0; a < areas; ++a) {
      world.organisations.mission[i * areas + a] = 1.0 / static_cast<double>(areas);
      for (std::size_t k = 0; k < competences; ++k)
        world.organisations.expertise[at(world, i, a, k)] = world.organisations.expertise_base[at(world, i, a, k)] =
            varied ? (k == i % competences ? 0.9 : 0.1) : 0.3;
    }
  std::fill(world.partnerships.purpose.begin(), world.partnerships.purpose.end(), 1.0 / static_cast<double>(areas));
  return world;
}

std::int64_t innovations(const World& world, const Parameters& parameters) {
  const World after = test::after(world, learning(parameters));
  return std::count(after.organisations.new_practices.begin(), after.organisations.new_practices.end(), 1);
}

// No free lunch: clones learn nothing from each other and innovate as they would alone, bit for bit. Twin: as many
// organisations of the same mean expertise, but of different competences, innovate more.
TEST(Learning, ClonesGainNothingAndVarietyPays) {
  Parameters parameters = standard;
  parameters.learning.practice_per_year = 12.0;
  constexpr std::uint32_t count = 4000;
  const World clones = rooms_of_four(count, false), varied = rooms_of_four(count, true);
  World alone = clones;
  std::fill(alone.partnerships.stage.begin(), alone.partnerships.stage.end(), static_cast<std::uint8_t>(Stage::forming));
  const World after = test::after(clones, learning(parameters)), after_alone = test::after(alone, learning(parameters));
  EXPECT_EQ(after.organisations.expertise, after_alone.organisations.expertise);
  EXPECT_EQ(after.organisations.new_practices, after_alone.organisations.new_practices);
  const double chance = 1.0 - std::exp(-0.3);
  EXPECT_FALSE(check_proportion(innovations(clones, parameters), count, chance).rejects);
  EXPECT_TRUE(check_proportion(innovations(varied, parameters), count, chance).rejects);
  EXPECT_GT(innovations(varied, parameters), innovations(clones, parameters));
}

// An eighth of everybody's hours is joint: Q = 7/8 * own mean + 1/8 * mean of the best.
TEST(Learning, VarietyRaisesInnovationByTheHoursSpentInTheRoom) {
  Parameters parameters = standard;
  parameters.learning.practice_per_year = 12.0;
  constexpr std::uint32_t count = 4000;
  const std::int64_t arisen = innovations(rooms_of_four(count, true), parameters);
  const auto chance = [](double joint) { return 1.0 - std::exp(-((1.0 - joint) * 0.3 + joint * 0.9)); };
  EXPECT_FALSE(check_proportion(arisen, count, chance(0.125)).rejects) << check_proportion(arisen, count, chance(0.125));
  EXPECT_TRUE(check_proportion(arisen, count, chance(0.0)).rejects);
}

TEST(Learning, ChangesWhatItDeclaresOnlyAndNothingAtRateZero) {
  Parameters parameters = standard;
  parameters.learning.practice_per_year = 5.0;
  const World before = world_of_learners({});
  EXPECT_EQ(test::changed_fields(before, test::after(before, learning(parameters))),
            (std::set<std::string>{"organisations.expertise", "organisations.expertise_base", "organisations.practices",
                                   "organisations.new_practices", "organisations.capability", "organisations.propensity"}));
  World trained = before;
  trained.support.of(Lever::capacity_building).everywhere = 1.0;
  EXPECT_EQ(test::changed_fields(trained, test::after(trained, learning(nothing_is_learnt()))), std::set<std::string>{});
}

TEST(Learning, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  Parameters parameters = standard;
  parameters.learning.practice_per_year = 5.0;
  const World world = world_of_learners(test::crowd);
  EXPECT_EQ(test::difference_between_threads(world, learning(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, learning(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
