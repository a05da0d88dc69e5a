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
#include "scenario/table_names.hpp"

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

// Names stand in TOML and on one line: as [[organisation]] asks for.
void need_plain(const Table& table, const char* column) {
  const CsvCell* cell = table.find(column);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  constexpr std::size_t longest = 200;
  if (cell != nullptr && (cell->text.size() > longest || std::any_of(cell->text.begin(), cell->text.end(), is_control)))
    table.fail(*cell, fmt::format("{} must be 1 to {} characters on one line, but is {}", column, longest, quote_for_message(cell->text)));
}

// Names already taken, with a fault for a second use.
void claim(std::unordered_set<std::string>& taken, const Table& table, const char* column, const char* what) {
  const CsvCell* cell = table.find(column);
  if (cell == nullptr)
    table.fail(table.row(), fmt::format("{} is empty", column));
  else if (!taken.insert(cell->text).second)
    table.fail(*cell, fmt::format("there are two {} with {} {}", what, column, quote_for_message(cell->text)));
}

std::uint64_t read_drawn(const Table& table) {
  std::uint64_t bits = 0;
  for (const std::string& name : split_names(table.text("drawn"))) {
    const auto found = std::find(drawn_value_names.begin(), drawn_value_names.end(), name);
    if (found == drawn_value_names.end())
      table.fail(*table.find("drawn"), fmt::format("drawn names {}, which is not known{}", quote_for_message(name),
                                                   suggest_known_name(name, drawn_value_names)));
    else
      bits |= std::uint64_t{1} << (found - drawn_value_names.begin());
  }
  return bits;
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
    need_plain(table, "id");
    need_plain(table, "name");
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
    record.expertise_by_area = table.list("expertise_", expertise_names(parameters), 1.0, "share");
    record.volunteers_by_hours = table.list("volunteers_", hours_list(), 1e9, "person");
    if (table.find("drawn") != nullptr) record.drawn = read_drawn(table);
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

void read_partnerships(Scenario& scenario, TableFaults& faults) {
  std::unordered_set<std::string> taken;
  for (const PartnershipRecord& record : scenario.partnerships) taken.insert(record.name);
  read_table(scenario.partnerships_table, faults, partnership_columns(scenario.parameters), {"name"}, [&](const Table& table) {
    claim(taken, table, "name", "partnerships");
    PartnershipRecord record;
    record.name = table.text("name");
    record.lead = table.text("lead");
    if (const auto mode = table.choice("governance", governance_names)) record.governance = static_cast<Governance>(*mode);
    table.fields(partnership_fields(), record);
    need_shares(table, record.purpose = table.list("purpose_", names_of(scenario.parameters.areas), 1.0, "share"), "purpose");
    scenario.partnerships.push_back(std::move(record));
  });
}

// Rows one after the other that say of the same belong together, until a value comes a second time: another grant.
void read_memory(Scenario& scenario, TableFaults& faults) {
  const std::size_t first = scenario.memory.size();
  read_table(scenario.memory_table, faults, memory_columns(), {"table", "what", "value"}, [&](const Table& table) {
    for (const char* column : {"table", "what", "value"})
      if (table.find(column) == nullptr) table.fail(table.row(), fmt::format("{} is empty", column));
    MemoryRecord record{table.text("table"), table.text("of"), table.text("with"), {}};
    const std::string what = table.text("what");
    const auto says = [&what](const auto& value) { return value.first == what; };
    auto& all = scenario.memory;
    const bool goes_on = all.size() > first && all.back().table == record.table && all.back().of == record.of &&
                         all.back().with == record.with && std::none_of(all.back().values.begin(), all.back().values.end(), says);
    if (!goes_on) all.push_back(std::move(record));
    if (const auto value = table.number("value", -most_remembered, most_remembered, "")) all.back().values.emplace_back(what, *value);
  });
}

}  // namespace

void read_tables(Scenario& scenario, std::vector<Fault>& faults) {
  TableFaults found(faults);
  if (!scenario.districts_table.empty()) read_districts(scenario, found);
  if (!scenario.organisations_table.empty()) read_organisations(scenario, found);
  if (!scenario.ties_table.empty()) read_ties(scenario, found);
  if (!scenario.partnerships_table.empty()) read_partnerships(scenario, found);
  if (!scenario.memory_table.empty()) read_memory(scenario, found);
  found.close();
}

}  // namespace tessera
