// The scenarios of all claims, each kept and run once however many claims share it, and the outcomes taken from their
// replicates. Replicate r of every scenario has the same luck.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "run/ensemble.hpp"
#include "run/progress.hpp"
#include "scenario/claim.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

class Points {
 public:
  // The place of the scenario; the same for scenarios of the same merged text. Scenarios that are the same before their
  // `branch_month` share the months up to it; 0 = shares none.
  std::size_t add(Scenario scenario, std::int32_t branch_month = 0);
  const Scenario& scenario(std::size_t point) const { return points_[point].scenario; }
  // Asks for an outcome of a point, before it is run; returns its column.
  std::size_t ask(std::size_t point, const ClaimOutcome& outcome);

  // Asks for this many replicates of a point in the next run().
  void want(std::size_t point, std::uint32_t replicates);
  // Runs what is wanted and not there yet.
  void run(int threads, Progress* progress, const std::string& what);

  // Of replicates 0 .. count - 1; NaN where it does not exist or the run failed.
  std::span<const double> values(std::size_t point, std::size_t column, std::uint32_t count) const;
  std::uint64_t runs() const { return runs_; }
  const std::vector<std::string>& failures() const { return failures_; }

 private:
  struct Point {
    Scenario scenario;
    std::size_t family = 0;         // first point with the same run-up; itself if it shares none
    std::int32_t branch_month = 0;
    std::vector<ClaimOutcome> outcomes;
    std::vector<std::vector<double>> values;  // [outcome][replicate]
    std::uint32_t done = 0, wanted = 0;
  };
  struct Task {
    std::size_t point;
    std::uint32_t replicate;
  };
  std::vector<Task> list_tasks() const;
  EnsembleRun plan_run(std::span<const Task> tasks, std::size_t k) const;
  void run_batch(std::span<const Task> tasks, int threads, Progress* progress);

  std::deque<Point> points_;
  std::map<std::string, std::size_t> by_text_;
  std::map<std::pair<std::int32_t, std::string>, std::size_t> by_run_up_;  // branch_month and run-up: first point
  std::uint64_t runs_ = 0;
  std::vector<std::string> failures_;
};

}  // namespace tessera
