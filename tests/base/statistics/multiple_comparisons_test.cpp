// Holm and Benjamini-Hochberg against values worked out by hand.
#include "base/statistics/multiple_comparisons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/statistics/intervals.hpp"

namespace tessera {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

auto near(double value) { return DoubleNear(value, 1e-12); }

TEST(MultipleComparisons, HolmByHand) {
  // Sorted: 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04 -> 0.06 by the running maximum.
  const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
  EXPECT_THAT(holm_adjusted(p), ElementsAre(near(0.03), near(0.06), near(0.06), near(0.02)));
}

TEST(MultipleComparisons, BenjaminiHochbergByHand) {
  // Sorted: 0.005, 0.01, 0.03, 0.04 times 4/1, 4/2, 4/3, 4/4 = 0.02, 0.02, 0.04, 0.04.
  const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
  EXPECT_THAT(benjamini_hochberg(p), ElementsAre(near(0.02), near(0.04), near(0.04), near(0.02)));
  const std::vector<double> close{0.02, 0.021, 0.9};  // 0.06 and 0.0315: the second pulls the first down
  EXPECT_THAT(benjamini_hochberg(close), ElementsAre(near(0.0315), near(0.0315), near(0.9)));
}

TEST(MultipleComparisons, LimitsAndMissingValues) {
  EXPECT_TRUE(holm_adjusted({}).empty());
  EXPECT_THAT(holm_adjusted(std::vector<double>{0.2}), ElementsAre(0.2));
  EXPECT_THAT(holm_adjusted(std::vector<double>{0.6, 0.7}), ElementsAre(1.0, 1.0));
  const auto with_gap = holm_adjusted(std::vector<double>{0.02, nan, 0.5});
  EXPECT_EQ(with_gap[0], 0.04) << "a value that is none does not count";
  EXPECT_TRUE(std::isnan(with_gap[1]));
  const auto q = benjamini_hochberg(std::vector<double>{nan, 0.02});
  EXPECT_TRUE(std::isnan(q[0]));
  EXPECT_EQ(q[1], 0.02);
}

TEST(MultipleComparisons, PValueOfStudentsT) {
  EXPECT_NEAR(t_p_value(2.776445105, 4.0), 0.05, 1e-9);  // tables: 2.776 for 4 degrees at 5 % two-sided
  EXPECT_EQ(t_p_value(-2.0, 7.0), t_p_value(2.0, 7.0));
  EXPECT_EQ(t_p_value(0.0, 3.0), 1.0);
  EXPECT_EQ(t_p_value(std::numeric_limits<double>::infinity(), 3.0), 0.0);
  EXPECT_TRUE(std::isnan(t_p_value(nan, 3.0)));
}

}  // namespace
}  // namespace tessera
