#include "analysis/report/sensitivity_part.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/report/experiment_parts.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/sensitivity/format.hpp"
#include "analysis/sensitivity/pairs.hpp"
#include "run/outcomes.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_factors_of_outcome = 40, most_pairs = 5;
const BootstrapOptions resampling{.resamples = 1000};  // as `tessera sensitivity`, so that both say the same

bool has_headlines(const Results& results) {
  const std::vector<std::string> stored = results.measures();
  const std::vector<OutcomeName> names = outcome_names();
  return std::any_of(names.begin(), names.end(), [&](const OutcomeName& name) {
    return std::find(stored.begin(), stored.end(), name.measure) != stored.end();
  });
}

std::string why_absent(const Results& results) {
  if (results.factors().empty()) return "The experiment has no factors: nothing was varied but its variants.";
  if (!has_headlines(results)) return "The file holds none of the headline outcomes.";
  for (std::uint32_t point = 0; point < results.points(); ++point)
    for (const RunStatus status : results.statuses(point))
      if (status == RunStatus::complete) return "";
  return "No run was completed.";
}

std::vector<std::size_t> order_factors(const AnalysedFactors& analysed) {
  std::vector<double> sums(analysed.study.factors.size(), 0.0);
  for (const OutcomeSensitivity& outcome : analysed.indices) {
    if (outcome.is_lost_in_noise()) continue;
    const std::vector<double> weights = weigh_factors(outcome);
    for (std::size_t j = 0; j < weights.size(); ++j)
      if (std::isfinite(weights[j])) sums[j] += weights[j];
  }
  return order_by_weight(sums);
}

AnalysedFactors analyse_factors(const Results& results, const std::string& path) {
  AnalysedFactors analysed{.study = read_study(results, path)};
  analysed.outcomes = read_outcomes(results, analysed.study, {});
  for (const StudyOutcome& outcome : analysed.outcomes) analysed.indices.push_back(analyse_outcome(analysed.study, outcome, resampling));
  analysed.order = order_factors(analysed);
  return analysed;
}

PageJson with_interval(PageJson entry, const Estimate& estimate) {
  entry.update({{"value", page_number(estimate.value)}, {"lower", page_number(estimate.lower)}, {"upper", page_number(estimate.upper)}});
  return entry;
}

void add_index(PageJson& indices, std::size_t factor, const char* index, const Estimate& estimate) {
  if (std::isfinite(estimate.value)) indices.push_back(with_interval({{"factor", factor}, {"index", index}}, estimate));
}

void add_indices_of(PageJson& indices, const OutcomeSensitivity& of, std::size_t j) {
  if (of.sobol) {
    const SobolSet& set = of.has_replicates() ? of.sobol->corrected : of.sobol->raw;
    add_index(indices, j, "first", set.first[j]);
    add_index(indices, j, "total", set.total[j]);
  }
  if (!of.effects.empty()) {
    const ElementaryEffects& effects = of.effects[j];
    const bool corrected = of.has_replicates();
    add_index(indices, j, "mu", effects.mu);
    add_index(indices, j, "mu_star", corrected ? effects.corrected_mu_star : effects.mu_star);
    add_index(indices, j, "sigma", corrected ? effects.corrected_sigma : effects.sigma);
  }
  add_index(indices, j, "standardised", of.regression.standardised[j]);
  add_index(indices, j, "rank", of.regression.partial_rank[j]);
}

PageJson list_pairs(const OutcomeSensitivity& of, std::size_t factors) {
  PageJson list = PageJson::array();
  for (const FactorPair& pair : find_clear_pairs(of, factors)) {
    if (list.size() == most_pairs) break;
    list.push_back(with_interval({{"factors", {pair.one, pair.other}}}, pair.share));
  }
  return list;
}

std::size_t place_of(const std::vector<std::string>& variants, const std::string& name) {
  return static_cast<std::size_t>(std::find(variants.begin(), variants.end(), name) - variants.begin());
}

PageJson describe_outcome(const OutcomeSensitivity& of, std::size_t factors, const std::vector<std::string>& variants) {
  PageJson outcome;
  add_outcome_name(outcome, of.measure);
  const std::vector<double> weights = weigh_factors(of);
  outcome.update({{"variant", place_of(variants, of.variant)}, {"month", of.month}, {"unit", of.unit}, {"mean", page_number(of.mean)},
                  {"noise_share", page_number(of.split.noise_share())}, {"weights", page_numbers(weights)}});
  PageJson indices = PageJson::array();
  if (!of.is_constant()) {
    const std::vector<std::size_t> order = order_by_weight(weights);
    for (std::size_t k = 0; k < std::min(order.size(), most_factors_of_outcome); ++k) add_indices_of(indices, of, order[k]);
  }
  outcome["indices"] = std::move(indices);
  outcome["pairs"] = list_pairs(of, factors);
  return outcome;
}

PageJson describe_factor(const StudyFactor& factor, const Results& results) {
  return {{"path", factor.path}, {"unit", factor.unit}, {"meaning", results.read(factor.path).meaning}, {"low", page_number(factor.low)},
          {"high", page_number(factor.high)}, {"logarithmic", factor.logarithmic}};
}

}  // namespace

void add_outcome_name(PageJson& outcome, const std::string& name) {
  const std::size_t dot = name.find('.');
  outcome["measure"] = name.substr(0, dot);
  outcome["place"] = dot == std::string::npos ? "" : name.substr(dot + 1);
}

PageJson describe_sensitivity(const AnalysedFactors& analysed, const Results& results) {
  const Study& study = analysed.study;
  PageJson part{{"design", design_kind_names[static_cast<std::size_t>(study.design)]},
                {"points", study.values.size()},
                {"replicates", count_study_runs(results, study).replicates},
                {"weight", name_of_weight(study.design)},
                {"order", analysed.order},
                {"factors", PageJson::array()},
                {"outcomes", PageJson::array()}};
  for (const StudyFactor& factor : study.factors) part["factors"].push_back(describe_factor(factor, results));
  for (const OutcomeSensitivity& of : analysed.indices) part["outcomes"].push_back(describe_outcome(of, study.factors.size(), results.variants()));
  return part;
}

void add_sensitivity(PageJson& page, const Results& results, const std::string& path) {
  const std::string reason = why_absent(results);
  for (const char* part : {"sensitivity", "responses", "points"}) {
    page[part] = nullptr;
    if (!reason.empty()) page["absent"][part] = reason;
  }
  if (!reason.empty()) return;
  const AnalysedFactors analysed = analyse_factors(results, path);
  page["sensitivity"] = describe_sensitivity(analysed, results);
  page["responses"] = describe_responses(analysed, results);
  page["points"] = describe_points(analysed, results);
}

}  // namespace tessera
