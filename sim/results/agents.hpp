// The group /agents/point_P/replicate_R: organisations, ties, partnerships, memberships and events of one run.
#pragma once

#include <span>
#include <string>

#include "results/hdf5_handle.hpp"
#include "results/layout.hpp"
#include "results/snapshot.hpp"

namespace tessera {

// From the run's snapshot files, by month. What is told once is told as of the last of them.
void write_agents(hid_t file, const std::string& group_path, std::span<const SnapshotFile> snapshots,
                  const FileLayout& layout);

}  // namespace tessera
