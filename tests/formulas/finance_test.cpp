#include "formulas/finance.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(FinanceFormula, NoiseFallsWithSize) {
  EXPECT_NEAR(income_noise_sd(0.33, -0.5, 400.0, 100.0), 0.165, 1e-15);
  EXPECT_EQ(income_noise_sd(0.33, 0.0, 0.0, 100.0), 0.33);
  EXPECT_NEAR(income_noise_sd(0.1, -0.5, 0.0, 100.0), 1.0, 1e-12);  // revenue below 1 usd counts as 1
}

TEST(FinanceFormula, NoiseKeepsItsStationaryVariance) {
  const double persistence = 0.9, sd = 0.4;
  const double innovation = next_income_noise(0.0, persistence, sd, 1.0);
  EXPECT_NEAR(persistence * persistence * sd * sd + innovation * innovation, sd * sd, 1e-15);
  EXPECT_NEAR(income_factor(0.5 * sd * sd, sd), 1.0, 1e-15);
}

TEST(FinanceFormula, StandingIsBoundedAndNeedsPeers) {
  EXPECT_NEAR(standing_factor(0.4, 0.1, 0.25), std::sqrt(2.0), 1e-14);
  EXPECT_EQ(standing_factor(0.4, 0.1, 2.0), 2.0);
  EXPECT_EQ(standing_factor(0.0, 0.1, 0.3), 0.5);
  EXPECT_EQ(standing_factor(0.4, 0.0, 0.3), 1.0);
  EXPECT_EQ(standing_factor(0.4, 0.1, 0.0), 1.0);
}

TEST(FinanceFormula, DesiredCostsFollowReserves) {
  EXPECT_EQ(desired_costs(1000.0, 6.0, 6.0, 36.0), 1000.0);
  EXPECT_NEAR(desired_costs(1000.0, 9.6, 6.0, 36.0), 1100.0, 1e-9);
  EXPECT_NEAR(desired_costs(1000.0, 1000.0, 6.0, 36.0), 1400.0, 1e-9);
  EXPECT_NEAR(desired_costs(1000.0, -1000.0, 6.0, 36.0), 600.0, 1e-9);
}

TEST(FinanceFormula, CostsAreSplitWithoutRest) {
  const CostSplit split = split_costs(1000.0, 0.8, 0.5, 0.25, 10.0);
  EXPECT_NEAR(split.wages, 400.0, 1e-12);
  EXPECT_NEAR(split.service_money, 300.0, 1e-12);
  EXPECT_NEAR(split.core, 290.0, 1e-12);
  EXPECT_EQ(split_costs(10.0, 1.0, 1.0, 0.0, 100.0).core, 0.0);  // volunteers cost more than there is: never below 0
}

}  // namespace
}  // namespace tessera
