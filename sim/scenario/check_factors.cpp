// What can be wrong with factors once the variants are read, and how an experiment becomes a sweep.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenario/branch.hpp"
#include "scenario/experiment_parts.hpp"
#include "scenario/sections.hpp"
#include "scenario/settings.hpp"
#include "scenario/sweep_parts.hpp"

namespace tessera {
namespace {

constexpr double most_runs = 1e8;

SweepFactor freeze_factor(const Factor& factor) {
  const ParameterRow* row = find_spelt_parameter(factor.path);
  return {factor.path,          row == nullptr ? "" : std::string(row->unit), factor.values, factor.low, factor.high,
          factor.logarithmic, row != nullptr && row->whole};
}

std::vector<double> tried_values(const SweepFactor& factor) {
  return factor.values.empty() ? std::vector{factor.low, factor.high} : factor.values;
}

struct Dimensions {
  double districts;
  std::size_t groups, areas;
  bool operator==(const Dimensions&) const = default;
};

Dimensions dimensions_of(const Scenario& scenario) {
  return {scenario.parameters.community.districts + static_cast<double>(scenario.districts.size()),
          scenario.parameters.groups.size(), scenario.parameters.areas.size()};
}

// Every tried value of one factor, laid over one variant.
void check_factor(const Experiment& experiment, const Factor& factor, const SweepVariant& variant, bool& applies,
                  std::vector<Fault>& faults) {
  const SweepFactor frozen = freeze_factor(factor);
  const auto say = [&](const std::string& message) {
    const Fault fault = make_fault(experiment.files, factor.place, message);
    if (std::none_of(faults.begin(), faults.end(), [&](const Fault& other) { return other.text() == fault.text(); }))
      faults.push_back(fault);
  };
  const VariantReader reader(variant, {frozen});
  if (!applies_to(frozen, reader.base())) return;
  applies = true;
  for (const double value : tried_values(frozen)) try {
      if (dimensions_of(reader.read(std::array{value})) == dimensions_of(reader.base())) continue;
      say(fmt::format("{} = {} changes the number of districts, groups or areas, and results have one shape", factor.path, value));
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults()) say(fmt::format("{} = {}: {}", factor.path, value, fault.message));
    }
}

// A factor laid over what variants differ by would make them the same.
void check_same_everywhere(const Experiment& experiment, const Factor& factor, std::vector<Fault>& faults) {
  const ParameterRow* row = find_spelt_parameter(factor.path);
  if (row == nullptr) return;
  Parameters first = read_point(experiment, 0).parameters;
  for (std::size_t k = 1; k < experiment.variants.size(); ++k) {
    Parameters own = read_point(experiment, k).parameters;
    if (row->value(own) == row->value(first)) continue;
    return faults.push_back(make_fault(
        experiment.files, factor.place,
        fmt::format("{} differs between the variants {} and {}, and the factor would make it the same: leave out one of the two",
                    factor.path, quote_for_message(experiment.variants.front().name), quote_for_message(experiment.variants[k].name))));
  }
}

// Variants are compared place by place and on the same luck.
void check_variants(const Experiment& experiment, std::vector<Fault>& faults) {
  const Scenario first = read_point(experiment, 0);
  for (std::size_t k = 1; k < experiment.variants.size(); ++k) {
    const Scenario own = read_point(experiment, k);
    const auto say = [&](const char* message) {
      faults.push_back(make_fault(experiment.files, experiment.variants[k].place, message));
    };
    if (!(dimensions_of(own) == dimensions_of(first)))
      say("the variant has another number of districts, groups or areas than the first, and results have one shape");
    if (own.parameters.run.seed != first.parameters.run.seed)
      say("the variant has another run.seed than the first, and variants are compared on the same luck");
  }
}

void check_size(const Experiment& experiment, const Sweep& sweep, std::vector<Fault>& faults) {
  const double points = count_design_points(sweep);
  const double runs = points * static_cast<double>(sweep.variants.size()) * sweep.replicates_at_most();
  const Place place = experiment.design.place.line > 0 ? experiment.design.place : Place{0, 1, 1};
  if (points > static_cast<double>(most_points))
    faults.push_back(make_fault(experiment.files, place,
                                fmt::format("the design has {:.10g} points; at most {} are possible", points, most_points)));
  else if (runs > most_runs)
    faults.push_back(make_fault(experiment.files, place,
                                fmt::format("the experiment has {:.10g} runs; at most {:.0f} are possible", runs, most_runs)));
  else if (points < 1.0)
    faults.push_back(make_fault(experiment.files, place, "the design has no points: a factor has no values"));
}

void check_shared_months(const Experiment& experiment, const Sweep& sweep, std::vector<Fault>& faults) {
  if (experiment.branch_month == 0) return;
  for (const Factor& factor : experiment.factors) {
    const SweepFactor frozen = freeze_factor(factor);
    for (const double value : tried_values(frozen)) {
      std::string first;
      for (const SweepVariant& variant : sweep.variants) {
        const std::string own = describe_run_up(VariantReader(variant, {frozen}).read(std::array{value}), experiment.branch_month);
        if (first.empty()) first = own;
        if (own == first) continue;
        return faults.push_back(make_fault(experiment.files, factor.place,
                                           fmt::format("{} = {} makes variants differ before branch_month = {}", factor.path,
                                                       value, experiment.branch_month)));
      }
    }
  }
}

}  // namespace

void check_factors(const Experiment& experiment, std::vector<Fault>& faults) {
  if (!experiment.claims.empty()) return;
  Sweep sweep = freeze_experiment(experiment);
  check_size(experiment, sweep, faults);
  check_variants(experiment, faults);
  for (const Factor& factor : experiment.factors) {
    bool applies = false;
    for (const SweepVariant& variant : sweep.variants) check_factor(experiment, factor, variant, applies, faults);
    check_same_everywhere(experiment, factor, faults);
    if (!applies)
      faults.push_back(make_fault(experiment.files, factor.place,
                                  fmt::format("{} moves a policy or shock that no variant has", quote_for_message(factor.path))));
  }
  if (faults.empty()) check_shared_months(experiment, sweep, faults);
}

Sweep freeze_experiment(const Experiment& experiment) {
  Sweep sweep{.design = experiment.design.kind,
              .samples = experiment.design.samples,
              .design_seed = experiment.design.seed,
              .levels = experiment.design.levels,
              .replicates = experiment.replicates,
              .branch_month = experiment.branch_month,
              .measures = experiment.results.measures,
              .every_months = experiment.results.every_months,
              .single_precision = experiment.results.single_precision};
  for (const Factor& factor : experiment.factors) sweep.factors.push_back(freeze_factor(factor));
  for (std::size_t k = 0; k < experiment.variants.size(); ++k) {
    const Scenario scenario = read_point(experiment, k);
    if (k == 0) {
      sweep.name = experiment.name.empty() ? scenario.name : experiment.name;
      sweep.question = experiment.question.empty() ? scenario.question : experiment.question;
      sweep.seed = static_cast<std::uint64_t>(scenario.parameters.run.seed);
    }
    sweep.months = std::max(sweep.months, static_cast<std::int32_t>(scenario.parameters.run.months));
    sweep.variants.push_back({experiment.variants[k].name, scenario.merged_text, list_settings(scenario)});
  }
  for (const SweepFactor& factor : sweep.factors) {
    if (factor.path != "run.months") continue;
    const std::vector<double> values = tried_values(factor);
    if (!values.empty()) sweep.months = static_cast<std::int32_t>(*std::max_element(values.begin(), values.end()));
  }
  return sweep;
}

}  // namespace tessera
