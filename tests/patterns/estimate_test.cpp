#include "analysis/patterns/estimate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/distributions.hpp"
#include "base/draws.hpp"

namespace tessera {
namespace {

double mean(std::span<const double> sums) { return sums[0] / sums[1]; }

std::vector<Sums> draw_ratios(std::size_t count, std::uint64_t seed) {
  std::vector<Sums> replicates;
  for (std::size_t k = 0; k < count; ++k) {
    Stream stream = Draws(seed, 0, 0).of(std::uint16_t{9}).at(k);
    const double size = 1.0 + 9.0 * stream.uniform();
    replicates.push_back({size * (0.3 + 0.05 * normal(stream)), size});
  }
  return replicates;
}

TEST(PatternEstimate, IsStudentsIntervalForAMean) {
  const std::vector<double> values{1.0, 2.0, 4.0, 8.0, 9.5};
  std::vector<Sums> replicates;
  for (const double value : values) replicates.push_back({value, 1.0});
  const Interval known = mean_interval(values), found = estimate(replicates, mean);
  EXPECT_NEAR(found.estimate, known.estimate, 1e-12);
  EXPECT_NEAR(found.lower, known.lower, 1e-12);
  EXPECT_NEAR(found.upper, known.upper, 1e-12);
  EXPECT_EQ(found.count, 5);
}

// 95 % of intervals of a ratio hold the truth; intervals around a truth that is wrong by a tenth do not.
TEST(PatternEstimate, HoldsTheTruthOfARatioAsOftenAsItSays) {
  constexpr int sets = 400;
  int held = 0, held_wrong = 0;
  for (std::uint64_t seed = 1; seed <= sets; ++seed) {
    const Interval found = estimate(draw_ratios(20, seed), mean);
    held += found.lower < 0.3 && 0.3 < found.upper;
    held_wrong += found.lower < 0.33 && 0.33 < found.upper;
  }
  EXPECT_GT(held, 0.90 * sets);
  EXPECT_LT(held, 0.99 * sets);
  EXPECT_LT(held_wrong, 0.60 * sets);
}

TEST(PatternEstimate, DifferenceOfTheSameIsNothing) {
  const auto replicates = draw_ratios(8, 1);
  const Interval none = estimate_difference(replicates, replicates, mean);
  EXPECT_EQ(none.estimate, 0.0);
  EXPECT_EQ(none.lower, 0.0);
  EXPECT_EQ(none.upper, 0.0);
}

TEST(PatternEstimate, OfNothingIsNoNumber) {
  EXPECT_TRUE(std::isnan(estimate({}, mean).estimate));
  const std::vector<Sums> one{{1.0, 2.0}};
  EXPECT_EQ(estimate(one, mean).estimate, 0.5);
  EXPECT_TRUE(std::isnan(estimate(one, mean).lower));
}

}  // namespace
}  // namespace tessera
