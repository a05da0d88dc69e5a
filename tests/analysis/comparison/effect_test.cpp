// Effects against values worked out by hand.
#include "analysis/comparison/effect.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(EstimateEffect, ByHand) {
  const std::vector<double> base{1, 2, 3, 4}, other{2, 4, 3, 7};  // differences 1, 2, 0, 3: mean 1.5, variance 5/3
  const Effect effect = estimate_effect(base, other);
  const double half = 3.182446305 * std::sqrt(5.0 / 3.0 / 4.0);
  EXPECT_DOUBLE_EQ(effect.estimate, 1.5);
  EXPECT_NEAR(effect.lower, 1.5 - half, 1e-8);
  EXPECT_NEAR(effect.upper, 1.5 + half, 1e-8);
  EXPECT_DOUBLE_EQ(effect.baseline_mean, 2.5);
  EXPECT_DOUBLE_EQ(effect.spread, std::sqrt(5.0 / 3.0));
  EXPECT_DOUBLE_EQ(effect.standardised, 1.5 / std::sqrt(5.0 / 3.0));
  const double x = 1.5 / std::sqrt(5.0 / 12.0) / std::sqrt(3.0);  // t over the root of its 3 degrees
  EXPECT_NEAR(effect.p, 1.0 - 2.0 / std::numbers::pi * (std::atan(x) + x / (1.0 + x * x)), 1e-12);
  EXPECT_EQ(effect.pairs, 4);
}

TEST(EstimateEffect, LeavesOutPairsWithAMissingValue) {
  const Effect effect = estimate_effect(std::vector<double>{1, nan, 3, 4}, std::vector<double>{2, 2, nan, 6});
  EXPECT_DOUBLE_EQ(effect.estimate, 1.5);
  EXPECT_EQ(effect.pairs, 2);
  EXPECT_EQ(effect.missing, 2);
  EXPECT_DOUBLE_EQ(effect.baseline_mean, 2.5);
}

TEST(EstimateEffect, WithoutVariation) {
  const std::vector<double> same{1, 2, 3}, constant{0, 0, 0}, shifted{2, 2, 2};
  const Effect none = estimate_effect(same, same);
  EXPECT_EQ(none.estimate, 0.0);
  EXPECT_EQ(none.lower, 0.0);
  EXPECT_EQ(none.upper, 0.0);
  EXPECT_EQ(none.standardised, 0.0);
  EXPECT_EQ(none.p, 1.0);
  const Effect from_nothing = estimate_effect(constant, same);
  EXPECT_EQ(from_nothing.spread, 1.0) << "of the treatment, as the baseline does not vary";
  const Effect certain = estimate_effect(constant, shifted);
  EXPECT_EQ(certain.standardised, infinity);
  EXPECT_EQ(certain.p, 0.0);
  EXPECT_EQ(estimate_effect(std::vector<double>{1}, std::vector<double>{2}).pairs, 1);
}

TEST(AdjustFamily, ThoseNotRunCountAsOne) {
  Effect one{.p = 0.01}, two{.p = 0.02};
  adjust_family({&one, &two}, 0);
  EXPECT_DOUBLE_EQ(one.p_holm, 0.02);
  EXPECT_DOUBLE_EQ(two.p_holm, 0.02);
  adjust_family({&one, &two}, 8);
  EXPECT_DOUBLE_EQ(one.p_holm, 0.1);
  EXPECT_DOUBLE_EQ(two.p_holm, 0.18);
  EXPECT_DOUBLE_EQ(one.q, 0.1);
}

}  // namespace
}  // namespace tessera
