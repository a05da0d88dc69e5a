// tessera check FILE...: everything wrong with scenarios and experiments, or "ok" and what their runs will cost.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tessera {

// A scenario whose names of measures are known too. Throws InputError; a fault of `results.measures` has its place.
Scenario read_scenario_and_measures(const std::string& file, const std::vector<std::string>& sets);

// What is allowed but surely not meant: policies and shocks that begin after the run's last month. One sentence each.
std::vector<std::string> list_notes(const Scenario& scenario);

// Checks every file and writes to `out`. Returns 0 if all are whole, else 2.
int check_command(const std::vector<std::string>& files, const std::vector<std::string>& sets, bool as_json,
                  std::ostream& out);

}  // namespace tessera
