#include "results/sweep_store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/errors.hpp"
#include "results/array_file.hpp"
#include "results/durable.hpp"
#include "results/output.hpp"
#include "results/read.hpp"
#include "results/sweep_files.hpp"
#include "results/whole_file.hpp"
#include "results/writing_right.hpp"

namespace tessera {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::uint64_t batch_bytes = 2 << 20;
constexpr double batch_s = 10.0;  // what a kill may cost

void refuse_what_is_in_the_way(const SweepDescription& description) {
  const std::string part = part_path(description.output);
  const bool unfinished = access(part.c_str(), F_OK) == 0;
  if (unfinished && !is_sweep_part(part) && !description.replace)
    throw InputError(fmt::format("an unfinished run is at {}: choose another name (-o), or begin anew (--force)", part));
  if (description.resume || description.replace) return;
  if (unfinished)
    throw InputError(fmt::format("an unfinished experiment is at {}: go on with it (--resume), or begin anew (--force)", part));
  if (access(description.output.c_str(), F_OK) == 0)
    throw InputError(fmt::format("{} exists already: choose another name (-o), go on with it (--resume), or replace it (--force)",
                                 description.output));
}

}  // namespace

struct SweepStore::Implementation {
  SweepDescription description;
  BatchShape shape;  // of description.layout
  SweepFiles files;
  WritingRight right;
  std::vector<bool> done;  // [run of the file]
  std::uint64_t count = 0, failed = 0;
  std::vector<BatchFile> batches;
  std::unique_ptr<WholeSweep> whole;  // a finished file of the same sweep, whose runs count
  std::multimap<std::uint64_t, std::string> unfinished;  // as found at the beginning
  Batch pending;
  Clock::time_point flushed = Clock::now();
  std::uint64_t next_batch = 0;

  void note(const std::vector<std::uint64_t>& runs, const std::vector<RunRecord>& records);
  void take_stock();
  void begin();
};

void SweepStore::Implementation::note(const std::vector<std::uint64_t>& runs, const std::vector<RunRecord>& records) {
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const std::optional<std::uint64_t> place = place_of_run(description.layout, description.sweep, runs[k]);
    if (!place || !is_over(records[k].status) || done[*place]) continue;
    done[*place] = true;
    ++count;
    failed += records[k].status == RunStatus::failed ? 1 : 0;
  }
}

// What there is already, of this writer and others, and in a finished file.
void SweepStore::Implementation::take_stock() {
  batches = files.list_batches();
  std::erase_if(batches, [&](BatchFile& file) {
    try {
      const Batch batch = read_batch(file.path, shape);
      file.take_range(batch);
      note(batch.runs, batch.records);
      return false;
    } catch (const FileError&) {
      return true;  // not whole: its runs are run again
    }
  });
  next_batch = files.next_batch_number();
  unfinished = files.list_unfinished();
  if (!whole) return;
  for (const RunRange& range : list_blocks(whole->layout())) {
    const Batch batch = whole->read_records(range);
    note(batch.runs, batch.records);
  }
}

void SweepStore::Implementation::begin() {
  if (description.replace) {
    refuse_to_replace_what_is_no_result(description.output);
    files.remove_all();
    right = WritingRight(files.right_path());  // its file went with the others
  } else if (access(description.output.c_str(), F_OK) == 0) {
    whole = std::make_unique<WholeSweep>(description.output);
    if (const std::string other = first_mismatch_of_sweeps(whole->layout(), description.layout); !other.empty())
      throw InputError(
          fmt::format("{} holds another {}: choose another name (-o), or replace it (--force)", description.output, other));
  }
  const std::string part = part_path(description.output);
  if (access(part.c_str(), F_OK) == 0) {
    if (const std::string other = first_mismatch_of_sweeps(read_sweep_part(part), description.layout); !other.empty())
      throw InputError(fmt::format("{} was begun with another {}; give what it was begun with, or start anew (--force)", part, other));
  } else {
    files.write_description(description.layout);
  }
}

SweepStore::SweepStore(const SweepDescription& description) {
  refuse_what_is_in_the_way(description);
  make_folder_of(description.output);
  SweepFiles files(description.output, description.writer);
  WritingRight right(files.right_path());
  implementation_ = std::make_unique<Implementation>(Implementation{description, shape_of(description.layout), files, std::move(right), {}, 0, 0, {}, {}, {}, {}});
  implementation_->done.resize(description.layout.runs());
  try {
    try {
      implementation_->begin();
    } catch (const FileError&) {
      implementation_->begin();  // another writer got ready and took the description away while we read it
    }
    if (!description.replace) implementation_->take_stock();
  } catch (...) {
    unlink(files.right_path().c_str());
    throw;
  }
}

SweepStore::~SweepStore() = default;

bool SweepStore::is_done(std::uint64_t run) const {
  const auto place = place_of_run(implementation_->description.layout, implementation_->description.sweep, run);
  promise(place.has_value(), "the run belongs to this file");
  return implementation_->done[*place];
}

std::uint64_t SweepStore::done() const { return implementation_->count; }
std::uint64_t SweepStore::failed() const { return implementation_->failed; }
BatchShape SweepStore::shape() const { return implementation_->shape; }

void SweepStore::keep(const Batch& finished) {
  Implementation& own = *implementation_;
  for (std::size_t run = 0; run < finished.runs.size(); ++run) own.pending.append(finished, run);
  own.note(finished.runs, finished.records);
  const bool enough = own.pending.runs.size() * shape().run_bytes() >= batch_bytes;
  if (enough || std::chrono::duration<double>(Clock::now() - own.flushed).count() > batch_s) flush();
}

void SweepStore::flush() {
  Implementation& own = *implementation_;
  own.flushed = Clock::now();
  if (own.pending.runs.empty()) return;
  BatchFile file{own.files.batch_path(own.next_batch++)};
  try {
    write_batch(file.path, own.pending, shape());
  } catch (const FileError&) {
    if (!holds_runs(own.description.output, own.description.layout, own.count)) throw;
    own.pending = {};  // another writer was ready first, and took away what we were writing
    return;
  }
  file.take_range(own.pending);
  own.batches.push_back(file);
  own.pending = {};
}

void SweepStore::keep_unfinished(const Batch& run) { write_batch(implementation_->files.unfinished_path(run.runs.at(0)), run, shape()); }

std::string SweepStore::checkpoint_path(std::uint64_t run) const {
  return implementation_->files.unfinished_path(run) + ".checkpoint";
}

std::optional<SweepStore::Unfinished> SweepStore::find_unfinished(std::uint64_t run) const {
  std::optional<Unfinished> newest;
  const auto [begin, end] = implementation_->unfinished.equal_range(run);
  for (auto at = begin; at != end; ++at) try {
      const std::string& path = at->second;
      Unfinished found{read_batch(path, shape()), path + ".checkpoint"};
      const bool usable = found.batch.runs == std::vector{run} && access(found.checkpoint.c_str(), R_OK) == 0;
      if (usable && (!newest || found.batch.records[0].months > newest->batch.records[0].months)) newest = std::move(found);
    } catch (const FileError&) {
      continue;  // not whole: the run begins anew
    }
  return newest;
}

void SweepStore::visit(const std::function<void(const Batch& batch)>& visit) const {
  if (implementation_->whole)
    for (const RunRange& range : list_blocks(implementation_->whole->layout()))
      visit(implementation_->whole->read(range, implementation_->description.layout));
  for (const BatchFile& file : implementation_->batches) visit(read_batch(file.path, shape()));
  if (!implementation_->pending.runs.empty()) visit(implementation_->pending);
}

void SweepStore::finish() {
  flush();
  Implementation& own = *implementation_;
  const SweepDescription& description = own.description;
  if (own.whole && own.batches.empty()) {  // it has everything already
    const WritingRight publishing(own.files.publish_path(), WritingRight::IfTaken::wait);
    complete_digest(description.output);
    return own.files.remove_all();
  }
  const std::string temporary = own.files.temporary_path();
  try {
    SweepSources parts{own.batches, {}};
    if (own.whole) parts.files.push_back(own.whole.get());
    write_whole_sweep(temporary, description.layout, description.sweep, parts);
  } catch (const FileError&) {
    if (!holds_runs(description.output, description.layout, own.count)) throw;  // else another writer was ready first
  }
  const WritingRight publishing(own.files.publish_path(), WritingRight::IfTaken::wait);
  own.whole.reset();
  if (!description.replace && holds_runs(description.output, description.layout, own.count)) {
    unlink(temporary.c_str());
    complete_digest(description.output);
  } else {
    publish_whole(temporary, description.output);
  }
  own.files.remove_all();
}

namespace {

std::string without_ending(const std::string& part) { return part.substr(0, part.size() - std::string_view(".part").size()); }

// The finished file beside `part`, if it is of the same sweep.
std::optional<WholeSweep> find_whole(const std::string& path, const FileLayout& layout) try {
  if (access(path.c_str(), F_OK) != 0) return std::nullopt;
  WholeSweep whole(path);
  if (first_mismatch_of_sweeps(whole.layout(), layout).empty()) return whole;
  return std::nullopt;
} catch (const std::exception&) {
  return std::nullopt;  // of a single run, or not whole
}

void note_records(SweepLeftOver& left, const Batch& batch) {
  for (std::size_t run = 0; run < batch.runs.size(); ++run)
    if (const auto place = place_of_run(left.layout, left.sweep, batch.runs[run]); place && is_over(batch.records[run].status))
      left.records[*place] = batch.records[run];
}

}  // namespace

SweepLeftOver describe_sweep_left_over(const std::string& part) {
  SweepLeftOver left;
  left.layout = read_sweep_part(part);
  left.sweep = sweep_from_text(left.layout.experiment, part);
  left.records.resize(left.layout.runs());
  const SweepFiles files(without_ending(part), "");
  if (const auto whole = find_whole(without_ending(part), left.layout)) {
    left.whole = whole->path();
    for (const RunRange& range : list_blocks(whole->layout())) note_records(left, whole->read_records(range));
  }
  for (const BatchFile& file : files.list_batches()) try {
      note_records(left, read_batch(file.path, shape_of(left.layout)));
      left.batches.push_back(file.path);
    } catch (const FileError&) {
      continue;
    }
  for (const auto& [run, path] : files.list_unfinished())
    if (const auto place = place_of_run(left.layout, left.sweep, run); place && !is_over(left.records[*place].status))
      left.records[*place].status = RunStatus::running;
  return left;
}

void recover_sweep(const std::string& part, const std::string& output) {
  const SweepLeftOver left = describe_sweep_left_over(part);
  if (output != left.whole && access(output.c_str(), F_OK) == 0)
    throw InputError(fmt::format("{} exists already and is of something else; choose another name (-o)", output));
  std::optional<WholeSweep> whole;
  if (!left.whole.empty()) whole.emplace(left.whole);
  SweepSources parts;
  if (whole) parts.files.push_back(&*whole);
  for (const std::string& path : left.batches) {
    parts.batches.push_back({path});
    parts.batches.back().take_range(read_batch(path, shape_of(left.layout)));
  }
  const std::string temporary = part_path(output) + ".whole-recover";
  const WritingRight right(temporary);
  write_whole_sweep(temporary, left.layout, left.sweep, parts);
  whole.reset();
  publish_whole(temporary, output);
}

}  // namespace tessera
