#include "support/indiana.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <vector>

#include "scenario/csv.hpp"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;

fs::path data_folder() { return fs::path(TESSERA_SOURCE_DIR) / "../shared/data/tobacco_control_indiana"; }

std::vector<std::vector<std::string>> read_rows(const char* name) {
  std::vector<Fault> faults;
  TableFaults found(faults);
  std::vector<std::vector<std::string>> rows;
  scan_csv((data_folder() / name).string(), found, [&](std::span<const CsvCell> cells) {
    rows.emplace_back();
    for (const CsvCell& cell : cells) rows.back().push_back(cell.text);
    return true;
  });
  if (!faults.empty()) throw std::runtime_error(faults[0].text());
  rows.erase(rows.begin());  // the header
  return rows;
}

// 1 lead, 2 contractor, 3 coalition, 4 advocacy, 5 government, 6 national partner
const char* type_of_category(const std::string& category) {
  static const std::map<std::string, const char*> types{{"1", "municipality"}, {"2", "service_provider"}, {"3", "charity"},
                                                        {"4", "advocacy_group"}, {"5", "municipality"}, {"6", "advocacy_group"}};
  return types.at(category);
}

// Contact 1 yearly, 2 quarterly, 3 monthly, 4 weekly, 5 daily.
double months_of_contact(int frequency) { return frequency <= 1 ? 6.0 : frequency == 2 ? 2.0 : frequency == 3 ? 1.0 : 0.0; }

}  // namespace

bool indiana_is_there() { return fs::exists(data_folder() / "nodes.csv") && fs::exists(data_folder() / "edges.csv"); }

std::string write_indiana(const std::string& folder) {
  const fs::path to(folder);
  std::ofstream organisations(to / "organisations.csv");
  organisations << "id,name,type,mission_health,partnerships,leads\n";
  for (const auto& node : read_rows("nodes.csv"))
    organisations << node[0] << ',' << write_csv_cell(node[5]) << ',' << type_of_category(node[1]) << ",1,tobacco_control,"
                  << (node[3] == "1" ? "yes" : "no") << '\n';
  std::map<std::pair<int, int>, std::pair<int, int>> ties;  // pair -> level, contact
  for (const auto& edge : read_rows("edges.csv")) {
    const std::pair<int, int> pair = std::minmax({std::stoi(edge[1]), std::stoi(edge[2])});
    const int value = std::stoi(edge[3]);
    if (edge[0] == "TCcoll") ties[pair].first = value + 1;  // 1 share information ... 4 formal on several projects
    if (edge[0] == "TCcnt") ties[pair].second = value;
  }
  std::ofstream table(to / "ties.csv");
  table << "from,to,level,months_since_contact\n";
  for (const auto& [pair, tie] : ties)
    table << pair.first << ',' << pair.second << ',' << (tie.first > 0 ? tie.first : 1) << ',' << months_of_contact(tie.second) << '\n';
  std::ofstream(to / "scenario.toml") << "tessera = 1\nname = \"Indiana tobacco control, 2010\"\n"
                                         "[community]\ndistricts = 12\nresidents = 120000\n"
                                         "[organisations]\ntable = \"organisations.csv\"\nties = \"ties.csv\"\n";
  return (to / "scenario.toml").string();
}

}  // namespace tessera::test
