// Logistic curve, its inverse, and small shared scalar functions.
#pragma once

#include <cmath>

namespace tessera {

inline double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }
inline double logit(double p) { return std::log(p / (1.0 - p)); }
inline double clamp_share(double x) { return x < 0.0 ? 0.0 : (x > 1.0 ? 1.0 : x); }
// Chance within one month of something with this hazard per month.
inline double chance_of_hazard(double hazard) { return -std::expm1(-hazard); }

}  // namespace tessera
