// A digest per run, over data, names, attributes and coordinates: equal for equal data, wherever the run stands in
// whatever file. The canonical order is written down in FORMAT.md.
#pragma once

#include <string>
#include <vector>

#include "results/hdf5_handle.hpp"

namespace tessera {

// What may differ between two files of the same data.
bool is_volatile_attribute(const std::string& name);
bool is_volatile_dataset(const std::string& name);

// [point * replicates + replicate]; reads the whole file. Throws FileError if it can not be read.
std::vector<std::string> digest_runs(hid_t file);

}  // namespace tessera
