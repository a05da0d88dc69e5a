#include "base/statistics/regression_indices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>

#include "support/known_functions.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

RegressionIndices regress(const Points& points, const std::vector<double>& outcomes, std::uint32_t resamples = 0) {
  return regression_indices(points, outcomes, 1, {.resamples = resamples, .seed = 1});
}

TEST(RegressionIndices, RanksShareTies) {
  EXPECT_EQ(ranks(std::vector<double>{3, 1, 2}), (std::vector<double>{3, 1, 2}));
  EXPECT_EQ(ranks(std::vector<double>{5, 1, 5, 5, 0}), (std::vector<double>{4, 2, 4, 4, 1}));
}

TEST(RegressionIndices, ByHandWithTwoFactors) {
  const Points points{{-1, -1}, {-1, 1}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
  std::vector<double> outcomes;
  for (std::size_t k = 0; k < 8; ++k) outcomes.push_back(3 * points[k][0] - 2 * points[k][1] + (k < 4 ? 1.0 : -1.0));
  const RegressionIndices indices = regress(points, outcomes);
  EXPECT_NEAR(indices.standardised[0].value, 3 / std::sqrt(14.0), 1e-12);
  EXPECT_NEAR(indices.standardised[1].value, -2 / std::sqrt(14.0), 1e-12);
  EXPECT_NEAR(indices.r2.value, 13.0 / 14.0, 1e-12);
}

TEST(RegressionIndices, AnyRisingCurveHasRankCorrelationOne) {
  const Points points = all_points(UnitDesign(DesignKind::latin_hypercube, 1, 60, 1));
  std::vector<double> outcomes;
  for (const auto& point : points) outcomes.push_back(-std::exp(9.0 * point[0]));
  const RegressionIndices indices = regress(points, outcomes, 50);
  EXPECT_NEAR(indices.partial_rank[0].value, -1.0, 1e-6);
  EXPECT_NEAR(indices.rank_r2.value, 1.0, 1e-12);
  EXPECT_LT(indices.r2.value, 0.8);
}

// Coefficients of y = 3 x0 - 2 x1 + noise over designs of many seeds; partial correlations where x1 follows x0 in part.
TEST(RegressionIndices, FindKnownCoefficients) {
  std::vector<double> first, second, explained, partial, covered;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Points points(200);
    std::vector<double> outcomes;
    for (std::size_t k = 0; k < 200; ++k) {
      Stream stream = Draws(seed, 0, 0).of(7).at(k);
      const double x = normal(stream), y = 0.6 * x + 0.8 * normal(stream);
      points[k] = {x, y, normal(stream)};
      outcomes.push_back(3 * x - 2 * y + 2 * normal(stream));
    }
    const RegressionIndices indices = regress(points, outcomes, 100);
    const double spread = std::sqrt(9.0 + 4.0 - 7.2 + 4.0);
    first.push_back(indices.standardised[0].value * spread);
    second.push_back(indices.standardised[1].value * spread);
    explained.push_back(indices.r2.value);
    partial.push_back(indices.partial_rank[2].value);
    covered.push_back(indices.standardised[0].lower * spread <= 3.0 && 3.0 <= indices.standardised[0].upper * spread);
  }
  EXPECT_FALSE(check_mean(first, 3.0).rejects) << check_mean(first, 3.0);
  EXPECT_TRUE(check_mean(first, 3.15).rejects) << "twin";
  EXPECT_FALSE(check_mean(second, -2.0).rejects) << check_mean(second, -2.0);
  EXPECT_TRUE(check_mean(second, -1.88).rejects) << "twin";
  EXPECT_FALSE(check_mean(explained, 5.8 / 9.8 + 3.0 / 199 * 4.0 / 9.8).rejects) << "a little more than the truth, by chance";
  EXPECT_TRUE(check_mean(explained, 5.2 / 9.8).rejects) << "twin";
  EXPECT_FALSE(check_mean(partial, 0.0).rejects);
  EXPECT_TRUE(check_mean(partial, 0.03).rejects) << "twin";
  const auto held = static_cast<std::int64_t>(std::count(covered.begin(), covered.end(), 1.0));
  EXPECT_FALSE(check_proportion(held, 300, 0.95).rejects) << held;
  EXPECT_TRUE(check_proportion(held, 300, 0.8).rejects) << "twin";
}

TEST(RegressionIndices, PartialRankCorrelationOfNormalValues) {
  // Spearman's is 6 / pi asin(r / 2) of the correlation r; partial ones follow from the three pairs.
  const auto of_ranks = [](double r) { return 6.0 / std::numbers::pi * std::asin(r / 2.0); };
  const double with_x = of_ranks(3.0 / std::sqrt(14.0)), with_y = of_ranks(2.0 / std::sqrt(14.0));
  const double truth = with_x / std::sqrt(1.0 - with_y * with_y);
  std::vector<double> found;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Points points(400);
    std::vector<double> outcomes;
    for (std::size_t k = 0; k < 400; ++k) {
      Stream stream = Draws(seed, 0, 0).of(8).at(k);
      points[k] = {normal(stream), normal(stream)};
      outcomes.push_back(3 * points[k][0] + 2 * points[k][1] + normal(stream));
    }
    found.push_back(regress(points, outcomes).partial_rank[0].value);
  }
  EXPECT_FALSE(check_mean(found, truth).rejects) << check_mean(found, truth);
  EXPECT_TRUE(check_mean(found, truth - 0.02).rejects) << "twin";
}

TEST(RegressionIndices, MissingConstantAndCollinear) {
  Points points = all_points(UnitDesign(DesignKind::sobol, 3, 64, 1));
  std::vector<double> outcomes;
  for (auto& point : points) {
    point[1] = 0.5;
    outcomes.push_back(2 * point[0] + point[2]);
  }
  outcomes[5] = std::nan("");
  const RegressionIndices indices = regress(points, outcomes, 20);
  EXPECT_EQ(indices.points, 63);
  EXPECT_TRUE(std::isnan(indices.standardised[1].value));
  EXPECT_NEAR(indices.r2.value, 1.0, 1e-12);
  for (auto& point : points) point[1] = 1.0 - point[0];
  EXPECT_TRUE(std::isnan(regress(points, outcomes).standardised[0].value));
  EXPECT_TRUE(std::isnan(regress({{0.0}, {1.0}, {0.5}}, {1, 2, 3}).standardised[0].value));
  EXPECT_TRUE(std::isnan(regress(points, std::vector<double>(64, 1.0)).r2.value));
}

}  // namespace
}  // namespace tessera
