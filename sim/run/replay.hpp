// Runs again what a results file says it ran, and compares: every mechanism in every month by its trace, the whole state in
// the months that the file keeps.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "results/layout.hpp"
#include "run/progress.hpp"
#include "run/replicate.hpp"
#include "scenario/scenario.hpp"
#include "state/trace.hpp"

namespace tessera {

// What is known of a run: its state at the months kept, and what each mechanism left behind in every month.
struct KnownRun {
  std::vector<std::int32_t> kept_months;  // [kept], ascending
  std::vector<std::uint64_t> hashes;      // [kept] of the state
  std::vector<Trace> traces;              // [every month], founding first
};

struct Replay {
  std::int32_t months = 0;                  // compared, the month of founding included
  std::int32_t first_different_month = -1;  // -1: bit-identical
  std::int32_t last_same_month = -1;        // before the first that differs; months between the two were not kept
  std::string mechanism;                    // the first that differs in that month; empty: it can not be told
  std::string made_elsewhere;               // what differs between this program and the one that wrote the file, in words
};

// Runs the scenario again until something differs from what is known, or to its last month.
Replay compare_with(const KnownRun& known, const Scenario& scenario, std::uint32_t replicate, Progress* progress = nullptr);

// Sees the replicate as founded and after every month, and may take its rows.
using SeeMonth = std::function<void(Replicate&)>;

// The same, but to the last month whatever differs, measured by `plan` and seen.
Replay compare_and_see(const KnownRun& known, const Scenario& scenario, std::uint32_t replicate, const MeasurePlan& plan,
                       const SeeMonth& see, Progress* progress = nullptr);

// A run that a file holds, and all that is needed to run it again.
struct StoredRun {
  std::uint32_t point = 0, replicate = 0;  // their numbers
  RunStatus status = RunStatus::complete;
  std::string message;                     // why it failed
  std::string variant;                     // of an experiment
  Scenario scenario;                       // of an experiment without merged_text
  KnownRun known;
  std::string made_elsewhere;              // as in Replay
};

// Throws FileError if the file is damaged, InputError if it holds no complete run of that number.
StoredRun read_stored_run(const std::string& results, std::uint32_t point, std::uint32_t replicate);
// The same for one that failed, of which nothing is known; nullopt if it did not.
std::optional<StoredRun> find_failed_run(const std::string& results, std::uint32_t point, std::uint32_t replicate);

// A run that failed, run again.
struct FailureReplay {
  std::string recorded;  // month, mechanism, numbers as the file holds them
  std::string again;     // the same of this program; empty: it came to the end
  std::string state;     // file from which it began; empty: from founding
};

// From the state that was saved beside the results, if it is there and of this run. Throws like read_stored_run.
FailureReplay replay_failure(const std::string& results, const StoredRun& failed);

// Throws like read_stored_run.
Replay replay_run(const std::string& results, std::uint32_t point, std::uint32_t replicate, Progress* progress = nullptr);

}  // namespace tessera
