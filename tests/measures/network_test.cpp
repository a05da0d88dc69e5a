#include <gtest/gtest.h>

#include <algorithm>
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

TEST(MeasuresOfNetwork, AStarIsCentralAndSkewedAndARingIsNot) {
  World star = tiny_world(6), ring = tiny_world(6);
  for (std::uint32_t i = 0; i < 6; ++i) {
    if (i > 0) add_tie(star, 0, i, Level::formal);
    add_tie(ring, std::min(i, (i + 1) % 6), std::max(i, (i + 1) % 6), Level::formal);
  }
  const auto formal = index(Level::formal);
  EXPECT_DOUBLE_EQ(at(measure(star), "centralisation_by_level", formal), 1.0);
  EXPECT_DOUBLE_EQ(at(measure(ring), "centralisation_by_level", formal), 0.0);
  EXPECT_TRUE(std::isnan(at(measure(ring), "degree_skew_by_level", formal)));
  // degrees 5 1 1 1 1 1: one of six is the outlier, skewness (1 - 2/6) / sqrt(5/36)
  EXPECT_NEAR(at(measure(star), "degree_skew_by_level", formal), (1.0 - 2.0 / 6.0) / std::sqrt(5.0 / 36.0), 1e-12);
}

TEST(MeasuresOfNetwork, HomophilyIsAgainstChance) {
  World world = tiny_world(6);  // sectors 0 1 2 0 1 2: 3 of 15 pairs lie within one
  add_tie(world, 0, 3, Level::formal);
  add_tie(world, 0, 1, Level::formal);
  add_tie(world, 1, 4, Level::informal);  // not formal
  EXPECT_DOUBLE_EQ(one(measure(world), "sector_homophily"), 0.5 / (3.0 / 15.0));
}

}  // namespace
}  // namespace tessera
