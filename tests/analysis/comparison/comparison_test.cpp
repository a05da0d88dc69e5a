// Comparisons of made-up variants whose answers are known: by hand, in closed form, and by how often they are right.
#include "analysis/comparison/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/distributions.hpp"
#include "base/draws.hpp"
#include "base/errors.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const double nothing = std::nan("");

OutcomeValues made_up(std::vector<std::vector<std::vector<double>>> values, Better better = Better::higher) {
  return {{.measure = "coverage", .label = "need met", .unit = "share", .first_month = 109, .last_month = 120, .better = better}, std::move(values)};
}

TEST(CompareVariants, OneDesignPointByHand) {
  // Differences 1, 2, 0, 3: mean 1.5, variance 5/3; variances 5/3 and 14/3.
  const auto values = made_up({{{1, 2, 3, 4}}, {{2, 4, 3, 7}}});
  const OutcomeComparison comparison = compare_variants(values, {});
  ASSERT_EQ(comparison.overall.size(), 1U);
  const VariantComparison& other = comparison.overall[0];
  EXPECT_EQ(other.variant, 1U);
  EXPECT_DOUBLE_EQ(other.effect.estimate, 1.5);
  EXPECT_DOUBLE_EQ(other.mean(), 4.0);
  EXPECT_EQ(other.bootstrap.estimate, 1.5);
  EXPECT_GE(other.bootstrap.lower, 0.0);
  EXPECT_LE(other.bootstrap.upper, 3.0);
  EXPECT_NEAR(other.pairing.factor, (5.0 / 3.0 + 14.0 / 3.0) / (5.0 / 3.0), 1e-12);
  EXPECT_EQ(other.replicates_needed, values_needed(5.0 / 3.0, 0.1 * std::sqrt(5.0 / 3.0))) << "a tenth of the baseline's sd";
  EXPECT_EQ(compare_variants(values, {.half_width = 0.5}).overall[0].replicates_needed, values_needed(5.0 / 3.0, 0.5));
  EXPECT_THAT(comparison.by_point, IsEmpty());
  const VariantComparison turned = compare_variants(values, {.baseline = 1}).overall.at(0);
  EXPECT_EQ(turned.variant, 0U);
  EXPECT_DOUBLE_EQ(turned.effect.estimate, -1.5);
  EXPECT_THROW(compare_variants(values, {.baseline = 2}), BrokenPromise);
}

TEST(CompareVariants, PairsWithAMissingRunAreLeftOutAndCounted) {
  const auto values = made_up({{{1, 2, nothing, 4}}, {{2, nothing, 3, 7}}, {{nothing, nothing, nothing, nothing}}});
  const OutcomeComparison comparison = compare_variants(values, {});
  EXPECT_EQ(comparison.overall[0].effect.pairs, 2);
  EXPECT_EQ(comparison.overall[0].effect.missing, 2);
  EXPECT_DOUBLE_EQ(comparison.overall[0].effect.estimate, 2.0);
  EXPECT_DOUBLE_EQ(comparison.overall[0].effect.baseline_mean, 2.5) << "of the pairs alone";
  EXPECT_EQ(comparison.overall[1].effect.pairs, 0);
  EXPECT_EQ(comparison.overall[1].points_used, 0U);
  EXPECT_TRUE(std::isnan(comparison.overall[1].effect.estimate));
  EXPECT_EQ(comparison.overall[1].bootstrap.state, BootstrapState::no_value);
  EXPECT_EQ(comparison.overall[1].replicates_needed, 0U);
}

TEST(CompareVariants, OverDesignPointsAReplicateCountsOnce) {
  // Means over the points: 2, 3, 4 and 4, 5, 9; the third point has no value in the variant and the last replicate is not
  // there at the second.
  const auto values = made_up({{{1, 2, 3, 8}, {3, 4, 5, 8}, {1, 1, 1, 1}}, {{2, 3, 8, 8}, {6, 7, 10, nothing}, {nothing, nothing, nothing, nothing}}});
  const OutcomeComparison comparison = compare_variants(values, {});
  const VariantComparison& overall = comparison.overall[0];
  EXPECT_EQ(overall.points_used, 2U);
  EXPECT_EQ(overall.effect.pairs, 3);
  EXPECT_EQ(overall.effect.missing, 1);
  EXPECT_DOUBLE_EQ(overall.effect.estimate, 3.0);
  ASSERT_EQ(comparison.by_point.size(), 3U);
  EXPECT_DOUBLE_EQ(comparison.by_point[0][0].effect.estimate, 1.75);
  EXPECT_DOUBLE_EQ(comparison.by_point[1][0].effect.estimate, (3 + 3 + 5) / 3.0);
  EXPECT_EQ(comparison.by_point[2][0].points_used, 0U);
  EXPECT_THAT(compare_variants(values, {.each_point = false}).by_point, IsEmpty());
}

TEST(CompareVariants, PointsShareTheirLuck) {
  // Five points that are copies of one another say no more than one of them.
  std::vector<std::vector<double>> base(5, {1, 2, 3, 4}), other(5, {2, 4, 3, 7});
  const Effect five = compare_variants(made_up({base, other}), {}).overall[0].effect;
  const Effect one = compare_variants(made_up({{base[0]}, {other[0]}}), {}).overall[0].effect;
  EXPECT_DOUBLE_EQ(five.lower, one.lower);
  EXPECT_DOUBLE_EQ(five.p, one.p);
}

TEST(AdjustTogether, OutcomesAreOneFamilyAndPointsAnotherPerOutcome) {
  const auto clear = made_up({{{1, 2, 3, 4}, {1, 2, 3, 4}}, {{2, 3.1, 4, 5}, {2, 3, 4, 5.1}}});
  std::vector<OutcomeComparison> outcomes{compare_variants(clear, {}), compare_variants(clear, {}), compare_variants(clear, {})};
  adjust_together(outcomes);
  const auto& overall = outcomes[0].overall[0].effect;
  const auto& at_point = outcomes[0].by_point[0][0].effect;
  EXPECT_NEAR(overall.p_holm / overall.p, 3.0, 1e-9);
  EXPECT_NEAR(at_point.p_holm / at_point.p, 2.0, 1e-9);
}

std::vector<std::size_t> order_of(const std::vector<RankedVariant>& ranking) {
  std::vector<std::size_t> order;
  for (const RankedVariant& ranked : ranking) order.push_back(ranked.variant);
  return order;
}

TEST(RankVariants, BestFirstWithThoseThatCanNotBeToldApart) {
  const std::vector<double> base{1, 2, 3, 4, 5, 6};
  std::vector<double> much = base, also = base, none(6, nothing);
  for (std::size_t k = 0; k < 6; ++k) {
    much[k] += 10.0 + 0.01 * static_cast<double>(k % 2);
    also[k] += 10.0 + 0.01 * static_cast<double>(k % 3 == 0);
  }
  const std::vector<std::vector<std::vector<double>>> values{{base}, {much}, {none}, {also}};
  const auto ranking = rank_variants(made_up(values));
  EXPECT_THAT(order_of(ranking), ElementsAre(1, 3, 0, 2));
  EXPECT_DOUBLE_EQ(ranking[2].mean, 3.5);
  EXPECT_THAT(ranking[0].alike, ElementsAre(2, 3)) << "what has no value can not be told apart";
  EXPECT_THAT(ranking[1].alike, ElementsAre(1, 2));
  EXPECT_THAT(ranking[2].alike, ElementsAre(2));
  EXPECT_THAT(order_of(rank_variants(made_up(values, Better::lower))), ElementsAre(0, 3, 1, 2));
}

// Of so many made-up experiments with four variants that are equal but for the last (by `shift` sds), in how many some
// variants are told apart although they are equal; or the last from the first.
struct Told {
  std::int64_t falsely = 0, rightly = 0;
};
Told count_told_apart(std::int64_t experiments, double shift, std::size_t replicates) {
  Told told;
  for (std::int64_t k = 0; k < experiments; ++k) {
    Stream luck = Draws(20260, 0, 6).of(1).at(static_cast<std::uint64_t>(k));
    OutcomeValues values = made_up(std::vector<std::vector<std::vector<double>>>(4, {std::vector<double>(replicates)}));
    for (std::size_t r = 0; r < replicates; ++r) {
      const double shared = 3.0 * normal(luck);
      for (std::size_t v = 0; v < 4; ++v) values.values[v][0][r] = shared + normal(luck) + (v == 3 ? shift : 0.0);
    }
    bool falsely = false, rightly = false;
    for (const RankedVariant& ranked : rank_variants(values)) {
      const auto same = [&](std::size_t other) { return std::find(ranked.alike.begin(), ranked.alike.end(), other) != ranked.alike.end(); };
      for (std::size_t other = 0; other < 4; ++other)
        if (other != ranked.variant && !same(other)) (std::max(other, ranked.variant) == 3 ? rightly : falsely) = true;
    }
    told.falsely += falsely;
    told.rightly += rightly;
  }
  return told;
}

TEST(RankVariants, EqualOnesAreRarelyToldApartAndDifferentOnesAre) {
  constexpr std::int64_t experiments = 2000;
  const Told equal = count_told_apart(experiments, 0.0, 20);
  EXPECT_LE(static_cast<double>(equal.falsely) / experiments, 0.05);
  EXPECT_LE(static_cast<double>(std::max(equal.falsely, equal.rightly)) / experiments, 0.05);
  // Power twin: one that differs by 2 sds is told apart nearly always, and the check of chance sees it.
  const Told different = count_told_apart(experiments, 2.0, 20);
  EXPECT_TRUE(check_proportion(different.rightly, experiments, 0.05).rejects);
  EXPECT_GT(different.rightly, 95 * experiments / 100);
  EXPECT_LE(static_cast<double>(different.falsely) / experiments, 0.06);
}

TEST(CostPerGain, OfADeterministicWorldIsTheRatio) {
  const auto spending = made_up({{{0, 0, 0, 0}}, {{100, 110, 90, 100}}}, Better::lower);
  const auto outcome = made_up({{{1, 2, 3, 4}}, {{3, 4.2, 4.8, 6}}});  // gains 2, 2.2, 1.8, 2: 50 usd each in every pair
  const CostPerGain cost = find_cost_per_gain(spending, outcome, 1, 0);
  EXPECT_NEAR(cost.ratio.estimate, 50.0, 1e-9);
  EXPECT_NEAR(cost.ratio.lower, 50.0, 1e-6);
  EXPECT_NEAR(cost.ratio.upper, 50.0, 1e-6);
  EXPECT_NEAR(cost.bootstrap.lower, 50.0, 1e-6);
  EXPECT_FALSE(cost.gain_may_be_zero());
  EXPECT_DOUBLE_EQ(cost.cost.estimate, 100.0);
  EXPECT_DOUBLE_EQ(cost.gain.estimate, 2.0);
  const auto worse_when_higher = made_up({{{3, 4.2, 4.8, 6}}, {{1, 2, 3, 4}}}, Better::lower);
  EXPECT_NEAR(find_cost_per_gain(spending, worse_when_higher, 1, 0).ratio.estimate, 50.0, 1e-9) << "less is the gain";
}

TEST(CostPerGain, AGainThatMayBeZeroHasNoCostPerUnit) {
  const auto spending = made_up({{{0, 0, 0, 0}}, {{100, 101, 99, 100}}}, Better::lower);
  const auto outcome = made_up({{{1, 2, 3, 4}}, {{2, 1, 4.5, 3.1}}});
  const CostPerGain cost = find_cost_per_gain(spending, outcome, 1, 0);
  EXPECT_TRUE(cost.gain_may_be_zero());
  EXPECT_EQ(cost.ratio.set, RatioSet::outside);
  const auto same = made_up({{{1, 2, 3, 4}}, {{1, 2, 3, 4}}});
  const CostPerGain none = find_cost_per_gain(spending, same, 1, 0);
  EXPECT_TRUE(none.gain_may_be_zero());
  EXPECT_EQ(none.ratio.set, RatioSet::none);
  EXPECT_EQ(none.bootstrap.state, BootstrapState::no_value);
}

TEST(CostPerGain, UsesOnlyRunsWithBothValues) {
  const auto spending = made_up({{{0, 0, nothing, 0}}, {{100, 100, 100, 100}}}, Better::lower);
  const auto outcome = made_up({{{1, 2, 3, nothing}}, {{2, 4, 9, 9}}});
  const CostPerGain cost = find_cost_per_gain(spending, outcome, 1, 0);
  EXPECT_EQ(cost.ratio.count, 2);
  EXPECT_DOUBLE_EQ(cost.gain.estimate, 1.5);
  EXPECT_EQ(cost.cost.pairs, 2);
}

}  // namespace
}  // namespace tessera
