#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <unordered_map>

#include "scenario/csv.hpp"
#include "scenario/fields.hpp"
#include "scenario/sections.hpp"
#include "scenario/table_names.hpp"
#include "scenario/tables.hpp"

namespace tessera {
namespace {

void append_prefixed(std::vector<std::string>& columns, const std::string& prefix, const std::vector<std::string>& names) {
  for (const std::string& name : names) columns.push_back(prefix + name);
}

// Rows as cells in the order of the columns; columns that are empty in every row are left out.
void write_table(std::ostream& out, const std::vector<std::string>& columns,
                 const std::vector<std::unordered_map<std::string, std::string>>& rows) {
  std::vector<std::string> used;
  for (const std::string& column : columns)
    if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.contains(column); })) used.push_back(column);
  for (std::size_t c = 0; c < used.size(); ++c) out << (c == 0 ? "" : ",") << used[c];
  out << '\n';
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < used.size(); ++c) {
      const auto cell = row.find(used[c]);
      out << (c == 0 ? "" : ",") << (cell == row.end() ? "" : write_csv_cell(cell->second));
    }
    out << '\n';
  }
}

using Row = std::unordered_map<std::string, std::string>;

template <class Record>
void put_fields(Row& row, std::span<const RecordField<Record>> fields, const Record& record) {
  for (const auto& field : fields)
    if (const auto& value = record.*(field.value)) row[std::string(field.name)] = write_number(*value);
}

void put_list(Row& row, const std::string& prefix, const std::vector<std::string>& names, const std::vector<double>& values) {
  for (std::size_t k = 0; k < values.size() && k < names.size(); ++k) row[prefix + names[k]] = write_number(values[k]);
}

void put_text(Row& row, const std::string& column, const std::string& text) {
  if (!text.empty()) row[column] = text;
}

}  // namespace

std::vector<std::string> organisation_columns(const Parameters& parameters) {
  std::vector<std::string> columns{"id", "name", "type", "sector", "district"};
  for (const auto& field : organisation_fields()) columns.emplace_back(field.name);
  append_prefixed(columns, "", source_list());
  append_prefixed(columns, "mission_", names_of(parameters.areas));
  append_prefixed(columns, "access_", names_of(parameters.groups));
  append_prefixed(columns, "expertise_", expertise_names(parameters));
  append_prefixed(columns, "volunteers_", hours_list());
  columns.insert(columns.end(), {"drawn", "partnerships", "leads"});
  return columns;
}

std::vector<std::string> district_columns(const Parameters& parameters) {
  std::vector<std::string> columns{"name"};
  for (const auto& field : district_fields()) columns.emplace_back(field.name);
  append_prefixed(columns, "residents_", names_of(parameters.groups));
  return columns;
}

std::vector<std::string> tie_columns() {
  std::vector<std::string> columns{"from", "to", "level"};
  for (const auto& field : tie_fields()) columns.emplace_back(field.name);
  return columns;
}

std::vector<std::string> partnership_columns(const Parameters& parameters) {
  std::vector<std::string> columns{"name", "lead", "governance"};
  for (const auto& field : partnership_fields()) columns.emplace_back(field.name);
  append_prefixed(columns, "purpose_", names_of(parameters.areas));
  return columns;
}

std::vector<std::string> memory_columns() { return {"table", "of", "with", "what", "value"}; }

void write_organisations_table(std::ostream& out, const Scenario& scenario) {
  const Parameters& parameters = scenario.parameters;
  std::vector<Row> rows;
  for (const OrganisationRecord& record : scenario.organisations) {
    Row row{{"id", record.id}, {"type", parameters.types[record.type].name}};
    put_text(row, "name", record.name);
    if (record.sector) row["sector"] = sector_names[static_cast<std::size_t>(*record.sector)];
    if (record.district) row["district"] = *record.district;
    put_fields(row, organisation_fields(), record);
    put_list(row, "", source_list(), record.funding);
    put_list(row, "mission_", names_of(parameters.areas), record.mission);
    put_list(row, "access_", names_of(parameters.groups), record.access);
    put_list(row, "expertise_", expertise_names(parameters), record.expertise_by_area);
    put_list(row, "volunteers_", hours_list(), record.volunteers_by_hours);
    if (record.drawn) put_text(row, "drawn", fmt::format("{}", fmt::join(names_of_drawn(*record.drawn), ";")));
    put_text(row, "partnerships", fmt::format("{}", fmt::join(record.partnerships, ";")));
    if (record.leads) row["leads"] = "yes";
    rows.push_back(std::move(row));
  }
  write_table(out, organisation_columns(parameters), rows);
}

void write_districts_table(std::ostream& out, const Scenario& scenario) {
  std::vector<Row> rows;
  for (const DistrictRecord& record : scenario.districts) {
    Row row{{"name", record.name}};
    put_fields(row, district_fields(), record);
    put_list(row, "residents_", names_of(scenario.parameters.groups), record.group_residents);
    rows.push_back(std::move(row));
  }
  write_table(out, district_columns(scenario.parameters), rows);
}

void write_ties_table(std::ostream& out, const Scenario& scenario) {
  std::vector<Row> rows;
  for (const TieRecord& record : scenario.ties) {
    Row row{{"from", record.from}, {"to", record.to}, {"level", std::string(level_names[static_cast<std::size_t>(record.level)])}};
    put_fields(row, tie_fields(), record);
    rows.push_back(std::move(row));
  }
  write_table(out, tie_columns(), rows);
}

void write_partnerships_table(std::ostream& out, const Scenario& scenario) {
  std::vector<Row> rows;
  for (const PartnershipRecord& record : scenario.partnerships) {
    Row row{{"name", record.name}};
    put_text(row, "lead", record.lead);
    if (record.governance) row["governance"] = governance_names[static_cast<std::size_t>(*record.governance)];
    put_fields(row, partnership_fields(), record);
    put_list(row, "purpose_", names_of(scenario.parameters.areas), record.purpose);
    rows.push_back(std::move(row));
  }
  write_table(out, partnership_columns(scenario.parameters), rows);
}

void write_memory_table(std::ostream& out, const Scenario& scenario) {
  std::vector<Row> rows;
  for (const MemoryRecord& record : scenario.memory)
    for (const auto& [what, value] : record.values) {
      Row row{{"table", record.table}, {"what", what}, {"value", write_number(value)}};
      put_text(row, "of", record.of);
      put_text(row, "with", record.with);
      rows.push_back(std::move(row));
    }
  write_table(out, memory_columns(), rows);
}

}  // namespace tessera
