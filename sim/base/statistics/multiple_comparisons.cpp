#include "base/statistics/multiple_comparisons.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tessera {
namespace {

// Places of the values that are numbers, smallest value first; equal ones in the order given.
std::vector<std::size_t> rank_values(std::span<const double> values) {
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (!std::isnan(values[k])) order.push_back(k);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

}  // namespace

std::vector<double> holm_adjusted(std::span<const double> p_values) {
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  const std::vector<std::size_t> order = rank_values(p_values);
  double largest = 0.0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    largest = std::max(largest, static_cast<double>(order.size() - rank) * p_values[order[rank]]);
    adjusted[order[rank]] = std::min(1.0, largest);
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  const std::vector<std::size_t> order = rank_values(p_values);
  double smallest = 1.0;
  for (std::size_t rank = order.size(); rank-- > 0;) {
    const double multiple = static_cast<double>(order.size()) / static_cast<double>(rank + 1);
    smallest = std::min(smallest, multiple * p_values[order[rank]]);
    adjusted[order[rank]] = smallest;
  }
  return adjusted;
}

}  // namespace tessera
