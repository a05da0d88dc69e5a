#include "results/checkpoint.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"
#include "results/stored_world.hpp"
#include "state/consistency.hpp"

namespace tessera {
namespace {

constexpr std::string_view kind = "checkpoint";
constexpr std::string_view label_name = "label";

bool every_field(const Field&) { return true; }

// The label, month, economy, dimensions. More would be state that this program does not know.
constexpr std::size_t arrays_beside_fields = 4;

}  // namespace

void write_checkpoint(const std::string& path, const World& world, const CheckpointLabel& label) {
  ArrayFileWriter file(path, kind);
  file.add(label_name, std::vector<std::uint64_t>{label.scenario_hash, label.seed, label.replicate});
  store_world(file, world, every_field);
  file.publish(true, true);
}

World read_checkpoint(const std::string& path, const CheckpointLabel& expected) {
  const ArrayFileReader file(path, kind);
  const auto label = file.read<std::uint64_t>(label_name);
  if (label.size() != 3) throw FileError(path + " was written by another version of the program");
  if (label[0] != expected.scenario_hash)
    throw InputError(path + " is a checkpoint of another scenario; give the scenario it was written by, or start anew");
  if (label[1] != expected.seed || label[2] != expected.replicate)
    throw InputError(fmt::format("{} is a checkpoint of seed {}, replicate {}; asked for is seed {}, replicate {}", path,
                                 label[1], label[2], expected.seed, expected.replicate));
  World world = restore_world(file, every_field);
  if (file.arrays() != fields(world).size() + arrays_beside_fields)
    throw FileError(path + " was written by another version of the program");
  for (const auto find_wrong : {find_wrong_length, find_wrong_row})
    if (const std::string wrong = find_wrong(world); !wrong.empty()) throw FileError(fmt::format("{} is damaged: {}", path, wrong));
  rebuild_indexes(world);
  return world;
}

World read_newest_checkpoint(const std::string& path, const CheckpointLabel& expected) {
  try {
    return read_checkpoint(path, expected);
  } catch (const FileError& newest) {
    try {
      return read_checkpoint(path + ".previous", expected);
    } catch (const FileError&) {
      throw newest;
    }
  }
}

}  // namespace tessera
