// A world on disk, written whole (temporary name, fsync, rename), so that a run can go on as if it had never stopped.
#pragma once

#include <cstdint>
#include <string>

#include "state/world.hpp"

namespace tessera {

struct CheckpointLabel {
  std::uint64_t scenario_hash = 0;  // of the merged text: a checkpoint of another scenario is refused
  std::uint64_t seed = 0;
  std::uint32_t replicate = 0;
};

void write_checkpoint(const std::string& path, const World& world, const CheckpointLabel& label);
// Throws FileError if the file is not whole, InputError if it belongs to another run. Indexes are rebuilt.
World read_checkpoint(const std::string& path, const CheckpointLabel& expected);

}  // namespace tessera
