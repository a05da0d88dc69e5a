// The built program over the results of a small study.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "run/sweep_plan.hpp"
#include "run/sweep_run.hpp"
#include "scenario/experiment.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SensitivityCommand : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() / ("tessera_sensitivity_" + std::to_string(getpid()) +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    const std::string file = (folder_ / "study.toml").string();
    std::ofstream(file) << "tessera = 1\nname = \"A study of the village\"\nscenario = \"" TESSERA_SOURCE_DIR
                           "/scenarios/village.toml\"\nreplicates = 2\n"
                           "[[variant]]\nname = \"as_it_is\"\nrun.months = 6\n"
                           "[[factor]]\npath = \"needs.incidence_scale\"\nlow = 0.85\nhigh = 2.55\n"
                           "[[factor]]\npath = \"trust.weight\"\nlow = 0.15\nhigh = 0.45\n"
                           "[design]\nkind = \"saltelli\"\nsamples = 8\n";
    run_sweep(plan_sweep(read_experiment(file)),
              {.output = (folder_ / "study.h5").string(), .command_line = "tessera experiment study.toml", .threads = 1});
  }
  void TearDown() override { fs::remove_all(folder_); }
  Said say(std::vector<std::string> words) const {
    words.insert(words.begin(), {TESSERA_PROGRAM, "sensitivity"});
    return run_command(words, folder_);
  }
  fs::path folder_;
};

TEST_F(SensitivityCommand, PrintsTablesAndWritesThemForMachines) {
  const Said said = say({"study.h5", "--csv", "indices.csv"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("A study of the village\n2 factors, design saltelli, 48 points, 2 replicates at each; 96 runs complete"));
  EXPECT_THAT(said.out, HasSubstr("coverage (share) at month 6, variant as_it_is"));
  EXPECT_THAT(read_whole(folder_ / "indices.csv"), HasSubstr("as_it_is,coverage,6,needs.incidence_scale,trust.weight,second_corrected,"));
  const Said json = say({"study.h5", "--measure", "coverage", "--json"});
  const auto rows = nlohmann::json::parse(json.out).at("study.h5");
  ASSERT_GT(rows.size(), 20u);
  EXPECT_EQ(rows[0].at("index"), "mean");
  EXPECT_TRUE(rows[0].at("value").is_number());
}

TEST_F(SensitivityCommand, WritesThePageOfAFolder) {
  EXPECT_EQ(say({"study.h5", "--write", "page"}).exit_code, 0);
  const std::string page = read_whole(folder_ / "page/README.md");
  EXPECT_THAT(page, HasSubstr("tessera sensitivity study.h5 --write page"));
  EXPECT_THAT(page, HasSubstr("tessera experiment study.toml"));
  EXPECT_THAT(page, HasSubstr("| 1 | `needs.incidence_scale` | 0.85 to 2.55 multiple |"));
  EXPECT_TRUE(fs::exists(folder_ / "page/study.csv"));
}

TEST_F(SensitivityCommand, RefusesWhatItCanNotAnswer) {
  EXPECT_EQ(say({"nothing.h5"}).exit_code, 3);
  const Said month = say({"study.h5", "--month", "5"});
  EXPECT_EQ(month.exit_code, 2);
  EXPECT_THAT(month.err, HasSubstr("the file does not keep month 5; it has 0, 6"));
  const Said measure = say({"study.h5", "--measure", "coverag"});
  EXPECT_EQ(measure.exit_code, 2);
  EXPECT_THAT(measure.err, HasSubstr("no measure coverag; did you mean"));
  run_command({TESSERA_PROGRAM, "run", TESSERA_SOURCE_DIR "/scenarios/village.toml", "--months", "2", "-o", "run.h5", "--quiet"}, folder_);
  const Said run = say({"run.h5"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("run.h5 holds no experiment"));
}

}  // namespace
}  // namespace tessera
