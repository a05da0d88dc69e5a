#include "analysis/claims/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/statistics/moments.hpp"
#include "parameters/axes.hpp"
#include "run/run.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const Measure* find_measure(const std::string& name) {
  for (const Measure& measure : measure_table())
    if (measure.name == name) return &measure;
  return nullptr;
}

std::string check_term(const Term& term, const Scenario& scenario) {
  const Measure* measure = find_measure(term.measure);
  if (measure == nullptr) {
    std::vector<std::string_view> names;
    for (const Measure& known : measure_table()) names.push_back(known.name);
    return fmt::format("no measure is called {}{}", quote_for_message(term.measure), suggest_known_name(term.measure, names));
  }
  if (measure->axis.empty())
    return term.label.empty() ? "" : fmt::format("{} is one number, so that [{}] can not be chosen", term.measure, term.label);
  const auto labels = axis_labels(measure->axis, scenario.parameters, name_districts(scenario));
  if (std::find(labels.begin(), labels.end(), term.label) != labels.end()) return "";
  const std::vector<std::string_view> known(labels.begin(), labels.end());
  return fmt::format("{} has one value per {}; {} is none{}", term.measure, measure->axis, quote_for_message(term.label),
                     suggest_known_name(term.label, known));
}

struct Months {
  int first, last;
};

Months months_of_window(const Window& window, int months) {
  const auto count = [&](int month) { return month > 0 ? month : std::max(1, months + month); };
  return {count(window.from), count(window.to)};
}

double condense_term(const Term& term, const Window& window, std::span<const double> rows, const MeasurePlan& plan,
                     const Scenario& scenario) {
  const Measure* measure = find_measure(term.measure);
  const auto at = static_cast<std::size_t>(std::find(plan.measures.begin(), plan.measures.end(), measure) - plan.measures.begin());
  promise(at < plan.measures.size(), "the measure of an outcome is in the plan");
  std::size_t column = plan.offset[at];
  if (!measure->axis.empty()) {
    const auto labels = axis_labels(measure->axis, scenario.parameters, name_districts(scenario));
    column += static_cast<std::size_t>(std::find(labels.begin(), labels.end(), term.label) - labels.begin());
  }
  const int last_month = static_cast<int>(rows.size() / plan.width) - 1;
  const Months months = months_of_window(window, last_month);
  std::vector<double> values;
  for (int month = months.first; month <= std::min(months.last, last_month); ++month)
    values.push_back(rows[static_cast<std::size_t>(month) * plan.width + column]);
  return condense(values, window.over);
}

}  // namespace

std::vector<std::string> measures_of(const ClaimOutcome& outcome) {
  std::vector<std::string> names{outcome.term.measure};
  if (outcome.per) names.push_back(outcome.per->measure);
  return names;
}

std::string unit_of(const ClaimOutcome& outcome) {
  const Measure* measure = find_measure(outcome.term.measure);
  const Measure* per = outcome.per ? find_measure(outcome.per->measure) : nullptr;
  if (measure == nullptr) return "";
  return per == nullptr ? std::string(measure->unit) : fmt::format("{} per {}", measure->unit, per->unit);
}

void check_outcome(const ClaimOutcome& outcome, const Scenario& scenario, const Experiment& experiment,
                   std::vector<Fault>& faults) {
  const auto add = [&](const std::string& message) {
    if (message.empty()) return;
    Fault fault = make_fault(experiment.files, outcome.place, message);
    const auto same = [&](const Fault& other) { return other.text() == fault.text(); };
    if (std::none_of(faults.begin(), faults.end(), same)) faults.push_back(std::move(fault));
  };
  add(check_term(outcome.term, scenario));
  if (outcome.per) add(check_term(*outcome.per, scenario));
  const int months = static_cast<int>(scenario.parameters.run.months);
  for (const int month : {outcome.window.from, outcome.window.to})
    if (month > months) add(fmt::format("month {} lies beyond the {} months of the run", month, months));
}

double condense(std::span<const double> values, Over over) {
  Moments moments;
  double lowest = nan, highest = nan, first = nan, last = nan;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    moments.add(value);
    lowest = std::fmin(lowest, value);
    highest = std::fmax(highest, value);
    if (std::isnan(first)) first = value;
    last = value;
  }
  switch (over) {
    case Over::mean:
      return moments.mean();
    case Over::sum:
      return moments.mean() * static_cast<double>(moments.count());
    case Over::spread:
      return std::sqrt(moments.variance());
    case Over::lowest:
      return lowest;
    case Over::highest:
      return highest;
    case Over::change:
      return last - first;
  }
  return nan;
}

double condense_outcome(const ClaimOutcome& outcome, std::span<const double> rows, const MeasurePlan& plan,
                        const Scenario& scenario) {
  const double value = condense_term(outcome.term, outcome.window, rows, plan, scenario);
  if (!outcome.per) return value;
  const double per = condense_term(*outcome.per, outcome.window, rows, plan, scenario);
  return per != 0.0 ? value / per : nan;
}

}  // namespace tessera
