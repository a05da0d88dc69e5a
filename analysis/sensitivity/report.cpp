#include "analysis/sensitivity/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/sensitivity/format.hpp"
#include "analysis/sensitivity/pairs.hpp"

namespace tessera {
namespace {

std::string describe_design(const AnalysedStudy& analysed) {
  const Study& study = analysed.study;
  std::string text = fmt::format("{} factor{}, design {}, {} points, {} replicate{} at each",
                                 study.factors.size(), study.factors.size() == 1 ? "" : "s", design_kind_names[static_cast<std::size_t>(study.design)],
                                 study.values.size(), analysed.replicates, analysed.replicates == 1 ? "" : "s");
  text += fmt::format("; {} runs complete", analysed.complete_runs);
  if (analysed.failed_runs > 0) text += fmt::format(", {} failed", analysed.failed_runs);
  if (analysed.missing_runs > 0) text += fmt::format(", {} not run", analysed.missing_runs);
  return text + "\n";
}

std::string describe_outcome(const OutcomeSensitivity& of) {
  const VarianceSplit& split = of.split;
  std::string text = fmt::format("\n{} ({}) at month {}, variant {}\n  mean {}, standard deviation between points {}",
                                 of.measure, of.unit, of.month, of.variant, format_number(of.mean),
                                 format_number(std::sqrt(std::max(0.0, of.has_replicates() ? split.of_points : split.of_point_means))));
  if (of.is_constant()) return fmt::format("\n{} ({}) at month {}, variant {}\n  the same in all runs: {}\n", of.measure, of.unit, of.month,
                                           of.variant, format_number(of.mean));
  if (of.has_replicates())
    text += fmt::format(", of one run by chance {} (luck common to all points {})\n  noise makes up {} of the variance of means",
                        format_number(std::sqrt(split.of_noise)), format_number(std::sqrt(std::max(0.0, split.of_replicates))),
                        split.noise_share() < 1.0 ? format_percent(split.noise_share()) : "all");
  else
    text += "\n  one replicate: noise can not be told from effects";
  if (std::isfinite(of.regression.r2.value))
    text += fmt::format("; a straight line explains {}, ranks {}", format_percent(of.regression.r2.value),
                        format_percent(of.regression.rank_r2.value));
  text += "\n";
  if (split.missing_runs > 0)
    text += fmt::format("  left out: {} runs without a value, {} points without any\n", split.missing_runs, split.missing_points);
  if (of.is_lost_in_noise()) text += "  more than half of that is noise, and the order below may be chance: take more replicates, or wider ranges\n";
  return text;
}

std::string table_heading(const AnalysedStudy& analysed, std::size_t width) {
  switch (analysed.study.design) {
    case DesignKind::saltelli:
      return fmt::format("  {:<{}}  {:<24}  {:<24}  {}\n", "factor", width, "first (95 %)", "total (95 %)", "rank corr.");
    case DesignKind::morris:
      return fmt::format("  {:<{}}  {:<27}  {:<10}  {:<10}  {}\n", "factor", width, "mu* (95 %)", "mu", "sigma", "rank corr.");
    default:
      return fmt::format("  {:<{}}  {:<24}  {}\n", "factor", width, "standardised (95 %)", "rank correlation (95 %)");
  }
}

std::string table_row(const OutcomeSensitivity& of, const std::string& path, std::size_t j, std::size_t width) {
  const std::string rank = format_number(of.regression.partial_rank[j].value);
  if (of.sobol) {
    const SobolSet& set = of.has_replicates() ? of.sobol->corrected : of.sobol->raw;
    return fmt::format("  {:<{}}  {:<24}  {:<24}  {}\n", path, width, format_share(set.first[j]), format_share(set.total[j]), rank);
  }
  if (!of.effects.empty()) {
    const ElementaryEffects& effects = of.effects[j];
    const bool corrected = of.has_replicates();
    return fmt::format("  {:<{}}  {:<27}  {:<10}  {:<10}  {}\n", path, width,
                       format_estimate(corrected ? effects.corrected_mu_star : effects.mu_star), format_number(effects.mu.value),
                       format_number((corrected ? effects.corrected_sigma : effects.sigma).value), rank);
  }
  return fmt::format("  {:<{}}  {:<24}  {}\n", path, width, format_share(of.regression.standardised[j]),
                     format_share(of.regression.partial_rank[j]));
}

std::string list_pairs(const OutcomeSensitivity& of, const Study& study) {
  constexpr std::size_t most_pairs = 5;
  const std::size_t factors = study.factors.size();
  const std::vector<FactorPair> pairs = find_clear_pairs(of, factors);
  std::string text;
  for (std::size_t p = 0; p < std::min(pairs.size(), most_pairs); ++p)
    text += fmt::format("  together: {} and {}  {}, 95 % for all {} pairs at once\n", study.factors[pairs[p].one].path,
                        study.factors[pairs[p].other].path, format_share(pairs[p].share), factors * (factors - 1) / 2);
  return text;
}

}  // namespace

std::string report_sensitivity(const AnalysedStudy& analysed, std::size_t most) {
  const Study& study = analysed.study;
  std::string text = fmt::format("{}\n{}", study.name, describe_design(analysed));
  std::size_t width = 6;
  for (const StudyFactor& factor : study.factors) width = std::max(width, factor.path.size());
  for (const OutcomeSensitivity& of : analysed.outcomes) {
    text += describe_outcome(of);
    if (of.is_constant()) continue;
    text += table_heading(analysed, width);
    const std::vector<std::size_t> order = order_by_weight(weigh_factors(of));
    for (std::size_t k = 0; k < std::min(most, order.size()); ++k)
      text += table_row(of, study.factors[order[k]].path, order[k], width);
    if (order.size() > most) text += fmt::format("  and {} weaker ones: --csv lists all\n", order.size() - most);
    text += list_pairs(of, study);
  }
  return text;
}

}  // namespace tessera
