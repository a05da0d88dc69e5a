// Slurm as its own commands show it: limits, the queue, submitting and cancelling. Where a command is missing or refuses,
// all throw FileError with Slurm's own words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

struct SlurmLimits {
  std::uint64_t highest_index = 0;  // of a job array: MaxArraySize - 1
  std::uint64_t most_jobs = 0;      // that the controller keeps at a time, each task of an array one: MaxJobCount
};
SlurmLimits read_slurm_limits();

struct SlurmPartition {
  std::string name, state;
  bool is_default = false;
  std::optional<std::uint64_t> longest_s;  // MaxTime; nothing = no limit
};
std::vector<SlurmPartition> read_slurm_partitions();

// "90", "90:00", "1:30:00", "2-12", "2-12:30", "2-12:30:00" as Slurm reads them, in seconds; nothing if it is none of these.
std::optional<std::uint64_t> read_slurm_time(const std::string& text);

struct QueuedJob {
  std::string job;         // of an array: the number of the whole
  std::uint64_t task = 0;  // its index; of a single job 0
  std::string state, reason;
};
// Pending and running ones among these jobs. Nothing if the scheduler can not be asked.
std::optional<std::vector<QueuedJob>> read_slurm_queue(const std::vector<std::string>& jobs);

// words: what stands behind `sbatch --parsable`. Returns the job's number.
std::string submit_to_slurm(const std::vector<std::string>& words);
void cancel_in_slurm(const std::vector<std::string>& jobs);

// For sbatch --array: "1-3,7".
std::string write_index_list(const std::vector<std::uint64_t>& ascending);

}  // namespace tessera
