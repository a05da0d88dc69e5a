// The program called in a forked child of the test, without loading it anew: hundreds of calls a second, each with limits of
// its own. The test's process must not have used OpenMP before.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/commands.hpp"

namespace tessera {

struct CallLimits {
  std::size_t memory_bytes = std::size_t{2} << 30;  // of addresses, beyond those in use
  unsigned wall_s = 180;  // more than a child of it may take
};

// words: as after `tessera`. `said.out` and `said.err` hold at most 64 MB each. exit_code: 1000 + the signal that ended it.
Said call_program(const std::vector<std::string>& words, const CallLimits& limits = {});

// The most memory that a child which has ended ever had, in bytes.
std::size_t most_memory_of_children();

}  // namespace tessera
