// Finished files of sweeps: read a range at a time, and written from batches and other files.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/errors.hpp"
#include "results/contents.hpp"
#include "results/read.hpp"
#include "results/stored_settings.hpp"
#include "results/sweep_file.hpp"
#include "results/sweep_files.hpp"
#include "results/unchanged.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

constexpr std::size_t most_open_files = 64;

template <class T>
std::vector<T> read_part(hid_t file, const std::string& name, const RunRange& range) {
  const Handle dataset = hdf5::open_dataset(file, name);
  std::vector<hsize_t> count = hdf5::shape_of(dataset), from(count.size(), 0);
  from.at(0) = range.first_point;
  from.at(1) = range.first_replicate;
  count[0] = range.points;
  count[1] = range.replicates;
  std::size_t size = 1;
  for (const hsize_t length : count) size *= length;
  std::vector<T> values(size);
  if (size != 0) hdf5::read_slab(dataset, hdf5::stored_type<T>(), from, count, values.data());
  return values;
}

BuildFacts read_facts(const Results& results) {
  return {results.attribute("version"), results.attribute("commit"), results.attribute("compiler"),
          results.attribute("hdf5"),    results.attribute("libm"),   results.attribute("processor")};
}

}  // namespace

struct WholeSweep::Implementation {
  std::string path;
  FileLayout layout;
  Sweep sweep;
  mutable Handle file;
  Unchanged unchanged;

  hid_t open() const {
    if (file < 0) file = hdf5::open_file_for_passing_through(path);
    return file;
  }
};

WholeSweep::WholeSweep(const std::string& path) : implementation_(new Implementation) {
  implementation_->unchanged = Unchanged(path);
  const Results results = Results::open(path);
  if (!results.is_experiment()) throw InputError(path + " holds a single scenario, not an experiment or a part of one");
  Implementation& own = *implementation_;
  own.path = path;
  own.layout.experiment = results.attribute("experiment");
  own.layout.shard = results.attribute("shard");
  own.sweep = sweep_from_text(own.layout.experiment, path);
  const auto points = results.point_numbers(), replicates = results.replicate_numbers();
  if (points.empty() || replicates.empty()) throw FileError(path + " holds no runs");
  own.layout.points = static_cast<std::uint32_t>(points.size());
  own.layout.replicates = static_cast<std::uint32_t>(replicates.size());
  own.layout.first_point = static_cast<std::uint32_t>(points.front());
  own.layout.first_replicate = static_cast<std::uint32_t>(replicates.front());
  own.layout.months = own.sweep.months;
  own.layout.every_months = own.sweep.every_months;
  own.layout.single_precision = own.sweep.single_precision;
  own.layout.facts = read_facts(results);
  for (const StoredSetting& setting : read_settings(results))
    own.layout.settings.push_back({setting.variant, setting.path, setting.value, setting.origin});
}

WholeSweep::~WholeSweep() = default;
WholeSweep::WholeSweep(WholeSweep&&) noexcept = default;

const std::string& WholeSweep::path() const { return implementation_->path; }
const FileLayout& WholeSweep::layout() const { return implementation_->layout; }
const Sweep& WholeSweep::sweep() const { return implementation_->sweep; }
void WholeSweep::close() const { implementation_->file = Handle(); }

Batch WholeSweep::read_records(const RunRange& range) const {
  const hid_t file = implementation_->open();
  const auto status = read_part<std::int8_t>(file, "status", range);
  const auto wall_s = read_part<double>(file, "wall_time", range);
  const auto messages = hdf5::read_texts(hdf5::open_dataset(file, "message"), {range.first_point, range.first_replicate},
                                         {range.points, range.replicates});
  Batch batch;
  for (std::uint64_t k = 0; k < range.runs(); ++k) {
    const std::uint64_t place = (range.first_point + k / range.replicates) * layout().replicates + range.first_replicate + k % range.replicates;
    batch.runs.push_back(run_at(layout(), sweep(), place));
    if (status[k] < 0 || status[k] > 3) throw FileError(path() + " says of a run what this program does not know");
    batch.records.push_back({static_cast<RunStatus>(status[k]), 0, wall_s[k], messages.at(k)});
  }
  implementation_->unchanged.promise();
  return batch;
}

Batch WholeSweep::read(const RunRange& range, const FileLayout& measures) const {
  Batch batch = read_records(range);
  const hid_t file = implementation_->open();
  batch.hashes = read_part<std::uint64_t>(file, "state_hash", range);
  const auto traces = read_part<std::uint16_t>(file, "trace", range);
  batch.traces.resize(traces.size() / Trace{}.size());
  if (!traces.empty()) std::memcpy(batch.traces.data(), traces.data(), batch.traces.size() * sizeof(Trace));
  const std::size_t rows = range.runs() * layout().kept_months().size();
  batch.rows.resize(rows * measures.width);
  for (const MeasureLayout& measure : measures.measures) {
    const auto values = read_part<double>(file, measure.name, range);
    if (values.size() != rows * measure.size) throw FileError(fmt::format("{} in {} has a wrong shape", measure.name, path()));
    for (std::size_t row = 0; row < rows; ++row)
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(row * measure.size), measure.size,
                  batch.rows.begin() + static_cast<std::ptrdiff_t>(row * measures.width + measure.offset));
  }
  implementation_->unchanged.promise();
  return batch;
}

namespace {

// Runs of one block, gathered from wherever they are.
class Gathering {
 public:
  Gathering(const FileLayout& layout, const Sweep& sweep, const RunRange& range)
      : layout_(layout), sweep_(sweep), shape_(shape_of(layout)) {
    block_.range = range;
    block_.records.resize(range.runs());
    block_.rows.assign(range.runs() * shape_.row_values(), std::numeric_limits<double>::quiet_NaN());
    block_.hashes.assign(range.runs() * shape_.kept_months, 0);
    block_.traces.assign(range.runs() * shape_.months, Trace{});
  }
  bool empty() const { return taken_ == 0; }
  const RunBlock& block() const { return block_; }
  std::uint64_t lowest_run() const { return run_at(layout_, sweep_, first_place()); }
  std::uint64_t highest_run() const {
    const RunRange& range = block_.range;
    return run_at(layout_, sweep_, (range.first_point + range.points - 1) * layout_.replicates + range.first_replicate + range.replicates - 1);
  }

  void take(const Batch& batch) {
    for (std::size_t k = 0; k < batch.runs.size(); ++k)
      if (const auto place = place_in_block(batch.runs[k]); place && is_over(batch.records[k].status)) take_run(batch, k, *place);
  }

 private:
  std::uint64_t first_place() const { return block_.range.first_point * layout_.replicates + block_.range.first_replicate; }

  std::optional<std::size_t> place_in_block(std::uint64_t run) const {
    const auto place = place_of_run(layout_, sweep_, run);
    if (!place) return std::nullopt;
    const std::uint64_t point = *place / layout_.replicates, replicate = *place % layout_.replicates;
    const RunRange& range = block_.range;
    if (point < range.first_point || point >= range.first_point + range.points || replicate < range.first_replicate ||
        replicate >= range.first_replicate + range.replicates)
      return std::nullopt;
    return (point - range.first_point) * range.replicates + (replicate - range.first_replicate);
  }

  void take_run(const Batch& batch, std::size_t k, std::size_t place) {
    const auto hashes = batch.hashes.begin() + static_cast<std::ptrdiff_t>(k * shape_.kept_months);
    const auto own = block_.hashes.begin() + static_cast<std::ptrdiff_t>(place * shape_.kept_months);
    if (is_over(block_.records[place].status)) {
      if (!std::equal(hashes, hashes + static_cast<std::ptrdiff_t>(shape_.kept_months), own))
        throw InputError(fmt::format("run {} is there twice and not the same twice; a part was made by another program or machine",
                                     batch.runs[k]));
      return;
    }
    ++taken_;
    block_.records[place] = batch.records[k];
    std::copy_n(hashes, shape_.kept_months, own);
    copy_slice(batch.rows, k, block_.rows, place, shape_.row_values());
    copy_slice(batch.traces, k, block_.traces, place, shape_.months);
  }

  template <class T>
  static void copy_slice(const std::vector<T>& from, std::size_t k, std::vector<T>& to, std::size_t place, std::size_t size) {
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(k * size), size, to.begin() + static_cast<std::ptrdiff_t>(place * size));
  }

  const FileLayout& layout_;
  const Sweep& sweep_;
  BatchShape shape_;
  RunBlock block_;
  std::size_t taken_ = 0;
};

// The part of `file` that lies in the range of another layout; no points if there is none.
RunRange overlap(const FileLayout& layout, const RunRange& range, const FileLayout& file) {
  const auto cut = [](std::uint64_t first, std::uint64_t count, std::uint64_t other_first, std::uint64_t other_count) {
    const std::uint64_t begin = std::max(first, other_first), end = std::min(first + count, other_first + other_count);
    return std::pair{begin, end > begin ? end - begin : 0};
  };
  const auto [point, points] = cut(layout.first_point + range.first_point, range.points, file.first_point, file.points);
  const auto [replicate, replicates] =
      cut(layout.first_replicate + range.first_replicate, range.replicates, file.first_replicate, file.replicates);
  if (points == 0 || replicates == 0) return {};
  return {point - file.first_point, points, replicate - file.first_replicate, replicates};
}

// Batches as they were read last: neighbouring blocks share some.
class RecentBatches {
 public:
  explicit RecentBatches(const BatchShape& shape) : shape_(shape) {}
  const Batch& read(const std::string& path) {
    for (auto& [known, batch] : recent_)
      if (known == path) return batch;
    if (recent_.size() >= most_kept) recent_.erase(recent_.begin());
    recent_.emplace_back(path, read_batch(path, shape_));
    return recent_.back().second;
  }

 private:
  static constexpr std::size_t most_kept = 2;
  BatchShape shape_;
  std::vector<std::pair<std::string, Batch>> recent_;
};

}  // namespace

void write_whole_sweep(const std::string& temporary, const FileLayout& layout, const Sweep& sweep, const SweepSources& parts,
                       const MeasureStorage& storage) {
  SweepFile file(temporary, layout, sweep, storage);
  RecentBatches batches(shape_of(layout));
  for (const RunRange& range : list_blocks(layout)) {
    Gathering gathering(layout, sweep, range);
    for (const BatchFile& batch : parts.batches)
      if (batch.lowest <= gathering.highest_run() && batch.highest >= gathering.lowest_run()) gathering.take(batches.read(batch.path));
    for (const WholeSweep* source : parts.files) {
      const RunRange part = overlap(layout, range, source->layout());
      if (part.runs() > 0) gathering.take(source->read(part, layout));
      if (parts.files.size() > most_open_files) source->close();
    }
    if (!gathering.empty()) file.write(gathering.block());
  }
  file.finish();
}

bool holds_runs(const std::string& path, const FileLayout& layout, std::uint64_t count) {
  if (access(path.c_str(), F_OK) != 0) return false;
  try {
    const WholeSweep whole(path);
    if (!first_mismatch_of_sweeps(whole.layout(), layout).empty()) return false;
    std::uint64_t over = 0;
    for (const RunRange& range : list_blocks(whole.layout()))
      for (const RunRecord& record : whole.read_records(range).records) over += is_over(record.status) ? 1 : 0;
    return over >= count;
  } catch (const std::exception&) {
    return false;  // not whole
  }
}

}  // namespace tessera
