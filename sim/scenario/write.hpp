// Writes a scenario as TOML.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace tessera {

// Every effective value, described districts, organisations and ties included, in a fixed order. Reading the text gives
// the same scenario, bit for bit, whatever the defaults are by then.
std::string write_scenario(const Scenario& scenario);

}  // namespace tessera
