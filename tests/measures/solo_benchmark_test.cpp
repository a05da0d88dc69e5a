#include "measures/solo_benchmark.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "mechanisms/delivery.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double of(const SoloBenchmark& benchmark, Cause cause) { return benchmark.added[static_cast<std::size_t>(cause)]; }

void serve(World& world, const Parameters& parameters) {
  deliver_services(world.need, world.organisations, world.partnerships, world.community, world.geography,
                   world.memberships, world.support, test::technology_of(parameters), parameters.delivery);
}

SoloBenchmark benchmark_of(World world, const Parameters& parameters) {
  const SoloChain chain = try_solo(world, test::technology_of(parameters), parameters);
  serve(world, parameters);
  return compare_with_solo(chain, sum(world.need.met));
}

// One partnership of clones at one place who give half of what they have, at no cost and with perfect referral.
Parameters without_costs() {
  Parameters p = standard_parameters();
  p.agreement.shared_hours_per_pair = p.agreement.lead_hours_per_link = p.agreement.administration_usd =
      p.agreement.administration_hours_per_member = 0.0;
  p.delivery.referral_hours_per_member = p.delivery.overlap = 0.0;
  return p;
}

World clones(const Parameters& parameters, std::uint32_t count = 4) {
  World world = test::make_chain_world(
      {.organisations = count, .districts = 1, .active = 1, .forming = 0, .members = count}, parameters);
  Organisations& all = world.organisations;
  const std::size_t areas = world.community.areas;
  const auto repeat = [&](std::vector<double>& values) {
    const std::size_t width = values.size() / count;
    for (std::size_t i = 1; i < count; ++i)
      std::copy_n(values.begin(), width, values.begin() + static_cast<std::ptrdiff_t>(i * width));
  };
  for (auto* values : {&all.available, &all.mission, &all.perceived, &all.expertise, &all.access}) repeat(*values);
  std::fill(all.reach_weight.begin(), all.reach_weight.end(), 1.0);
  std::fill(all.overhead_hours.begin(), all.overhead_hours.end(), 0.0);
  std::copy_n(all.mission.begin(), areas, world.partnerships.purpose.begin());
  for (std::size_t k = 0; k < world.memberships.given.size(); ++k) world.memberships.given[k] = 0.5 * all.available[k];
  for (double& wanted : world.need.wanted) wanted *= 100.0;
  rebuild_geography(world);
  return world;
}

// In the order of the benchmark and in others, so that nothing of one setting is left in the next.
TEST(SoloBenchmark, SettingsTriedOneAfterTheOtherMeetWhatEachMeetsAlone) {
  const Parameters parameters = standard_parameters();
  const Technology technology = test::technology_of(parameters);
  const World world = test::make_chain_world({.active = 20, .members = 4}, parameters);
  const auto met_alone = [&](const Channels& channels) {
    World copy = world;
    deliver_services(copy.need, copy.organisations, copy.partnerships, copy.community, copy.geography, copy.memberships,
                     copy.support, technology, parameters.delivery, channels);
    return sum(copy.need.met);
  };
  std::vector<Channels> settings{{false, false, false, false, false}, {true, false, false, false, false},
                                 {true, true, false, false, false},   {true, true, true, false, false},
                                 {true, true, true, true, false},     {true, false, false, true, true},
                                 {false, false, false, false, false}, {true, true, false, true, true}};
  for (int order = 0; order < 2; ++order, std::reverse(settings.begin(), settings.end())) {
    World tried = world;
    const std::vector<double> met =
        try_channels(tried.need, tried.organisations, tried.partnerships, tried.community, tried.geography,
                     tried.memberships, tried.support, technology, parameters.delivery, settings);
    ASSERT_EQ(met.size(), settings.size());
    for (std::size_t k = 0; k < settings.size(); ++k) EXPECT_EQ(met[k], met_alone(settings[k])) << order << " " << k;
    EXPECT_NE(met[0], met[2]);
  }
}

TEST(SoloBenchmark, EndsAtTheMonthItselfAndCausesSumToTheDifference) {
  for (const double overlap : {0.0, 0.5, 1.0}) {
    Parameters parameters = standard_parameters();
    parameters.delivery.overlap = overlap;
    World world = test::make_chain_world({.active = 20, .members = 4}, parameters);
    for (double& wanted : world.need.wanted) wanted *= 0.3;
    const SoloBenchmark benchmark = benchmark_of(world, parameters);
    serve(world, parameters);
    EXPECT_EQ(benchmark.joint, sum(world.need.met));  // bit for bit
    EXPECT_EQ(benchmark.wanted, sum(world.need.wanted));
    const double added = std::accumulate(benchmark.added.begin(), benchmark.added.end(), 0.0);
    EXPECT_NEAR(added, benchmark.joint - benchmark.solo, 1e-12 * benchmark.joint);
    EXPECT_EQ(benchmark.joint != benchmark.solo, overlap > 0.0);  // with perfect referral all need is met either way
  }
}

TEST(SoloBenchmark, SoloIsAWorldThatHasNoPartnerships) {
  const Parameters parameters = standard_parameters();
  const SoloBenchmark benchmark = benchmark_of(test::make_chain_world({.active = 20}, parameters), parameters);
  World alone = test::make_chain_world({.active = 0, .forming = 0}, parameters);
  std::fill(alone.organisations.overhead_hours.begin(), alone.organisations.overhead_hours.end(), 0.0);
  serve(alone, parameters);
  EXPECT_EQ(benchmark.solo, sum(alone.need.met));
}

TEST(SoloBenchmark, ClonesGainNothing) {
  const Parameters parameters = without_costs();
  const SoloBenchmark benchmark = benchmark_of(clones(parameters), parameters);
  ASSERT_GT(benchmark.solo, 1.0);
  for (const double added : benchmark.added) EXPECT_NEAR(added, 0.0, 1e-12 * benchmark.solo);
}

// The twins: each makes the clones differ in one way, or joint work cost something, and only that cause is credited.
TEST(SoloBenchmark, EveryCauseIsSeenWhereItIsAtWork) {
  const auto expect_only = [](const World& world, const Parameters& parameters, Cause cause, int sign) {
    const SoloBenchmark benchmark = benchmark_of(world, parameters);
    for (std::size_t k = 0; k < causes; ++k) {
      const double share = benchmark.added[k] / benchmark.solo;
      if (k == static_cast<std::size_t>(cause))
        EXPECT_GT(sign * share, 1e-3) << cause_names[k];
      else
        EXPECT_NEAR(share, 0.0, 1e-12) << cause_names[k] << " beside " << cause_names[static_cast<std::size_t>(cause)];
    }
  };
  Parameters parameters = without_costs();
  parameters.delivery.goods_markup = parameters.delivery.space_markup = 1000.0;
  const std::size_t each = standard_parameters().areas.size() * competences;

  World world = clones(parameters);  // two have the hours, two have everything else
  for (std::size_t k = 0; k < world.memberships.given.size(); ++k) {
    const bool has = (k / resources % 2 == 0) == (k % resources == hours);
    world.organisations.available[k] *= has ? 2.0 : 0.02;
    world.memberships.given[k] = 0.5 * world.organisations.available[k];
  }
  EXPECT_GT(of(benchmark_of(world, parameters), Cause::pooling), 0.0);

  world = clones(parameters);  // each knows one competence
  for (std::size_t k = 0; k < world.organisations.expertise.size(); ++k)
    world.organisations.expertise[k] = k % competences == k / each ? 0.8 : 0.0;
  expect_only(world, parameters, Cause::expertise, 1);

  Parameters overlapping = parameters;
  overlapping.delivery.overlap = 1.0;
  world = clones(parameters);
  for (double& wanted : world.need.wanted) wanted *= 0.02;  // so that clients are served twice
  EXPECT_GT(of(benchmark_of(world, overlapping), Cause::duplication), 0.0);
  EXPECT_NEAR(of(benchmark_of(world, overlapping), Cause::expertise), 0.0, 1e-9);

  Parameters costly = parameters;
  costly.delivery.referral_hours_per_member = 5.0;
  expect_only(clones(parameters), costly, Cause::coordination, -1);
  world = clones(parameters);
  std::fill(world.organisations.overhead_hours.begin(), world.organisations.overhead_hours.end(), 10.0);
  expect_only(world, parameters, Cause::coordination, -1);
}

// One finds few clients, the other many: jointly, work goes to where the clients are.
TEST(SoloBenchmark, AccessIsToReachThePartnersClients) {
  const Parameters parameters = without_costs();
  World world = clones(parameters, 2);
  const std::size_t groups = world.community.groups;
  std::fill_n(world.organisations.access.begin(), groups, 1e-4);
  const SoloBenchmark benchmark = benchmark_of(world, parameters);
  EXPECT_GT(of(benchmark, Cause::access), 1e-3 * benchmark.solo);
}

TEST(SoloBenchmark, DeliveryAfterItIsWhatItWouldHaveBeen) {
  const Parameters parameters = standard_parameters();
  World untouched = test::make_chain_world({.active = 20}, parameters);
  World world = untouched;
  try_solo(world, test::technology_of(parameters), parameters);
  serve(untouched, parameters);
  serve(world, parameters);
  EXPECT_EQ(state_hash(world), state_hash(untouched));
}

// In a run members leave, purposes move and organisations close after delivery; the benchmark is of the month all the same.
TEST(SoloBenchmark, OfATownAddsUpToTheCoverageOfTheMonth) {
  const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", {"run.months=24"});
  const MeasurePlan plan = plan_measures({"coverage", "solo_coverage", "partnership_gain*"}, scenario.parameters, 12);
  Replicate replicate = found_replicate(scenario, plan, 0, nullptr);
  while (replicate.world.month < 24) advance_replicate(replicate, scenario, plan);
  for (const std::size_t month : {12U, 24U}) {
    const double* row = &replicate.rows[month * plan.width];
    EXPECT_NEAR(row[0], row[1] + 0.01 * row[2], 1e-12);
    EXPECT_NEAR(row[2], std::accumulate(row + 3, row + 3 + causes, 0.0), 1e-9);
    EXPECT_NE(row[2], 0.0);
  }
  ASSERT_TRUE(replicate.solo_chain.has_value());
  EXPECT_EQ(replicate.solo_chain->wanted, sum(replicate.world.need.wanted));
}

// Whether it is measured or not changes no bit of the world.
TEST(SoloBenchmark, MeasuringItChangesNothing) {
  const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", {"run.months=13"});
  const auto hash_with = [&](const std::vector<std::string>& measures) {
    const MeasurePlan plan = plan_measures(measures, scenario.parameters, 12);
    Replicate replicate = found_replicate(scenario, plan, 0, nullptr);
    while (replicate.world.month < 13) advance_replicate(replicate, scenario, plan);
    return state_hash(replicate.world);
  };
  EXPECT_EQ(hash_with({"coverage"}), hash_with({"coverage", "partnership_gain"}));
}

}  // namespace
}  // namespace tessera
