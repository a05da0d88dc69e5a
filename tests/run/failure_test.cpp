// A promise that breaks in the program as users have it. No scenario breaks one, so the world does from which a stopped run
// goes on: a checkpoint that keeps every promise, and whose next month makes a sum that is no number.
#include "run/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "results/checkpoint.hpp"
#include "results/layout.hpp"
#include "results/read.hpp"
#include "results/small_results.hpp"
#include "results/sweep_store.hpp"
#include "run/failure.hpp"
#include "run/recorder.hpp"
#include "run/sweep_run.hpp"
#include "run/sweep_unit.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

World about_to_break(World world) {
  Organisations& o = world.organisations;
  std::size_t k = 0;
  while (o.base_income_usd[k] == 0.0 || o.active[k / sources] == 0) ++k;
  o.income_noise[k] = 800.0;  // a logarithm: income of e^800
  return world;
}

class FailureOfARun : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.file(name); }
  Said tessera(std::vector<std::string> words) const {
    words.insert(words.begin(), TESSERA_PROGRAM);
    return run_command(words, folder_.path());
  }
  // Begins a long run and asks it to stop when it is on its way.
  void begin_and_stop() const {
    std::vector<std::string> words{TESSERA_PROGRAM};
    words.insert(words.end(), run_.begin(), run_.end());
    const int child = start_command(words, folder_.path());
    for (int wait = 0; wait < 6000 && !fs::exists(checkpoint_path(path("town.h5"), 0)); ++wait) std::this_thread::sleep_for(10ms);
    kill(child, SIGTERM);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(fs::exists(checkpoint_path(path("town.h5"), 0))) << read_whole(path("err." + std::to_string(child)));
  }
  CheckpointLabel label() const { return {hash_scenario(scenario_.merged_text), seed_of(scenario_), 0}; }

  test::Folder folder_;
  const std::vector<std::string> run_{"run", TESSERA_SOURCE_DIR "/scenarios/small_town.toml", "--replicates", "1", "--months", "600",
                                      "--checkpoint-every", "2", "-o", "town.h5", "--quiet"};
  const Scenario scenario_ = read_scenario(run_[1], {"run.replicates=1", "run.months=600"});
};

TEST_F(FailureOfARun, NamesMonthMechanismAndNumbersSavesTheStateBeforeAndFailsAgain) {
  begin_and_stop();
  const std::string checkpoint = checkpoint_path(path("town.h5"), 0);
  const World spoilt = about_to_break(read_newest_checkpoint(checkpoint, label()));
  write_checkpoint(checkpoint, spoilt, label());
  auto words = run_;
  words.push_back("--resume");
  const Said said = tessera(words);
  EXPECT_EQ(said.exit_code, 4) << said.out << said.err;
  const std::string where = "month " + std::to_string(spoilt.month + 1) + ", finance, replicate 0, seed " + std::to_string(seed_of(scenario_));
  // Where the run was stopped hangs on the clock, and on that whether infinite hours first show as a sum or, joint, as a share.
  EXPECT_THAT(said.out + said.err, AllOf(HasSubstr(where), AnyOf(HasSubstr(", not finite"), HasSubstr("nan, not a share")),
                                         HasSubstr("town.h5.failed-0")));

  const std::string state = failed_state_path(path("town.h5"), 0);
  EXPECT_EQ(first_difference(read_checkpoint(state, label()), spoilt), "") << "the world as the failing month began";
  EXPECT_FALSE(fs::exists(checkpoint)) << "in place of the checkpoint";
  EXPECT_THAT(tessera({"show", "town.h5"}).out, HasSubstr("1 failed"));

  const Said again = tessera({"replay", "town.h5"});
  EXPECT_EQ(again.exit_code, 0) << again.out << again.err;
  EXPECT_THAT(again.out, AllOf(HasSubstr(where), HasSubstr("town.h5.failed-0 on, it fails in the same way")));

  fs::remove(state);  // the twin: from its founding it does not fail
  const Said without = tessera({"replay", "town.h5"});
  EXPECT_EQ(without.exit_code, 1) << without.err;
  EXPECT_THAT(without.out, HasSubstr("from its founding on, it does not fail"));
  EXPECT_EQ(tessera({"replay", "town.h5", "-o", "one.h5"}).exit_code, 2);
}

// Another state gives another failure, and is told from the one recorded.
TEST_F(FailureOfARun, AnotherFailureIsSaidToBeAnother) {
  begin_and_stop();
  const std::string checkpoint = checkpoint_path(path("town.h5"), 0);
  const World spoilt = about_to_break(read_newest_checkpoint(checkpoint, label()));
  write_checkpoint(checkpoint, spoilt, label());
  auto words = run_;
  words.push_back("--resume");
  ASSERT_EQ(tessera(words).exit_code, 4);
  World other = spoilt;
  std::fill(other.organisations.income_noise.begin(), other.organisations.income_noise.end(), 800.0);
  other.organisations.income_noise[0] = 0.0;
  other.month += 1;
  write_checkpoint(failed_state_path(path("town.h5"), 0), other, label());
  const Said again = tessera({"replay", "town.h5"});
  EXPECT_EQ(again.exit_code, 1) << again.out << again.err;
  EXPECT_THAT(again.out, HasSubstr("it fails otherwise"));
}

// Run 3 of an experiment was stopped on its way, and what it left is spoilt.
class FailureOfAnExperiment : public FailureOfARun {
 protected:
  FailureOfAnExperiment() {
    std::ofstream(path("two.toml")) << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\nreplicates = 2\n"
                                       "[[variant]]\nname = \"one\"\nrun.months = 6\n[[variant]]\nname = \"two\"\nrun.months = 6\n";
  }
};

TEST_F(FailureOfAnExperiment, IsSavedForTheRunAndFailsAgain) {
  const Sweep sweep = plan_sweep(read_experiment(path("two.toml")));
  const FileLayout layout = describe_sweep(sweep, {}, "tessera experiment two.toml");
  const MeasurePlan plan = plan_measures_of(sweep);
  const CheckpointLabel of_run{hash_scenario(layout.experiment) + 1, sweep.seed, 1};
  {
    SweepStore store({path("two.h5"), layout, sweep, "local", false, false});
    const Scenario scenario = SweepPoints(sweep).scenario(1);
    Replicate replicate = found_replicate(scenario, plan, 1, nullptr, Hashing::on, sweep.every_months);
    Batch batch{.runs = {3}, .records = {{RunStatus::running, 3, 0.1, ""}}};
    while (replicate.world.month < 2) advance_replicate(replicate, scenario, plan);
    batch.rows = replicate.rows;
    batch.hashes = replicate.hashes;
    batch.traces = replicate.traces;
    const std::size_t kept = sweep.kept_months().size();
    batch.rows.resize(kept * plan.width);
    batch.hashes.resize(kept);
    batch.traces.resize(7);
    write_checkpoint(store.checkpoint_path(3), about_to_break(replicate.world), of_run);
    store.keep_unfinished(batch);
    store.flush();
  }
  const Said said = tessera({"experiment", "two.toml", "-o", "two.h5", "--resume"});
  EXPECT_EQ(said.exit_code, 4) << said.out << said.err;
  EXPECT_THAT(said.out + said.err, AllOf(HasSubstr("point 1, replicate 1 failed: month 3, finance, replicate 1"), HasSubstr("is inf")));
  EXPECT_EQ(read_checkpoint(failed_state_path(path("two.h5"), 1, 1), of_run).month, 2);
  const Results results = Results::open(path("two.h5"));
  EXPECT_EQ(results.status(1, 1), RunStatus::failed);
  EXPECT_EQ(results.status(1, 0), RunStatus::complete);

  const Said again = tessera({"replay", "two.h5", "--point", "1", "--replicate", "1"});
  EXPECT_EQ(again.exit_code, 0) << again.out << again.err;
  EXPECT_THAT(again.out, HasSubstr("two.h5.failed-1-1 on, it fails in the same way"));

  EXPECT_EQ(tessera({"experiment", "two.toml", "-o", "two.h5", "--force"}).exit_code, 0);
  EXPECT_FALSE(fs::exists(failed_state_path(path("two.h5"), 1, 1))) << "of an experiment that is there no more";
}

}  // namespace
}  // namespace tessera
