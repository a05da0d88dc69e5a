// Effects and verdicts against values worked out by hand.
#include "analysis/claims/verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

Effect make_effect(double estimate, double half_width, double p_holm) {
  return {.estimate = estimate, .lower = estimate - half_width, .upper = estimate + half_width, .spread = 1.0, .standardised = estimate,
          .p = p_holm, .p_holm = p_holm, .pairs = 20};
}

SweepPoint make_point(double value, double estimate, double half_width, Verdict verdict = Verdict::not_identified) {
  return {.label = std::to_string(static_cast<int>(value)), .value = value, .effect = make_effect(estimate, half_width, 0.01), .verdict = verdict};
}

TEST(EstimateEffect, ByHand) {
  const std::vector<double> base{1, 2, 3, 4}, other{2, 4, 3, 7};  // differences 1, 2, 0, 3: mean 1.5, variance 5/3
  const Effect effect = estimate_effect(base, other);
  const double half = 3.182446305 * std::sqrt(5.0 / 3.0 / 4.0);
  EXPECT_DOUBLE_EQ(effect.estimate, 1.5);
  EXPECT_NEAR(effect.lower, 1.5 - half, 1e-8);
  EXPECT_NEAR(effect.upper, 1.5 + half, 1e-8);
  EXPECT_DOUBLE_EQ(effect.baseline_mean, 2.5);
  EXPECT_DOUBLE_EQ(effect.spread, std::sqrt(5.0 / 3.0));
  EXPECT_DOUBLE_EQ(effect.standardised, 1.5 / std::sqrt(5.0 / 3.0));
  const double x = 1.5 / std::sqrt(5.0 / 12.0) / std::sqrt(3.0);  // t over the root of its 3 degrees
  EXPECT_NEAR(effect.p, 1.0 - 2.0 / std::numbers::pi * (std::atan(x) + x / (1.0 + x * x)), 1e-12);
  EXPECT_EQ(effect.pairs, 4);
}

TEST(EstimateEffect, LeavesOutPairsWithAMissingValue) {
  const Effect effect = estimate_effect(std::vector<double>{1, nan, 3, 4}, std::vector<double>{2, 2, nan, 6});
  EXPECT_DOUBLE_EQ(effect.estimate, 1.5);
  EXPECT_EQ(effect.pairs, 2);
  EXPECT_EQ(effect.missing, 2);
  EXPECT_DOUBLE_EQ(effect.baseline_mean, 2.5);
}

TEST(EstimateEffect, WithoutVariation) {
  const std::vector<double> same{1, 2, 3}, constant{0, 0, 0}, shifted{2, 2, 2};
  const Effect none = estimate_effect(same, same);
  EXPECT_EQ(none.estimate, 0.0);
  EXPECT_EQ(none.lower, 0.0);
  EXPECT_EQ(none.upper, 0.0);
  EXPECT_EQ(none.standardised, 0.0);
  EXPECT_EQ(none.p, 1.0);
  const Effect from_nothing = estimate_effect(constant, same);
  EXPECT_EQ(from_nothing.spread, 1.0) << "of the treatment, as the baseline does not vary";
  const Effect certain = estimate_effect(constant, shifted);
  EXPECT_EQ(certain.standardised, infinity);
  EXPECT_EQ(certain.p, 0.0);
  EXPECT_EQ(estimate_effect(std::vector<double>{1}, std::vector<double>{2}).pairs, 1);
}

TEST(Judge, EveryVerdict) {
  const SmallestEffect smallest;  // 0.1 sd
  EXPECT_EQ(judge(make_effect(0.5, 0.2, 0.01), Expected::up, smallest), Verdict::supported);
  EXPECT_EQ(judge(make_effect(-0.5, 0.2, 0.01), Expected::down, smallest), Verdict::supported);
  EXPECT_EQ(judge(make_effect(-0.5, 0.2, 0.01), Expected::different, smallest), Verdict::supported);
  EXPECT_EQ(judge(make_effect(-0.5, 0.2, 0.01), Expected::up, smallest), Verdict::refuted_other_way);
  EXPECT_EQ(judge(make_effect(0.5, 0.6, 0.2), Expected::up, smallest), Verdict::not_identified);
  EXPECT_EQ(judge(make_effect(0.5, 0.2, 0.06), Expected::up, smallest), Verdict::not_identified) << "not after adjustment";
  EXPECT_EQ(judge(make_effect(0.02, 0.05, 0.4), Expected::up, smallest), Verdict::refuted_no_effect);
  EXPECT_EQ(judge(make_effect(0.05, 0.04, 0.01), Expected::up, smallest), Verdict::refuted_no_effect) << "clear, but too small";
  EXPECT_EQ(judge(make_effect(0.08, 0.04, 0.01), Expected::up, smallest), Verdict::not_identified) << "clear, perhaps too small";
  EXPECT_EQ(judge(make_effect(0.5, 0.2, 0.01), Expected::up, {true, 0.8}), Verdict::refuted_no_effect) << "absolute";
  EXPECT_EQ(judge(Effect{.pairs = 1}, Expected::up, smallest), Verdict::not_identified);
}

TEST(Judge, WhatIsEqualInEveryPairIsNotIdentified) {
  for (const std::vector<double>& values : {std::vector<double>{0, 0, 0}, std::vector<double>{1, 2, 3}}) {
    Effect effect = estimate_effect(values, values);
    adjust_family({&effect}, 0);
    EXPECT_EQ(judge(effect, Expected::up, {}), Verdict::not_identified) << "nothing differed";
  }
  const std::vector<double> base{1, 2, 3, 4, 5, 6}, nearly{1.01, 1.99, 3.01, 3.99, 5.01, 5.99};
  Effect effect = estimate_effect(base, nearly);
  adjust_family({&effect}, 0);
  EXPECT_EQ(judge(effect, Expected::up, {}), Verdict::refuted_no_effect) << "twin: something differed, and it is too small";
}

TEST(AdjustFamily, ThoseNotRunCountAsOne) {
  Effect one = make_effect(1, 1, 0), two = one;
  one.p = 0.01;
  two.p = 0.02;
  adjust_family({&one, &two}, 0);
  EXPECT_DOUBLE_EQ(one.p_holm, 0.02);
  EXPECT_DOUBLE_EQ(two.p_holm, 0.02);
  adjust_family({&one, &two}, 8);
  EXPECT_DOUBLE_EQ(one.p_holm, 0.1);
  EXPECT_DOUBLE_EQ(two.p_holm, 0.18);
  EXPECT_DOUBLE_EQ(one.q, 0.1);
}

TEST(Combine, ConditionalNeedsBothAnswers) {
  const auto good = make_point(1, 1, 0.1, Verdict::supported), bad = make_point(2, -1, 0.1, Verdict::refuted_other_way),
             none = make_point(3, 0, 0.01, Verdict::refuted_no_effect), open = make_point(4, 0, 1);
  const auto combined = [](Verdict primary, const std::vector<SweepPoint>& points) { return combine(primary, points); };
  EXPECT_EQ(combined(Verdict::supported, {good, open}), Verdict::supported);
  EXPECT_EQ(combined(Verdict::supported, {good, bad}), Verdict::conditional);
  EXPECT_EQ(combined(Verdict::supported, {none}), Verdict::conditional);
  EXPECT_EQ(combined(Verdict::not_identified, {good, open}), Verdict::not_identified);
  EXPECT_EQ(combined(Verdict::not_identified, {good, bad}), Verdict::conditional);
  EXPECT_EQ(combined(Verdict::refuted_other_way, {bad, none}), Verdict::refuted_other_way);
  auto same = none;
  same.same = true;
  EXPECT_EQ(combined(Verdict::supported, {same}), Verdict::supported) << "one scenario against itself says nothing";
}

TEST(Combine, AnotherQuestionAndASmallDoseWithoutEffectDecideNothing) {
  auto beside = make_point(1, -1, 0.1, Verdict::refuted_other_way), dose = make_point(2, 0, 0.01, Verdict::refuted_no_effect);
  EXPECT_EQ(combine(Verdict::supported, std::vector{beside}), Verdict::conditional) << "twin: elsewhere it does decide";
  beside.beside = true;
  EXPECT_EQ(combine(Verdict::supported, std::vector{beside}), Verdict::supported);
  EXPECT_EQ(combine(Verdict::supported, std::vector{dose}), Verdict::conditional) << "twin: as much of the treatment does";
  dose.small_dose = true;
  EXPECT_EQ(combine(Verdict::supported, std::vector{dose}), Verdict::supported);
  dose.verdict = Verdict::refuted_other_way;
  EXPECT_EQ(combine(Verdict::supported, std::vector{dose}), Verdict::conditional) << "the other sign counts at every dose";
}

TEST(DescribeRegion, ByVerdict) {
  const std::vector points{make_point(1, 1, 0.1, Verdict::supported), make_point(2, 0, 1), make_point(4, 1, 0.1, Verdict::supported)};
  EXPECT_EQ(describe_region(points), "supported at 1, 4; not identified at 2");
  std::vector beside{make_point(1, 1, 0.1, Verdict::supported), make_point(2, 1, 0.1, Verdict::supported)};
  beside[1].beside = true;
  EXPECT_EQ(describe_region(beside), "supported at 1; beside: supported at 2");
}

TEST(FindTurns, ByHand) {
  // Effect 2, 1, -1, -2 at 0, 1, 2, 3, half-width 0.5: zero at 1.5; the band holds 0 from 1.25 to 1.75.
  const std::vector points{make_point(0, 2, 0.5), make_point(1, 1, 0.5), make_point(2, -1, 0.5), make_point(3, -2, 0.5)};
  const auto turns = find_turns(points);
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_DOUBLE_EQ(turns[0].at, 1.5);
  EXPECT_DOUBLE_EQ(turns[0].lower, 1.25);
  EXPECT_DOUBLE_EQ(turns[0].upper, 1.75);
}

TEST(FindTurns, ReachesAcrossNeighboursAndEndsWithTheSweep) {
  // Half-width 1.5: at 1 and 2 the interval holds 0; it lets go between 0 and 1, and never above.
  const std::vector points{make_point(0, 2, 1.5), make_point(1, 1, 1.5), make_point(2, -1, 1.5)};
  const auto turns = find_turns(points);
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_DOUBLE_EQ(turns[0].lower, 0.5);  // lower end 0.5 at 0, -0.5 at 1
  EXPECT_DOUBLE_EQ(turns[0].upper, 2.0);
  EXPECT_TRUE(find_turns(std::vector{make_point(0, 1, 0.1), make_point(1, 2, 0.1)}).empty());
}

}  // namespace
}  // namespace tessera
