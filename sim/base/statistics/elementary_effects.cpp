#include "base/statistics/elementary_effects.hpp"

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// One effect of one dimension in one trajectory.
struct Effect {
  double mean = nan;    // of the means over replicates
  double signed_by_others = nan;
  double noise = nan;   // variance of the mean over replicates
};

struct Step {
  std::size_t dimension;
  double size;
};

Step find_step(const std::vector<double>& from, const std::vector<double>& to) {
  Step step{from.size(), 0.0};
  for (std::size_t j = 0; j < from.size(); ++j) {
    if (from[j] == to[j]) continue;
    promise(step.dimension == from.size(), "a step of Morris' design moves one dimension alone");
    step = {j, to[j] - from[j]};
  }
  promise(step.dimension < from.size(), "a step of Morris' design moves a dimension");
  return step;
}

Effect measure_effect(const Replicated& runs, const VarianceSplit& split, std::size_t from, double step) {
  Effect effect{.mean = (split.point_means[from + 1] - split.point_means[from]) / step};
  double sum = 0.0, squares = 0.0, sizes = 0.0, count = 0.0;
  std::vector<double> of_replicates;
  for (std::size_t r = 0; r < runs.replicates; ++r) {
    const double one = (runs.at(from + 1, r) - runs.at(from, r)) / step;
    if (!std::isfinite(one)) continue;
    of_replicates.push_back(one);
    sum += one;
    count += 1.0;
  }
  if (count < 2.0) return effect;
  for (const double one : of_replicates) {
    squares += (one - sum / count) * (one - sum / count);
    sizes += sum - one < 0.0 ? -one : sum - one > 0.0 ? one : 0.0;
  }
  effect.noise = squares / (count - 1.0) / count;
  effect.signed_by_others = sizes / count;
  return effect;
}

// mu, mu*, sigma, corrected mu*, corrected sigma of one dimension by weight of the trajectories.
void append_statistics(const std::vector<Effect>& effects, std::span<const double> weights, std::vector<double>& values) {
  double weight = 0.0, sum = 0.0, sizes = 0.0, replicated = 0.0, by_others = 0.0, noise = 0.0;
  for (std::size_t t = 0; t < effects.size(); ++t) {
    if (!std::isfinite(effects[t].mean)) continue;
    weight += weights[t];
    sum += weights[t] * effects[t].mean;
    sizes += weights[t] * std::abs(effects[t].mean);
    if (!std::isfinite(effects[t].noise)) continue;
    replicated += weights[t];
    by_others += weights[t] * effects[t].signed_by_others;
    noise += weights[t] * effects[t].noise;
  }
  const double mu = sum / weight;
  double squares = 0.0;
  for (std::size_t t = 0; t < effects.size(); ++t)
    if (std::isfinite(effects[t].mean)) squares += weights[t] * (effects[t].mean - mu) * (effects[t].mean - mu);
  const double variance = weight > 1.0 ? squares / (weight - 1.0) : nan, without = variance - noise / replicated;
  values.insert(values.end(), {mu, sizes / weight, std::sqrt(variance), by_others / replicated,
                               std::isnan(without) ? nan : std::sqrt(std::max(without, 0.0))});
}

}  // namespace

std::vector<ElementaryEffects> elementary_effects(const std::vector<std::vector<double>>& points, const Replicated& runs,
                                                  const VarianceSplit& split, const BootstrapOptions& options) {
  promise(!points.empty() && points.size() == runs.points, "runs at other points than those of the design");
  const std::size_t dimensions = points.front().size(), length = dimensions + 1, trajectories = points.size() / length;
  promise(trajectories * length == points.size(), "points do not fill Morris' trajectories");
  std::vector<std::vector<Effect>> effects(dimensions, std::vector<Effect>(trajectories));
  for (std::size_t t = 0; t < trajectories; ++t)
    for (std::size_t from = t * length; from < t * length + dimensions; ++from) {
      const Step step = find_step(points[from], points[from + 1]);
      effects[step.dimension][t] = measure_effect(runs, split, from, step.size);
    }
  const auto estimates = joint_bootstrap(trajectories, options, [&](std::span<const double> weights) {
    std::vector<double> values;
    for (const auto& of_dimension : effects) append_statistics(of_dimension, weights, values);
    return values;
  });
  std::vector<ElementaryEffects> result(dimensions);
  for (std::size_t j = 0; j < dimensions; ++j) {
    const Estimate* of = &estimates[5 * j];
    result[j] = {of[0], of[1], of[2], of[3], of[4], 0};
    result[j].trajectories = std::count_if(effects[j].begin(), effects[j].end(), [](const Effect& e) { return std::isfinite(e.mean); });
  }
  return result;
}

}  // namespace tessera
