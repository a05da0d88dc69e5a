// What stands at the root of every results file beside the numbers of runs: attributes, dimensions, parameters, digests.
#pragma once

#include "results/layout.hpp"
#include "results/variable_group.hpp"

namespace tessera {

// Of files with results and of files with tables. A change that breaks readers raises it (FORMAT.md).
inline constexpr std::int32_t format_version = 1;
// In words, what is wrong with the version that the file says it has; empty if it is this one. A file that says none is for
// others to judge.
std::string find_unknown_format(hid_t file, const std::string& path);

void write_root_attributes(hid_t file, const FileLayout& layout);
void add_root_dimensions(VariableGroup& root, const FileLayout& layout);
void write_parameters(hid_t file, const FileLayout& layout);
void write_settings(hid_t file, const FileLayout& layout);  // nothing if there are none
hdf5::Handle add_run_digests(VariableGroup& root);
// The last things to be written: one digest for each run, over all that stands there, and one of the rest.
void write_run_digests(hid_t file, VariableGroup& root);
void write_rest_digest(hid_t file);

}  // namespace tessera
