// What an experiment left behind, shown and recovered.
#include "command/recover.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "command/cluster.hpp"
#include "command/show.hpp"
#include "results/durable.hpp"
#include "results/read.hpp"
#include "results/sweep_store.hpp"
#include "run/sweep_run.hpp"
#include "run/sweep_unit.hpp"
#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Two variants of the village at two points, two replicates each: eight runs.
class SweepLeft : public testing::Test {
 protected:
  SweepLeft()
      : sweep_(plan_sweep(read_experiment(files_.write(
            "e.toml", "tessera = 1\nname = \"Left\"\nquestion = \"What is left?\"\nscenario = \"" TESSERA_SOURCE_DIR
                      "/scenarios/village.toml\"\nreplicates = 2\n"
                      "[[variant]]\nname = \"alone\"\nrun.months = 6\n[[variant]]\nname = \"helped\"\nrun.months = 6\n"
                      "[[variant.policy]]\nname = \"help\"\nlever = \"facilitation\"\n"
                      "[[factor]]\npath = \"trust.weight\"\nvalues = [0.2, 0.4]\n[results]\nevery_months = 3\n")))) {}

  std::string show(const std::string& file) const {
    std::ostringstream out;
    EXPECT_EQ(show_results(file, out), 0);
    return out.str();
  }
  std::string recover(const std::string& part, const std::string& output) const {
    std::ostringstream out;
    EXPECT_EQ(recover_results(part, output, out), 0);
    return out.str();
  }
  // What a program leaves that is killed after replicate 1 of the first design point.
  std::string leave(const std::string& output, bool resume = false) const {
    SweepStore store({output, describe_sweep(sweep_, {}, "tessera experiment e.toml"), sweep_, "local", false, resume});
    UnitHooks hooks{[&](std::uint64_t run) { return store.is_done(run); }, [](std::uint64_t) { return std::nullopt; },
                    [&](const Batch& finished) { store.keep(finished); }, [](const Batch&, const World&) {}};
    const MeasurePlan plan = plan_measures_of(sweep_);
    SweepWorker(sweep_, plan, hooks).run({0, 1});
    store.flush();
    return output + ".part";
  }
  std::string run_whole(const std::string& name) const {
    run_sweep(sweep_, {.output = files_.path(name), .threads = 1});
    return files_.path(name);
  }

  ScenarioFiles files_;
  Sweep sweep_;
};

TEST_F(SweepLeft, AWholeFileSaysVariantsFactorsPointsAndKeptMonths) {
  EXPECT_THAT(show(run_whole("whole.h5")),
              AllOf(HasSubstr("name      Left\n"), HasSubstr("variants  alone, helped\n"), HasSubstr("factors   trust.weight\n"),
                    HasSubstr("points    4: 2 design points x 2 variants (grid); 2 replicates\n"),
                    HasSubstr("runs      8 complete, 0 failed"), HasSubstr(" measures kept in months 0, 3, 6\n"), HasSubstr("digest: fits")));
  const std::string text = show(files_.path("whole.h5"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
}

TEST_F(SweepLeft, APartIsShownAndRecoveredWithTheRunsThatWereDone) {
  const std::string part = leave(files_.path("left.h5"));
  EXPECT_THAT(show(part), AllOf(HasSubstr("runs      2 complete, 0 failed, 0 stopped on the way, 6 not begun"),
                                HasSubstr("variants  alone, helped"), HasSubstr("recover makes it whole")));
  EXPECT_EQ(show(files_.path("left.h5")), show(part));
  EXPECT_THAT(recover(part, files_.path("kept.h5")), HasSubstr("2 of 8 runs complete, 0 failed"));
  EXPECT_TRUE(std::filesystem::exists(part)) << "it can still be gone on with";
  const Results kept = Results::open(files_.path("kept.h5")), whole = Results::open(run_whole("whole.h5"));
  EXPECT_EQ(kept.status(0, 0), RunStatus::not_run);
  for (const std::uint32_t point : {0U, 1U}) {
    EXPECT_EQ(kept.status(point, 1), RunStatus::complete);
    EXPECT_EQ(kept.state_hashes(point, 1), whole.state_hashes(point, 1));
    EXPECT_NE(kept.state_hashes(point, 1), whole.state_hashes(point, 0)) << "replicates differ";
  }
  EXPECT_EQ(kept.status(2, 1), RunStatus::not_run);
}

TEST_F(SweepLeft, StatusSaysHowToGoOn) {
  std::ostringstream begun, whole;
  leave(files_.path("left.h5"));
  EXPECT_EQ(status_command({files_.path("left.h5")}, false, begun), 0);
  EXPECT_THAT(begun.str(), AllOf(HasSubstr("2 of 8 runs complete"), HasSubstr("--resume"), testing::Not(HasSubstr("all shards"))));
  EXPECT_EQ(status_command({run_whole("whole.h5")}, false, whole), 0);
  EXPECT_THAT(whole.str(), AllOf(HasSubstr("8 of 8 runs complete"), testing::Not(HasSubstr("next"))));
}

TEST_F(SweepLeft, ADamagedBatchCountsForNothing) {
  const std::string part = leave(files_.path("left.h5")), batch = part + ".batch-local-000000";
  std::filesystem::resize_file(batch, std::filesystem::file_size(batch) - 1);
  EXPECT_THAT(show(part), HasSubstr("runs      0 complete, 0 failed, 0 stopped on the way, 8 not begun"));
}

TEST_F(SweepLeft, AFileOfTheSameExperimentBesideKeepsItsRuns) {
  const std::string whole = run_whole("whole.h5"), part = leave(whole, true);
  EXPECT_THAT(show(part), HasSubstr("runs      8 complete"));
  EXPECT_THAT(recover(part, ""), HasSubstr("8 of 8 runs complete"));
  EXPECT_EQ(Results::open(whole).status(3, 0), RunStatus::complete);
}

TEST_F(SweepLeft, AFileOfSomethingElseIsNotReplaced) {
  const std::string part = leave(files_.path("left.h5")), other = files_.write("other.h5", "precious");
  std::ostringstream out;
  EXPECT_THROW(recover_results(part, other, out), InputError);
  EXPECT_EQ(std::filesystem::file_size(other), 8U);
}

}  // namespace
}  // namespace tessera
