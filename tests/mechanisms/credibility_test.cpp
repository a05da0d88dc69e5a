#include "mechanisms/credibility.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/chain_world.hpp"

namespace tessera {
namespace {

const Parameters standard = standard_parameters();

void judge(World& world, const Parameters& parameters) {
  const Technology technology = test::technology_of(parameters);
  update_credibility(world.organisations, world.partnerships, world.memberships, world.geography, world.support,
                     parameters.credibility, technology.harm, parameters.types.size(), world.month);
}

test::Mechanic credibility(const Parameters& parameters) {
  return [parameters](World& world) { judge(world, parameters); };
}

// Everybody has met something this month, alone and jointly; drawn from the id.
World world_at_work(const test::ChainWorld& shape) {
  World world = test::make_chain_world(shape, standard);
  const std::size_t areas = world.community.areas;
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    world.organisations.performance[i] = 1e-3 * (1.0 + static_cast<double>(world.organisations.id[i] % 7));
    for (std::size_t a = 0; a < areas; ++a)
      world.organisations.own_met[i * areas + a] = 1.0 + static_cast<double>((world.organisations.id[i] + a) % 5);
  }
  for (double& met : world.partnerships.met) met = 2.0;
  return world;
}

// Three of one type in one district, without partners: 0 did twice as well as 1 and 2.
World three_peers() {
  World world = test::make_chain_world({.organisations = 60, .districts = 1, .active = 0, .forming = 0}, standard);
  for (std::size_t i = 0; i < world.organisations.count(); ++i) world.organisations.active[i] = i < 3;
  for (std::size_t i = 0; i < 3; ++i) {
    world.organisations.type[i] = 0;
    world.organisations.cost_level_usd[i] = 1000.0;
    world.organisations.service_share[i] = 0.1;
    world.organisations.credibility[i] = world.organisations.credibility_base[i] = 0.5;
    world.organisations.visibility[i] = world.organisations.visibility_base[i] = 0.4;
    world.organisations.performance[i] = i == 0 ? 0.02 : 0.01;
    world.organisations.own_met[i * world.community.areas] =
        100.0 * world.organisations.performance[i] / standard.areas[0].harm_weight;
  }
  return world;
}

TEST(Credibility, OwnRecordByHandAndAtItsLimits) {
  CredibilityParameters p = standard.credibility;
  p.outcome_weight = 0.3;
  p.stories_effect = 1.0;
  EXPECT_DOUBLE_EQ(earned_credibility(0.5, 0.4, 1.0, 0.0, p), 0.62);
  EXPECT_DOUBLE_EQ(earned_credibility(0.5, 0.4, -1.0, 0.5, p), 0.5 - 0.18);
  EXPECT_DOUBLE_EQ(earned_credibility(0.5, 0.0, 1.0, 1.0, p), 0.5);  // nobody looks
  EXPECT_EQ(earned_credibility(0.95, 1.0, 1.0, 0.0, p), 1.0);
}

TEST(Credibility, VisibilityByHandAndAtItsLimits) {
  CredibilityParameters p = standard.credibility;
  p.relations_effect = 0.5;
  p.visibility_association = 0.5;
  EXPECT_DOUBLE_EQ(visibility_target(0.2, 0.0, 0.0, p), 0.2);
  EXPECT_DOUBLE_EQ(visibility_target(0.2, 0.6, 0.0, p), 0.4);
  EXPECT_DOUBLE_EQ(visibility_target(0.2, 0.6, 1.0, p), 0.7);
  EXPECT_EQ(visibility_target(0.6, 0.6, 0.0, p), 0.6);
  EXPECT_EQ(visibility_target(0.6, 0.2, 0.0, p), 0.6);
  EXPECT_DOUBLE_EQ(visibility_target(1.0, 0.5, 1.0, p), 1.0);
}

TEST(Credibility, OneMonthByHand) {
  World world = three_peers();
  judge(world, standard);
  const CredibilityParameters& p = standard.credibility;
  EXPECT_NEAR(world.organisations.performance[0], 0.02, 1e-15);
  const double rise = p.adjustment_per_month * p.outcome_weight * 0.4;
  EXPECT_NEAR(world.organisations.credibility[0], 0.5 + rise, 1e-12);        // twice as good as both peers
  EXPECT_NEAR(world.organisations.credibility[1], 0.5 - 0.5 * rise, 1e-12);  // half an octave below their geometric mean
  EXPECT_EQ(world.organisations.visibility[0], 0.4);
}

TEST(Credibility, WithoutPeersOutcomesSayNothing) {
  World world = three_peers();
  world.organisations.type[1] = world.organisations.type[2] = 1;
  const std::vector<double> before = world.organisations.credibility;
  world.organisations.performance[0] = 50.0;
  judge(world, standard);
  EXPECT_EQ(world.organisations.credibility[0], before[0]);
}

TEST(Credibility, AverageDeviationFromPeersIsNil) {
  World world = three_peers();
  world.organisations.performance = {0.011, 0.010, 0.009};  // no ratio is clamped
  world.organisations.performance.resize(world.organisations.count());
  for (std::size_t i = 0; i < 3; ++i)
    world.organisations.own_met[i * world.community.areas] =
        100.0 * world.organisations.performance[i] / standard.areas[0].harm_weight;
  judge(world, standard);
  EXPECT_NEAR(world.organisations.credibility[0] + world.organisations.credibility[1] + world.organisations.credibility[2],
              1.5, 1e-12);
}

// Nothing but association: a partner of 0.8 is worth more to who has 0.2 than to who has 0.6, in both respects.
TEST(Credibility, TheSmallAndUnknownGainMostByAssociation) {
  Parameters parameters = standard;
  parameters.credibility.outcome_weight = 0.0;
  World world = test::make_chain_world({.organisations = 6, .districts = 1, .active = 0, .forming = 0}, parameters);
  Organisations& all = world.organisations;
  for (std::size_t i = 0; i < 4; ++i) {
    const double standing = i == 0 ? 0.2 : (i == 2 ? 0.6 : 0.8);
    all.credibility[i] = all.credibility_base[i] = all.visibility[i] = all.visibility_base[i] = standing;
  }
  test::add_partnership(world, {0, 1}, Stage::active);
  test::add_partnership(world, {2, 3}, Stage::active);
  const Organisations before = all;
  judge(world, parameters);
  const CredibilityParameters& p = parameters.credibility;
  const auto gain = [&](const std::vector<double>& now, const std::vector<double>& then, std::size_t i) { return now[i] - then[i]; };
  EXPECT_NEAR(gain(all.credibility, before.credibility, 0), p.adjustment_per_month * p.association_weight * 0.6, 1e-12);
  EXPECT_NEAR(gain(all.visibility, before.visibility, 0), p.adjustment_per_month * p.visibility_association * 0.6, 1e-12);
  EXPECT_GT(gain(all.credibility, before.credibility, 0), gain(all.credibility, before.credibility, 2));
  EXPECT_GT(gain(all.visibility, before.visibility, 0), gain(all.visibility, before.visibility, 2));
  EXPECT_LT(gain(all.credibility, before.credibility, 1), 0.0);  // who is well known pays for the company of the unknown
}

// Largest rise of visibility over the base in ten years among `count` organisations of one partnership.
double rise_in_company(std::uint32_t count, double least_known, const Parameters& parameters) {
  World world = test::make_chain_world({.organisations = count, .districts = 1, .active = 0, .forming = 0}, parameters);
  Organisations& all = world.organisations;
  std::vector<std::uint32_t> members(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    members[i] = i;
    all.visibility[i] = all.visibility_base[i] = i == 0 ? least_known : 0.4;
  }
  test::add_partnership(world, members, Stage::active);
  for (int month = 0; month < 120; ++month) judge(world, parameters);
  double rise = 0.0;
  for (std::uint32_t i = 0; i < count; ++i) rise = std::max(rise, all.visibility[i] - all.visibility_base[i]);
  return rise;
}

// Ten years of the rule that clones must refute: each hears of all who know the other, whoever knows itself already.
double rise_by_mutual_applause(double base, const CredibilityParameters& p) {
  double visibility = base;
  for (int month = 0; month < 120; ++month)
    visibility += p.adjustment_per_month * (base + (1.0 - base) * p.visibility_association * visibility - visibility);
  return visibility - base;
}

// No free lunch: clones keep their visibility, however many. Twins: one that is less known is lifted by its company, and
// clones that applauded each other would be.
TEST(Credibility, ClonesDoNotLiftEachOther) {
  for (const std::uint32_t count : {2U, 5U, 12U}) {
    EXPECT_EQ(rise_in_company(count, 0.4, standard), 0.0) << count;
    EXPECT_GT(rise_in_company(count, 0.1, standard), 0.03) << count;
  }
  EXPECT_GT(rise_by_mutual_applause(0.4, standard.credibility), 0.03);
}

// What company lent is not lent on: 0 is well known and lifts 1, who works with 2, who never met 0.
TEST(Credibility, FameIsNotPassedOn) {
  World world = test::make_chain_world({.organisations = 3, .districts = 1, .active = 0, .forming = 0}, standard);
  Organisations& all = world.organisations;
  for (std::size_t i = 0; i < 3; ++i) all.visibility[i] = all.visibility_base[i] = i == 0 ? 0.8 : 0.2;
  test::add_partnership(world, {0, 1}, Stage::active);
  test::add_partnership(world, {1, 2}, Stage::active);
  for (int month = 0; month < 24; ++month) judge(world, standard);
  EXPECT_GT(all.visibility[1], 0.22);
  EXPECT_EQ(all.visibility[2], 0.2);
}

TEST(Credibility, StaysBetweenNothingAndEverything) {
  World world = world_at_work({});
  world.support.of(Lever::public_relations).everywhere = world.support.of(Lever::success_stories).everywhere = 1.0;
  for (int month = 0; month < 600; ++month) judge(world, standard);
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    for (const double share : {world.organisations.credibility[i], world.organisations.visibility[i]}) {
      EXPECT_GE(share, 0.0);
      EXPECT_LE(share, 1.0);
    }
}

TEST(Credibility, AScandalIsForgottenAtTheStatedPace) {
  World world = three_peers();
  Parameters parameters = standard;
  parameters.credibility.outcome_weight = 0.0;
  world.organisations.credibility[0] = 0.1;
  for (int month = 0; month < 24; ++month) judge(world, parameters);
  EXPECT_NEAR(world.organisations.credibility[0],
              0.5 - 0.4 * std::pow(1.0 - parameters.credibility.adjustment_per_month, 24), 1e-12);
}

TEST(Credibility, LeversActOnWhomTheyReach) {
  World world = three_peers();
  const World without = test::after(world, credibility(standard));
  world.support.of(Lever::public_relations).of.assign(world.organisations.count(), 0.0);
  world.support.of(Lever::public_relations).of[1] = 1.0;
  const World with = test::after(world, credibility(standard));
  EXPECT_EQ(test::changed_fields(without, with), std::set<std::string>{"organisations.visibility"});
  EXPECT_EQ(with.organisations.visibility[0], without.organisations.visibility[0]);
  EXPECT_GT(with.organisations.visibility[1], without.organisations.visibility[1]);
}

TEST(Credibility, NewcomersAreJudgedOnTheirOwnMonthsOnly) {
  World world = three_peers();
  world.organisations.founded_month[1] = world.month - 1;  // opened at the end of last month
  world.organisations.performance[1] = 0.0;
  judge(world, standard);
  EXPECT_NEAR(world.organisations.performance[1], 0.01, 1e-15);
}

TEST(Credibility, ChangesWhatItDeclaresOnlyAndNothingAtRateZero) {
  const World before = world_at_work({});
  EXPECT_EQ(test::changed_fields(before, test::after(before, credibility(standard))),
            (std::set<std::string>{"organisations.performance", "organisations.credibility", "organisations.visibility"}));
  Parameters still = standard;
  still.credibility.adjustment_per_month = 0.0;
  EXPECT_EQ(test::changed_fields(before, test::after(before, credibility(still))), std::set<std::string>{});
}

TEST(Credibility, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const World world = world_at_work(test::crowd);
  EXPECT_EQ(test::difference_between_threads(world, credibility(standard)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, standard, credibility(standard)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
