#include "analysis/comparison/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "base/sparkline.hpp"

namespace tessera {
namespace {

constexpr double clear_level = 0.05;
constexpr std::size_t line_width = 10, cell_width = 28, side_by_side = 2;

std::string show_difference(const ComparedOutcome& outcome, double value) {
  const double shown = outcome.unit == "share" ? 100.0 * value : value;
  if (std::isnan(shown)) return "-";
  if (std::abs(shown) < 1e-12) return "0";
  if (std::abs(shown) < 0.01) return fmt::format("{:+.1g}", shown);
  return std::abs(shown) >= 1e3 ? fmt::format("{:+.0f}", shown) : fmt::format("{:+.3g}", shown);
}

struct Verdict {
  std::string word;
  std::optional<Colour> colour;
};

Verdict judge(const ComparedOutcome& outcome, const Effect& effect) {
  if (!(effect.p_holm < clear_level) || effect.estimate == 0.0) return {"unclear", Colour::faint};
  const bool more = effect.estimate > 0.0;
  if (outcome.better == Better::neither) return {more ? "more" : "less", {}};
  return more == (outcome.better == Better::higher) ? Verdict{"better", Colour::green} : Verdict{"worse", Colour::red};
}

const Effect* find_effect(const OutcomeComparison& comparison, std::size_t variant) {
  for (const VariantComparison& of_variant : comparison.overall)
    if (of_variant.variant == variant) return &of_variant.effect;
  return nullptr;
}

std::string line_over_months(const std::vector<OutcomeComparison>& months, std::size_t variant, const TextStyle& style) {
  std::vector<double> effects;
  for (const OutcomeComparison& month : months)
    if (const Effect* effect = find_effect(month, variant); effect != nullptr && std::isfinite(effect->estimate))
      effects.push_back(effect->estimate);
  if (effects.size() < 2) return "";
  const auto [low, high] = std::minmax_element(effects.begin(), effects.end());
  return sparkline(effects, {.width = line_width, .unicode = style.unicode, .low = std::min(0.0, *low), .high = std::max(0.0, *high)});
}

std::string cell(const OutcomeComparison& comparison, const std::vector<OutcomeComparison>& months, std::size_t variant,
                 const TextStyle& style) {
  const Effect* effect = find_effect(comparison, variant);
  if (effect == nullptr) return fmt::format("{:>{}}", "", cell_width);
  const Verdict verdict = judge(comparison.outcome, *effect);
  const std::string word = fmt::format("{:<7}", verdict.word);
  return fmt::format("{:>9} {} {:<{}}", show_difference(comparison.outcome, effect->estimate),
                     verdict.colour ? paint(word, *verdict.colour, style) : word, line_over_months(months, variant, style), line_width);
}

std::string label_of(const ComparedOutcome& outcome) { return outcome.unit == "share" ? outcome.label + ", %" : outcome.label; }

std::string shorten(const std::string& name) {
  return name.size() <= cell_width - 1 ? name : name.substr(0, cell_width - 3) + "..";
}

void end_line(std::string& text, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  text += line + "\n";
}

std::string block(const ComparisonAnswers& answers, const std::vector<std::size_t>& variants, const TextStyle& style) {
  std::string text, head = fmt::format("  {:<35}", "");
  for (const std::size_t variant : variants) head += fmt::format("{:>{}} ", shorten(answers.file.variants.at(variant)), cell_width);
  end_line(text, head);
  for (std::size_t k = 0; k < answers.headlines.size(); ++k) {
    std::string line = fmt::format("  {:<35}", label_of(answers.headlines[k].outcome));
    for (const std::size_t variant : variants) line += cell(answers.headlines[k], answers.by_month.at(k), variant, style) + " ";
    end_line(text, line);
  }
  return text;
}

std::string tell_months(const ComparedFile& file) {
  const auto first = std::find_if(file.kept_months.begin(), file.kept_months.end(), [](std::int32_t month) { return month > 0; });
  if (first == file.kept_months.end() || *first == file.kept_months.back()) return "";
  return fmt::format("; the line: month {} to {}", *first, file.kept_months.back());
}

}  // namespace

std::string comparison_summary(const ComparisonAnswers& answers, const TextStyle& style) {
  const ComparedFile& file = answers.file;
  std::string text = fmt::format("\nIn short, against '{}'{}; unclear: p by Holm is {} or more\n", file.variants.at(file.baseline),
                                 tell_months(file), clear_level);
  std::vector<std::size_t> row;
  for (std::size_t variant = 0; variant < file.variants.size(); ++variant) {
    if (variant != file.baseline) row.push_back(variant);
    if (row.size() < side_by_side && (variant + 1 < file.variants.size() || row.empty())) continue;
    text += block(answers, row, style);
    row.clear();
  }
  return text;
}

}  // namespace tessera
