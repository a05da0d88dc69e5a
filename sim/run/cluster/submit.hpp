// Hands a sweep to Slurm: one job array whose tasks run a shard each, and one job behind it that merges them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/cluster/submission.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

struct SubmitRequest {
  std::string output;        // F.h5
  std::uint64_t shards = 0;  // 0 = as before (resume)
  ClusterOptions options;
  bool resume = false;       // submit only shards that are neither whole nor in the queue
};

struct SubmitReport {
  std::string folder, tasks, merge;    // numbers of the new jobs; empty = none was needed
  std::uint64_t whole = 0, queued = 0;  // shards that are there, or already on their way
  std::vector<std::uint64_t> submitted;
};

// Throws InputError where the request can be mended (limits of the cluster, something in the way), FileError where the
// disk or Slurm refuses; whatever was submitted until then stands in submission.json.
SubmitReport submit_sweep(const Sweep& sweep, const SubmitRequest& request);

// The file of a shard of `output`.
std::string shard_path(const std::string& output, std::uint64_t shard, std::uint64_t shards);

}  // namespace tessera
