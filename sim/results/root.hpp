// What stands at the root of every results file beside the numbers of runs: attributes, dimensions, parameters, digests.
#pragma once

#include "results/layout.hpp"
#include "results/variable_group.hpp"

namespace tessera {

void write_root_attributes(hid_t file, const FileLayout& layout);
void add_root_dimensions(VariableGroup& root, const FileLayout& layout);
void write_parameters(hid_t file, const FileLayout& layout);
void write_settings(hid_t file, const FileLayout& layout);  // nothing if there are none
hdf5::Handle add_run_digests(VariableGroup& root);
// The last thing to be written: one digest for each run, over all that stands there.
void write_run_digests(hid_t file, VariableGroup& root);

}  // namespace tessera
