// What passes between the program and Slurm, without a Slurm.
#include "run/cluster/slurm.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/errors.hpp"
#include "base/process.hpp"
#include "run/cluster/scripts.hpp"
#include "run/cluster/submission.hpp"

namespace tessera {
namespace {

TEST(Slurm, ReadsTimesAsSbatchDoes) {
  EXPECT_EQ(read_slurm_time("90"), 90u * 60);
  EXPECT_EQ(read_slurm_time("90:30"), 90u * 60 + 30);
  EXPECT_EQ(read_slurm_time("1:30:00"), 90u * 60);
  EXPECT_EQ(read_slurm_time("2-12"), 60u * 3600);
  EXPECT_EQ(read_slurm_time("2-12:30"), 60u * 3600 + 1800);
  EXPECT_EQ(read_slurm_time("2-12:30:05"), 60u * 3600 + 1805);
  for (const char* wrong : {"", "UNLIMITED", "-1", "1:2:3:4", "1-", "9 0", "999999999999"}) EXPECT_FALSE(read_slurm_time(wrong)) << wrong;
}

TEST(Slurm, WritesIndicesShortly) {
  EXPECT_EQ(write_index_list({}), "");
  EXPECT_EQ(write_index_list({4}), "4");
  EXPECT_EQ(write_index_list({1, 2, 3, 5, 8, 9}), "1-3,5,8-9");
}

TEST(Slurm, AnythingQuotedIsOneWordOfTheShell) {
  for (const std::string word : {"plain", "", "it's", "$(touch x) `x` \"y\" \\ *", "two\nlines", "-n", "''"}) {
    const ProcessAnswer answer = run_process({"sh", "-c", "set -- " + quote_for_shell(word) + "; printf %s_%s \"$#\" \"$1\""});
    EXPECT_EQ(answer.out, "1_" + word);
  }
}

TEST(Slurm, ScriptsAreShellWhateverTheNames) {
  for (const char* name : {"x.h5", "it's $(x) \n#SBATCH.h5", "no_extension"}) {
    const ScriptFacts facts{"/a 'b'/tessera", name, 12, true, true};
    for (const std::string& script : {write_task_script(facts), write_merge_script(facts)}) {
      EXPECT_EQ(run_process({"sh", "-n", "-c", script}).exit_code, 0) << script;
      EXPECT_TRUE(script.starts_with("#!/bin/sh\n"));
    }
  }
}

TEST(Slurm, ASubmissionIsReadAsItWasWritten) {
  const auto folder = std::filesystem::temp_directory_path() / ("tessera_submission_" + std::to_string(getpid()));
  const std::string output = (folder / "x.h5").string();
  std::filesystem::create_directories(submission_folder(output));
  EXPECT_FALSE(is_submitted(output));
  const Submission written{"a \"name\"", 7, 84, {"main", "1:00", "2G", "", 4, {"--qos=long"}}, {{"12", "13", {1, 2}, "now"}, {"", "14", {}, "later"}}};
  write_submission(output, written);
  const Submission read = read_submission(output);
  EXPECT_EQ(read.experiment, written.experiment);
  EXPECT_EQ(read.shards, 7u);
  EXPECT_EQ(read.options.sbatch, written.options.sbatch);
  EXPECT_EQ(read.options.processors_per_task, 4);
  EXPECT_EQ(read.jobs[0].shards, written.jobs[0].shards);
  EXPECT_EQ(list_jobs(read), (std::vector<std::string>{"12", "13", "14"}));
  std::filesystem::resize_file(submission_folder(output) + "/submission.json", 20);
  EXPECT_THROW(read_submission(output), FileError);
  std::filesystem::remove_all(folder);
}

TEST(Process, SaysWhatWasSaidAndHowItEnded) {
  const ProcessAnswer answer = run_process({"sh", "-c", "printf out; printf err >&2; exit 7"});
  EXPECT_TRUE(answer.found);
  EXPECT_EQ(answer.out, "out");
  EXPECT_EQ(answer.err, "err");
  EXPECT_EQ(answer.exit_code, 7);
  EXPECT_EQ(run_process({"sh", "-c", "kill -9 $$"}).exit_code, 137);
  EXPECT_FALSE(run_process({"no-such-program-at-all"}).found);
  EXPECT_EQ(run_process({"sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero | tr '\\0' y >&2"}).err.size(), 300000u);
}

}  // namespace
}  // namespace tessera
