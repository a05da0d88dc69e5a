#include "formulas/closure.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(ClosureFormula, ByHand) {
  const ClosureLaw law{.per_year = 0.012, .size_exponent = -0.5, .age_exponent = -1.0, .reference_revenue_usd = 100.0};
  EXPECT_NEAR(closure_hazard_per_month(law, 100.0, 20.0), 0.001, 1e-15);
  EXPECT_NEAR(closure_hazard_per_month(law, 400.0, 20.0), 0.0005, 1e-15);
  EXPECT_NEAR(closure_hazard_per_month(law, 100.0, 6.0), 0.003, 1e-15);
  EXPECT_NEAR(closure_hazard_per_month(law, 0.0, -3.0), 0.001 * 10.0 * 21.0, 1e-12);  // counts as 1 usd and age 0
}

TEST(ClosureFormula, ExponentsOfZeroLeaveTheRate) {
  EXPECT_NEAR(closure_hazard_per_month({0.06, 0.0, 0.0, 100.0}, 5e6, 3.0), 0.005, 1e-15);
  EXPECT_EQ(closure_hazard_per_month({0.0, -0.5, -0.5, 100.0}, 1.0, 0.0), 0.0);
}

}  // namespace
}  // namespace tessera
