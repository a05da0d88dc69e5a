// Sweeps by the built program: killed, stopped, run by two at once, and misused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "results/read.hpp"
#include "results/small_results.hpp"
#include "support/commands.hpp"
#include "support/same_data.hpp"
#include "support/wide_experiment.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

// Processor time that a running child has used; what else a machine does changes it little, unlike the time on the clock.
std::chrono::milliseconds time_used_by(int child) {
  std::ifstream file("/proc/" + std::to_string(child) + "/stat");
  std::string word;
  long ticks = 0;
  for (int k = 1; k <= 15 && file >> word; ++k)
    if (k >= 14) ticks += std::stol(word);
  return std::chrono::milliseconds(1000 * ticks / sysconf(_SC_CLK_TCK));
}

int exit_of(int state) { return WIFEXITED(state) ? WEXITSTATUS(state) : 1000 + WTERMSIG(state); }

class ExperimentProgram : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    write("wide.toml", test::wide_experiment());
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }
  std::string file(const std::string& name) const { return folder_.file(name); }
  static std::vector<std::string> words_of(std::vector<std::string> words) {
    words.insert(words.begin(), TESSERA_PROGRAM);
    return words;
  }
  Said say(const std::vector<std::string>& words) const { return run_command(words_of(words), folder_.path()); }
  int start(const std::vector<std::string>& words) const { return start_command(words_of(words), folder_.path()); }
  static int end_of(int child) {
    int state = 0;
    waitpid(child, &state, 0);
    return exit_of(state);
  }
  // Whether the program was ended by the signal, sent after so much processor time, before it was ready.
  bool interrupt(const std::vector<std::string>& words, int signal, std::chrono::milliseconds after) const {
    const int child = start(words);
    for (siginfo_t ended{}; time_used_by(child) < after; std::this_thread::sleep_for(2ms))
      if (waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == child) break;
    kill(child, signal);
    const int code = end_of(child);
    return code == (signal == SIGKILL ? 1000 + SIGKILL : 128 + signal);
  }
  std::vector<std::string> left_beside(const std::string& name) const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_.path()))
      if (const std::string other = entry.path().filename(); other.starts_with(name) && other != name && other != name + ".sha256")
        found.push_back(other);
    return found;
  }
  std::vector<std::string> unlike(const std::string& one, const std::string& other) const {
    return test::list_differences(file(one), file(other));
  }
  // Of the largest community that comes with the program: a run takes seconds.
  void write_slow(const std::string& name, int months, int replicates, const std::string& more = "") const {
    write(name, "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/metropolis.toml\"\nreplicates = " + std::to_string(replicates) +
                    "\n[[factor]]\npath = \"run.months\"\nvalues = [" + std::to_string(months) +
                    "]\n[results]\nevery_months = 6\nmeasures = [\"coverage\", \"need_met\"]\n" + more);
  }
  test::Folder folder_;
};

TEST_F(ExperimentProgram, ThreeOfSevenShardsKilledAndResumedAreOneCall) {
  const int more = std::getenv("TESSERA_LONG") != nullptr ? 1024 : 64;
  write("wide.toml", test::wide_experiment(more, "replicates = 4\n"));
  ASSERT_EQ(say({"experiment", "wide.toml", "-o", "one.h5", "--quiet"}).exit_code, 4) << "some runs fail";
  std::vector<std::string> merge{"merge"};
  int killed = 0;
  for (const int shard : {4, 1, 7, 2, 6, 3, 5}) {
    std::vector<std::string> words{"experiment", "wide.toml", "-o", "s.h5", "--shard", std::to_string(shard) + "/7", "--quiet"};
    if (shard % 3 == 1) killed += interrupt(words, SIGKILL, std::chrono::milliseconds(60 + 20 * shard)) ? 1 : 0;
    words.push_back("--resume");
    EXPECT_THAT(say(words).exit_code, testing::AnyOf(0, 4)) << shard;
    merge.push_back("s.shard-" + std::to_string(shard) + "-of-7.h5");
    EXPECT_THAT(left_beside(merge.back()), IsEmpty());
  }
  EXPECT_GT(killed, 0);
  merge.insert(merge.end(), {"-o", "merged.h5"});
  const Said said = say(merge);
  ASSERT_EQ(said.exit_code, 0) << said.out << said.err;
  EXPECT_THAT(unlike("one.h5", "merged.h5"), IsEmpty());
  EXPECT_EQ(say({"verify", "merged.h5"}).exit_code, 0);
}

TEST_F(ExperimentProgram, AnyRunReplays) {
  write("many.toml", test::wide_experiment(8, "replicates = 2\nbranch_month = 7\n"));
  ASSERT_EQ(say({"experiment", "many.toml", "-o", "many.h5", "--quiet"}).exit_code, 4);
  int replayed = 0;
  {
    const Results results = Results::open(file("many.h5"));
    for (std::uint32_t point = 0; point < results.points(); point += 3) {
      if (results.status(point, 1) != RunStatus::complete) continue;
      const Said said = say({"replay", "many.h5", "--point", std::to_string(point), "--replicate", "1"});
      EXPECT_EQ(said.exit_code, 0) << point << said.out << said.err;
      ++replayed;
    }
  }
  EXPECT_GT(replayed, 1);
  write("types.toml", "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/small_town.toml\"\n[[factor]]\n"
                      "path = \"type.food_bank.share\"\nvalues = [0.02, 0.2]\n[[factor]]\npath = \"run.months\"\nvalues = [4]\n");
  const Said said = say({"experiment", "types.toml", "-o", "types.h5", "--quiet"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_EQ(say({"replay", "types.h5", "--point", "1"}).exit_code, 0);
  // A twin: one changed trace is named.
  test::change_one_value(file("types.h5"), "trace");
  fs::remove(file("types.h5.sha256"));
  EXPECT_NE(say({"replay", "types.h5", "--point", "1"}).exit_code, 0);
}

TEST_F(ExperimentProgram, StoppedBySigtermItGoesOn) {
  write("wide.toml", test::wide_experiment(64, "replicates = 8\n"));
  const std::vector<std::string> words{"experiment", "wide.toml", "-o", "s.h5", "--resume"};
  const auto anything_done = [&] {
    return std::ranges::any_of(left_beside("s.h5"), [](const std::string& name) { return name.find("batch") != std::string::npos; });
  };
  bool stopped = false;  // the last time; where starting takes long, the first signals come before it heeds them
  for (auto after = 300ms; !anything_done() && !fs::exists(file("s.h5")); after *= 2) stopped = interrupt(words, SIGTERM, after);
  EXPECT_TRUE(stopped);
  EXPECT_FALSE(fs::exists(file("s.h5")));
  const Said said = say(words);
  EXPECT_THAT(said.exit_code, testing::AnyOf(0, 4)) << said.err;
  EXPECT_EQ(said.out.find(" 0 done before"), std::string::npos) << said.out;
  EXPECT_THAT(left_beside("s.h5"), IsEmpty());
  say({"experiment", "wide.toml", "-o", "one.h5", "--quiet"});
  EXPECT_THAT(unlike("one.h5", "s.h5"), IsEmpty());
  EXPECT_THAT(say(words).out, HasSubstr("has all of its 1024 runs already"));
}

TEST_F(ExperimentProgram, ALongRunGoesOnFromItsCheckpoint) {
  write_slow("slow.toml", 60, 1);
  const std::vector<std::string> words{"experiment", "slow.toml", "-o", "s.h5", "--resume", "--threads", "1"};
  const bool stopped = interrupt(words, SIGTERM, 4s);
  if (fs::exists(file("s.h5"))) GTEST_SKIP() << "a machine that runs 60 months of the largest community in 4 s";
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(fs::exists(file("s.h5.part.run-0-local.checkpoint")));
  const Said said = say(words);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("0 done before, 1 taken up where stopped"));
  ASSERT_EQ(say({"experiment", "slow.toml", "-o", "one.h5", "--quiet"}).exit_code, 0);
  EXPECT_THAT(unlike("one.h5", "s.h5"), IsEmpty());
  EXPECT_THAT(left_beside("s.h5"), IsEmpty());
}

TEST_F(ExperimentProgram, TwoWritersAtOnceLeaveOneWholeFile) {
  write("wide.toml", test::wide_experiment(32, "replicates = 3\n"));
  const auto words = [](const std::string& writer) {
    return std::vector<std::string>{"experiment", "wide.toml", "-o", "t.h5", "--resume", "--quiet", "--threads", "1", "--writer", writer};
  };
  for (const auto apart : {0ms, 300ms}) {
    fs::remove(file("t.h5"));
    fs::remove(file("t.h5.sha256"));
    const int a = start(words("a"));
    std::this_thread::sleep_for(apart);
    const int b = start(words("b"));
    EXPECT_THAT(end_of(a), testing::AnyOf(0, 4));
    EXPECT_THAT(end_of(b), testing::AnyOf(0, 4));
    EXPECT_THAT(left_beside("t.h5"), IsEmpty());
    EXPECT_EQ(say({"verify", "t.h5"}).exit_code, 0);
  }
  say({"experiment", "wide.toml", "-o", "one.h5", "--quiet"});
  EXPECT_THAT(unlike("one.h5", "t.h5"), IsEmpty());
}

TEST_F(ExperimentProgram, RoundsThatWereKilledStopWhereTheyWouldHave) {
  const std::string head = "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\nreplicates = { until_half_width = ";
  const std::string tail = ", measure = \"coverage\", month = 30, most = 160 }\n[[factor]]\npath = \"run.months\"\nvalues = [30]\n"
                           "[[factor]]\npath = \"trust.weight\"\nvalues = [0.1, 0.2, 0.3, 0.4]\n[results]\nevery_months = 30\nmeasures = [\"coverage\"]\n";
  write("rounds.toml", head + "0.004" + tail);
  ASSERT_EQ(say({"experiment", "rounds.toml", "-o", "one.h5", "--quiet"}).exit_code, 0);
  for (const auto after : {200ms, 400ms}) {
    const std::string name = "r" + std::to_string(after.count()) + ".h5";
    const std::vector<std::string> words{"experiment", "rounds.toml", "-o", name, "--resume", "--quiet"};
    interrupt(words, SIGTERM, after);
    ASSERT_EQ(say(words).exit_code, 0);
    EXPECT_THAT(unlike("one.h5", name), IsEmpty()) << name;
  }
}

TEST_F(ExperimentProgram, BadInputIsToldAndLosesNothing) {
  const std::string head = "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\n[[factor]]\n";
  const auto refuses = [&](const std::string& text, int code, const std::string& part) {
    write("bad.toml", head + text);
    const Said said = say({"experiment", "bad.toml", "-o", "bad.h5"});
    EXPECT_EQ(said.exit_code, code) << said.err;
    EXPECT_THAT(said.err, HasSubstr(part));
    EXPECT_FALSE(fs::exists(file("bad.h5")));
    EXPECT_THAT(left_beside("bad.h5"), IsEmpty());
  };
  refuses("path = \"trust.wieght\"\nvalues = [0.1]\n", 2, "did you mean 'weight'");
  refuses("path = \"trust.weight\"\nlow = 0.4\nhigh = 0.4\n[design]\nkind = \"sobol\"\nsamples = 8\n", 2, "is empty");
  refuses("path = \"trust.weight\"\nvalues = []\n", 2, "bad.toml:5");
  refuses("path = \"trust.weight\"\nlow = 0.1\nhigh = 0.4\n[design]\nkind = \"sobol\"\nsamples = 1_000_000_000\n", 2, "1000000000 points");
  const auto ends = [&](const std::vector<std::string>& words, int code, const std::string& part) {
    const Said said = say(words);
    EXPECT_EQ(said.exit_code, code) << said.err;
    EXPECT_THAT(said.err, HasSubstr(part));
  };
  ends({"experiment", "wide.toml", "--shard", "9/7"}, 2, "3/7");
  ends({"experiment", "wide.toml", "--shard", "1/1000"}, 2, "24 at most");
  ends({"experiment", "wide.toml", "-o", "/dev/null/x.h5"}, 3, "/dev/null");
  ends({"experiment", "/proc/none.toml"}, 2, "none.toml");
  EXPECT_THAT(left_beside("wide"), ElementsAre("wide.toml"));

  write("small.toml", test::wide_experiment(2, "replicates = 1\n"));
  ASSERT_THAT(say({"experiment", "small.toml", "-o", "x.h5", "--quiet"}).exit_code, testing::AnyOf(0, 4));
  const std::string before = read_whole(file("x.h5"));
  ends({"experiment", "small.toml", "-o", "x.h5"}, 2, "--force");
  ends({"experiment", "wide.toml", "-o", "x.h5", "--resume"}, 2, "another experiment");
  ends({"merge", "x.h5", "-o", "x.h5"}, 2, "--force");
  ends({"merge", "wide.toml", "-o", "y.h5"}, 3, "wide.toml");
  EXPECT_EQ(read_whole(file("x.h5")), before);
  EXPECT_THAT(left_beside("x.h5"), IsEmpty());
  write("mine.h5", "precious");
  ends({"experiment", "small.toml", "-o", "mine.h5", "--force"}, 2, "no results file");
  ends({"experiment", "small.toml", "-o", "mine.h5", "--resume"}, 3, "mine.h5");
  EXPECT_EQ(read_whole(file("mine.h5")), "precious");
  EXPECT_THAT(left_beside("mine.h5"), IsEmpty());
}

TEST_F(ExperimentProgram, AFullDiskIsToldAndWhatIsDoneIsKept) {
  fs::create_directory(file("disk"));
  if (mount("tmpfs", file("disk").c_str(), "tmpfs", 0, "size=500k") != 0) GTEST_SKIP() << "no right to mount a small disk";
  write("wide.toml", test::wide_experiment(32, "replicates = 4\n"));
  const std::vector<std::string> words{"experiment", "wide.toml", "-o", "disk/d.h5", "--resume", "--quiet"};
  const Said said = say(words);
  EXPECT_EQ(said.exit_code, 3) << said.out;
  EXPECT_THAT(said.err, HasSubstr("disk/d.h5"));
  EXPECT_FALSE(fs::exists(file("disk/d.h5")));
  EXPECT_EQ(mount("tmpfs", file("disk").c_str(), "tmpfs", MS_REMOUNT, "size=60m"), 0);
  EXPECT_THAT(say(words).exit_code, testing::AnyOf(0, 4));
  say({"experiment", "wide.toml", "-o", "one.h5", "--quiet"});
  EXPECT_THAT(unlike("one.h5", "disk/d.h5"), IsEmpty());
  EXPECT_EQ(umount(file("disk").c_str()), 0);
}

TEST_F(ExperimentProgram, FilesWithFailedRunsAreStillRead) {
  ASSERT_EQ(say({"experiment", "wide.toml", "-o", "w.h5", "--quiet"}).exit_code, 4);
  const Said again = say({"experiment", "wide.toml", "-o", "w.h5", "--resume"});
  EXPECT_EQ(again.exit_code, 4) << "as the first time";
  EXPECT_THAT(again.out, HasSubstr("of them failed"));
  const Said compared = say({"compare", "w.h5", "--measure", "coverage"}), told = say({"sensitivity", "w.h5", "--measure", "coverage"});
  EXPECT_EQ(compared.exit_code, 0) << compared.err;
  EXPECT_EQ(told.exit_code, 0) << told.err;
  EXPECT_EQ(say({"show", "w.h5"}).exit_code, 0);
}

TEST_F(ExperimentProgram, XarraySelectsAPointByTheValueOfItsFactor) {
  ASSERT_EQ(say({"experiment", "wide.toml", "-o", "w.h5", "--quiet"}).exit_code, 4);
  const Said said = run_command({"/usr/bin/python3", "-W", "ignore", TESSERA_SOURCE_DIR "/tests/command/experiment_test.py", file("w.h5")});
  if (said.exit_code == 77 || said.exit_code == 98) GTEST_SKIP() << "python3 with xarray, h5netcdf and netcdf4 is not installed";
  EXPECT_EQ(said.exit_code, 0) << said.err;
}

}  // namespace
}  // namespace tessera
