// Tables and scenario are written whole into a folder beside their place, read there, and only then moved to it: what stood
// there stays as it was if they can not be written, make no scenario, or the program is killed.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "scenario/faults.hpp"
#include "scenario/import.hpp"
#include "scenario/read.hpp"
#include "scenario/tables.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

std::string quote(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string scenario_text(const Imported& imported, const std::string& stem) {
  const Scenario& scenario = imported.scenario;
  std::string text = fmt::format("# Made by import from {} tables: {} organisations, {} ties.\n", imported.format,
                                 scenario.organisations.size(), scenario.ties.size());
  for (const std::string& note : imported.notes) text += "# " + note + ".\n";
  text += fmt::format("tessera = 1\nname = {}\n\n[community]\ndistricts = {}\nresidents = {:.0f}\n", quote(stem),
                      scenario.parameters.community.districts, scenario.parameters.community.residents);
  text += fmt::format("\n[organisations]\ncount = 0  # all are described\ntable = {}\n", quote(stem + "_organisations.csv"));
  if (!scenario.ties.empty()) text += fmt::format("ties = {}\n", quote(stem + "_ties.csv"));
  if (!scenario.districts.empty()) text += fmt::format("districts = {}\n", quote(stem + "_districts.csv"));
  return text;
}

class FolderBeside {
 public:
  explicit FolderBeside(const fs::path& scenario_file)
      : target_(scenario_file.parent_path()), folder_(scenario_file.string() + ".import.new") {
    std::error_code none;
    fs::remove_all(folder_, none);  // of an import that was killed
    std::error_code refused;
    if (!fs::create_directory(folder_, refused)) fail(scenario_file, refused.message());
  }
  ~FolderBeside() {
    std::error_code none;
    fs::remove_all(folder_, none);
  }
  FolderBeside(const FolderBeside&) = delete;
  FolderBeside& operator=(const FolderBeside&) = delete;

  fs::path path(const std::string& name) const { return folder_ / name; }

  template <typename Write>
  void write(const std::string& name, const Write& write_to) {
    std::ofstream out(path(name), std::ios::binary);
    write_to(out);
    out.flush();
    if (!out) fail(target_ / name, std::strerror(errno));
    names_.push_back(name);
  }

  // In the order in which they were written; returns where they are now.
  std::vector<std::string> put_in_place() const {
    std::vector<std::string> places;
    for (const std::string& name : names_) {
      std::error_code refused;
      fs::rename(path(name), target_ / name, refused);
      if (refused) fail(target_ / name, refused.message());
      places.push_back((target_ / name).string());
    }
    return places;
  }

 private:
  [[noreturn]] static void fail(const fs::path& file, const std::string& why) {
    throw FileError(fmt::format("{}: can not be written: {}", file.string(), why));
  }

  fs::path target_, folder_;
  std::vector<std::string> names_;
};

// What is wrong between rows (a partnership of one) shows when the scenario is read as a whole.
void promise_that_it_reads(const fs::path& scenario_file) {
  try {
    read_scenario(scenario_file.string());
  } catch (const InputError& refused) {
    std::vector<Fault> faults;
    for (const Fault& fault : refused.faults()) faults.push_back({.message = "the tables make no sound scenario: " + fault.message});
    throw InputError(faults);
  }
}

}  // namespace

std::vector<std::string> write_import(const Imported& imported, const std::string& scenario_file) {
  const fs::path file(scenario_file);
  const std::string stem = file.stem().string();
  const Scenario& scenario = imported.scenario;
  FolderBeside folder(file);
  const auto table = [&](const char* kind, void (*write)(std::ostream&, const Scenario&)) {
    folder.write(fmt::format("{}_{}.csv", stem, kind), [&](std::ostream& out) { write(out, scenario); });
  };
  table("organisations", write_organisations_table);
  if (!scenario.ties.empty()) table("ties", write_ties_table);
  if (!scenario.districts.empty()) table("districts", write_districts_table);
  const std::string name = file.filename().string();
  folder.write(name, [&](std::ostream& out) { out << scenario_text(imported, stem); });
  promise_that_it_reads(folder.path(name));
  std::vector<std::string> written = folder.put_in_place();  // the scenario last: it names the tables
  std::rotate(written.begin(), written.end() - 1, written.end());
  return written;
}

}  // namespace tessera
