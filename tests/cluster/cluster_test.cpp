// Sweeps on a real Slurm: the packed program in a bare Debian, as an ordinary user, without a network, against one call of
// the built program here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <functional>
#include <thread>

#include "support/same_data.hpp"
#include "support/slurm/cluster.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

#define EXPECT_SAYS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

constexpr const char* program = "/opt/tessera/bin/tessera";

class OnSlurm : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "a sanitized program is not for other machines";
#endif
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    const fs::path build = fs::path(TESSERA_PROGRAM).parent_path();
    const std::string refused = Cluster::refuse(TESSERA_SOURCE_DIR, build);
    if (!refused.empty()) GTEST_SKIP() << refused;
    folder_ = fs::temp_directory_path() / ("tessera_slurm_" + std::to_string(getpid()));
    fs::create_directories(folder_);
    cluster_.emplace(TESSERA_SOURCE_DIR, build, folder_, 3);
  }
  void TearDown() override {
    if (HasFailure() && cluster_)
      std::cout << cluster_->queue() << run_command({"sh", "-c", "tail -n 20 *.slurm/logs/* ../slurm/slurmctld.log"}, sweep()).out;
    cluster_.reset();
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  fs::path sweep() const { return folder_ / "sweep"; }
  // Two variants, three values, replicates: months says how long a run is.
  void write_experiment(int replicates, int months, const std::string& name = "Sweep for tests") {
    std::ofstream(sweep() / "x.toml") << "tessera = 1\nname = \"" << name << "\"\nscenario = \"village.toml\"\nreplicates = " << replicates
                                      << "\n[[variant]]\nname = \"as_it_is\"\n[variant.run]\nmonths = " << months
                                      << "\n[[variant]]\nname = \"slow\"\n[variant.run]\nmonths = " << months
                                      << "\n[variant.trust]\nweight = 0.2\n[[factor]]\npath = \"needs.incidence_scale\"\n"
                                         "values = [0.5, 1, 2]\n";
  }
  Said submit(std::vector<std::string> more, const std::string& output = "x.h5") {
    std::vector<std::string> words{program, "experiment", "x.toml", "-o", output, "--engine", "slurm"};
    words.insert(words.end(), more.begin(), more.end());
    return cluster_->run(words);
  }
  Said status(const std::string& output = "x.h5") { return cluster_->run({program, "status", output}); }

  bool wait_for(int seconds, const std::function<bool()>& holds) {
    for (int k = 0; k < 5 * seconds; ++k) {
      if (holds()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    return holds();
  }
  bool wait_until_over(int seconds = 120) {
    return wait_for(seconds, [&] {
      cluster_->hurry();
      return cluster_->queue().empty();
    });
  }
  // Signal for the program that runs shard K of N; true once it was there to take it.
  bool signal_shard(const std::string& signal, const std::string& shard) {
    return cluster_->run_as_root({"bash", "-c",
                                  "n=1; for p in /proc/[0-9]*; do [[ $(tr '\\0' ' ' 2>/dev/null <$p/cmdline) == "
                                  "\"$2 experiment \"*\"--shard $1 \"* ]] && kill -$0 ${p#/proc/} && n=0; done; exit $n",
                                  signal, shard, program}).exit_code == 0;
  }
  bool wait_and_signal(const std::string& signal, const std::string& shard) {
    return wait_for(30, [&] { return signal_shard(signal, shard); });
  }
  std::string log_of(int shard) const { return read_whole(sweep() / "x.h5.slurm/logs" / ("shard-" + std::to_string(shard) + ".log")); }
  void expect_same_as_one_call(const fs::path& output = "x.h5") {
    const Said said = run_command({TESSERA_PROGRAM, "experiment", "x.toml", "-o", "one_call.h5", "--quiet"}, sweep());
    ASSERT_EQ(said.exit_code, 0) << said.err;
    ASSERT_TRUE(fs::exists(sweep() / output)) << read_whole(sweep() / "x.h5.slurm/logs/merge.log");
    EXPECT_THAT(test::list_differences((sweep() / "one_call.h5").string(), (sweep() / output).string()), testing::IsEmpty());
  }

  fs::path folder_;
  std::optional<Cluster> cluster_;
};

TEST_F(OnSlurm, AnArrayAndItsMergeGiveWhatOneCallGives) {
  write_experiment(8, 36);
  const Said said = submit({"--shards", "7", "--cpus-per-task", "2", "--memory", "300M", "--time", "10"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_SAYS(said.out, "7 tasks");
  EXPECT_SAYS(cluster_->run({"cat", "x.h5.slurm/submission.json"}).out, "\"time\": \"10\"");
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call();
  EXPECT_SAYS(status().out, "whole: 48 of 48 runs complete");
  EXPECT_EQ(cluster_->run({program, "verify", "x.h5"}).exit_code, 0);
  EXPECT_SAYS(log_of(3), "start 0");
  const Said again = submit({"--resume"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_SAYS(again.out, "complete already");
  EXPECT_EQ(submit({"--shards", "7"}).exit_code, 2) << "what is there is not overwritten";
}

TEST_F(OnSlurm, NamesArriveWhateverIsInThem) {
  write_experiment(2, 12, "it's $(touch owned); `touch owned` #SBATCH --hold %A \\\"x\\\" *");
  const std::string folder = "a 'b' \"c\" $(touch owned) 50%A \\ new\nline;&";
  ASSERT_EQ(cluster_->run({"mkdir", folder}).exit_code, 0);
  const std::string output = folder + "/-x $(touch owned) %j 'y'.h5";
  // What is refused has not been obeyed either: a partition that the program looks up, and two that only Slurm does.
  EXPECT_EQ(submit({"--shards", "2", "--partition", "$(touch owned)"}, output).exit_code, 2);
  EXPECT_EQ(submit({"--shards", "2", "--partition", "main,`touch owned`;touch owned"}, output).exit_code, 3);
  EXPECT_EQ(submit({"--shards", "2", "--time", "1;touch owned"}, output).exit_code, 2);
  const Said said = submit({"--shards", "2", "--account", "it's \"mine\" $(touch owned); `touch owned` \\ *",
                            "--sbatch-option=--comment=$(touch owned) 'a' \"b\";touch owned"}, output);
  ASSERT_EQ(said.exit_code, 0) << said.err;
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call(output);
  EXPECT_TRUE(fs::exists(sweep() / (output + ".slurm") / "logs/shard-2.log"));
  EXPECT_EQ(cluster_->run({"find", "/mnt/sweep", "/opt/tessera", "-name", "owned"}).out, "");
}

TEST_F(OnSlurm, AKilledTaskIsNamedAndSubmittedAgainAlone) {
  write_experiment(60, 60);
  ASSERT_EQ(submit({"--shards", "3"}).exit_code, 0);
  ASSERT_TRUE(wait_and_signal("KILL", "2/3"));
  ASSERT_TRUE(wait_until_over());
  EXPECT_FALSE(fs::exists(sweep() / "x.h5"));
  EXPECT_SAYS(log_of(2), "exit code 137");
  Said said = status();
  EXPECT_SAYS(said.out, "whole    2 of 3");
  EXPECT_SAYS(said.out, "missing  1 (2)");
  EXPECT_EQ(submit({"--shards", "4", "--resume"}).exit_code, 2) << "it goes on in the shards it has";
  EXPECT_EQ(submit({"--shards", "3"}).exit_code, 2) << "nor does it begin anew";
  said = submit({"--resume"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_SAYS(said.out, "1 tasks, one for each shard (2)");
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call();
}

TEST_F(OnSlurm, ACancelledSweepStaysCancelledAndGoesOnWhenAsked) {
  write_experiment(60, 60);
  ASSERT_EQ(submit({"--shards", "3"}).exit_code, 0);
  ASSERT_TRUE(wait_and_signal("STOP", "1/3"));
  const Said queued = submit({"--resume"});
  EXPECT_SAYS(queued.out, "in the queue already");
  EXPECT_EQ(queued.out.find("tasks,"), std::string::npos) << "what is on its way is not submitted twice";
  const Said said = cluster_->run({program, "cancel", "x.h5"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  signal_shard("CONT", "1/3");
  ASSERT_TRUE(wait_until_over());
  EXPECT_FALSE(fs::exists(sweep() / "x.h5"));
  EXPECT_EQ(submit({"--resume"}).exit_code, 0);
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call();
}

// The node's daemon and keeper die; its program lives on and writes beside the copy that runs elsewhere.
TEST_F(OnSlurm, ANodeThatDiesLeavesAnOrphanThatDoesNoHarm) {
  write_experiment(100, 60);
  ASSERT_EQ(submit({"--shards", "3", "--sbatch-option=--exclusive"}).exit_code, 0);
  ASSERT_TRUE(wait_and_signal("STOP", "1/3"));
  const std::string queue = cluster_->run({"squeue", "-h", "-r", "-t", "R", "-o", "%K %N"}).out;
  const std::size_t at = queue.find("1 n");
  ASSERT_NE(at, std::string::npos) << queue;
  cluster_->kill_node(queue[at + 3] - '0');
  ASSERT_TRUE(wait_for(60, [&] {
    cluster_->hurry();
    return log_of(1).find("start 1") != std::string::npos;
  })) << cluster_->queue();
  signal_shard("CONT", "1/3");
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call();
}

// It writes down what it knows within five seconds, and is killed after that; a task ends while it is away.
TEST_F(OnSlurm, AControllerThatDiesAndComesBackLosesNothing) {
  write_experiment(60, 60);
  ASSERT_EQ(submit({"--shards", "5"}).exit_code, 0);
  ASSERT_TRUE(wait_and_signal("STOP", "1/5"));
  ASSERT_TRUE(wait_for(30, [&] { return status().out.find("whole    4 of 5") != std::string::npos; }));
  std::this_thread::sleep_for(std::chrono::seconds(7));
  cluster_->kill_controller();
  signal_shard("CONT", "1/5");
  EXPECT_SAYS(status().out, "no scheduler answers here");
  EXPECT_EQ(submit({"--resume"}).exit_code, 3);
  cluster_->start_controller();
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call();
}

// The program is stopped until the warning before the limit has come, so that the test does not hang on its speed.
TEST_F(OnSlurm, ATimeLimitLeavesACheckpointFromWhichTheTaskGoesOn) {
  write_experiment(60, 60);
  ASSERT_EQ(submit({"--shards", "2", "--time", "1"}).exit_code, 0);
  ASSERT_TRUE(wait_and_signal("STOP", "1/2"));
  ASSERT_TRUE(wait_for(90, [&] {
    return cluster_->run_as_root({"bash", "-c", "for p in /proc/[0-9]*; do [[ $(tr '\\0' ' ' <$p/cmdline) == *'--shard 1/2 '* ]] && "
                                                "grep -q '^ShdPnd:.*4[0-9a-f]\\{3\\}$' $p/status && exit 0; done; exit 1"}).exit_code == 0;
  }));
  signal_shard("CONT", "1/2");
  ASSERT_TRUE(wait_for(30, [&] { return log_of(1).find("asking for another start") != std::string::npos; })) << log_of(1);
  ASSERT_TRUE(wait_until_over());
  EXPECT_SAYS(log_of(1), "start 1");
  expect_same_as_one_call();
}

TEST_F(OnSlurm, WhatTheClusterDoesNotAllowIsSaidAndLosesNothing) {
  write_experiment(40, 12);
  const auto expect_refusal = [&](std::vector<std::string> words, int code, const char* says) {
    const Said said = submit(std::move(words));
    EXPECT_EQ(said.exit_code, code) << said.out << said.err;
    EXPECT_SAYS(said.err, says);
  };
  expect_refusal({}, 2, "--shards");
  expect_refusal({"--shards", "110"}, 2, "MaxArraySize 101, MaxJobCount 60");
  expect_refusal({"--shards", "60"}, 2, "--shards 59 or fewer");
  expect_refusal({"--shards", "2000"}, 2, "can be divided into 120 at most");
  expect_refusal({"--shards", "2", "--partition", "mian"}, 2, "main, closed");
  expect_refusal({"--shards", "2", "--partition", "closed"}, 2, "DOWN");
  expect_refusal({"--shards", "2", "--time", "3:00:00"}, 2, "120 minutes");
  expect_refusal({"--shards", "2", "--time", "soon"}, 2, "minutes");
  expect_refusal({"--shards", "2", "--sbatch-option", "hold"}, 2, "one word");
  expect_refusal({"--shards", "2", "--memory", "900G"}, 3, "Memory");
  expect_refusal({"--shards", "2", "--sbatch-option=--no-such-option"}, 3, "no-such-option");
  EXPECT_EQ(cluster_->queue(), "");
  const Said away = cluster_->run({"env", "PATH=/nowhere", program, "experiment", "x.toml", "-o", "x.h5", "--engine", "slurm", "--shards", "2"});
  EXPECT_EQ(away.exit_code, 3);
  EXPECT_SAYS(away.err, "scontrol is not here");
  EXPECT_EQ(cluster_->run({program, "experiment", "x.toml", "-o", "x.h5", "--shards", "2"}).exit_code, 2) << "without --engine slurm";
  ASSERT_EQ(submit({"--shards", "2"}).exit_code, 0) << "nothing of what was refused is in the way";
  ASSERT_TRUE(wait_until_over());
  expect_same_as_one_call();
}

}  // namespace
}  // namespace tessera
