// The files of a sweep on its way: their names, and the parts of one whole file that come from them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "results/batch_file.hpp"
#include "results/layout.hpp"
#include "results/run_variables.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

struct BatchFile {
  std::string path;
  std::uint64_t lowest = ~std::uint64_t{0}, highest = 0;  // runs in it
  void take_range(const Batch& batch);
};

class SweepFiles {
 public:
  SweepFiles(const std::string& output, const std::string& writer);

  std::string right_path() const { return part_ + ".writer-" + writer_; }  // locked while the writer lives
  std::string publish_path() const { return part_ + ".publish"; }          // locked while a file is put in place
  std::string temporary_path() const { return part_ + ".whole-" + writer_; }
  std::string batch_path(std::uint64_t number) const;
  std::string unfinished_path(std::uint64_t run) const;
  std::vector<BatchFile> list_batches() const;                            // of all writers, by name
  std::multimap<std::uint64_t, std::string> list_unfinished() const;     // by run, of all writers
  std::uint64_t next_batch_number() const;                                // of this writer
  void write_description(const FileLayout& layout) const;
  void remove_all() const;                                                // of all writers

 private:
  std::string output_, part_, writer_;
};

// The layout in F.h5.part. FileError if it is none of a sweep.
FileLayout read_sweep_part(const std::string& part);
// What differs between two sweeps, so that runs of one can not stand beside runs of the other; empty if nothing does.
std::string first_mismatch_of_sweeps(const FileLayout& one, const FileLayout& other);
std::string first_mismatch_of_makers(const BuildFacts& one, const BuildFacts& other);
BatchShape shape_of(const FileLayout& layout);
bool is_over(RunStatus status);
// Where a run of the sweep stands in the file; nothing if it does not.
std::optional<std::uint64_t> place_of_run(const FileLayout& layout, const Sweep& sweep, std::uint64_t run);
std::uint64_t run_at(const FileLayout& layout, const Sweep& sweep, std::uint64_t place);

// A finished file of a sweep or shard, read a range of runs at a time.
class WholeSweep {
 public:
  explicit WholeSweep(const std::string& path);  // FileError if it is damaged, InputError if it holds no experiment
  ~WholeSweep();
  WholeSweep(WholeSweep&&) noexcept;

  const std::string& path() const;
  // As far as a file tells: nothing of measures, axes and parameters.
  const FileLayout& layout() const;
  const Sweep& sweep() const;
  // Runs of a range of this file; `measures` says what stands where in a row.
  Batch read(const RunRange& range, const FileLayout& measures) const;
  // Their numbers and records alone.
  Batch read_records(const RunRange& range) const;
  void close() const;  // until it is read again

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// Whether a finished file of the same sweep has so many runs that are over.
bool holds_runs(const std::string& path, const FileLayout& layout, std::uint64_t count);

// One file from batches and finished files; a run may be in several, and then they must agree (InputError). Runs that are in
// none have not begun.
struct SweepSources {
  std::vector<BatchFile> batches;
  std::vector<const WholeSweep*> files;
};
void write_whole_sweep(const std::string& temporary, const FileLayout& layout, const Sweep& sweep, const SweepSources& parts,
                       const MeasureStorage& storage = {});

}  // namespace tessera
