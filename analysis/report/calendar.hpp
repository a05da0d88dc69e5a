// Policies and shocks of all variants: `calendar` in the part `setup` of DATA.md.
#pragma once

#include <vector>

#include "analysis/report/page_data.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// scenarios: [variant]. What all variants have stands there once.
PageJson list_page_calendar(const std::vector<Scenario>& scenarios);

}  // namespace tessera
