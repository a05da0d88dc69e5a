// README.md of the folder of studies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/sensitivity/format.hpp"
#include "analysis/sensitivity/report.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_ranked = 40, most_for_outcome = 5;

struct Ranked {
  std::size_t factor;
  double mean = 0.0;            // of its weight over the outcomes
  double most = 0.0;            // its largest, and where
  const OutcomeSensitivity* where = nullptr;
};

std::vector<Ranked> rank_factors(const AnalysedStudy& analysed) {
  std::vector<double> sum(analysed.study.factors.size(), 0.0);
  std::vector<Ranked> ranked(sum.size());
  double outcomes = 0.0;
  for (const OutcomeSensitivity& of : analysed.outcomes) {
    const std::vector<double> weights = weigh_factors(of);
    if (of.is_lost_in_noise() || std::none_of(weights.begin(), weights.end(), [](double w) { return std::isfinite(w); })) continue;
    outcomes += 1.0;
    for (std::size_t j = 0; j < weights.size(); ++j) {
      if (!std::isfinite(weights[j])) continue;
      sum[j] += weights[j];
      if (ranked[j].where == nullptr || weights[j] > ranked[j].most) ranked[j].most = weights[j], ranked[j].where = &of;
    }
  }
  for (std::size_t j = 0; j < sum.size(); ++j) {
    ranked[j].factor = j;
    ranked[j].mean = outcomes > 0.0 ? sum[j] / outcomes : 0.0;
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.mean > b.mean; });
  return ranked;
}

std::string name_outcome(const AnalysedStudy& analysed, const OutcomeSensitivity& of) {
  const bool several = std::any_of(analysed.outcomes.begin(), analysed.outcomes.end(),
                                   [&](const OutcomeSensitivity& other) { return other.variant != of.variant; });
  return several ? fmt::format("{} ({})", of.measure, of.variant) : of.measure;
}

std::string table_of_ranking(const AnalysedStudy& analysed) {
  const std::string weight = name_of_weight(analysed.study.design);
  std::string text = fmt::format("| | factor | range | mean {} | largest | for |\n|---|---|---|---|---|---|\n", weight);
  const std::vector<Ranked> ranked = rank_factors(analysed);
  for (std::size_t k = 0; k < std::min(ranked.size(), most_ranked); ++k) {
    const StudyFactor& factor = analysed.study.factors[ranked[k].factor];
    text += fmt::format("| {} | `{}` | {} to {}{} | {:.3f} | {:.2f} | {} |\n", k + 1, factor.path, format_number(factor.low),
                        format_number(factor.high), factor.unit.empty() ? "" : " " + factor.unit, ranked[k].mean, ranked[k].most,
                        ranked[k].where == nullptr ? "-" : name_outcome(analysed, *ranked[k].where));
  }
  if (ranked.size() > most_ranked)
    text += fmt::format("\n{} more have a mean of {:.4f} or less.\n", ranked.size() - most_ranked, ranked[most_ranked].mean);
  return text;
}

std::string describe_factor(const OutcomeSensitivity& of, const StudyFactor& factor, std::size_t j) {
  const bool corrected = of.has_replicates();
  if (of.sobol) {
    const SobolSet& set = corrected ? of.sobol->corrected : of.sobol->raw;
    return fmt::format("`{}` total {}, alone {}", factor.path, format_share(set.total[j]), format_share(set.first[j]));
  }
  if (!of.effects.empty())
    return fmt::format("`{}` mu* {}, mu {}, sigma {}", factor.path,
                       format_estimate(corrected ? of.effects[j].corrected_mu_star : of.effects[j].mu_star),
                       format_number(of.effects[j].mu.value),
                       format_number((corrected ? of.effects[j].corrected_sigma : of.effects[j].sigma).value));
  return fmt::format("`{}` {}, rank correlation {}", factor.path, format_share(of.regression.standardised[j]),
                     format_share(of.regression.partial_rank[j]));
}

std::string table_of_outcomes(const AnalysedStudy& analysed) {
  std::string text =
      "| outcome | mean | sd between points | sd of one run by chance | noise in the means | line explains | strongest factors "
      "(95 % intervals) |\n|---|---|---|---|---|---|---|\n";
  for (const OutcomeSensitivity& of : analysed.outcomes) {
    const double variance = of.has_replicates() ? of.split.of_points : of.split.of_point_means;
    std::string strongest;
    const std::vector<double> weights = weigh_factors(of);
    const std::vector<std::size_t> order = order_by_weight(weights);
    for (std::size_t k = 0; k < std::min(order.size(), most_for_outcome); ++k)
      if (std::isfinite(weights[order[k]]))
        strongest += (strongest.empty() ? "" : "<br>") + describe_factor(of, analysed.study.factors[order[k]], order[k]);
    text += fmt::format("| {}, {}, month {} | {} | {} | {} | {} | {} | {} |\n", name_outcome(analysed, of), of.unit, of.month,
                        format_number(of.mean), format_number(std::sqrt(std::max(0.0, variance))),
                        of.has_replicates() ? format_number(std::sqrt(of.split.of_noise)) : "-",
                        format_percent(of.split.noise_share()), format_percent(of.regression.r2.value),
                        of.is_constant()        ? "the same in all runs"
                        : of.is_lost_in_noise() ? "mostly noise"
                                                : strongest);
  }
  return text;
}

std::string explain_design(DesignKind design) {
  if (design == DesignKind::saltelli)
    return "First order: the share of the variance between points that a factor explains alone; total: the share that would "
           "remain if all others were known; the difference is what it does together with others.";
  if (design == DesignKind::morris)
    return "mu*: how much the outcome moves over the whole range of a factor, as a mean of sizes; mu: the same with its sign; "
           "sigma: how much that differs from place to place, by bends or by acting together with others.";
  return "Standardised coefficient: standard deviations of the outcome per standard deviation of the factor.";
}

std::string section_of_study(const AnalysedStudy& analysed) {
  const Study& study = analysed.study;
  std::string text = fmt::format("## {}\n\n", study.name);
  if (!study.question.empty()) text += study.question + "\n\n";
  text += fmt::format("{} factors, design `{}`, {} points with up to {} replicates on the same luck everywhere: {} runs complete, "
                      "{} failed, {} not run. Made by\n\n```\n{}\n```\n\n",
                      study.factors.size(), design_kind_names[static_cast<std::size_t>(study.design)], study.values.size(),
                      analysed.replicates, analysed.complete_runs, analysed.failed_runs, analysed.missing_runs,
                      analysed.command_line);
  text += fmt::format("Factors in order of the mean over all outcomes below that are not mostly noise.\n\n{}\n", table_of_ranking(analysed));
  text += fmt::format("What moves each outcome. {}\n\n{}\n", explain_design(study.design), table_of_outcomes(analysed));
  return text;
}

}  // namespace

std::string sensitivity_as_markdown(const std::vector<AnalysedStudy>& studies, const std::string& command) {
  std::string text = fmt::format(
      "# What the outcomes depend on\n\nWritten by\n\n```\n{}\n```\n\nfrom results of the experiments below; the CSV file of each "
      "holds every index with its interval. Noise is what differs between replicates of one point beyond the luck that all points "
      "share; where there are replicates it is taken out of the indices, and its share in the variance of the means is stated. A "
      "ranking holds for the ranges that were looked at, and no further. Intervals: 95 %, from resampled {}.\n\n",
      command, "base samples, trajectories or points");
  for (const AnalysedStudy& analysed : studies) text += section_of_study(analysed);
  text.pop_back();
  return text;
}

}  // namespace tessera
