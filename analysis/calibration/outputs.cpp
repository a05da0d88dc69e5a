#include "analysis/calibration/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/patterns/measurement.hpp"
#include "base/errors.hpp"
#include "measures/measures.hpp"
#include "parameters/axes.hpp"
#include "run/ensemble.hpp"
#include "run/run.hpp"
#include "scenario/faults.hpp"

namespace tessera {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

// Where a measure stands in a row of results.
struct Column {
  std::size_t column = 0;
  std::size_t month = 0;
};

std::vector<std::string> list_measures(const Calibration& calibration) {
  std::vector<std::string> names;
  for (const CalibrationTarget& target : calibration.targets)
    if (!target.measure.empty() && std::find(names.begin(), names.end(), target.measure) == names.end())
      names.push_back(target.measure);
  return names;
}

std::vector<std::string> list_patterns(const Calibration& calibration) {
  std::vector<std::string> ids;
  for (const CalibrationTarget& target : calibration.targets)
    if (!target.pattern.empty()) ids.push_back(target.pattern);
  return ids;
}

MeasurePlan plan(const std::vector<std::string>& names, const Scenario& scenario) {
  return plan_measures(names, scenario.parameters, name_districts(scenario).size());
}

// Throws InputError in words without a place.
Column find_column(const CalibrationTarget& target, const Scenario& scenario, const MeasurePlan& planned) {
  const auto months = static_cast<std::int32_t>(scenario.parameters.run.months);
  if (target.at > months)
    throw InputError(fmt::format("month {} is beyond the {} months of the scenario", target.at, months));
  for (std::size_t k = 0; k < planned.measures.size(); ++k) {
    if (planned.measures[k]->name != target.measure) continue;
    const Column column{planned.offset[k], static_cast<std::size_t>(target.at == 0 ? months : target.at)};
    if (target.of.empty() && planned.size[k] == 1) return column;
    const auto names = axis_labels(planned.measures[k]->axis, scenario.parameters, name_districts(scenario));
    const auto name = std::find(names.begin(), names.end(), target.of);
    if (name == names.end() || planned.size[k] == 1)
      throw InputError(fmt::format("{} has {}", target.measure,
                                   planned.size[k] == 1
                                       ? "one value: leave `of` away"
                                       : fmt::format("one value per {}: say which by `of`, one of {}",
                                                     planned.measures[k]->axis, fmt::join(names, ", "))));
    return {column.column + static_cast<std::size_t>(name - names.begin()), column.month};
  }
  throw InputError(fmt::format("{} is not planned", target.measure));
}

FittedOutput output_of_measure(const CalibrationTarget& target, const Scenario& scenario) {
  find_column(target, scenario, plan({target.measure}, scenario));
  const std::string place = target.of.empty() ? "" : fmt::format(", {}", target.of);
  return {fmt::format("{}{} at month {}", target.measure, place,
                      target.at == 0 ? static_cast<std::int32_t>(scenario.parameters.run.months) : target.at),
          -infinite, infinite, target.middle, target.tolerance};
}

// Judged statistics of a pattern; comparisons with a null model or between statistics are left out.
bool is_fitted(const Statistic& statistic) {
  return statistic.beside == Beside::nothing &&
         (statistic.judged == Judged::by_estimate || statistic.judged == Judged::by_interval);
}

FittedOutput output_of_statistic(const Statistic& statistic) {
  constexpr double sd_per_half_range = 1.0 / 3.0, share_of_bound = 0.1;
  const bool from = statistic.lowest > -unbounded_range, to = statistic.highest < unbounded_range;
  FittedOutput output{fmt::format("{} {}", statistic.pattern, statistic.name), from ? statistic.lowest : -infinite,
                      to ? statistic.highest : infinite};
  output.middle =
      from && to ? 0.5 * (statistic.lowest + statistic.highest) : (from ? statistic.lowest : statistic.highest);
  output.tolerance = from && to ? 0.5 * (statistic.highest - statistic.lowest) * sd_per_half_range
                                : share_of_bound * std::abs(output.middle);
  return output;
}

void set_standard_error(MatchedPoint& point, const Interval& value) {
  point.mean.push_back(value.estimate);
  const double half = value.upper - value.estimate;
  point.standard_error.push_back(value.count > 1 ? half / t_quantile(static_cast<double>(value.count) - 1.0, 0.95)
                                                 : infinite);
}

void add_patterns(MatchedPoint& point, const Calibration& calibration, const Scenario& scenario, int threads) {
  PatternsRequest request{.only = list_patterns(calibration), .nulls = false, .threads = threads};
  if (request.only.empty()) return;
  request.effort = quick_effort();
  request.effort.replicates = calibration.replicates;
  const PatternsMeasured measured = measure_patterns(scenario, request);
  for (const std::string& id : request.only)
    for (const MeasuredStatistic& one : measured.statistics)
      if (one.statistic->pattern == id && is_fitted(*one.statistic)) set_standard_error(point, one.value[0]);
}

}  // namespace

std::vector<FittedOutput> list_outputs(const Calibration& calibration) {
  const Scenario scenario = read_calibrated(calibration, {});
  std::vector<Fault> faults;
  std::vector<FittedOutput> outputs;
  for (const CalibrationTarget& target : calibration.targets) {
    if (target.measure.empty()) continue;
    try {
      outputs.push_back(output_of_measure(target, scenario));
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults())
        faults.push_back(make_fault(calibration.files, target.place, fault.message));
    }
  }
  for (const CalibrationTarget& target : calibration.targets) {
    if (target.pattern.empty()) continue;
    const std::size_t before = outputs.size();
    for (const Statistic& statistic : statistic_table())
      if (statistic.pattern == target.pattern && is_fitted(statistic))
        outputs.push_back(output_of_statistic(statistic));
    if (outputs.size() == before)
      faults.push_back(
          make_fault(calibration.files, target.place, fmt::format("there is no pattern '{}'", target.pattern)));
  }
  if (!faults.empty()) throw InputError(faults);
  return outputs;
}

void run_points(std::span<MatchedPoint> points, const Calibration& calibration, const MatchOptions& options) {
  const auto measures = list_measures(calibration);
  std::vector<Scenario> scenarios;
  for (const MatchedPoint& point : points) scenarios.push_back(read_calibrated(calibration, point.values));
  std::vector<EnsembleRun> runs;
  if (!measures.empty())
    for (const Scenario& scenario : scenarios)
      for (std::uint32_t replicate = 0; replicate < calibration.replicates; ++replicate)
        runs.push_back({&scenario, replicate});
  const auto records = run_ensemble(runs, {.threads = options.threads, .measures = measures});
  for (std::size_t k = 0; k < points.size(); ++k) {
    for (const CalibrationTarget& target : calibration.targets) {
      if (target.measure.empty()) continue;
      const Column where = find_column(target, scenarios[k], plan(measures, scenarios[k]));
      std::vector<double> values;
      for (std::uint32_t replicate = 0; replicate < calibration.replicates; ++replicate) {
        const EnsembleRecord& record = records[k * calibration.replicates + replicate];
        if (record.failure.empty()) values.push_back(record.at(where.month, where.column));
      }
      set_standard_error(points[k], mean_interval(values));
    }
    add_patterns(points[k], calibration, scenarios[k], options.threads);
    if (options.completed) options.completed();
  }
}

}  // namespace tessera
