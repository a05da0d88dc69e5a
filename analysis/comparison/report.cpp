#include "analysis/comparison/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tessera {
namespace {

constexpr double clear_level = 0.05;

// Shares are read in per cent.
double scale_of(const ComparedOutcome& outcome) { return outcome.unit == "share" ? 100.0 : 1.0; }
std::string unit_of(const ComparedOutcome& outcome) { return outcome.unit == "share" ? "%" : outcome.unit == "1" ? "" : outcome.unit; }
std::string unit_of_gain(const ComparedOutcome& outcome) { return outcome.unit == "share" ? "percentage point" : outcome.unit; }

std::string show(double value) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value > 0.0 ? "inf" : "-inf";
  if (std::abs(value) < 1e-12) return "0";  // what rounding leaves of nothing
  if (std::abs(value) >= 1e6) return fmt::format("{:.3g}", value);
  return std::abs(value) >= 1e3 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string show_signed(double value) {
  const std::string text = show(value);
  return value > 0.0 && text != "0" ? "+" + text : text;
}

// So many decimals that the largest has three digits or more; -1 = it is too small or too large for that.
int choose_decimals(double largest) {
  if (largest == 0.0) return 0;
  if (!(largest >= 5e-4 && largest < 1e6)) return -1;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 4);
}

std::string show_fixed(double value, int decimals) {
  if (decimals < 0 || !std::isfinite(value)) return show_signed(value);
  const std::string text = fmt::format("{:+.{}f}", value, decimals);
  return text.find_first_of("123456789") == std::string::npos ? text.substr(1) : text;
}

std::string show_fixed(double lower, double upper, int decimals) {
  if (std::isnan(lower) || std::isnan(upper)) return "-";
  return fmt::format("[{}, {}]", show_fixed(lower, decimals), show_fixed(upper, decimals));
}

std::string show_mean(double value, int decimals) {
  if (std::isnan(value) || std::abs(value) >= 1e3) return show(value);
  return decimals < 0 ? fmt::format("{:.4g}", value) : fmt::format("{:.{}f}", value, std::min(decimals, 2));
}

// Three digits of an amount, with its thousands set apart.
std::string show_usd(double value) {
  if (!std::isfinite(value) || std::abs(value) < 1e3) return show(value);
  const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2.0);
  std::string text = fmt::format("{:.0f}", std::round(value / step) * step);
  for (int at = static_cast<int>(text.size()) - 3; at > (value < 0.0 ? 1 : 0); at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string show_standardised(double value) {
  return std::isnan(value) || std::abs(value) >= 100.0 ? show_signed(value) : fmt::format("{:+.2f}", value);
}

std::string show_interval(double lower, double upper) {
  if (std::isnan(lower) || std::isnan(upper)) return "-";
  return fmt::format("[{}, {}]", show_signed(lower), show_signed(upper));
}

std::string show_p(double p) {
  if (std::isnan(p)) return "-";
  return p < 0.0005 ? "<.0005" : fmt::format("{:.3f}", p);
}

std::string show_count(std::uint64_t count) {
  return count == 0 ? "-" : count >= 1000000 ? fmt::format("{:.0e}", static_cast<double>(count)) : fmt::format("{}", count);
}

std::string shorten(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most - 2;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // never within a letter of UTF-8
  return text.substr(0, end) + "..";
}

// "first: a, b," and further lines below, none of them wide.
std::string list_in_lines(const std::string& first, const std::vector<std::string>& items) {
  std::string text, line = first;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const std::string item = " " + items[k] + (k + 1 < items.size() ? "," : "");
    if (line.size() + item.size() > 100) text += std::exchange(line, "   ") + "\n";
    line += item;
  }
  return text + line + "\n";
}

bool is_clear(const Effect& effect) { return effect.p_holm < clear_level && effect.estimate != 0.0; }

std::string tell_window(const ComparedFile& file) {
  if (file.window.size() == 1) return fmt::format("at the end of month {}", file.window.front());
  return fmt::format("mean of the {} kept months {}-{}", file.window.size(), file.window.front(), file.window.back());
}

// A line per variant in which not every run is complete.
std::string tell_runs(const ComparedFile& file) {
  std::string text;
  for (std::size_t v = 0; v < file.variants.size(); ++v) {
    const RunCounts& runs = file.runs.at(v);
    if (runs.failed + runs.not_run + runs.stopped == 0) continue;
    text += fmt::format("  {}: {} runs complete, {} failed, {} stopped on the way, {} not run\n", file.variants[v], runs.complete,
                        runs.failed, runs.stopped, runs.not_run);
  }
  return text.empty() ? "" : "Runs that are missing leave out the pairs they belong to:\n" + text;
}

std::string tell_head(const ComparedFile& file) {
  const std::string runs = tell_runs(file);
  std::string text = file.title.empty() ? "" : file.title + "\n";
  text += fmt::format("{} variants, {} design point{}, {} replicates{}. Against '{}'; {}.\n", file.variants.size(),
                      file.design_points.size(), file.design_points.size() == 1 ? "" : "s", file.replicates, runs.empty() ? "" : " at most",
                      file.variants.at(file.baseline), tell_window(file));
  if (file.design_points.size() > 1)
    text += "Over the design points a replicate counts once, with its mean over them: intervals are of luck, not of the design.\n";
  return text + runs;
}

const VariantComparison* find_comparison(const OutcomeComparison& comparison, std::size_t variant) {
  for (const VariantComparison& of_variant : comparison.overall)
    if (of_variant.variant == variant) return &of_variant;
  return nullptr;
}

// One for the whole table of an outcome, so that its numbers stand below one another.
int choose_decimals(const OutcomeComparison& comparison, double scale) {
  double largest = 0.0;
  for (const VariantComparison& of_variant : comparison.overall)
    for (const double value : {of_variant.effect.estimate, of_variant.effect.lower, of_variant.effect.upper})
      if (std::isfinite(value)) largest = std::max(largest, std::abs(scale * value));
  return choose_decimals(largest < 1e-12 ? 0.0 : largest);
}

bool is_same_in_every_pair(const Effect& effect) { return effect.estimate == 0.0 && effect.lower == 0.0 && effect.upper == 0.0; }

std::string table_row(const std::string& name, double mean, double scale, const VariantComparison* of_variant, int decimals) {
  std::string row = fmt::format("  {:<18}{:>8}", shorten(name, 17), show_mean(scale * mean, decimals > 0 ? decimals : 2));
  if (of_variant == nullptr) return row + " (baseline)\n";
  const Effect& effect = of_variant->effect;
  if (is_same_in_every_pair(effect)) return row + "  the same in every pair\n";
  const BootstrapInterval& resampled = of_variant->bootstrap;
  return row + fmt::format(" {:>7} {:<18} {:<18} {:>6}{:>7}{:>6}{:>6}\n", show_fixed(scale * effect.estimate, decimals),
                           show_fixed(scale * effect.lower, scale * effect.upper, decimals),
                           show_fixed(scale * resampled.lower, scale * resampled.upper, decimals), show_p(effect.p_holm),
                           show_standardised(effect.standardised), show(of_variant->pairing.factor),
                           show_count(of_variant->replicates_needed));
}

// "facilitated: higher at 3 of 4 design points (clearly at 2), lower at 1 (clearly at 0)".
std::string tell_points(const OutcomeComparison& comparison, const std::vector<std::string>& variants) {
  std::string text;
  if (comparison.by_point.empty()) return text;
  for (std::size_t k = 0; k < comparison.overall.size(); ++k) {
    std::size_t higher = 0, lower = 0, clearly_higher = 0, clearly_lower = 0;
    for (const auto& at_point : comparison.by_point) {
      const Effect& effect = at_point[k].effect;
      higher += effect.estimate > 0.0;
      lower += effect.estimate < 0.0;
      clearly_higher += is_clear(effect) && effect.estimate > 0.0;
      clearly_lower += is_clear(effect) && effect.estimate < 0.0;
    }
    const VariantComparison& overall = comparison.overall[k];
    text += fmt::format("  {}: of {} design points higher at {} (clearly at {}), lower at {} (clearly at {})\n", shorten(variants.at(overall.variant), 24),
                        comparison.by_point.size(), higher, clearly_higher, lower, clearly_lower);
    if (overall.points_used < comparison.by_point.size())
      text += fmt::format("    {} design points have no value and are left out of the mean\n", comparison.by_point.size() - overall.points_used);
  }
  return text;
}

std::string tell_alike(const std::vector<RankedVariant>& ranking, const std::vector<std::string>& variants) {
  std::vector<std::string> pairs;
  for (const RankedVariant& ranked : ranking)
    for (const std::size_t other : ranked.alike)
      if (ranked.variant < other) pairs.push_back(fmt::format("{} ~ {}", variants.at(ranked.variant), variants.at(other)));
  if (pairs.empty() || ranking.size() < 3) return "";  // of two variants the table says it
  return list_in_lines("  not told apart, of all pairs:", pairs);
}

std::string tell_outcome(const ComparisonAnswers& answers, std::size_t headline) {
  const OutcomeComparison& comparison = answers.headlines[headline];
  const ComparedOutcome& outcome = comparison.outcome;
  const auto& variants = answers.file.variants;
  const std::string unit = unit_of(outcome);
  std::string text = fmt::format("\n{} ({}){}{}\n", outcome.label, outcome.measure, unit.empty() ? "" : ", " + unit,
                                 outcome.better == Better::neither ? "" : fmt::format("; {} is better", better_names[static_cast<std::size_t>(outcome.better)]));
  text += fmt::format("  {:<18}{:>8}  {:<25} {:<18} {:>6}{:>7}{:>6}{:>6}\n", "variant", "mean", "difference [95 %]", "bootstrap", "p",
                      "in sd", "luck", "needs");
  const int decimals = choose_decimals(comparison, scale_of(outcome));
  for (const RankedVariant& ranked : answers.rankings[headline])
    text += table_row(variants.at(ranked.variant), ranked.mean, scale_of(outcome), find_comparison(comparison, ranked.variant), decimals);
  return text + tell_alike(answers.rankings[headline], variants) + tell_points(comparison, variants);
}

std::string tell_legend(const ComparisonAnswers& answers) {
  const std::string wanted = answers.half_width > 0.0 ? fmt::format("{} in the unit of the outcome", answers.half_width)
                                                      : std::string("a tenth of the baseline's sd");
  return fmt::format("\ndifference: variant minus baseline, replicate by replicate, paired t · bootstrap: BCa, 95 %\n"
                     "p: Holm over {} comparisons · in sd: of the baseline between replicates\n"
                     "luck: variance without common luck over that with it · needs: replicates for a half-width of\n"
                     "{} (shares: 0.01 is one percentage point)\n", answers.headline_family, wanted);
}

void add_subgroup(std::string& gains, std::string& losses, const OutcomeComparison& subgroup, const Effect& effect) {
  const ComparedOutcome& outcome = subgroup.outcome;
  const double scale = scale_of(outcome);
  const bool gain = (effect.estimate > 0.0) != (outcome.better == Better::lower);
  (gain ? gains : losses) += fmt::format("      {:<42} {} {}\n", shorten(outcome.label, 42), show_signed(scale * effect.estimate),
                                         show_interval(scale * effect.lower, scale * effect.upper));
}

std::string tell_subgroups(const ComparisonAnswers& answers) {
  if (answers.subgroups.empty()) return "";
  std::string text = "\nWho gains, who loses (p by Holm within each measure below 0.05)\n";
  for (std::size_t k = 0; k < answers.subgroups.front().overall.size(); ++k) {
    std::string gains, losses;
    std::size_t unclear = 0;
    for (const OutcomeComparison& subgroup : answers.subgroups) {
      const Effect& effect = subgroup.overall[k].effect;
      if (is_clear(effect)) add_subgroup(gains, losses, subgroup, effect);
      else ++unclear;
    }
    text += fmt::format("  {}: no clear change in {} of {}\n", answers.file.variants.at(answers.subgroups.front().overall[k].variant),
                        unclear, answers.subgroups.size());
    if (!gains.empty()) text += "    gain\n" + gains;
    if (!losses.empty()) text += "    lose\n" + losses;
  }
  return text;
}

std::string tell_cost(const CostPerGain& cost) {
  const double scale = 1.0 / scale_of(cost.outcome);
  return fmt::format("    {:<42} {} [{}, {}] per {}{}\n", shorten(cost.outcome.label, 42), show_usd(scale * cost.ratio.estimate),
                     show_usd(scale * cost.ratio.lower), show_usd(scale * cost.ratio.upper),
                     unit_of_gain(cost.outcome) + (cost.outcome.better == Better::lower ? " less" : ""), cost.ratio.upper < 0.0 ? ": it saves" : "");
}

// Outcomes that have a cost per unit, and why the others have none.
std::string tell_costs_of(const ComparisonAnswers& answers, std::size_t variant) {
  std::string text;
  std::vector<std::string> unclear, worse, open;
  for (const CostPerGain& cost : answers.costs) {
    if (cost.variant != variant) continue;
    if (cost.gain.pairs >= 2 && cost.gain_may_be_zero()) unclear.push_back(cost.outcome.label);
    else if (cost.gain.pairs >= 2 && cost.gain.estimate < 0.0) worse.push_back(cost.outcome.label);
    else if (cost.gain.pairs < 2 || cost.ratio.set != RatioSet::between) open.push_back(cost.outcome.label);
    else text += tell_cost(cost);
  }
  if (!unclear.empty()) text += list_in_lines("    no cost per unit exists, as the gain may be 0:", unclear);
  if (!worse.empty()) text += list_in_lines("    got worse:", worse);
  if (!open.empty()) text += list_in_lines("    no cost per unit can be said:", open);
  return text.empty() ? "" : fmt::format("  {}\n{}", shorten(answers.file.variants.at(variant), 40), text);
}

std::string tell_costs(const ComparisonAnswers& answers) {
  if (!answers.spending) return "\nThe file holds no public_spending_total, so that costs are not known.\n";
  if (answers.costs.empty()) return "\nNo variant spends other public money than the baseline.\n";
  std::string text = fmt::format("\nPublic spending until month {} beyond the baseline, usd [95 %]\n", answers.file.window.back());
  const auto signed_usd = [](double value) { return (value > 0.0 ? "+" : "") + show_usd(value); };
  for (const VariantComparison& of_variant : answers.spending->overall) {
    const Effect& effect = of_variant.effect;
    text += fmt::format("  {:<19}{} [{}, {}]\n", shorten(answers.file.variants.at(of_variant.variant), 18), signed_usd(effect.estimate),
                        signed_usd(effect.lower), signed_usd(effect.upper));
  }
  text += "\nWhat a unit gained cost, usd [Fieller, 95 %]\n";
  for (std::size_t variant = 0; variant < answers.file.variants.size(); ++variant) text += tell_costs_of(answers, variant);
  return text;
}

}  // namespace

std::string comparison_as_text(const ComparisonAnswers& answers) {
  std::string text = tell_head(answers.file);
  for (std::size_t k = 0; k < answers.headlines.size(); ++k) text += tell_outcome(answers, k);
  if (!answers.headlines.empty()) text += tell_legend(answers);
  text += tell_subgroups(answers) + tell_costs(answers);
  if (!answers.file.absent.empty()) text += "\n" + list_in_lines("Not in the file:", answers.file.absent);
  return text;
}

}  // namespace tessera
