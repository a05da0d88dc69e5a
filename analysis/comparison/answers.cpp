#include "analysis/comparison/answers.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace tessera {
namespace {

std::vector<OutcomeComparison> compare_each(const std::vector<OutcomeValues>& values, const ComparisonOptions& options) {
  std::vector<OutcomeComparison> compared(values.size());
  for_each_heavy_slot(values.size(), values.size() > 1, [&](std::size_t k) { compared[k] = compare_variants(values[k], options); });
  return compared;
}

// Subgroups of one measure stand side by side.
std::vector<OutcomeComparison> compare_subgroups(const std::vector<OutcomeValues>& values, const ComparisonOptions& options) {
  std::vector<OutcomeComparison> all;
  for (std::size_t first = 0; first < values.size();) {
    std::size_t end = first;
    while (end < values.size() && values[end].outcome.measure == values[first].outcome.measure) ++end;
    auto of_measure = compare_each({values.begin() + static_cast<std::ptrdiff_t>(first), values.begin() + static_cast<std::ptrdiff_t>(end)}, options);
    adjust_together(of_measure);
    std::move(of_measure.begin(), of_measure.end(), std::back_inserter(all));
    first = end;
  }
  return all;
}

bool spends_otherwise(const OutcomeComparison& spending) {
  return std::any_of(spending.overall.begin(), spending.overall.end(), [](const VariantComparison& comparison) {
    return comparison.effect.pairs > 0 && !(comparison.effect.estimate == 0.0 && comparison.effect.upper == comparison.effect.lower);
  });
}

void find_costs(ComparisonAnswers& answers) {
  const ComparedFile& file = answers.file;
  if (!answers.spending || !spends_otherwise(*answers.spending)) return;
  for (const OutcomeValues& headline : file.headlines) {
    if (headline.outcome.better == Better::neither || headline.outcome.measure == file.spending->outcome.measure) continue;
    for (const VariantComparison& comparison : answers.spending->overall)
      answers.costs.push_back(find_cost_per_gain(*file.spending, headline, comparison.variant, file.baseline));
  }
}

}  // namespace

ComparisonAnswers compare_file(ComparedFile file, double half_width, bool each_point) {
  ComparisonAnswers answers{.file = std::move(file), .half_width = half_width};
  const ComparedFile& values = answers.file;
  const ComparisonOptions options{.baseline = values.baseline, .half_width = half_width, .each_point = each_point};
  ComparisonOptions overall_alone = options;
  overall_alone.each_point = false;

  answers.headlines = compare_each(values.headlines, options);
  adjust_together(answers.headlines);
  for (const OutcomeComparison& headline : answers.headlines) answers.headline_family += headline.overall.size();
  for (const OutcomeValues& headline : values.headlines) answers.rankings.push_back(rank_variants(headline));
  for (const auto& months : values.by_month) {
    answers.by_month.push_back(compare_each(months, overall_alone));
    adjust_together(answers.by_month.back());
  }
  answers.subgroups = compare_subgroups(values.subgroups, overall_alone);
  if (values.spending) {
    std::vector<OutcomeComparison> spending{compare_variants(*values.spending, overall_alone)};
    adjust_together(spending);
    answers.spending = std::move(spending.front());
  }
  find_costs(answers);
  return answers;
}

}  // namespace tessera
