#include "results/variable_group.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <numeric>

#include "base/errors.hpp"

namespace tessera {

using hdf5::check;
using hdf5::Handle;

namespace {

constexpr unsigned compression_level = 1;  // more takes longer and saves next to nothing on noisy numbers
constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Handle dataset_settings() {
  Handle settings(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "dataset settings");
  check(H5Pset_attr_creation_order(settings, in_order), "dataset settings");
  check(H5Pset_obj_track_times(settings, false), "dataset settings");
  return settings;
}

void keep_order(hid_t settings) {
  check(H5Pset_link_creation_order(settings, in_order), "group settings");
  check(H5Pset_attr_creation_order(settings, in_order), "group settings");
  check(H5Pset_obj_track_times(settings, false), "group settings");
}

// A space inside a name would make two meanings of one.
std::string one_word(std::string name) {
  for (char& letter : name)
    if (letter == ' ') letter = '_';
  return name;
}

}  // namespace

Handle file_settings() {
  Handle settings(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file settings");
  keep_order(settings);
  return settings;
}

Handle create_group(hid_t where, const std::string& path) {
  const Handle settings(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "group settings");
  keep_order(settings);
  Handle group;
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    group = H5Lexists(where, folder.c_str(), H5P_DEFAULT) > 0
                ? Handle(H5Gopen2(where, folder.c_str(), H5P_DEFAULT), H5Gclose, "group " + folder)
                : Handle(H5Gcreate2(where, folder.c_str(), H5P_DEFAULT, settings, H5P_DEFAULT), H5Gclose, "group " + folder);
    if (end == std::string::npos) return group;
  }
}

template <class T>
void write_attribute(hid_t object, const char* name, std::span<const T> values) {
  const hsize_t size = values.size();
  const Handle space(size == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, nullptr), H5Sclose, name);
  const hid_t type = hdf5::stored_type<T>();
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, name);
  check(H5Awrite(attribute, type, values.data()), name);
}

void write_text_attribute(hid_t object, const char* name, const std::string& text) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, name);
  const Handle type = hdf5::text_type();
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, name);
  const char* pointer = text.c_str();
  check(H5Awrite(attribute, type, &pointer), name);
}

Handle VariableGroup::create(const VariableText& text, hid_t type, const std::vector<hsize_t>& shape, hid_t settings) {
  const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, text.name);
  Handle dataset(H5Dcreate2(group_, text.name.c_str(), type, space, H5P_DEFAULT, settings, H5P_DEFAULT), H5Dclose,
                 "dataset " + text.name);
  write_text_attribute(dataset, "units", text.unit.empty() ? "1" : text.unit);
  write_text_attribute(dataset, "long_name", text.meaning.empty() ? text.name : text.meaning);
  return dataset;
}

void VariableGroup::become_scale(const std::string& name, Handle dataset, hsize_t size, const std::string& scale_name) {
  check(H5DSset_scale(dataset, scale_name.c_str()), "dimension " + name);
  dimensions_[name] = {std::move(dataset), size};
}

void VariableGroup::add_counted_dimension(const VariableText& text, std::uint64_t size, std::uint32_t first) {
  std::vector<std::int32_t> values(size);
  std::iota(values.begin(), values.end(), static_cast<std::int32_t>(first));
  add_numbered_dimension(text, values);
}

void VariableGroup::add_numbered_dimension(const VariableText& text, std::span<const std::int32_t> values) {
  Handle dataset = create(text, hdf5::stored_type<std::int32_t>(), {values.size()}, dataset_settings());
  check(H5Dwrite(dataset, H5T_STD_I32LE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), text.name);
  become_scale(text.name, std::move(dataset), values.size(), text.name);
}

void VariableGroup::add_named_dimension(const VariableText& text, const std::vector<std::string>& names) {
  Handle dataset = write_text_variable(text, {}, names);
  become_scale(text.name, std::move(dataset), names.size(), text.name);
}

void VariableGroup::add_bare_dimension(const std::string& name, std::uint64_t size) {
  const hsize_t length = size;
  const Handle space(H5Screate_simple(1, &length, nullptr), H5Sclose, name);
  Handle dataset(H5Dcreate2(group_, name.c_str(), H5T_IEEE_F32BE, space, H5P_DEFAULT, dataset_settings(), H5P_DEFAULT),
                 H5Dclose, "dimension " + name);
  become_scale(name, std::move(dataset), length,
               fmt::format("This is a netCDF dimension but not a netCDF variable.{:10d}", size));
}

std::vector<hsize_t> VariableGroup::shape(const std::vector<std::string>& axes) const {
  std::vector<hsize_t> lengths;
  for (const std::string& axis : axes) lengths.push_back(dimensions_.at(axis).size);
  return lengths;
}

void VariableGroup::attach(hid_t dataset, const std::vector<std::string>& axes) {
  for (unsigned k = 0; k < axes.size(); ++k)
    check(H5DSattach_scale(dataset, dimensions_.at(axes[k]).scale, k), "dimension " + axes[k]);
}

template <class T>
Handle VariableGroup::add_variable(const VariableText& text, const std::vector<std::string>& axes, std::optional<T> fill,
                                   bool shown_fill, std::vector<hsize_t> chunk, bool compressed) {
  const Handle settings = dataset_settings();
  const hid_t type = hdf5::stored_type<T>();
  if (!chunk.empty()) check(H5Pset_chunk(settings, static_cast<int>(chunk.size()), chunk.data()), text.name);
  if (compressed && !chunk.empty()) {
    check(H5Pset_shuffle(settings), text.name);
    check(H5Pset_deflate(settings, compression_level), text.name);
  }
  if (fill) check(H5Pset_fill_value(settings, type, &*fill), text.name);
  Handle dataset = create(text, type, shape(axes), settings);
  if (fill && shown_fill) write_attribute<T>(dataset, "_FillValue", *fill);
  attach(dataset, axes);
  return dataset;
}

template <class T>
Handle VariableGroup::add_virtual_variable(const VariableText& text, const std::vector<std::string>& axes, T fill,
                                           const std::vector<VirtualPart>& parts) {
  const Handle settings = dataset_settings();
  const hid_t type = hdf5::stored_type<T>();
  const std::vector<hsize_t> own = shape(axes);
  const auto select = [&](const std::vector<hsize_t>& extent, const std::vector<hsize_t>& from, const std::vector<hsize_t>& count) {
    Handle space(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), H5Sclose, text.name);
    check(H5Sselect_hyperslab(space, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr), text.name);
    return space;
  };
  for (const VirtualPart& part : parts)
    check(H5Pset_virtual(settings, select(own, part.from, part.count), part.file.c_str(), text.name.c_str(),
                         select(part.source_shape, part.source_from, part.count)),
          text.name);
  check(H5Pset_fill_value(settings, type, &fill), text.name);
  Handle dataset = create(text, type, own, settings);
  write_attribute<T>(dataset, "_FillValue", fill);
  attach(dataset, axes);
  return dataset;
}

template <class T>
Handle VariableGroup::write_variable(const VariableText& text, const std::vector<std::string>& axes,
                                     std::span<const T> values, std::optional<T> fill) {
  std::size_t size = 1;
  for (const hsize_t length : shape(axes)) size *= length;
  promise(size == values.size(), "values fill their variable");
  Handle dataset = add_variable<T>(text, axes, fill);
  check(H5Dwrite(dataset, hdf5::stored_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), text.name);
  return dataset;
}

Handle VariableGroup::add_text_variable(const VariableText& text, const std::vector<std::string>& axes) {
  const Handle type = hdf5::text_type();
  Handle dataset = create(text, type, shape(axes), dataset_settings());
  attach(dataset, axes);
  return dataset;
}

Handle VariableGroup::write_text_variable(const VariableText& text, const std::vector<std::string>& axes,
                                          const std::vector<std::string>& values) {
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  const Handle type = hdf5::text_type();
  const std::vector<hsize_t> lengths = axes.empty() ? std::vector<hsize_t>{values.size()} : shape(axes);
  Handle dataset = create(text, type, lengths, dataset_settings());
  check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), text.name);
  attach(dataset, axes);
  return dataset;
}

template <class T>
void write_flags(hid_t dataset, const std::vector<std::string>& meanings) {
  std::vector<T> values(meanings.size());
  std::iota(values.begin(), values.end(), T{0});
  std::string words;
  for (const std::string& meaning : meanings) words += (words.empty() ? "" : " ") + one_word(meaning);
  write_attribute<T>(dataset, "flag_values", std::span<const T>(values));
  write_text_attribute(dataset, "flag_meanings", words);
}

#define TESSERA_FOR_ELEMENT(T)                                                                                   \
  template void write_attribute<T>(hid_t, const char*, std::span<const T>);                                      \
  template Handle VariableGroup::add_variable<T>(const VariableText&, const std::vector<std::string>&,           \
                                                 std::optional<T>, bool, std::vector<hsize_t>, bool);            \
  template Handle VariableGroup::write_variable<T>(const VariableText&, const std::vector<std::string>&,         \
                                                   std::span<const T>, std::optional<T>);                        \
  template void write_flags<T>(hid_t, const std::vector<std::string>&);
TESSERA_FOR_ELEMENT(float)
TESSERA_FOR_ELEMENT(double)
TESSERA_FOR_ELEMENT(std::int8_t)
TESSERA_FOR_ELEMENT(std::uint8_t)
TESSERA_FOR_ELEMENT(std::uint16_t)
TESSERA_FOR_ELEMENT(std::int32_t)
TESSERA_FOR_ELEMENT(std::uint32_t)
TESSERA_FOR_ELEMENT(std::int64_t)
TESSERA_FOR_ELEMENT(std::uint64_t)
#undef TESSERA_FOR_ELEMENT
template Handle VariableGroup::add_virtual_variable<float>(const VariableText&, const std::vector<std::string>&, float,
                                                           const std::vector<VirtualPart>&);
template Handle VariableGroup::add_virtual_variable<double>(const VariableText&, const std::vector<std::string>&, double,
                                                            const std::vector<VirtualPart>&);

}  // namespace tessera
