#include "run/sweep_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/errors.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

Fault fault_at(const Experiment& experiment, Place place, const std::string& message) {
  return make_fault(experiment.files, place.line > 0 ? place : Place{0, 1, 1}, message);
}

// The measure that decides on replicates must be there, be one number, and be kept in its month.
void check_rule(const Experiment& experiment, const Sweep& sweep, const MeasurePlan& plan, std::vector<Fault>& faults) {
  const ReplicateRule& rule = sweep.replicates;
  if (rule.fixed > 0) return;
  if (rule.measure.empty()) {
    faults.push_back(fault_at(experiment, {}, "this experiment counts its replicates on the outcomes of its claims: tessera claims answers it"));
    return;
  }
  const auto measure = std::find_if(plan.measures.begin(), plan.measures.end(),
                                    [&](const Measure* one) { return one->name == rule.measure; });
  if (measure == plan.measures.end())
    faults.push_back(fault_at(experiment, {}, fmt::format("replicates are to run until {} is narrow, but results leave it out", rule.measure)));
  else if (!(*measure)->axis.empty())
    faults.push_back(fault_at(experiment, {}, fmt::format("replicates need a measure that is one number, but {} is by {}", rule.measure,
                                                          (*measure)->axis)));
  const auto kept = sweep.kept_months();
  if (rule.month != 0 && std::find(kept.begin(), kept.end(), rule.month) == kept.end())
    faults.push_back(fault_at(experiment, {}, fmt::format("replicates look at month {}, which is not kept: results keep every {} months",
                                                          rule.month, sweep.every_months)));
}

std::size_t count_districts(const Scenario& scenario) {
  return static_cast<std::size_t>(scenario.parameters.community.districts) + scenario.districts.size();
}

}  // namespace

std::vector<std::string> standard_measures() {
  std::vector<std::string> names;
  for (const Measure& measure : measure_table()) {
    const bool short_axis = measure.axis.empty() || measure.axis == "group" || measure.axis == "area" || measure.axis == "sector";
    if (short_axis && !measure.yearly) names.emplace_back(measure.name);
  }
  return names;
}

Sweep plan_sweep(const Experiment& experiment) {
  Sweep sweep = freeze_experiment(experiment);
  if (sweep.replicates.fixed == 0 && sweep.replicates.measure.empty())  // claims stop by their own outcomes; here all are run
    sweep.replicates.fixed = sweep.replicates.most;
  std::vector<Fault> faults;
  try {
    const Scenario first = read_point(experiment, 0);
    const MeasurePlan plan = plan_measures(sweep.measures.empty() ? standard_measures() : sweep.measures, first.parameters, count_districts(first));
    sweep.measures.clear();
    for (const Measure* measure : plan.measures) sweep.measures.emplace_back(measure->name);
    check_rule(experiment, sweep, plan, faults);
  } catch (const InputError& error) {
    for (const Fault& fault : error.faults()) faults.push_back(fault_at(experiment, experiment.results.place, fault.message));
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  return sweep;
}

UnitRange units_of_shard(const Sweep& sweep, Shard shard) {
  const std::uint64_t units = sweep.design_points() * sweep.replicates_at_most();
  return {units * (shard.number - 1) / shard.count, units * shard.number / shard.count};
}

std::string name_shard(const std::string& output, Shard shard) {
  const std::filesystem::path path(output);
  const std::string name = fmt::format("{}.shard-{}-of-{}{}", path.stem().string(), shard.number, shard.count, path.extension().string());
  return path.has_parent_path() ? (path.parent_path() / name).string() : name;
}

MeasurePlan plan_measures_of(const Sweep& sweep) {
  const Scenario first = SweepPoints(sweep).scenario(0);
  return plan_measures(sweep.measures, first.parameters, count_districts(first));
}

namespace {

// A sweep that was read from its text knows values, but no more where they came from.
std::vector<Origin> find_settings(const SweepVariant& variant, const std::vector<Origin>& standard) {
  if (!variant.settings.empty()) return variant.settings;
  std::vector<Origin> settings;
  for (const Origin& one : read_scenario_text(variant.text, variant.name).origins)
    if (std::none_of(standard.begin(), standard.end(), [&](const Origin& other) { return other.path == one.path && other.value == one.value; }))
      settings.push_back({one.path, one.value, fmt::format("scenario of variant {}", variant.name)});
  return settings;
}

std::vector<SettingRecord> describe_settings_of(const Sweep& sweep) {
  const std::vector<Origin> standard = read_scenario_text("tessera = 1\n", "defaults").origins;
  std::vector<SettingRecord> records;
  for (std::size_t k = 0; k < sweep.variants.size(); ++k) {
    auto of_variant = describe_settings(find_settings(sweep.variants[k], standard), static_cast<std::uint32_t>(k));
    std::move(of_variant.begin(), of_variant.end(), std::back_inserter(records));
  }
  return records;
}

}  // namespace

FileLayout describe_sweep(const Sweep& sweep, Shard shard, const std::string& command_line) {
  const std::uint64_t variants = sweep.variants.size(), replicates = sweep.replicates_at_most();
  const std::uint64_t units = sweep.design_points() * replicates;
  if (shard.count > units || shard.number < 1 || shard.number > shard.count)
    throw InputError(fmt::format("there is no shard {} of {}: the experiment can be divided into {} at most", shard.number, shard.count, units));
  Scenario first = SweepPoints(sweep).scenario(0);
  first.merged_text = sweep.variants[0].text;
  FileLayout layout = describe_layout({.path = "",
                                       .scenario = &first,
                                       .district_names = name_districts(first),
                                       .seed = sweep.seed,
                                       .points = static_cast<std::uint32_t>(sweep.points()),
                                       .replicates = static_cast<std::uint32_t>(replicates),
                                       .months = sweep.months,
                                       .plan = plan_measures_of(sweep),
                                       .command_line = command_line});
  layout.scenario_name = sweep.name;
  layout.question = sweep.question;
  layout.every_months = sweep.every_months;
  layout.single_precision = sweep.single_precision;
  layout.experiment = to_text(sweep);
  layout.settings = describe_settings_of(sweep);
  if (shard.count == 1) return layout;
  layout.shard = fmt::format("{}/{}", shard.number, shard.count);
  if (sweep.replicates.fixed == 0) return layout;  // rounds deal replicates out in turn, so that every round is shared
  const UnitRange range = units_of_shard(sweep, shard);
  const std::uint64_t first_design = range.begin / replicates, last_design = (range.end - 1) / replicates;
  layout.first_point = static_cast<std::uint32_t>(first_design * variants);
  layout.points = static_cast<std::uint32_t>((last_design - first_design + 1) * variants);
  if (first_design == last_design) {
    layout.first_replicate = static_cast<std::uint32_t>(range.begin % replicates);
    layout.replicates = static_cast<std::uint32_t>(range.end - range.begin);
  }
  return layout;
}

RuleValue find_rule_value(const Sweep& sweep, const MeasurePlan& plan) {
  const auto kept = sweep.kept_months();
  const auto month = sweep.replicates.month == 0 ? kept.end() - 1 : std::find(kept.begin(), kept.end(), sweep.replicates.month);
  for (std::size_t k = 0; k < plan.measures.size(); ++k)
    if (plan.measures[k]->name == sweep.replicates.measure && month != kept.end())
      return {static_cast<std::size_t>(month - kept.begin()) * plan.width + plan.offset[k], kept.size() * plan.width};
  throw InputError(fmt::format("the experiment keeps no {} in month {}", sweep.replicates.measure, sweep.replicates.month));
}

}  // namespace tessera
