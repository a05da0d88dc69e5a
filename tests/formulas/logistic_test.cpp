#include "formulas/logistic.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Logistic, ByHandAndInverse) {
  EXPECT_DOUBLE_EQ(logistic(0.0), 0.5);
  EXPECT_NEAR(logistic(std::log(3.0)), 0.75, 1e-15);
  for (const double x : {-30.0, -2.0, 0.3, 5.0}) EXPECT_NEAR(logit(logistic(x)), x, 1e-9);
  EXPECT_EQ(logistic(-1000.0), 0.0);
  EXPECT_EQ(logistic(1000.0), 1.0);
}

TEST(Logistic, SharesAreClampedAndHazardsBecomeChances) {
  EXPECT_EQ(clamp_share(-0.1), 0.0);
  EXPECT_EQ(clamp_share(0.3), 0.3);
  EXPECT_EQ(clamp_share(1.1), 1.0);
  EXPECT_EQ(chance_of_hazard(0.0), 0.0);
  EXPECT_NEAR(chance_of_hazard(1e-12), 1e-12, 1e-24);
  EXPECT_DOUBLE_EQ(chance_of_hazard(std::log(2.0)), 0.5);
}

}  // namespace
}  // namespace tessera
