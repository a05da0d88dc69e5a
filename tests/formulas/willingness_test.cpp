#include "formulas/willingness.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

TEST(Willingness, ByHandAndWithinItsBounds) {
  EXPECT_DOUBLE_EQ(willingness(0.5, 0.8, 0.25, 0.2, 2.0), 0.4 + 0.25 * 0.6 - 0.1);
  EXPECT_EQ(willingness(1.0, 1.0, 1.0, 0.0, 2.0), 1.0);
  EXPECT_EQ(willingness(0.0, 0.8, 0.0, 0.5, 10.0), 0.0);
}

TEST(Willingness, BeliefsThatFollowGivingSettleAtTheFixedPoint) {
  for (const double accountability : {0.0, 0.1, 0.3, 0.6})
    for (const double temptation : {0.0, 0.1, 0.2}) {
      double belief = 0.6;
      for (int month = 0; month < 5000; ++month)
        belief += 0.2 * (willingness(belief, 0.9, accountability, temptation, 4.0) - belief);
      EXPECT_NEAR(willingness_fixed_point(0.9, accountability, temptation, 4.0), belief, 1e-9)
          << accountability << " " << temptation;
    }
}

TEST(Willingness, LargerGroupsTemptMoreAndAccountabilityHelps) {
  EXPECT_GT(willingness_fixed_point(0.9, 0.3, 0.15, 2.0), willingness_fixed_point(0.9, 0.3, 0.15, 10.0));
  EXPECT_GT(willingness_fixed_point(0.9, 0.4, 0.15, 5.0), willingness_fixed_point(0.9, 0.3, 0.15, 5.0));
}

}  // namespace
}  // namespace tessera
