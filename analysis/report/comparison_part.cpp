#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/comparison/report.hpp"
#include "analysis/report/experiment_parts.hpp"
#include "analysis/report/numbers.hpp"
#include "run/outcomes.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_design_points = 50;  // each compared alone; more would be the larger part of the page

bool has_headlines(const Results& results) {
  const std::vector<std::string> stored = results.measures();
  const std::vector<OutcomeName> names = outcome_names();
  return std::any_of(names.begin(), names.end(), [&](const OutcomeName& name) {
    return name.measure != "public_spending_total" && std::find(stored.begin(), stored.end(), name.measure) != stored.end();
  });
}

bool has_pairs(const ComparisonAnswers& answers) {
  return std::any_of(answers.headlines.begin(), answers.headlines.end(), [](const OutcomeComparison& headline) {
    return std::any_of(headline.overall.begin(), headline.overall.end(),
                       [](const VariantComparison& comparison) { return comparison.effect.pairs > 0; });
  });
}

// What a chart over months or design points shows of a comparison.
PageJson keep_the_effect(const PageJson& comparison) {
  PageJson kept = PageJson::object();
  for (const char* key : {"variant", "mean", "baseline_mean", "difference", "lower", "upper", "p_holm", "pairs"}) kept[key] = comparison.at(key);
  return kept;
}

void keep_the_effects(PageJson& list) {
  for (PageJson& entry : list)
    for (PageJson& comparison : entry["comparisons"]) comparison = keep_the_effect(comparison);
}

PageJson describe_comparison(const ComparisonAnswers& answers) {
  PageJson comparison = comparison_as_object(answers);
  comparison["file"]["path"] = std::filesystem::path(answers.file.path).filename().string();
  for (PageJson& outcome : comparison["outcomes"]) {
    keep_the_effects(outcome["by_month"]);
    keep_the_effects(outcome["by_design_point"]);
  }
  return round_numbers(std::move(comparison));
}

}  // namespace

void add_comparison(PageJson& page, const Results& results, const std::string& path, const ComparisonRequest& request) {
  page["comparison"] = nullptr;
  const std::vector<std::string> variants = results.variants();
  if (variants.size() < 2) {
    page["absent"]["comparison"] = fmt::format("The experiment has one variant, '{}', and nothing to compare it with.", variants.at(0));
    return;
  }
  if (request.measures.empty() && !has_headlines(results)) {
    page["absent"]["comparison"] = "The file holds none of the headline outcomes.";
    return;
  }
  ComparedFile file = read_values(results, path, request);
  const bool each_point = file.design_points.size() <= most_design_points;
  const ComparisonAnswers answers = compare_file(std::move(file), request.half_width, each_point);
  if (has_pairs(answers))
    page["comparison"] = describe_comparison(answers);
  else
    page["absent"]["comparison"] = "No replicate was completed both with the baseline and with another variant.";
}

}  // namespace tessera
