// The whole file of an experiment or of a shard, while it is made: blocks of runs in, in any order.
#pragma once

#include <string>

#include "results/hdf5_handle.hpp"
#include "results/run_variables.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

// layout.points and replicates, from first_point and first_replicate on, are part of the sweep's.
class SweepFile {
 public:
  SweepFile(const std::string& temporary, const FileLayout& layout, const Sweep& sweep, const MeasureStorage& storage);
  ~SweepFile();
  SweepFile(const SweepFile&) = delete;
  SweepFile& operator=(const SweepFile&) = delete;

  void write(const RunBlock& block) { runs_->write(block); }
  // Digests, closes, makes durable. Without it the temporary file goes.
  void finish();

 private:
  void write_coordinates(const Sweep& sweep);
  void copy_digests();

  std::string temporary_;
  FileLayout layout_;
  std::vector<RunsElsewhere> elsewhere_;
  hdf5::Handle file_;
  std::unique_ptr<VariableGroup> root_;
  std::unique_ptr<RunVariables> runs_;
  bool finished_ = false;
};

}  // namespace tessera
