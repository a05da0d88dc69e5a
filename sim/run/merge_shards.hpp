// One file from the files of shards, in whatever order they are given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tessera {

struct MergeOptions {
  std::vector<std::string> shards;  // finished files of one experiment
  std::string output;
  std::string command_line;
  bool replace = false;
  bool allow_missing = false;       // runs that no shard has have not begun
  bool compressed = true;
  bool leave_measures = false;      // in the files of the shards, which must stay where they are (virtual datasets)
};

struct MergeSummary {
  std::uint64_t runs = 0, complete = 0, failed = 0;  // of the experiment; there
  std::vector<std::string> missing_shards;           // "3/7", if the files say of which shards they are
  std::uint64_t missing_runs = 0;                    // wanted and not there
  std::uint64_t wanted_next = 0;                     // runs of a further round, where intervals are still too wide
  bool written = false;                              // not if something is missing and may not be
};

// Throws InputError if the files are of several experiments or made by several programs, or hold the same run twice and not
// the same twice; FileError if one is damaged.
MergeSummary merge_shards(const MergeOptions& options);

}  // namespace tessera
