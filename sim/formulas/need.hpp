// How need moves over the year and where it settles.
#pragma once

#include <cmath>
#include <numbers>

namespace tessera {

// 1 + amplitude * cos(2 pi (month - peak) / 12): above 1 around the peak month (1..12), mean 1 over a year.
inline double season_factor(double amplitude, double peak_month, double month) {
  return 1.0 + amplitude * std::cos(2.0 * std::numbers::pi * (month - peak_month) / 12.0);
}

// What incidence is multiplied by this month; never below 0.
inline double need_scale(double incidence_scale, double amplitude, double peak_month, double month) {
  const double season = season_factor(amplitude, peak_month, month);
  return incidence_scale * (season < 0.0 ? 0.0 : season);
}

// Need wanted in the long run when `fresh` arises each month and a constant share `coverage` of what is wanted is met.
inline double stationary_need(double fresh, double persistence, double coverage) {
  return fresh / (1.0 - persistence * (1.0 - coverage));
}

}  // namespace tessera
