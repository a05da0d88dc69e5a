// A run of a results file, run again and kept in a file of its own: with its organisations, every month and all measures
// of its scenario, which the files of experiments leave out.
#pragma once

#include <cstdint>
#include <string>

#include "results/read.hpp"
#include "run/progress.hpp"
#include "run/replay.hpp"

namespace tessera {

struct KeepOptions {
  std::string output;        // F.h5; an ordinary file of one run, numbered as the point and replicate that it was
  std::string command_line;  // as it will stand in the file
  bool replace = false;      // what stands at `output` may be lost
};

// Runs to the last month and writes the file, also if something differs: then the file holds what this program makes of
// the run. Snapshots as the scenario says, every twelve months if it wants none. Throws as read_stored_run; InputError if
// the output exists; FileError; BrokenPromise if the run fails, and then there is no file.
Replay keep_run(const std::string& results, std::uint32_t point, std::uint32_t replicate, const KeepOptions& options,
                Progress* progress = nullptr);

struct KeptRun {
  Results results;  // open; on the disk it is gone already
  bool identical;   // bit for bit what the file has
};

// The same into a file in the system's temporary folder that nobody else sees.
KeptRun run_again(const std::string& results_path, std::uint32_t point, std::uint32_t replicate, Progress* progress);

}  // namespace tessera
