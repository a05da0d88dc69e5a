#include "results/run_digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/errors.hpp"
#include "results/contents.hpp"
#include "results/digest.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

constexpr std::size_t block_bytes = std::size_t{16} << 20;

struct Opened {
  std::string name;
  Handle dataset, type;
  std::string type_name;
  std::vector<hsize_t> shape;
  std::vector<std::string> axes;

  bool per_run() const { return axes.size() >= 2 && axes[0] == "point" && axes[1] == "replicate"; }
};

Opened open(hid_t group, const std::string& name) {
  Opened opened{.name = name, .dataset = hdf5::open_dataset(group, name)};
  opened.type = Handle(H5Dget_type(opened.dataset), H5Tclose, name);
  opened.type_name = hdf5::type_name(opened.type);
  opened.shape = hdf5::shape_of(opened.dataset);
  opened.axes = hdf5::axes_of(opened.dataset);
  return opened;
}

void add_attributes(Sha256& digest, hid_t object) {
  for (const auto& [name, value] : hdf5::read_attributes(object)) {
    if (is_volatile_attribute(name)) continue;
    digest.add_text(name);
    digest.add_text(value);
  }
}

// Name, type, axes with their lengths from `first_axis` on, attributes.
void add_description(Sha256& digest, const Opened& opened, std::size_t first_axis) {
  digest.add_text(opened.name);
  digest.add_text(opened.type_name);
  for (std::size_t k = first_axis; k < opened.axes.size(); ++k) {
    digest.add_text(opened.axes[k]);
    digest.add_number(opened.shape[k]);
  }
  add_attributes(digest, opened.dataset);
}

std::size_t count_elements(const std::vector<hsize_t>& shape, std::size_t first_axis) {
  std::size_t count = 1;
  for (std::size_t k = first_axis; k < shape.size(); ++k) count *= shape[k];
  return count;
}

// Bytes of rows [begin, begin + count) of the axis `axis`, with all before it fixed at `fixed`.
std::vector<char> read_rows(const Opened& opened, std::vector<hsize_t> fixed, hsize_t begin, hsize_t rows) {
  const std::size_t axis = fixed.size();
  std::vector<hsize_t> from = std::move(fixed), count(axis, 1);
  from.push_back(begin);
  count.push_back(rows);
  for (std::size_t k = axis + 1; k < opened.shape.size(); ++k) {
    from.push_back(0);
    count.push_back(opened.shape[k]);
  }
  std::vector<char> bytes(count_elements(count, 0) * H5Tget_size(opened.type));
  if (!bytes.empty()) hdf5::read_slab(opened.dataset, opened.type, from, count, bytes.data());
  return bytes;
}

hsize_t rows_per_block(const Opened& opened, std::size_t axis) {
  const std::size_t row = std::max<std::size_t>(1, count_elements(opened.shape, axis + 1) * H5Tget_size(opened.type));
  return std::max<hsize_t>(1, block_bytes / row);
}

void add_all_data(Sha256& digest, const Opened& opened) {
  if (opened.type_name == "string") {
    for (const std::string& text : hdf5::read_texts(opened.dataset)) digest.add_text(text);
    return;
  }
  const hsize_t step = rows_per_block(opened, 0);
  for (hsize_t begin = 0; begin < opened.shape.at(0); begin += step) {
    const auto bytes = read_rows(opened, {}, begin, std::min(step, opened.shape[0] - begin));
    digest.add(bytes.data(), bytes.size());
  }
}

// Dimensions without values hold nothing but their length, which stands with the variables on them.
bool has_values(const Opened& opened) { return hdf5::read_text_attribute(opened.dataset, "units") != ""; }

void add_group(Sha256& digest, hid_t group) {
  add_attributes(digest, group);
  for (const std::string& name : hdf5::list_datasets(group)) {
    const Opened opened = open(group, name);
    if (!has_values(opened)) continue;
    add_description(digest, opened, 0);
    add_all_data(digest, opened);
  }
}

// What all runs of the file share: everything but the numbers of each.
std::string digest_common(hid_t file, const std::vector<Opened>& datasets) {
  Sha256 digest;
  digest.add_text("tessera run digest 1");
  add_attributes(digest, file);
  for (const Opened& opened : datasets) {
    const bool which_run = opened.name == "point" || opened.name == "replicate";
    add_description(digest, opened, opened.per_run() ? 2 : which_run ? 1 : 0);
    if (!which_run && !opened.per_run()) add_all_data(digest, opened);
  }
  if (hdf5::has_link(file, "parameters")) {
    const Handle group(H5Gopen2(file, "parameters", H5P_DEFAULT), H5Gclose, "parameters");
    add_group(digest, group);
  }
  return digest.finish();
}

void add_texts_per_run(std::vector<Sha256>& runs, const Opened& opened) {
  const auto texts = hdf5::read_texts(opened.dataset);
  const std::size_t per_run = count_elements(opened.shape, 2);
  for (std::size_t k = 0; k < texts.size(); ++k) runs.at(k / per_run).add_text(texts[k]);
}

void add_data_per_run(std::vector<Sha256>& runs, const Opened& opened) {
  if (opened.type_name == "string") return add_texts_per_run(runs, opened);
  const hsize_t points = opened.shape[0], replicates = opened.shape[1], step = rows_per_block(opened, 1);
  const std::size_t size = count_elements(opened.shape, 2) * H5Tget_size(opened.type);
  for (hsize_t point = 0; point < points; ++point)
    for (hsize_t begin = 0; begin < replicates; begin += step) {
      const hsize_t rows = std::min(step, replicates - begin);
      const auto bytes = read_rows(opened, {point}, begin, rows);
      for (hsize_t row = 0; row < rows; ++row)
        runs.at(point * replicates + begin + row).add(bytes.data() + row * size, size);
    }
}

std::vector<std::int32_t> read_coordinate(hid_t file, const std::string& name) {
  const Opened opened = open(file, name);
  std::vector<std::int32_t> values(opened.shape.at(0));
  if (!values.empty()) hdf5::read_slab(opened.dataset, H5T_STD_I32LE, {0}, {values.size()}, values.data());
  return values;
}

void add_agents(Sha256& digest, hid_t file, std::int32_t point, std::int32_t replicate) {
  const std::string path = fmt::format("agents/point_{}/replicate_{}", point, replicate);
  if (!hdf5::has_link(file, path)) return;
  const Handle group(H5Gopen2(file, path.c_str(), H5P_DEFAULT), H5Gclose, path);
  digest.add_text("agents");
  add_group(digest, group);
}

}  // namespace

bool is_volatile_attribute(const std::string& name) { return name == "created" || name == "command_line"; }
bool is_volatile_dataset(const std::string& name) { return name == "wall_time" || name == "digest"; }

std::vector<std::string> digest_runs(hid_t file) {
  std::vector<Opened> datasets;
  for (const std::string& name : hdf5::list_datasets(file))
    if (!is_volatile_dataset(name)) datasets.push_back(open(file, name));
  const std::string common = digest_common(file, datasets);
  const auto points = read_coordinate(file, "point"), replicates = read_coordinate(file, "replicate");
  std::vector<Sha256> runs(points.size() * replicates.size());
  for (std::size_t run = 0; run < runs.size(); ++run) {
    runs[run].add_text(common);
    runs[run].add_number(static_cast<std::uint64_t>(points[run / replicates.size()]));
    runs[run].add_number(static_cast<std::uint64_t>(replicates[run % replicates.size()]));
  }
  for (const Opened& opened : datasets) {
    if (!opened.per_run()) continue;
    if (opened.shape[0] != points.size() || opened.shape[1] != replicates.size())
      throw FileError(opened.name + " does not have the shape of the file");
    add_data_per_run(runs, opened);
  }
  std::vector<std::string> digests;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    add_agents(runs[run], file, points[run / replicates.size()], replicates[run % replicates.size()]);
    digests.push_back(runs[run].finish());
  }
  return digests;
}

}  // namespace tessera
