#include "scenario/read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/merge.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"
#include "scenario/tables.hpp"
#include "scenario/write.hpp"

namespace tessera {
namespace {

void read_top_level(Reading& reading, const Node& root) {
  const auto known = keys_of_section("");
  for (const Entry& entry : root.entries) {
    if (entry.key == "variant" || entry.key == "factor" || entry.key == "design" || entry.key == "scenario" ||
        entry.key == "branch_month" || entry.key == "claim" || entry.key == "replicates")
      reading.faults.add(entry.place, fmt::format("{} belongs into an experiment file, which tessera experiment runs", entry.key));
    else if (find_name(known, entry.key) == known.size() && entry.key != "founding")
      report_unknown_key(reading, entry, "", known);
  }
  for (auto [key, into] :
       {std::pair{"name", &reading.scenario.name}, std::pair{"question", &reading.scenario.question}}) {
    const Entry* entry = find_entry(root, key);
    if (entry == nullptr) continue;
    *into = read_text(reading, entry->value, key).value_or("");
    reading.given.insert_or_assign(key, entry->value.place);
  }
}

// A file that describes its districts or organisations gets no synthetic ones on top unless it says how many.
void apply_described(Reading& reading) {
  Scenario& scenario = reading.scenario;
  if (describes_districts(scenario) && !reading.given.contains("community.districts"))
    scenario.parameters.community.districts = 0;
  if (describes_organisations(scenario) && !reading.given.contains("organisations.count"))
    scenario.parameters.founding.organisations = 0;
}

// Rows of the tables; what is wrong in them is reported with what is wrong in the scenario.
void append_tables(Reading& reading) {
  std::vector<Fault> of_tables;
  read_tables(reading.scenario, of_tables);
  if (of_tables.empty()) return;
  std::vector<Fault> all;
  try {
    reading.faults.throw_if_any();
  } catch (const InputError& of_scenario) {
    all = of_scenario.faults();
  }
  all.insert(all.end(), of_tables.begin(), of_tables.end());
  throw InputError(all);
}

Scenario read(const std::string& file, const std::string* text, const std::vector<std::string>& sets) {
  std::vector<SourceFile> files;
  Faults faults(files);
  const Node root = load_merged_document(file, text, sets, files, faults);
  return read_document(root, file, files, faults);
}

}  // namespace

Scenario read_document(const Node& root, const std::string& file, const std::vector<SourceFile>& files, Faults& faults) {
  Reading reading{files, faults};
  reading.scenario.file = file;
  reading.scenario.parameters = standard_parameters();
  read_top_level(reading, root);
  read_catalogue(reading, root);
  read_parameters(reading, root);
  read_table_paths(reading, root);
  read_records(reading, root);
  read_result_settings(reading, root);
  apply_described(reading);
  append_tables(reading);
  read_policies(reading, root);
  check_consistency(reading, root);
  faults.throw_if_any();
  reading.scenario.origins = list_origins(reading);
  reading.scenario.merged_text = write_scenario(reading.scenario);
  return std::move(reading.scenario);
}

Scenario read_scenario(const std::string& file, const std::vector<std::string>& sets) {
  return read(file, nullptr, sets);
}

Scenario read_scenario_text(const std::string& text, const std::string& name, const std::vector<std::string>& sets) {
  return read(name, &text, sets);
}

}  // namespace tessera
