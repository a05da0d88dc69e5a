// Policies and shocks of a scenario: what happens when, to whom. The mechanism `calendar` applies them month by month.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "vocabulary/names.hpp"

namespace tessera {

// Whom a policy or shock reaches: all conditions hold together, an empty list excludes nobody.
struct Target {
  std::vector<Sector> sectors;
  std::vector<std::uint16_t> types;           // rows of Parameters::types
  std::vector<std::uint32_t> districts;       // of the home, or of the need
  std::vector<std::uint32_t> groups;          // of need
  std::vector<std::uint32_t> areas;           // of need; of a call's purpose
  std::vector<std::uint32_t> organisations;   // places of described organisations in the scenario
  double share = 1.0;                         // of those left, drawn for good by a keyed draw
  std::uint32_t most_connected = 0;           // of those left, so many with the most partners when it begins; 0 = all
};

struct Policy {
  std::string name;
  Lever lever = Lever::facilitation;
  std::int32_t start_month = 1;               // first month in which it works
  std::int32_t end_month = 1'000'000;         // last month in which it works
  double intensity = 1.0;                     // share 0..1
  double cost_multiple = 1.0;                 // of the cost that section calendar states
  Target target;
};

struct ShockEvent {
  std::string name;
  Shock kind = Shock::recession;
  std::int32_t month = 1;                     // in which it begins
  double size = 0.0;                          // share, or multiple for rises
  std::int32_t duration_months = 1;
  Target target;
};

}  // namespace tessera
