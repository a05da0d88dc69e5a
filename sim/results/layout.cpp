#include "results/layout.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <fmt/format.h>
#include <xxhash.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "parameters/axes.hpp"
#include "scenario/settings.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(BuildFacts, version, commit, compiler, hdf5, libm, processor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AxisLayout, name, size, labels)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MeasureLayout, name, axis, unit, definition, offset, size)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ParameterRecord, name, unit, meaning, source, value, standard, lowest, highest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SettingRecord, variant, path, value, origin)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FileLayout, points, replicates, first_point, first_replicate, months, every_months,
                                   single_precision, width, seed, scenario_name, question, scenario_text, created,
                                   command_line, experiment, shard, facts, measures, axes, type_names, described_names,
                                   parameters, settings)

namespace {

template <class Traits>
std::vector<std::string> trait_names(const std::vector<Traits>& traits) {
  std::vector<std::string> list;
  for (const Traits& trait : traits) list.push_back(trait.name);
  return list;
}

// Dimensions that agents have, whatever the measures.
std::vector<AxisLayout> agent_axes(const Parameters& parameters) {
  std::vector<AxisLayout> axes{{"area", 0, trait_names(parameters.areas)},
                               {"group", 0, trait_names(parameters.groups)},
                               {"resource", 0, {resource_names.begin(), resource_names.end()}}};
  for (AxisLayout& axis : axes) axis.size = axis.labels.size();
  return axes;
}

// Every place has a name, also where nobody gave one.
AxisLayout measure_axis(const MeasureLayout& measure, const FileDescription& description) {
  AxisLayout axis{measure.axis, measure.size,
                  axis_labels(measure.axis, description.scenario->parameters, description.district_names)};
  while (axis.labels.size() < axis.size) axis.labels.push_back(fmt::format("{}_{}", axis.name, axis.labels.size() + 1));
  return axis;
}

std::string present_time() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

void describe_measures(FileLayout& layout, const MeasurePlan& plan) {
  layout.width = plan.width;
  for (std::size_t k = 0; k < plan.measures.size(); ++k) {
    const Measure& measure = *plan.measures[k];
    layout.measures.push_back({std::string(measure.name), std::string(measure.axis), std::string(measure.unit),
                               std::string(measure.definition), plan.offset[k], plan.size[k]});
  }
}

void describe_axes(FileLayout& layout, const FileDescription& description) {
  layout.axes = agent_axes(description.scenario->parameters);
  for (const MeasureLayout& measure : layout.measures) {
    if (measure.axis.empty()) {
      promise(measure.size == 1, "a measure without axis has one value a month");
      continue;
    }
    if (layout.find_axis(measure.axis) == nullptr) layout.axes.push_back(measure_axis(measure, description));
    const AxisLayout& axis = *layout.find_axis(measure.axis);
    if (axis.size != measure.size || axis.labels.size() != measure.size)
      throw BrokenPromise(fmt::format("measure {} has {} values along {}, which has {}", measure.name, measure.size,
                                      measure.axis, axis.labels.size()));
  }
}

void describe_parameters(FileLayout& layout, Parameters parameters) {
  for (const ParameterRow& row : parameter_table())
    layout.parameters.push_back({std::string(row.name), std::string(row.unit), std::string(row.meaning),
                                 std::string(row.source), row.value(parameters), row.standard, row.lowest, row.highest});
}

}  // namespace

const AxisLayout* FileLayout::find_axis(const std::string& name) const {
  for (const AxisLayout& axis : axes)
    if (axis.name == name) return &axis;
  return nullptr;
}

std::vector<std::int32_t> FileLayout::kept_months() const {
  std::vector<std::int32_t> kept;
  for (std::int32_t month = 0; month <= months; ++month)
    if (month % every_months == 0 || month == months) kept.push_back(month);
  return kept;
}

FileLayout describe_layout(const FileDescription& description) {
  promise(description.scenario != nullptr, "a results file knows its scenario");
  const Scenario& scenario = *description.scenario;
  FileLayout layout;
  layout.points = description.points;
  layout.replicates = description.replicates;
  layout.first_point = description.first_point;
  layout.first_replicate = description.first_replicate;
  layout.months = description.months;
  layout.seed = description.seed;
  layout.scenario_name = scenario.name;
  layout.question = scenario.question;
  layout.scenario_text = scenario.merged_text;
  layout.created = present_time();
  layout.command_line = description.command_line;
  layout.facts = build_facts();
  layout.type_names = trait_names(scenario.parameters.types);
  for (const OrganisationRecord& record : scenario.organisations)
    layout.described_names.push_back(record.name.empty() ? record.id : record.name);
  describe_measures(layout, description.plan);
  describe_axes(layout, description);
  describe_parameters(layout, scenario.parameters);
  layout.settings = describe_settings(list_settings(scenario), 0);
  return layout;
}

std::vector<SettingRecord> describe_settings(const std::vector<Origin>& settings, std::uint32_t variant) {
  std::vector<SettingRecord> records;
  for (const Origin& setting : settings) records.push_back({variant, setting.path, setting.value, setting.origin});
  return records;
}

std::string to_text(const FileLayout& layout) {
  // A command line may hold bytes that are not UTF-8; they must not stop a run.
  return nlohmann::json(layout).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

namespace {

constexpr std::int32_t most_months = 12'000;
constexpr std::uint64_t most_runs = std::uint64_t{1} << 32;
constexpr std::uint64_t widest_row = std::uint64_t{1} << 24;  // numbers of a month

// What no program of ours writes, so that nothing is reckoned with it.
void check_layout(const FileLayout& layout) {
  const auto fits_row = [&](const MeasureLayout& measure) {
    return measure.size <= layout.width && measure.offset <= layout.width - measure.size &&
           (measure.axis.empty() ? measure.size == 1 : layout.find_axis(measure.axis) != nullptr);
  };
  const auto is_labelled = [](const AxisLayout& axis) { return axis.size == axis.labels.size(); };
  const bool sound = layout.months >= 0 && layout.months <= most_months && layout.every_months >= 1 && layout.runs() <= most_runs &&
                     layout.width <= widest_row && std::all_of(layout.measures.begin(), layout.measures.end(), fits_row) &&
                     std::all_of(layout.axes.begin(), layout.axes.end(), is_labelled);
  if (!sound) throw FileError("the description in the file makes no sense");
}

}  // namespace

FileLayout layout_from_text(const std::string& text) {
  try {
    FileLayout layout = nlohmann::json::parse(text).get<FileLayout>();
    check_layout(layout);
    return layout;
  } catch (const nlohmann::json::exception& reason) {
    throw FileError(std::string("the description in the file can not be read: ") + reason.what());
  }
}

std::string first_mismatch(const FileLayout& one, const FileLayout& other) {
  if (one.scenario_text != other.scenario_text) return "scenario";
  if (one.seed != other.seed) return "seed";
  if (one.replicates != other.replicates || one.points != other.points) return "number of replicates";
  if (one.months != other.months) return "number of months";
  const auto same_place = [](const MeasureLayout& left, const MeasureLayout& right) {
    return left.name == right.name && left.offset == right.offset && left.size == right.size;
  };
  if (!std::equal(one.measures.begin(), one.measures.end(), other.measures.begin(), other.measures.end(), same_place))
    return "list of measures";
  return {};
}

std::uint64_t hash_scenario(const std::string& merged_text) { return XXH3_64bits(merged_text.data(), merged_text.size()); }

}  // namespace tessera
