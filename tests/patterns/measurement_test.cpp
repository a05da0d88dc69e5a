// All patterns on the default community, measured and printed with accepted range and verdict: a miss is shown, not
// hidden.
#include "analysis/patterns/measurement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "analysis/patterns/report.hpp"
#include "base/errors.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

Scenario community(const std::vector<std::string>& sets = {}) {
  return read_scenario_text("tessera = 1\nname = \"the default community\"\n", "default", sets);
}

// Seconds instead of minutes: few short runs of small communities.
Effort tiny_effort() {
  return {.replicates = 2,
          .nonprofits_replicates = 1,
          .nonprofits = 100,
          .recession_replicates = 2,
          .recession_organisations = 60,
          .null_recession_replicates = 1};
}

PatternsMeasured measure(const Scenario& scenario, const Effort& effort, int threads = 0,
                         std::vector<std::string> only = {}) {
  return measure_patterns(scenario, {.only = std::move(only), .effort = effort, .threads = threads});
}

TEST(PatternsMeasured, AreTheSameForOneTwoAndSevenThreads) {
  const Scenario scenario = community({"organisations.count=40", "community.residents=20000", "community.districts=2"});
  const std::string one =
      table_as_csv(patterns_as_table(measure(scenario, tiny_effort(), 1, {"P4", "P5", "P9", "P16", "P24"})));
  for (const int threads : {2, 7})
    EXPECT_EQ(
        table_as_csv(patterns_as_table(measure(scenario, tiny_effort(), threads, {"P4", "P5", "P9", "P16", "P24"}))),
        one);
}

TEST(PatternsMeasured, UnknownIdNamesTheNearest) {
  try {
    measure(community(), tiny_effort(), 0, {"P17"});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("there is no pattern 'P17'"));
  }
}

TEST(PatternsMeasured, ADescribedCommunityIsRefused) {
  Scenario scenario = community();
  scenario.organisations.emplace_back();
  EXPECT_THROW(measure(scenario, tiny_effort()), InputError);
}

// A pattern is missed as soon as one of its statistics is; what lies outside by less than its interval says so.
TEST(PatternsMeasured, VerdictsFollowTheRanges) {
  PatternsMeasured measured;
  for (const Statistic& statistic : statistic_table())
    if (statistic.pattern == "P5") {
      const double inside = 0.5 * (statistic.lowest + statistic.highest);
      measured.statistics.push_back(
          {&statistic, {Interval{inside, inside, inside, 9, 0}}, {PatternVerdict::holds}, {Interval{}}});
    }
  EXPECT_EQ(verdict_of(measured, "P5"), PatternVerdict::holds);
  measured.statistics[1].verdict[0] = PatternVerdict::missed;
  EXPECT_EQ(verdict_of(measured, "P5"), PatternVerdict::missed);
  EXPECT_EQ(verdict_of(measured, "P6"), PatternVerdict::not_measured);
  EXPECT_THAT(report_patterns(measured), HasSubstr("P5 Volunteers come, stay and give hours: missed"));
}

// A null misses what the full model meets by a hair: told apart only if the paired difference is beyond its noise.
TEST(Separations, NeedADifferenceWhoseIntervalExcludesZero) {
  const auto with_difference = [](double lower, double upper) {
    const Statistic& statistic = statistic_table().front();
    const Interval difference{0.5 * (lower + upper), lower, upper, 9, 0};
    PatternsMeasured measured;
    measured.statistics.push_back({&statistic,
                                   {Interval{}, Interval{}},
                                   {PatternVerdict::holds, PatternVerdict::missed},
                                   {Interval{}, difference}});
    return separate(measured, 1);
  };
  EXPECT_EQ(with_difference(0.01, 0.2).by.size(), 1u);
  EXPECT_EQ(with_difference(-0.2, -0.01).by.size(), 1u);
  const Separation noise = with_difference(-0.01, 0.2);
  EXPECT_TRUE(noise.by.empty());
  EXPECT_EQ(noise.clearest, nullptr);
  const double unknown = std::nan("");
  EXPECT_TRUE(with_difference(unknown, unknown).by.empty());
}

// The quick form, or the whole of it under TESSERA_LONG; printed, so that a reader of the log sees every value.
TEST(PatternsOfTheDefaultCommunity, AreMeasuredAndShown) {
  const bool whole = std::getenv("TESSERA_LONG") != nullptr;
  Effort effort = whole ? Effort{} : quick_effort();
  if (!whole) {
    effort.replicates = 3;
    effort.nonprofits = 1'000;
    effort.recession_organisations = 300;
    effort.recession_replicates = 2;
  }
  const PatternsMeasured measured = measure_patterns(community(), {.effort = effort, .nulls = whole});
  std::printf("%s\n", report_patterns(measured).c_str());
  EXPECT_TRUE(measured.failures.empty());
  for (const char* steady : {"P2", "P3", "P5", "P7", "P16"})
    EXPECT_NE(verdict_of(measured, steady), PatternVerdict::not_measured) << steady;
  if (!whole) return;
  int holds = 0;
  for (const Pattern& pattern : pattern_table()) holds += verdict_of(measured, pattern.id) == PatternVerdict::holds;
  EXPECT_GE(holds, 10);
}

}  // namespace
}  // namespace tessera
