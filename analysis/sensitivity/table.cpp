// The table of all indices, for machines.
#include "analysis/sensitivity/report.hpp"

namespace tessera {
namespace {

// Columns while they grow.
struct Rows {
  std::vector<std::string> variant, measure, factor, with, index;
  std::vector<std::int64_t> month;
  std::vector<double> value, lower, upper;

  void add(const OutcomeSensitivity& of, const std::string& name, const std::string& other, const std::string& what,
           const Estimate& estimate) {
    variant.push_back(of.variant);
    measure.push_back(of.measure);
    month.push_back(of.month);
    factor.push_back(name);
    with.push_back(other);
    index.push_back(what);
    value.push_back(estimate.value);
    lower.push_back(estimate.lower);
    upper.push_back(estimate.upper);
  }
  void add(const OutcomeSensitivity& of, const std::string& what, double single) {
    add(of, "", "", what, {.value = single});
  }
};

void add_outcome(Rows& rows, const OutcomeSensitivity& of) {
  const VarianceSplit& split = of.split;
  rows.add(of, "mean", of.mean);
  rows.add(of, "variance_of_points", split.of_points);
  rows.add(of, "variance_of_replicates", split.of_replicates);
  rows.add(of, "variance_of_noise", split.of_noise);
  rows.add(of, "variance_of_point_means", split.of_point_means);
  rows.add(of, "noise_share_of_point_means", split.noise_share());
  rows.add(of, "runs", static_cast<double>(split.runs));
  rows.add(of, "missing_runs", static_cast<double>(split.missing_runs));
  rows.add(of, "missing_points", static_cast<double>(split.missing_points));
  rows.add(of, "", "", "r2", of.regression.r2);
  rows.add(of, "", "", "rank_r2", of.regression.rank_r2);
  if (of.sobol) rows.add(of, "whole_samples", static_cast<double>(of.sobol->whole_samples));
}

void add_set(Rows& rows, const OutcomeSensitivity& of, const Study& study, const SobolSet& set, const std::string& suffix) {
  const std::size_t dimensions = study.factors.size();
  rows.add(of, "", "", "variance" + suffix, set.variance);
  for (std::size_t i = 0; i < dimensions; ++i) {
    rows.add(of, study.factors[i].path, "", "first" + suffix, set.first[i]);
    rows.add(of, study.factors[i].path, "", "total" + suffix, set.total[i]);
  }
  for (std::size_t i = 0; i < dimensions; ++i)
    for (std::size_t k = i + 1; k < dimensions; ++k)
      rows.add(of, study.factors[i].path, study.factors[k].path, "second" + suffix, set.second[pair_place(i, k, dimensions)]);
}

void add_factor(Rows& rows, const OutcomeSensitivity& of, const std::string& path, std::size_t j) {
  if (!of.effects.empty()) {
    const ElementaryEffects& effects = of.effects[j];
    rows.add(of, path, "", "mu", effects.mu);
    rows.add(of, path, "", "mu_star", effects.mu_star);
    rows.add(of, path, "", "sigma", effects.sigma);
    if (of.has_replicates()) {
      rows.add(of, path, "", "mu_star_corrected", effects.corrected_mu_star);
      rows.add(of, path, "", "sigma_corrected", effects.corrected_sigma);
    }
    rows.add(of, path, "", "trajectories", {.value = static_cast<double>(effects.trajectories)});
  }
  rows.add(of, path, "", "standardised_coefficient", of.regression.standardised[j]);
  rows.add(of, path, "", "partial_rank_correlation", of.regression.partial_rank[j]);
}

}  // namespace

StoredTable sensitivity_as_table(const AnalysedStudy& analysed) {
  Rows rows;
  for (const OutcomeSensitivity& of : analysed.outcomes) {
    add_outcome(rows, of);
    if (of.sobol) add_set(rows, of, analysed.study, of.sobol->raw, "");
    if (of.sobol && of.has_replicates()) add_set(rows, of, analysed.study, of.sobol->corrected, "_corrected");
    for (std::size_t j = 0; j < analysed.study.factors.size(); ++j) add_factor(rows, of, analysed.study.factors[j].path, j);
  }
  return {"index_row",
          {{"variant", "", "variant of the experiment", rows.variant},
           {"measure", "", "outcome; place along its axis after the dot", rows.measure},
           {"month", "month", "month at which it was taken", rows.month},
           {"factor", "", "empty: of the outcome as a whole", rows.factor},
           {"with", "", "second factor of a pair", rows.with},
           {"index", "", "which number this is", rows.index},
           {"value", "", "estimate", rows.value},
           {"lower", "", "lower end of the 95 % bootstrap interval", rows.lower},
           {"upper", "", "upper end", rows.upper}}};
}

}  // namespace tessera
