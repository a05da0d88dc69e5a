#include "hostile_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "results/contents.hpp"
#include "results/digest.hpp"
#include "results/sweep_store.hpp"
#include "results/small_results.hpp"

namespace tessera::fuzz {
namespace {

using hdf5::Handle;

// Takes numbers off the front of the hostile bytes; zeros when they are used up.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool left() const { return at_ < size_; }
  template <class T>
  T number() {
    T value{};
    const std::size_t count = std::min(sizeof value, size_ - at_);
    std::memcpy(&value, data_ + at_, count);
    at_ += count;
    return value;
  }
  std::string text() {
    const std::size_t count = std::min<std::size_t>(number<std::uint8_t>(), size_ - at_);
    at_ += count;
    return {data_ + at_ - count, data_ + at_};
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
};

void write_sweep(const std::string& path) {
  test::SmallRun run(path, 3, 4);
  Sweep sweep;
  sweep.name = "known";
  sweep.variants = {{"one", "tessera = 1\n"}, {"other", "tessera = 1\n"}};
  sweep.replicates.fixed = 3;
  sweep.months = sweep.every_months = 4;
  sweep.measures = {"need_met"};
  run.description.points = 2;
  SweepDescription description{.output = path, .layout = describe_layout(run.description), .sweep = sweep, .writer = "one"};
  description.layout.every_months = 4;
  description.layout.single_precision = true;
  description.layout.experiment = to_text(sweep);
  SweepStore store(description);
  for (std::uint64_t number = 0; number < 6; ++number) {
    Batch batch{{number}, {{RunStatus::complete, 5, 0.5, ""}}, std::vector<double>(2 * run.width(), 0.5), {number + 1, number + 2}, {}};
    batch.traces.resize(5);
    store.keep(batch);
  }
  store.finish();
}

void list_datasets(hid_t group, const std::string& folder, std::vector<std::string>& found) {
  for (const std::string& name : hdf5::list_datasets(group)) found.push_back(folder + name);
  for (const std::string& name : hdf5::list_groups(group)) {
    const Handle inner(H5Gopen2(group, name.c_str(), H5P_DEFAULT), H5Gclose, name);
    list_datasets(inner, folder + name + "/", found);
  }
}

std::size_t count_values(hid_t dataset) {
  std::size_t count = 1;
  for (const hsize_t length : hdf5::shape_of(dataset)) count *= length;
  return count;
}

bool is_text(hid_t dataset) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "type");
  return hdf5::type_name(type) == "string";
}

// Some of the numbers, or all, become another one.
void replace_numbers(hid_t dataset, Bytes& bytes) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "type");
  const std::size_t size = H5Tget_size(type), count = count_values(dataset);
  if (count == 0 || size > 8) return;
  std::vector<char> values(count * size);
  hdf5::check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "values");
  const std::size_t first = bytes.number<std::uint16_t>() % count, many = std::min<std::size_t>(bytes.number<std::uint8_t>(), count - first);
  const auto value = bytes.number<std::uint64_t>();
  for (std::size_t k = first; k < first + many; ++k) std::memcpy(values.data() + k * size, &value, size);
  hdf5::check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "values");
}

void replace_texts(hid_t dataset, Bytes& bytes) {
  const std::string text = bytes.text();
  const std::vector<const char*> pointers(count_values(dataset), text.c_str());
  if (!pointers.empty()) hdf5::check(H5Dwrite(dataset, hdf5::text_type(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), "texts");
}

// The dataset anew with other lengths, and filled with one value; what described it is gone but its unit.
void replace_shape(hid_t file, const std::string& name, Bytes& bytes) {
  std::vector<hsize_t> shape;
  Handle type, space;
  {
    const Handle old = hdf5::open_dataset(file, name);
    type = Handle(H5Dget_type(old), H5Tclose, "type");
    shape = hdf5::shape_of(old);
  }
  if (bytes.number<std::uint8_t>() % 8 == 0) shape.resize(1 + shape.size() % 3, 1);
  for (hsize_t& length : shape) length = bytes.number<std::uint8_t>() % 3 == 0 ? bytes.number<std::uint8_t>() % 40 : length;
  space = Handle(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, "space");
  hdf5::check(H5Ldelete(file, name.c_str(), H5P_DEFAULT), "link");
  const Handle fresh(H5Dcreate2(file, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose, "dataset");
  if (is_text(fresh)) replace_texts(fresh, bytes);
}

void replace_attribute(hid_t object, const char* name, const std::string& text) {
  if (H5Aexists(object, name) > 0) hdf5::check(H5Adelete(object, name), "attribute");
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "space");
  const Handle attribute(H5Acreate2(object, name, hdf5::text_type(), space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, "attribute");
  const char* pointer = text.c_str();
  hdf5::check(H5Awrite(attribute, hdf5::text_type(), &pointer), "attribute");
}

void replace_root_attribute(hid_t file, Bytes& bytes) {
  constexpr std::array<const char*, 5> names{"experiment", "scenario", "title", "shard", "seed"};
  const char* name = names[bytes.number<std::uint8_t>() % names.size()];
  std::string text = hdf5::read_text_attribute(file, name);
  const std::size_t at = text.empty() ? 0 : bytes.number<std::uint16_t>() % text.size();
  const std::string piece = bytes.text();
  text.replace(at, std::min(piece.size(), text.size() - at), piece);
  replace_attribute(file, name, text);
}

void replace_one(hid_t file, const std::vector<std::string>& datasets, Bytes& bytes) {
  const std::uint8_t kind = bytes.number<std::uint8_t>() % 6;
  if (kind == 5) return replace_root_attribute(file, bytes);
  const std::string& name = datasets[bytes.number<std::uint8_t>() % datasets.size()];
  if (!hdf5::has_link(file, name)) return;
  if (kind == 4) return hdf5::check(H5Ldelete(file, name.c_str(), H5P_DEFAULT), "link");
  if (kind == 3) return replace_shape(file, name, bytes);
  const Handle dataset = hdf5::open_dataset(file, name);
  if (kind == 2) return replace_attribute(dataset, "flag_meanings", bytes.text());
  is_text(dataset) ? replace_texts(dataset, bytes) : replace_numbers(dataset, bytes);
}

}  // namespace

HostileFile::HostileFile() {
  const test::SmallRun run(folder_.file("run.h5"), 1, 4);
  test::write_known_run(run);
  write_sweep(folder_.file("sweep.h5"));
}

std::string HostileFile::make(const std::string& kind, const std::uint8_t* data, std::size_t size) const {
  const std::string path = folder_.file("hostile.h5");
  std::filesystem::copy_file(folder_.file(kind + ".h5"), path, std::filesystem::copy_options::overwrite_existing);
  hdf5::prepare_thread();
  Handle file = hdf5::open_file(path, H5F_ACC_RDWR);
  std::vector<std::string> datasets;
  list_datasets(file, "/", datasets);
  Bytes bytes(data, size);
  for (int k = 0; k < 16 && bytes.left(); ++k) replace_one(file, datasets, bytes);
  file.close(path);
  write_digest_beside(path, digest_of_file(path));
  return path;
}

}  // namespace tessera::fuzz
