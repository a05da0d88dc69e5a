// Values out of a small experiment's file, whose numbers are known functions of where they stand.
#include "analysis/comparison/values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "base/errors.hpp"
#include "results/sweep_store.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint32_t points = 4, replicates = 3, groups = 2;  // two design points, two variants

// What run (point, replicate) had at a month: need met; of either group; spent in all.
double coverage(std::uint64_t point, std::uint64_t replicate, std::int32_t month) {
  return 0.5 + 0.1 * static_cast<double>(point) + 0.01 * static_cast<double>(replicate) + 0.001 * month;
}
double spent(std::uint64_t point, std::int32_t month) { return point % 2 == 1 ? 100.0 * month : 0.0; }

class SmallExperiment : public testing::Test {
 protected:
  SmallExperiment() {
    std::string name = (std::filesystem::temp_directory_path() / "tessera-comparison-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~SmallExperiment() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  Sweep sweep(std::vector<std::string> variants) const {
    Sweep sweep{.name = "Facilitators"};
    for (const std::string& variant : variants) sweep.variants.push_back({variant, "tessera = 1\n"});
    sweep.factors = {{.path = "trust.tolerance", .unit = "share", .values = {0.8, 0.9}}};
    sweep.replicates.fixed = replicates;
    sweep.months = 24;
    sweep.measures = {"coverage", "coverage_by_group", "public_spending_total"};
    return sweep;
  }

  FileLayout layout(const Sweep& sweep) const {
    FileLayout layout{.points = static_cast<std::uint32_t>(sweep.points()), .replicates = replicates, .months = 24, .every_months = 12};
    layout.single_precision = false;
    layout.width = 2 + groups;
    layout.scenario_name = "Facilitators";
    layout.experiment = to_text(sweep);
    layout.measures = {{"coverage", "", "share", "Need met over need wanted.", 0, 1},
                       {"coverage_by_group", "group", "share", "As coverage, by group.", 1, groups},
                       {"public_spending_total", "", "usd", "Spent in all.", 1 + groups, 1}};
    layout.axes = {{"group", groups, {"majority", "newcomers"}}};
    return layout;
  }

  // All runs but one are complete: replicate 1 of the treatment at the first design point failed.
  std::string write(const Sweep& sweep) const {
    const std::string file = path("experiment.h5");
    SweepStore store({.output = file, .layout = layout(sweep), .sweep = sweep, .writer = "test"});
    const BatchShape shape = store.shape();
    for (std::uint64_t run = 0; run < sweep.points() * replicates; ++run) store.keep(make_run(run, shape));
    store.finish();
    return file;
  }

 private:
  Batch make_run(std::uint64_t run, const BatchShape& shape) const {
    const std::uint64_t point = run / replicates, replicate = run % replicates;
    const bool failed = point == 1 && replicate == 1;
    Batch batch;
    batch.runs = {run};
    batch.records.resize(1);
    batch.records[0].months = 25;
    batch.records[0].status = failed ? RunStatus::failed : RunStatus::complete;
    for (const std::int32_t month : {0, 12, 24}) {
      const double covered = coverage(point, replicate, month);
      for (const double value : {covered, covered - 0.1, covered + 0.1, spent(point, month)})
        batch.rows.push_back(failed ? std::nan("") : value);
    }
    batch.hashes.assign(shape.kept_months, 1);
    batch.traces.resize(shape.months);
    return batch;
  }

  std::string folder_;
};

ComparedFile read(const std::string& file, const ComparisonRequest& request = {}) { return read_values(Results::open(file), file, request); }

std::string refusal(const std::string& file, const ComparisonRequest& request) {
  try {
    read(file, request);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST_F(SmallExperiment, HeadlinesMonthsSubgroupsAndSpending) {
  const ComparedFile file = read(write(sweep({"unaided", "facilitated"})));
  EXPECT_THAT(file.variants, ElementsAre("unaided", "facilitated"));
  EXPECT_THAT(file.design_points, ElementsAre(0, 1));
  EXPECT_THAT(file.kept_months, ElementsAre(0, 12, 24));
  EXPECT_THAT(file.window, ElementsAre(24)) << "the last year";
  EXPECT_EQ(file.runs[0].complete, 6U);
  EXPECT_EQ(file.runs[1].complete, 5U);
  EXPECT_EQ(file.runs[1].failed, 1U);
  ASSERT_EQ(file.headlines.size(), 1U);
  const OutcomeValues& need_met = file.headlines[0];
  EXPECT_EQ(need_met.outcome.label, "need met");
  EXPECT_EQ(need_met.outcome.better, Better::higher);
  for (std::uint32_t point = 0; point < points; ++point)
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
      const double value = need_met.values[point % 2][point / 2][replicate];
      if (point == 1 && replicate == 1) EXPECT_TRUE(std::isnan(value));
      else EXPECT_DOUBLE_EQ(value, coverage(point, replicate, 24));
    }
  ASSERT_EQ(file.by_month[0].size(), 2U);
  EXPECT_EQ(file.by_month[0][0].outcome.last_month, 12);
  EXPECT_DOUBLE_EQ(file.by_month[0][0].values[1][1][2], coverage(3, 2, 12));
  ASSERT_EQ(file.subgroups.size(), 2U);
  EXPECT_EQ(file.subgroups[1].outcome.place, "newcomers");
  EXPECT_EQ(file.subgroups[1].outcome.label, "need met, group newcomers");
  EXPECT_DOUBLE_EQ(file.subgroups[1].values[0][1][0], coverage(2, 0, 24) + 0.1);
  EXPECT_DOUBLE_EQ(file.spending->values[1][0][0], 2400.0);
  EXPECT_FALSE(file.absent.empty()) << "of a dozen headlines the file has one";
}

TEST_F(SmallExperiment, WindowsBaselinesAndMeasuresAreChosen) {
  const std::string path = write(sweep({"unaided", "facilitated"}));
  const ComparedFile mean = read(path, {.baseline = "facilitated", .measures = {"coverage"}, .first = 1, .last = 24});
  EXPECT_EQ(mean.baseline, 1U);
  EXPECT_THAT(mean.window, ElementsAre(12, 24));
  EXPECT_DOUBLE_EQ(mean.headlines[0].values[0][0][0], coverage(0, 0, 18));
  EXPECT_THAT(mean.absent, IsEmpty());
  const ComparedFile twice = read(path, {.measures = {"coverage", "coverage_by_group", "coverage"}});
  EXPECT_EQ(twice.headlines.size(), 1U);
  EXPECT_EQ(twice.subgroups.size(), 2U) << "each once, however it is asked for";
  const ComparedFile groups_alone = read(path, {.measures = {"coverage_by_group"}, .month = 12});
  EXPECT_THAT(groups_alone.headlines, IsEmpty());
  EXPECT_EQ(groups_alone.subgroups.size(), 2U);
  EXPECT_DOUBLE_EQ(groups_alone.subgroups[0].values[0][0][1], coverage(0, 1, 12) - 0.1);
}

TEST_F(SmallExperiment, WhatTheFileDoesNotHoldIsRefusedInPlainWords) {
  const std::string path = write(sweep({"unaided", "facilitated"}));
  EXPECT_THAT(refusal(path, {.baseline = "unaidd"}), HasSubstr("has no variant 'unaidd'; did you mean 'unaided'?"));
  EXPECT_THAT(refusal(path, {.measures = {"covrage"}}), HasSubstr("holds no measure 'covrage'; did you mean 'coverage'?"));
  EXPECT_THAT(refusal(path, {.month = 13}), HasSubstr("keeps no values of month 13; it keeps those of months 0, 12, 24"));
  EXPECT_THAT(refusal(path, {.first = 13, .last = 20}), HasSubstr("months 13 to 20"));
}

TEST_F(SmallExperiment, OneVariantHasNothingToBeComparedWith) {
  EXPECT_THAT(refusal(write(sweep({"unaided"})), {}), HasSubstr("holds one variant ('unaided'), and there is nothing to compare it with"));
}

TEST_F(SmallExperiment, AFileOfARunIsRefused) {
  const std::string file = path("run.h5");
  const Scenario scenario = read_scenario_text("tessera = 1\n", path("town.toml"));
  FileDescription description{.path = file, .scenario = &scenario, .months = 2};
  ResultsFile results = ResultsFile::create(description);
  results.finish();
  EXPECT_THAT(refusal(file, {}), HasSubstr("holds the runs of one scenario"));
}

}  // namespace
}  // namespace tessera
