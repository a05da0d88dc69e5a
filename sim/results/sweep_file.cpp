#include "results/sweep_file.hpp"

#include <unistd.h>

#include <algorithm>

#include "base/errors.hpp"
#include "results/contents.hpp"
#include "results/durable.hpp"
#include "results/root.hpp"

namespace tessera {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr std::uint64_t points_at_a_time = 4096;

// Part of a variable over points.
void write_points(hid_t dataset, std::uint64_t first, std::uint64_t count, hid_t type, const void* values) {
  const hsize_t from = first, size = count;
  const Handle there(H5Dget_space(dataset), H5Sclose, "points"), memory(H5Screate_simple(1, &size, nullptr), H5Sclose, "points");
  check(H5Sselect_hyperslab(there, H5S_SELECT_SET, &from, nullptr, &size, nullptr), "points");
  check(H5Dwrite(dataset, type, memory, there, H5P_DEFAULT, values), "points can not be written (disk full?)");
}

std::string name_coordinates(const Sweep& sweep) {
  std::string names = "design_point variant";
  for (const SweepFactor& factor : sweep.factors) names += " " + factor.path;
  return names;
}

}  // namespace

SweepFile::SweepFile(const std::string& temporary, const FileLayout& layout, const Sweep& sweep, const MeasureStorage& storage)
    : temporary_(temporary), layout_(layout), elsewhere_(storage.elsewhere) {
  hdf5::prepare_thread();
  try {
    file_ = hdf5::create_file(temporary, file_settings());
    write_root_attributes(file_, layout_);
    write_text_attribute(file_, "coordinates", name_coordinates(sweep));
    root_ = std::make_unique<VariableGroup>(file_);
    add_root_dimensions(*root_, layout_);
    write_coordinates(sweep);
    runs_ = std::make_unique<RunVariables>(*root_, layout_, storage);
    write_parameters(file_, layout_);
    write_settings(file_, layout_);
  } catch (...) {
    unlink(temporary.c_str());
    throw;
  }
}

SweepFile::~SweepFile() {
  if (!finished_) unlink(temporary_.c_str());
}

void SweepFile::write_coordinates(const Sweep& sweep) {
  const Handle design = root_->add_variable<std::int32_t>({"design_point", "", "point of the design that the variants share"}, {"point"});
  const Handle variant = root_->add_text_variable({"variant", "", "name of the variant"}, {"point"});
  std::vector<Handle> factors;
  for (const SweepFactor& factor : sweep.factors)
    factors.push_back(root_->add_variable<double>({factor.path, factor.unit, "value of the factor"}, {"point"}));
  const SweepPoints points(sweep);
  const std::uint64_t variants = sweep.variants.size();
  for (std::uint64_t begin = 0; begin < layout_.points; begin += points_at_a_time) {
    const std::uint64_t count = std::min<std::uint64_t>(points_at_a_time, layout_.points - begin);
    std::vector<std::int32_t> design_points;
    std::vector<const char*> names;
    std::vector<std::vector<double>> values(factors.size());
    for (std::uint64_t point = layout_.first_point + begin; point < layout_.first_point + begin + count; ++point) {
      design_points.push_back(static_cast<std::int32_t>(point / variants));
      names.push_back(sweep.variants[point % variants].name.c_str());
      const std::vector<double> of_point = points.values(point / variants);
      for (std::size_t k = 0; k < factors.size(); ++k) values[k].push_back(of_point[k]);
    }
    write_points(design, begin, count, hdf5::stored_type<std::int32_t>(), design_points.data());
    write_points(variant, begin, count, hdf5::text_type(), names.data());
    for (std::size_t k = 0; k < factors.size(); ++k)
      write_points(factors[k], begin, count, hdf5::stored_type<double>(), values[k].data());
  }
}

// What lies in other files has its digests there; a run has the same in every file.
void SweepFile::copy_digests() {
  const Handle digests = add_run_digests(*root_);
  for (const RunsElsewhere& runs : elsewhere_) {
    const Handle other = hdf5::open_file_for_passing_through(folder_of(temporary_) + "/" + runs.file);
    write_texts(digests, runs.here,
                hdf5::read_texts(hdf5::open_dataset(other, "digest"), {runs.source.first_point, runs.source.first_replicate},
                                 {runs.source.points, runs.source.replicates}));
  }
}

void SweepFile::finish() {
  if (elsewhere_.empty())
    write_run_digests(file_, *root_);
  else
    copy_digests();
  write_rest_digest(file_);
  runs_.reset();
  root_.reset();
  file_.close(temporary_ + " can not be written (disk full?)");
  sync_file(temporary_);
  finished_ = true;
}

}  // namespace tessera
