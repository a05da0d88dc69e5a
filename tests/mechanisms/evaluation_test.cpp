#include "mechanisms/evaluation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "formulas/logistic.hpp"
#include "state/leave.hpp"
#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

void judge(World& world, const Parameters& parameters) {
  evaluate_partnerships(world.partnerships, world.memberships, world.ties, world.organisations, world.support,
                        test::technology_of(parameters), parameters.evaluation, parameters.agreement,
                        parameters.delivery.attention_floor,
                        Draws(1, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::evaluation));
}

test::Mechanic evaluation(const Parameters& parameters) {
  return [parameters](World& world) { judge(world, parameters); };
}

// Nobody leaves and nothing is finished.
Parameters content() {
  Parameters parameters = standard_parameters();
  parameters.evaluation.goal_achieved_per_month = 0.0;
  parameters.evaluation.exit_threshold = -100.0;
  return parameters;
}

void deliver(World& world, double per_area) {
  for (double& met : world.partnerships.met) met = per_area;
}

// Running partnerships of two without a review this month.
World pairs(std::uint32_t count, const Parameters& parameters) {
  World world = test::make_chain_world(
      {.organisations = count + 1, .districts = 10, .active = count, .forming = 0, .members = 2}, parameters);
  for (auto* months : {&world.partnerships.term_end_month, &world.partnerships.next_review_month})
    for (std::int32_t& month : *months) month = 100;
  return world;
}

TEST(Evaluation, SatisfactionByHandAndAtItsLimits) {
  EvaluationParameters p = standard_parameters().evaluation;
  EXPECT_NEAR(satisfaction_of(3.0, 3.0, 8.0, 8.0, p), 0.5, 1e-15);
  p.expectation_weight = 0.0;
  EXPECT_NEAR(satisfaction_of(6.0, 3.0, 0.0, 8.0, p), std::pow(2.0, p.comparison_slope) / (1.0 + std::pow(2.0, p.comparison_slope)), 1e-14);
  EXPECT_NEAR(satisfaction_of(1.0, 0.0, 0.0, 0.0, p), 1.0, 1e-9);
  EXPECT_NEAR(satisfaction_of(0.0, 1.0, 0.0, 0.0, p), 0.0, 1e-9);
  EXPECT_EQ(satisfaction_of(0.0, 0.0, 0.0, 0.0, p), 0.5);
  p.expectation_weight = 1.0;
  EXPECT_NEAR(satisfaction_of(9.0, 1.0, 4.0, 8.0, p), logistic(-p.comparison_slope * std::log(2.0)), 1e-14);
}

TEST(Evaluation, LeavingChanceByHand) {
  const EvaluationParameters p = standard_parameters().evaluation;
  EXPECT_NEAR(leaving_chance(p.exit_threshold, true, p), 0.5, 1e-15);
  EXPECT_NEAR(leaving_chance(p.exit_threshold, false, p), 0.5 * p.within_term_weight, 1e-15);
  EXPECT_LT(leaving_chance(0.9, true, p), 1e-3);
  EXPECT_GT(leaving_chance(-1.0, true, p), 0.999);
}

TEST(Evaluation, OutcomesAreThePlainMeanAtFirstAndSmoothedLater) {
  const Parameters parameters = content();
  World world = pairs(1, parameters);
  const double harm = [&] {
    double sum = 0.0;
    for (const AreaTraits& area : parameters.areas) sum += area.harm_weight;
    return sum;
  }();
  world.partnerships.signed_month[0] = 24;
  world.partnerships.value[0] = 777.0;  // of no account
  deliver(world, 2.0);
  judge(world, parameters);
  EXPECT_NEAR(world.partnerships.value[0], 2.0 * harm, 1e-10);
  world.month = 25;
  deliver(world, 4.0);
  judge(world, parameters);
  EXPECT_NEAR(world.partnerships.value[0], 3.0 * harm, 1e-10);
  world.month = 24 + 99;
  deliver(world, 13.0);
  for (auto* months : {&world.partnerships.term_end_month, &world.partnerships.next_review_month}) (*months)[0] = 300;
  judge(world, parameters);
  EXPECT_NEAR(world.partnerships.value[0], (3.0 + 10.0 * parameters.evaluation.smoothing_per_month) * harm, 1e-10);
}

TEST(Evaluation, CreditedOutcomesAddUpToTheWhole) {
  Parameters parameters = content();
  parameters.evaluation.mission_discount = 0.0;
  World world = test::make_chain_world({.active = 6, .forming = 0, .members = 4}, parameters);
  for (std::uint32_t p = 0; p < 6; ++p) {
    world.partnerships.signed_month[p] = 24;
    world.partnerships.term_end_month[p] = world.partnerships.next_review_month[p] = 100;
  }
  // One has left since the credits were given, and one has come in.
  leave_partnership(world.partnerships, world.memberships, world.ties, 5, 24, EndReason::conflict);
  world.memberships.credit[9] = 0.5;
  deliver(world, 3.0);
  judge(world, parameters);
  for (std::uint32_t p = 0; p < 6; ++p) {
    double sum = 0.0;
    for (const std::uint32_t m : world.memberships.of_partnership.of(p)) sum += world.memberships.benefit[m];
    EXPECT_NEAR(sum, world.partnerships.value[p], 1e-10) << p;
  }
}

TEST(Evaluation, ReviewsRecalibrateAndTermsAreRenewed) {
  const Parameters parameters = content();
  const World before = test::make_chain_world({.active = 12, .forming = 0}, parameters);
  const World after = test::after(before, evaluation(parameters));
  const std::size_t areas = before.community.areas;
  for (std::uint32_t p = 0; p < 12; ++p) {
    const bool term_ends = before.partnerships.term_end_month[p] <= 24;
    const bool reviewed = term_ends || before.partnerships.next_review_month[p] <= 24;
    EXPECT_EQ(after.partnerships.next_review_month[p],
              reviewed ? 24 + 12 : before.partnerships.next_review_month[p]);
    EXPECT_EQ(after.partnerships.term_end_month[p], term_ends ? 24 + 36 : before.partnerships.term_end_month[p]);
    double sum = 0.0, credits = 0.0;
    for (std::size_t a = 0; a < areas; ++a) sum += after.partnerships.purpose[p * areas + a];
    for (const std::uint32_t m : after.memberships.of_partnership.of(p)) credits += after.memberships.credit[m];
    EXPECT_NEAR(sum, 1.0, 1e-12);
    EXPECT_NEAR(credits, 1.0, 1e-12);
  }
}

TEST(Evaluation, RecalibrationKeepsPositionsSharesAndMovesThemToNeed) {
  Parameters parameters = content();
  parameters.evaluation.recalibration = 0.9;
  World world = test::make_chain_world({.active = 12, .forming = 0}, parameters);
  const std::size_t areas = world.community.areas;
  for (std::size_t i = 0; i < world.organisations.count(); ++i)  // all need is in the first area
    for (std::size_t a = 0; a < areas; ++a) world.organisations.perceived[i * areas + a] = a == 0 ? 1.0 : 0.0;
  const World after = test::after(world, evaluation(parameters));
  bool moved = false;
  for (std::size_t m = 0; m < world.memberships.count(); ++m) {
    double sum = 0.0;
    for (std::size_t a = 0; a < areas; ++a) {
      EXPECT_GE(after.memberships.position[m * areas + a], 0.0);
      sum += after.memberships.position[m * areas + a];
    }
    EXPECT_NEAR(sum, 1.0, 1e-12);
    moved = moved || after.memberships.position[m * areas] > world.memberships.position[m * areas] + 0.01;
    EXPECT_GE(after.memberships.position[m * areas], world.memberships.position[m * areas] - 1e-15);
  }
  EXPECT_TRUE(moved);
}

TEST(Evaluation, WithinTheTermCommitmentsMoveByFlexibility) {
  Parameters rigid = content(), flexible = content(), free = content();
  rigid.evaluation.flexibility = 0.0;
  flexible.evaluation.flexibility = 0.25;
  free.evaluation.flexibility = 1.0;
  World world = pairs(6, rigid);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  const std::vector<double>& before = world.memberships.committed;
  const World kept = test::after(world, evaluation(rigid));
  const World moved = test::after(world, evaluation(flexible));
  const World renewed = test::after(world, evaluation(free));
  EXPECT_EQ(kept.memberships.committed, before);
  EXPECT_NE(renewed.memberships.committed, before);
  for (std::size_t k = 0; k < before.size(); ++k)
    EXPECT_NEAR(moved.memberships.committed[k], before[k] + 0.25 * (renewed.memberships.committed[k] - before[k]), 1e-9);
}

TEST(Evaluation, AnEvaluationCycleBringsReviewsForward) {
  const Parameters parameters = content();
  EXPECT_EQ(review_interval(0.0, parameters.evaluation), 12);
  EXPECT_EQ(review_interval(1.0, parameters.evaluation), 4);
  World world = pairs(1, parameters);
  world.partnerships.next_review_month[0] = 32;  // the last review was in month 20
  EXPECT_FALSE(test::changed_fields(world, test::after(world, evaluation(parameters))).contains("memberships.outside"));
  world.support.of(Lever::evaluation_cycle).everywhere = 1.0;
  const World reviewed = test::after(world, evaluation(parameters));
  EXPECT_TRUE(test::changed_fields(world, reviewed).contains("memberships.outside"));
  EXPECT_EQ(reviewed.partnerships.next_review_month[0], 36);
  world.month = 23;
  EXPECT_FALSE(test::changed_fields(world, test::after(world, evaluation(parameters))).contains("memberships.outside"));
}

TEST(Evaluation, LeavingAfterAnAwardHasEndedIsForFunding) {
  Parameters parameters = standard_parameters();
  parameters.evaluation.goal_achieved_per_month = 0.0;
  parameters.evaluation.exit_threshold = 100.0;  // all leave
  World world = pairs(5, parameters);
  for (std::int32_t& month : world.partnerships.term_end_month) month = 24;
  world.partnerships.award_end_month = {never, 24, 23, 24 - 12, 24 - 13};  // none, still paid, just ended, a year ago, earlier
  judge(world, parameters);
  const auto reason = [&](std::size_t p) { return static_cast<EndReason>(world.partnerships.end_reason[p]); };
  EXPECT_EQ(reason(0), EndReason::unmet_expectation);
  EXPECT_EQ(reason(1), EndReason::unmet_expectation);
  EXPECT_EQ(reason(2), EndReason::funding_ended);
  EXPECT_EQ(reason(3), EndReason::funding_ended);
  EXPECT_EQ(reason(4), EndReason::unmet_expectation);
}

TEST(Evaluation, SharedMeasurementLowersTheErrorOfTheOutsideOption) {
  Parameters parameters = content(), sure = content();
  parameters.evaluation.measurement_effect = 1.0;
  sure.evaluation.outside_noise_sd = 0.0;
  World world = pairs(50, parameters);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  const World known = test::after(world, evaluation(sure));
  EXPECT_NE(test::after(world, evaluation(parameters)).memberships.outside, known.memberships.outside);
  world.support.of(Lever::shared_measurement).everywhere = 1.0;
  EXPECT_EQ(test::after(world, evaluation(parameters)).memberships.outside, known.memberships.outside);
}

// What an award pays for in the partnership would not be there alone.
TEST(Evaluation, WhatAwardsEarmarkIsNoPartOfTheOutsideOption) {
  const Parameters parameters = content();
  World world = pairs(50, parameters);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  const auto outside = [&](double given, double earmarked) {
    std::fill(world.memberships.given.begin(), world.memberships.given.end(), given);
    std::fill(world.memberships.earmarked.begin(), world.memberships.earmarked.end(), earmarked);
    return test::after(world, evaluation(parameters)).memberships.outside;
  };
  const auto own = outside(100.0, 0.0), more = outside(170.0, 0.0);
  EXPECT_EQ(outside(170.0, 70.0), own);
  EXPECT_EQ(outside(70.0, 170.0), outside(0.0, 0.0)) << "nor less than nothing";
  for (std::size_t m = 0; m < own.size(); ++m) EXPECT_GT(more[m], own[m]);
}

TEST(Evaluation, WhereServicesCanBeBoughtTheOutsideOptionIsBetter) {
  Parameters parameters = content();
  World world = pairs(50, parameters);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  const World without = test::after(world, evaluation(parameters));
  for (AreaTraits& area : parameters.areas) area.service_price_usd = 5.0;
  const World with = test::after(world, evaluation(parameters));
  double more = 0.0;
  for (std::size_t m = 0; m < world.memberships.count(); ++m) {
    EXPECT_GE(with.memberships.outside[m], without.memberships.outside[m]);
    more += with.memberships.outside[m] - without.memberships.outside[m];
  }
  EXPECT_GT(more, 0.0);
}

TEST(Evaluation, GrownPartnershipsFindALeadAndShrunkenOnesShareAgain) {
  const Parameters parameters = content();
  World world = test::make_chain_world({.active = 4, .forming = 0, .members = 12}, parameters);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  for (std::int32_t& month : world.partnerships.term_end_month) month = 100;  // commitments stand
  for (std::size_t r = 0; r < resources; ++r) world.memberships.committed[5 * resources + r] *= 1000.0;
  world.partnerships.lead[1] = 7;
  judge(world, parameters);
  for (std::uint32_t p = 0; p < 4; ++p)
    EXPECT_EQ(world.partnerships.governance[p], static_cast<std::uint8_t>(Governance::lead_organisation));
  EXPECT_EQ(world.partnerships.lead[0], world.memberships.organisation[5]);
  EXPECT_EQ(world.partnerships.lead[1], 7U);  // who leads goes on leading
  while (world.partnerships.members[0] > 3)
    leave_partnership(world.partnerships, world.memberships, world.ties,
                      world.memberships.of_partnership.of(0).back(), 25, EndReason::conflict);
  world.month = 36;
  judge(world, parameters);
  EXPECT_EQ(world.partnerships.governance[0], static_cast<std::uint8_t>(Governance::shared));
  EXPECT_EQ(world.partnerships.lead[0], nobody);
}

TEST(Evaluation, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = content();
  World before = test::make_chain_world({}, parameters);
  deliver(before, 2.0);
  const World after = test::after(before, evaluation(parameters));
  EXPECT_EQ(test::changed_fields(before, after),
            (std::set<std::string>{"memberships.benefit", "memberships.outside", "memberships.satisfaction",
                                   "memberships.credit", "memberships.position", "memberships.committed",
                                   "partnerships.value", "partnerships.expected_value", "partnerships.purpose",
                                   "partnerships.next_review_month", "partnerships.term_end_month"}));
}

TEST(Evaluation, WithoutReviewsAndHazardsOnlyOutcomesMove) {
  const Parameters parameters = content();
  World before = pairs(20, parameters);
  deliver(before, 2.0);
  EXPECT_EQ(test::changed_fields(before, test::after(before, evaluation(parameters))),
            (std::set<std::string>{"memberships.benefit", "partnerships.value"}));
  World forming = test::make_chain_world({.active = 0, .forming = 20}, parameters);
  EXPECT_EQ(test::changed_fields(forming, test::after(forming, evaluation(parameters))), std::set<std::string>{});
}

TEST(Evaluation, LeavingKeepsListsAndTiesRight) {
  Parameters parameters = standard_parameters();
  parameters.evaluation.exit_threshold = 0.6;
  parameters.evaluation.goal_achieved_per_month = 0.1;
  World world = test::make_chain_world({.active = 30, .forming = 8, .members = 4}, parameters);
  judge(world, parameters);
  std::set<std::uint8_t> reasons(world.partnerships.end_reason.begin(), world.partnerships.end_reason.end());
  EXPECT_TRUE(reasons.contains(static_cast<std::uint8_t>(EndReason::goal_achieved)));
  std::set<std::uint8_t> exits(world.memberships.leave_reason.begin(), world.memberships.leave_reason.end());
  EXPECT_TRUE(exits.contains(static_cast<std::uint8_t>(EndReason::unmet_expectation)));
  EXPECT_EQ(test::wrong_index(world), "");
  EXPECT_EQ(test::wrong_common(world), "");
}

TEST(Evaluation, ShareThatReachesItsGoalFollowsTheHazard) {
  Parameters parameters = content();
  parameters.evaluation.goal_achieved_per_month = 0.2;
  World world = pairs(3900, parameters);
  judge(world, parameters);
  const auto ended = static_cast<std::int64_t>(3900 - world.partnerships.live.size());
  EXPECT_FALSE(check_proportion(ended, 3900, chance_of_hazard(0.2)).rejects);
  EXPECT_TRUE(check_proportion(ended, 3900, chance_of_hazard(0.26)).rejects);
}

TEST(Evaluation, ShareThatLeavesFollowsSatisfaction) {
  Parameters parameters = content();
  parameters.evaluation.exit_threshold = 0.5;
  parameters.evaluation.comparison_slope = 0.0;  // satisfaction moves to one half whatever happens
  World world = pairs(3900, parameters);
  for (double& satisfaction : world.memberships.satisfaction) satisfaction = 0.5;
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  judge(world, parameters);
  const double leaves = leaving_chance(0.5, false, parameters.evaluation);
  const double ends = 1.0 - (1.0 - leaves) * (1.0 - leaves);  // a pair ends when either leaves
  const auto ended = static_cast<std::int64_t>(3900 - world.partnerships.live.size());
  EXPECT_FALSE(check_proportion(ended, 3900, ends).rejects) << check_proportion(ended, 3900, ends);
  EXPECT_TRUE(check_proportion(ended, 3900, 1.15 * ends).rejects);
}

TEST(Evaluation, GuessOfTheOutsideOptionIsRightOnAverage) {
  const Parameters parameters = content();
  Parameters sure = parameters;
  sure.evaluation.outside_noise_sd = 0.0;
  World world = pairs(3900, parameters);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  const World guessed = test::after(world, evaluation(parameters));
  const World known = test::after(world, evaluation(sure));
  std::vector<double> ratio;
  for (std::size_t m = 0; m < world.memberships.count(); ++m)
    if (known.memberships.outside[m] > 0.0) ratio.push_back(guessed.memberships.outside[m] / known.memberships.outside[m]);
  ASSERT_GT(ratio.size(), 5000U);
  EXPECT_FALSE(check_mean(ratio, 1.0).rejects) << check_mean(ratio, 1.0);
  EXPECT_TRUE(check_mean(ratio, 1.05).rejects);
}

// Two members err each for itself. Twin: one member's errors go with themselves.
TEST(Evaluation, MembersGuessApart) {
  const Parameters parameters = content();
  Parameters sure = parameters;
  sure.evaluation.outside_noise_sd = 0.0;
  World world = pairs(3900, parameters);
  for (std::int32_t& month : world.partnerships.next_review_month) month = 24;
  const World guessed = test::after(world, evaluation(parameters)), known = test::after(world, evaluation(sure));
  std::vector<double> together, alone;
  for (std::uint32_t p = 0; p < world.partnerships.count(); ++p) {
    const auto members = world.memberships.of_partnership.of(p);
    ASSERT_EQ(members.size(), 2U);
    const double one = guessed.memberships.outside[members[0]] / known.memberships.outside[members[0]] - 1.0;
    const double other = guessed.memberships.outside[members[1]] / known.memberships.outside[members[1]] - 1.0;
    if (!std::isfinite(one) || !std::isfinite(other)) continue;
    together.push_back(one * other);
    alone.push_back(one * one);
  }
  ASSERT_GT(together.size(), 1000U);
  EXPECT_FALSE(check_mean(together, 0.0).rejects) << check_mean(together, 0.0);
  EXPECT_TRUE(check_mean(alone, 0.0).rejects);
}

TEST(Evaluation, LeversWithoutStrengthChangeNoBit) {
  const Parameters parameters = standard_parameters();
  const World plain = test::make_chain_world({}, parameters);
  World idle = plain;
  for (Strength& lever : idle.support.strength) lever.of.assign(plain.organisations.count(), 0.0);
  EXPECT_EQ(first_difference(test::after(plain, evaluation(parameters)), test::after(idle, evaluation(parameters))), "");
}

TEST(Evaluation, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  Parameters parameters = standard_parameters();
  parameters.evaluation.exit_threshold = 0.4;
  const World world = test::make_chain_world(test::crowd, parameters);
  EXPECT_EQ(test::difference_between_threads(world, evaluation(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, evaluation(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
