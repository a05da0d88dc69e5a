// No free lunch: identical organisations in one partnership, with full willingness, free coordination and perfect referral,
// yield exactly what as many of them alone would. Any term that breaks this is a bonus for being in a partnership.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "mechanisms/contribution.hpp"
#include "mechanisms/delivery.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

struct Setting {
  std::uint32_t members = 6;
  double committed = 1.0;     // share of everything that is promised
  double goods_markup = 1000.0;
  bool several_areas = false;
};

Parameters without_costs(const Setting& setting) {
  Parameters p = standard_parameters();
  p.agreement.shared_hours_per_pair = p.agreement.lead_hours_per_link = p.agreement.administration_usd =
      p.agreement.administration_hours_per_member = 0.0;
  p.delivery.referral_hours_per_member = 0.0;
  p.delivery.overlap = 0.0;
  p.delivery.goods_markup = p.delivery.space_markup = setting.goods_markup;
  p.contribution.accountability = 1.0;
  p.contribution.temptation = 0.0;
  p.contribution.own_obligations = 0.0;
  return p;
}

// Clones of one organisation at one place, with need enough for all of them.
World clones(std::uint32_t count, const Setting& setting, const Parameters& parameters) {
  World world = test::make_chain_world({.organisations = count, .districts = 3, .active = 0, .forming = 0}, parameters);
  Organisations& all = world.organisations;
  const std::size_t areas = world.community.areas, groups = world.community.groups;
  for (double& wanted : world.need.wanted) wanted *= 1e5;
  const auto repeat = [count](std::vector<double>& values, std::size_t width) {
    for (std::size_t i = 1; i < count; ++i) std::copy_n(values.begin(), width, values.begin() + static_cast<std::ptrdiff_t>(i * width));
  };
  std::fill(all.overhead_hours.begin(), all.overhead_hours.end(), 0.0);
  for (std::size_t a = 0; a < areas; ++a)
    all.mission[a] = setting.several_areas ? 1.0 / static_cast<double>(areas) : (a == 0 ? 1.0 : 0.0);
  repeat(all.available, resources);
  repeat(all.mission, areas);
  repeat(all.perceived, areas);
  repeat(all.expertise, areas * competences);
  repeat(all.access, groups);
  // Everyone serves all three districts alike.
  all.reach_begin.assign(1, 0);
  all.reach_district.clear();
  all.reach_weight.clear();
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t d = 0; d < 3; ++d) {
      all.reach_district.push_back(d);
      all.reach_weight.push_back(1.0 - 0.2 * d);
    }
    all.reach_begin.push_back(static_cast<std::uint32_t>(all.reach_district.size()));
  }
  all.reach_volunteers.assign(all.reach_district.size(), 0);
  rebuild_indexes(world);
  return world;
}

World together(const Setting& setting, const Parameters& parameters) {
  World world = clones(setting.members, setting, parameters);
  std::vector<std::uint32_t> members(setting.members);
  for (std::uint32_t i = 0; i < setting.members; ++i) members[i] = i;
  const std::uint32_t p = test::add_partnership(world, members, Stage::active);
  const std::size_t areas = world.community.areas;
  std::copy_n(world.organisations.mission.begin(), areas, world.partnerships.purpose.begin());
  world.partnerships.formality[p] = 1.0;
  for (std::size_t k = 0; k < setting.members * resources; ++k)
    world.memberships.committed[k] = setting.committed * world.organisations.available[k];
  contribute(world.memberships, world.partnerships, world.organisations, world.support, test::technology_of(parameters).prices,
             parameters.contribution);
  return world;
}

struct Outcome {
  double met = 0.0;
  double delivered = 0.0;
  double money_usd = 0.0;  // spent
  double goods_usd = 0.0;
};

Outcome serve(World world, const Parameters& parameters) {
  deliver_services(world.need, world.organisations, world.partnerships, world.community, world.geography,
                   world.memberships, world.support, test::technology_of(parameters), parameters.delivery);
  Outcome outcome;
  for (const double met : world.need.met) outcome.met += met;
  for (const double delivered : world.need.delivered) outcome.delivered += delivered;
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    outcome.money_usd += world.organisations.money_opening_usd[i] - world.organisations.money_usd[i];
    outcome.goods_usd += world.organisations.goods_opening_usd[i] - world.organisations.goods_usd[i];
  }
  return outcome;
}

void expect_no_free_lunch(const Setting& setting) {
  const Parameters parameters = without_costs(setting);
  const double n = setting.members;
  const Outcome one = serve(clones(1, setting, parameters), parameters);
  const Outcome many = serve(together(setting, parameters), parameters);
  ASSERT_GT(one.met, 1.0);
  EXPECT_NEAR(many.met, n * one.met, 1e-12 * many.met);
  EXPECT_NEAR(many.delivered, n * one.delivered, 1e-12 * many.delivered);
  EXPECT_NEAR(many.money_usd, n * one.money_usd, 1e-9 * many.money_usd);
  EXPECT_NEAR(many.goods_usd, n * one.goods_usd, 1e-9 * std::max(1.0, many.goods_usd));
}

TEST(NoFreeLunch, ClonesYieldTogetherWhatTheyYieldAlone) {
  for (const std::uint32_t members : {2U, 3U, 6U, 17U}) expect_no_free_lunch({.members = members});
}

TEST(NoFreeLunch, WhateverShareTheyCommit) {
  for (const double committed : {0.0, 0.1, 0.5, 0.9}) expect_no_free_lunch({.committed = committed});
}

TEST(NoFreeLunch, WithPurchasesAndSeveralAreas) {
  for (const double markup : {1.0, 1.15, 2.0})
    for (const double committed : {0.4, 1.0})
      expect_no_free_lunch({.committed = committed, .goods_markup = markup, .several_areas = true});
}

// The power twin: expertise as 1 - prod(1 - e) over members, once refuted as a built-in bonus, in place of the world's own.
TEST(NoFreeLunch, NoisyOrExpertiseWouldBeABonusAndIsSeen) {
  const Setting setting;
  const Parameters parameters = without_costs(setting);
  const double n = setting.members;
  const Outcome one = serve(clones(1, setting, parameters), parameters);
  World world = together(setting, parameters);
  for (double& expertise : world.organisations.expertise) expertise = 1.0 - std::pow(1.0 - expertise, n);
  const Outcome many = serve(world, parameters);
  EXPECT_GT(many.met, n * one.met * 1.05);
}

// And so are costs of coordination and clients served twice.
TEST(NoFreeLunch, CoordinationAndOverlapAreSeen) {
  const Setting setting;
  Parameters parameters = without_costs(setting);
  const Outcome free = serve(together(setting, parameters), parameters);
  parameters.agreement.shared_hours_per_pair = parameters.agreement.lead_hours_per_link = 1.0;
  EXPECT_LT(serve(together(setting, parameters), parameters).met, free.met * (1.0 - 1e-6));
}

}  // namespace
}  // namespace tessera
