#include "scenario/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "parameters/parameters.hpp"
#include "scenario/calendar_fields.hpp"
#include "scenario/fields.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

template <class Traits>
void add_columns(std::vector<ReferenceRow>& rows, const char* kind, std::span<const TraitRow<Traits>> columns) {
  for (const TraitRow<Traits>& column : columns)
    rows.push_back({fmt::format("{}.NAME.{}", kind, column.name), column.unit, std::nullopt, column.lowest,
                    column.highest, column.meaning, column.source, false, column.per});
}

template <class Record>
void add_fields(std::vector<ReferenceRow>& rows, const char* list, std::span<const RecordField<Record>> fields) {
  for (const RecordField<Record>& field : fields)
    rows.push_back({fmt::format("{}.{}", list, field.name), field.unit, std::nullopt, field.lowest, field.highest,
                    field.meaning, "given by the scenario; left open it is drawn or filled in at founding", false, ""});
}

template <class Record>
void add_calendar(std::vector<ReferenceRow>& rows, const char* list, std::span<const CalendarField<Record>> fields) {
  for (const CalendarField<Record>& field : fields)
    rows.push_back({fmt::format("{}.{}", list, field.name), field.unit, field.standard, field.lowest, field.highest,
                    field.meaning, "one for each policy or shock; its default where the scenario gives none", field.whole, ""});
}

std::vector<ReferenceRow> join_rows() {
  std::vector<ReferenceRow> rows;
  for (const ParameterRow& row : parameter_table())
    rows.push_back({std::string(spell_parameter(row)), row.unit, row.standard, row.lowest, row.highest, row.meaning,
                    row.source, row.whole, ""});
  rows.push_back({"results.snapshots_every_months", "month", ResultSettings{}.snapshots_every_months, 0, 600,
                  "Months between snapshots of organisations, ties and partnerships; 0 = none.",
                  "assumed: a picture a year", true, ""});
  add_columns(rows, "group", group_columns());
  add_columns(rows, "area", area_columns());
  add_columns(rows, "type", type_columns());
  add_fields(rows, "district", district_fields());
  add_fields(rows, "organisation", organisation_fields());
  add_fields(rows, "tie", tie_fields());
  add_fields(rows, "partnership", partnership_fields());
  add_calendar(rows, "policy", policy_fields());
  add_calendar(rows, "policy.target", target_fields());
  add_calendar(rows, "shock", shock_fields());
  add_calendar(rows, "shock.target", target_fields());
  return rows;
}

// "type.food_bank.mission.food" -> "type.NAME.mission"; "policy.fund.target.share" -> "policy.target.share".
std::string generalise(std::string_view path) {
  const std::string_view kind = section_of(path);
  if (kind == "policy" || kind == "shock") return fmt::format("{}.{}", kind, key_of(key_of(path)));
  if (kind != "type" && kind != "area" && kind != "group") return std::string(path);
  return fmt::format("{}.NAME.{}", kind, section_of(key_of(key_of(path))));
}

std::string write_range(const ReferenceRow& row) {
  return fmt::format("{} to {}", write_number(row.lowest), write_number(row.highest));
}

std::string describe_row(const ReferenceRow& row) {
  std::string text = fmt::format("{}\n  {}\n", row.path, row.meaning);
  if (!row.per.empty()) text += fmt::format("  one value per {}, by name: {{ NAME = ... }}\n", row.per);
  text += fmt::format("  unit     {}\n", row.unit.empty() ? "none" : row.unit);
  if (row.standard) text += fmt::format("  default  {}\n", write_number(*row.standard));
  text +=
      fmt::format("  range    {}{}\n  source   {}\n", write_range(row), row.whole ? ", whole numbers" : "", row.source);
  return text;
}

std::string describe_section(const SectionKeys& section) {
  std::string text = fmt::format("[{}]\n", section.section);
  for (const std::string_view key : section.keys) {
    const ReferenceRow* row = find_reference(fmt::format("{}.{}", section.section, key));
    if (row == nullptr)
      text += fmt::format("  {}\n", key);
    else
      text += fmt::format("  {:<34} {:>12} {:<22} {}\n", key, row->standard ? write_number(*row->standard) : "",
                          row->unit, row->meaning);
  }
  return text;
}

std::string describe_outline(const std::vector<NamedText>& others) {
  std::string text = "Sections of a scenario and how many keys each has:\n";
  for (const SectionKeys& section : section_keys())
    if (!section.section.empty()) text += fmt::format("  {:<18} {:>3}\n", section.section, section.keys.size());
  std::string_view kind;
  for (const NamedText& other : others) {
    if (other.kind != kind) text += fmt::format("\n{}s:\n", kind = other.kind);
    text += fmt::format("  {:<28} {}\n", other.name, other.text);
  }
  return text + "\nMore: tessera describe NAME (a section, a key, a lever, a shock, a measure, a mechanism)\n";
}

std::vector<std::string_view> list_known_names(const std::vector<NamedText>& others) {
  std::vector<std::string_view> known;
  for (const SectionKeys& section : section_keys())
    if (!section.section.empty()) known.push_back(section.section);
  for (const ReferenceRow& row : reference_rows()) {
    known.push_back(row.path);
    known.push_back(std::string_view(row.path).substr(row.path.rfind('.') + 1));
  }
  for (const NamedText& other : others) known.push_back(other.name);
  return known;
}

nlohmann::json row_as_json(const ReferenceRow& row) {
  nlohmann::json json{{"path", row.path},   {"unit", row.unit},       {"lowest", row.lowest}, {"highest", row.highest},
                      {"whole", row.whole}, {"meaning", row.meaning}, {"source", row.source}};
  if (row.standard) json["default"] = *row.standard;
  if (!row.per.empty()) json["per"] = row.per;
  return json;
}

// Origins at or below a path; either spelling of a parameter is understood.
std::vector<const Origin*> choose_origins(const Scenario& scenario, const std::string& path) {
  const ParameterRow* row = find_spelt_parameter(path);
  const std::string wanted = row == nullptr ? path : std::string(spell_parameter(*row));
  std::vector<const Origin*> chosen;
  for (const Origin& origin : scenario.origins)
    if (wanted.empty() || origin.path == wanted || origin.path.starts_with(wanted + ".")) chosen.push_back(&origin);
  if (!chosen.empty()) return chosen;
  std::vector<std::string_view> known;
  for (const Origin& origin : scenario.origins) known.push_back(origin.path);
  throw InputError(fmt::format("this scenario has no value called '{}'{}", path, suggest_name(path, known)));
}

}  // namespace

const std::vector<ReferenceRow>& reference_rows() {
  static const std::vector<ReferenceRow> rows = join_rows();
  return rows;
}

const ReferenceRow* find_reference(std::string_view path) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const ReferenceRow*> rows;
    for (const ReferenceRow& row : reference_rows()) rows.emplace(row.path, &row);
    return rows;
  }();
  const auto exact = index.find(path);
  const auto found = exact == index.end() ? index.find(generalise(path)) : exact;
  return found == index.end() ? nullptr : found->second;
}

std::string describe_reference(const std::string& name, const std::vector<NamedText>& others) {
  if (name.empty()) return describe_outline(others);
  std::string text;
  for (const NamedText& other : others)
    if (other.name == name)
      text += fmt::format("{} ({}{}{})\n  {}\n", other.name, other.kind, other.unit.empty() ? "" : ", unit ",
                          other.unit, other.text);
  for (const SectionKeys& section : section_keys())
    if (!section.section.empty() && section.section == name) text += describe_section(section);
  const ParameterRow* spelt = find_spelt_parameter(name);
  const ReferenceRow* exact = find_reference(spelt == nullptr ? std::string_view(name) : spell_parameter(*spelt));
  if (exact != nullptr) text += describe_row(*exact);
  if (text.empty())
    for (const ReferenceRow& row : reference_rows())
      if (row.path.ends_with("." + name)) text += describe_row(row);
  if (!text.empty()) return text;
  throw InputError(fmt::format("nothing is called '{}'{}", name, suggest_name(name, list_known_names(others))));
}

nlohmann::json describe_reference_as_json(const std::vector<NamedText>& others) {
  nlohmann::json json{{"keys", nlohmann::json::array()}, {"others", nlohmann::json::array()}};
  for (const ReferenceRow& row : reference_rows()) json["keys"].push_back(row_as_json(row));
  for (const NamedText& other : others)
    json["others"].push_back({{"name", other.name}, {"kind", other.kind}, {"unit", other.unit}, {"text", other.text}});
  return json;
}

std::string explain_scenario(const Scenario& scenario, const std::string& path) {
  std::string text;
  for (const Origin* origin : choose_origins(scenario, path)) {
    const ReferenceRow* row = find_reference(origin->path);
    text += fmt::format("{} = {}", origin->path, origin->value);
    if (row != nullptr && !row->unit.empty()) text += fmt::format(" {}", row->unit);
    text += fmt::format("   [{}]", origin->origin);
    if (row != nullptr) text += fmt::format("   {}; {}", write_range(*row), row->source);
    text += "\n";
  }
  return text;
}

nlohmann::json explain_scenario_as_json(const Scenario& scenario, const std::string& path) {
  nlohmann::json json = nlohmann::json::array();
  for (const Origin* origin : choose_origins(scenario, path)) {
    nlohmann::json value{{"path", origin->path}, {"value", origin->value}, {"origin", origin->origin}};
    if (const ReferenceRow* row = find_reference(origin->path); row != nullptr) {
      value["reference"] = row_as_json(*row);
    }
    json.push_back(std::move(value));
  }
  return json;
}

}  // namespace tessera
