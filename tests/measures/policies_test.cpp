#include <gtest/gtest.h>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfPolicies, ByHand) {
  World world = tiny_world();
  world.economy = 0.8;
  world.community.public_spending_usd.assign(levers, 0.0);
  world.community.public_spending_usd[index(Lever::collaboration_tools)] = 30.0;
  world.community.public_spending_usd[index(Lever::operating_grants)] = 12.0;
  world.community.public_spending_total_usd.assign(levers, 100.0);
  const Values values = measure(world);
  EXPECT_EQ(one(values, "public_spending"), 42.0);
  EXPECT_EQ(at(values, "public_spending_by_lever", index(Lever::collaboration_tools)), 30.0);
  EXPECT_EQ(at(values, "public_spending_by_lever", index(Lever::mediation)), 0.0);
  EXPECT_EQ(one(values, "public_spending_total"), 100.0 * levers);
  EXPECT_EQ(one(values, "economy"), 0.8);
}

}  // namespace
}  // namespace tessera
