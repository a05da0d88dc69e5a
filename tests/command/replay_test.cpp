// A run of an experiment run again and kept, by the commands that a user types.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "results/small_results.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"
#include "support/run_here.hpp"

namespace tessera {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ReplayCommand : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.file(name); }
  int tessera(const std::vector<std::string>& words) {
    const Said said = run_here(words);
    out_ = said.out;
    err_ = said.err;
    return said.exit_code;
  }
  test::Folder folder_;
  std::string out_, err_;
};

TEST_F(ReplayCommand, KeepsARunThatIsWholeAndCanBeRunAgain) {
  std::ofstream(path("two.toml")) << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\nreplicates = 2\n"
                                     "[[variant]]\nname = \"one\"\n[[variant]]\nname = \"two\"\ntrust.forgetting_per_month = 0.9\n"
                                     "[[factor]]\npath = \"run.months\"\nvalues = [13]\n";
  ASSERT_EQ(tessera({"experiment", path("two.toml"), "-o", path("two.h5")}), 0) << err_;
  const std::vector<std::string> again{"replay", path("two.h5"), "--point", "1", "--replicate", "1", "-o", path("one.h5")};
  ASSERT_EQ(tessera(again), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("bit-identical in all 14 months"), HasSubstr("with its organisations")));
  EXPECT_EQ(tessera({"verify", path("one.h5")}), 0) << out_ << err_;
  EXPECT_EQ(tessera({"show", path("one.h5")}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("snapshots of 1 runs"));
  EXPECT_EQ(tessera({"replay", path("one.h5"), "--point", "1", "--replicate", "1"}), 0) << err_;
  EXPECT_EQ(tessera(again), 2);
  EXPECT_THAT(err_, HasSubstr("--force"));
}

// Of a file that is not true of its run, what this program makes of it is kept, and the exit code says that it is something else.
TEST_F(ReplayCommand, ARunThatDiffersIsKeptAndSaidToDiffer) {
  const Scenario said = read_scenario(TESSERA_SOURCE_DIR "/scenarios/village.toml", {"run.months=6", "run.replicates=1"});
  Scenario run = said;
  run.parameters.trust.forgetting_per_month *= 0.99;
  const MeasurePlan plan = plan_measures({"organisations"}, run.parameters, name_districts(run).size());
  ResultsFile file = ResultsFile::create({.path = path("untrue.h5"), .scenario = &said, .district_names = name_districts(said),
                                          .seed = seed_of(said), .months = 6, .plan = plan});
  Replicate replicate = found_replicate(run, plan, 0, nullptr);
  while (replicate.world.month < 6) advance_replicate(replicate, run, plan);
  file.write_months(0, 0, replicate.rows, replicate.hashes, replicate.traces);
  file.finish_replicate(0, RunStatus::complete, "", 0.1);
  file.finish();
  EXPECT_EQ(tessera({"replay", path("untrue.h5"), "-o", path("one.h5")}), 1);
  EXPECT_THAT(out_, AllOf(HasSubstr("differs"), HasSubstr("first in trust"), HasSubstr("what this program makes of the run")));
  EXPECT_EQ(tessera({"replay", path("one.h5")}), 0);
}

}  // namespace
}  // namespace tessera
