#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfTrust, AreMeansOverDirections) {
  World world = tiny_world();
  world.partnerships = {};
  const std::uint32_t strong = add_tie(world, 0, 1, Level::formal), weak = add_tie(world, 1, 2, Level::contact);
  add_partnership(world, {0, 1}, 10, 12);  // signed 48 months ago
  world.ties.common[strong] = 1;
  world.ties.good_ab[strong] = 8.0;  // (4 + 8) / 16 = 0.75
  world.ties.good_ba[strong] = 8.0;
  world.ties.good_ab[weak] = 8.0;    // 0.75
  world.ties.bad_ba[weak] = 8.0;     // 4 / 16 = 0.25
  Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "trust"), (0.75 + 0.75 + 0.75 + 0.25) / 4.0);
  EXPECT_DOUBLE_EQ(one(values, "trust_in_partnerships"), 0.75);
  EXPECT_DOUBLE_EQ(one(values, "trust_in_lasting_partnerships"), 0.75);
  EXPECT_DOUBLE_EQ(one(values, "trust_density"), 3.0 / 6.0);
  EXPECT_DOUBLE_EQ(one(values, "trusted_others"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "trust_reciprocity"), 2.0 / 3.0);

  world.partnerships.signed_month[0] = 36;  // 24 months ago is not yet longer than two years
  values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "trust_in_partnerships"), 0.75);
  EXPECT_TRUE(std::isnan(one(values, "trust_in_lasting_partnerships")));

  world.organisations.active[1] = 0;  // its ties are memories
  EXPECT_TRUE(std::isnan(one(measure(world), "trust")));
}

}  // namespace
}  // namespace tessera
