// What the tasks of a sweep on a Slurm cluster run: two shell scripts that lie in F.h5.slurm and know no other path than
// the program's, for Slurm starts them in that folder.
#pragma once

#include <cstdint>
#include <string>

namespace tessera {

struct ScriptFacts {
  std::string program;  // absolute path
  std::string name;     // of the results file, without its folder
  std::uint64_t shards = 1;
  bool own_logs = false;  // Slurm can not write to logs/ here
  bool rounds = false;  // the merged file is renewed after each round of replicates
};

// Runs one shard. A warning before the time limit (TERM) reaches the program, which writes a checkpoint and exits 143; then
// the task asks Slurm to queue it again, unless it is being cancelled.
std::string write_task_script(const ScriptFacts& facts);
// Merges the shards that are there; `merge` refuses while others are missing.
std::string write_merge_script(const ScriptFacts& facts);

// A word as the shell takes it for itself, whatever is in it.
std::string quote_for_shell(const std::string& word);

}  // namespace tessera
