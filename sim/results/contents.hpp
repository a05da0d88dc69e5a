// What stands in an open file: names, types, axes, attributes, and texts. For digests, reading and the list of contents.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "results/hdf5_handle.hpp"

namespace tessera::hdf5 {

std::vector<std::string> list_datasets(hid_t group);  // by name
std::vector<std::string> list_groups(hid_t group);    // by name
bool has_link(hid_t where, const std::string& path);

std::string type_name(hid_t type);                     // "float64", "int8", "string", ...
std::vector<hsize_t> shape_of(hid_t dataset);
std::vector<std::string> axes_of(hid_t dataset);       // names of the scales on its axes; a scale lies on itself
std::vector<std::string> read_texts(hid_t dataset);
std::vector<std::string> read_texts(hid_t dataset, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count);

// Names of the files in which a virtual dataset's values are; none of any other.
std::vector<std::string> list_sources(hid_t dataset);

// Attributes but those with which HDF5 marks dimension scales: each as "type:" and its bytes, or its text.
std::map<std::string, std::string> read_attributes(hid_t object);
// The text of a text attribute; empty if there is none of that name.
std::string read_text_attribute(hid_t object, const std::string& name);

// Reads part of a dataset.
void read_slab(hid_t dataset, hid_t type, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count, void* into);

}  // namespace tessera::hdf5
