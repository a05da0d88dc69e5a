// Runs again what a results file says it ran, and compares the state of every month.
#pragma once

#include <cstdint>
#include <string>

#include "run/progress.hpp"

namespace tessera {

struct Replay {
  std::int32_t months = 0;                  // compared, the month of founding included
  std::int32_t first_different_month = -1;  // -1: bit-identical
  std::string made_elsewhere;               // what differs between this program and the one that wrote the file, in words
};

// Throws FileError if the file is damaged, InputError if it holds no complete run of that number.
Replay replay_run(const std::string& results, std::uint32_t point, std::uint32_t replicate, Progress* progress = nullptr);

}  // namespace tessera
