// Resampled intervals: closed forms where there are any, coverage where there is none, and what can not be resampled.
#include "base/statistics/bootstrap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/distributions.hpp"
#include "base/draws.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using testing::Each;
using testing::Lt;

RowStatistic mean_of(const std::vector<double>& values) {
  return [&values](std::span<const std::uint32_t> rows) {
    double sum = 0.0;
    for (const std::uint32_t row : rows) sum += values[row];
    return sum / static_cast<double>(rows.size());
  };
}

RowStatistic variance_of(const std::vector<double>& values) {
  return [&values](std::span<const std::uint32_t> rows) {
    const auto n = static_cast<double>(rows.size());
    double sum = 0.0, squares = 0.0;
    for (const std::uint32_t row : rows) {
      sum += values[row];
      squares += values[row] * values[row];
    }
    return (squares - sum * sum / n) / (n - 1.0);
  };
}

std::vector<double> draw_normals(std::size_t count, std::uint64_t subject) {
  Stream stream = Draws(20260, 0, 2).of(1).at(subject);
  std::vector<double> values(count);
  for (double& x : values) x = 10.0 + 2.0 * normal(stream);
  return values;
}

TEST(Bootstrap, ResamplesAreKeyedByTheirNumber) {
  const auto rows = draw_rows(7, 3, 1);
  EXPECT_EQ(rows.size(), 7U);
  EXPECT_THAT(rows, Each(Lt(7U)));
  EXPECT_EQ(rows, draw_rows(7, 3, 1));
  std::set<std::vector<std::uint32_t>> different;
  for (std::uint64_t k = 0; k < 100; ++k) different.insert(draw_rows(7, k, 1));
  different.insert(draw_rows(7, 3, 2));
  EXPECT_EQ(different.size(), 101U);
}

TEST(Bootstrap, RowsAreDrawnEvenly) {
  std::vector<std::int64_t> counts(5);
  for (std::uint64_t k = 0; k < 4000; ++k)
    for (const std::uint32_t row : draw_rows(5, k, 1)) ++counts[row];
  EXPECT_FALSE(check_counts(counts, std::vector<double>{1, 1, 1, 1, 1}).rejects);
  EXPECT_TRUE(check_counts(counts, std::vector<double>{1.1, 1, 1, 1, 1}).rejects);
}

// Of a mean of normal values both are, but for the noise of resampling, the normal interval with the sample's sd (n).
TEST(Bootstrap, MeanOfNormalValuesHasTheNormalInterval) {
  const std::vector<double> values = draw_normals(200, 0);
  const double n = 200.0;
  const BootstrapOptions options{.resamples = 20000};
  const auto mean = mean_of(values);
  std::vector<std::uint32_t> all(200);
  for (std::uint32_t k = 0; k < 200; ++k) all[k] = k;
  const double half = 1.959964 * std::sqrt(variance_of(values)(all) * (n - 1.0) / n / n);
  for (const auto& interval : {percentile_interval(200, mean, options), bca_interval(200, mean, options)}) {
    EXPECT_EQ(interval.state, BootstrapState::sound);
    EXPECT_EQ(interval.estimate, mean(all));
    EXPECT_NEAR(interval.lower, interval.estimate - half, 0.04 * half);
    EXPECT_NEAR(interval.upper, interval.estimate + half, 0.04 * half);
  }
}

TEST(Bootstrap, SkewnessMovesTheAcceleratedIntervalOutwards) {
  std::vector<double> skewed;
  for (int k = 0; k < 30; ++k) skewed.push_back(std::exp(k / 8.0));
  const auto percentile = percentile_interval(30, mean_of(skewed)), accelerated = bca_interval(30, mean_of(skewed));
  EXPECT_GT(accelerated.lower, percentile.lower);
  EXPECT_GT(accelerated.upper, percentile.upper);
  std::vector<double> mirrored;
  for (const double x : skewed) mirrored.push_back(-x);
  EXPECT_LT(bca_interval(30, mean_of(mirrored)).lower, percentile_interval(30, mean_of(mirrored)).lower);
}

// The interval is one of the statistic's quantiles: any rising transformation moves its ends along.
TEST(Bootstrap, TransformationsMoveTheEndsAlong) {
  const std::vector<double> values = draw_normals(25, 3);
  const auto mean = mean_of(values);
  const auto cubed = [&](std::span<const std::uint32_t> rows) { return std::pow(mean(rows), 3); };
  const BootstrapOptions options{.resamples = 4000};
  const auto plain = percentile_interval(25, mean, options), moved = percentile_interval(25, cubed, options);
  EXPECT_NEAR(moved.lower, std::pow(plain.lower, 3), 1e-2 * moved.lower);
  const auto plain_bca = bca_interval(25, mean, options), moved_bca = bca_interval(25, cubed, options);
  EXPECT_NEAR(moved_bca.lower, std::pow(plain_bca.lower, 3), 1e-2 * moved_bca.lower);
  EXPECT_NEAR(moved_bca.upper, std::pow(plain_bca.upper, 3), 1e-2 * moved_bca.upper);
}

TEST(Bootstrap, WhatCanNotBeResampledIsSaid) {
  const std::vector<double> same(10, 4.0), two{1.0, 2.0};
  const auto equal = bca_interval(10, mean_of(same));
  EXPECT_EQ(equal.state, BootstrapState::does_not_vary);
  EXPECT_EQ(equal.lower, 4.0);
  EXPECT_EQ(equal.upper, 4.0);
  const auto few = bca_interval(2, mean_of(two));
  EXPECT_EQ(few.state, BootstrapState::too_few_rows);
  EXPECT_EQ(few.estimate, 1.5);
  EXPECT_TRUE(std::isnan(few.lower) && std::isnan(few.upper));
  EXPECT_EQ(bca_interval(0, mean_of(two)).state, BootstrapState::no_value);
  const std::vector<double> hole{1.0, std::nan(""), 2.0, 3.0};
  EXPECT_EQ(percentile_interval(4, mean_of(hole)).state, BootstrapState::no_value);
  // A ratio whose lower part is 0 in some resamples.
  const std::vector<double> rare{0, 0, 0, 1, 0};
  const auto share = [&](std::span<const std::uint32_t> rows) {
    const double below = mean_of(rare)(rows);
    return below > 0.0 ? 1.0 / below : std::nan("");
  };
  const auto sometimes = bca_interval(5, share);
  EXPECT_EQ(sometimes.state, BootstrapState::not_always);
  EXPECT_EQ(sometimes.estimate, 5.0);
  EXPECT_TRUE(std::isnan(sometimes.lower));
}

TEST(Bootstrap, AStatisticWithAllResamplesOnOneSideStaysFinite) {
  const std::vector<double> values{1, 2, 3, 4, 5, 6};
  const auto largest = [&](std::span<const std::uint32_t> rows) {
    double most = 0.0;
    for (const std::uint32_t row : rows) most = std::max(most, values[row]);
    return most;
  };
  const auto interval = bca_interval(6, largest);
  EXPECT_EQ(interval.state, BootstrapState::sound);
  EXPECT_LE(interval.lower, interval.upper);
  EXPECT_LE(interval.upper, 6.0);
}

using IntervalOf = BootstrapInterval (*)(std::uint32_t, const RowStatistic&, const BootstrapOptions&);

struct Misses {
  std::int64_t above = 0, below = 0;  // intervals that lie above the truth, and below it
};

// Of so many samples of 200 normal values, how often intervals of their variance (skewed; 1 in truth) miss `truth`.
Misses count_misses(IntervalOf interval_of, std::int64_t samples, double truth) {
  Misses misses;
  for (std::int64_t k = 0; k < samples; ++k) {
    Stream stream = Draws(20260, 0, 3).of(1).at(static_cast<std::uint64_t>(k));
    std::vector<double> values(200);
    for (double& x : values) x = normal(stream);
    const auto interval = interval_of(200, variance_of(values), {.resamples = 400, .seed = static_cast<std::uint64_t>(k)});
    misses.above += interval.lower > truth;
    misses.below += interval.upper < truth;
  }
  return misses;
}

Check check_coverage(const Misses& misses, std::int64_t samples) {
  return check_proportion(samples - misses.above - misses.below, samples, 0.95);
}
Check check_balance(const Misses& misses) { return check_proportion(misses.above, misses.above + misses.below, 0.5); }

TEST(Bootstrap, AcceleratedIntervalsOfASkewedStatisticCoverAsTheySay) {
  constexpr std::int64_t samples = 2000;
  const Misses accelerated = count_misses(bca_interval, samples, 1.0);
  EXPECT_FALSE(check_coverage(accelerated, samples).rejects) << check_coverage(accelerated, samples);
  EXPECT_FALSE(check_balance(accelerated).rejects) << check_balance(accelerated);
  // Power twins: a wrong truth; and plain percentiles, which miss the truth on one side far more often.
  EXPECT_TRUE(check_coverage(count_misses(bca_interval, samples, 1.1), samples).rejects);
  EXPECT_TRUE(check_balance(count_misses(percentile_interval, samples, 1.0)).rejects);
}

}  // namespace
}  // namespace tessera
