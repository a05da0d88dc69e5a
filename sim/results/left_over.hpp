// What a stopped program left in F.h5.part, and how it becomes an ordinary file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/results_file.hpp"

namespace tessera {

struct RunRecord {
  RunStatus status = RunStatus::not_run;
  std::int32_t months = 0;  // rows that count: months 0 .. months - 1
  double wall_s = 0.0;
  std::string message;
};

struct LeftOver {
  std::string scenario_name, question, version, commit, created;
  std::uint64_t seed = 0;
  std::int32_t months = 0;         // the run has, one more on the month axis
  std::size_t measures = 0;
  std::size_t snapshots = 0;       // files that wait beside it
  std::size_t damaged_runs = 0;    // those that lost months to damage; records count up to it
  std::vector<RunRecord> runs;     // [replicate]
};

// Also while another program writes it. FileError if it can not be read or nothing was written yet.
LeftOver describe_left_over(const std::string& part);

// Writes output (and its digest beside it) from the part file and its snapshots, which stay. Runs that did not end keep
// the status "running"; their later months are NaN. FileError if another program is still writing the part file.
void recover_left_over(const std::string& part, const std::string& output);

}  // namespace tessera
