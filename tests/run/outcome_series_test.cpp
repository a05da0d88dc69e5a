#include "run/outcome_series.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "run/run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

std::size_t find_outcome(std::string_view measure) {
  const auto names = outcome_names();
  for (std::size_t k = 0; k < names.size(); ++k)
    if (names[k].measure == measure) return k;
  return names.size();
}

class OutcomeSeriesOfARun : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  Results run(std::vector<std::string> sets) {
    sets.insert(sets.end(), {"run.months=14", "run.replicates=3", "organisations.count=30", "community.residents=15000"});
    run_scenario(read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", sets), {.output = file_, .replace = true});
    return Results::open(file_);
  }
  const std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("tessera_series_" + std::to_string(getpid()));
  const std::string file_ = (folder_ / "town.h5").string();
};

TEST_F(OutcomeSeriesOfARun, AreMeansOverReplicatesMonthByMonth) {
  const Results results = run({});
  const OutcomeSeries series = read_outcome_series(results);
  ASSERT_EQ(series.months.size(), 15u);
  const auto stored = results.read("/coverage").values;  // [point 0][replicate][month]
  const auto& coverage = series.values.at(find_outcome("coverage"));
  for (std::size_t month = 1; month < 15; ++month)
    EXPECT_DOUBLE_EQ(coverage[month], (stored[month] + stored[15 + month] + stored[30 + month]) / 3.0) << month;
}

TEST_F(OutcomeSeriesOfARun, APlaceAlongAnAxisIsFoundByItsName) {
  const Results results = run({});
  const auto names = results.names("/level");
  const auto formal = static_cast<std::size_t>(std::find(names.begin(), names.end(), "formal") - names.begin());
  const auto stored = results.read("/mean_degree_by_level").values;
  const auto degree = read_outcome_series(results).values.at(find_outcome("mean_degree_by_level"));
  const auto at = [&](std::size_t replicate) { return stored[(replicate * 15 + 14) * names.size() + formal]; };
  EXPECT_DOUBLE_EQ(degree[14], (at(0) + at(1) + at(2)) / 3.0);
}

TEST_F(OutcomeSeriesOfARun, WhatTheFileDoesNotHoldIsEmpty) {
  const OutcomeSeries series = read_outcome_series(run({"results.measures=[\"coverage\"]"}));
  EXPECT_EQ(series.values.at(find_outcome("coverage")).size(), 15u);
  EXPECT_TRUE(series.values.at(find_outcome("volunteers")).empty());
}

}  // namespace
}  // namespace tessera
