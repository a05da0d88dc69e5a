#include "analysis/claims/points.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "analysis/claims/outcome.hpp"
#include "base/errors.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/branch.hpp"

namespace tessera {
namespace {

constexpr std::size_t batch_runs = 256;  // so many records are in memory at once

bool same_outcome(const ClaimOutcome& one, const ClaimOutcome& other) {
  return one.text == other.text && one.window.from == other.window.from && one.window.to == other.window.to &&
         one.window.over == other.window.over;
}

}  // namespace

std::size_t Points::add(Scenario scenario, std::int32_t branch_month) {
  const auto [found, fresh] = by_text_.try_emplace(scenario.merged_text, points_.size());
  if (!fresh) return found->second;
  Point point{.scenario = std::move(scenario), .family = points_.size(), .branch_month = branch_month};
  if (branch_month > 0)
    point.family =
        by_run_up_.try_emplace({branch_month, describe_run_up(point.scenario, branch_month)}, points_.size()).first->second;
  points_.push_back(std::move(point));
  return found->second;
}

std::size_t Points::ask(std::size_t point, const ClaimOutcome& outcome) {
  Point& asked = points_[point];
  const auto known = std::find_if(asked.outcomes.begin(), asked.outcomes.end(),
                                  [&](const ClaimOutcome& other) { return same_outcome(other, outcome); });
  if (known != asked.outcomes.end()) return static_cast<std::size_t>(known - asked.outcomes.begin());
  promise(asked.done == 0, "outcomes are asked for before the first run");
  asked.outcomes.push_back(outcome);
  asked.values.emplace_back();
  return asked.outcomes.size() - 1;
}

void Points::want(std::size_t point, std::uint32_t replicates) {
  points_[point].wanted = std::max(points_[point].wanted, replicates);
}

// Points that share months stand side by side, replicate by replicate.
std::vector<Points::Task> Points::list_tasks() const {
  std::vector<Task> tasks;
  for (std::size_t k = 0; k < points_.size(); ++k)
    for (std::uint32_t replicate = points_[k].done; replicate < points_[k].wanted; ++replicate)
      tasks.push_back({k, replicate});
  std::stable_sort(tasks.begin(), tasks.end(), [&](const Task& one, const Task& other) {
    return std::pair(points_[one.point].family, one.replicate) < std::pair(points_[other.point].family, other.replicate);
  });
  return tasks;
}

// The run of task k, which shares months with the first of its family and replicate among these tasks.
EnsembleRun Points::plan_run(std::span<const Task> tasks, std::size_t k) const {
  const Point& point = points_[tasks[k].point];
  const auto together = [&](const Task& other) {
    return points_[other.point].family == point.family && other.replicate == tasks[k].replicate;
  };
  std::size_t first = k;
  while (first > 0 && together(tasks[first - 1])) --first;
  EnsembleRun run{&point.scenario, tasks[k].replicate};
  if (first != k) run.shares = SharedMonths{first, point.branch_month};
  return run;
}

void Points::run(int threads, Progress* progress, const std::string& what) {
  const std::vector<Task> tasks = list_tasks();
  std::uint64_t months = 0;
  for (const Task& task : tasks) months += static_cast<std::uint64_t>(months_of(points_[task.point].scenario));
  for (Point& point : points_) {
    for (auto& column : point.values) column.resize(std::max(point.done, point.wanted), std::numeric_limits<double>::quiet_NaN());
    point.done = std::max(point.done, point.wanted);
  }
  if (tasks.empty()) return;
  if (progress != nullptr) progress->begin(months, 0, what);
  for (std::size_t begin = 0; begin < tasks.size(); begin += batch_runs)
    run_batch(std::span(tasks).subspan(begin, std::min(batch_runs, tasks.size() - begin)), threads, progress);
  if (progress != nullptr) progress->end();
  runs_ += tasks.size();
}

void Points::run_batch(std::span<const Task> tasks, int threads, Progress* progress) {
  std::vector<EnsembleRun> runs;
  std::set<std::string> measures;
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    runs.push_back(plan_run(tasks, k));
    for (const ClaimOutcome& outcome : points_[tasks[k].point].outcomes)
      for (const std::string& measure : measures_of(outcome)) measures.insert(measure);
  }
  EnsembleOptions options{.threads = threads, .measures = {measures.begin(), measures.end()}};
  options.completed = [&](std::size_t run) {
    if (progress != nullptr) progress->add_months(static_cast<std::uint64_t>(months_of(*runs[run].scenario)));
  };
  const auto records = run_ensemble(runs, options);
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    Point& point = points_[tasks[k].point];
    if (!records[k].failure.empty()) {
      failures_.push_back(point.scenario.name + ": " + records[k].failure);
      continue;
    }
    const MeasurePlan plan = plan_measures(options.measures, point.scenario.parameters, name_districts(point.scenario).size());
    for (std::size_t j = 0; j < point.outcomes.size(); ++j)
      point.values[j][tasks[k].replicate] = condense_outcome(point.outcomes[j], records[k].rows, plan, point.scenario);
  }
}

std::span<const double> Points::values(std::size_t point, std::size_t column, std::uint32_t count) const {
  return std::span(points_[point].values[column]).first(count);
}

}  // namespace tessera
