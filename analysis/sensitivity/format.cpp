#include "analysis/sensitivity/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tessera {

std::string format_number(double value) {
  if (!std::isfinite(value)) return "-";
  if (value == 0.0) return "0";
  return std::abs(value) >= 1000.0 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string format_percent(double share) { return std::isfinite(share) ? fmt::format("{:.0f} %", 100.0 * share) : "-"; }

std::string format_estimate(const Estimate& estimate) {
  if (!std::isfinite(estimate.lower)) return format_number(estimate.value);
  return fmt::format("{} ({} to {})", format_number(estimate.value), format_number(estimate.lower),
                     format_number(estimate.upper));
}

std::string format_share(const Estimate& estimate) {
  if (!std::isfinite(estimate.value)) return "-";
  if (!std::isfinite(estimate.lower)) return fmt::format("{:.2f}", estimate.value);
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", estimate.value, estimate.lower, estimate.upper);
}

std::vector<std::size_t> order_by_weight(const std::vector<double>& weights) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank = [&](std::size_t k) { return std::isfinite(weights[k]) ? weights[k] : -1.0; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
  return order;
}

}  // namespace tessera
