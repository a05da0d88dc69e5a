// The tables by which import guesses types and areas; documented in scenarios/data/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/parameters.hpp"

namespace tessera {

// Name of the type for a code of field ntmaj12 (NTEE major groups, 12 classes) and yearly revenue.
std::string_view type_of_field(std::string_view ntmaj12, double revenue_usd);
// Name of the type that words in a text suggest; "charity" if none does.
std::string_view type_of_words(std::string_view text);
// Weights of the standard areas that words in a text suggest; empty if none does.
std::vector<double> areas_of_words(std::string_view text, const Parameters& parameters);

// Index of a type by name. The standard types hold every name above.
std::uint16_t type_index(const Parameters& parameters, std::string_view name);

}  // namespace tessera
