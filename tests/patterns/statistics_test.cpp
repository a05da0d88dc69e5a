// Statistics of patterns on worlds that are small enough to be counted by hand, and against closed forms.
#include "analysis/patterns/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/patterns/bipartite_null.hpp"
#include "analysis/patterns/communities.hpp"
#include "analysis/patterns/models.hpp"
#include "formulas/trust.hpp"
#include "mechanisms/agreement.hpp"
#include "scenario/read.hpp"
#include "state/append.hpp"
#include "state/join.hpp"
#include "state/leave.hpp"

namespace tessera {
namespace {

Scenario default_scenario(const std::vector<std::string>& sets = {}) {
  return read_scenario_text("tessera = 1\n", "default", sets);
}

const Statistic& find_statistic(std::string_view pattern, std::string_view name) {
  for (const Statistic& statistic : statistic_table())
    if (statistic.pattern == pattern && statistic.name == name) return statistic;
  throw std::logic_error("no such statistic");
}

double value_of(const Statistic& statistic, const World& world, const Scenario& scenario) {
  std::vector<double> sums(statistic.tally->width, 0.0);
  statistic.tally->add(sums, {world, scenario, 0, true});
  return statistic.value(sums);
}

World bare_world(std::size_t organisations, std::int32_t month) {
  World world;
  resize_organisations(world.organisations, organisations, 1, 1);
  Organisations& o = world.organisations;
  o.reach_begin.assign(organisations + 1, 0);
  world.community.areas = world.community.groups = world.community.districts = 1;
  for (std::size_t i = 0; i < organisations; ++i) {
    o.id[i] = founding_id(0, static_cast<std::uint32_t>(i));
    o.active[i] = 1;
    o.founded_month[i] = -120;
    o.closed_month[i] = never;
    o.mission[i] = 1.0;
  }
  rebuild_indexes(world);
  world.month = month;
  return world;
}

std::uint32_t sign(World& world, const std::vector<std::uint32_t>& members, std::int32_t month) {
  const double purpose = 1.0;
  const auto& ids = world.organisations.id;
  const std::uint32_t p = start_partnership(world.partnerships, world.memberships, ids[members[0]], ids[members[1]],
                                            month, {&purpose, 1}, 1.0);
  for (const std::uint32_t i : members)
    join_partnership(world.partnerships, world.memberships, world.ties, world.organisations, p, i, month, 0.5);
  world.partnerships.stage[p] = static_cast<std::uint8_t>(Stage::active);
  world.partnerships.signed_month[p] = month;
  return p;
}

void end(World& world, std::uint32_t p, std::int32_t month) {
  end_partnership(world.partnerships, world.memberships, world.ties, p, month, EndReason::goal_achieved);
}

TEST(PatternTable, EveryPatternHasJudgedStatisticsAndASource) {
  for (const Pattern& pattern : pattern_table()) {
    int judged = 0;
    for (const Statistic& statistic : statistic_table())
      judged += statistic.pattern == pattern.id && statistic.judged != Judged::report_only;
    EXPECT_GT(judged, 0) << pattern.id;
    EXPECT_FALSE(pattern.source.empty()) << pattern.id;
  }
  EXPECT_EQ(pattern_table().size(), 12u);
}

TEST(RepeatedTies, AreCountedByHand) {
  World world = bare_world(4, 100);
  end(world, sign(world, {0, 1}, 10), 20);
  sign(world, {0, 1}, 50);                  // 0 and 1 again, after 30 months
  end(world, sign(world, {2, 3}, 10), 30);  // 2 and 3 once, and 70 months are left
  const Scenario scenario = default_scenario();
  EXPECT_DOUBLE_EQ(value_of(find_statistic("P24", "partners who return"), world, scenario), 0.5);
  // Former pairs: one begins in 30 + 70 months. Strangers: 600 pair-months less 90 and 90, two begin.
  const double former = 1.0 / (100.0 - 1.0), strangers = 2.0 / (420.0 - 2.0);
  EXPECT_DOUBLE_EQ(value_of(find_statistic("P24", "odds of a former partner over a stranger"), world, scenario),
                   former / strangers);
}

TEST(RepeatedTies, PeriodsThatOverlapAreOne) {
  World world = bare_world(3, 100);
  end(world, sign(world, {0, 1}, 10), 30);
  end(world, sign(world, {0, 1, 2}, 20), 35);
  const Scenario scenario = default_scenario();
  EXPECT_DOUBLE_EQ(value_of(find_statistic("P24", "partners who return"), world, scenario), 0.0);
}

// Two partnerships with an award: one of three loses a member after a year, the other lives on.
TEST(Survival, StartsAtTheAwardAndNeedsThreeMembers) {
  World world = bare_world(8, 110);
  const std::uint32_t thins = sign(world, {0, 1, 2}, 1), lives = sign(world, {3, 4, 5}, 1),
                      pair = sign(world, {6, 7}, 1);
  Grants& grants = world.grants;
  for (const std::uint32_t p : {thins, lives, pair}) {
    grants.month.push_back(6);
    grants.partnership.push_back(p);
    grants.awarded_usd.push_back(1000.0);
  }
  leave_partnership(world.partnerships, world.memberships, world.ties, 0, 18, EndReason::withdrawal);
  const Scenario scenario = default_scenario();
  EXPECT_EQ(world.partnerships.members[thins], 2);
  EXPECT_DOUBLE_EQ(value_of(find_statistic("P4", "alive 3 years after the award"), world, scenario), 0.5);
  EXPECT_DOUBLE_EQ(value_of(find_statistic("P4", "alive 7 years after the award"), world, scenario), 0.5);
}

// Three of three that live on: one lives on its first award alone, one won again, one was awarded too late to tell.
TEST(Survival, TellsWhoLivesOnTheFirstAwardAlone) {
  World world = bare_world(9, 110);
  const std::uint32_t alone = sign(world, {0, 1, 2}, 1), renewed = sign(world, {3, 4, 5}, 1),
                      late = sign(world, {6, 7, 8}, 1);
  Grants& grants = world.grants;
  const auto award = [&](std::uint32_t p, std::int32_t month, double usd) {
    grants.month.push_back(month);
    grants.partnership.push_back(p);
    grants.awarded_usd.push_back(usd);
  };
  award(alone, 6, 1000.0);
  award(renewed, 6, 1000.0);
  award(late, 27, 1000.0);
  award(alone, 40, 0.0);  // asked and got nothing
  award(renewed, 42, 500.0);
  award(alone, 91, 500.0);  // after the seven years
  const Scenario scenario = default_scenario();
  const Statistic& statistic = find_statistic("P4", "alive 7 years after the award without a renewed one");
  EXPECT_EQ(statistic.judged, Judged::report_only);
  EXPECT_DOUBLE_EQ(value_of(statistic, world, scenario), 0.5);
}

// The null without trust must not let trust in by the back door of signing.
TEST(NullModels, WithoutTrustEverybodySignsAsStrangersDo) {
  const Model& no_trust = model_table()[1];
  ASSERT_EQ(no_trust.name, "no_trust");
  const Parameters full = default_scenario().parameters;
  Parameters null = full;
  no_trust.change(null);
  const double strangers = signing_hazard(full.trust.prior_mean, 0.1, full.agreement);
  for (const double trust : {0.1, 0.5, 0.9})
    EXPECT_NEAR(signing_hazard(trust, 0.1, null.agreement), strangers, 1e-15) << trust;
  EXPECT_GT(signing_hazard(0.9, 0.1, full.agreement), 1.5 * strangers) << "the full model does sign on trust";
}

// Without noise of observation the bench must follow the Beta law month by month.
TEST(TrustBench, HalfRiseIsThatOfTheClosedForm) {
  const Scenario scenario = default_scenario({"trust.observation_noise_sd=0"});
  const TrustParameters& p = scenario.parameters.trust;
  const auto trust_after = [&](int months) {
    const double good = p.weight * (1.0 - std::pow(p.forgetting_per_month, months)) / (1.0 - p.forgetting_per_month);
    return trust_from_evidence(good, 0.0, p.prior_mean, p.prior_counts);
  };
  const double half = 0.5 * (trust_after(0) + trust_after(120));
  int month = 1;
  while (trust_after(month) < half) ++month;
  const double expected = month - 1 + (half - trust_after(month - 1)) / (trust_after(month) - trust_after(month - 1));
  World world = bare_world(2, 12);
  EXPECT_NEAR(value_of(find_statistic("P16", "half-rise of trust"), world, scenario), expected, 1e-9);
  EXPECT_GT(value_of(find_statistic("P16", "time to regain over time to lose"), world, scenario), 1.0);
}

// The null keeps what it says it keeps, and mixes the rest: three partnerships of four that share no member.
TEST(BipartiteNull, KeepsSizesMembershipsAndFormalTiesAmongSeats) {
  World world = bare_world(12, 12);
  for (std::uint32_t k = 0; k < 3; ++k) sign(world, {4 * k, 4 * k + 1, 4 * k + 2, 4 * k + 3}, 1);
  sign(world, {0, 4, 8}, 1);
  for (auto& level : world.ties.level) level = static_cast<std::uint8_t>(Level::formal);
  const Affiliations before = list_affiliations(world);
  Affiliations after = before;
  Stream stream = Draws(1, 0, 0).of(PatternDraw::bipartite_null).at(std::uint64_t{1});
  shuffle_seats(after, 50, stream);
  ASSERT_EQ(after.seats.size(), 15u);
  EXPECT_EQ(after.formal, before.formal);
  std::vector<int> had(12, 0), has(12, 0);
  std::vector<std::vector<int>> inside(4, std::vector<int>(12, 0));
  int moved = 0;
  for (std::size_t k = 0; k < after.seats.size(); ++k) {
    EXPECT_EQ(after.seats[k].partnership, before.seats[k].partnership);
    ++had[before.seats[k].organisation], ++has[after.seats[k].organisation];
    EXPECT_EQ(++inside[after.seats[k].partnership][after.seats[k].organisation], 1) << "twice in one partnership";
    moved += after.seats[k].organisation != before.seats[k].organisation;
  }
  EXPECT_EQ(has, had);
  EXPECT_GT(moved, 5);
  EXPECT_EQ(project(before, world.organisations).edges, 3.0 * 6.0 + 3.0);
}

TEST(PatternCommunities, KeepResidentsAndDistrictsPerOrganisation) {
  const Scenario base = default_scenario();
  for (const int size : network_sizes) {
    const Parameters p = scale_community(base, size).parameters;
    EXPECT_EQ(p.founding.organisations, size);
    EXPECT_EQ(p.community.residents, 500.0 * size);
    EXPECT_NEAR(p.community.districts, size / 20.0, 0.5);
  }
  for (const TypeTraits& type : keep_nonprofits(base, 100).parameters.types)
    EXPECT_TRUE(type.sector == Sector::nonprofit || type.share == 0.0);
}

}  // namespace
}  // namespace tessera
