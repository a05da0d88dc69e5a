#include "base/statistics/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/errors.hpp"

namespace tessera {

std::vector<double> quantiles(std::span<const double> values, std::span<const double> shares) {
  std::vector<double> sorted;
  sorted.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double x) { return !std::isnan(x); });
  std::sort(sorted.begin(), sorted.end());

  std::vector<double> result;
  for (const double share : shares) {
    promise(share >= 0.0 && share <= 1.0, "quantile: share within 0..1");
    if (sorted.empty()) {
      result.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    // Equal neighbours are returned as they are, so that infinite values stay what they are.
    result.push_back(sorted[below] == sorted[above] ? sorted[below]
                                                    : sorted[below] * (1.0 - part) + sorted[above] * part);
  }
  return result;
}

double quantile(std::span<const double> values, double share) { return quantiles(values, {&share, 1}).front(); }

}  // namespace tessera
