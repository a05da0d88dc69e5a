// The classes that measures sort organisations into.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tessera {

// By yearly revenue as founded: the bounds of Brown et al. 2013 that patterns P3 and P20 ask about.
inline constexpr std::array<double, 2> size_class_bounds_usd{1e5, 1e6};
inline constexpr std::array<std::string_view, 3> size_class_names{"under_100_thousand_usd", "100_thousand_to_1_million_usd",
                                                                  "over_1_million_usd"};
inline std::size_t size_class(double revenue_usd) {
  return revenue_usd < size_class_bounds_usd[0] ? 0 : (revenue_usd < size_class_bounds_usd[1] ? 1 : 2);
}

// By age: about thirds of the ages at founding (lognormal, median 23 years).
inline constexpr std::array<double, 2> age_class_bounds_years{15.0, 35.0};
inline constexpr std::array<std::string_view, 3> age_class_names{"under_15_years", "15_to_35_years", "over_35_years"};
inline std::size_t age_class(double months) {
  return months < 12.0 * age_class_bounds_years[0] ? 0 : (months < 12.0 * age_class_bounds_years[1] ? 1 : 2);
}

}  // namespace tessera
