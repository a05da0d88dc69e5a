// The variables of a results file that have a value per run, written a block of runs at a time, so that memory does not
// grow with the number of runs.
#pragma once

#include <cstdint>
#include <vector>

#include "results/layout.hpp"
#include "results/left_over.hpp"
#include "results/variable_group.hpp"

namespace tessera {

// Points first_point .. first_point + points - 1 of the file, each with the same replicates.
struct RunRange {
  std::uint64_t first_point = 0, points = 0, first_replicate = 0, replicates = 0;
  std::uint64_t runs() const { return points * replicates; }
};

struct RunBlock {
  RunRange range;
  std::vector<RunRecord> records;     // [run], replicates of one point side by side
  std::vector<double> rows;           // [run][kept month][width]
  std::vector<std::uint64_t> hashes;  // [run][kept month]
  std::vector<Trace> traces;          // [run][month]
};

// Ranges of so many runs or fewer that hold all of a file, in order.
std::vector<RunRange> divide_runs(std::uint64_t points, std::uint64_t replicates, std::uint64_t runs_at_a_time);
// The blocks of a file in order: whole points where many fit into one, else the replicates of one point in parts.
std::vector<RunRange> list_blocks(const FileLayout& layout);

// Runs whose measures stay in another file of the same sweep.
struct RunsElsewhere {
  std::string file;             // relative to the folder of this one
  RunRange source, here;        // the same runs there and here
  std::uint64_t source_points = 0, source_replicates = 0;  // of that file
};

// How measures are stored: in the file, compressed or not, or left where they are.
struct MeasureStorage {
  bool compressed = false;
  std::vector<RunsElsewhere> elsewhere;  // empty = in the file
};

class RunVariables {
 public:
  // Adds the variables to the root of a file whose dimensions are there.
  RunVariables(VariableGroup& root, const FileLayout& layout, const MeasureStorage& storage);
  // Each block once; runs of blocks that are never written have not begun.
  void write(const RunBlock& block);

 private:
  const FileLayout& layout_;
  bool measures_elsewhere_;
  std::vector<hdf5::Handle> measures_;
  hdf5::Handle hashes_, traces_, status_, wall_time_, messages_;
};

// Texts into a block of a dataset over point and replicate, in the order of runs.
void write_texts(hid_t dataset, const RunRange& range, const std::vector<std::string>& texts);

}  // namespace tessera
