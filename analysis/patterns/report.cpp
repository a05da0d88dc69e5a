#include "analysis/patterns/report.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tessera {
namespace {

std::string format_number(double value) {
  if (!std::isfinite(value)) return "-";
  if (value == 0.0) return "0";
  return std::abs(value) >= 1000.0 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string format_range(const Statistic& statistic) {
  if (statistic.judged == Judged::below_the_one_before) return "below the one before";
  const bool from = statistic.lowest > -unbounded_range, to = statistic.highest < unbounded_range;
  const std::string range =
      from && to ? fmt::format("{} to {}", format_number(statistic.lowest), format_number(statistic.highest))
      : from     ? fmt::format("at least {}", format_number(statistic.lowest))
                 : fmt::format("at most {}", format_number(statistic.highest));
  return statistic.judged == Judged::by_interval ? range + ", whole interval" : range;
}

std::string format_interval(const Interval& interval) {
  if (!std::isfinite(interval.lower)) return format_number(interval.estimate);
  return fmt::format("{} ({} to {})", format_number(interval.estimate), format_number(interval.lower),
                     format_number(interval.upper));
}

// An estimate that holds or is missed by less than its uncertainty.
bool is_near_edge(const Statistic& statistic, const Interval& value) {
  if (statistic.judged != Judged::by_estimate || !std::isfinite(value.lower)) return false;
  const auto within = [&](double edge) { return value.lower < edge && edge < value.upper; };
  return within(statistic.lowest) || within(statistic.highest);
}

std::string format_verdict(const MeasuredStatistic& one, std::size_t model) {
  std::string verdict(pattern_verdict_names[static_cast<std::size_t>(one.verdict[model])]);
  return is_near_edge(*one.statistic, one.value[model]) ? verdict + ", within its uncertainty" : verdict;
}

bool is_measured(const PatternsMeasured& measured, std::string_view pattern) {
  for (const MeasuredStatistic& one : measured.statistics)
    if (one.statistic->pattern == pattern) return true;
  return false;
}

std::size_t count_models(const PatternsMeasured& measured) {
  return measured.statistics.empty() ? 0 : measured.statistics.front().value.size();
}

std::string describe_separation(const PatternsMeasured& measured, std::size_t model) {
  const Separation separation = separate(measured, model);
  if (!separation.by.empty()) {
    std::string names;
    for (const Statistic* statistic : separation.by)
      names += fmt::format("{}{} {}", names.empty() ? "" : "; ", statistic->pattern, statistic->name);
    return fmt::format("told apart by {}", names);
  }
  if (separation.clearest == nullptr) return "not identified by these patterns; no statistic of them differs";
  return fmt::format(
      "not identified by these patterns; what would tell it apart, if its true value were known to that precision: {} "
      "{}",
      separation.clearest->pattern, separation.clearest->name);
}

std::string count_verdicts(const PatternsMeasured& measured) {
  int holds = 0, missed = 0, unmeasured = 0;
  for (const Pattern& pattern : pattern_table()) {
    if (!is_measured(measured, pattern.id)) continue;
    const PatternVerdict verdict = verdict_of(measured, pattern.id);
    holds += verdict == PatternVerdict::holds;
    missed += verdict == PatternVerdict::missed;
    unmeasured += verdict == PatternVerdict::not_measured;
  }
  return fmt::format("{} patterns hold, {} missed, {} not measured", holds, missed, unmeasured);
}

std::string list_failures(const PatternsMeasured& measured) {
  std::string text;
  for (const std::string& failure : measured.failures)
    text += fmt::format("a run failed and is left out: {}\n", failure);
  return text;
}

std::string table_of_patterns(const PatternsMeasured& measured) {
  std::string text =
      "| pattern | statistic | unit | measured (95 % interval) | accepted | verdict |\n|---|---|---|---|---|---|\n";
  for (const Pattern& pattern : pattern_table()) {
    if (!is_measured(measured, pattern.id)) continue;
    text += fmt::format("| **{}** | **{}** ({}) | | | | **{}** |\n", pattern.id, pattern.statement, pattern.source,
                        pattern_verdict_names[static_cast<std::size_t>(verdict_of(measured, pattern.id))]);
    for (const MeasuredStatistic& one : measured.statistics)
      if (one.statistic->pattern == pattern.id)
        text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", pattern.id, one.statistic->name, one.statistic->unit,
                            format_interval(one.value[0]), format_range(*one.statistic), format_verdict(one, 0));
  }
  return text;
}

std::string table_of_differences(const PatternsMeasured& measured) {
  std::string text = "| pattern | statistic |", rule = "|---|---|";
  for (std::size_t model = 1; model < count_models(measured); ++model) {
    text += fmt::format(" {} |", model_table()[model].name);
    rule += "---|";
  }
  text += "\n" + rule + "\n";
  for (const MeasuredStatistic& one : measured.statistics) {
    text += fmt::format("| {} | {} |", one.statistic->pattern, one.statistic->name);
    for (std::size_t model = 1; model < one.difference.size(); ++model)
      text += fmt::format(
          " {}{} |", format_interval(one.difference[model]),
          one.verdict[0] == PatternVerdict::holds && one.verdict[model] == PatternVerdict::missed ? ", missed" : "");
    text += "\n";
  }
  return text;
}

std::string list_definitions(const PatternsMeasured& measured) {
  std::string text;
  for (const MeasuredStatistic& one : measured.statistics)
    text += fmt::format("- {} *{}*: {}\n", one.statistic->pattern, one.statistic->name, one.statistic->definition);
  return text;
}

}  // namespace

std::string report_patterns(const PatternsMeasured& measured) {
  std::string text;
  for (const Pattern& pattern : pattern_table()) {
    if (!is_measured(measured, pattern.id)) continue;
    text += fmt::format("\n{} {}: {}\n", pattern.id, pattern.statement,
                        pattern_verdict_names[static_cast<std::size_t>(verdict_of(measured, pattern.id))]);
    for (const MeasuredStatistic& one : measured.statistics)
      if (one.statistic->pattern == pattern.id)
        text += fmt::format("  {:<54}{:<30}{:<26}{}\n", one.statistic->name, format_interval(one.value[0]),
                            format_range(*one.statistic), format_verdict(one, 0));
  }
  text += fmt::format("\n{}\n", count_verdicts(measured));
  for (std::size_t model = 1; model < count_models(measured); ++model)
    text += fmt::format("  null model {} (without {}): {}\n", model_table()[model].name, model_table()[model].without,
                        describe_separation(measured, model));
  return text + list_failures(measured);
}

std::string patterns_as_markdown(const PatternsMeasured& measured, const Effort& effort, const std::string& community,
                                 const std::string& command) {
  std::string text = fmt::format(
      "# Patterns measured\n\nThis page is written by the program and renewed by `{}`.\n\n"
      "Pattern-oriented validation (Grimm et al. 2005) of {}: {}. Town and sizes with {} replicates, the recession "
      "with {} pairs\n"
      "of {} organisations, drawn nonprofits with {} of {}. Intervals are 95 %, over replicates, by leaving out one at "
      "a time.\n"
      "`patterns.csv` has every number; how each is measured is said in `sim/MODEL.md`, section Patterns.\n\n{}\n",
      command, community, count_verdicts(measured), effort.replicates, effort.recession_replicates,
      effort.recession_organisations, effort.nonprofits_replicates, effort.nonprofits, table_of_patterns(measured));
  if (count_models(measured) > 1) {
    text += "## Null models\n\n";
    for (std::size_t model = 1; model < count_models(measured); ++model)
      text += fmt::format("- **{}**, without {}: {}.\n", model_table()[model].name, model_table()[model].without,
                          describe_separation(measured, model));
    text += fmt::format(
        "\nDifference from the full model on the same luck (95 % interval); *missed*: the null misses what the full "
        "model meets.\n"
        "Each of these intervals stands alone: of twenty without any difference one is expected to exclude 0.\n\n{}\n",
        table_of_differences(measured));
  }
  return text + "## Definitions\n\n" + list_definitions(measured) + list_failures(measured);
}

StoredTable patterns_as_table(const PatternsMeasured& measured) {
  std::vector<std::string> pattern, name, unit, model, verdict;
  std::vector<double> estimate, lower, upper, replicates, lowest, highest, difference, difference_lower,
      difference_upper;
  for (const MeasuredStatistic& one : measured.statistics)
    for (std::size_t m = 0; m < one.value.size(); ++m) {
      pattern.emplace_back(one.statistic->pattern);
      name.emplace_back(one.statistic->name);
      unit.emplace_back(one.statistic->unit);
      model.emplace_back(model_table()[m].name);
      verdict.emplace_back(pattern_verdict_names[static_cast<std::size_t>(one.verdict[m])]);
      estimate.push_back(one.value[m].estimate);
      lower.push_back(one.value[m].lower);
      upper.push_back(one.value[m].upper);
      replicates.push_back(static_cast<double>(one.value[m].count));
      lowest.push_back(one.statistic->lowest > -unbounded_range ? one.statistic->lowest
                                                                : std::numeric_limits<double>::quiet_NaN());
      highest.push_back(one.statistic->highest < unbounded_range ? one.statistic->highest
                                                                 : std::numeric_limits<double>::quiet_NaN());
      difference.push_back(one.difference[m].estimate);
      difference_lower.push_back(one.difference[m].lower);
      difference_upper.push_back(one.difference[m].upper);
    }
  const std::string own = "in the unit of `unit`";
  return {"measurement",
          {{"pattern", "", "id of the pattern", pattern},
           {"statistic", "", "what is measured", name},
           {"unit", "", "unit of the statistic", unit},
           {"model", "", "full, or a null model", model},
           {"estimate", "", "over all replicates, " + own, estimate},
           {"lower", "", "of the 95 % interval, " + own, lower},
           {"upper", "", "of the 95 % interval, " + own, upper},
           {"replicates", "", "replicates that the interval rests on", replicates},
           {"lowest", "", "accepted, " + own + "; NaN = unbounded", lowest},
           {"highest", "", "accepted, " + own + "; NaN = unbounded", highest},
           {"verdict", "", "of the pattern's accepted range", verdict},
           {"difference", "", "from the full model on the same luck, " + own, difference},
           {"difference_lower", "", "of its 95 % interval, " + own, difference_lower},
           {"difference_upper", "", "of its 95 % interval, " + own, difference_upper}}};
}

}  // namespace tessera
