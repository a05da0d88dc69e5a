#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

// Keys of a section that are no parameters and are read elsewhere.
bool read_elsewhere(std::string_view section, std::string_view key) {
  if (section == "community") return key == "areas" || key == "groups" || key == "tables";
  if (section != "organisations") return false;
  static constexpr std::string_view others[] = {"table", "ties", "districts", "partnerships", "memory", "types", "only_listed_types"};
  return std::find(std::begin(others), std::end(others), key) != std::end(others);
}

void read_parameter(Reading& reading, const Entry& entry, std::string_view section) {
  const std::string path = fmt::format("{}.{}", section, entry.key);
  const ParameterRow* row = find_spelt_parameter(path);
  if (row == nullptr) return report_unknown_key(reading, entry, section, keys_of_section(section));
  const std::string what(spell_parameter(*row));
  if (reading.given.contains(what))
    reading.faults.add(entry.place, fmt::format("{} and {} are the same; give one of them", what, row->name));
  reading.given.insert_or_assign(what, entry.value.place);
  const Range range{row->lowest, row->highest, row->unit, row->whole};
  if (const auto value = read_number(reading, entry.value, path, range))
    row->value(reading.scenario.parameters) = *value;
}

bool is_parameter_section(std::string_view section) {
  return section == "founding" ||
         std::any_of(parameter_table().begin(), parameter_table().end(),
                     [&](const ParameterRow& row) { return section_of(spell_parameter(row)) == section; });
}

void read_path(Reading& reading, const Node& root, std::string_view section, std::string_view key, std::string& into) {
  const Entry* table = find_entry(root, section);
  const Entry* entry = table == nullptr ? nullptr : find_entry(table->value, key);
  if (entry == nullptr) return;
  const std::string what = fmt::format("{}.{}", section, key);
  const auto path = read_text(reading, entry->value, what);
  if (!path) return;
  namespace fs = std::filesystem;
  if (!into.empty())
    return reading.faults.add(
        entry->place, fmt::format("{} is given twice, as organisations.districts and as community.tables", what));
  const fs::path from_here =
      (fs::path(reading.files[entry->value.place.source].name).parent_path() / *path).lexically_normal();
  into = from_here.string();
  reading.given.insert_or_assign(what, entry->value.place);
  std::error_code error;
  if (path->empty() || !fs::is_regular_file(from_here, error))
    reading.faults.add(entry->value.place,
                       fmt::format("{} names {}, but there is no such file", what, quote_for_message(into)));
}

}  // namespace

void read_parameters(Reading& reading, const Node& root) {
  for (const Entry& section : root.entries) {
    if (!is_parameter_section(section.key)) continue;
    if (!expect_table(reading, section.value, fmt::format("[{}]", section.key))) continue;
    for (const Entry& entry : section.value.entries)
      if (!read_elsewhere(section.key, entry.key)) read_parameter(reading, entry, section.key);
  }
}

void read_table_paths(Reading& reading, const Node& root) {
  Scenario& scenario = reading.scenario;
  read_path(reading, root, "organisations", "table", scenario.organisations_table);
  read_path(reading, root, "organisations", "ties", scenario.ties_table);
  read_path(reading, root, "organisations", "districts", scenario.districts_table);
  read_path(reading, root, "organisations", "partnerships", scenario.partnerships_table);
  read_path(reading, root, "organisations", "memory", scenario.memory_table);
  read_path(reading, root, "community", "tables", scenario.districts_table);
}

void read_result_settings(Reading& reading, const Node& root) {
  const Entry* section = find_entry(root, "results");
  if (section == nullptr || !expect_table(reading, section->value, "[results]")) return;
  ResultSettings& results = reading.scenario.results;
  for (const Entry& entry : section->value.entries) {
    const std::string what = "results." + entry.key;
    reading.given.insert_or_assign(what, entry.value.place);
    if (entry.key == "measures") {
      results.measures = read_texts(reading, entry.value, what);
      if (entry.value.is(NodeKind::list) && entry.value.items.empty())
        reading.faults.add(entry.value.place, "results.measures is empty; give names, or [\"*\"] for all");
    } else if (entry.key == "snapshots_every_months") {
      if (const auto months = read_number(reading, entry.value, what, {0, 600, "month", true}))
        results.snapshots_every_months = static_cast<int>(*months);
    } else {
      report_unknown_key(reading, entry, "results", keys_of_section("results"));
    }
  }
}

}  // namespace tessera
