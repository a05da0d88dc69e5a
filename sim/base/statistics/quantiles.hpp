// Quantiles of a sample, interpolated as R and NumPy do by default (type 7 of Hyndman & Fan 1996).
#pragma once

#include <span>
#include <vector>

namespace tessera {

// Value below which a share of 0..1 of the sample lies; not a number for an empty sample. Values that are not numbers
// are left out.
double quantile(std::span<const double> values, double share);
// Several at once: sorts only once.
std::vector<double> quantiles(std::span<const double> values, std::span<const double> shares);
inline double median(std::span<const double> values) { return quantile(values, 0.5); }

}  // namespace tessera
