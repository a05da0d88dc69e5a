#include "analysis/sensitivity/responses.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "analysis/sensitivity/indices.hpp"
#include "base/statistics/intervals.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double confidence = 0.95;
constexpr std::size_t most_bins = 12, values_per_bin = 4;
constexpr std::size_t most_given_values = 24;  // of a list or grid; with more they are put into bins like drawn ones

using Bin = std::vector<std::size_t>;  // design points

bool is_given(const Study& study) { return study.design == DesignKind::list || study.design == DesignKind::grid; }

// Points with a run, by their value of the factor.
std::vector<std::size_t> sort_points(const Study& study, const VarianceSplit& split, std::size_t factor) {
  std::vector<std::size_t> points;
  for (std::size_t p = 0; p < study.values.size(); ++p)
    if (std::isfinite(split.point_means[p]) && std::isfinite(study.values[p][factor])) points.push_back(p);
  std::stable_sort(points.begin(), points.end(),
                   [&](std::size_t a, std::size_t b) { return study.values[a][factor] < study.values[b][factor]; });
  return points;
}

// Points of one value always stand in one bin.
std::vector<Bin> divide(const std::vector<std::size_t>& points, std::size_t bins, const Study& study, std::size_t factor) {
  std::vector<Bin> divided;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const bool tied = k > 0 && study.values[points[k]][factor] == study.values[points[k - 1]][factor];
    const bool opens = k * bins / points.size() >= divided.size();
    if (divided.empty() || (opens && !tied)) divided.emplace_back();
    divided.back().push_back(points[k]);
  }
  return divided;
}

struct Bins {
  std::vector<Bin> bins;
  bool each_value = false;
};

Bins choose_bins(const Study& study, const VarianceSplit& split, std::size_t factor) {
  const std::vector<std::size_t> points = sort_points(study, split, factor);
  std::set<double> values;
  for (const std::size_t p : points) values.insert(study.values[p][factor]);
  const bool each_value = (is_given(study) && values.size() <= most_given_values) ||
                          (study.design == DesignKind::morris && values.size() <= most_bins) || values.size() <= values_per_bin;
  const std::size_t bins = each_value ? points.size() : std::clamp<std::size_t>(values.size() / values_per_bin, 2, most_bins);
  return {divide(points, bins, study, factor), each_value};
}

double middle_of(const Bin& bin, const Study& study, std::size_t factor) {
  const bool logarithmic = study.factors[factor].logarithmic;
  double sum = 0.0;
  for (const std::size_t p : bin) sum += logarithmic ? std::log(study.values[p][factor]) : study.values[p][factor];
  const double mean = sum / static_cast<double>(bin.size());
  return logarithmic ? std::exp(mean) : mean;
}

std::int64_t count_runs(const Replicated& runs, std::size_t point) {
  std::int64_t count = 0;
  for (std::size_t r = 0; r < runs.replicates; ++r) count += std::isfinite(runs.at(point, r));
  return count;
}

// Means of points that were drawn together, one number each.
std::vector<double> average_units(const Bin& bin, const VarianceSplit& split, std::size_t unit) {
  std::map<std::size_t, Moments> units;
  for (const std::size_t p : bin) units[p / unit].add(split.point_means[p]);
  std::vector<double> means;
  for (const auto& [number, moments] : units) means.push_back(moments.mean());
  return means;
}

// Half the interval of the mean over given points, from the noise of single runs.
double noise_half_width(const Bin& bin, const Replicated& runs, const VarianceSplit& split) {
  double inverse_runs = 0.0;
  for (const std::size_t p : bin) inverse_runs += 1.0 / static_cast<double>(count_runs(runs, p));
  std::size_t points = 0, replicates = 0;
  for (const double mean : split.point_means) points += std::isfinite(mean);
  for (const double mean : split.replicate_means) replicates += std::isfinite(mean);
  const double degrees = static_cast<double>(split.runs) - static_cast<double>(points + replicates) + 1.0;
  if (!(degrees >= 1.0) || !std::isfinite(split.of_noise)) return nan;
  return t_quantile(degrees, confidence) * std::sqrt(std::max(0.0, split.of_noise) * inverse_runs) / static_cast<double>(bin.size());
}

}  // namespace

std::vector<ResponseBin> find_response(const Study& study, const StudyOutcome& outcome, const VarianceSplit& split, std::size_t factor) {
  const Bins chosen = choose_bins(study, split, factor);
  if (chosen.bins.size() < 2) return {};
  std::vector<ResponseBin> response;
  for (const Bin& bin : chosen.bins) {
    const bool by_noise = is_given(study) && chosen.each_value;
    const Interval interval = mean_interval(average_units(bin, split, by_noise ? 1 : resampled_points(study)));
    ResponseBin one{middle_of(bin, study, factor), interval.estimate, interval.lower, interval.upper};
    if (by_noise) {
      const double half = noise_half_width(bin, outcome.runs, split);
      one.lower = one.mean - half;
      one.upper = one.mean + half;
    }
    for (const std::size_t p : bin) one.runs += count_runs(outcome.runs, p);
    response.push_back(one);
  }
  return response;
}

}  // namespace tessera
