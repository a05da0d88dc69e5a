// Verdicts against values worked out by hand.
#include "analysis/claims/verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

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
