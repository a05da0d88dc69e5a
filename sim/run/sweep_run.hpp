// Runs a sweep, or a shard of it, on the cores of one machine: runs are dealt out one by one, finished ones wait in
// batches, and memory does not grow with their number. Stoppable and resumable; a run that fails is recorded and passed
// over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/progress.hpp"
#include "run/sweep_plan.hpp"

namespace tessera {

struct SweepOptions {
  std::string output;                // F.h5 of the whole experiment; a shard makes its own name of it
  std::string command_line;
  int threads = 0;                   // 0 = as many as there are processors
  Shard shard;
  bool resume = false;
  bool replace = false;
  std::string writer = "local";      // programs that may work at the same shard at once have different names
  Progress* progress = nullptr;
};

struct FailedRun {
  std::uint64_t point = 0;
  std::uint32_t replicate = 0;
  std::string message;
};

struct SweepSummary {
  std::string output;                // file of this shard
  std::uint64_t wanted = 0;          // runs in all
  std::uint64_t done_before = 0;     // of them, before this call
  std::uint64_t failed_before = 0;   // of these, those that failed
  std::uint64_t taken_up = 0;        // runs that went on from the checkpoint of an earlier call
  std::uint64_t complete = 0;        // in this call
  std::uint64_t failed = 0;          // in this call
  std::vector<FailedRun> failures;   // the first few
  std::uint64_t shared_months = 0;   // computed once for several variants
  int stopped_by = 0;                // signal, 0 = ran to the end
  bool was_complete = false;         // nothing was left to do
  double wall_s = 0.0;
  double run_s = 0.0;                // summed over runs
};

// Throws InputError, FileError, BrokenPromise.
SweepSummary run_sweep(const Sweep& sweep, const SweepOptions& options);

}  // namespace tessera
