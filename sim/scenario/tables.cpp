#include "scenario/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "scenario/csv.hpp"
#include "scenario/faults.hpp"
#include "scenario/fields.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

// One table while it is read: its columns and where to report.
class Table {
 public:
  Table(const std::string& file, TableFaults& faults) : file_(file), faults_(faults) {}

  // Whether the header can be used.
  bool read_header(std::span<const CsvCell> cells, const std::vector<std::string>& known,
                   std::span<const std::string_view> required) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    bool usable = true;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const std::string& name = cells[c].text;
      if (std::find(names.begin(), names.end(), name) == names.end())
        fail(cells[c], fmt::format("unknown column {}{}", quote_for_message(name), suggest_known_name(name, names)));
      else if (!columns_.emplace(name, c).second)
        fail(cells[c], fmt::format("column {} is there twice", quote_for_message(name)));
    }
    for (const std::string_view name : required)
      if (!columns_.contains(std::string(name))) {
        faults_.add(file_, 1, 1, fmt::format("column \"{}\" is missing", name));
        usable = false;
      }
    width_ = cells.size();
    return usable;
  }

  bool start_row(std::span<const CsvCell> cells) {
    cells_ = cells;
    if (cells.size() == width_) return true;
    fail(cells[0], fmt::format("the row has {} cells, but the header has {} columns", cells.size(), width_));
    return false;
  }

  // The cell of that column, or nullptr if there is no such column or the cell is empty.
  const CsvCell* find(const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || cells_[found->second].text.empty()) return nullptr;
    return &cells_[found->second];
  }
  const CsvCell& row() const { return cells_[0]; }

  std::string text(const std::string& column) const {
    const CsvCell* cell = find(column);
    return cell == nullptr ? std::string() : cell->text;
  }

  std::optional<double> number(const std::string& column, double lowest, double highest, std::string_view unit) const {
    const CsvCell* cell = find(column);
    if (cell == nullptr) return std::nullopt;
    double value = 0.0;
    const char* end = cell->text.data() + cell->text.size();
    const auto parsed = std::from_chars(cell->text.data(), end, value);
    if (parsed.ec == std::errc() && parsed.ptr == end && value >= lowest && value <= highest) return value;
    fail(*cell, fmt::format("{} must be a number from {} to {}{}{}, but is {}", column, write_number(lowest),
                            write_number(highest), unit.empty() ? "" : " ", unit, quote_for_message(cell->text)));
    return std::nullopt;
  }

  std::optional<std::size_t> choice(const std::string& column, std::span<const std::string_view> names) const {
    const CsvCell* cell = find(column);
    if (cell == nullptr) return std::nullopt;
    const auto found = std::find(names.begin(), names.end(), cell->text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    fail(*cell, fmt::format("{} is {}, which is not known{}", column, quote_for_message(cell->text),
                            suggest_known_name(cell->text, names)));
    return std::nullopt;
  }

  // Values of the columns prefix + name; empty if none is given, what is left out of some is 0.
  std::vector<double> list(const std::string& prefix, const std::vector<std::string>& names, double highest,
                           std::string_view unit) const {
    std::vector<double> values(names.size(), 0.0);
    bool any = false;
    for (std::size_t k = 0; k < names.size(); ++k)
      if (const auto value = number(prefix + names[k], 0.0, highest, unit)) {
        values[k] = *value;
        any = true;
      }
    if (!any) values.clear();
    return values;
  }

  template <class Record>
  void fields(std::span<const RecordField<Record>> all, Record& record) const {
    for (const auto& field : all)
      record.*(field.value) = number(std::string(field.name), field.lowest, field.highest, field.unit);
  }

  void fail(const CsvCell& cell, std::string message) const { faults_.add(file_, cell.line, cell.column, std::move(message)); }

 private:
  const std::string& file_;
  TableFaults& faults_;
  std::unordered_map<std::string, std::size_t> columns_;
  std::span<const CsvCell> cells_;
  std::size_t width_ = 0;
};

template <class ReadRow>
void read_table(const std::string& file, TableFaults& faults, const std::vector<std::string>& known,
                std::initializer_list<std::string_view> required, const ReadRow& read_row) {
  Table table(file, faults);
  bool header = true;
  scan_csv(file, faults, [&](std::span<const CsvCell> cells) {
    if (header) {
      header = false;
      return table.read_header(cells, known, std::span(required.begin(), required.size()));
    }
    if (table.start_row(cells)) read_row(table);
    return true;
  });
}

template <class Traits>
std::vector<std::string> names_of(const std::vector<Traits>& table) {
  std::vector<std::string> names;
  for (const Traits& traits : table) names.push_back(traits.name);
  return names;
}

std::vector<std::string> source_list() { return {source_names.begin(), source_names.end()}; }

std::vector<std::string> split_names(const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    std::string name = text.substr(begin, end - begin);
    name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
    name.erase(name.find_last_not_of(' ') + 1);
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    begin = end + 1;
  }
  return names;
}

void need_shares(const Table& table, const std::vector<double>& shares, const char* what) {
  if (!shares.empty() && std::all_of(shares.begin(), shares.end(), [](double share) { return share == 0.0; }))
    table.fail(table.row(), fmt::format("{} has no share above zero; leave its cells empty to leave it open", what));
}

void need_both(const Table& table) {
  if ((table.find("x_km") == nullptr) != (table.find("y_km") == nullptr))
    table.fail(table.row(), "x_km and y_km belong together; give both or none");
}

// Names already taken, with a fault for a second use.
void claim(std::unordered_set<std::string>& taken, const Table& table, const char* column, const char* what) {
  const CsvCell* cell = table.find(column);
  if (cell == nullptr)
    table.fail(table.row(), fmt::format("{} is empty", column));
  else if (!taken.insert(cell->text).second)
    table.fail(*cell, fmt::format("there are two {} with {} {}", what, column, quote_for_message(cell->text)));
}

void read_districts(Scenario& scenario, TableFaults& faults) {
  std::unordered_set<std::string> taken;
  for (std::size_t d = 0; d < static_cast<std::size_t>(scenario.parameters.community.districts) + scenario.districts.size(); ++d)
    taken.insert(name_district(scenario, d));
  const auto groups = names_of(scenario.parameters.groups);
  read_table(scenario.districts_table, faults, district_columns(scenario.parameters), {"name"}, [&](const Table& table) {
    claim(taken, table, "name", "districts");
    need_both(table);
    DistrictRecord record;
    record.name = table.text("name");
    table.fields(district_fields(), record);
    record.group_residents = table.list("residents_", groups, 1e9, "person");
    double counted = 0.0;
    for (const double persons : record.group_residents) counted += persons;
    if (record.residents && !record.group_residents.empty() && std::abs(*record.residents - counted) > 0.5)
      table.fail(*table.find("residents"), fmt::format("residents is {}, but the groups add up to {}",
                                                       write_number(*record.residents), write_number(counted)));
    scenario.districts.push_back(std::move(record));
  });
}

void read_organisations(Scenario& scenario, TableFaults& faults) {
  const Parameters& parameters = scenario.parameters;
  std::unordered_set<std::string> ids, districts;
  for (const OrganisationRecord& record : scenario.organisations)
    if (!record.id.empty()) ids.insert(record.id);
  for (std::size_t d = 0; d < static_cast<std::size_t>(parameters.community.districts) + scenario.districts.size(); ++d)
    districts.insert(name_district(scenario, d));
  const auto types = names_of(parameters.types);
  const std::vector<std::string_view> type_names(types.begin(), types.end()), district_names(districts.begin(), districts.end());
  static constexpr std::string_view answers[] = {"no", "yes", "false", "true", "0", "1"};
  read_table(scenario.organisations_table, faults, organisation_columns(parameters), {"id", "type"}, [&](const Table& table) {
    claim(ids, table, "id", "organisations");
    need_both(table);
    OrganisationRecord record;
    record.id = table.text("id");
    record.name = table.text("name");
    if (table.find("type") == nullptr) table.fail(table.row(), "type is empty");
    record.type = static_cast<std::uint16_t>(table.choice("type", type_names).value_or(0));
    if (const auto sector = table.choice("sector", sector_names)) record.sector = static_cast<Sector>(*sector);
    if (const CsvCell* district = table.find("district"); district != nullptr) {
      record.district = district->text;
      if (!districts.contains(district->text))
        table.fail(*district, fmt::format("there is no district {}{}", quote_for_message(district->text),
                                          suggest_known_name(district->text, district_names)));
    }
    table.fields(organisation_fields(), record);
    need_shares(table, record.funding = table.list("", source_list(), 1.0, "share"), "funding");
    need_shares(table, record.mission = table.list("mission_", names_of(parameters.areas), 1.0, "share"), "mission");
    record.access = table.list("access_", names_of(parameters.groups), 1.0, "share");
    record.partnerships = split_names(table.text("partnerships"));
    record.leads = table.choice("leads", answers).value_or(0) % 2 == 1;
    scenario.organisations.push_back(std::move(record));
  });
}

void read_ties(Scenario& scenario, TableFaults& faults) {
  std::unordered_set<std::string> ids;
  std::vector<std::string_view> known;
  for (const OrganisationRecord& record : scenario.organisations)
    if (ids.insert(record.id).second) known.push_back(record.id);
  std::set<std::pair<std::string, std::string>> pairs;
  for (const TieRecord& tie : scenario.ties) pairs.insert(std::minmax(tie.from, tie.to));
  static constexpr std::string_view steps[] = {"none", "contact", "information", "informal", "formal", "formal_multiple",
                                               "0",    "1",       "2",           "3",        "4",      "5"};
  read_table(scenario.ties_table, faults, tie_columns(), {"from", "to"}, [&](const Table& table) {
    TieRecord record;
    for (auto [column, into] : {std::pair{"from", &record.from}, std::pair{"to", &record.to}}) {
      const CsvCell* cell = table.find(column);
      *into = table.text(column);
      if (cell == nullptr)
        table.fail(table.row(), fmt::format("{} is empty", column));
      else if (!ids.contains(cell->text))
        table.fail(*cell, fmt::format("no organisation has the id {}{}", quote_for_message(cell->text), suggest_known_name(cell->text, known)));
    }
    table.fields(tie_fields(), record);
    record.level = static_cast<int>(table.choice("level", steps).value_or(1) % levels);
    if (!record.from.empty() && record.from == record.to)
      table.fail(table.row(), fmt::format("{} cannot have a tie with itself", quote_for_message(record.from)));
    else if (!pairs.insert(std::minmax(record.from, record.to)).second)
      table.fail(table.row(), fmt::format("the tie between {} and {} is given twice; a tie holds both ways",
                                          quote_for_message(record.from), quote_for_message(record.to)));
    scenario.ties.push_back(std::move(record));
  });
}

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
  columns.insert(columns.end(), {"partnerships", "leads"});
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

void read_tables(Scenario& scenario, std::vector<Fault>& faults) {
  TableFaults found(faults);
  if (!scenario.districts_table.empty()) read_districts(scenario, found);
  if (!scenario.organisations_table.empty()) read_organisations(scenario, found);
  if (!scenario.ties_table.empty()) read_ties(scenario, found);
  found.close();
}

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

}  // namespace tessera
