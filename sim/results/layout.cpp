#include "results/layout.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <ctime>
#include <map>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(BuildFacts, version, commit, compiler, hdf5, libm, processor)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AxisLayout, name, size, labels)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MeasureLayout, name, axis, unit, definition, offset, size)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ParameterRecord, name, unit, meaning, source, value, standard, lowest, highest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FileLayout, points, replicates, months, width, seed, scenario_name, question,
                                   scenario_text, created, command_line, facts, measures, axes, type_names, parameters)

namespace {

template <std::size_t n>
std::vector<std::string> names(const std::array<std::string_view, n>& list) {
  return {list.begin(), list.end()};
}

template <class Traits>
std::vector<std::string> trait_names(const std::vector<Traits>& traits) {
  std::vector<std::string> list;
  for (const Traits& trait : traits) list.push_back(trait.name);
  return list;
}

std::map<std::string, std::vector<std::string>> known_labels(const FileDescription& description) {
  const Parameters& parameters = description.scenario->parameters;
  return {{"district", description.district_names},
          {"group", trait_names(parameters.groups)},
          {"area", trait_names(parameters.areas)},
          {"type", trait_names(parameters.types)},
          {"sector", names(sector_names)},
          {"level", names(level_names)},
          {"stage", names(stage_names)},
          {"governance", names(governance_names)},
          {"end_reason", names(end_reason_names)},
          {"closure_reason", names(closure_reason_names)},
          {"resource", names(resource_names)},
          {"source", names(source_names)},
          {"people_class", names(people_names)},
          {"money_entry", names(money_entry_names)},
          {"goods_entry", names(goods_entry_names)}};
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

// Every named dimension with its labels; those a measure uses and nobody has named get their length from the plan.
void describe_axes(FileLayout& layout, const FileDescription& description) {
  for (auto& [name, labels] : known_labels(description)) layout.axes.push_back({name, labels.size(), labels});
  for (const MeasureLayout& measure : layout.measures) {
    if (measure.axis.empty()) {
      promise(measure.size == 1, "a measure without axis has one value a month");
      continue;
    }
    if (layout.find_axis(measure.axis) == nullptr) layout.axes.push_back({measure.axis, measure.size, {}});
    if (layout.find_axis(measure.axis)->size != measure.size)
      throw BrokenPromise(fmt::format("measure {} has {} values along {}, which has {}", measure.name, measure.size,
                                      measure.axis, layout.find_axis(measure.axis)->size));
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

FileLayout describe_layout(const FileDescription& description) {
  promise(description.scenario != nullptr, "a results file knows its scenario");
  const Scenario& scenario = *description.scenario;
  FileLayout layout;
  layout.points = description.points;
  layout.replicates = description.replicates;
  layout.months = description.months;
  layout.seed = description.seed;
  layout.scenario_name = scenario.name;
  layout.question = scenario.question;
  layout.scenario_text = scenario.merged_text;
  layout.created = present_time();
  layout.command_line = description.command_line;
  layout.facts = build_facts();
  layout.type_names = trait_names(scenario.parameters.types);
  describe_measures(layout, description.plan);
  describe_axes(layout, description);
  describe_parameters(layout, scenario.parameters);
  return layout;
}

std::string to_text(const FileLayout& layout) {
  // A command line may hold bytes that are not UTF-8; they must not stop a run.
  return nlohmann::json(layout).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

FileLayout layout_from_text(const std::string& text) {
  try {
    return nlohmann::json::parse(text).get<FileLayout>();
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
