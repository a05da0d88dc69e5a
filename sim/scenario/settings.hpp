// Values of a scenario that were set: what a results file keeps of their origins.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"

namespace tessera {

// The origins of values that are no default, in the order of Scenario::origins.
std::vector<Origin> list_settings(const Scenario& scenario);

}  // namespace tessera
