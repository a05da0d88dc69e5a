// How many replicates: the rule, and the coverage of intervals that it stops on.
#include "run/rounds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "base/distributions.hpp"
#include "base/draws.hpp"
#include "base/errors.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

const double nothing = std::nan("");

TEST(Rounds, DoubleFromTwentyUpToTheMost) {
  const ReplicateRule rule{.most = 100};
  EXPECT_EQ(next_round(rule, 0), 20U);
  EXPECT_EQ(next_round(rule, 20), 40U);
  EXPECT_EQ(next_round(rule, 80), 100U);
  EXPECT_EQ(next_round({.fixed = 7}, 0), 7U);
  EXPECT_EQ(next_round({.most = 12}, 0), 12U);
}

TEST(Rounds, NarrownessIsHalfTheWidth) {
  EXPECT_TRUE(narrow_enough({.estimate = 5, .lower = 4, .upper = 6, .count = 20}, 1.0));
  EXPECT_FALSE(narrow_enough({.estimate = 5, .lower = 4, .upper = 6, .count = 20}, 0.9));
  EXPECT_TRUE(narrow_enough({nothing, nothing, nothing, 0, 20}, 0.1)) << "more replicates do not make a value that does not exist";
}

// 20 values whose pairwise difference to those of `shift` 0 is shift, give or take `apart`.
std::vector<double> twenty(double shift, double apart) {
  std::vector<double> values;
  for (int k = 0; k < 20; ++k) values.push_back(k + shift + (k % 2 == 0 ? apart : -apart));
  return values;
}

TEST(Rounds, EveryVariantsPairedDifferenceMustBeNarrow) {
  const ReplicateRule rule{.until_half_width = 0.1, .most = 160, .measure = "coverage"};
  const auto base = twenty(0, 0), near = twenty(3, 0.2), wide = twenty(3, 0.3);  // t 2.093 sd / sqrt 20: 0.096 and 0.144
  using Values = std::vector<std::vector<double>>;
  EXPECT_EQ(replicates_wanted(rule, Values{{}, {}}, 0), 20U);
  EXPECT_EQ(replicates_wanted(rule, Values{base, near}, 20), 20U);
  EXPECT_EQ(replicates_wanted(rule, Values{base, wide}, 20), 40U);
  EXPECT_EQ(replicates_wanted(rule, Values{base, near, wide}, 20), 40U);
  EXPECT_EQ(replicates_wanted({.until_half_width = 0.1, .most = 20, .measure = "coverage"}, Values{base, wide}, 20), 20U);
  EXPECT_EQ(replicates_wanted({.fixed = 5}, Values{base, wide}, 5), 5U);
  EXPECT_EQ(replicates_wanted({.fixed = 5}, Values{base, wide}, 0), 5U);
  // Without a measure the width is in sds of the first variant, here 5.92: 0.017 and 0.6 of them.
  EXPECT_EQ(replicates_wanted({.until_half_width = 0.02}, Values{base, near}, 20), 20U);
  EXPECT_EQ(replicates_wanted({.until_half_width = 0.015}, Values{base, near}, 20), 40U);
  EXPECT_THROW(replicates_wanted(rule, Values{base, {1.0}}, 20), BrokenPromise);
}

TEST(Rounds, OneVariantAloneIsJudgedByItsMean) {
  std::vector<std::vector<double>> alone{twenty(0, 0)};  // half-width 2.77
  EXPECT_EQ(replicates_wanted({.until_half_width = 2.7, .measure = "coverage"}, alone, 20), 40U);
  EXPECT_EQ(replicates_wanted({.until_half_width = 2.8, .measure = "coverage"}, alone, 20), 20U);
}

TEST(Rounds, WhatFailedIsLeftOutAndWhatHasNoValueStopsNobody) {
  const ReplicateRule rule{.until_half_width = 0.1, .measure = "coverage"};
  std::vector<std::vector<double>> values{twenty(0, 0), twenty(3, 0.2)};
  values[1][4] = nothing;
  values[0][7] = nothing;
  EXPECT_EQ(replicates_wanted(rule, values, 20), 40U) << "18 pairs: 0.102";
  values[1].assign(20, nothing);
  EXPECT_EQ(replicates_wanted(rule, values, 20), 20U);
  // What stands beyond the replicates done has no say.
  values[1] = twenty(3, 0.2);
  values[0] = twenty(0, 0);
  for (auto& of_variant : values) of_variant.resize(40, 1e6);
  values[1][30] = -1e6;
  EXPECT_EQ(replicates_wanted(rule, values, 20), 20U);
}

// Whether so many replicates are enough, given the values.
using Enough = std::function<bool(std::span<const std::vector<double>> values, std::uint32_t done)>;

// Of so many made-up experiments (pairs correlated by 0.7), how often the interval at which `enough` stops holds the truth.
std::int64_t count_covered(std::int64_t experiments, double truth, const ReplicateRule& rule, const Enough& enough) {
  std::int64_t covered = 0;
  for (std::int64_t experiment = 0; experiment < experiments; ++experiment) {
    Stream luck = MechanismDraws(20260, 0, 0, 0).at(static_cast<std::uint64_t>(experiment));
    std::vector<std::vector<double>> values(2);
    for (std::uint32_t count = next_round(rule, 0);; count = next_round(rule, count)) {
      while (values[0].size() < count) {
        const double shared = normal(luck);
        values[0].push_back(std::sqrt(0.7) * shared + std::sqrt(0.3) * normal(luck));
        values[1].push_back(std::sqrt(0.7) * shared + std::sqrt(0.3) * normal(luck) + truth);
      }
      if (enough(values, count) || count == rule.most) break;
    }
    const Interval effect = paired_difference(values[0], values[1]);
    covered += effect.lower <= truth && truth <= effect.upper;
  }
  return covered;
}

TEST(Rounds, IntervalsStoppedByTheirWidthCoverAsTheySay) {
  constexpr std::int64_t experiments = 4000;
  // A width in the unit of a measure, and one in sds of the baseline.
  for (const ReplicateRule& rule : {ReplicateRule{.until_half_width = 0.15, .most = 640, .measure = "coverage"},
                                    ReplicateRule{.until_half_width = 0.15, .most = 640}}) {
    const auto narrow = [&](std::span<const std::vector<double>> values, std::uint32_t done) {
      return replicates_wanted(rule, values, done) == done;
    };
    const auto covered = count_covered(experiments, 0.3, rule, narrow);
    EXPECT_FALSE(check_proportion(covered, experiments, 0.95).rejects) << check_proportion(covered, experiments, 0.95);
  }
  // Power twin: whoever stops as soon as the effect looks clear covers less, and the same check sees it.
  const auto looks_clear = [](std::span<const std::vector<double>> values, std::uint32_t) {
    const Interval effect = paired_difference(values[0], values[1]);
    return effect.lower > 0.0 || effect.upper < 0.0;
  };
  EXPECT_TRUE(check_proportion(count_covered(experiments, 0.0, {.most = 640}, looks_clear), experiments, 0.95).rejects);
}

}  // namespace
}  // namespace tessera
