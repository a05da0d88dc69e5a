#include "analysis/comparison/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/errors.hpp"
#include "base/parallel.hpp"
#include "base/statistics/intervals.hpp"
#include "base/statistics/multiple_comparisons.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double told_apart = 0.05;

bool has_value(const std::vector<double>& replicates) {
  return std::any_of(replicates.begin(), replicates.end(), [](double x) { return !std::isnan(x); });
}

// Design points at which all of these variants have a value in some replicate.
std::vector<std::size_t> find_points(const OutcomeValues& values, std::initializer_list<std::size_t> variants) {
  std::vector<std::size_t> points;
  for (std::size_t point = 0; point < values.values.at(0).size(); ++point)
    if (std::all_of(variants.begin(), variants.end(), [&](std::size_t v) { return has_value(values.values.at(v).at(point)); }))
      points.push_back(point);
  return points;
}

// [replicate] mean over the points; NaN for a replicate that lacks one of them.
std::vector<double> average_points(const OutcomeValues& values, std::size_t variant, const std::vector<std::size_t>& points) {
  const auto& of_variant = values.values.at(variant);
  std::vector<double> means(of_variant.empty() ? 0 : of_variant[0].size(), points.empty() ? nan : 0.0);
  for (const std::size_t point : points)
    for (std::size_t r = 0; r < means.size(); ++r) means[r] += of_variant[point].at(r);
  if (points.size() > 1)
    for (double& mean : means) mean /= static_cast<double>(points.size());
  return means;
}

struct Pairs {
  std::vector<double> base, other;  // [pair], both numbers
};

Pairs keep_whole_pairs(const std::vector<double>& base, const std::vector<double>& other) {
  Pairs pairs;
  for (std::size_t k = 0; k < base.size(); ++k) {
    if (std::isnan(base[k]) || std::isnan(other[k])) continue;
    pairs.base.push_back(base[k]);
    pairs.other.push_back(other[k]);
  }
  return pairs;
}

BootstrapInterval resample_difference(const Pairs& pairs) {
  const auto mean = [&](std::span<const std::uint32_t> rows) {
    double sum = 0.0;
    for (const std::uint32_t row : rows) sum += pairs.other[row] - pairs.base[row];
    return sum / static_cast<double>(rows.size());
  };
  return bca_interval(static_cast<std::uint32_t>(pairs.base.size()), mean);
}

VariantComparison compare_pair(const std::vector<double>& base, const std::vector<double>& other, double half_width) {
  VariantComparison comparison;
  comparison.effect = estimate_effect(base, other);
  comparison.bootstrap = resample_difference(keep_whole_pairs(base, other));
  const PairMoments moments = find_pair_moments(base, other);
  comparison.pairing = find_pairing_gain(moments);
  const double wanted = half_width > 0.0 ? half_width : 0.1 * comparison.effect.spread;
  comparison.replicates_needed = values_needed(moments.variance_difference, wanted);
  return comparison;
}

VariantComparison compare_at(const OutcomeValues& values, std::size_t variant, const ComparisonOptions& options,
                             const std::vector<std::size_t>& points) {
  VariantComparison comparison = compare_pair(average_points(values, options.baseline, points),
                                              average_points(values, variant, points), options.half_width);
  comparison.variant = variant;
  comparison.points_used = points.size();
  return comparison;
}

void compare_points(const OutcomeValues& values, const ComparisonOptions& options, const std::vector<std::size_t>& variants,
                    OutcomeComparison& comparison) {
  const std::size_t points = values.values.at(0).size();
  comparison.by_point.assign(points, std::vector<VariantComparison>(variants.size()));
  for_each_heavy_slot(points, points > 1, [&](std::size_t point) {
    for (std::size_t k = 0; k < variants.size(); ++k) {
      VariantComparison& here = comparison.by_point[point][k];
      here = compare_at(values, variants[k], options, {point});
      here.points_used = here.effect.pairs > 0 ? 1 : 0;
    }
  });
}

// Paired p-values of all pairs of variants by Holm, [variant][variant].
std::vector<std::vector<double>> test_all_pairs(const OutcomeValues& values) {
  const std::size_t count = values.values.size();
  std::vector<double> p_values;
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = a + 1; b < count; ++b) {
      const auto points = find_points(values, {a, b});
      p_values.push_back(estimate_effect(average_points(values, a, points), average_points(values, b, points)).p);
    }
  const std::vector<double> adjusted = holm_adjusted(p_values);
  std::vector<std::vector<double>> table(count, std::vector<double>(count, 1.0));
  std::size_t k = 0;
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = a + 1; b < count; ++b) table[a][b] = table[b][a] = adjusted[k++];
  return table;
}

}  // namespace

OutcomeComparison compare_variants(const OutcomeValues& values, const ComparisonOptions& options) {
  promise(options.baseline < values.values.size(), "comparison: the baseline is one of the variants");
  OutcomeComparison comparison{.outcome = values.outcome};
  std::vector<std::size_t> variants(values.values.size());
  std::iota(variants.begin(), variants.end(), 0U);
  std::erase(variants, options.baseline);
  for (const std::size_t variant : variants)
    comparison.overall.push_back(compare_at(values, variant, options, find_points(values, {options.baseline, variant})));
  if (options.each_point && values.values[0].size() > 1) compare_points(values, options, variants, comparison);
  return comparison;
}

void adjust_together(std::vector<OutcomeComparison>& outcomes) {
  std::vector<Effect*> family;
  for (OutcomeComparison& outcome : outcomes) {
    for (VariantComparison& comparison : outcome.overall) family.push_back(&comparison.effect);
    std::vector<Effect*> of_points;
    for (auto& at_point : outcome.by_point)
      for (VariantComparison& comparison : at_point) of_points.push_back(&comparison.effect);
    adjust_family(of_points, 0);
  }
  adjust_family(family, 0);
}

std::vector<RankedVariant> rank_variants(const OutcomeValues& values) {
  const auto p_holm = test_all_pairs(values);
  std::vector<RankedVariant> ranking;
  for (std::size_t v = 0; v < values.values.size(); ++v) {
    RankedVariant ranked{.variant = v, .mean = mean_interval(average_points(values, v, find_points(values, {v}))).estimate};
    for (std::size_t other = 0; other < values.values.size(); ++other)
      if (other != v && !(p_holm[v][other] < told_apart)) ranked.alike.push_back(other);
    ranking.push_back(std::move(ranked));
  }
  const double sign = values.outcome.better == Better::lower ? -1.0 : 1.0;
  std::stable_sort(ranking.begin(), ranking.end(), [&](const RankedVariant& a, const RankedVariant& b) {
    if (std::isnan(a.mean) || std::isnan(b.mean)) return !std::isnan(a.mean) && std::isnan(b.mean);
    return sign * a.mean > sign * b.mean;
  });
  return ranking;
}

CostPerGain find_cost_per_gain(const OutcomeValues& spending, const OutcomeValues& outcome, std::size_t variant, std::size_t baseline) {
  CostPerGain result{.outcome = outcome.outcome, .variant = variant};
  std::vector<std::size_t> points = find_points(outcome, {baseline, variant});
  const std::vector<std::size_t> paid = find_points(spending, {baseline, variant});
  std::erase_if(points, [&](std::size_t point) { return std::find(paid.begin(), paid.end(), point) == paid.end(); });
  const auto difference = [&](const OutcomeValues& values) {
    std::vector<double> base = average_points(values, baseline, points), other = average_points(values, variant, points);
    for (std::size_t k = 0; k < base.size(); ++k) other[k] -= base[k];
    return other;
  };
  std::vector<double> cost = difference(spending), gain = difference(outcome);
  if (outcome.outcome.better == Better::lower)
    for (double& value : gain) value = -value;
  const Pairs pairs = keep_whole_pairs(gain, cost);
  const std::vector<double> nothing(pairs.base.size(), 0.0);
  result.cost = estimate_effect(nothing, pairs.other);
  result.gain = estimate_effect(nothing, pairs.base);
  result.ratio = ratio_of_means(cost, gain);
  result.bootstrap = bca_interval(static_cast<std::uint32_t>(pairs.base.size()), [&](std::span<const std::uint32_t> rows) {
    double above = 0.0, below = 0.0;
    for (const std::uint32_t row : rows) {
      above += pairs.other[row];
      below += pairs.base[row];
    }
    return below == 0.0 ? nan : above / below;
  });
  return result;
}

}  // namespace tessera
