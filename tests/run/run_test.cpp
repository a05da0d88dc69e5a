#include "run/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/errors.hpp"
#include "results/checkpoint.hpp"
#include "results/layout.hpp"
#include "results/read.hpp"
#include "run/recorder.hpp"
#include "run/replicate.hpp"
#include "run/stop.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"
#include "support/same_data.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class RunTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("tessera_run_" + std::to_string(getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    output_ = (folder_ / "town.h5").string();
    heed_signals();
    forget_signals();
  }
  void TearDown() override {
    forget_signals();
    fs::remove_all(folder_);
  }
  // A call that is told to stop before its first month: a part file and nothing in it.
  void begin_and_stop() {
    std::raise(SIGTERM);
    EXPECT_EQ(run_scenario(scenario_, {.output = output_, .threads = 1}).stopped_by, SIGTERM);
    forget_signals();
  }
  // A replicate that was stopped after so many months: its rows handed over, its world in a checkpoint.
  void stop_replicate_after(std::uint32_t number, std::int32_t months) const {
    const MeasurePlan plan = plan_all();
    Replicate stopped = found_replicate(scenario_, plan, number, nullptr);
    while (stopped.world.month < months) advance_replicate(stopped, scenario_, plan);
    Recorder recorder(ResultsFile::resume({.path = output_,
                                           .scenario = &scenario_,
                                           .district_names = name_districts(scenario_),
                                           .seed = seed_of(scenario_),
                                           .replicates = 3,
                                           .months = 6,
                                           .plan = plan}),
                      scenario_, output_);
    recorder.write_checkpoint(stopped);
  }
  MeasurePlan plan_all() const { return plan_measures({"*"}, scenario_.parameters, name_districts(scenario_).size()); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  CheckpointLabel label(std::uint32_t replicate) const {
    return {hash_scenario(scenario_.merged_text), seed_of(scenario_), replicate};
  }

  const Scenario scenario_ = read_scenario(
      TESSERA_SOURCE_DIR "/scenarios/town.toml",
      {"organisations.count=30", "community.residents=15000", "run.months=6", "run.replicates=3"});
  fs::path folder_;
  std::string output_;
};

TEST_F(RunTest, StopsWhenAskedAndLeavesNoWholeFile) {
  begin_and_stop();
  EXPECT_FALSE(fs::exists(output_));
  EXPECT_TRUE(fs::exists(output_ + ".part"));
}

TEST_F(RunTest, GoesOnFromACheckpoint) {
  begin_and_stop();
  stop_replicate_after(2, 4);
  EXPECT_TRUE(fs::exists(checkpoint_path(output_, 2)));

  EXPECT_EQ(run_scenario(scenario_, {.output = output_, .threads = 1, .resume = true}).complete, 3u);
  EXPECT_FALSE(fs::exists(checkpoint_path(output_, 2)));
  const MeasurePlan plan = plan_all();
  Replicate straight = found_replicate(scenario_, plan, 2, nullptr);
  while (straight.world.month < 6) advance_replicate(straight, scenario_, plan);
  const Results results = Results::open(output_);
  EXPECT_EQ(results.state_hashes(0, 2), straight.hashes);
  std::vector<std::uint16_t> traces;
  for (const Trace& trace : straight.traces) traces.insert(traces.end(), trace.begin(), trace.end());
  EXPECT_EQ(results.traces(0, 2), traces);
}

// A world that keeps all promises, and from which finance makes a sum that is no number.
World about_to_break(World world) {
  Organisations& o = world.organisations;
  for (std::size_t k = 0; k < o.base_income_usd.size(); ++k)
    if (o.base_income_usd[k] > 0.0 && o.active[k / sources] == 1) {
      o.income_noise[k] = 800.0;  // a logarithm
      return world;
    }
  return world;
}

// Replicate 1 is spoilt on disk.
TEST_F(RunTest, RecordsAReplicateThatThrowsAndGoesOnWithTheOthers) {
  begin_and_stop();
  stop_replicate_after(1, 3);
  write_checkpoint(checkpoint_path(output_, 1), about_to_break(rebuild_world(scenario_, 1, 3)), label(1));
  const RunSummary summary = run_scenario(scenario_, {.output = output_, .threads = 2, .resume = true});
  EXPECT_EQ(summary.complete, 2u);
  ASSERT_EQ(summary.failures.size(), 1u);
  const FailedReplicate& failure = summary.failures[0];
  EXPECT_EQ(failure.replicate, 1u);
  EXPECT_THAT(failure.message, HasSubstr("month 4, finance, replicate 1, seed " + std::to_string(seed_of(scenario_)) + ": organisations."));
  EXPECT_EQ(first_difference(read_checkpoint(failure.saved_state, label(1)), about_to_break(rebuild_world(scenario_, 1, 3))), "");
  EXPECT_FALSE(fs::exists(checkpoint_path(output_, 1)));
  const Results results = Results::open(output_);
  EXPECT_EQ(results.status(0, 1), RunStatus::failed);
  EXPECT_EQ(results.message(0, 1), failure.message);
  EXPECT_EQ(results.status(0, 2), RunStatus::complete);
}

// A checkpoint whose sum is right and whose world can not be: one person is counted twice.
TEST_F(RunTest, BeginsAnewFromACheckpointThatBreaksAPromise) {
  run_scenario(scenario_, {.output = path("straight.h5"), .threads = 1});
  begin_and_stop();
  stop_replicate_after(1, 3);
  World spoilt = rebuild_world(scenario_, 1, 3);
  ++spoilt.community.people[0];
  write_checkpoint(checkpoint_path(output_, 1), spoilt, label(1));
  EXPECT_EQ(run_scenario(scenario_, {.output = output_, .threads = 1, .resume = true}).complete, 3u);
  EXPECT_THAT(test::list_differences(path("straight.h5"), output_), IsEmpty());
}

TEST_F(RunTest, BeginsAnewFromACheckpointThatIsNotWhole) {
  begin_and_stop();
  std::ofstream(checkpoint_path(output_, 0)) << "torn";
  EXPECT_EQ(run_scenario(scenario_, {.output = output_, .threads = 1, .resume = true}).complete, 3u);
}

TEST_F(RunTest, RefusesToLoseAnUnfinishedRun) {
  begin_and_stop();
  EXPECT_THROW(run_scenario(scenario_, {.output = output_}), InputError);
  EXPECT_EQ(run_scenario(scenario_, {.output = output_, .replace = true}).complete, 3u);
}

TEST_F(RunTest, ResumingAWholeFileChangesNothing) {
  run_scenario(scenario_, {.output = output_});
  const auto before = fs::last_write_time(output_);
  EXPECT_EQ(run_scenario(scenario_, {.output = output_, .resume = true}).complete, 3u);
  EXPECT_EQ(fs::last_write_time(output_), before);
}

}  // namespace
}  // namespace tessera
