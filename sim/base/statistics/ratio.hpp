// The ratio of two means with Fieller's set (Fieller 1954): all ratios that the pairs do not contradict. Exact for normal
// pairs, also where the mean below may be 0 - and then not an interval.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace tessera {

enum class RatioSet : std::uint8_t {
  between,     // lower to upper
  outside,     // all but what lies between lower and upper: the mean below may be 0, the one above is not
  everything,  // both means may be 0: nothing is known of the ratio
  none         // fewer than two pairs, or the mean below is 0 in every pair
};
inline constexpr std::array<std::string_view, 4> ratio_set_names{"between", "outside", "everything", "none"};

struct RatioInterval {
  double estimate = std::numeric_limits<double>::quiet_NaN();  // mean above / mean below; NaN where that is 0
  double lower = std::numeric_limits<double>::quiet_NaN();     // NaN for everything and none; may be infinite
  double upper = std::numeric_limits<double>::quiet_NaN();
  RatioSet set = RatioSet::none;
  std::int64_t count = 0;    // pairs used
  std::int64_t missing = 0;  // pairs left out, as one value is NaN

  bool holds(double ratio) const;
};

// above[k] and below[k] belong together. Same length.
RatioInterval ratio_of_means(std::span<const double> above, std::span<const double> below, double confidence = 0.95);

}  // namespace tessera
