// The built program, as a user meets it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "results/checkpoint.hpp"
#include "results/read.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

struct Said {
  int exit_code = -1;
  std::string out, err;
};

std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() /
              ("tessera_program_" + std::to_string(getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Starts the program in the test's folder; words are arguments, never a shell's.
  pid_t start(const std::vector<std::string>& words) {
    const pid_t child = fork();
    if (child != 0) return child;
    const auto say_into = [&](const char* name, int descriptor) {
      dup2(open((folder_ / name).c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), descriptor);
    };
    say_into("out", 1);
    say_into("err", 2);
    if (chdir(folder_.c_str()) != 0) _exit(99);
    std::vector<char*> arguments{const_cast<char*>("tessera")};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(TESSERA_PROGRAM, arguments.data());
    _exit(98);
  }
  Said wait_for(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), read_text(folder_ / "out"),
            read_text(folder_ / "err")};
  }
  Said run(const std::vector<std::string>& words) { return wait_for(start(words)); }
  Said run_town(std::vector<std::string> more) {
    std::vector<std::string> words = town_;
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  fs::path folder_;
  const std::vector<std::string> town_{"run", TESSERA_SOURCE_DIR "/scenarios/town.toml", "--set", "organisations.count=30",
                                       "--set", "community.residents=15000", "--months", "14"};
};

#define EXPECT_SAYS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(Program, SaysItsVersion) {
  const Said said = run({"--version"});
  EXPECT_EQ(said.exit_code, 0);
  for (const char* part : {"tessera", "commit", "compiler", "HDF5"}) EXPECT_SAYS(said.out, part);
}

TEST_F(Program, HasAnExampleInEveryHelp) {
  for (const std::string command : {"run", "check", "explain", "describe", "schema", "import", "show", "verify", "recover", "replay", "claims", "status", "cancel"}) {
    const Said said = run({command, "--help"});
    EXPECT_EQ(said.exit_code, 0) << command;
    EXPECT_SAYS(said.out, "Example:");
    EXPECT_SAYS(said.out, "tessera " + command);
  }
}

TEST_F(Program, NamesTheNearestCommandAndOption) {
  Said said = run({"rnu"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_SAYS(said.err, "did you mean 'run'?");
  said = run_town({"--replicatse", "3"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_SAYS(said.err, "did you mean '--replicates'?");
  EXPECT_EQ(run({}).exit_code, 2);
  EXPECT_EQ(run({"run"}).exit_code, 2);
}

TEST_F(Program, RunsAScenarioAndPrintsATable) {
  const Said said = run_town({"-o", "town.h5", "--replicates", "3"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  for (const char* part : {"3 replicates", "need met", "volunteers", "+-", "months 0-14", "town.h5", "Try next"}) EXPECT_SAYS(said.out, part);
  EXPECT_TRUE(fs::exists(path("town.h5")));
  EXPECT_FALSE(fs::exists(path("town.h5.part")));
  const Results results = Results::open(path("town.h5"));
  EXPECT_EQ(results.replicates(), 3u);
  EXPECT_EQ(results.months(), 14);
}

TEST_F(Program, SaysWhatPoliciesCostAndWhichNeverBegin) {
  EXPECT_EQ(run_town({"-o", "none.h5"}).out.find("public spending"), std::string::npos);
  write("dated.toml", "tessera = 1\n[run]\nmonths = 3\n[organisations]\ncount = 30\n[[policy]]\nname = \"now\"\nlever = \"joint_events\"\n"
                      "[[policy]]\nname = \"late\"\nlever = \"mediation\"\nstart_month = 99\n");
  const Said said = run({"run", path("dated.toml"), "-o", path("dated.h5")});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  for (const char* part : {"public spending in all, usd", "Note: policy.late begins in month 99"}) EXPECT_SAYS(said.out, part);
}

TEST_F(Program, IsQuietWhenAsked) {
  const Said said = run_town({"-o", "town.h5", "--quiet"});
  EXPECT_EQ(said.exit_code, 0);
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(said.err, "");
}

TEST_F(Program, AnswersInJson) {
  const Said said = run_town({"-o", "town.h5", "--json", "--replicates", "2", "--timings"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  const auto json = nlohmann::json::parse(said.out);
  EXPECT_EQ(json["complete"], 2);
  EXPECT_EQ(json["file"], "town.h5");
  EXPECT_EQ(json["outcomes"][0]["measure"], "coverage");
  EXPECT_GT(json["outcomes"][0]["mean"], 0.0);
  EXPECT_GT(json["seconds"]["delivery"], 0.0);
}

TEST_F(Program, TimesTheFoundingOfTheOnlyReplicate) {
  const Said said = run_town({"-o", "town.h5", "--json", "--timings"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_GT(nlohmann::json::parse(said.out)["seconds"]["founding"], 0.0);
}

TEST_F(Program, SetsReachTheRun) {
  ASSERT_EQ(run_town({"-o", "a.h5", "--set", "needs.incidence_scale=0.5", "--quiet"}).exit_code, 0);
  ASSERT_EQ(run_town({"-o", "b.h5", "--set", "needs.incidence_scale=2", "--quiet"}).exit_code, 0);
  const double few = Results::open(path("a.h5")).read("/need_wanted").values.back();
  const double many = Results::open(path("b.h5")).read("/need_wanted").values.back();
  EXPECT_GT(many, 2.0 * few);
}

TEST_F(Program, RefusesToOverwriteUnlessForced) {
  write("town.h5", "precious");
  const Said said = run_town({"-o", "town.h5"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_SAYS(said.err, "--force");
  EXPECT_EQ(read_text(path("town.h5")), "precious");
  const Said forced = run_town({"-o", "town.h5", "--force"});
  EXPECT_EQ(forced.exit_code, 2) << "what is no results file is never replaced";
  EXPECT_SAYS(forced.err, "no results file");
  EXPECT_EQ(read_text(path("town.h5")), "precious");
  ASSERT_EQ(run_town({"-o", "other.h5", "--quiet"}).exit_code, 0);
  EXPECT_EQ(run_town({"-o", "other.h5", "--quiet"}).exit_code, 2);
  EXPECT_EQ(run_town({"-o", "other.h5", "--force", "--quiet", "--seed", "7"}).exit_code, 0);
  EXPECT_EQ(Results::open(path("other.h5")).seed(), 7u);
}

TEST_F(Program, MakesTheFolderOfItsOutput) {
  EXPECT_EQ(run_town({"-o", "results/deep/town.h5", "--quiet"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(path("results/deep/town.h5")));
  write("file", "");
  EXPECT_EQ(run_town({"-o", "file/town.h5", "--quiet"}).exit_code, 3);
}

TEST_F(Program, ResumesAFinishedFileOnlyOfTheSameScenario) {
  ASSERT_EQ(run_town({"-o", "town.h5", "--quiet"}).exit_code, 0);
  const Said same = run_town({"-o", "town.h5", "--resume"});
  EXPECT_EQ(same.exit_code, 0);
  EXPECT_SAYS(same.out, "complete already");
  const Said other = run_town({"-o", "town.h5", "--resume", "--seed", "7"});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_SAYS(other.err, "another scenario");
}

TEST_F(Program, CallsDistrictsInResultsAsInScenarios) {
  ASSERT_EQ(run_town({"-o", "town.h5", "--quiet"}).exit_code, 0);
  EXPECT_EQ(Results::open(path("town.h5")).names("/district").front(), "district_1");
}

TEST_F(Program, SaysHowManyMonthsItsTableIsTheMeanOf) {
  EXPECT_SAYS(run_town({"-o", "a.h5"}).out, "Mean of the last 12 months");
  EXPECT_SAYS(run({"run", town_[1], "-o", "b.h5", "--months", "5"}).out, "Mean of the 5 months");
}

TEST_F(Program, SaysSoWhenItCanNotPrint) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  fs::create_symlink("/dev/full", folder_ / "out");
  for (const char* command : {"describe", "schema"}) {
    int status = 0;
    waitpid(start({command}), &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 3) << command;
  }
}

TEST_F(Program, NamesNegativeNumbersAsGiven) {
  const Said said = run_town({"-o", "a.h5", "--replicates", "-3"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_SAYS(said.err, "is -3");
}

TEST_F(Program, SaysWhatIsWrongWithAScenarioAndLeavesNoFile) {
  write("bad.toml", "tessera = 1\nname = \"bad\"\n[run]\nmonthz = 3\n");
  const Said said = run({"run", "bad.toml", "-o", "bad.h5"});
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_SAYS(said.err, "bad.toml:4:");
  EXPECT_SAYS(said.err, "months");
  EXPECT_FALSE(fs::exists(path("bad.h5")));
  EXPECT_FALSE(fs::exists(path("bad.h5.part")));
  EXPECT_NE(run({"run", "missing.toml"}).exit_code, 0);
}

TEST_F(Program, ExitsWith3WhereItCanNotWrite) {
  const Said said = run_town({"-o", "/dev/null/folder/town.h5"});
  EXPECT_EQ(said.exit_code, 3) << said.err;
  EXPECT_SAYS(said.err, "/dev/null/folder");
}

TEST_F(Program, ReplaysItsOwnResults) {
  ASSERT_EQ(run_town({"-o", "town.h5", "--replicates", "2", "--quiet"}).exit_code, 0);
  const Said said = run({"replay", "town.h5", "--replicate", "1"});
  EXPECT_EQ(said.exit_code, 0) << said.err << said.out;
  EXPECT_SAYS(said.out, "bit-identical in all 15 months");
  EXPECT_EQ(run({"replay", "town.h5", "--replicate", "7"}).exit_code, 2);
  EXPECT_EQ(run({"replay", "missing.h5"}).exit_code, 3);
}

TEST_F(Program, AnswersAClaim) {
  const std::vector<std::string> words{"claims", "--only", "S0-1", "--quick", "--folder", TESSERA_SOURCE_DIR "/scenarios/claims",
                                       "-o", "claims.h5", "--write", "page"};
  const Said said = run(words);
  ASSERT_EQ(said.exit_code, 0) << said.err;
  for (const char* part : {"S0-1", "coverage", "standardised", "Holm", "count as p = 1"}) EXPECT_SAYS(said.out, part);
  EXPECT_EQ(said.out.find("S0-2 "), std::string::npos);
  EXPECT_TRUE(fs::exists(path("claims.h5")) && fs::exists(path("claims.h5.sha256")));
  EXPECT_SAYS(read_text(path("page/README.md")), "| S0-1 |");
  EXPECT_SAYS(read_text(path("page/claims.csv")), "S0-1,");
  EXPECT_EQ(run(words).exit_code, 2) << "claims.h5 is not replaced";
  const Said two = run({"claims", "--only", "S0-1,S0-2", "--quick", "--folder", TESSERA_SOURCE_DIR "/scenarios/claims"});
  EXPECT_SAYS(two.out, "S0-2");
  const Said nearest = run({"claims", "--only", "S0-l", "--folder", TESSERA_SOURCE_DIR "/scenarios/claims"});
  EXPECT_EQ(nearest.exit_code, 2);
  EXPECT_SAYS(nearest.err, "did you mean");
}

void expect_same_data(const std::string& one, const std::string& other) {
  const Results left = Results::open(one), right = Results::open(other);
  ASSERT_EQ(left.replicates(), right.replicates());
  for (std::uint32_t replicate = 0; replicate < left.replicates(); ++replicate)
    EXPECT_EQ(left.state_hashes(0, replicate), right.state_hashes(0, replicate)) << replicate;
  EXPECT_EQ(left.agent_groups(), right.agent_groups());
  for (const StoredItem& item : left.list_contents()) {
    if (item.type == "string" || item.dimension_only || item.path == "/wall_time") continue;
    const auto a = left.read(item.path).values, b = right.read(item.path).values;
    ASSERT_EQ(a.size(), b.size()) << item.path;
    EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << item.path;
  }
}

TEST_F(Program, StoppedBySigtermAndResumedGivesTheSameData) {
  std::vector<std::string> words = town_;
  words.insert(words.end(), {"--months", "120", "--replicates", "4", "--threads", "2", "-o"});
  words.erase(words.begin() + 6, words.begin() + 8);  // its own --months
  auto straight = words, stopped = words;
  straight.push_back("straight.h5");
  stopped.push_back("stopped.h5");
  ASSERT_EQ(run(straight).exit_code, 0);

  const pid_t child = start(stopped);
  for (int wait = 0; wait < 2000 && !fs::exists(path("stopped.h5.part")) && !fs::exists(path("stopped.h5")); ++wait)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  kill(child, SIGTERM);
  const Said said = wait_for(child);
  if (said.exit_code == 0) GTEST_SKIP() << "the run was over before the signal came";
  EXPECT_EQ(said.exit_code, 143) << said.err;
  EXPECT_SAYS(said.out, "--resume");
  EXPECT_FALSE(fs::exists(path("stopped.h5")));

  stopped.push_back("--resume");
  EXPECT_EQ(run(stopped).exit_code, 0);
  expect_same_data(path("straight.h5"), path("stopped.h5"));
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_EQ(entry.path().string().find("checkpoint"), std::string::npos) << entry.path() << " was left behind";
}

}  // namespace
}  // namespace tessera
