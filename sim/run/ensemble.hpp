// Many scenarios, many replicates, in memory: the ground on which claims, patterns and calibration stand. Runs are spread
// over threads, one each; what comes out does not depend on how many there are.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "measures/measures.hpp"
#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

// The months of another run that are this one's too: all before `branch_month`.
struct SharedMonths {
  std::size_t run = 0;  // place among the runs; of the same replicate, and sharing with nobody itself
  std::int32_t branch_month = 1;
};

struct EnsembleRun {
  const Scenario* scenario = nullptr;
  std::uint32_t replicate = 0;
  std::optional<SharedMonths> shares = {};  // scenarios that do not differ before that month (scenario/branch.hpp)
};

struct EnsembleRecord {
  std::size_t width = 0;     // numbers per row
  std::vector<double> rows;  // [month 0..months][width], as planned by plan_measures
  std::string failure;       // empty = completed

  double at(std::size_t month, std::size_t column) const { return rows[month * width + column]; }
};

// Sees a world after founding and after every month. Called from several threads, for different runs at once.
using Watch = std::function<void(std::size_t run, const World& world)>;
// Told of each completed run, from several threads.
using Completed = std::function<void(std::size_t run)>;

struct EnsembleOptions {
  int threads = 0;                   // 0 = as many as there are processors
  std::vector<std::string> measures; // by name; may be empty
  Watch watch;                       // may be empty
  Completed completed;               // may be empty
};

// One record per run, in their order. Scenarios may differ in everything, also in months. Months that runs share are
// computed once and the world is copied where they part; what comes out is the same bit for bit. Throws InputError if a
// scenario can not be founded; a run that breaks a promise is recorded with its failure and the others go on, but for those
// that share the month in which it broke.
std::vector<EnsembleRecord> run_ensemble(std::span<const EnsembleRun> runs, const EnsembleOptions& options);

}  // namespace tessera
