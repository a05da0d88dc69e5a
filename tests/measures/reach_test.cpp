#include <gtest/gtest.h>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfReach, ByHand) {
  World world = tiny_world();
  const Community& c = world.community;  // residents: 100, 50 in the first district, 200, 100 in the second
  const auto serve = [&](std::uint32_t area, std::uint32_t district, std::uint32_t group, double wanted, double met) {
    world.need.wanted[c.cell(area, district, group)] = wanted;
    world.need.met[c.cell(area, district, group)] = met;
  };
  serve(0, 0, 0, 40.0, 20.0);
  serve(1, 0, 0, 20.0, 10.0);
  serve(0, 0, 1, 40.0, 10.0);
  serve(1, 1, 1, 20.0, 5.0);
  const Values values = measure(world);
  const double reached = 100.0 * (1.0 - 0.8 * 0.9) + 10.0 + 5.0;
  EXPECT_DOUBLE_EQ(one(values, "persons_reached"), reached);
  EXPECT_DOUBLE_EQ(one(values, "reached_share"), reached / 450.0);
  EXPECT_DOUBLE_EQ(one(values, "services_per_resident"), 100.0 * 2.0 / 450.0);
  // Half of the need is that of either group; covered by 1/2 and by 1/4.
  EXPECT_DOUBLE_EQ(one(values, "coverage_least_group"), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "coverage_gini"), 0.25 * 0.25 / 0.375);
}

TEST(MeasuresOfReach, GroupsServedAlikeHaveNoInequality) {
  World world = tiny_world();
  world.need.wanted.assign(8, 10.0);
  world.need.met.assign(8, 4.0);
  EXPECT_DOUBLE_EQ(one(measure(world), "coverage_gini"), 0.0);
  EXPECT_DOUBLE_EQ(one(measure(world), "coverage_least_group"), 0.4);
}

}  // namespace
}  // namespace tessera
