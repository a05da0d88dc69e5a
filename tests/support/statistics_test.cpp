#include "support/statistics.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "base/distributions.hpp"

namespace tessera {
namespace {

std::vector<double> uniforms(std::size_t count, std::uint64_t id) {
  Stream stream = Draws(20260, 0, 1).of(99).at(id);
  std::vector<double> sample(count);
  for (double& x : sample) x = stream.uniform();
  return sample;
}

TEST(StatisticalChecks, KnownPValues) {
  // Tables: t = 2.776 with 4 degrees, z = 1.96 and chi-square 9.488 with 4 degrees stand at 5 % (the last one-sided).
  const std::array<double, 5> five{-2.0, -1.0, 0.0, 1.0, 2.0};  // standard error sqrt(2.5 / 5)
  EXPECT_NEAR(check_mean(five, -2.776 * std::sqrt(0.5)).p_value, 0.05, 1e-4);
  EXPECT_NEAR(check_estimate(1.96, 1.0, 0.0).p_value, 0.05, 1e-4);
  EXPECT_NEAR(check_normal_variance(five, 10.0 / 9.488).p_value, 0.10, 1e-3);
  EXPECT_NEAR(check_proportion(0, 10, 0.5).p_value, 2.0 / 1024.0, 1e-12);
  const std::array<std::int64_t, 2> counts{60, 40};
  const std::array<double, 2> even{1.0, 1.0};
  EXPECT_NEAR(check_counts(counts, even).statistic, 4.0, 1e-12);
  EXPECT_NEAR(check_counts(counts, even).p_value, 2.0 * 0.0455, 1e-4);
}

TEST(StatisticalChecks, MeanAndVarianceOfUniformsWithTwins) {
  const auto sample = uniforms(20000, 1);
  EXPECT_FALSE(check_mean(sample, 0.5).rejects) << check_mean(sample, 0.5);
  EXPECT_TRUE(check_mean(sample, 0.515).rejects);
  EXPECT_TRUE(check_mean(sample, 0.485).rejects);
  EXPECT_FALSE(check_variance(sample, 1.0 / 12.0).rejects) << check_variance(sample, 1.0 / 12.0);
  EXPECT_TRUE(check_variance(sample, 1.06 / 12.0).rejects);
  EXPECT_TRUE(check_variance(sample, 0.94 / 12.0).rejects);
}

TEST(StatisticalChecks, DistributionOfUniformsWithTwin) {
  const auto sample = uniforms(20000, 2);
  const auto uniform = [](double x) { return x; };
  EXPECT_FALSE(check_distribution(sample, uniform).rejects) << check_distribution(sample, uniform);
  EXPECT_TRUE(check_distribution(sample, [](double x) { return std::pow(x, 1.1); }).rejects);
}

TEST(StatisticalChecks, CountsWithTwinsAndTooGoodAFit) {
  const auto sample = uniforms(60000, 3);
  std::array<std::int64_t, 6> counts{};
  for (const double x : sample) ++counts[static_cast<std::size_t>(6.0 * x)];
  const std::array<double, 6> fair{1, 1, 1, 1, 1, 1}, loaded{1, 1, 1, 1, 1, 1.1};
  EXPECT_FALSE(check_counts(counts, fair).rejects) << check_counts(counts, fair);
  EXPECT_TRUE(check_counts(counts, loaded).rejects);

  std::array<std::int64_t, 40> perfect;
  perfect.fill(1000);
  std::array<double, 40> even;
  even.fill(1.0);
  EXPECT_TRUE(check_counts(perfect, even).rejects);

  const std::array<std::int64_t, 3> impossible{10, 10, 1};
  const std::array<double, 3> never_third{1, 1, 0};
  EXPECT_TRUE(check_counts(impossible, never_third).rejects);
}

// The false alarms of a check at alpha 1e-6 can not be counted; its p values can: they must be uniform.
TEST(StatisticalChecks, PValuesOfTrueHypothesesAreUniform) {
  std::vector<double> mean, variance, distance;
  for (std::uint64_t k = 0; k < 2000; ++k) {
    Stream stream = Draws(7, 0, 1).of(98).at(k);
    std::vector<double> sample(100);
    for (double& x : sample) x = normal(stream);
    mean.push_back(check_mean(sample, 0.0).p_value);
    variance.push_back(check_normal_variance(sample, 1.0).p_value);
    distance.push_back(check_distribution(sample, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }).p_value);
  }
  const auto uniform = [](double p) { return p; };
  EXPECT_FALSE(check_distribution(mean, uniform).rejects) << check_distribution(mean, uniform);
  EXPECT_FALSE(check_distribution(variance, uniform).rejects) << check_distribution(variance, uniform);
  EXPECT_FALSE(check_distribution(distance, uniform).rejects) << check_distribution(distance, uniform);
  for (double& p : mean) p = std::sqrt(p);  // as if a one-sided p value had been reported for the two-sided one
  EXPECT_TRUE(check_distribution(mean, uniform).rejects);
}

TEST(StatisticalChecks, ProportionWithTwin) {
  std::int64_t hits = 0;
  for (const double x : uniforms(100000, 4)) hits += x < 0.2;
  EXPECT_FALSE(check_proportion(hits, 100000, 0.2).rejects) << check_proportion(hits, 100000, 0.2);
  EXPECT_TRUE(check_proportion(hits, 100000, 0.21).rejects);
  EXPECT_TRUE(check_proportion(hits, 100000, 0.19).rejects);
  EXPECT_FALSE(check_proportion(0, 10, 0.0).rejects);
  EXPECT_TRUE(check_proportion(1, 10, 0.0).rejects);
}

TEST(StatisticalChecks, RefuseWhatCanNotBeChecked) {
  const std::array<double, 3> broken{1.0, std::nan(""), 2.0};
  EXPECT_THROW(check_mean(broken, 1.0), std::invalid_argument);
  EXPECT_THROW(check_mean(std::span<const double>(broken.data(), 1), 1.0), std::invalid_argument);
  const std::array<std::int64_t, 2> few{2, 2};
  const std::array<double, 2> even{1, 1};
  EXPECT_THROW(check_counts(few, even), std::invalid_argument);
}

}  // namespace
}  // namespace tessera
