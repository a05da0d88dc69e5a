#include "analysis/sensitivity/responses.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "support/statistics.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Study make_study(DesignKind design, std::vector<std::vector<double>> values) {
  Study study{.name = "made up", .design = design, .samples = values.size()};
  for (std::size_t j = 0; j < values.front().size(); ++j) study.factors.push_back({.path = "factor", .low = 0.0, .high = 1.0});
  study.values = std::move(values);
  return study;
}

struct Answer {
  std::vector<ResponseBin> bins;
  VarianceSplit split;
};

Answer find(const Study& study, std::size_t replicates, std::vector<double> runs, std::size_t factor = 0) {
  const StudyOutcome outcome{"baseline", "coverage", "share", 12, {study.values.size(), replicates, std::move(runs)}};
  const VarianceSplit split = split_variance(outcome.runs);
  return {find_response(study, outcome, split, factor), split};
}

const std::vector<std::vector<double>> two_by_two{{1, 10}, {1, 20}, {2, 10}, {2, 20}};

TEST(Responses, GridHasAMeanForEachValueAndLuckIsNoUncertainty) {
  const auto bins = find(make_study(DesignKind::grid, two_by_two), 2, {1, 3, 2, 4, 5, 7, 6, 8}).bins;
  ASSERT_EQ(bins.size(), 2U);
  EXPECT_EQ(bins[0].x, 1.0);
  EXPECT_EQ(bins[1].x, 2.0);
  EXPECT_DOUBLE_EQ(bins[0].mean, 2.5);
  EXPECT_DOUBLE_EQ(bins[1].mean, 6.5);
  EXPECT_NEAR(bins[0].upper - bins[0].lower, 0.0, 1e-9);  // the replicates differ by luck alone
  EXPECT_EQ(bins[0].runs, 4);
}

// One run is 0.4 too high: 0.16 (1 - 1/4)(1 - 1/2) = 0.06 is left over 3 degrees of freedom.
TEST(Responses, GridTakesItsIntervalFromTheNoiseOfSingleRuns) {
  const Answer answer = find(make_study(DesignKind::grid, two_by_two), 2, {1.4, 3, 2, 4, 5, 7, 6, 8});
  EXPECT_NEAR(answer.split.of_noise, 0.02, 1e-12);
  EXPECT_NEAR(answer.bins[0].mean, 2.6, 1e-12);
  const double half = 3.182446 * std::sqrt(0.02 * (0.5 + 0.5)) / 2.0;
  for (const ResponseBin& bin : answer.bins) {
    EXPECT_NEAR(bin.upper - bin.mean, half, 1e-6);
    EXPECT_NEAR(bin.mean - bin.lower, half, 1e-6);
  }
}

TEST(Responses, GridWithOneReplicateHasNoInterval) {
  const auto bins = find(make_study(DesignKind::grid, two_by_two), 1, {1, 2, 5, 6}).bins;
  ASSERT_EQ(bins.size(), 2U);
  EXPECT_DOUBLE_EQ(bins[1].mean, 5.5);
  EXPECT_TRUE(std::isnan(bins[0].lower));
}

TEST(Responses, DrawnPointsAreBinnedByTheirNumberAndAreWhatIsUncertain) {
  const Study study = make_study(DesignKind::sobol, {{7}, {0}, {1}, {2}, {3}, {4}, {5}, {6}});
  const auto bins = find(study, 1, {16, 0, 1, 2, 3, 10, 12, 14}).bins;
  ASSERT_EQ(bins.size(), 2U);
  EXPECT_DOUBLE_EQ(bins[0].x, 1.5);
  EXPECT_DOUBLE_EQ(bins[0].mean, 1.5);
  EXPECT_NEAR(bins[0].upper - bins[0].mean, 3.182446 * 1.2909944 / 2.0, 1e-5);
  EXPECT_DOUBLE_EQ(bins[1].mean, 13.0);
  EXPECT_NEAR(bins[1].mean - bins[1].lower, 3.182446 * 2.5819889 / 2.0, 1e-5);
  EXPECT_EQ(bins[1].runs, 4);
}

TEST(Responses, MiddleOfALogarithmicFactorIsThatOfItsLogarithms) {
  Study study = make_study(DesignKind::latin_hypercube, {{1}, {10}, {100}, {1000}, {1e4}, {1e5}, {1e6}, {1e7}});
  study.factors[0].logarithmic = true;
  const auto bins = find(study, 1, {1, 2, 3, 4, 5, 6, 7, 8}).bins;
  EXPECT_NEAR(bins[0].x, std::pow(10.0, 1.5), 1e-9);
  EXPECT_NEAR(bins[1].x, std::pow(10.0, 5.5), 1e-6);
}

// Twelve blocks of four points; what differs within a block would make the interval too narrow if each point counted.
TEST(Responses, PointsOfOneBlockCountOnce) {
  std::vector<std::vector<double>> values;
  std::vector<double> runs, blocks;
  for (std::size_t block = 0; block < 12; ++block)
    for (int k = 0; k < 4; ++k) {
      values.push_back({static_cast<double>(block)});
      runs.push_back(static_cast<double>(block % 4));
    }
  const auto bins = find(make_study(DesignKind::saltelli, values), 1, runs).bins;
  ASSERT_EQ(bins.size(), 3U);  // of four blocks each, 0 1 2 3
  EXPECT_DOUBLE_EQ(bins[0].mean, 1.5);
  EXPECT_NEAR(bins[0].upper - 1.5, 3.182446 * 1.2909944 / 2.0, 1e-5);
  EXPECT_EQ(bins[0].runs, 16);
}

TEST(Responses, LevelsOfMorrisAndEqualValuesStayTogether) {
  const std::vector<std::vector<double>> values{{0}, {0}, {1.0 / 3}, {1}, {2.0 / 3}, {0}, {1}, {1}, {1.0 / 3}, {2.0 / 3}};
  const auto bins = find(make_study(DesignKind::morris, values), 1, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).bins;
  ASSERT_EQ(bins.size(), 4U);
  EXPECT_EQ(bins[0].runs, 3);
  EXPECT_EQ(bins[3].runs, 3);
}

TEST(Responses, WithoutRunsOrWithOneValueThereIsNone) {
  EXPECT_TRUE(find(make_study(DesignKind::grid, two_by_two), 1, {nan, nan, nan, nan}).bins.empty());
  EXPECT_TRUE(find(make_study(DesignKind::grid, {{1, 1}, {1, 2}}), 1, {3, 4}, 0).bins.empty());
  EXPECT_EQ(find(make_study(DesignKind::grid, {{1, 1}, {1, 2}}), 1, {3, 4}, 1).bins.size(), 2U);
  // A value whose runs all failed has no bin; a point that lost one of two replicates counts as if it had both.
  const auto bins = find(make_study(DesignKind::grid, two_by_two), 2, {1, 3, nan, 4, nan, nan, nan, nan}).bins;
  EXPECT_TRUE(bins.empty());
  const auto less = find(make_study(DesignKind::grid, two_by_two), 2, {1, 3, nan, 4, 5, 7, 6, 8}).bins;
  ASSERT_EQ(less.size(), 2U);
  EXPECT_NEAR(less[0].mean, 2.5, 1e-9);
  EXPECT_EQ(less[0].runs, 3);
}

TEST(Responses, ManyPointsMakeTwelveBins) {
  std::vector<std::vector<double>> values;
  std::vector<double> runs;
  for (int k = 0; k < 1000; ++k) {
    values.push_back({(k * 617 % 1000) / 1000.0});
    runs.push_back(values.back()[0]);
  }
  const auto bins = find(make_study(DesignKind::sobol, values), 1, runs).bins;
  ASSERT_EQ(bins.size(), 12U);
  for (const ResponseBin& bin : bins) {
    EXPECT_NEAR(static_cast<double>(bin.runs), 1000.0 / 12.0, 1.0);
    EXPECT_NEAR(bin.x, bin.mean, 1e-12);
  }
}

// An outcome of two factors, luck common to all points and noise. How often the interval of the first quarter of factor 0
// holds the mean there: 0.125 + 0.5 * 2 + luck, which is the replicates' own.
std::int64_t count_intervals_that_hold(double beyond, std::int64_t trials) {
  std::mt19937_64 bits(5);
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal;
  std::int64_t held = 0;
  for (std::int64_t trial = 0; trial < trials; ++trial) {
    std::vector<std::vector<double>> values;
    std::vector<double> runs;
    const double luck[2]{normal(bits), normal(bits)};
    for (int k = 0; k < 20; ++k) {
      values.push_back({k < 10 ? 0.25 * uniform(bits) : 0.75 + 0.25 * uniform(bits), uniform(bits)});
      for (const double lucky : luck) runs.push_back(values.back()[0] + 2.0 * values.back()[1] + lucky + 0.3 * normal(bits));
    }
    const auto bins = find(make_study(DesignKind::latin_hypercube, values), 2, runs).bins;
    double truth = 0.0, in_bin = 0.0, lower = 0.0, upper = 0.0;
    for (const ResponseBin& bin : bins) {
      if (bin.x > 0.5 || in_bin > 0.0) continue;
      truth = bin.x + 1.0 + (luck[0] + luck[1]) / 2.0 + beyond;
      lower = bin.lower;
      upper = bin.upper;
      in_bin = 1.0;
    }
    held += lower <= truth && truth <= upper;
  }
  return held;
}

TEST(Responses, IntervalsHoldTheTruthAsOftenAsTheySay) {
  const std::int64_t trials = 3000;
  const std::int64_t held = count_intervals_that_hold(0.0, trials);
  EXPECT_GT(static_cast<double>(held) / trials, 0.92);
  EXPECT_LT(static_cast<double>(held) / trials, 0.98);
  EXPECT_TRUE(check_proportion(count_intervals_that_hold(1.0, trials), trials, 0.95).rejects);
}

}  // namespace
}  // namespace tessera
