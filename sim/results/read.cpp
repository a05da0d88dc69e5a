#include "results/read.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <sstream>

#include "base/errors.hpp"
#include "results/contents.hpp"
#include "results/digest.hpp"
#include "results/durable.hpp"
#include "results/examine.hpp"
#include "results/root.hpp"
#include "results/unchanged.hpp"
#include "results/whole_file.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

using hdf5::Handle;

struct Results::Implementation {
  std::string path;
  bool digest_beside = false;
  Handle file;
  std::vector<Unchanged> watched;    // itself, and files in which measures were left
  std::vector<hsize_t> shape;  // point, replicate, month
  mutable std::string last_measure;  // its dataset stays open, and with it the chunk that its next points are in
  mutable Handle last_dataset;

  void promise_unchanged() const {
    for (const Unchanged& one : watched) one.promise();
  }
  Handle find(const std::string& dataset) const {
    if (!hdf5::has_link(file, dataset)) throw InputError(fmt::format("{} holds no {}", path, dataset));
    return hdf5::open_dataset(file, dataset);
  }
};

namespace {

StoredItem describe_dataset(hid_t group, const hdf5::NamesByPlace& names, const std::string& folder, const std::string& name) {
  const Handle dataset = hdf5::open_dataset(group, name);
  const Handle type(H5Dget_type(dataset), H5Tclose, name);
  StoredItem item{folder + name, hdf5::type_name(type), hdf5::axes_of(dataset, names),
                  hdf5::read_text_attribute(dataset, "units"), hdf5::read_text_attribute(dataset, "long_name")};
  item.dimension_only = item.unit.empty();
  if (item.dimension_only) item.axes = {name};
  return item;
}

void list_group(hid_t group, const std::string& folder, std::vector<StoredItem>& items) {
  const hdf5::NamesByPlace names(group);
  for (const std::string& name : hdf5::list_datasets(group)) items.push_back(describe_dataset(group, names, folder, name));
  for (const std::string& name : hdf5::list_groups(group)) {
    const Handle inner(H5Gopen2(group, name.c_str(), H5P_DEFAULT), H5Gclose, name);
    list_group(inner, folder + name + "/", items);
  }
}

// What a killed program left is no file to read yet, and no damaged one either.
void refuse_part_file(const std::string& path) {
  const bool is_part = path.ends_with(".part"), only_part = access(path.c_str(), F_OK) != 0 && is_begun(part_path(path));
  if (!is_part && !only_part) return;
  const std::string part = is_part ? path : part_path(path);
  throw InputError(fmt::format("{} is what a program is writing, or has left; if none is writing any more, make a file of it first:\n"
                               "  tessera recover {}", part, part));
}

// The first of a file's measures, which are all here or all elsewhere.
Handle find_measure(hid_t file) {
  for (const std::string& name : hdf5::list_datasets(file)) {
    Handle dataset = hdf5::open_dataset(file, name);
    const Handle type(H5Dget_type(dataset), H5Tclose, name);
    if (H5Tget_class(type) == H5T_FLOAT && hdf5::shape_of(dataset).size() >= 3) return dataset;
  }
  return {};
}

// A run has one digest wherever it is, so what a shard says of its runs must be what the merged file says of them.
void promise_same_runs(const Results& merged, const Results& source, const std::string& path, const std::string& source_path) {
  const auto points = source.point_numbers(), replicates = source.replicate_numbers();
  const auto known = merged.names("digest"), found = source.names("digest");
  for (std::size_t k = 0; k < found.size(); ++k) {
    if (source.status(static_cast<std::uint32_t>(k / replicates.size()), static_cast<std::uint32_t>(k % replicates.size())) != RunStatus::complete) continue;
    const std::size_t place = static_cast<std::size_t>(points[k / replicates.size()]) * merged.replicates() +
                              static_cast<std::size_t>(replicates[k % replicates.size()]);
    if (place >= known.size() || known[place] != found[k])
      throw FileError(fmt::format("{} leaves its measures in {}, which holds other runs now: merge again", path, source_path));
  }
}

// Where measures were left. HDF5 gives NaN and says nothing where such a file is gone.
std::vector<std::string> find_sources(hid_t file, const std::string& path) {
  const Handle measure = find_measure(file);
  if (measure < 0) return {};
  std::vector<std::string> sources;
  for (const std::string& name : hdf5::list_sources(measure)) {
    sources.push_back((std::filesystem::path(folder_of(path)) / name).string());
    if (access(sources.back().c_str(), R_OK) != 0)
      throw FileError(fmt::format("{} leaves its measures in {}, which is not there or can not be read: put it back, or merge without --virtual",
                                  path, sources.back()));
  }
  return sources;
}

std::vector<std::int32_t> read_whole_numbers(hid_t file, const std::string& name) {
  const Handle dataset = hdf5::open_dataset(file, name);
  std::vector<std::int32_t> values(hdf5::shape_of(dataset).at(0));
  if (!values.empty()) hdf5::read_slab(dataset, H5T_STD_I32LE, {0}, {values.size()}, values.data());
  return values;
}

// Points, replicates and months are as many as the hashes of their states, and each comes after the one before.
void promise_axes(hid_t file, const std::vector<hsize_t>& shape, const std::string& path) {
  constexpr const char* axes[] = {"point", "replicate", "month"};
  for (std::size_t k = 0; k < std::size(axes); ++k) {
    const std::vector<std::int32_t> values = read_whole_numbers(file, axes[k]);
    const bool rising = std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
    if (values.empty() || values.size() != shape[k] || values.front() < 0 || !rising)
      throw FileError(fmt::format("{} is damaged: its {}s are not those of its runs", path, axes[k]));
  }
}

}  // namespace

Results::Results(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
Results::Results(Results&&) noexcept = default;
Results::~Results() = default;

Results Results::open(const std::string& path) {
  refuse_part_file(path);
  const Unchanged unchanged(path);
  const DigestBeside digest = check_digest_beside(path);
  if (digest == DigestBeside::differs)
    throw FileError(fmt::format("{} is damaged: {} does not fit it", path, digest_path(path)));
  if (digest == DigestBeside::missing)
    if (const Soundness soundness = examine_results(path); soundness.exit_code != 0) {
      const std::string text = soundness.text.substr(0, soundness.text.find_last_not_of('\n') + 1);
      throw FileError(text.starts_with(path) ? text : fmt::format("{} is not a sound results file: {}", path, text));
    }
  hdf5::prepare_thread();
  auto opened = std::make_unique<Implementation>();
  opened->path = path;
  opened->watched.push_back(unchanged);
  opened->digest_beside = digest == DigestBeside::fits;
  opened->file = hdf5::open_file(path, H5F_ACC_RDONLY);
  if (const std::string unknown = find_unknown_format(opened->file, path); !unknown.empty()) throw FileError(unknown);
  if (!hdf5::has_link(opened->file, "state_hash")) throw FileError(path + " is not a results file of this program");
  opened->shape = hdf5::shape_of(hdf5::open_dataset(opened->file, "state_hash"));
  if (opened->shape.size() != 3) throw FileError(path + " is not a results file of this program");
  promise_axes(opened->file, opened->shape, path);
  Results results(std::move(opened));
  Implementation& own = *results.implementation_;
  for (const std::string& source : find_sources(own.file, path)) {
    own.watched.emplace_back(source);
    promise_same_runs(results, Results::open(source), path, source);
  }
  own.promise_unchanged();
  return results;
}

std::uint32_t Results::points() const { return static_cast<std::uint32_t>(implementation_->shape[0]); }
std::uint32_t Results::replicates() const { return static_cast<std::uint32_t>(implementation_->shape[1]); }
std::int32_t Results::months() const { return kept_months().back(); }
bool Results::has_digest_beside() const { return implementation_->digest_beside; }

std::uint64_t Results::seed() const {
  const Handle attribute(H5Aopen(implementation_->file, "seed", H5P_DEFAULT), H5Aclose, "seed");
  std::uint64_t seed = 0;
  hdf5::check(H5Aread(attribute, H5T_STD_U64LE, &seed), "seed");
  return seed;
}

std::string Results::attribute(const std::string& name) const {
  return hdf5::read_text_attribute(implementation_->file, name);
}

bool Results::is_experiment() const { return !attribute("experiment").empty(); }

std::vector<std::int32_t> Results::point_numbers() const { return read_whole_numbers(implementation_->file, "point"); }
std::vector<std::int32_t> Results::replicate_numbers() const { return read_whole_numbers(implementation_->file, "replicate"); }
std::vector<std::int32_t> Results::kept_months() const { return read_whole_numbers(implementation_->file, "month"); }

std::vector<std::string> Results::variants() const {
  if (!is_experiment()) return {"baseline"};
  std::vector<std::string> found;
  for (const SweepVariant& variant : sweep_from_text(attribute("experiment"), implementation_->path).variants)
    found.push_back(variant.name);
  return found;
}

std::vector<std::uint32_t> Results::variant_of_points() const {
  if (!is_experiment()) return std::vector<std::uint32_t>(points(), 0);
  const std::size_t variants_of_file = variants().size();
  std::vector<std::uint32_t> found;
  for (const std::int32_t point : point_numbers()) found.push_back(static_cast<std::uint32_t>(static_cast<std::size_t>(point) % variants_of_file));
  return found;
}

std::vector<std::int32_t> Results::design_point_of_points() const {
  return is_experiment() ? read_whole_numbers(implementation_->file, "design_point") : std::vector<std::int32_t>(points(), 0);
}

std::vector<std::string> Results::factors() const {
  std::vector<std::string> paths;
  if (is_experiment())
    for (const SweepFactor& factor : sweep_from_text(attribute("experiment"), implementation_->path).factors) paths.push_back(factor.path);
  return paths;
}

std::vector<double> Results::factor_values(const std::string& path) const { return read(path).values; }

std::vector<RunStatus> Results::statuses(std::uint32_t point) const {
  std::vector<std::int8_t> numbers(replicates());
  hdf5::read_slab(hdf5::open_dataset(implementation_->file, "status"), H5T_STD_I8LE, {point, 0}, {1, numbers.size()}, numbers.data());
  implementation_->promise_unchanged();
  std::vector<RunStatus> found;
  for (const std::int8_t number : numbers) found.push_back(static_cast<RunStatus>(number));
  return found;
}

std::vector<double> Results::measure_at(const std::string& measure, std::uint32_t point) const {
  const Implementation& own = *implementation_;
  if (own.last_measure != measure) {
    own.last_dataset = own.find(measure);
    own.last_measure = measure;
  }
  const hid_t dataset = own.last_dataset;
  std::vector<hsize_t> count = hdf5::shape_of(dataset), from(count.size(), 0);
  std::size_t size = 1;
  from.at(0) = point;
  count[0] = 1;
  for (const hsize_t length : count) size *= length;
  std::vector<double> values(size);
  if (size != 0) hdf5::read_slab(dataset, H5T_IEEE_F64LE, from, count, values.data());
  own.promise_unchanged();
  return values;
}

RunStatus Results::status(std::uint32_t point, std::uint32_t replicate) const {
  std::int8_t status = 0;
  hdf5::read_slab(hdf5::open_dataset(implementation_->file, "status"), H5T_STD_I8LE, {point, replicate}, {1, 1}, &status);
  return static_cast<RunStatus>(status);
}

std::string Results::message(std::uint32_t point, std::uint32_t replicate) const {
  return names("message").at(std::size_t{point} * replicates() + replicate);
}

std::vector<std::string> Results::measures() const {
  std::vector<std::string> found;
  const hdf5::NamesByPlace names(implementation_->file);
  for (const std::string& name : hdf5::list_datasets(implementation_->file)) {
    const auto axes = hdf5::axes_of(hdf5::open_dataset(implementation_->file, name), names);
    if (axes.size() >= 3 && axes[2] == "month" && name != "state_hash") found.push_back(name);
  }
  return found;
}

bool Results::has(const std::string& path) const { return hdf5::has_link(implementation_->file, path); }

std::vector<std::string> Results::names(const std::string& path) const {
  std::vector<std::string> texts = hdf5::read_texts(implementation_->find(path));
  implementation_->promise_unchanged();
  return texts;
}

StoredArray Results::read(const std::string& path) const {
  const Handle dataset = implementation_->find(path);
  StoredArray array;
  std::size_t size = 1;
  for (const hsize_t length : hdf5::shape_of(dataset)) {
    array.shape.push_back(length);
    size *= length;
  }
  array.axes = hdf5::axes_of(dataset);
  array.unit = hdf5::read_text_attribute(dataset, "units");
  array.meaning = hdf5::read_text_attribute(dataset, "long_name");
  array.values.resize(size);
  if (size != 0)
    hdf5::check(H5Dread(dataset, H5T_IEEE_F64LE, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.values.data()),
                path + " can not be read as numbers");
  implementation_->promise_unchanged();
  return array;
}

std::vector<std::uint64_t> Results::read_ids(const std::string& path) const {
  const Handle dataset = implementation_->find(path);
  std::vector<std::uint64_t> ids(hdf5::shape_of(dataset).at(0));
  if (!ids.empty()) hdf5::read_slab(dataset, H5T_STD_U64LE, {0}, {ids.size()}, ids.data());
  implementation_->promise_unchanged();
  return ids;
}

std::vector<std::string> Results::meanings(const std::string& path) const {
  std::istringstream words(hdf5::read_text_attribute(implementation_->find(path), "flag_meanings"));
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<std::uint64_t> Results::state_hashes(std::uint32_t point, std::uint32_t replicate) const {
  std::vector<std::uint64_t> hashes(implementation_->shape[2]);
  hdf5::read_slab(hdf5::open_dataset(implementation_->file, "state_hash"), H5T_STD_U64LE, {point, replicate, 0},
                  {1, 1, hashes.size()}, hashes.data());
  implementation_->promise_unchanged();
  return hashes;
}

std::vector<std::uint16_t> Results::traces(std::uint32_t point, std::uint32_t replicate) const {
  if (!hdf5::has_link(implementation_->file, "trace"))
    throw FileError(fmt::format("{} holds no trace of the mechanisms: an early form of results", implementation_->path));
  const Handle dataset = hdf5::open_dataset(implementation_->file, "trace");
  const auto shape = hdf5::shape_of(dataset);
  if (shape.size() != 4 || point >= shape[0] || replicate >= shape[1])
    throw FileError(fmt::format("the trace in {} has a wrong shape", implementation_->path));
  std::vector<std::uint16_t> traces(shape[2] * shape[3]);
  hdf5::read_slab(dataset, H5T_STD_U16LE, {point, replicate, 0, 0}, {1, 1, shape[2], shape[3]}, traces.data());
  implementation_->promise_unchanged();
  return traces;
}

std::vector<std::string> Results::agent_groups() const {
  std::vector<std::string> groups;
  if (!hdf5::has_link(implementation_->file, "agents")) return groups;
  const Handle agents(H5Gopen2(implementation_->file, "agents", H5P_DEFAULT), H5Gclose, "agents");
  for (const std::string& point : hdf5::list_groups(agents)) {
    const Handle inner(H5Gopen2(agents, point.c_str(), H5P_DEFAULT), H5Gclose, point);
    for (const std::string& replicate : hdf5::list_groups(inner))
      groups.push_back(fmt::format("/agents/{}/{}", point, replicate));
  }
  return groups;
}

std::vector<StoredItem> Results::list_contents() const {
  std::vector<StoredItem> items;
  list_group(implementation_->file, "/", items);
  return items;
}

std::vector<std::string> Results::root_attributes() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : hdf5::read_attributes(implementation_->file)) names.push_back(name);
  return names;
}

}  // namespace tessera
