#include <fmt/format.h>

#include "scenario/calendar_fields.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

struct Lister {
  const Reading& reading;
  std::vector<std::string_view> groups = list_names(reading.scenario.parameters.groups);
  std::vector<std::string_view> areas = list_names(reading.scenario.parameters.areas);
  std::vector<Origin> origins{};

  void add(std::string path, std::string value) {
    const auto found = reading.given.find(path);
    std::string origin = found == reading.given.end() ? "default" : name_place(reading.files, found->second);
    origins.push_back({std::move(path), std::move(value), std::move(origin)});
  }
};

template <class Traits>
void add_traits(Lister& lister, const std::string& kind, Traits traits, std::span<const TraitRow<Traits>> columns) {
  for (const TraitRow<Traits>& column : columns) {
    const std::string path = fmt::format("{}.{}.{}", kind, traits.name, column.name);
    if (column.list == nullptr) {
      lister.add(path, write_number(column.value(traits)));
      continue;
    }
    const auto& names = column.per == "group" ? lister.groups : lister.areas;
    const std::vector<double>& list = column.list(traits);
    for (std::size_t i = 0; i < names.size() && i < list.size(); ++i)
      lister.add(fmt::format("{}.{}", path, names[i]), write_number(list[i]));
  }
}

template <class Traits>
std::string join_names(const std::vector<Traits>& table) {
  return fmt::format("{}", fmt::join(list_names(table), ", "));
}

void add_catalogue(Lister& lister) {
  const Parameters& parameters = lister.reading.scenario.parameters;
  for (const GroupTraits& group : parameters.groups) add_traits(lister, "group", group, group_columns());
  for (const AreaTraits& area : parameters.areas) add_traits(lister, "area", area, area_columns());
  for (const TypeTraits& type : parameters.types) {
    lister.add(fmt::format("type.{}.sector", type.name),
               std::string(sector_names[static_cast<std::size_t>(type.sector)]));
    lister.add(fmt::format("type.{}.one_field", type.name), type.one_field ? "true" : "false");
    add_traits(lister, "type", type, type_columns());
  }
}

template <class Record>
void add_numbers(Lister& lister, const std::string& path, const Record& record,
                 std::span<const CalendarField<Record>> fields) {
  for (const CalendarField<Record>& field : fields)
    lister.add(fmt::format("{}.{}", path, field.name), write_number(field.get(record)));
}

void add_target(Lister& lister, const std::string& path, const Target& target) {
  for (const TargetNames& names : target_names())
    if (const auto chosen = names_in_target(lister.reading.scenario, target, names.key); !chosen.empty())
      lister.add(fmt::format("{}.{}", path, names.name), fmt::format("{}", fmt::join(chosen, ", ")));
  add_numbers(lister, path, target, target_fields());
}

void add_calendar(Lister& lister) {
  const Parameters& parameters = lister.reading.scenario.parameters;
  for (const Policy& policy : parameters.policies) {
    const std::string path = "policy." + policy.name;
    lister.add(path + ".lever", std::string(lever_names[static_cast<std::size_t>(policy.lever)]));
    add_numbers(lister, path, policy, policy_fields());
    add_target(lister, path + ".target", policy.target);
  }
  for (const ShockEvent& shock : parameters.shocks) {
    const std::string path = "shock." + shock.name;
    lister.add(path + ".kind", std::string(shock_names[static_cast<std::size_t>(shock.kind)]));
    add_numbers(lister, path, shock, shock_fields());
    add_target(lister, path + ".target", shock.target);
  }
}

}  // namespace

std::vector<Origin> list_origins(const Reading& reading) {
  Lister lister{reading};
  const Scenario& scenario = reading.scenario;
  Parameters parameters = scenario.parameters;
  lister.add("name", scenario.name);
  lister.add("question", scenario.question);
  for (const ParameterRow& row : parameter_table())
    lister.add(std::string(spell_parameter(row)), write_number(row.value(parameters)));
  lister.add("community.groups", join_names(parameters.groups));
  lister.add("community.areas", join_names(parameters.areas));
  lister.add("results.measures", fmt::format("{}", fmt::join(scenario.results.measures, ", ")));
  lister.add("results.snapshots_every_months", fmt::format("{}", scenario.results.snapshots_every_months));
  add_catalogue(lister);
  add_calendar(lister);
  return std::move(lister.origins);
}

}  // namespace tessera
