// A sweep handed to Slurm: the folder F.h5.slurm beside its results.
//
//   sweep.json       the experiment, frozen; what every task runs
//   task.sh merge.sh what Slurm starts
//   submission.json  the shards, the options and the jobs, kept up to date before and after each submission
//   logs/            what the tasks said, one file per shard
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

struct ClusterOptions {
  std::string partition, time, memory, account;  // as sbatch takes them; empty = the cluster's own
  int processors_per_task = 1;
  std::vector<std::string> sbatch;               // further options, one word each: "--qos=long"
};

struct SubmittedJobs {
  std::string tasks, merge;           // numbers of the jobs; empty = there is none
  std::vector<std::uint64_t> shards;  // of the tasks
  std::string submitted;              // when
};

struct Submission {
  std::string experiment;  // its name
  std::uint64_t shards = 0, runs = 0;
  ClusterOptions options;
  std::vector<SubmittedJobs> jobs;  // in the order of submission
};

std::string submission_folder(const std::string& output);  // output + ".slurm"
bool is_submitted(const std::string& output);
// Throws FileError if there is none or it can not be read.
Submission read_submission(const std::string& output);
void write_submission(const std::string& output, const Submission& submission);
// All numbers of jobs in it.
std::vector<std::string> list_jobs(const Submission& submission);

}  // namespace tessera
