#include "analysis/claims/points.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "analysis/claims/outcome.hpp"
#include "base/errors.hpp"
#include "run/ensemble.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"

namespace tessera {
namespace {

constexpr std::size_t batch_runs = 256;  // so many records are in memory at once

bool same_outcome(const ClaimOutcome& one, const ClaimOutcome& other) {
  return one.text == other.text && one.window.from == other.window.from && one.window.to == other.window.to &&
         one.window.over == other.window.over;
}

}  // namespace

std::size_t Points::add(Scenario scenario) {
  const auto [found, fresh] = by_text_.try_emplace(scenario.merged_text, points_.size());
  if (fresh) points_.push_back({.scenario = std::move(scenario)});
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

void Points::run(int threads, Progress* progress, const std::string& what) {
  std::vector<Task> tasks;
  std::uint64_t months = 0;
  for (std::size_t k = 0; k < points_.size(); ++k) {
    Point& point = points_[k];
    for (std::uint32_t replicate = point.done; replicate < point.wanted; ++replicate) {
      tasks.push_back({k, replicate});
      months += static_cast<std::uint64_t>(months_of(point.scenario));
    }
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
  for (const Task& task : tasks) {
    const Point& point = points_[task.point];
    runs.push_back({&point.scenario, task.replicate});
    for (const ClaimOutcome& outcome : point.outcomes)
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
