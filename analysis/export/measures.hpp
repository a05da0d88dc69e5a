// Measures as one wide table: what a spreadsheet or R wants of a run, an experiment or a sweep.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "results/read.hpp"

namespace tessera {

struct MeasuresRequest {
  std::vector<std::string> measures;  // empty = all
  std::optional<std::int32_t> month;  // all kept months if open; likewise below
  std::optional<std::int32_t> point, replicate;  // numbers as in the file
};

struct MeasuresWritten {
  std::size_t rows = 0;
  std::size_t incomplete_runs = 0;  // left out: failed, stopped or not begun
};

// A line of names, then a row per point, replicate and month: `point`, `replicate`, in experiments `variant`,
// `design_point` and a column per factor, `month`, and a column per measure, or per place of one: "coverage",
// "coverage_by_group.newcomers". Numbers in full, empty where there is no value. One point is in memory at a time.
// Throws InputError for a measure, month, point or replicate that the file does not hold.
MeasuresWritten write_measures_csv(std::ostream& out, const Results& results, const MeasuresRequest& request);

}  // namespace tessera
