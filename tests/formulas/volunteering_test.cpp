#include "formulas/volunteering.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

const AttractionWeights weights{.invitation_exponent = 0.5, .standing_weight = 2.0, .fit_weight = 0.5};

TEST(VolunteeringFormula, AttractionByHand) {
  // 2 * 0.5 * (1 + 0.5 * 0.2) * sqrt(9) * (0.5 * 0.8)^2 = 0.528
  EXPECT_NEAR(volunteer_attraction({2.0, 8.0, 0.5, 0.8, 0.2, 0.5}, weights), 0.528, 1e-15);
}

TEST(VolunteeringFormula, NobodyIsDrawnToTheUnknownOrTheMisfit) {
  EXPECT_EQ(volunteer_attraction({2.0, 8.0, 0.5, 0.0, 0.2, 0.5}, weights), 0.0);
  EXPECT_EQ(volunteer_attraction({2.0, 8.0, 0.5, 0.8, -1.0, 0.5}, {.fit_weight = 5.0}), 0.0);
}

TEST(VolunteeringFormula, WeightsOfZeroLeavePullAndReach) {
  EXPECT_EQ(volunteer_attraction({3.0, 80.0, 0.1, 0.2, 0.9, 0.5}, {0.0, 0.0, 0.0}), 1.5);
}

TEST(VolunteeringFormula, QuitChance) {
  EXPECT_NEAR(quit_chance(0.06, 2.0, 0.0), 0.06, 1e-15);
  EXPECT_EQ(quit_chance(0.0, 2.0, -1.0), 0.0);
  EXPECT_EQ(quit_chance(1.0, 2.0, 1.0), 1.0);
  EXPECT_NEAR(quit_chance(0.5, 2.0, 0.5), 1.0 / (1.0 + std::exp(1.0)), 1e-15);
  EXPECT_LT(quit_chance(0.06, 2.0, 0.2), 0.06);
}

}  // namespace
}  // namespace tessera
