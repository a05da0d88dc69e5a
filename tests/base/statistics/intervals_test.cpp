#include "base/statistics/intervals.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/distributions.hpp"
#include "base/errors.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

TEST(Intervals, StudentsQuantilesFromTheTable) {
  EXPECT_NEAR(t_quantile(1, 0.95), 12.706, 5e-4);
  EXPECT_NEAR(t_quantile(4, 0.95), 2.776, 5e-4);
  EXPECT_NEAR(t_quantile(19, 0.99), 2.861, 5e-4);
  EXPECT_NEAR(t_quantile(1e6, 0.95), 1.960, 5e-4);
  EXPECT_THROW(t_quantile(0, 0.95), BrokenPromise);
}

TEST(Intervals, MeanByHand) {
  const Interval interval = mean_interval(std::vector<double>{-2, -1, 0, 1, 2});
  EXPECT_EQ(interval.estimate, 0.0);
  EXPECT_NEAR(interval.upper, 2.7764451 * std::sqrt(0.5), 1e-7);
  EXPECT_EQ(interval.lower, -interval.upper);
  EXPECT_EQ(interval.count, 5);
}

TEST(Intervals, MissingValuesAreLeftOutAndCounted) {
  const double missing = std::nan("");
  const Interval interval = mean_interval(std::vector<double>{1.0, missing, 3.0, missing});
  EXPECT_EQ(interval.estimate, 2.0);
  EXPECT_EQ(interval.count, 2);
  EXPECT_EQ(interval.missing, 2);
  const Interval one = mean_interval(std::vector<double>{1.0, missing});
  EXPECT_EQ(one.estimate, 1.0);
  EXPECT_TRUE(std::isnan(one.lower) && std::isnan(one.upper));
  EXPECT_TRUE(std::isnan(mean_interval(std::vector<double>{}).estimate));
}

TEST(Intervals, PairedDifferenceUsesThePairs) {
  const double missing = std::nan("");
  const std::vector<double> base{10, 200, 3000, missing, 5}, other{11, 202, 3003, 7, missing};
  const Interval difference = paired_difference(base, other);
  EXPECT_DOUBLE_EQ(difference.estimate, 2.0);
  EXPECT_NEAR(difference.upper, 2.0 + t_quantile(2, 0.95) / std::sqrt(3.0), 1e-9);
  EXPECT_EQ(difference.missing, 2);
  EXPECT_THROW(paired_difference(base, std::vector<double>{1.0}), BrokenPromise);
}

// Share of 20,000 intervals from samples of five that hold the truth.
std::int64_t intervals_that_hold(double confidence, bool as_if_normal) {
  std::int64_t held = 0;
  for (std::uint64_t k = 0; k < 20000; ++k) {
    Stream stream = Draws(20260, 0, 1).of(1).at(k);
    std::vector<double> sample(5);
    for (double& x : sample) x = 7.0 + 3.0 * normal(stream);
    Interval interval = mean_interval(sample, confidence);
    if (as_if_normal) {  // the mistake of taking 1.96 for few values
      const double shrink = 1.959964 / t_quantile(4, 0.95);
      interval.lower = interval.estimate - shrink * (interval.estimate - interval.lower);
      interval.upper = interval.estimate + shrink * (interval.upper - interval.estimate);
    }
    held += interval.lower <= 7.0 && 7.0 <= interval.upper;
  }
  return held;
}

TEST(Intervals, CoverTheTruthAsOftenAsTheySay) {
  for (const double confidence : {0.5, 0.95, 0.99}) {
    const auto check = check_proportion(intervals_that_hold(confidence, false), 20000, confidence);
    EXPECT_FALSE(check.rejects) << confidence << ": " << check;
  }
}

TEST(Intervals, TwinNormalIntervalsOfFiveValuesAreSeenToBeTooNarrow) {
  EXPECT_TRUE(check_proportion(intervals_that_hold(0.95, true), 20000, 0.95).rejects);
}

}  // namespace
}  // namespace tessera
