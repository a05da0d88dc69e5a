// Finished runs of a sweep, many to a file, written whole and checked whole: what a sweep leaves behind while it goes on.
// Form: array file of kind "batch" (FORMAT.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/left_over.hpp"
#include "state/trace.hpp"

namespace tessera {

// What one row of every kind holds, of each run.
struct BatchShape {
  std::uint64_t kept_months = 0;
  std::uint64_t width = 0;         // numbers of a month
  std::uint64_t months = 0;        // with that of founding
  bool single_precision = true;
  std::uint64_t origin = 0;        // a hash of the experiment and the program: runs of another must not be taken for its own

  std::uint64_t row_values() const { return kept_months * width; }
  // Bytes a run takes in a batch.
  std::uint64_t run_bytes() const;
};

struct Batch {
  std::vector<std::uint64_t> runs;     // numbers of the runs, in any order
  std::vector<RunRecord> records;      // [run]
  std::vector<double> rows;            // [run][kept month][width], NaN where there is nothing
  std::vector<std::uint64_t> hashes;   // [run][kept month], 0 where there is nothing
  std::vector<Trace> traces;           // [run][month], all 0 where there is nothing

  void append(const Batch& other, std::size_t run);  // one run of another batch
};

// Throws FileError.
void write_batch(const std::string& path, const Batch& batch, const BatchShape& shape);
// Throws FileError if the file is not whole or of another shape.
Batch read_batch(const std::string& path, const BatchShape& shape);

}  // namespace tessera
