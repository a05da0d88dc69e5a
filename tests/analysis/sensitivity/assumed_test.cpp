// The screening of assumed parameters knows every one of them: varied over a range that can be, or left out for a reason
// that holds.
#include "analysis/sensitivity/assumed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "parameters/parameters.hpp"
#include "run/outcomes.hpp"
#include "run/replicate.hpp"
#include "scenario/experiment.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

const std::string screening = TESSERA_SOURCE_DIR "/scenarios/sweeps/assumed_screening.toml";

TEST(Assumed, EveryAssumedParameterIsVariedOrLeftOutOnce) {
  const AssumedParameters assumed = list_assumed();
  std::multiset<std::string_view> seen, wanted;
  for (const AssumedRange& one : assumed.varied) seen.insert(one.row->name);
  for (const AssumedLeftOut& one : assumed.left_out) seen.insert(one.row->name);
  for (const ParameterRow& row : parameter_table())
    if (row.source.starts_with("assumed")) wanted.insert(row.name);
  EXPECT_EQ(seen, wanted);
  EXPECT_GT(assumed.varied.size(), 150u);
}

TEST(Assumed, RangesHoldTheDefaultAndAreAllowed) {
  for (const AssumedRange& one : list_assumed().varied) {
    EXPECT_LT(one.low, one.high) << one.row->name;
    EXPECT_LE(one.low, one.row->standard) << one.row->name;
    EXPECT_GE(one.high, one.row->standard) << one.row->name;
    EXPECT_GE(one.low, one.row->lowest) << one.row->name;
    EXPECT_LE(one.high, one.row->highest) << one.row->name;
  }
}

// A small town with some values set, at the end of a year and a half: a hash of all of its state, and the headline measures.
struct Final {
  std::uint64_t hash;
  std::vector<double> measures;
};
Final run_small_town(std::vector<std::string> overrides) {
  overrides.insert(overrides.end(), {"run.months=18", "organisations.count=30", "community.residents=15000"});
  const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/small_town.toml", overrides);
  const MeasurePlan plan = plan_measures(outcome_measures(), scenario.parameters, 4);
  Replicate replicate = found_replicate(scenario, plan, 0, nullptr);
  while (replicate.world.month < 18) advance_replicate(replicate, scenario, plan);
  return {replicate.hashes.back(), {replicate.rows.end() - static_cast<std::ptrdiff_t>(plan.width), replicate.rows.end()}};
}
std::uint64_t final_state(const std::vector<std::string>& overrides) { return run_small_town(overrides).hash; }

std::string set_text(std::string_view name, double value) { return std::string(name) + "=" + std::to_string(value); }

TEST(Assumed, CornersOfTheRangesAreCommunitiesThatCanBe) {
  std::vector<std::string> low, high;
  for (const AssumedRange& one : list_assumed().varied) {
    low.push_back(set_text(one.row->name, one.low));
    high.push_back(set_text(one.row->name, one.high));
  }
  EXPECT_NE(final_state(low), final_state(high));
}

TEST(Assumed, WhatIsLeftOutForWantOfPoliciesChangesNothing) {
  const std::uint64_t before = final_state({});
  for (const AssumedLeftOut& one : list_assumed().left_out) {
    if (one.reason != LeftOut::only_under_policies) continue;
    const double other = one.row->whole ? one.row->standard + 1.0 : 0.6 * one.row->standard;
    EXPECT_EQ(final_state({set_text(one.row->name, other)}), before) << one.row->name;
  }
  EXPECT_NE(final_state({"trust.weight=0.2"}), before) << "twin";
}

TEST(Assumed, WhatIsLeftOutForReportsChangesNoOutcome) {
  const auto comparable = [](std::vector<double> values) {  // equal, also where there is no number
    for (double& value : values) value = std::isnan(value) ? -1.0 : value;
    return values;
  };
  const std::vector<double> before = comparable(run_small_town({}).measures);
  for (const AssumedLeftOut& one : list_assumed().left_out)
    if (one.reason == LeftOut::only_in_reports) {
      EXPECT_EQ(comparable(run_small_town({set_text(one.row->name, 0.5 * one.row->standard)}).measures), before) << one.row->name;
    }
  EXPECT_NE(comparable(run_small_town({"trust.weight=0.2"}).measures), before) << "twin";
}

TEST(Assumed, TheExperimentFileIsWhatTheRuleSays) {
  const std::string wanted = write_screening(list_assumed());
  if (std::getenv("TESSERA_RENEW") != nullptr) std::ofstream(screening) << wanted;
  std::ostringstream text;
  text << std::ifstream(screening).rdbuf();
  EXPECT_EQ(text.str(), wanted) << "run with TESSERA_RENEW=1 if the rule is right";
}

TEST(Assumed, BothExperimentsReadAndMoveFactorsOverTheSameRanges) {
  const AssumedParameters assumed = list_assumed();
  const Experiment screened = read_experiment(screening), indices = read_experiment(TESSERA_SOURCE_DIR "/scenarios/sweeps/assumed_indices.toml");
  EXPECT_EQ(screened.factors.size(), assumed.varied.size());
  EXPECT_GE(indices.factors.size(), 8u);
  for (const Factor& factor : indices.factors) {
    const auto same = [&](const AssumedRange& one) {
      return one.row->name == factor.path && one.low == factor.low && one.high == factor.high;
    };
    EXPECT_EQ(std::count_if(assumed.varied.begin(), assumed.varied.end(), same), 1) << factor.path;
  }
}

}  // namespace
}  // namespace tessera
