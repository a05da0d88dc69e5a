#include "scenario/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "scenario/faults.hpp"
#include "scenario/import_formats.hpp"
#include "scenario/tables.hpp"

namespace tessera {
namespace {

constexpr double residents_per_organisation = 500.0;
constexpr double residents_per_district = 10000.0;  // as in the default town
constexpr double most_districts = 10000.0;

bool holds(const std::vector<std::string>& columns, const char* name) {
  return std::find(columns.begin(), columns.end(), name) != columns.end();
}

// Where organisations have places but no districts are given: square districts around those places, each with its
// organisations' share of the residents.
void lay_out_districts(Scenario& scenario) {
  const double spacing = scenario.parameters.community.district_spacing_km;
  std::map<std::pair<long, long>, double> squares;  // (row, column) -> organisations
  double open = 0.0;
  for (const OrganisationRecord& record : scenario.organisations) {
    if (record.x_km && record.y_km)
      squares[{std::lround(*record.y_km / spacing), std::lround(*record.x_km / spacing)}] += 1.0;
    else
      open += 1.0;
  }
  const double placed = static_cast<double>(scenario.organisations.size()) - open;
  for (const auto& [square, organisations] : squares) {
    DistrictRecord district;
    district.name = fmt::format("square_{}", scenario.districts.size() + 1);
    district.x_km = static_cast<double>(square.second) * spacing;
    district.y_km = static_cast<double>(square.first) * spacing;
    district.residents = std::round(residents_per_organisation * organisations * (1.0 + open / placed));
    scenario.districts.push_back(std::move(district));
  }
}

void match_community(Scenario& scenario) {
  CommunityParameters& community = scenario.parameters.community;
  const double count = static_cast<double>(scenario.organisations.size());
  community.residents = residents_per_organisation * count;
  const bool placed = std::any_of(scenario.organisations.begin(), scenario.organisations.end(),
                                  [](const OrganisationRecord& record) { return record.x_km && record.y_km; });
  if (scenario.districts.empty() && placed) lay_out_districts(scenario);
  community.districts = scenario.districts.empty()
                            ? std::clamp(std::round(community.residents / residents_per_district), 1.0, most_districts)
                            : 0.0;
}

}  // namespace

Imported read_import(const ImportFiles& files) {
  std::vector<Fault> faults;
  TableFaults found(faults);
  const auto columns = read_columns(files.organisations, found);
  Imported imported;
  imported.scenario.parameters = standard_parameters();
  Scenario& scenario = imported.scenario;
  scenario.parameters.community.districts = 0;
  const bool filings = holds(columns, "ntmaj12") || (holds(columns, "revenue") && holds(columns, "expenses"));
  const bool directory = !filings && !holds(columns, "type") && holds(columns, "id") && holds(columns, "description");
  imported.format = filings ? "IRS 990" : directory ? "Open Referral HSDS" : "own";
  if (filings) import_990(imported, files.organisations, found);
  if (directory) import_hsds(imported, files.organisations, found);
  if (!filings && !directory && found.empty()) scenario.organisations_table = files.organisations;
  scenario.ties_table = files.ties;
  scenario.districts_table = files.districts;
  found.close();
  read_tables(scenario, faults);
  if (faults.empty() && scenario.organisations.empty()) faults.push_back({files.organisations, 0, 0, "no organisation in the table"});
  if (!faults.empty()) throw InputError(faults);
  match_community(scenario);
  return imported;
}

bool TextTable::has(const std::string& column) const { return index.contains(column); }

const std::string& TextTable::cell(std::size_t row, const std::string& column) const {
  static const std::string nothing;
  const auto found = index.find(column);
  return found == index.end() ? nothing : rows[row][found->second].text;
}

std::vector<std::string> read_columns(const std::string& file, TableFaults& faults) {
  std::vector<std::string> columns;
  scan_csv(file, faults, [&](std::span<const CsvCell> cells) {
    for (const CsvCell& cell : cells) columns.push_back(cell.text);
    return false;
  });
  return columns;
}

TextTable read_text_table(const std::string& file, TableFaults& faults) {
  TextTable table;
  scan_csv(file, faults, [&](std::span<const CsvCell> cells) {
    if (table.columns.empty()) {
      for (const CsvCell& cell : cells) {
        if (!table.index.emplace(cell.text, table.columns.size()).second)
          faults.add(file, cell.line, cell.column, fmt::format("column {} is there twice", quote_for_message(cell.text)));
        table.columns.push_back(cell.text);
      }
    } else if (cells.size() != table.columns.size()) {
      faults.add(file, cells[0].line, cells[0].column,
                 fmt::format("the row has {} cells, but the header has {} columns", cells.size(), table.columns.size()));
    } else {
      table.rows.emplace_back(cells.begin(), cells.end());
    }
    return true;
  });
  return table;
}

}  // namespace tessera
