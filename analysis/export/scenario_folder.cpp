#include <fmt/format.h>

#include <filesystem>
#include <sstream>

#include "analysis/export/scenario.hpp"
#include "base/errors.hpp"
#include "results/durable.hpp"
#include "scenario/tables.hpp"
#include "scenario/write.hpp"

namespace tessera {

std::vector<std::string> write_scenario_folder(Scenario scenario, const std::string& folder, const std::string& origin) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw FileError(fmt::format("{}: can not be made: {}", folder, failed.message()));
  std::vector<std::string> written;
  const auto write = [&](const std::string& name, const std::string& text) {
    written.push_back((std::filesystem::path(folder) / name).string());
    write_text(written.back(), text);
    return name;
  };
  const auto table = [&](const char* name, bool has_rows, void (*write_table)(std::ostream&, const Scenario&)) {
    if (!has_rows) return std::string();
    std::ostringstream text;
    write_table(text, scenario);
    return write(name, text.str());
  };
  scenario.organisations_table = table("organisations.csv", !scenario.organisations.empty(), write_organisations_table);
  scenario.ties_table = table("ties.csv", !scenario.ties.empty(), write_ties_table);
  scenario.districts_table = table("districts.csv", !scenario.districts.empty(), write_districts_table);
  scenario.partnerships_table = table("partnerships.csv", !scenario.partnerships.empty(), write_partnerships_table);
  scenario.memory_table = table("memory.csv", !scenario.memory.empty(), write_memory_table);
  write("scenario.toml", "# " + origin + "\n" + write_scenario(scenario, ScenarioRows::in_tables));
  return written;
}

}  // namespace tessera
