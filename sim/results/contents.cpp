#include "results/contents.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>

#include "base/errors.hpp"

namespace tessera::hdf5 {
namespace {

// Exceptions must not pass through HDF5's own loops, so these only collect names.
herr_t collect_link(hid_t, const char* name, const H5L_info_t*, void* into) {
  static_cast<std::vector<std::string>*>(into)->push_back(name);
  return 0;
}

herr_t collect_attribute(hid_t, const char* name, const H5A_info_t*, void* into) {
  static_cast<std::vector<std::string>*>(into)->push_back(name);
  return 0;
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string name_of_dataset(hid_t dataset) {
  std::array<char, 256> name{};
  return H5Iget_name(dataset, name.data(), name.size()) > 0 ? last_part(name.data()) : "";
}

struct AxisName {
  const NamesByPlace& names;
  std::string& name;
};

herr_t keep_name(hid_t, unsigned, hid_t scale, void* into) {
  const auto& axis = *static_cast<AxisName*>(into);
  const std::string* known = axis.names.find(scale);
  axis.name = known != nullptr ? *known : name_of_dataset(scale);
  return 1;
}

std::vector<std::string> list_kind(hid_t group, H5O_type_t kind) {
  std::vector<std::string> names, chosen;
  check(H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_link, &names), "group can not be listed");
  for (const std::string& name : names) {
    H5O_info_t facts;
    check(H5Oget_info_by_name2(group, name.c_str(), &facts, H5O_INFO_BASIC, H5P_DEFAULT), name + " can not be found");
    if (facts.type == kind) chosen.push_back(name);
  }
  return chosen;
}

std::vector<std::string> read_text_values(hid_t type, hid_t space, const auto& read) {
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  if (count < 0 || H5Tis_variable_str(type) <= 0) throw FileError("a text in the file is of a kind this program does not write");
  std::vector<char*> pointers(static_cast<std::size_t>(count), nullptr);
  if (count == 0) return {};
  const Handle memory = text_type();
  check(read(memory, pointers.data()), "a text in the file can not be read");
  std::vector<std::string> texts;
  for (const char* pointer : pointers) texts.push_back(pointer == nullptr ? "" : pointer);
  check(H5Dvlen_reclaim(memory, space, H5P_DEFAULT, pointers.data()), "text");
  return texts;
}

std::string read_attribute(hid_t object, const std::string& name) {
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, name);
  const Handle type(H5Aget_type(attribute), H5Tclose, name);
  const Handle space(H5Aget_space(attribute), H5Sclose, name);
  if (H5Tget_class(type) == H5T_STRING) {
    std::string joined;
    for (const auto& text : read_text_values(
             type, space, [&](hid_t memory, void* into) { return H5Aread(attribute, memory, into); }))
      joined += text;
    return joined;
  }
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  std::string bytes(static_cast<std::size_t>(std::max<hssize_t>(count, 0)) * H5Tget_size(type), '\0');
  check(H5Aread(attribute, type, bytes.data()), name + " can not be read");
  return type_name(type) + ":" + bytes;
}

}  // namespace

std::vector<std::string> list_datasets(hid_t group) { return list_kind(group, H5O_TYPE_DATASET); }
std::vector<std::string> list_groups(hid_t group) { return list_kind(group, H5O_TYPE_GROUP); }

bool has_link(hid_t where, const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    if (H5Lexists(where, path.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
    if (end == std::string::npos) return true;
  }
}

std::string type_name(hid_t type) {
  const std::size_t bits = 8 * H5Tget_size(type);
  switch (H5Tget_class(type)) {
    case H5T_FLOAT: return fmt::format("float{}", bits);
    case H5T_INTEGER: return fmt::format("{}int{}", H5Tget_sign(type) == H5T_SGN_NONE ? "u" : "", bits);
    case H5T_STRING: return "string";
    default: return "other";
  }
}

std::vector<hsize_t> shape_of(hid_t dataset) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "shape");
  const int rank = H5Sget_simple_extent_ndims(space);
  check(rank, "shape");
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space, shape.data(), nullptr), "shape");
  return shape;
}

NamesByPlace::NamesByPlace(hid_t group) {
  for (const std::string& name : list_datasets(group)) {
    H5O_info_t facts;
    check(H5Oget_info_by_name2(group, name.c_str(), &facts, H5O_INFO_BASIC, H5P_DEFAULT), name + " can not be found");
    names_.emplace(facts.addr, name);
  }
}

const std::string* NamesByPlace::find(hid_t dataset) const {
  H5O_info_t facts;
  if (names_.empty() || H5Oget_info2(dataset, &facts, H5O_INFO_BASIC) < 0) return nullptr;
  const auto found = names_.find(facts.addr);
  return found == names_.end() ? nullptr : &found->second;
}

std::vector<std::string> axes_of(hid_t dataset, const NamesByPlace& names) {
  const std::size_t rank = shape_of(dataset).size();
  std::vector<std::string> axes(rank);
  if (H5DSis_scale(dataset) > 0) {
    axes.at(0) = name_of_dataset(dataset);
    return axes;
  }
  for (unsigned k = 0; k < rank; ++k) {
    AxisName axis{names, axes[k]};
    if (H5DSget_num_scales(dataset, k) > 0) H5DSiterate_scales(dataset, k, nullptr, keep_name, &axis);
  }
  return axes;
}

std::vector<std::string> read_texts(hid_t dataset) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "text");
  const Handle space(H5Dget_space(dataset), H5Sclose, "text");
  return read_text_values(type, space, [&](hid_t memory, void* into) {
    return H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
  });
}

std::vector<std::string> read_texts(hid_t dataset, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "text");
  const Handle slab(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, "text");
  const Handle there(H5Dget_space(dataset), H5Sclose, "text");
  check(H5Sselect_hyperslab(there, H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr), "text");
  return read_text_values(type, slab, [&](hid_t memory, void* into) {
    return H5Dread(dataset, memory, slab, there, H5P_DEFAULT, into);
  });
}

std::vector<std::string> list_sources(hid_t dataset) {
  const Handle settings(H5Dget_create_plist(dataset), H5Pclose, "a dataset's settings");
  std::size_t count = 0;
  if (H5Pget_layout(settings) == H5D_VIRTUAL) check(H5Pget_virtual_count(settings, &count), "places of a virtual dataset");
  std::vector<std::string> names;
  for (std::size_t k = 0; k < count; ++k) {
    std::string name(static_cast<std::size_t>(std::max<ssize_t>(0, H5Pget_virtual_filename(settings, k, nullptr, 0))) + 1, '\0');
    if (H5Pget_virtual_filename(settings, k, name.data(), name.size()) < 0) check(-1, "places of a virtual dataset");
    name.pop_back();
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::map<std::string, std::string> read_attributes(hid_t object) {
  std::vector<std::string> names;
  check(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_attribute, &names), "attributes");
  std::map<std::string, std::string> attributes;
  for (const std::string& name : names)
    if (name != "CLASS" && name != "NAME" && name != "DIMENSION_LIST" && name != "REFERENCE_LIST")
      attributes[name] = read_attribute(object, name);
  return attributes;
}

std::string read_text_attribute(hid_t object, const std::string& name) {
  return H5Aexists(object, name.c_str()) > 0 ? read_attribute(object, name) : std::string();
}

void read_slab(hid_t dataset, hid_t type, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count,
               void* into) {
  const Handle memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, "slab");
  const Handle there(H5Dget_space(dataset), H5Sclose, "slab");
  check(H5Sselect_hyperslab(there, H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr), "slab");
  check(H5Dread(dataset, type, memory, there, H5P_DEFAULT, into), "data can not be read");
}

}  // namespace tessera::hdf5
