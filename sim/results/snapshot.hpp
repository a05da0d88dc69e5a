// Snapshots of organisations, ties and partnerships: each waits in a small file of its own beside the part file until
// the results file is made whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

struct Snapshot {
  World world;                   // only what the results keep; the rest is empty
  std::vector<double> trust_ab;  // [tie] a's trust in b
  std::vector<double> trust_ba;  // [tie]
};

// How a field of organisations is kept: not, once (as last seen), or at every snapshot.
enum class Keeping { not_kept, once, every_snapshot };
Keeping keeping_of_organisation_field(std::string_view name);

void write_snapshot_file(const std::string& part, std::uint32_t replicate, const World& world, const Parameters& parameters);

struct SnapshotFile {
  std::uint32_t replicate;
  std::int32_t month;
  std::string path;
};
// Those of a part file, by replicate and month.
std::vector<SnapshotFile> find_snapshot_files(const std::string& part);
Snapshot read_snapshot_file(const std::string& path);

}  // namespace tessera
