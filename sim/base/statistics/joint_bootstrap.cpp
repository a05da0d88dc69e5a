#include "base/statistics/joint_bootstrap.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.hpp"
#include "base/statistics/quantiles.hpp"

namespace tessera {
namespace {

constexpr std::size_t fewest_units = 5;  // fewer say nothing of how others would be

std::vector<double> draw_weights(std::size_t units, std::uint64_t resample, std::uint64_t seed) {
  std::vector<double> weights(units, 0.0);
  for (const std::uint32_t unit : draw_rows(static_cast<std::uint32_t>(units), resample, seed)) weights[unit] += 1.0;
  return weights;
}

}  // namespace

std::vector<Estimate> joint_bootstrap(std::size_t units, const BootstrapOptions& options,
                                      const std::function<std::vector<double>(std::span<const double>)>& statistics) {
  const std::vector<double> values = statistics(std::vector<double>(units, 1.0));
  const std::size_t resamples = units >= fewest_units ? options.resamples : 0;
  std::vector<std::vector<double>> again(resamples);
  for_each_heavy_slot(resamples, true, [&](std::size_t k) { again[k] = statistics(draw_weights(units, k, options.seed)); });
  const std::array<double, 2> ends{0.5 - 0.5 * options.confidence, 0.5 + 0.5 * options.confidence};
  std::vector<Estimate> estimates(values.size());
  std::vector<double> column(resamples);
  for (std::size_t j = 0; j < values.size(); ++j) {
    estimates[j].value = values[j];
    std::transform(again.begin(), again.end(), column.begin(), [&](const auto& row) { return row[j]; });
    const auto known = std::count_if(column.begin(), column.end(), [](double x) { return std::isfinite(x); });
    if (known == 0 || 2 * static_cast<std::size_t>(known) < resamples || !std::isfinite(values[j])) continue;
    const std::vector<double> interval = quantiles(column, ends);
    estimates[j].lower = interval[0];
    estimates[j].upper = interval[1];
  }
  return estimates;
}

}  // namespace tessera
