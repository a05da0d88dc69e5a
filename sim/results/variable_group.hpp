// A group as netCDF tools want it: dimension scales first, variables with a scale on every axis, units and long_name on
// each, creation order tracked, no timestamps.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/hdf5_handle.hpp"

namespace tessera {

struct VariableText {
  std::string name;
  std::string unit;     // singular; empty is written as "1"
  std::string meaning;  // long_name
};

// Settings of a file and of a group that keep the order in which things were made, and no time of day.
hdf5::Handle file_settings();
hdf5::Handle create_group(hid_t where, const std::string& path);  // with all folders above it

template <class T>
void write_attribute(hid_t object, const char* name, std::span<const T> values);  // one value = scalar
template <class T>
void write_attribute(hid_t object, const char* name, T value) {
  write_attribute(object, name, std::span<const T>(&value, 1));
}
void write_text_attribute(hid_t object, const char* name, const std::string& text);

// A block of a dataset in another file, and where it stands in a virtual one. Trailing axes are whole.
struct VirtualPart {
  std::string file;  // relative to the folder of the virtual one
  std::vector<hsize_t> source_shape, source_from, from, count;
};

class VariableGroup {
 public:
  explicit VariableGroup(hid_t group) : group_(group) {}

  // A dimension with numbers first .. first + size - 1, given numbers, names, or (for rows that only other variables refer to) none.
  void add_counted_dimension(const VariableText& text, std::uint64_t size, std::uint32_t first = 0);
  void add_numbered_dimension(const VariableText& text, std::span<const std::int32_t> values);
  void add_named_dimension(const VariableText& text, const std::vector<std::string>& names);
  void add_bare_dimension(const std::string& name, std::uint64_t size);
  bool has_dimension(const std::string& name) const { return dimensions_.count(name) != 0; }

  // Made without data; fill is what stands where nothing is written. shown_fill: also as _FillValue, which readers mask.
  template <class T>
  hdf5::Handle add_variable(const VariableText& text, const std::vector<std::string>& axes, std::optional<T> fill = {},
                            bool shown_fill = true, std::vector<hsize_t> chunk = {}, bool compressed = false);
  // Without numbers of its own: they stay in other files, in datasets of the same name. Fill stands where none has any.
  template <class T>
  hdf5::Handle add_virtual_variable(const VariableText& text, const std::vector<std::string>& axes, T fill,
                                    const std::vector<VirtualPart>& parts);
  template <class T>
  hdf5::Handle write_variable(const VariableText& text, const std::vector<std::string>& axes, std::span<const T> values,
                              std::optional<T> fill = {});
  hdf5::Handle add_text_variable(const VariableText& text, const std::vector<std::string>& axes);
  hdf5::Handle write_text_variable(const VariableText& text, const std::vector<std::string>& axes,
                                   const std::vector<std::string>& values);
  std::vector<hsize_t> shape(const std::vector<std::string>& axes) const;

 private:
  struct Dimension {
    hdf5::Handle scale;
    hsize_t size;
  };
  hdf5::Handle create(const VariableText& text, hid_t type, const std::vector<hsize_t>& shape, hid_t settings);
  void become_scale(const std::string& name, hdf5::Handle dataset, hsize_t size, const std::string& scale_name);
  void attach(hid_t dataset, const std::vector<std::string>& axes);

  hid_t group_;
  std::map<std::string, Dimension> dimensions_;
};

// Meanings of the values of an enumeration, in the manner of CF: flag_values and flag_meanings.
template <class T>
void write_flags(hid_t dataset, const std::vector<std::string>& meanings);

}  // namespace tessera
