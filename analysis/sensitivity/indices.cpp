#include "analysis/sensitivity/indices.hpp"

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"
#include "base/statistics/moments.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t many_factors = 40;            // beyond which a regression costs more than it tells
constexpr std::uint32_t fewer_resamples = 200;

// Where a factor was moved evenly, effects are straight: its logarithm, if that was.
std::vector<std::vector<double>> take_regressors(const Study& study) {
  std::vector<std::vector<double>> points = study.values;
  for (auto& point : points)
    for (std::size_t j = 0; j < point.size(); ++j)
      if (study.factors[j].logarithmic) point[j] = std::log(point[j]);
  return points;
}

std::vector<std::vector<double>> make_unit_points(const Study& study) {
  const UnitDesign design(study.design, study.factors.size(), study.samples, study.seed, study.levels);
  std::vector<std::vector<double>> points;
  for (std::uint64_t k = 0; k < design.size(); ++k) points.push_back(design.point(k));
  return points;
}

RegressionIndices regress(const Study& study, const VarianceSplit& split, BootstrapOptions options) {
  if (study.factors.size() > many_factors) options.resamples = std::min(options.resamples, fewer_resamples);
  std::vector<double> outcomes = split.point_means;
  for (std::size_t p = 0; p < outcomes.size(); ++p)
    for (const double value : study.values[p])
      if (!std::isfinite(value)) outcomes[p] = nan;
  RegressionIndices indices = regression_indices(take_regressors(study), outcomes, resampled_points(study), options);
  if (study.design == DesignKind::morris && study.samples < study.factors.size() + 3) indices.r2 = indices.rank_r2 = Estimate{};
  return indices;
}

double square_of(double value) { return value * value; }

std::vector<double> weigh_effects(const OutcomeSensitivity& outcome) {
  std::vector<double> weights;
  double sum = 0.0;
  for (const ElementaryEffects& effect : outcome.effects) {
    const double mu_star = outcome.has_replicates() ? effect.corrected_mu_star.value : effect.mu_star.value;
    weights.push_back(std::isnan(mu_star) ? nan : square_of(std::max(mu_star, 0.0)));
    if (std::isfinite(weights.back())) sum += weights.back();
  }
  for (double& weight : weights) weight = sum > 0.0 ? weight / sum : nan;
  return weights;
}

}  // namespace

bool OutcomeSensitivity::has_replicates() const { return std::isfinite(split.of_noise); }

std::size_t resampled_points(const Study& study) {
  if (study.design == DesignKind::saltelli) return SaltelliBlock{study.factors.size()}.size();
  return study.design == DesignKind::morris ? study.factors.size() + 1 : 1;
}

OutcomeSensitivity analyse_outcome(const Study& study, const StudyOutcome& outcome, const BootstrapOptions& options) {
  promise(outcome.runs.points == study.values.size(), "an outcome at other points than the study's");
  OutcomeSensitivity result{outcome.variant, outcome.measure, outcome.unit, outcome.month};
  result.split = split_variance(outcome.runs);
  Moments level;
  for (const double mean : result.split.point_means)
    if (std::isfinite(mean)) level.add(mean);
  result.mean = level.mean();
  result.regression = regress(study, result.split, options);
  if (study.design == DesignKind::saltelli)
    result.sobol = sobol_indices(outcome.runs, result.split, study.factors.size(), options);
  if (study.design == DesignKind::morris)
    result.effects = elementary_effects(make_unit_points(study), outcome.runs, result.split, options);
  return result;
}

std::vector<double> weigh_factors(const OutcomeSensitivity& outcome) {
  if (!outcome.effects.empty()) return weigh_effects(outcome);
  std::vector<double> weights;
  if (outcome.sobol) {
    const SobolSet& set = outcome.has_replicates() ? outcome.sobol->corrected : outcome.sobol->raw;
    for (const Estimate& total : set.total) weights.push_back(std::isnan(total.value) ? nan : std::max(total.value, 0.0));
    return weights;
  }
  const double explained = outcome.has_replicates() ? 1.0 - outcome.split.noise_share() : 1.0;
  for (const Estimate& one : outcome.regression.standardised)
    weights.push_back(explained > 1e-9 ? square_of(one.value) / explained : nan);
  return weights;
}

std::string name_of_weight(DesignKind design) {
  if (design == DesignKind::saltelli) return "total index";
  return design == DesignKind::morris ? "share of the squared mu*" : "squared standardised coefficient";
}

}  // namespace tessera
