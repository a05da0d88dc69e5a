#include "base/statistics/variance_split.hpp"

#include <gtest/gtest.h>

#include "base/errors.hpp"
#include "support/known_functions.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

const double missing = std::nan("");

TEST(VarianceSplit, ByHand) {
  // Points 0, 10; luck -1, +1; of the interaction +-0.5.
  const VarianceSplit split = split_variance({2, 2, {-0.5, 0.5, 8.5, 11.5}});
  EXPECT_DOUBLE_EQ(split.point_means[1], 10.0);
  EXPECT_DOUBLE_EQ(split.replicate_means[0], 4.0);
  EXPECT_DOUBLE_EQ(split.of_noise, 1.0);                // four residuals of 0.5, one degree of freedom
  EXPECT_DOUBLE_EQ(split.of_point_means, 50.0);
  EXPECT_DOUBLE_EQ(split.noise_in_point_means, 0.5);
  EXPECT_DOUBLE_EQ(split.of_points, 49.5);
  EXPECT_DOUBLE_EQ(split.of_replicates, 1.5);           // 2 observed, 0.5 of it noise
  EXPECT_EQ(split.runs, 4);
  EXPECT_EQ(split.missing_runs, 0);
}

TEST(VarianceSplit, WithoutNoiseMissingRunsTakeNothingAway) {
  Replicated runs{20, 6, {}};
  for (std::size_t p = 0; p < 20; ++p)
    for (std::size_t r = 0; r < 6; ++r)
      runs.values.push_back(r == 5 ? missing : static_cast<double>(p * p) + 100.0 * static_cast<double>(r));
  const VarianceSplit all = split_variance(runs);
  for (const std::size_t lost : {3, 8, 24, 60, 61, 62, 63, 64}) runs.values[lost] = missing;
  const VarianceSplit rest = split_variance(runs);
  EXPECT_EQ(all.missing_runs, 0);  // replicate 5 was never run
  EXPECT_EQ(rest.missing_runs, 8);
  EXPECT_EQ(rest.missing_points, 1);
  EXPECT_NEAR(rest.of_noise, 0.0, 1e-15);
  EXPECT_TRUE(std::isnan(rest.point_means[10]) && std::isnan(rest.replicate_means[5]));
  for (std::size_t p = 0; p < 20; ++p)
    EXPECT_TRUE(p == 10 || std::abs(rest.point_means[p] - rest.point_means[0] - static_cast<double>(p * p)) < 1e-8) << p;
}

TEST(VarianceSplit, TooLittleGivesNoNumber) {
  EXPECT_TRUE(std::isnan(split_variance({3, 1, {1, 2, 3}}).of_noise));
  EXPECT_DOUBLE_EQ(split_variance({3, 1, {1, 2, 3}}).of_point_means, 1.0);
  EXPECT_TRUE(std::isnan(split_variance({1, 3, {1, 2, 3}}).of_points));
  EXPECT_TRUE(std::isnan(split_variance({2, 2, {missing, missing, missing, missing}}).of_points));
  EXPECT_TRUE(std::isnan(split_variance({2, 2, {1, missing, missing, 2}}).of_noise));
  EXPECT_THROW(split_variance({2, 2, {1, 2, 3}}), BrokenPromise);
}

// Components over many small layouts of known variances 4, 9 and 25; with a share of the runs lost.
void check_components(double lost) {
  std::vector<double> points, replicates, noise, nothing;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Points cube;
    for (std::uint64_t p = 0; p < 8; ++p) {
      Stream stream = Draws(seed, 0, 0).of(9).at(p);
      cube.push_back({2.0 * normal(stream)});
    }
    Replicated runs = noisy_runs(cube, 5, seed, 3.0, 5.0, [](const auto& x) { return x[0]; });
    Replicated only_noise = noisy_runs(cube, 5, seed, 3.0, 5.0, [](const auto&) { return 0.0; });
    lose_runs(runs, lost, seed);
    const VarianceSplit split = split_variance(runs);
    if (split.missing_points > 0) continue;
    points.push_back(split.of_points);
    replicates.push_back(split.of_replicates);
    noise.push_back(split.of_noise);
    nothing.push_back(split_variance(only_noise).of_points);
  }
  EXPECT_FALSE(check_mean(points, 4.0).rejects) << check_mean(points, 4.0);
  EXPECT_TRUE(check_mean(points, 5.5).rejects) << "twin: without taking the noise out it would be 9";
  EXPECT_FALSE(check_mean(replicates, 9.0).rejects) << check_mean(replicates, 9.0);
  EXPECT_TRUE(check_mean(replicates, 12.0).rejects) << "twin";
  EXPECT_FALSE(check_mean(noise, 25.0).rejects) << check_mean(noise, 25.0);
  EXPECT_TRUE(check_mean(noise, 26.5).rejects) << "twin";
  EXPECT_FALSE(check_mean(nothing, 0.0).rejects) << check_mean(nothing, 0.0);
  EXPECT_TRUE(check_mean(nothing, 5.0).rejects) << "twin: the noise in a mean of five";
}

TEST(VarianceSplit, FindsKnownComponents) { check_components(0.0); }
TEST(VarianceSplit, FindsThemWithRunsMissing) { check_components(0.15); }

}  // namespace
}  // namespace tessera
