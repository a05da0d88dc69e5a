#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfNetwork, CountTiesAtTheirLevelAndBelow) {
  World world = tiny_world(4);
  add_tie(world, 0, 1, Level::formal);
  add_tie(world, 0, 2, Level::informal);
  add_tie(world, 1, 2, Level::none);
  const Values values = measure(world);
  const auto contact = index(Level::contact), formal = index(Level::formal), multiple = index(Level::formal_multiple);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", index(Level::none)), 1.5);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", contact), 1.0);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", formal), 0.5);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", multiple), 0.0);
  // degrees at contact: 2 1 1 0: mean 1, sd sqrt(0.5)
  EXPECT_DOUBLE_EQ(at(values, "degree_variation_by_level", contact), std::sqrt(0.5));
  EXPECT_TRUE(std::isnan(at(values, "degree_variation_by_level", multiple)));
  EXPECT_DOUBLE_EQ(at(values, "isolated_share_by_level", contact), 0.25);
  EXPECT_DOUBLE_EQ(at(values, "isolated_share_by_level", formal), 0.5);
  EXPECT_DOUBLE_EQ(at(values, "density_by_level", contact), 2.0 / 6.0);
  EXPECT_DOUBLE_EQ(one(values, "bridging_sectors"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "bridging_districts"), 0.5);  // 0 and 2 share a district
}

}  // namespace
}  // namespace tessera
