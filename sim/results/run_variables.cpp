#include "results/run_variables.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/errors.hpp"

namespace tessera {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr std::size_t block_bytes = 4 << 20;  // of runs in memory at a time
constexpr std::size_t chunk_bytes = 1 << 20;  // at most
const std::vector<std::string> run_axes{"point", "replicate"};
const std::vector<std::string> month_axes{"point", "replicate", "month"};
const std::vector<std::string> trace_axes{"point", "replicate", "every_month", "mechanism"};

// One block of runs; fewer months where that is more than a sensible chunk.
std::vector<hsize_t> choose_chunk(const RunRange& block, std::uint64_t months, std::uint64_t month_bytes) {
  const std::uint64_t fitting = chunk_bytes / std::max<std::uint64_t>(1, block.runs() * month_bytes);
  return {block.points, block.replicates, std::clamp<std::uint64_t>(fitting, 1, months)};
}

// The blocks of one measure in other files; `rest` = lengths of its axes after point and replicate.
std::vector<VirtualPart> parts_of(const MeasureStorage& storage, const std::vector<hsize_t>& rest) {
  std::vector<VirtualPart> parts;
  for (const RunsElsewhere& runs : storage.elsewhere) {
    VirtualPart part{runs.file,
                     {runs.source_points, runs.source_replicates},
                     {runs.source.first_point, runs.source.first_replicate},
                     {runs.here.first_point, runs.here.first_replicate},
                     {runs.here.points, runs.here.replicates}};
    for (const hsize_t length : rest) {
      part.source_shape.push_back(length);
      part.source_from.push_back(0);
      part.from.push_back(0);
      part.count.push_back(length);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

template <class T>
Handle add_measure(VariableGroup& root, const MeasureLayout& measure, std::vector<hsize_t> chunk, std::uint64_t months,
                   const MeasureStorage& storage) {
  std::vector<std::string> axes = month_axes;
  std::vector<hsize_t> rest{months};
  if (!measure.axis.empty()) {
    axes.push_back(measure.axis);
    chunk.push_back(measure.size);
    rest.push_back(measure.size);
  }
  const VariableText text{measure.name, measure.unit, measure.definition};
  constexpr T nothing = std::numeric_limits<T>::quiet_NaN();
  if (storage.elsewhere.empty()) return root.add_variable<T>(text, axes, nothing, true, chunk, storage.compressed);
  return root.add_virtual_variable<T>(text, axes, nothing, parts_of(storage, rest));
}

// One measure's values out of whole rows.
std::vector<double> pick_columns(const std::vector<double>& rows, std::uint64_t width, const MeasureLayout& measure) {
  std::vector<double> values;
  values.reserve(rows.size() / width * measure.size);
  for (std::size_t row = 0; row < rows.size(); row += width)
    values.insert(values.end(), rows.begin() + static_cast<std::ptrdiff_t>(row + measure.offset),
                  rows.begin() + static_cast<std::ptrdiff_t>(row + measure.offset + measure.size));
  return values;
}

struct Slab {
  Handle there, memory;
};

// The part of a dataset that belongs to a range of runs.
Slab select(hid_t dataset, const RunRange& range) {
  const std::array<hsize_t, 4> from{range.first_point, range.first_replicate, 0, 0};
  std::array<hsize_t, 4> count{};
  Slab slab{Handle(H5Dget_space(dataset), H5Sclose, "runs"), {}};
  check(H5Sget_simple_extent_dims(slab.there, count.data(), nullptr), "runs");
  count[0] = range.points;
  count[1] = range.replicates;
  slab.memory = Handle(H5Screate_simple(H5Sget_simple_extent_ndims(slab.there), count.data(), nullptr), H5Sclose, "runs");
  check(H5Sselect_hyperslab(slab.there, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr), "runs");
  return slab;
}

void write_runs(hid_t dataset, const RunRange& range, hid_t type, const void* values) {
  const Slab slab = select(dataset, range);
  check(H5Dwrite(dataset, type, slab.memory, slab.there, H5P_DEFAULT, values), "runs can not be written (disk full?)");
}

}  // namespace

std::vector<RunRange> divide_runs(std::uint64_t points, std::uint64_t replicates, std::uint64_t runs_at_a_time) {
  if (points == 0 || replicates == 0) return {};
  // Parts of about the same size: the last chunk of a file takes as much room as the others, however little is in it.
  const auto even_step = [](std::uint64_t all, std::uint64_t most) {
    const std::uint64_t parts = (all + most - 1) / most;
    return (all + parts - 1) / parts;
  };
  const std::uint64_t replicate_step = even_step(replicates, std::min(runs_at_a_time, replicates));
  const std::uint64_t point_step = even_step(points, std::clamp<std::uint64_t>(runs_at_a_time / replicates, 1, points));
  std::vector<RunRange> ranges;
  for (std::uint64_t point = 0; point < points; point += point_step)
    for (std::uint64_t replicate = 0; replicate < replicates; replicate += replicate_step)
      ranges.push_back({point, std::min(point_step, points - point), replicate, std::min(replicate_step, replicates - replicate)});
  return ranges;
}

std::vector<RunRange> list_blocks(const FileLayout& layout) {
  const std::uint64_t run_bytes =
      layout.kept_months().size() * (layout.width + 1) * sizeof(double) + layout.month_count() * sizeof(Trace);
  return divide_runs(layout.points, layout.replicates, std::max<std::uint64_t>(1, block_bytes / run_bytes));
}

RunVariables::RunVariables(VariableGroup& root, const FileLayout& layout, const MeasureStorage& storage)
    : layout_(layout), measures_elsewhere_(!storage.elsewhere.empty()) {
  const bool compressed = storage.compressed;
  const RunRange block = list_blocks(layout).front();
  const std::uint64_t months = layout.kept_months().size();
  for (const MeasureLayout& measure : layout.measures) {
    const auto chunk = choose_chunk(block, months, measure.size * (layout.single_precision ? sizeof(float) : sizeof(double)));
    measures_.push_back(layout.single_precision ? add_measure<float>(root, measure, chunk, months, storage)
                                                : add_measure<double>(root, measure, chunk, months, storage));
  }
  hashes_ = root.add_variable<std::uint64_t>({"state_hash", "", "hash of the whole state at the end of the month; 0 = not reached"},
                                             month_axes, 0, false, choose_chunk(block, months, sizeof(std::uint64_t)), compressed);
  std::vector<hsize_t> chunk = choose_chunk(block, layout.month_count(), sizeof(Trace));
  chunk.push_back(Trace{}.size());
  traces_ = root.add_variable<std::uint16_t>({"trace", "", "hash of what the mechanism left behind in the month; 0 = not reached"},
                                             trace_axes, 0, false, chunk, compressed);
  status_ = root.add_variable<std::int8_t>({"status", "", "how far the run came"}, run_axes, 0, false);
  write_flags<std::int8_t>(status_, {"not_run", "complete", "running", "failed"});
  wall_time_ = root.add_variable<double>({"wall_time", "s", "time the run took; differs from time to time"}, run_axes,
                                         std::numeric_limits<double>::quiet_NaN());
  messages_ = root.add_text_variable({"message", "", "why the run failed; empty if it did not"}, run_axes);
}

void RunVariables::write(const RunBlock& block) {
  std::vector<std::int8_t> status;
  std::vector<double> wall_s;
  std::vector<std::string> messages;
  for (const RunRecord& record : block.records) {
    status.push_back(static_cast<std::int8_t>(record.status));
    wall_s.push_back(record.wall_s);
    messages.push_back(record.message);
  }
  promise(status.size() == block.range.runs(), "a block has all of its runs");
  write_runs(status_, block.range, hdf5::stored_type<std::int8_t>(), status.data());
  write_runs(wall_time_, block.range, hdf5::stored_type<double>(), wall_s.data());
  write_texts(messages_, block.range, messages);
  write_runs(hashes_, block.range, hdf5::stored_type<std::uint64_t>(), block.hashes.data());
  write_runs(traces_, block.range, hdf5::stored_type<std::uint16_t>(), block.traces.data());
  for (std::size_t k = 0; k < measures_.size() && !measures_elsewhere_; ++k)
    write_runs(measures_[k], block.range, hdf5::stored_type<double>(),
               pick_columns(block.rows, layout_.width, layout_.measures[k]).data());
}

void write_texts(hid_t dataset, const RunRange& range, const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  const Handle type = hdf5::text_type();
  write_runs(dataset, range, type, pointers.data());
}

}  // namespace tessera
