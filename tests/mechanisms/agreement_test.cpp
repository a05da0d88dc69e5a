#include "mechanisms/agreement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "formulas/commitment.hpp"
#include "formulas/logistic.hpp"
#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

void sign_all(World& world, const Parameters& parameters, std::uint64_t seed = 1) {
  sign_agreements(world.partnerships, world.memberships, world.ties, world.organisations, world.support,
                  test::technology_of(parameters), parameters.agreement, parameters.evaluation.review_months,
                  parameters.trust,
                  Draws(seed, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::agreement));
}

test::Mechanic agreement(const Parameters& parameters) {
  return [parameters](World& world) { sign_all(world, parameters); };
}

// Whoever can, signs.
Parameters eager() {
  Parameters parameters = standard_parameters();
  parameters.agreement.rate_per_month = 1e6;
  return parameters;
}

bool is(const World& world, std::uint32_t p, Stage stage) {
  return world.partnerships.stage[p] == static_cast<std::uint8_t>(stage);
}

TEST(Agreement, HazardByHandAndAtItsLimits) {
  const AgreementParameters p = standard_parameters().agreement;
  EXPECT_NEAR(signing_hazard(p.trust_midpoint, p.divergence_midpoint, p), 0.25 * p.rate_per_month, 1e-15);
  EXPECT_NEAR(signing_hazard(10.0, -10.0, p), p.rate_per_month, 1e-9);
  EXPECT_NEAR(signing_hazard(-10.0, 0.0, p), 0.0, 1e-9);
  EXPECT_GT(signing_hazard(0.7, 0.1, p), signing_hazard(0.6, 0.1, p));
  EXPECT_GT(signing_hazard(0.7, 0.1, p), signing_hazard(0.7, 0.2, p));
}

TEST(Agreement, SigningFixesTermsAndCommitments) {
  const Parameters parameters = eager();
  const World before = test::make_chain_world({.active = 0, .forming = 4, .members = 3}, parameters);
  const World after = test::after(before, agreement(parameters));
  const CommitmentRule rule{parameters.agreement.commitment_share, parameters.agreement.commitment_idle_weight,
                            parameters.agreement.commitment_membership_damping};
  for (std::uint32_t p = 0; p < 4; ++p) {
    ASSERT_TRUE(is(after, p, Stage::active));
    EXPECT_EQ(after.partnerships.signed_month[p], 24);
    EXPECT_EQ(after.partnerships.term_end_month[p], 24 + 36);
    EXPECT_EQ(after.partnerships.next_review_month[p], 24 + 12);
    EXPECT_EQ(after.partnerships.governance[p], static_cast<std::uint8_t>(Governance::shared));
    EXPECT_EQ(after.partnerships.lead[p], nobody);
    EXPECT_EQ(after.partnerships.formality[p], parameters.agreement.formality);
    EXPECT_GT(after.partnerships.expected_value[p], 0.0);
    double credits = 0.0;
    for (const std::uint32_t m : after.memberships.of_partnership.of(p)) {
      const std::uint32_t i = after.memberships.organisation[m];
      const Bundle spare = spare_bundle({&after.organisations.available[i * resources], resources},
                                        {&after.organisations.idle[i * resources], resources},
                                        after.memberships.of_organisation.size(i) - 1.0, rule);
      for (std::size_t r = 0; r < resources; ++r)
        EXPECT_EQ(after.memberships.committed[m * resources + r], spare[r]);
      credits += after.memberships.credit[m];
    }
    EXPECT_NEAR(credits, 1.0, 1e-12);
  }
}

TEST(Agreement, SigningCostsEveryMemberHours) {
  const Parameters parameters = eager();
  const World before = test::make_chain_world({.active = 0, .forming = 1, .members = 3}, parameters);
  const World after = test::after(before, agreement(parameters));
  for (std::size_t i = 0; i < before.organisations.count(); ++i)
    EXPECT_NEAR(after.organisations.overhead_hours[i] - before.organisations.overhead_hours[i],
                i < 3 ? parameters.agreement.signing_hours_per_member : 0.0, 1e-12);
}

TEST(Agreement, SupportSavesSigningHoursAndWritesMoreDown) {
  const Parameters parameters = eager();
  World before = test::make_chain_world({.active = 0, .forming = 1, .members = 3}, parameters);
  Strength& support = before.support.of(Lever::agreement_support);
  support.of.assign(before.organisations.count(), 0.0);
  support.of[0] = 1.0;
  support.of[1] = 0.5;
  const World after = test::after(before, agreement(parameters));
  const AgreementParameters& p = parameters.agreement;
  for (const std::size_t i : {0U, 1U, 2U})
    EXPECT_NEAR(after.organisations.overhead_hours[i] - before.organisations.overhead_hours[i],
                p.signing_hours_per_member * (1.0 - p.support_effect * support.of[i]), 1e-12);
  EXPECT_NEAR(after.partnerships.formality[0], p.formality + 0.5 * p.support_formality * (1.0 - p.formality), 1e-15);
}

TEST(Agreement, ToolsRaiseWhatMembersExpect) {
  const Parameters parameters = eager();
  World world = test::make_chain_world({.active = 0, .forming = 1, .members = 6}, parameters);
  for (std::size_t i = 0; i < 6; ++i) world.organisations.available[i * resources + static_cast<std::size_t>(Resource::hours)] = 20.0;
  World equipped = world;
  equipped.support.of(Lever::collaboration_tools).everywhere = 1.0;
  sign_all(world, parameters);
  sign_all(equipped, parameters);
  EXPECT_GT(equipped.partnerships.expected_value[0], world.partnerships.expected_value[0]);
}

TEST(Agreement, LargePartnershipsAreLedByWhoCommitsMost) {
  const Parameters parameters = eager();
  World world = test::make_chain_world({.active = 0, .forming = 1, .members = 12}, parameters);
  for (std::size_t r = 0; r < resources; ++r) world.organisations.available[5 * resources + r] *= 100.0;
  sign_all(world, parameters);
  EXPECT_EQ(world.partnerships.governance[0], static_cast<std::uint8_t>(Governance::lead_organisation));
  EXPECT_EQ(world.partnerships.lead[0], 5U);
}

TEST(Agreement, WhatIsNotSignedInTimeLapses) {
  Parameters parameters = standard_parameters();
  parameters.agreement.rate_per_month = 0.0;
  World world = test::make_chain_world({}, parameters);
  world.month = 20 + 11;
  const World waiting = test::after(world, agreement(parameters));
  EXPECT_EQ(test::changed_fields(world, waiting), std::set<std::string>{});
  world.month = 20 + 12;
  const World lapsed = test::after(world, agreement(parameters));
  for (std::uint32_t p = 0; p < world.partnerships.count(); ++p) {
    EXPECT_TRUE(is(lapsed, p, p < 12 ? Stage::active : Stage::dissolved));
    EXPECT_EQ(lapsed.partnerships.end_reason[p],
              static_cast<std::uint8_t>(p < 12 ? EndReason::none : EndReason::lapsed_in_forming));
  }
  EXPECT_EQ(test::wrong_index(lapsed), "");
  EXPECT_EQ(test::wrong_common(lapsed), "");
}

TEST(Agreement, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = eager();
  const World before = test::make_chain_world({}, parameters);
  const World after = test::after(before, agreement(parameters));
  const std::set<std::string> declared{
      "partnerships.stage",          "partnerships.signed_month", "partnerships.term_end_month",
      "partnerships.purpose", "partnerships.next_review_month", "partnerships.formality",    "partnerships.expected_value",
      "memberships.committed",       "memberships.credit",        "organisations.overhead_hours"};
  EXPECT_EQ(test::changed_fields(before, after), declared);  // governance stays shared at three members
  EXPECT_EQ(test::wrong_index(after), "");
  EXPECT_EQ(test::wrong_common(after), "");
}

TEST(Agreement, AtRateZeroNothingIsSigned) {
  Parameters parameters = standard_parameters();
  parameters.agreement.rate_per_month = 0.0;
  const World before = test::make_chain_world({}, parameters);
  EXPECT_EQ(test::changed_fields(before, test::after(before, agreement(parameters))), std::set<std::string>{});
}

TEST(Agreement, ShareThatSignsFollowsTheHazard) {
  Parameters parameters = standard_parameters();
  parameters.agreement.rate_per_month = 1.0;
  World world = test::make_chain_world(
      {.organisations = 4000, .districts = 10, .active = 0, .forming = 3900, .members = 2}, parameters);
  for (double& credibility : world.organisations.credibility) credibility = 0.5;
  for (auto* good : {&world.ties.good_ab, &world.ties.good_ba}) good->assign(good->size(), 4.0);
  for (auto* bad : {&world.ties.bad_ab, &world.ties.bad_ba}) bad->assign(bad->size(), 1.0);
  for (double& divergence : world.partnerships.divergence) divergence = 0.15;
  sign_all(world, parameters);
  const TrustParameters& t = parameters.trust;
  const double trust = (t.prior_counts * t.prior_mean + 4.0) / (t.prior_counts + 5.0);
  const double chance = chance_of_hazard(signing_hazard(trust, 0.15, parameters.agreement));
  std::int64_t signs = 0;
  for (std::uint32_t p = 0; p < 3900; ++p) signs += is(world, p, Stage::active);
  EXPECT_FALSE(check_proportion(signs, 3900, chance).rejects) << check_proportion(signs, 3900, chance);
  EXPECT_TRUE(check_proportion(signs, 3900, 1.2 * chance).rejects);
}

TEST(Agreement, LeversWithoutStrengthChangeNoBit) {
  const Parameters parameters = eager();
  const World plain = test::make_chain_world({}, parameters);
  World idle = plain;
  for (Strength& lever : idle.support.strength) lever.of.assign(plain.organisations.count(), 0.0);
  EXPECT_EQ(first_difference(test::after(plain, agreement(parameters)), test::after(idle, agreement(parameters))), "");
}

TEST(Agreement, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const Parameters parameters = standard_parameters();
  const World world = test::make_chain_world(
      {.organisations = 2600, .districts = 40, .active = 100, .forming = 2300, .members = 3}, parameters);
  EXPECT_EQ(test::difference_between_threads(world, agreement(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, agreement(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
