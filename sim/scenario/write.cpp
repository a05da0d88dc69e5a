#include "scenario/write.hpp"

#include <fmt/format.h>

#include "scenario/calendar_fields.hpp"
#include "scenario/fields.hpp"
#include "scenario/sections.hpp"
#include "scenario/values.hpp"

namespace tessera {
namespace {

std::string quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      quoted += {'\\', c};
    else if (byte < 0x20 || byte == 0x7F)
      quoted += fmt::format("\\u{:04X}", byte);
    else
      quoted += c;
  }
  return quoted + '"';
}

template <class Names>
std::string write_texts(const Names& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + quote(name);
  return "[" + text + "]";
}

std::string write_by_name(std::span<const std::string_view> names, std::span<const double> values) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < values.size(); ++i)
    text += fmt::format("{}{} = {}", i == 0 ? " " : ", ", names[i], write_number(values[i]));
  return "{" + text + " }";
}

void write_table_paths(std::string& text, const Scenario& scenario) {
  const std::pair<const char*, const std::string&> paths[] = {{"table", scenario.organisations_table}, {"ties", scenario.ties_table},
                                                              {"districts", scenario.districts_table},
                                                              {"partnerships", scenario.partnerships_table},
                                                              {"memory", scenario.memory_table}};
  for (const auto& [key, path] : paths)
    if (!path.empty()) text += fmt::format("{} = {}\n", key, quote(path));
}

void write_parameters(std::string& text, const Scenario& scenario, bool tables) {
  Parameters parameters = scenario.parameters;
  std::string_view section;
  for (const ParameterRow& row : parameter_table()) {
    const std::string_view path = spell_parameter(row);
    if (section_of(path) != section) text += fmt::format("\n[{}]\n", section = section_of(path));
    text += fmt::format("{} = {}\n", key_of(path), write_number(row.value(parameters)));
    if (tables && row.name == "founding.organisations") write_table_paths(text, scenario);
    if (row.name == "community.residents")
      text += fmt::format("groups = {}\nareas = {}\n", write_texts(list_names(parameters.groups)),
                          write_texts(list_names(parameters.areas)));
  }
}

template <class Traits>
void write_columns(std::string& text, Traits traits, std::span<const TraitRow<Traits>> columns,
                   const std::vector<std::string_view>& groups, const std::vector<std::string_view>& areas) {
  for (const TraitRow<Traits>& column : columns) {
    const auto& names = column.per == "group" ? groups : areas;
    text += fmt::format(
        "{} = {}\n", column.name,
        column.list == nullptr ? write_number(column.value(traits)) : write_by_name(names, column.list(traits)));
  }
}

void write_catalogue(std::string& text, const Parameters& parameters) {
  const auto groups = list_names(parameters.groups);
  const auto areas = list_names(parameters.areas);
  for (const GroupTraits& group : parameters.groups) {
    text += fmt::format("\n[group.{}]\n", group.name);
    write_columns(text, group, group_columns(), groups, areas);
  }
  for (const AreaTraits& area : parameters.areas) {
    text += fmt::format("\n[area.{}]\n", area.name);
    write_columns(text, area, area_columns(), groups, areas);
  }
  for (const TypeTraits& type : parameters.types) {
    text += fmt::format("\n[type.{}]\nsector = {}\none_field = {}\n", type.name,
                        quote(sector_names[static_cast<std::size_t>(type.sector)]), type.one_field);
    write_columns(text, type, type_columns(), groups, areas);
  }
}

template <class Record>
void write_fields(std::string& text, const Record& record, std::span<const RecordField<Record>> fields) {
  for (const RecordField<Record>& field : fields)
    if (const auto& value = record.*(field.value)) text += fmt::format("{} = {}\n", field.name, write_number(*value));
}

void write_list(std::string& text, std::string_view key, std::span<const std::string_view> names,
                const std::vector<double>& values) {
  if (!values.empty()) text += fmt::format("{} = {}\n", key, write_by_name(names, values));
}

void write_organisation(std::string& text, const OrganisationRecord& record, const Parameters& parameters) {
  text += "\n[[organisation]]\n";
  if (!record.id.empty()) text += fmt::format("id = {}\n", quote(record.id));
  if (!record.name.empty()) text += fmt::format("name = {}\n", quote(record.name));
  text += fmt::format("type = {}\n", quote(parameters.types[record.type].name));
  if (record.sector)
    text += fmt::format("sector = {}\n", quote(sector_names[static_cast<std::size_t>(*record.sector)]));
  if (record.district) text += fmt::format("district = {}\n", quote(*record.district));
  write_fields(text, record, organisation_fields());
  write_list(text, "funding", source_names, record.funding);
  write_list(text, "mission", list_names(parameters.areas), record.mission);
  write_list(text, "access", list_names(parameters.groups), record.access);
  const std::vector<std::string> expertise = expertise_names(parameters);
  write_list(text, "expertise_by_area", std::vector<std::string_view>(expertise.begin(), expertise.end()), record.expertise_by_area);
  write_list(text, "volunteers_by_hours", hours_class_names(), record.volunteers_by_hours);
  if (record.drawn) text += fmt::format("drawn = {}\n", write_texts(names_of_drawn(*record.drawn)));
  if (!record.partnerships.empty()) text += fmt::format("partnerships = {}\n", write_texts(record.partnerships));
  if (record.leads) text += "leads = true\n";
}

void write_partnership(std::string& text, const PartnershipRecord& record, const Parameters& parameters) {
  text += fmt::format("\n[[partnership]]\nname = {}\n", quote(record.name));
  if (!record.lead.empty()) text += fmt::format("lead = {}\n", quote(record.lead));
  if (record.governance)
    text += fmt::format("governance = {}\n", quote(governance_names[static_cast<std::size_t>(*record.governance)]));
  write_fields(text, record, partnership_fields());
  write_list(text, "purpose", list_names(parameters.areas), record.purpose);
}

void write_memory(std::string& text, const MemoryRecord& record) {
  text += fmt::format("\n[[memory]]\ntable = {}\n", quote(record.table));
  if (!record.of.empty()) text += fmt::format("of = {}\n", quote(record.of));
  if (!record.with.empty()) text += fmt::format("with = {}\n", quote(record.with));
  std::string values;
  for (const auto& [what, value] : record.values)
    values += fmt::format("{}{} = {}", values.empty() ? " " : ", ", quote(what), write_number(value));
  text += fmt::format("values = {{{} }}\n", values);
}

void write_records(std::string& text, const Scenario& scenario) {
  for (const DistrictRecord& record : scenario.districts) {
    text += fmt::format("\n[[district]]\nname = {}\n", quote(record.name));
    write_fields(text, record, district_fields());
    write_list(text, "groups", list_names(scenario.parameters.groups), record.group_residents);
  }
  for (const OrganisationRecord& record : scenario.organisations) write_organisation(text, record, scenario.parameters);
  for (const TieRecord& record : scenario.ties) {
    text +=
        fmt::format("\n[[tie]]\nfrom = {}\nto = {}\nlevel = {}\n", quote(record.from), quote(record.to), record.level);
    write_fields(text, record, tie_fields());
  }
  for (const PartnershipRecord& record : scenario.partnerships) write_partnership(text, record, scenario.parameters);
  for (const MemoryRecord& record : scenario.memory) write_memory(text, record);
}

void write_target(std::string& text, const Scenario& scenario, const Target& target) {
  std::string keys;
  const auto add = [&](std::string_view key, const std::string& value) {
    keys += fmt::format("{}{} = {}", keys.empty() ? " " : ", ", key, value);
  };
  for (const TargetNames& names : target_names())
    if (const auto chosen = names_in_target(scenario, target, names.key); !chosen.empty()) add(names.name, write_texts(chosen));
  for (const CalendarField<Target>& field : target_fields())
    if (field.get(target) != field.standard) add(field.name, write_number(field.get(target)));
  if (!keys.empty()) text += fmt::format("target = {{{} }}\n", keys);
}

template <class Record>
void write_numbers(std::string& text, const Record& record, std::span<const CalendarField<Record>> fields) {
  for (const CalendarField<Record>& field : fields)
    if (field.get(record) != field.standard) text += fmt::format("{} = {}\n", field.name, write_number(field.get(record)));
}

void write_calendar(std::string& text, const Scenario& scenario) {
  for (const Policy& policy : scenario.parameters.policies) {
    text += fmt::format("\n[[policy]]\nname = {}\nlever = {}\n", quote(policy.name),
                        quote(lever_names[static_cast<std::size_t>(policy.lever)]));
    write_numbers(text, policy, policy_fields());
    write_target(text, scenario, policy.target);
  }
  for (const ShockEvent& shock : scenario.parameters.shocks) {
    text += fmt::format("\n[[shock]]\nname = {}\nkind = {}\n", quote(shock.name),
                        quote(shock_names[static_cast<std::size_t>(shock.kind)]));
    if (!row_of(shock.kind).unit.empty()) text += fmt::format("size = {}\n", write_number(shock.size));
    for (const CalendarField<ShockEvent>& field : shock_fields())
      if (field.name != "size" && field.get(shock) != field.standard)
        text += fmt::format("{} = {}\n", field.name, write_number(field.get(shock)));
    write_target(text, scenario, shock.target);
  }
}

}  // namespace

std::string write_scenario(const Scenario& scenario, ScenarioRows rows) {
  std::string text =
      fmt::format("tessera = 1\nname = {}\nquestion = {}\n", quote(scenario.name), quote(scenario.question));
  write_parameters(text, scenario, rows == ScenarioRows::in_tables);
  text += fmt::format("\n[results]\nmeasures = {}\nsnapshots_every_months = {}\n",
                      write_texts(scenario.results.measures), scenario.results.snapshots_every_months);
  write_catalogue(text, scenario.parameters);
  if (rows == ScenarioRows::in_text) write_records(text, scenario);
  write_calendar(text, scenario);
  return text;
}

}  // namespace tessera
