// How a sweep stands: what its files say, of one file or of all shards, and what the scheduler says of its jobs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "run/cluster/slurm.hpp"
#include "run/cluster/submission.hpp"

namespace tessera {

// A results file, or what waits to become one.
struct FileState {
  enum class Kind : std::uint8_t { missing, begun, whole };
  Kind kind = Kind::missing;
  std::uint64_t runs = 0, complete = 0, failed = 0;  // of the sweep or the shard; missing: 0
  std::string trouble;                               // why it can not be read
};
FileState read_file_state(const std::string& path);

struct ShardState {
  std::uint64_t shard = 0;
  FileState file;
  std::string queued;  // "RUNNING", "PENDING (Priority)"; empty if no job is to make it
};

struct SweepState {
  FileState file;
  std::uint64_t shard_count = 0;         // 0 = it is not in shards
  std::vector<ShardState> shards;
  std::optional<Submission> submission;  // to Slurm
  bool scheduler_answers = false;
  std::string merge;                     // as `queued`, of the merge
};

// Reads files, and asks squeue for the jobs of a submission. Shards are found by their names; where there are some of
// several partitions, those of the submission count, or else those of the finest.
SweepState read_sweep_state(const std::string& output);

}  // namespace tessera
