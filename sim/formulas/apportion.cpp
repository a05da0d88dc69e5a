#include "formulas/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tessera {

std::vector<std::int64_t> apportion(std::int64_t total, std::span<const double> weights) {
  std::vector<std::int64_t> parts(weights.size(), 0);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(sum > 0.0)) return parts;
  std::vector<double> remainder(weights.size());
  std::int64_t left = total;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const double quota = static_cast<double>(total) * (weights[k] / sum);
    parts[k] = static_cast<std::int64_t>(quota);
    remainder[k] = quota - static_cast<double>(parts[k]);
    left -= parts[k];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return remainder[a] > remainder[b]; });
  // Rounding of quotas can leave one too many or too few when totals are huge; positive weights take up the difference.
  for (std::size_t k = 0; left != 0; k = (k + 1) % order.size()) {
    const std::size_t part = order[k];
    const std::int64_t step = left > 0 ? 1 : -1;
    if (!(weights[part] > 0.0) || parts[part] + step < 0) continue;
    parts[part] += step;
    left -= step;
  }
  return parts;
}

void apportion_at_random(std::vector<std::int64_t>& parts, std::int64_t total, std::span<const double> weights,
                         double offset) {
  parts.assign(weights.size(), 0);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(sum > 0.0)) return;
  std::size_t last = weights.size() - 1;
  while (!(weights[last] > 0.0)) --last;
  double cumulated = 0.0;
  std::int64_t given = 0;
  for (std::size_t k = 0; k <= last; ++k) {
    cumulated += weights[k];
    const double quota = static_cast<double>(total) * std::min(1.0, cumulated / sum);
    const auto until = k == last ? total : std::min(total, static_cast<std::int64_t>(std::floor(quota + offset)));
    parts[k] = until - given;
    given = until;
  }
}

}  // namespace tessera
