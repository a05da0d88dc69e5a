// A world on disk, written whole (temporary name, fsync, rename), so that a run can go on as if it had never stopped.
// Form: array file of kind "checkpoint" (FORMAT.md): the label, the scalars, every field of fields().
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

// Keeps two: the one that is replaced stays as path.previous. Throws FileError if it can not be written; then the one
// before is still there.
void write_checkpoint(const std::string& path, const World& world, const CheckpointLabel& label);
// Throws FileError if the file is not whole or no world (state/consistency.hpp), InputError if it belongs to another run. Indexes are rebuilt.
World read_checkpoint(const std::string& path, const CheckpointLabel& expected);
// The same; if path is missing or not whole, path.previous. Throws what path itself gave if neither will do.
World read_newest_checkpoint(const std::string& path, const CheckpointLabel& expected);

}  // namespace tessera
