// A run of an experiment, run again into a file of its own: the same numbers, and its organisations beside them.
#include "run/keep_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/errors.hpp"
#include "results/small_results.hpp"
#include "run/run.hpp"
#include "run/sweep_run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;
namespace fs = std::filesystem;

const std::string experiment = R"(tessera = 1
name = "Trust and months"
scenario = ")" TESSERA_SOURCE_DIR R"(/scenarios/village.toml"
replicates = 3
[[variant]]
name = "baseline"
[[variant]]
name = "quick"
trust.forgetting_per_month = 0.9
[[factor]]
path = "run.months"
values = [20, 14]
[results]
every_months = 6
)";

class KeepRun : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_.file(name); }
  std::string make_experiment() const {
    std::ofstream(file("experiment.toml")) << experiment;
    run_sweep(plan_sweep(read_experiment(file("experiment.toml"))), {.output = file("all.h5"), .command_line = "", .threads = 2});
    return file("all.h5");
  }
  Replay keep(const std::string& from, std::uint32_t point, std::uint32_t replicate, bool replace = false) const {
    return keep_run(from, point, replicate, {.output = file("one.h5"), .command_line = "tessera replay", .replace = replace});
  }
  std::set<std::string> names_here() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path())) names.insert(entry.path().filename());
    return names;
  }
  test::Folder folder_;
};

// How many values of the experiment's run there are, and how many the other file has otherwise, float32 as the experiment.
struct Compared {
  int values = 0, different = 0;
};
Compared compare_measures(const Results& all, std::uint32_t point, std::uint32_t replicate, const Results& one) {
  Compared compared;
  const auto kept = all.kept_months();
  for (const std::string& measure : all.measures()) {
    if (measure == "trace") continue;
    const auto theirs = all.measure_at(measure, point), ours = one.measure_at(measure, 0);
    const std::size_t places = theirs.size() / all.replicates() / kept.size();
    for (std::size_t k = 0; k < kept.size() && kept[k] <= one.months(); ++k)
      for (std::size_t place = 0; place < places; ++place) {
        const auto there = static_cast<float>(theirs[(replicate * kept.size() + k) * places + place]);
        const auto here = static_cast<float>(ours[static_cast<std::size_t>(kept[k]) * places + place]);
        compared.values += std::isfinite(there);
        compared.different += !(there == here || (std::isnan(there) && std::isnan(here)));
      }
  }
  return compared;
}

TEST_F(KeepRun, HoldsTheRunsNumbersAndItsOrganisations) {
  const std::string all = make_experiment();
  const Replay replay = keep(all, 1, 2);
  EXPECT_EQ(replay.first_different_month, -1);
  EXPECT_EQ(replay.months, 21);

  const Results one = Results::open(file("one.h5")), experiment_file = Results::open(all);
  EXPECT_FALSE(one.is_experiment());
  EXPECT_THAT(one.point_numbers(), ElementsAre(1));
  EXPECT_THAT(one.replicate_numbers(), ElementsAre(2));
  EXPECT_EQ(one.months(), 20);
  EXPECT_EQ(one.kept_months().size(), 21U);
  EXPECT_THAT(one.attribute("title"), HasSubstr("quick, point 1"));
  EXPECT_EQ(one.seed(), experiment_file.seed());
  EXPECT_THAT(one.agent_groups(), ElementsAre("/agents/point_1/replicate_2"));
  EXPECT_THAT(one.read("/agents/point_1/replicate_2/snapshot").values, ElementsAre(0, 12, 20));
  const auto measures = one.measures();
  EXPECT_TRUE(std::find(measures.begin(), measures.end(), "coverage_by_district") != measures.end());

  const Compared same = compare_measures(experiment_file, 1, 2, one);
  EXPECT_GT(same.values, 200);
  EXPECT_EQ(same.different, 0);
  EXPECT_GT(compare_measures(experiment_file, 1, 1, one).different, 50);  // another replicate is another run
  EXPECT_GT(compare_measures(experiment_file, 0, 2, one).different, 0);   // and so is another variant
}

TEST_F(KeepRun, IsRunAgainInItsTurn) {
  const std::string all = make_experiment();
  keep(all, 3, 1);  // of the second design point, which has fewer months
  EXPECT_EQ(Results::open(file("one.h5")).months(), 14);
  const Replay again = replay_run(file("one.h5"), 3, 1);
  EXPECT_EQ(again.first_different_month, -1);
  EXPECT_EQ(again.months, 15);
  EXPECT_THROW(replay_run(file("one.h5"), 0, 0), InputError);
}

TEST_F(KeepRun, GivesOrganisationsToAReplicateOfARunThatHasNone) {
  const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/village.toml",
                                          {"run.months=8", "run.replicates=6", "results.snapshots_every_months=4"});
  run_scenario(scenario, {.output = file("village.h5"), .command_line = "", .threads = 2});
  EXPECT_THAT(Results::open(file("village.h5")).agent_groups(), ElementsAre("/agents/point_0/replicate_0"));
  EXPECT_EQ(keep(file("village.h5"), 0, 5).first_different_month, -1);
  const Results one = Results::open(file("one.h5"));
  EXPECT_THAT(one.read("/agents/point_0/replicate_5/snapshot").values, ElementsAre(0, 4, 8));
  EXPECT_EQ(one.scenario_text(), scenario.merged_text);
}

TEST_F(KeepRun, TakesSnapshotsEveryYearWhereTheScenarioWantsNone) {
  const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/village.toml",
                                          {"run.months=13", "run.replicates=1", "results.snapshots_every_months=0"});
  run_scenario(scenario, {.output = file("village.h5"), .command_line = ""});
  keep(file("village.h5"), 0, 0);
  EXPECT_THAT(Results::open(file("one.h5")).read("/agents/point_0/replicate_0/snapshot").values, ElementsAre(0, 12, 13));
}

// A file that says of a run that it had other parameters than it was run with.
void write_untrue_file(const std::string& path) {
  const std::vector<std::string> settings{"run.months=10", "run.replicates=1"};
  const Scenario said = read_scenario(TESSERA_SOURCE_DIR "/scenarios/village.toml", settings);
  Scenario run = said;
  run.parameters.trust.forgetting_per_month *= 0.99;
  const MeasurePlan plan = plan_measures({"organisations"}, run.parameters, name_districts(run).size());
  ResultsFile file = ResultsFile::create({.path = path, .scenario = &said, .district_names = name_districts(said),
                                          .seed = seed_of(said), .months = 10, .plan = plan});
  Replicate replicate = found_replicate(run, plan, 0, nullptr);
  while (replicate.world.month < 10) advance_replicate(replicate, run, plan);
  file.write_months(0, 0, replicate.rows, replicate.hashes, replicate.traces);
  file.finish_replicate(0, RunStatus::complete, "", 0.1);
  file.finish();
}

TEST_F(KeepRun, SaysThatARunDiffersAndKeepsWhatCameOut) {
  write_untrue_file(file("untrue.h5"));
  const Replay replay = keep(file("untrue.h5"), 0, 0);
  EXPECT_EQ(replay.first_different_month, 1);
  EXPECT_EQ(replay.mechanism, "trust");
  EXPECT_EQ(replay.months, 11);  // it went on to the end
  EXPECT_EQ(Results::open(file("one.h5")).months(), 10);
  EXPECT_EQ(replay_run(file("one.h5"), 0, 0).first_different_month, -1);
  EXPECT_FALSE(run_again(file("untrue.h5"), 0, 0, nullptr).identical);
}

TEST_F(KeepRun, RefusesToLoseAFile) {
  const std::string all = make_experiment();
  std::ofstream(file("one.h5")) << "letter to the mayor";
  EXPECT_THAT([&] { keep(all, 0, 0); }, ThrowsMessage<InputError>(HasSubstr("exists already")));
  EXPECT_THROW(keep(all, 0, 0, true), InputError);  // no results file
  fs::remove(file("one.h5"));
  keep(all, 0, 0);
  EXPECT_THROW(keep(all, 0, 1), InputError);
  keep(all, 0, 1, true);
  EXPECT_THAT(Results::open(file("one.h5")).replicate_numbers(), ElementsAre(1));
  const KeepOptions itself{.output = all, .command_line = "", .replace = true};
  EXPECT_THAT([&] { keep_run(all, 0, 0, itself); }, ThrowsMessage<InputError>(HasSubstr("the file to be run again")));
  EXPECT_THROW(keep_run(all, 0, 7, {.output = file("two.h5"), .command_line = ""}), InputError);
  EXPECT_EQ(names_here().count("two.h5.part"), 0U);
}

TEST_F(KeepRun, LeavesNothingBehindOnTheWayToAnOpenFile) {
  const std::string all = make_experiment();
  const auto before = names_here();
  setenv("TMPDIR", folder_.path().c_str(), 1);
  const KeptRun kept = run_again(all, 2, 1, nullptr);
  EXPECT_THROW(run_again(all, 99, 1, nullptr), InputError);
  unsetenv("TMPDIR");
  EXPECT_EQ(names_here(), before);
  EXPECT_TRUE(kept.identical);
  EXPECT_THAT(kept.results.agent_groups(), ElementsAre("/agents/point_2/replicate_1"));
  EXPECT_GT(kept.results.read("/agents/point_2/replicate_1/organisation_revenue_usd").values.size(), 0U);
  EXPECT_EQ(kept.results.measure_at("coverage", 0).size(), 15U);
}

}  // namespace
}  // namespace tessera
