#include "results/run_digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/errors.hpp"
#include "results/contents.hpp"
#include "results/digest.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

constexpr std::size_t block_bytes = std::size_t{16} << 20;  // of data that all runs share

struct Opened {
  std::string name;
  Handle dataset, type;
  std::string type_name;
  std::vector<hsize_t> shape;
  std::vector<std::string> axes;

  bool per_run() const { return axes.size() >= 2 && axes[0] == "point" && axes[1] == "replicate"; }
  bool per_point() const { return axes.size() == 1 && axes[0] == "point" && name != "point"; }
  // Axes that say which run, and so do not count.
  std::size_t run_axes() const { return per_run() ? 2 : per_point() || name == "point" || name == "replicate" ? 1 : 0; }
};

Opened open(hid_t group, const std::string& name, const hdf5::NamesByPlace& names = {}) {
  Opened opened{.name = name, .dataset = hdf5::open_dataset(group, name)};
  opened.type = Handle(H5Dget_type(opened.dataset), H5Tclose, name);
  opened.type_name = hdf5::type_name(opened.type);
  opened.shape = hdf5::shape_of(opened.dataset);
  opened.axes = hdf5::axes_of(opened.dataset, names);
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
  const hdf5::NamesByPlace names(group);
  for (const std::string& name : hdf5::list_datasets(group)) {
    const Opened opened = open(group, name, names);
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
    add_description(digest, opened, opened.run_axes());
    if (opened.run_axes() == 0) add_all_data(digest, opened);
  }
  if (hdf5::has_link(file, "parameters")) {
    const Handle group(H5Gopen2(file, "parameters", H5P_DEFAULT), H5Gclose, "parameters");
    add_group(digest, group);
  }
  return digest.finish();
}

// The part of a dataset that belongs to a range of runs, or of their points.
std::vector<char> read_range(const Opened& opened, const RunRange& range) {
  std::vector<hsize_t> from(opened.shape.size(), 0), count = opened.shape;
  from[0] = range.first_point;
  count[0] = range.points;
  if (opened.per_run()) {
    from[1] = range.first_replicate;
    count[1] = range.replicates;
  }
  std::vector<char> bytes(count_elements(count, 0) * H5Tget_size(opened.type));
  if (!bytes.empty()) hdf5::read_slab(opened.dataset, opened.type, from, count, bytes.data());
  return bytes;
}

// What goes into the digest of one run, gathered before it is digested: small pieces cost more one by one.
class RunContent {
 public:
  void add(const char* bytes, std::size_t size) { bytes_.insert(bytes_.end(), bytes, bytes + size); }
  void add_text(const std::string& text) {
    add_number(text.size());
    add(text.data(), text.size());
  }
  void add_number(std::uint64_t number) {
    const auto bytes = std::bit_cast<std::array<char, sizeof number>>(number);
    add(bytes.data(), bytes.size());
  }
  void move_into(Sha256& digest) {
    digest.add(bytes_.data(), bytes_.size());
    bytes_.clear();
  }

 private:
  std::vector<char> bytes_;
};

void add_texts_of_range(std::vector<RunContent>& runs, const Opened& opened, const RunRange& range) {
  const std::vector<std::string> texts =
      opened.per_run() ? hdf5::read_texts(opened.dataset, {range.first_point, range.first_replicate}, {range.points, range.replicates})
                       : hdf5::read_texts(opened.dataset, {range.first_point}, {range.points});
  for (std::size_t run = 0; run < runs.size(); ++run) runs[run].add_text(texts.at(opened.per_run() ? run : run / range.replicates));
}

void add_range(std::vector<RunContent>& runs, const Opened& opened, const RunRange& range) {
  if (opened.type_name == "string") return add_texts_of_range(runs, opened, range);
  const std::vector<char> bytes = read_range(opened, range);
  const std::size_t size = bytes.size() / (opened.per_run() ? range.runs() : range.points);
  for (std::size_t run = 0; run < runs.size(); ++run)
    runs[run].add(bytes.data() + (opened.per_run() ? run : run / range.replicates) * size, size);
}

// Runs that are a block in memory: those of one chunk, as files are written.
std::uint64_t runs_per_block(const std::vector<Opened>& datasets) {
  for (const Opened& opened : datasets) {
    const Handle settings(H5Dget_create_plist(opened.dataset), H5Pclose, opened.name);
    if (!opened.per_run() || H5Pget_layout(settings) != H5D_CHUNKED) continue;
    std::vector<hsize_t> chunk(opened.shape.size());
    hdf5::check(H5Pget_chunk(settings, static_cast<int>(chunk.size()), chunk.data()), opened.name);
    return std::max<std::uint64_t>(1, chunk[0] * chunk[1]);
  }
  return 1;
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

bool is_volatile_attribute(const std::string& name) {
  return name == "created" || name == "command_line" || name == "shard" || name == "rest_digest";
}
bool is_volatile_dataset(const std::string& path) {
  return path == "wall_time" || path == "digest" || path == "settings" || path.starts_with("settings/");
}

std::string digest_rest(hid_t file) {
  Sha256 digest;
  digest.add_text("tessera rest digest 1");
  for (const std::string name : {"command_line", "created", "shard"}) digest.add_text(hdf5::read_text_attribute(file, name));
  const Opened wall_time = open(file, "wall_time");
  add_description(digest, wall_time, 0);
  add_all_data(digest, wall_time);
  if (!hdf5::has_link(file, "settings")) return digest.finish();
  const Handle settings(H5Gopen2(file, "settings", H5P_DEFAULT), H5Gclose, "settings");
  add_group(digest, settings);
  return digest.finish();
}

std::vector<std::string> digest_runs(hid_t file) {
  std::vector<std::string> all;
  const std::size_t replicates = open(file, "replicate").shape.at(0);
  all.resize(open(file, "point").shape.at(0) * replicates);
  digest_runs(file, [&](const RunRange& range, const std::vector<std::string>& digests) {
    for (std::size_t k = 0; k < digests.size(); ++k)
      all[(range.first_point + k / range.replicates) * replicates + range.first_replicate + k % range.replicates] = digests[k];
  });
  return all;
}

void digest_runs(hid_t file, const TakeDigests& take) {
  std::vector<Opened> datasets;
  const hdf5::NamesByPlace names(file);
  for (const std::string& name : hdf5::list_datasets(file))
    if (!is_volatile_dataset(name)) datasets.push_back(open(file, name, names));
  const std::string common = digest_common(file, datasets);
  const auto points = read_coordinate(file, "point"), replicates = read_coordinate(file, "replicate");
  for (const Opened& opened : datasets)
    if ((opened.per_run() && opened.shape[1] != replicates.size()) || (opened.run_axes() > 0 && opened.name != "replicate" && opened.shape[0] != points.size()))
      throw FileError(opened.name + " does not have the shape of the file");
  for (const RunRange& range : divide_runs(points.size(), replicates.size(), runs_per_block(datasets))) {
    std::vector<RunContent> runs(range.runs());
    const auto point_of = [&](std::size_t run) { return points[range.first_point + run / range.replicates]; };
    const auto replicate_of = [&](std::size_t run) { return replicates[range.first_replicate + run % range.replicates]; };
    for (std::size_t run = 0; run < runs.size(); ++run) {
      runs[run].add_text(common);
      runs[run].add_number(static_cast<std::uint64_t>(point_of(run)));
      runs[run].add_number(static_cast<std::uint64_t>(replicate_of(run)));
    }
    for (const Opened& opened : datasets)
      if (opened.per_run() || opened.per_point()) add_range(runs, opened, range);
    std::vector<std::string> digests;
    for (std::size_t run = 0; run < runs.size(); ++run) {
      Sha256 digest;
      runs[run].move_into(digest);
      add_agents(digest, file, point_of(run), replicate_of(run));
      digests.push_back(digest.finish());
    }
    take(range, digests);
  }
}

}  // namespace tessera
