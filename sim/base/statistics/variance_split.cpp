#include "base/statistics/variance_split.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/errors.hpp"
#include "base/statistics/moments.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int most_rounds = 1000;

struct Layout {
  const Replicated& runs;
  std::vector<std::int64_t> of_point, of_replicate;  // runs that are there

  explicit Layout(const Replicated& all) : runs(all), of_point(all.points, 0), of_replicate(all.replicates, 0) {
    for (std::size_t p = 0; p < all.points; ++p)
      for (std::size_t r = 0; r < all.replicates; ++r) {
        if (!std::isfinite(all.at(p, r))) continue;
        ++of_point[p];
        ++of_replicate[r];
      }
  }
};

// Least squares of value = point + replicate by turns, the replicates summing to zero; exact after one turn if no run is
// missing.
void fit(const Layout& layout, std::vector<double>& point, std::vector<double>& replicate) {
  const Replicated& runs = layout.runs;
  double change = 1.0, size = 0.0;
  for (int round = 0; round < most_rounds && change > 1e-13 * size; ++round) {
    std::fill(point.begin(), point.end(), 0.0);
    std::vector<double> next(runs.replicates, 0.0);
    for (std::size_t p = 0; p < runs.points; ++p) {
      for (std::size_t r = 0; r < runs.replicates; ++r)
        if (std::isfinite(runs.at(p, r))) point[p] += runs.at(p, r) - replicate[r];
      point[p] = layout.of_point[p] > 0 ? point[p] / static_cast<double>(layout.of_point[p]) : nan;
      for (std::size_t r = 0; r < runs.replicates; ++r)
        if (std::isfinite(runs.at(p, r))) next[r] += (runs.at(p, r) - point[p]) / static_cast<double>(layout.of_replicate[r]);
    }
    double mean = 0.0, used = 0.0;
    for (std::size_t r = 0; r < runs.replicates; ++r)
      if (layout.of_replicate[r] > 0) mean += next[r], used += 1.0;
    change = size = 0.0;
    for (std::size_t r = 0; r < runs.replicates; ++r) {
      next[r] -= layout.of_replicate[r] > 0 ? mean / used : 0.0;
      change = std::max(change, std::abs(next[r] - replicate[r]));
      size = std::max(size, std::abs(next[r]));
    }
    replicate = next;
  }
}

// Means that differ by no more than the last bits of their sums are the same: what is left of such a difference is no variance.
void level_out(std::vector<double>& means) {
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const double mean : means)
    if (std::isfinite(mean)) lowest = std::min(lowest, mean), highest = std::max(highest, mean);
  if (!(highest - lowest <= 1e-13 * std::max(std::abs(lowest), std::abs(highest)))) return;
  for (double& mean : means)
    if (std::isfinite(mean)) mean = lowest;
}

double mean_inverse(const std::vector<std::int64_t>& counts) {
  Moments inverse;
  for (const std::int64_t count : counts)
    if (count > 0) inverse.add(1.0 / static_cast<double>(count));
  return inverse.mean();
}

double variance_of_known(const std::vector<double>& values) {
  Moments moments;
  for (const double value : values)
    if (std::isfinite(value)) moments.add(value);
  return moments.variance();
}

std::int64_t count_known(const std::vector<std::int64_t>& counts) {
  return std::count_if(counts.begin(), counts.end(), [](std::int64_t count) { return count > 0; });
}

// Mean squared distance from the fit; not a number where nothing is left to tell.
double residual_variance(const Layout& layout, const std::vector<double>& point, const std::vector<double>& replicate,
                         std::int64_t runs) {
  double squares = 0.0;
  for (std::size_t p = 0; p < layout.runs.points; ++p)
    for (std::size_t r = 0; r < layout.runs.replicates; ++r) {
      const double rest = layout.runs.at(p, r) - point[p] - replicate[r];
      if (std::isfinite(rest)) squares += rest * rest;
    }
  const std::int64_t degrees = runs - count_known(layout.of_point) - count_known(layout.of_replicate) + 1;
  return degrees > 0 ? squares / static_cast<double>(degrees) : nan;
}

}  // namespace

VarianceSplit split_variance(const Replicated& runs) {
  promise(runs.values.size() == runs.points * runs.replicates, "runs do not fill the layout");
  const Layout layout(runs);
  VarianceSplit split;
  split.point_means.assign(runs.points, nan);
  std::vector<double> luck(runs.replicates, 0.0);
  fit(layout, split.point_means, luck);
  level_out(split.point_means);

  split.runs = std::accumulate(layout.of_point.begin(), layout.of_point.end(), std::int64_t{0});
  split.missing_runs = static_cast<std::int64_t>(runs.points) * count_known(layout.of_replicate) - split.runs;
  split.missing_points = static_cast<std::int64_t>(runs.points) - count_known(layout.of_point);
  split.of_noise = residual_variance(layout, split.point_means, luck, split.runs);
  split.of_point_means = variance_of_known(split.point_means);
  split.noise_in_point_means = split.of_noise * mean_inverse(layout.of_point);
  split.of_points = split.of_point_means - split.noise_in_point_means;

  Moments level;
  for (const double mean : split.point_means)
    if (std::isfinite(mean)) level.add(mean);
  for (std::size_t r = 0; r < runs.replicates; ++r)
    split.replicate_means.push_back(layout.of_replicate[r] > 0 ? level.mean() + luck[r] : nan);
  split.of_replicates = variance_of_known(split.replicate_means) - split.of_noise * mean_inverse(layout.of_replicate);
  return split;
}

}  // namespace tessera
