// A town in which every mechanism has something to do: every policy and shock, and what is off by default.
#pragma once

#include <string>

#include "scenario/read.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera::test {

inline std::string name_of(Mechanism mechanism) {
  return std::string(mechanism_names[static_cast<std::size_t>(mechanism)]);
}

inline Target target_of(Shock shock) {
  if (shock == Shock::new_priority) return {.areas = {1}};
  if (shock == Shock::closure || shock == Shock::scandal) return {.most_connected = 3};
  return {};
}

inline Scenario busy_town() {
  Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/small_town.toml", {"run.months=36", "solidarity.share=0.5"});
  for (std::size_t k = 0; k < levers; ++k)
    scenario.parameters.policies.push_back({.name = std::string(lever_names[k]), .lever = static_cast<Lever>(k),
                                            .start_month = 4, .end_month = 30, .intensity = 0.6});
  for (std::size_t k = 0; k < shocks; ++k)
    scenario.parameters.shocks.push_back({.name = std::string(shock_names[k]), .kind = static_cast<Shock>(k),
                                          .month = static_cast<std::int32_t>(6 + 3 * k), .size = 0.3, .duration_months = 6,
                                          .target = target_of(static_cast<Shock>(k))});
  return scenario;
}

}  // namespace tessera::test
