#include "mechanisms/trust.hpp"

#include <gtest/gtest.h>

#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

void see(World& world, const Parameters& parameters) {
  update_trust(world.ties, world.partnerships, world.memberships, world.organisations, world.support, parameters.trust,
               Draws(1, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::trust));
}

test::Mechanic trust(const Parameters& parameters) {
  return [parameters](World& world) { see(world, parameters); };
}

TEST(Trust, SuccessIsFulfilmentBesideTheTolerance) {
  EXPECT_DOUBLE_EQ(observed_success(0.4, 0.0, 0.8), 0.5);
  EXPECT_DOUBLE_EQ(observed_success(0.4, 0.2, 0.8), 0.75);
  EXPECT_EQ(observed_success(0.9, 0.0, 0.8), 1.0);
  EXPECT_EQ(observed_success(0.1, -0.5, 0.8), 0.0);
}

TEST(Trust, LevelOfCollaborationByHand) {
  const TrustParameters p = standard_parameters().trust;
  EXPECT_EQ(collaboration_level(0, p.formal_hours, 2, p), Level::formal_multiple);
  EXPECT_EQ(collaboration_level(0, p.formal_hours, 1, p), Level::formal);
  EXPECT_EQ(collaboration_level(0, p.formal_hours, 0, p), Level::informal);   // no agreement
  EXPECT_EQ(collaboration_level(0, p.informal_hours, 3, p), Level::informal); // co-membership alone is not formal
  EXPECT_EQ(collaboration_level(2, 0.0, 1, p), Level::information);
  EXPECT_EQ(collaboration_level(3, 0.0, 0, p), Level::contact);
  EXPECT_EQ(collaboration_level(12, 0.0, 0, p), Level::none);
}

TEST(Trust, OneMonthByHand) {
  Parameters parameters = standard_parameters();
  parameters.trust.observation_noise_sd = 0.0;
  World world = test::make_chain_world({.active = 1, .forming = 0, .members = 2}, parameters);
  world.memberships.fulfilment = {0.68, 1.0};
  test::set_evidence(world, 0, 1, 3.0, 1.0);
  world.ties.joint_hours[0] = 6.0;
  see(world, parameters);
  const TrustParameters& t = parameters.trust;
  const double success = 0.68 / t.tolerance, kept = t.forgetting_per_month;
  EXPECT_NEAR(world.ties.good_ab[0], 3.0 * kept + t.weight, 1e-14);  // a about b, who gave all
  EXPECT_NEAR(world.ties.bad_ab[0], kept, 1e-14);
  EXPECT_NEAR(world.ties.good_ba[0], 3.0 * kept + t.weight * success, 1e-14);
  EXPECT_NEAR(world.ties.bad_ba[0], kept + t.negativity * t.weight * (1.0 - success), 1e-14);
  constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
  const double together = world.memberships.given[hours] + world.memberships.given[resources + hours];
  EXPECT_NEAR(world.ties.joint_hours[0], 6.0 + t.joint_hours_smoothing * (together - 6.0), 1e-12);
  EXPECT_EQ(world.ties.last_contact_month[0], 24);
}

TEST(Trust, EvidenceOnlyFadesWithoutCommonWork) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 0, .forming = 5}, parameters);
  const std::vector<double> before = world.ties.good_ab;
  see(world, parameters);
  for (std::size_t t = 0; t < before.size(); ++t)
    EXPECT_EQ(world.ties.good_ab[t], before[t] * parameters.trust.forgetting_per_month);
}

TEST(Trust, ColdTiesAreForgottenOnceAYearAndOthersKeepTheirOrder) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 2, .forming = 0, .members = 3}, parameters);
  for (const std::uint32_t j : {20U, 30U, 40U}) test::set_evidence(world, 10, j, 1.0, 0.0);
  world.ties.last_contact_month[find_tie(world.ties, 10, 30)] = 24 - 37;
  world.ties.last_contact_month[find_tie(world.ties, 10, 40)] = 24 - 36;
  const std::size_t ties = world.ties.count();
  World kept = world;
  kept.month = 23;
  see(kept, parameters);
  EXPECT_EQ(kept.ties.count(), ties);
  see(world, parameters);
  EXPECT_EQ(world.ties.count(), ties - 1);
  EXPECT_EQ(find_tie(world.ties, 10, 30), nobody);
  EXPECT_LT(find_tie(world.ties, 10, 20), find_tie(world.ties, 10, 40));
  EXPECT_EQ(test::wrong_index(world), "");
  EXPECT_EQ(test::wrong_common(world), "");
}

TEST(Trust, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({}, parameters);
  const World after = test::after(before, trust(parameters));
  EXPECT_EQ(test::changed_fields(before, after),
            (std::set<std::string>{"ties.good_ab", "ties.bad_ab", "ties.good_ba", "ties.bad_ba", "ties.joint_hours",
                                   "ties.last_contact_month", "ties.level"}));
  EXPECT_EQ(test::wrong_index(after), "");
}

TEST(Trust, WithoutWeightAndForgettingOnlyContactIsDated) {
  Parameters parameters = standard_parameters();
  parameters.trust.weight = parameters.trust.joint_hours_smoothing = 0.0;
  parameters.trust.forgetting_per_month = 1.0;
  World before = test::make_chain_world({}, parameters);
  see(before, parameters);  // levels are read off
  EXPECT_EQ(test::changed_fields(before, test::after(before, trust(parameters))), std::set<std::string>{});
  before.month = 25;
  EXPECT_EQ(test::changed_fields(before, test::after(before, trust(parameters))),
            std::set<std::string>{"ties.last_contact_month"});
}

TEST(Trust, WhatIsSeenIsRightOnAverageAndSpreadAsStated) {
  Parameters parameters = standard_parameters();
  World world = test::make_chain_world(
      {.organisations = 4000, .districts = 10, .active = 3900, .forming = 0, .members = 2}, parameters);
  for (double& fulfilment : world.memberships.fulfilment) fulfilment = 0.45;
  for (auto* evidence : {&world.ties.good_ab, &world.ties.bad_ab, &world.ties.good_ba, &world.ties.bad_ba})
    evidence->assign(evidence->size(), 0.0);
  see(world, parameters);
  const TrustParameters& t = parameters.trust;
  std::vector<double> seen;
  for (std::size_t tie = 0; tie < world.ties.count(); ++tie) seen.push_back(world.ties.good_ab[tie] / t.weight);
  const double mean = 0.45 / t.tolerance, sd = t.observation_noise_sd / t.tolerance;  // clipped at 4 sd: not felt
  EXPECT_FALSE(check_mean(seen, mean).rejects) << check_mean(seen, mean);
  EXPECT_TRUE(check_mean(seen, 1.05 * mean).rejects);
  EXPECT_FALSE(check_normal_variance(seen, sd * sd).rejects) << check_normal_variance(seen, sd * sd);
  EXPECT_TRUE(check_normal_variance(seen, 1.25 * sd * sd).rejects);
}

TEST(Trust, SharedMeasurementLowersObservationError) {
  Parameters parameters = standard_parameters(), sure = parameters;
  parameters.trust.measurement_effect = 1.0;
  sure.trust.observation_noise_sd = 0.0;
  World world = test::make_chain_world({}, parameters);
  const World known = test::after(world, trust(sure));
  EXPECT_NE(test::after(world, trust(parameters)).ties.good_ab, known.ties.good_ab);
  world.support.of(Lever::shared_measurement).everywhere = 1.0;
  EXPECT_EQ(test::after(world, trust(parameters)).ties.good_ab, known.ties.good_ab);
}

TEST(Trust, LeversWithoutStrengthChangeNoBit) {
  const Parameters parameters = standard_parameters();
  const World plain = test::make_chain_world({}, parameters);
  World idle = plain;
  for (Strength& lever : idle.support.strength) lever.of.assign(plain.organisations.count(), 0.0);
  EXPECT_EQ(first_difference(test::after(plain, trust(parameters)), test::after(idle, trust(parameters))), "");
}

TEST(Trust, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const Parameters parameters = standard_parameters();
  const World world = test::make_chain_world(test::crowd, parameters);
  EXPECT_EQ(test::difference_between_threads(world, trust(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, trust(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
