// How many replicates: the rule, and the coverage of intervals that it stops on.
#include "analysis/claims/rounds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "base/distributions.hpp"
#include "base/draws.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

TEST(Rounds, DoubleFromTwentyUpToTheMost) {
  const ReplicateRule rule{.most = 100};
  EXPECT_EQ(next_round(rule, 0), 20U);
  EXPECT_EQ(next_round(rule, 20), 40U);
  EXPECT_EQ(next_round(rule, 80), 100U);
  EXPECT_EQ(next_round({.fixed = 7}, 0), 7U);
  EXPECT_EQ(next_round({.most = 12}, 0), 12U);
}

TEST(Rounds, NarrownessIsInMultiplesOfTheSpread) {
  const Effect effect{.estimate = 5, .lower = 4, .upper = 6, .spread = 10, .pairs = 20};
  EXPECT_TRUE(narrow_enough(effect, 0.1));
  EXPECT_FALSE(narrow_enough(effect, 0.09));
  EXPECT_TRUE(narrow_enough(Effect{}, 0.1)) << "more replicates do not make a value that does not exist";
}

// Of so many made-up experiments with a true effect of 0.3 sd (pairs correlated by 0.7), how often the interval at which
// `stop` stops holds the truth.
std::int64_t count_covered(std::int64_t experiments, double truth, const std::function<bool(const Effect&)>& stop) {
  std::int64_t covered = 0;
  for (std::int64_t experiment = 0; experiment < experiments; ++experiment) {
    Stream luck = MechanismDraws(20260, 0, 0, 0).at(static_cast<std::uint64_t>(experiment));
    std::vector<double> base, other;
    Effect effect;
    const ReplicateRule rule{.most = 640};
    for (std::uint32_t count = next_round(rule, 0);; count = next_round(rule, count)) {
      while (base.size() < count) {
        const double shared = normal(luck);
        base.push_back(std::sqrt(0.7) * shared + std::sqrt(0.3) * normal(luck));
        other.push_back(std::sqrt(0.7) * shared + std::sqrt(0.3) * normal(luck) + truth);
      }
      effect = estimate_effect(base, other);
      if (stop(effect) || count == rule.most) break;
    }
    covered += effect.lower <= truth && truth <= effect.upper;
  }
  return covered;
}

TEST(Rounds, IntervalsStoppedByTheirWidthCoverAsTheySay) {
  constexpr std::int64_t experiments = 4000;
  const auto narrow = [](const Effect& effect) { return narrow_enough(effect, 0.15); };
  const auto covered = count_covered(experiments, 0.3, narrow);
  EXPECT_FALSE(check_proportion(covered, experiments, 0.95).rejects) << check_proportion(covered, experiments, 0.95);
  // Power twin: whoever stops as soon as the effect looks clear covers less, and the same check sees it.
  const auto looks_clear = [](const Effect& effect) { return effect.lower > 0.0 || effect.upper < 0.0; };
  EXPECT_TRUE(check_proportion(count_covered(experiments, 0.0, looks_clear), experiments, 0.95).rejects);
}

}  // namespace
}  // namespace tessera
