// One scenario, many replicates: from founding to a finished results file, in parallel, stoppable and resumable.
//
// Threads go across replicates when there are several and a world is small, otherwise inside the month; the numbers are
// the same either way. While F.h5 is written it is F.h5.part; unfinished replicates keep F.h5.part.checkpoint-R.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/timers.hpp"
#include "run/outcomes.hpp"
#include "run/progress.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

struct RunOptions {
  std::string output;                        // F.h5
  std::string command_line;                  // as it will stand in the file
  int threads = 0;                           // 0 = as many as there are processors
  std::int32_t checkpoint_every_months = 0;  // 0 = only when stopped
  bool resume = false;                       // go on with what a stopped program left
  bool replace = false;                      // what stands at `output` may be lost
  bool timings = false;
  Progress* progress = nullptr;
};

struct FailedReplicate {
  std::uint32_t replicate = 0;
  std::string message;      // with month, replicate and seed
  std::string saved_state;  // checkpoint of the month before, empty if there is none
};

struct RunSummary {
  std::uint32_t complete = 0;             // in this call and before
  std::vector<FailedReplicate> failures;  // in this call
  std::uint32_t failed_before = 0;
  std::vector<Outcome> outcomes;          // of the replicates completed in this call
  int stopped_by = 0;                     // signal, 0 = ran to the end
  bool was_complete = false;              // the file was finished before this call, which had nothing to do
  double organisation_months = 0.0;       // in this call
  double wall_s = 0.0;
  Timers timers;                          // by Mechanism and RunTimer, summed over threads
};

// Throws InputError (the output exists; the scenario can not be founded), FileError, BrokenPromise. A replicate that
// throws is recorded as failed and the others go on.
RunSummary run_scenario(const Scenario& scenario, const RunOptions& options);

// Names of the scenario's districts, in the order of the world's: synthetic ones are "district_1", "district_2", ...
std::vector<std::string> name_districts(const Scenario& scenario);

}  // namespace tessera
