#include "mechanisms/needs.hpp"

#include <gtest/gtest.h>

#include "formulas/need.hpp"
#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;

const Parameters standard = standard_parameters();

test::Mechanic needs_of_month(const Parameters& parameters, std::uint16_t month) {
  return [&parameters, month](World& world) {
    arise_needs(world.need, world.community, world.conditions, parameters.needs, parameters.areas,
                Draws(1, 0, month).of(Mechanism::needs));
  };
}

TEST(Needs, SeasonByHand) {
  EXPECT_NEAR(season_factor(0.3, 1.0, 1.0), 1.3, 1e-15);
  EXPECT_NEAR(season_factor(0.3, 1.0, 7.0), 0.7, 1e-15);
  EXPECT_NEAR(season_factor(0.3, 1.0, 13.0), 1.3, 1e-14);
  double year = 0.0;
  for (int month = 1; month <= 12; ++month) year += season_factor(0.4, 3.0, month);
  EXPECT_NEAR(year, 12.0, 1e-13);
}

TEST(Needs, WritesFreshAndWantedOnly) {
  const World world = test::make_small_world({}, standard);
  EXPECT_EQ(test::changed_fields(world, after(world, needs_of_month(standard, 1))),
            (std::set<std::string>{"need.fresh", "need.wanted"}));
}

TEST(Needs, UnmetNeedPersistsAndOverfulfilmentDoesNotReturn) {
  Parameters parameters = standard;
  parameters.needs.incidence_scale = 0.0;
  World world = test::make_small_world({}, parameters);
  world.need.met[0] = world.need.wanted[0] - 10.0;
  world.need.met[1] = world.need.wanted[1] + 1e-9;
  const World next = after(world, needs_of_month(parameters, 1));
  EXPECT_NEAR(next.need.wanted[0], parameters.areas[0].persistence * 10.0, 1e-9);
  EXPECT_EQ(next.need.wanted[1], 0.0);
}

TEST(Needs, NothingArisesAtRateZero) {
  Parameters parameters = standard;
  parameters.needs.incidence_scale = 0.0;
  for (AreaTraits& area : parameters.areas) area.persistence = 1.0;
  World world = test::make_small_world({}, parameters);
  std::fill(world.need.met.begin(), world.need.met.end(), 0.0);
  EXPECT_EQ(test::changed_fields(world, after(world, needs_of_month(parameters, 1))), std::set<std::string>{});
}

TEST(Needs, SameForAnyNumberOfThreads) {
  const World world = test::make_small_world({.districts = 80, .organisations = 10}, standard);
  EXPECT_EQ(test::difference_between_threads(world, needs_of_month(standard, 3)), "");
}

TEST(Needs, AFurtherDistrictMovesNoOther) {
  const World world = test::make_small_world({}, standard);
  World larger = world;
  test::add_empty_district(larger);
  const World one = after(world, needs_of_month(standard, 1)), other = after(larger, needs_of_month(standard, 1));
  for (std::uint32_t a = 0; a < one.community.areas; ++a)
    for (std::uint32_t d = 0; d < one.community.districts; ++d)
      for (std::uint32_t g = 0; g < one.community.groups; ++g)
        EXPECT_EQ(one.need.wanted[one.community.cell(a, d, g)], other.need.wanted[other.community.cell(a, d, g)]);
}

// Closed form: with a constant share c met, wanted is an AR(1) of coefficient rho = persistence (1 - c) with Poisson
// innovations: mean lambda / (1 - rho), variance lambda / (1 - rho^2). Cells are independent.
struct Stationary {
  std::vector<double> wanted;
  double lambda, rho;
};

Stationary settled_needs() {
  Parameters parameters = standard;
  parameters.groups.resize(1);
  parameters.areas.resize(1);
  parameters.areas[0].incidence = {0.05};
  parameters.areas[0].persistence = 0.6;
  parameters.areas[0].season_amplitude = 0.0;
  parameters.needs.incidence_scale = 1.0;
  World world;
  world.community.districts = 20000;
  world.community.groups = world.community.areas = 1;
  world.community.residents.assign(20000, 100);
  for (auto* values : {&world.need.fresh, &world.need.wanted, &world.need.met}) values->assign(20000, 0.0);
  const double share_met = 0.25;
  for (std::uint16_t month = 1; month <= 40; ++month) {
    arise_needs(world.need, world.community, world.conditions, parameters.needs, parameters.areas, Draws(5, 0, month).of(Mechanism::needs));
    for (std::size_t cell = 0; cell < 20000; ++cell) world.need.met[cell] = share_met * world.need.wanted[cell];
  }
  return {world.need.wanted, 5.0, 0.6 * 0.75};
}

TEST(Needs, StationaryMeanAndVariance) {
  const Stationary settled = settled_needs();
  const double mean = stationary_need(settled.lambda, 0.6, 0.25);
  EXPECT_NEAR(mean, settled.lambda / (1.0 - settled.rho), 1e-12);
  const double variance = settled.lambda / (1.0 - settled.rho * settled.rho);
  EXPECT_FALSE(check_mean(settled.wanted, mean).rejects) << check_mean(settled.wanted, mean);
  EXPECT_TRUE(check_mean(settled.wanted, mean * 1.02).rejects);  // power twin: 2 % off
  EXPECT_FALSE(check_variance(settled.wanted, variance).rejects) << check_variance(settled.wanted, variance);
  EXPECT_TRUE(check_variance(settled.wanted, settled.lambda).rejects);  // power twin: without persistence
}

TEST(Needs, ShocksScaleTheMeanOfTheirCells) {
  World world = test::make_small_world({}, standard);
  const World plain = after(world, needs_of_month(standard, 1));
  world.conditions.need_factor.assign(world.community.cells(), 1.0);
  EXPECT_EQ(test::changed_fields(plain, after(world, needs_of_month(standard, 1))), std::set<std::string>{});
  const std::size_t none = world.community.cell(1, 2, 0);
  world.conditions.need_factor[none] = 0.0;
  const World next = after(world, needs_of_month(standard, 1));
  for (std::size_t cell = 0; cell < world.community.cells(); ++cell)
    EXPECT_EQ(next.need.fresh[cell], cell == none ? 0.0 : plain.need.fresh[cell]) << cell;
}

}  // namespace
}  // namespace tessera
