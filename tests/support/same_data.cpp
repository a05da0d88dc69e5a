#include "support/same_data.hpp"

#include <cstring>
#include <map>

#include "results/hdf5_handle.hpp"
#include "results/run_digest.hpp"

namespace tessera::test {
namespace {

using hdf5::Handle;
using Contents = std::map<std::string, std::string>;  // path, or path@attribute, to type, shape and bytes

std::string describe_shape(hid_t space, std::size_t& size) {
  std::vector<hsize_t> shape(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
  if (!shape.empty()) H5Sget_simple_extent_dims(space, shape.data(), nullptr);
  size = 1;
  std::string text;
  for (const hsize_t length : shape) {
    size *= length;
    text += "x" + std::to_string(length);
  }
  return text;
}

// read(type, into) reads everything; texts as they are, numbers as their bytes in the type of the file.
template <class Read>
std::string describe(hid_t type, hid_t space, const Read& read) {
  std::size_t size = 0;
  std::string said = describe_shape(space, size);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_VLEN || kind == H5T_REFERENCE || kind == H5T_COMPOUND) return said + " links";  // of scales, to places in this file
  said += " " + std::to_string(kind) + "/" + std::to_string(H5Tget_size(type)) + "/" + std::to_string(H5Tget_order(type)) + ":";
  if (kind == H5T_INTEGER) said += H5Tget_sign(type) == H5T_SGN_NONE ? "u" : "s";
  if (kind == H5T_STRING && H5Tis_variable_str(type) > 0) {
    std::vector<char*> texts(size, nullptr);
    read(type, texts.data());
    for (const char* text : texts) said += std::string(text == nullptr ? "" : text) + '\0';
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data());
    return said;
  }
  std::string bytes(size * H5Tget_size(type), '\0');
  read(type, bytes.data());
  return said + bytes;
}

herr_t note_attribute(hid_t object, const char* name, const H5A_info_t*, void* into) {
  auto& [path, contents] = *static_cast<std::pair<std::string, Contents*>*>(into);
  if (path == "." && is_volatile_attribute(name)) return 0;
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, name), type(H5Aget_type(attribute), H5Tclose, name),
      space(H5Aget_space(attribute), H5Sclose, name);
  (*contents)[path + "@" + name] = describe(type, space, [&](hid_t as, void* to) { H5Aread(attribute, as, to); });
  return 0;
}

herr_t note_object(hid_t file, const char* name, const H5O_info_t* info, void* into) {
  auto& contents = *static_cast<Contents*>(into);
  if (is_volatile_dataset(name)) return 0;
  const Handle object(H5Oopen(file, name, H5P_DEFAULT), H5Oclose, name);
  contents[name] = info->type == H5O_TYPE_GROUP ? "group" : "";
  if (info->type == H5O_TYPE_DATASET) {
    const Handle type(H5Dget_type(object), H5Tclose, name), space(H5Dget_space(object), H5Sclose, name);
    contents[name] = describe(type, space, [&](hid_t as, void* to) { H5Dread(object, as, H5S_ALL, H5S_ALL, H5P_DEFAULT, to); });
  }
  std::pair<std::string, Contents*> place{name, &contents};
  H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, note_attribute, &place);
  return 0;
}

Contents read_contents(const std::string& path) {
  hdf5::prepare_thread();
  const Handle file = hdf5::open_file(path, H5F_ACC_RDONLY);
  Contents contents;
  hdf5::check(H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, note_object, &contents, H5O_INFO_BASIC), path);
  return contents;
}

}  // namespace

std::vector<std::string> list_differences(const std::string& one, const std::string& other) {
  const Contents left = read_contents(one), right = read_contents(other);
  std::vector<std::string> differences;
  if (left.size() < 20) differences.push_back(one + " holds next to nothing");
  for (const auto& [path, what] : left)
    if (const auto found = right.find(path); found == right.end() || found->second != what) differences.push_back(path);
  for (const auto& [path, what] : right)
    if (!left.contains(path)) differences.push_back(path);
  return differences;
}

void change_one_value(const std::string& path, const std::string& dataset) {
  hdf5::prepare_thread();
  const Handle file = hdf5::open_file(path, H5F_ACC_RDWR), opened = hdf5::open_dataset(file, dataset);
  const Handle type(H5Dget_type(opened), H5Tclose, dataset), space(H5Dget_space(opened), H5Sclose, dataset);
  std::string bytes(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)) * H5Tget_size(type), '\0');
  hdf5::check(H5Dread(opened, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), dataset);
  char& lowest = bytes[bytes.size() - H5Tget_size(type)];
  lowest = static_cast<char>(lowest ^ 1);
  hdf5::check(H5Dwrite(opened, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), dataset);
}

}  // namespace tessera::test
