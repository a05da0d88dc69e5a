// A snapshot as a scenario that begins with it: what founding can read of it again, in the tables of real organisations.
#pragma once

#include <string>
#include <vector>

#include "results/stored_agents.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// The scenario of the file with its districts, and the organisations, ties and partnerships of the snapshot (a place along
// agents.months), all described; parameters as they are. From month 0 of the run whose point and replicate agents name, it
// founds the same world, bit for bit, in the replicate of the same number. From a later month: the calendar goes on (month 25 of the
// file is month 1 of a scenario from month 24), closed organisations and dissolved partnerships are gone. Beside it goes what the world
// remembered (founding/memory.hpp), which the file does not keep: the run is computed again up to the month. If its state is
// then not the one in the file, as it was made by another program, `whole` is false and the scenario begins without memory.
// What else does not cross over is listed in scenarios/data/README.md.
struct SnapshotScenario {
  Scenario scenario;
  bool whole = true;
};
SnapshotScenario scenario_of_snapshot(const Results& results, const std::string& group, const StoredAgents& agents, std::size_t snapshot);

// Writes scenario.toml, organisations.csv, ties.csv, districts.csv and partnerships.csv (those that have rows) into the
// folder, which is made if it is missing. Returns the paths. Throws FileError if one can not be written.
std::vector<std::string> write_scenario_folder(Scenario scenario, const std::string& folder, const std::string& origin);

}  // namespace tessera
