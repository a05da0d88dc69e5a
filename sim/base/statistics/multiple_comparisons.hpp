// Many comparisons at once: p-values adjusted so that a family of them keeps its error rate.
#pragma once

#include <span>
#include <vector>

namespace tessera {

// Holm (1979): the chance of any false rejection in the family stays below the level at which adjusted values are read.
// In the order given. Values that are not numbers stay what they are and do not count.
std::vector<double> holm_adjusted(std::span<const double> p_values);

// Benjamini & Hochberg (1995): the expected share of false ones among the rejected stays below the level.
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

}  // namespace tessera
