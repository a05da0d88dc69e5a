#include "command/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "command/check_experiment.hpp"
#include "command/cost.hpp"
#include "command/locate.hpp"
#include "founding/founding.hpp"
#include "measures/measures.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

nlohmann::json faults_as_json(const InputError& error) {
  nlohmann::json faults = nlohmann::json::array();
  for (const Fault& fault : error.faults())
    faults.push_back(
        {{"file", fault.file}, {"line", fault.line}, {"column", fault.column}, {"message", fault.message}});
  return faults;
}

// "town.toml:12:5" or "--set" as the place of a fault.
Fault place_fault(const std::string& origin, const std::string& message) {
  const std::size_t second = origin.rfind(':'), first = second == 0 ? second : origin.rfind(':', second - 1);
  if (second == std::string::npos || first == std::string::npos) return {origin, 0, 0, message};
  return {origin.substr(0, first), std::atoi(origin.c_str() + first + 1), std::atoi(origin.c_str() + second + 1), message};
}

}  // namespace

// Measures stand above scenarios, so that the reader of scenarios can not know their names.
Scenario read_scenario_and_measures(const std::string& file, const std::vector<std::string>& sets) {
  Scenario scenario = read_scenario(file, sets);
  try {
    const std::size_t districts = static_cast<std::size_t>(scenario.parameters.community.districts) + scenario.districts.size();
    plan_measures(scenario.results.measures, scenario.parameters, districts);
  } catch (const InputError& error) {
    const auto origin = std::find_if(scenario.origins.begin(), scenario.origins.end(),
                                     [](const Origin& one) { return one.path == "results.measures"; });
    if (origin == scenario.origins.end()) throw;
    std::vector<Fault> faults;
    for (const Fault& fault : error.faults()) faults.push_back(place_fault(origin->origin, fault.message));
    throw InputError(std::move(faults));
  }
  return scenario;
}

std::vector<std::string> list_notes(const Scenario& scenario) {
  std::vector<std::string> notes;
  const Parameters& parameters = scenario.parameters;
  const auto note = [&](const char* list, const std::string& name, std::int32_t begins) {
    if (begins > parameters.run.months)
      notes.push_back(fmt::format("{}.{} begins in month {}, after the run's last month ({:.0f}): it does nothing", list, name,
                                  begins, parameters.run.months));
  };
  for (const Policy& policy : parameters.policies) note("policy", policy.name, policy.start_month);
  for (const ShockEvent& shock : parameters.shocks) note("shock", shock.name, shock.month);
  return notes;
}

namespace {

struct Checked {
  nlohmann::json json;
  std::string text;
};

Checked check_scenario(const std::string& file, const std::vector<std::string>& sets) {
  const Scenario scenario = read_scenario_and_measures(file, sets);
  if (!scenario.organisations.empty()) found_world(scenario, Draws(seed_of(scenario), 0, 0).of(Mechanism::founding));  // refuses what a run would
  const RunCost cost = estimate_cost(scenario);
  const double runs = scenario.parameters.run.replicates, seconds = runs * cost.core_seconds;
  const std::vector<std::string> notes = list_notes(scenario);
  Checked checked;
  checked.json = {{"kind", "scenario"},
                  {"runs", runs},
                  {"months", cost.months},
                  {"organisations", cost.organisations},
                  {"districts", cost.districts},
                  {"megabytes", cost.megabytes},
                  {"core_seconds", seconds},
                  {"notes", notes}};
  checked.text = fmt::format(
      ": ok\n  {:.0f} run{} of {:.0f} months, {:.0f} organisations in {:.0f} districts\n"
      "  about {:.0f} MB of memory for a run and {} on one core in all\n",
      runs, runs == 1 ? "" : "s", cost.months, cost.organisations, cost.districts, cost.megabytes, tell_seconds(seconds));
  for (const std::string& note : notes) checked.text += fmt::format("  note: {}\n", note);
  return checked;
}

Checked check_file(const std::string& file, const std::vector<std::string>& sets) {
  if (!is_meant_as_experiment(file)) return check_scenario(file, sets);
  if (!sets.empty()) throw InputError(file + " is an experiment, and --set changes scenarios; write the value into a variant");
  CheckedExperiment checked = check_experiment(file);
  return {std::move(checked.json), fmt::format(": ok, {}\n{}", checked.kind, checked.text)};
}

}  // namespace

int check_command(const std::vector<std::string>& files, const std::vector<std::string>& sets, bool as_json,
                  std::ostream& out) {
  nlohmann::json results = nlohmann::json::array();
  int code = 0;
  for (const std::string& file : files) {
    nlohmann::json& result = results.emplace_back();
    try {
      Checked checked = check_file(locate_scenario(file, as_json), sets);
      result = std::move(checked.json);
      result["ok"] = true;
      if (!as_json) out << file << checked.text;
    } catch (const InputError& error) {
      code = 2;
      result = {{"ok", false}, {"faults", faults_as_json(error)}};
      if (!as_json) out << error.what() << "\n";
    }
    result["file"] = file;
  }
  if (as_json) out << results.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  return code;
}

}  // namespace tessera
