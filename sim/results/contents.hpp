// What stands in an open file: names, types, axes, attributes, and texts. For digests, reading and the list of contents.
#pragma once

#include <cstdint>
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

// Names of the datasets of a group by where they are. HDF5 finds a scale by its place, and would look through the whole file
// for the name of each.
class NamesByPlace {
 public:
  NamesByPlace() = default;
  explicit NamesByPlace(hid_t group);
  const std::string* find(hid_t dataset) const;  // nullptr: not of this group

 private:
  std::map<std::uint64_t, std::string> names_;
};

// Names of the scales on its axes; a scale lies on itself. `names`: of its group, for who asks about many.
std::vector<std::string> axes_of(hid_t dataset, const NamesByPlace& names = {});
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
