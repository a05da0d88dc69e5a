// Sobol's low-discrepancy points (Sobol 1967; directions of Joe & Kuo 2008) in the open unit cube, shifted as a whole
// by a keyed draw (Cranley & Patterson 1976): another seed gives another set, equally even.
#pragma once

#include <cstdint>
#include <vector>

namespace tessera {

// [point][dimension], each above 0 and below 1; point k is the same however many follow.
std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed);

}  // namespace tessera
