#include "base/statistics/elementary_effects.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "support/known_functions.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

std::vector<ElementaryEffects> effects_of(const Points& points, const Replicated& runs, std::uint32_t resamples = 0) {
  return elementary_effects(points, runs, split_variance(runs), {.resamples = resamples, .seed = 1});
}

TEST(ElementaryEffects, OfALineAreItsSlopes) {
  const Points points = all_points(UnitDesign(DesignKind::morris, 3, 10, 1, 4));
  const Replicated runs = noisy_runs(points, 3, 1, 7.0, 0.0, [](const auto& x) { return 5.0 * x[0] - 2.0 * x[1]; });
  const auto effects = effects_of(points, runs, 100);
  const double slopes[]{5.0, -2.0, 0.0};
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(effects[k].mu.value, slopes[k], 1e-9);
    EXPECT_NEAR(effects[k].mu.lower, slopes[k], 1e-9);
    EXPECT_NEAR(effects[k].mu_star.value, std::abs(slopes[k]), 1e-9);
    EXPECT_NEAR(effects[k].corrected_mu_star.value, std::abs(slopes[k]), 1e-9);
    EXPECT_NEAR(effects[k].sigma.value, 0.0, 1e-9);
    EXPECT_NEAR(effects[k].corrected_sigma.value, 0.0, 1e-9);
    EXPECT_EQ(effects[k].trajectories, 10);
  }
}

// y = x0 x1 + x2^2 on four levels: effects of x0 are x1 (0, 1/3, 2/3 or 1, equally likely), of x2 twice the middle of the
// step: 2/3 or 4/3.
double bent(const std::vector<double>& x) { return x[0] * x[1] + x[2] * x[2]; }

TEST(ElementaryEffects, OfBendsAndInteractions) {
  std::vector<double> mu, mu_star, variance, of_square;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Points points = all_points(UnitDesign(DesignKind::morris, 3, 20, seed, 4));
    const auto effects = effects_of(points, noisy_runs(points, 1, 1, 0.0, 0.0, bent));
    mu.push_back(effects[0].mu.value);
    variance.push_back(effects[0].sigma.value * effects[0].sigma.value);
    mu_star.push_back(effects[2].mu_star.value);
    of_square.push_back(effects[2].sigma.value * effects[2].sigma.value);
  }
  EXPECT_FALSE(check_mean(mu, 0.5).rejects) << check_mean(mu, 0.5);
  EXPECT_TRUE(check_mean(mu, 0.55).rejects) << "twin";
  EXPECT_FALSE(check_mean(variance, 5.0 / 36.0).rejects) << check_mean(variance, 5.0 / 36.0);
  EXPECT_TRUE(check_mean(variance, 5.0 / 33.0).rejects) << "twin";
  EXPECT_FALSE(check_mean(mu_star, 1.0).rejects);
  EXPECT_TRUE(check_mean(mu_star, 1.04).rejects) << "twin";
  EXPECT_FALSE(check_mean(of_square, 1.0 / 9.0).rejects) << check_mean(of_square, 1.0 / 9.0);
  EXPECT_TRUE(check_mean(of_square, 1.0 / 8.0).rejects) << "twin";
}

// With noise of 0.5 per run, 4 replicates and a step of 2/3, an effect has noise of 0.5 / 2 * sqrt(2) * 1.5.
TEST(ElementaryEffects, NoiseIsTakenOut) {
  const double noise = 0.25 * std::sqrt(2.0) * 1.5;
  std::vector<double> variance, raw_variance, mu_star, nothing, nothing_raw;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Points points = all_points(UnitDesign(DesignKind::morris, 4, 20, seed, 4));
    Replicated runs = noisy_runs(points, 4, seed, 3.0, 0.5, bent);
    const auto effects = effects_of(points, runs);
    raw_variance.push_back(effects[0].sigma.value * effects[0].sigma.value);
    variance.push_back(std::pow(effects[0].corrected_sigma.value, 2));
    mu_star.push_back(effects[2].corrected_mu_star.value);
    nothing.push_back(effects[3].corrected_mu_star.value);
    nothing_raw.push_back(effects[3].mu_star.value);
  }
  EXPECT_FALSE(check_mean(raw_variance, 5.0 / 36.0 + noise * noise).rejects) << check_mean(raw_variance, 5.0 / 36.0 + noise * noise);
  EXPECT_TRUE(check_mean(variance, 5.0 / 36.0 + noise * noise).rejects) << "twin: noise left in";
  EXPECT_FALSE(check_mean(variance, 5.0 / 36.0).rejects) << check_mean(variance, 5.0 / 36.0);
  EXPECT_FALSE(check_mean(nothing, 0.0).rejects) << check_mean(nothing, 0.0);
  EXPECT_TRUE(check_mean(nothing_raw, 0.0).rejects) << "twin";
  EXPECT_FALSE(check_mean(nothing_raw, noise * std::sqrt(2.0 / std::numbers::pi)).rejects);
  // Effects of 2/3 and 4/3, each counted by the sign that the three other replicates give.
  const double others = 0.5 / std::sqrt(3.0) * std::sqrt(2.0) * 1.5;
  const auto counted = [&](double effect) { return effect * std::erf(effect / others / std::sqrt(2.0)); };
  const double truth = 0.5 * (counted(2.0 / 3.0) + counted(4.0 / 3.0));
  EXPECT_FALSE(check_mean(mu_star, truth).rejects) << check_mean(mu_star, truth);
  EXPECT_TRUE(check_mean(mu_star, 1.0).rejects) << "twin";
}

TEST(ElementaryEffects, MissingRunsAreLeftOut) {
  const Points points = all_points(UnitDesign(DesignKind::morris, 3, 40, 2, 4));
  Replicated runs = noisy_runs(points, 2, 1, 7.0, 0.0, [](const auto& x) { return 5.0 * x[0] - 2.0 * x[1]; });
  runs.values[0] = std::nan("");                        // one of two: the luck of the other is known
  runs.values[2 * 9] = runs.values[2 * 9 + 1] = std::nan("");  // a whole point: both its steps are lost
  const auto effects = effects_of(points, runs, 50);
  EXPECT_EQ(effects[0].trajectories + effects[1].trajectories + effects[2].trajectories, 118);
  EXPECT_NEAR(effects[0].mu.value, 5.0, 1e-6);
  EXPECT_NEAR(effects[1].mu_star.value, 2.0, 1e-6);
}

}  // namespace
}  // namespace tessera
