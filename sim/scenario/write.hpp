// Writes a scenario as TOML.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace tessera {

// Every effective value, described districts, organisations and ties included, in a fixed order. Reading the text gives
// the same scenario, bit for bit, whatever the defaults are by then.
// The same without districts, organisations, ties and partnerships, naming the tables that hold them (the paths of the
// scenario, which must be written with scenario/tables.hpp).
enum class ScenarioRows { in_text, in_tables };
std::string write_scenario(const Scenario& scenario, ScenarioRows rows = ScenarioRows::in_text);

}  // namespace tessera
