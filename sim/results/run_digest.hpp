// One SHA-256 per run over all that a results file says of it: data, names, attributes and coordinates, volatile fields
// left out. The same run has the same digest alone, in a shard, and in a merged file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "results/hdf5_handle.hpp"
#include "results/run_variables.hpp"

namespace tessera {

// What may differ between two files of the same data.
bool is_volatile_attribute(const std::string& name);
bool is_volatile_dataset(const std::string& path);  // a group too: "settings", "settings/path"

// Takes the digests of a range of runs, replicates of one point side by side.
using TakeDigests = std::function<void(const RunRange& range, const std::vector<std::string>& digests)>;

// Reads the whole file, some runs at a time. Throws FileError if it can not be read.
void digest_runs(hid_t file, const TakeDigests& take);
// [point * replicates + replicate].
std::vector<std::string> digest_runs(hid_t file);


// Of what no run's digest holds: volatile attributes, the time that runs took, where settings came from.
std::string digest_rest(hid_t file);

}  // namespace tessera
