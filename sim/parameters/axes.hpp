// The axes of measures and results, and what the places along them are called.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/parameters.hpp"

namespace tessera {

// The axes a measure may have: area, group, district, sector, level, stage, governance, end_reason, ...
std::span<const std::string_view> axis_names();
// Names of the places of an axis, in order. `district_names` may be shorter than the number of districts.
std::vector<std::string> axis_labels(std::string_view axis, const Parameters& parameters,
                                     const std::vector<std::string>& district_names);

}  // namespace tessera
