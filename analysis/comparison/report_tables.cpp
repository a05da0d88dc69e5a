// The forms of a comparison that programs read.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/comparison/report.hpp"
#include "scenario/csv.hpp"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }
std::string whole(std::uint64_t value) { return value == 0 ? "" : fmt::format("{}", value); }

constexpr std::string_view header =
    "part,variant,baseline,outcome,label,unit,better,axis,place,first_month,last_month,design_point,variant_mean,baseline_mean,"
    "difference,lower,upper,bootstrap_lower,bootstrap_upper,bootstrap_state,standardised,p,p_holm,variance_reduction,"
    "variance_reduction_lower,variance_reduction_upper,replicates_needed,pairs,missing,cost_per_gain,cost_per_gain_set,"
    "cost_per_gain_lower,cost_per_gain_upper,cost_per_gain_bootstrap_lower,cost_per_gain_bootstrap_upper\n";

std::string cost_cells(const CostPerGain* cost) {
  if (cost == nullptr) return ",,,,,";
  return fmt::format("{},{},{},{},{},{}", number(cost->ratio.estimate), ratio_set_names[static_cast<std::size_t>(cost->ratio.set)],
                     number(cost->ratio.lower), number(cost->ratio.upper), number(cost->bootstrap.lower), number(cost->bootstrap.upper));
}

std::string csv_row(std::string_view part, const ComparedFile& file, const ComparedOutcome& outcome, const std::string& design_point,
                    const VariantComparison& of_variant, const CostPerGain* cost = nullptr) {
  const Effect& effect = of_variant.effect;
  std::string row(part);
  for (const std::string& text : {file.variants.at(of_variant.variant), file.variants.at(file.baseline), outcome.measure, outcome.label,
                                  outcome.unit, std::string(better_names[static_cast<std::size_t>(outcome.better)]), outcome.axis, outcome.place})
    row += "," + write_csv_cell(text);
  row += fmt::format(",{},{},{}", outcome.first_month, outcome.last_month, design_point);
  for (const double value : {of_variant.mean(), effect.baseline_mean, effect.estimate, effect.lower, effect.upper,
                             of_variant.bootstrap.lower, of_variant.bootstrap.upper})
    row += "," + number(value);
  row += fmt::format(",{}", bootstrap_state_names[static_cast<std::size_t>(of_variant.bootstrap.state)]);
  for (const double value : {effect.standardised, effect.p, effect.p_holm, of_variant.pairing.factor, of_variant.pairing.lower, of_variant.pairing.upper})
    row += "," + number(value);
  return row + fmt::format(",{},{},{},{}\n", whole(of_variant.replicates_needed), effect.pairs, effect.missing, cost_cells(cost));
}

const CostPerGain* find_cost(const ComparisonAnswers& answers, const ComparedOutcome& outcome, std::size_t variant) {
  for (const CostPerGain& cost : answers.costs)
    if (cost.variant == variant && cost.outcome.measure == outcome.measure && cost.outcome.place == outcome.place) return &cost;
  return nullptr;
}

std::string csv_points(const ComparisonAnswers& answers, const OutcomeComparison& comparison) {
  std::string rows;
  for (std::size_t point = 0; point < comparison.by_point.size(); ++point)
    for (const VariantComparison& of_variant : comparison.by_point[point])
      rows += csv_row("design_point", answers.file, comparison.outcome, fmt::format("{}", answers.file.design_points.at(point)), of_variant);
  return rows;
}

Json json_comparison(const ComparedFile& file, const VariantComparison& of_variant) {
  const Effect& effect = of_variant.effect;
  return {{"variant", file.variants.at(of_variant.variant)},
          {"mean", of_variant.mean()},
          {"baseline_mean", effect.baseline_mean},
          {"difference", effect.estimate},
          {"lower", effect.lower},
          {"upper", effect.upper},
          {"bootstrap", {{"lower", of_variant.bootstrap.lower},
                         {"upper", of_variant.bootstrap.upper},
                         {"state", bootstrap_state_names[static_cast<std::size_t>(of_variant.bootstrap.state)]}}},
          {"standardised", effect.standardised},
          {"p", effect.p},
          {"p_holm", effect.p_holm},
          {"variance_reduction", {{"factor", of_variant.pairing.factor}, {"lower", of_variant.pairing.lower}, {"upper", of_variant.pairing.upper}}},
          {"replicates_needed", of_variant.replicates_needed},
          {"pairs", effect.pairs},
          {"missing", effect.missing},
          {"design_points_used", of_variant.points_used}};
}

Json json_comparisons(const ComparedFile& file, const std::vector<VariantComparison>& comparisons) {
  Json list = Json::array();
  for (const VariantComparison& of_variant : comparisons) list.push_back(json_comparison(file, of_variant));
  return list;
}

Json json_outcome(const ComparedOutcome& outcome) {
  return {{"measure", outcome.measure}, {"label", outcome.label}, {"unit", outcome.unit},
          {"better", better_names[static_cast<std::size_t>(outcome.better)]}, {"axis", outcome.axis}, {"place", outcome.place},
          {"first_month", outcome.first_month}, {"last_month", outcome.last_month}};
}

Json json_ranking(const ComparedFile& file, const std::vector<RankedVariant>& ranking) {
  Json list = Json::array();
  for (const RankedVariant& ranked : ranking) {
    Json alike = Json::array();
    for (const std::size_t other : ranked.alike) alike.push_back(file.variants.at(other));
    list.push_back({{"variant", file.variants.at(ranked.variant)}, {"mean", ranked.mean}, {"not_told_apart_from", alike}});
  }
  return list;
}

Json json_headline(const ComparisonAnswers& answers, std::size_t k) {
  const OutcomeComparison& comparison = answers.headlines[k];
  Json outcome = json_outcome(comparison.outcome);
  outcome["overall"] = json_comparisons(answers.file, comparison.overall);
  outcome["ranking"] = json_ranking(answers.file, answers.rankings[k]);
  outcome["by_month"] = Json::array();
  for (const OutcomeComparison& month : answers.by_month[k])
    outcome["by_month"].push_back({{"month", month.outcome.last_month}, {"comparisons", json_comparisons(answers.file, month.overall)}});
  outcome["by_design_point"] = Json::array();
  for (std::size_t point = 0; point < comparison.by_point.size(); ++point)
    outcome["by_design_point"].push_back({{"design_point", answers.file.design_points.at(point)},
                                          {"comparisons", json_comparisons(answers.file, comparison.by_point[point])}});
  return outcome;
}

Json json_cost(const ComparedFile& file, const CostPerGain& cost) {
  const auto effect = [](const Effect& e) { return Json{{"estimate", e.estimate}, {"lower", e.lower}, {"upper", e.upper}}; };
  return {{"variant", file.variants.at(cost.variant)},
          {"measure", cost.outcome.measure},
          {"unit", "usd per " + cost.outcome.unit},
          {"cost", effect(cost.cost)},
          {"gain", effect(cost.gain)},
          {"gain_may_be_zero", cost.gain_may_be_zero()},
          {"ratio", {{"estimate", cost.ratio.estimate}, {"set", ratio_set_names[static_cast<std::size_t>(cost.ratio.set)]},
                     {"lower", cost.ratio.lower}, {"upper", cost.ratio.upper}}},
          {"bootstrap", {{"lower", cost.bootstrap.lower}, {"upper", cost.bootstrap.upper},
                         {"state", bootstrap_state_names[static_cast<std::size_t>(cost.bootstrap.state)]}}}};
}

Json json_file(const ComparedFile& file) {
  Json runs = Json::array();
  for (std::size_t v = 0; v < file.variants.size(); ++v)
    runs.push_back({{"variant", file.variants[v]}, {"complete", file.runs.at(v).complete}, {"failed", file.runs[v].failed},
                    {"stopped", file.runs[v].stopped}, {"not_run", file.runs[v].not_run}});
  return {{"path", file.path}, {"title", file.title}, {"question", file.question}, {"variants", file.variants},
          {"baseline", file.variants.at(file.baseline)}, {"design_points", file.design_points}, {"replicates", file.replicates},
          {"kept_months", file.kept_months}, {"window", file.window}, {"runs", runs}, {"absent", file.absent}};
}

}  // namespace

std::string comparison_as_csv(const ComparisonAnswers& answers) {
  std::string text(header);
  const ComparedFile& file = answers.file;
  for (const OutcomeComparison& comparison : answers.headlines)
    for (const VariantComparison& of_variant : comparison.overall)
      text += csv_row("overall", file, comparison.outcome, "", of_variant, find_cost(answers, comparison.outcome, of_variant.variant));
  if (answers.spending)
    for (const VariantComparison& of_variant : answers.spending->overall)
      text += csv_row("spending", file, answers.spending->outcome, "", of_variant);
  for (const OutcomeComparison& comparison : answers.subgroups)
    for (const VariantComparison& of_variant : comparison.overall) text += csv_row("subgroup", file, comparison.outcome, "", of_variant);
  for (const auto& months : answers.by_month)
    for (const OutcomeComparison& comparison : months)
      for (const VariantComparison& of_variant : comparison.overall) text += csv_row("month", file, comparison.outcome, "", of_variant);
  for (const OutcomeComparison& comparison : answers.headlines) text += csv_points(answers, comparison);
  return text;
}

Json comparison_as_object(const ComparisonAnswers& answers) {
  Json page{{"version", 1}, {"file", json_file(answers.file)}, {"half_width", answers.half_width}, {"headline_family", answers.headline_family}};
  page["outcomes"] = Json::array();
  for (std::size_t k = 0; k < answers.headlines.size(); ++k) page["outcomes"].push_back(json_headline(answers, k));
  page["subgroups"] = Json::array();
  for (const OutcomeComparison& comparison : answers.subgroups) {
    page["subgroups"].push_back(json_outcome(comparison.outcome));
    page["subgroups"].back()["overall"] = json_comparisons(answers.file, comparison.overall);
  }
  page["spending"] = answers.spending ? json_comparisons(answers.file, answers.spending->overall) : Json::array();
  page["costs"] = Json::array();
  for (const CostPerGain& cost : answers.costs) page["costs"].push_back(json_cost(answers.file, cost));
  return page;
}

std::string comparison_as_json(const ComparisonAnswers& answers) { return comparison_as_object(answers).dump(1) + "\n"; }

}  // namespace tessera
