#include "run/run.hpp"

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

namespace tessera {
namespace {

namespace fs = std::filesystem;

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
  // Replicate 2 stopped after month 4, its rows so far handed over.
  const MeasurePlan plan = plan_measures({"*"}, scenario_.parameters, name_districts(scenario_).size());
  Replicate stopped = found_replicate(scenario_, plan, 2, nullptr);
  while (stopped.world.month < 4) advance_replicate(stopped, scenario_, plan);
  {
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
  EXPECT_TRUE(fs::exists(checkpoint_path(output_, 2)));

  EXPECT_EQ(run_scenario(scenario_, {.output = output_, .threads = 1, .resume = true}).complete, 3u);
  EXPECT_FALSE(fs::exists(checkpoint_path(output_, 2)));
  Replicate straight = found_replicate(scenario_, plan, 2, nullptr);
  while (straight.world.month < 6) advance_replicate(straight, scenario_, plan);
  const Results results = Results::open(output_);
  EXPECT_EQ(results.state_hashes(0, 2), straight.hashes);
  std::vector<std::uint16_t> traces;
  for (const Trace& trace : straight.traces) traces.insert(traces.end(), trace.begin(), trace.end());
  EXPECT_EQ(results.traces(0, 2), traces);
}

// The books of replicate 1 are spoilt on disk: one person is counted twice.
TEST_F(RunTest, RecordsAReplicateThatThrowsAndGoesOnWithTheOthers) {
  begin_and_stop();
  World spoilt = rebuild_world(scenario_, 1, 3);
  ++spoilt.community.people[0];
  write_checkpoint(checkpoint_path(output_, 1), spoilt, label(1));
  const RunSummary summary = run_scenario(scenario_, {.output = output_, .threads = 2, .resume = true});
  EXPECT_EQ(summary.complete, 2u);
  ASSERT_EQ(summary.failures.size(), 1u);
  const FailedReplicate& failure = summary.failures[0];
  EXPECT_EQ(failure.replicate, 1u);
  EXPECT_NE(failure.message.find("month 4, replicate 1, seed " + std::to_string(seed_of(scenario_))), std::string::npos)
      << failure.message;
  EXPECT_EQ(read_checkpoint(failure.saved_state, label(1)).month, 3);
  const Results results = Results::open(output_);
  EXPECT_EQ(results.status(0, 1), RunStatus::failed);
  EXPECT_NE(results.message(0, 1).find("volunteers"), std::string::npos) << results.message(0, 1);
  EXPECT_EQ(results.status(0, 2), RunStatus::complete);
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
