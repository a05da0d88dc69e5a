#include "base/statistics/survival.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

TEST(Survival, IsTheShareAliveWithoutCensoring) {
  const std::vector<Life> lives{{1, true}, {2, true}, {2, true}, {5, true}};
  const SurvivalCurve curve = estimate_survival(lives);
  EXPECT_EQ(curve.duration, (std::vector<std::int32_t>{0, 1, 2, 5}));
  EXPECT_EQ(curve.at_risk, (std::vector<std::int64_t>{4, 4, 3, 1}));
  EXPECT_DOUBLE_EQ(curve.share[1], 0.75);
  EXPECT_DOUBLE_EQ(curve.share[2], 0.25);
  EXPECT_EQ(curve.share[3], 0.0);
  EXPECT_EQ(curve.lower[0], 1.0);
  EXPECT_EQ(curve.upper[3], 0.0);
}

// By hand: 3 watched, one leaves sight at 2, one ends at 2 with 3 at risk, the last ends at 4 alone.
TEST(Survival, CountsWhoIsLostFromSightInTheMonthItIsLost) {
  const SurvivalCurve curve = estimate_survival(std::vector<Life>{{2, false}, {2, true}, {4, false}});
  ASSERT_EQ(curve.duration, (std::vector<std::int32_t>{0, 2}));
  EXPECT_EQ(curve.at_risk[1], 3);
  EXPECT_DOUBLE_EQ(curve.share[1], 2.0 / 3.0);
  const double half = 1.959963984540054 * std::sqrt(1.0 / 6.0) / std::log(1.5);
  EXPECT_NEAR(curve.lower[1], std::pow(2.0 / 3.0, std::exp(half)), 1e-12);
  EXPECT_NEAR(curve.upper[1], std::pow(2.0 / 3.0, std::exp(-half)), 1e-12);
}

TEST(Survival, OfNothingIsEmpty) { EXPECT_TRUE(estimate_survival({}).share.empty()); }

TEST(Survival, HasAStepAtZeroForWhatEndsAtOnce) {
  const SurvivalCurve curve = estimate_survival(std::vector<Life>{{0, true}, {3, false}});
  ASSERT_EQ(curve.share.size(), 1U);
  EXPECT_EQ(curve.share[0], 0.5);
}

// Weeks in remission of 21 patients on 6-mercaptopurine (Freireich et al. 1963), with the estimates and the log(-log)
// intervals that Kleinbaum and Klein, "Survival Analysis", print from Stata.
TEST(Survival, FitsATextbook) {
  std::vector<Life> lives;
  for (const int week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) lives.push_back({week, true});
  for (const int week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) lives.push_back({week, false});
  const SurvivalCurve curve = estimate_survival(lives);
  EXPECT_EQ(curve.duration, (std::vector<std::int32_t>{0, 6, 7, 10, 13, 16, 22, 23}));
  EXPECT_EQ(curve.at_risk, (std::vector<std::int64_t>{21, 21, 17, 15, 12, 11, 7, 6}));
  const std::vector<double> share{1, 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482},
      lower{1, 0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881},
      upper{1, 0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801};
  for (std::size_t k = 0; k < share.size(); ++k) {
    EXPECT_NEAR(curve.share[k], share[k], 6e-5) << k;
    EXPECT_NEAR(curve.lower[k], lower[k], 6e-5) << k;
    EXPECT_NEAR(curve.upper[k], upper[k], 6e-5) << k;
  }
}

}  // namespace
}  // namespace tessera
