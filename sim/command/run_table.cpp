#include "command/run_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/sparkline.hpp"

namespace tessera {
namespace {

constexpr std::size_t line_width = 20;

std::string format_value(double value, std::string_view unit) {
  if (std::isnan(value)) return "-";
  if (unit == "share") return fmt::format("{:.1f} %", 100.0 * value);
  return std::abs(value) >= 1000.0 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

bool says_nothing(const Outcome& outcome) { return outcome.measure == "public_spending_total" && !(outcome.mean > 0.0); }

// What is taken once a year has no value in other months; its line shows the years.
std::vector<double> only_numbers(const std::vector<double>& values) {
  std::vector<double> numbers;
  for (const double value : values)
    if (std::isfinite(value)) numbers.push_back(value);
  return numbers;
}

std::string over_months(const std::vector<double>& values, std::string_view unit, const TextStyle& style) {
  const std::vector<double> numbers = only_numbers(values);
  if (numbers.empty()) return "";
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  const std::string line = sparkline(numbers, {.width = line_width, .unicode = style.unicode});
  return fmt::format("  {:<{}}{:>10}{:>10}", line, line_width, format_value(*low, unit), format_value(*high, unit));
}

std::string head_of(const OutcomeSeries& series) {
  if (series.months.size() < 2) return "";
  return fmt::format("  {:<33}{:>9}{:13}{:<{}}{:>10}{:>10}\n", "", "at the end", "",
                     fmt::format("months {}-{}", series.months.front(), series.months.back()), line_width, "lowest", "highest");
}

}  // namespace

std::string table_of_outcomes(const std::vector<Outcome>& outcomes, const OutcomeSeries& series, const TextStyle& style) {
  std::string text = head_of(series);
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const Outcome& outcome = outcomes[k];
    if (says_nothing(outcome)) continue;
    const std::string spread = std::isnan(outcome.half_width) ? "" : "± " + format_value(outcome.half_width, outcome.unit);
    std::string line = fmt::format("  {:<33}{:>10}  {:<10}", outcome.label, format_value(outcome.mean, outcome.unit), spread);
    if (series.months.size() > 1 && k < series.values.size()) line += over_months(series.values[k], outcome.unit, style);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return spell(text, style);
}

}  // namespace tessera
