// Fieller's set by hand, in its bounded and its unbounded shapes, and how often it holds the true ratio.
#include "base/statistics/ratio.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/distributions.hpp"
#include "base/draws.hpp"
#include "base/errors.hpp"
#include "base/statistics/intervals.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

// The ends are the ratios at which mean(above) - r mean(below) is exactly t standard errors from 0.
double distance_in_errors(const std::vector<double>& above, const std::vector<double>& below, double ratio) {
  Moments rest;
  for (std::size_t k = 0; k < above.size(); ++k) rest.add(above[k] - ratio * below[k]);
  return rest.mean() / std::sqrt(rest.variance() / static_cast<double>(rest.count()));
}

TEST(Ratio, EndsAreWhereTheTestOfZeroTurns) {
  const std::vector<double> above{10, 12, 9, 14, 11}, below{2.0, 2.5, 1.7, 3.1, 2.2};
  const RatioInterval interval = ratio_of_means(above, below);
  EXPECT_EQ(interval.set, RatioSet::between);
  EXPECT_DOUBLE_EQ(interval.estimate, 56.0 / 11.5);
  EXPECT_NEAR(std::abs(distance_in_errors(above, below, interval.lower)), t_quantile(4, 0.95), 1e-9);
  EXPECT_NEAR(std::abs(distance_in_errors(above, below, interval.upper)), t_quantile(4, 0.95), 1e-9);
  EXPECT_TRUE(interval.holds(interval.estimate));
  EXPECT_FALSE(interval.holds(interval.upper + 0.01));
}

TEST(Ratio, AMeanBelowWithoutErrorDividesTheInterval) {
  const std::vector<double> above{1, 2, 3, 4}, below{2, 2, 2, 2};
  const Interval mean = mean_interval(above);
  const RatioInterval interval = ratio_of_means(above, below);
  EXPECT_NEAR(interval.lower, mean.lower / 2.0, 1e-12);
  EXPECT_NEAR(interval.upper, mean.upper / 2.0, 1e-12);
}

TEST(Ratio, AMeanBelowThatMayBeZeroLeavesWhatLiesOutside) {
  const std::vector<double> above{100, 101, 99, 100.5}, below{-1, 1, 0.5, -0.2};
  const RatioInterval interval = ratio_of_means(above, below);
  EXPECT_EQ(interval.set, RatioSet::outside);
  EXPECT_LT(interval.lower, 0.0);
  EXPECT_GT(interval.upper, 0.0);
  EXPECT_TRUE(interval.holds(interval.estimate));
  EXPECT_FALSE(interval.holds(0.0)) << "the mean above is not 0";
  EXPECT_TRUE(interval.holds(1e9));
  EXPECT_NEAR(std::abs(distance_in_errors(above, below, interval.lower)), t_quantile(3, 0.95), 1e-9);
}

TEST(Ratio, TwoMeansThatMayBeZeroSayNothing) {
  const RatioInterval interval = ratio_of_means(std::vector<double>{-1, 1, 2, -1.5}, std::vector<double>{1, -1, 0.5, -0.2});
  EXPECT_EQ(interval.set, RatioSet::everything);
  EXPECT_TRUE(interval.holds(-1e9));
  EXPECT_TRUE(std::isnan(interval.lower) && std::isnan(interval.upper));
}

// Their squares are below what a double can hold: the parabola becomes a line.
TEST(Ratio, MeansBelowTooSmallToSquareLeaveOneEndOpen) {
  const std::vector<double> above{4, 5, 6, 5};
  const RatioInterval up = ratio_of_means(above, std::vector<double>(4, 1e-200));
  EXPECT_EQ(up.set, RatioSet::between);
  EXPECT_GT(up.lower, 0.0);
  EXPECT_TRUE(std::isinf(up.upper));
  EXPECT_TRUE(up.holds(5e200));
  const RatioInterval down = ratio_of_means(above, std::vector<double>(4, -1e-200));
  EXPECT_TRUE(std::isinf(down.lower));
  EXPECT_LT(down.upper, 0.0);
  EXPECT_TRUE(down.holds(-5e200));
  EXPECT_FALSE(down.holds(5e200));
}

TEST(Ratio, WithoutPairsOrWithNothingBelowThereIsNone) {
  const RatioInterval one = ratio_of_means(std::vector<double>{1, std::nan("")}, std::vector<double>{2, 3});
  EXPECT_EQ(one.set, RatioSet::none);
  EXPECT_EQ(one.estimate, 0.5);
  EXPECT_EQ(one.count, 1);
  EXPECT_EQ(one.missing, 1);
  const RatioInterval nothing = ratio_of_means(std::vector<double>{1, 2, 3}, std::vector<double>{0, 0, 0});
  EXPECT_EQ(nothing.set, RatioSet::none);
  EXPECT_TRUE(std::isnan(nothing.estimate));
  EXPECT_FALSE(nothing.holds(1.0));
  EXPECT_THROW(ratio_of_means(std::vector<double>{1}, std::vector<double>{}), BrokenPromise);
}

// Of so many samples of ten pairs with means (ratio * below, below) and errors correlated by 0.5, how many sets hold `asked`.
std::int64_t count_holding(double below_mean, double ratio, double asked, std::int64_t samples) {
  std::int64_t holding = 0;
  for (std::int64_t k = 0; k < samples; ++k) {
    Stream stream = Draws(20260, 0, 4).of(1).at(static_cast<std::uint64_t>(k));
    std::vector<double> above(10), below(10);
    for (std::size_t i = 0; i < 10; ++i) {
      const double shared = normal(stream);
      below[i] = below_mean + shared;
      above[i] = ratio * below_mean + 3.0 * (0.5 * shared + std::sqrt(0.75) * normal(stream));
    }
    holding += ratio_of_means(above, below).holds(asked);
  }
  return holding;
}

TEST(Ratio, SetsHoldTheTruthAsOftenAsTheySay) {
  constexpr std::int64_t samples = 20000;
  for (const double below_mean : {3.0, 0.8, 0.1}) {  // clear of 0, often not, hardly ever
    const std::int64_t holding = count_holding(below_mean, 5.0, 5.0, samples);
    EXPECT_FALSE(check_proportion(holding, samples, 0.95).rejects) << below_mean << ": " << check_proportion(holding, samples, 0.95);
  }
  EXPECT_TRUE(check_proportion(count_holding(3.0, 5.0, 5.5, samples), samples, 0.95).rejects);
  EXPECT_TRUE(check_proportion(count_holding(0.8, 5.0, 3.0, samples), samples, 0.95).rejects);
}

}  // namespace
}  // namespace tessera
