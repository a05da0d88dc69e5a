// What pairing is worth: by hand, at the limits, and how often the interval holds the truth.
#include "base/statistics/pairs.hpp"

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

TEST(Pairs, MomentsByHand) {
  const double missing = std::nan("");
  const PairMoments pairs = find_pair_moments(std::vector<double>{1, 2, missing, 3, 9}, std::vector<double>{2, 1, 5, 6, missing});
  EXPECT_EQ(pairs.count, 3);
  EXPECT_EQ(pairs.missing, 2);
  EXPECT_EQ(pairs.mean_a, 2.0);
  EXPECT_EQ(pairs.mean_b, 3.0);
  EXPECT_EQ(pairs.variance_a, 1.0);
  EXPECT_EQ(pairs.variance_b, 7.0);
  EXPECT_DOUBLE_EQ(pairs.covariance, 2.0);
  EXPECT_EQ(pairs.variance_difference, 4.0);
  EXPECT_THROW(find_pair_moments(std::vector<double>{1}, {}), BrokenPromise);
}

TEST(Pairs, TheGainComparesWithRunsOnDifferentLuck) {
  EXPECT_DOUBLE_EQ(find_pairing_gain(find_pair_moments(std::vector<double>{1, 2, 3}, std::vector<double>{2, 1, 6})).factor, 2.0);
  const PairingGain shifted = find_pairing_gain(find_pair_moments(std::vector<double>{1, 2, 3}, std::vector<double>{1.1, 2.1, 3.1}));
  EXPECT_TRUE(std::isinf(shifted.factor) && std::isinf(shifted.lower)) << "differences that vary by rounding alone";
  EXPECT_TRUE(std::isnan(find_pairing_gain(find_pair_moments(std::vector<double>{4, 4}, std::vector<double>{5, 5})).factor));
  EXPECT_TRUE(std::isnan(find_pairing_gain(find_pair_moments(std::vector<double>{4}, std::vector<double>{5})).factor));
  const PairingGain one_side = find_pairing_gain(find_pair_moments(std::vector<double>{4, 4, 4, 4}, std::vector<double>{5, 6, 9, 1}));
  EXPECT_DOUBLE_EQ(one_side.factor, 1.0);
  EXPECT_NEAR(one_side.lower, 1.0, 1e-9);
  EXPECT_NEAR(one_side.upper, 1.0, 1e-9);
}

// Of so many samples of `size` pairs correlated by 0.8, b varying twice as much, how many intervals hold `asked`.
std::int64_t count_holding(double asked, std::size_t size, std::int64_t samples) {
  std::int64_t holding = 0;
  for (std::int64_t k = 0; k < samples; ++k) {
    Stream stream = Draws(20260, 0, 5).of(1).at(static_cast<std::uint64_t>(k));
    std::vector<double> a(size), b(size);
    for (std::size_t i = 0; i < size; ++i) {
      a[i] = normal(stream);
      b[i] = 2.0 * (0.8 * a[i] + 0.6 * normal(stream));
    }
    const PairingGain gain = find_pairing_gain(find_pair_moments(a, b));
    holding += gain.lower <= asked && asked <= gain.upper;
  }
  return holding;
}

TEST(Pairs, IntervalsOfTheGainHoldTheTruthAsOftenAsTheySay) {
  constexpr std::int64_t samples = 20000;
  const double truth = (1.0 + 4.0) / (1.0 + 4.0 - 2.0 * 0.8 * 2.0);
  for (const std::size_t size : {5U, 20U}) {
    const std::int64_t holding = count_holding(truth, size, samples);
    EXPECT_FALSE(check_proportion(holding, samples, 0.95).rejects) << size << ": " << check_proportion(holding, samples, 0.95);
  }
  EXPECT_TRUE(check_proportion(count_holding(1.25 * truth, 20, samples), samples, 0.95).rejects);
}

TEST(Pairs, ValuesNeededAreTheFewestThatDo) {
  for (const double variance : {0.01, 1.0, 30.0})
    for (const double wanted : {0.5, 0.1}) {
      const std::uint64_t needed = values_needed(variance, wanted);
      const auto half = [&](std::uint64_t n) {
        return t_quantile(static_cast<double>(n) - 1.0, 0.95) * std::sqrt(variance / static_cast<double>(n));
      };
      EXPECT_LE(half(needed), wanted);
      EXPECT_TRUE(needed == 2 || half(needed - 1) > wanted);
    }
  EXPECT_EQ(values_needed(1.0, 0.1), 387U) << "1.96^2 / 0.1^2 = 384 and three for the estimated sd";
  EXPECT_EQ(values_needed(0.0, 0.1), 2U);
  EXPECT_EQ(values_needed(1.0, 0.0), 0U);
  EXPECT_EQ(values_needed(std::nan(""), 0.1), 0U);
  EXPECT_EQ(values_needed(1.0, 1e-200), 0U) << "more than can be counted";
}

}  // namespace
}  // namespace tessera
