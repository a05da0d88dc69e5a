#include "analysis/claims/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "base/errors.hpp"
#include "results/durable.hpp"
#include "scenario/csv.hpp"

namespace tessera {
namespace {

std::string show(double value) {
  if (std::isnan(value)) return "-";
  return std::abs(value) >= 1e4 ? fmt::format("{:+.0f}", value) : fmt::format("{:+.3g}", value);
}

std::string show_p(double p) {
  if (std::isnan(p)) return "-";
  return p < 0.0005 ? "< 0.0005" : fmt::format("{:.3f}", p);
}

std::string show_effect(const Effect& effect) {
  return fmt::format("{} [{}, {}]", show(effect.estimate), show(effect.lower), show(effect.upper));
}

std::string show_verdict(const ClaimAnswer& answer) {
  std::string text(name_verdict(answer.verdict));
  if (answer.verdict == Verdict::by_construction)
    text += fmt::format("; downstream {}", name_verdict(answer.deciding()->verdict));
  return text;
}

// A mark behind the id of a claim whose design was changed after a first look at results.
std::string show_id(const ClaimAnswer& answer) { return answer.id + (answer.exploratory.empty() ? "" : " *"); }

std::string show_outcome(const MeasuredOutcome& outcome) {
  return fmt::format("{}, {}", outcome.text, outcome.window);
}

std::string show_turns(const ClaimAnswer& answer) {
  std::string text;
  for (const Turn& turn : answer.turns)
    text += fmt::format("{} changes the sign at {:.3g} [{:.3g}, {:.3g}]", text.empty() ? answer.sweep_path : ";", turn.at,
                        turn.lower, turn.upper);
  return text;
}

std::string count_verdicts(const ClaimAnswers& answers) {
  std::string text;
  for (std::size_t k = 0; k < verdict_names.size(); ++k) {
    const auto count = std::count_if(answers.answers.begin(), answers.answers.end(), [&](const ClaimAnswer& answer) {
      return answer.verdict == static_cast<Verdict>(k);
    });
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, verdict_names[k]);
  }
  return text;
}

std::string tell_family(const ClaimAnswers& answers) {
  return fmt::format("p by Holm's method over {} deciding comparisons{}", answers.family,
                     answers.not_run > 0 ? fmt::format(", of which {} were not run and count as p = 1", answers.not_run) : "");
}

std::string tell_what_is_left(const ClaimAnswers& answers) {
  std::string text;
  for (const std::string& failure : answers.failures) text += fmt::format("FAILED: {}\n", failure);
  if (!answers.missing.empty())
    text += fmt::format("{} claims have no experiment: {}\n", answers.missing.size(), fmt::join(answers.missing, ", "));
  return text;
}

// A cell of a Markdown table holds no bar and no line break.
std::string cell(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string page_row(const ClaimAnswer& answer) {
  if (answer.verdict == Verdict::not_represented)
    return fmt::format("| {} | {} | - | - | - | - | - | not represented | {} |\n", show_id(answer), cell(answer.text), cell(answer.because));
  const MeasuredOutcome& decides = *answer.deciding();
  const Effect& effect = decides.effect;
  const std::string unit = decides.unit.empty() ? "" : " (" + decides.unit + ")";
  return fmt::format("| {} | {} | {} vs {}{} | {}{} | {} | {} | {} | {} | {} |\n", show_id(answer), cell(answer.text), answer.treatment,
                     answer.baseline, answer.beyond.empty() ? "" : ", beyond " + answer.beyond, cell(show_outcome(decides)), unit, show_effect(effect), show(effect.standardised),
                     show_p(effect.p_holm), show_verdict(answer), cell(answer.reading));
}

std::string page_of_others(const ClaimAnswers& answers) {
  std::string rows;
  for (const ClaimAnswer& answer : answers.answers) {
    const bool constructed = answer.kind == ClaimKind::by_construction;
    const auto& other = constructed ? answer.outcome : answer.downstream;
    if (!other) continue;
    rows += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", answer.id, cell(show_outcome(*other)),
                        expected_names[static_cast<std::size_t>(other->expected)], show_effect(other->effect),
                        show(other->effect.standardised), name_verdict(other->verdict),
                        constructed ? "the formula itself: " + cell(answer.because) : "further downstream");
  }
  if (rows.empty()) return "";
  return "\n## Further outcomes\nEach on its own, p not adjusted; they decide nothing.\n\n"
         "| id | outcome | expected | effect [95 %] | standardised | on its own | why |\n|---|---|---|---|---|---|---|\n" + rows;
}

std::string show_point(const SweepPoint& point) {
  if (point.same) return "the same scenario";
  return fmt::format("{}{}{}", point.beside ? "beside: " : "", name_verdict(point.verdict),
                     point.small_dose ? " (a smaller dose)" : "");
}

std::string page_of_exploratory(const ClaimAnswers& answers) {
  std::string rows;
  for (const ClaimAnswer& answer : answers.answers)
    if (!answer.exploratory.empty()) rows += fmt::format("- {}: {}\n", answer.id, answer.exploratory);
  if (rows.empty()) return "";
  return "\n## Exploratory\nMarked *: what of the design was changed after a first look at results, so that the verdict weighs less.\n\n" + rows;
}

std::string page_of_sweeps(const ClaimAnswers& answers) {
  std::string text;
  for (const ClaimAnswer& answer : answers.answers) {
    if (answer.points.empty()) continue;
    text += fmt::format("\n### {}\n{}.{}\n\n| {} | effect [95 %] | standardised | adjusted p | verdict |\n|---|---|---|---|---|\n",
                        answer.id, describe_region(answer.points), answer.turns.empty() ? "" : " " + show_turns(answer) + ".",
                        answer.sweep_path.empty() ? "regime" : "`" + answer.sweep_path + "`");
    for (const SweepPoint& point : answer.points)
      text += fmt::format("| {} | {} | {} | {} | {} |\n", cell(point.label), show_effect(point.effect), show(point.effect.standardised),
                          show_p(point.effect.p_holm), show_point(point));
  }
  return text.empty() ? "" : "\n## Sweeps and regimes\nThe deciding outcome elsewhere, p adjusted with all claims; what is compared beside asks another question, decides\n"
                                  "nothing and is adjusted within its claim.\n" + text;
}

constexpr std::array outcome_columns{"outcome",     "at",           "unit", "expected", "effect",               "lower", "upper",   "baseline_mean",
                                     "baseline_sd", "standardised", "p",    "p_holm",   "q_benjamini_hochberg", "pairs", "missing", "verdict"};

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

std::vector<std::string> csv_of_outcome(const std::optional<MeasuredOutcome>& outcome) {
  if (!outcome) return std::vector<std::string>(outcome_columns.size());
  const Effect& effect = outcome->effect;
  return {outcome->text,
          outcome->window,
          outcome->unit,
          std::string(expected_names[static_cast<std::size_t>(outcome->expected)]),
          number(effect.estimate),
          number(effect.lower),
          number(effect.upper),
          number(effect.baseline_mean),
          number(effect.spread),
          number(effect.standardised),
          number(effect.p),
          number(effect.p_holm),
          number(effect.q),
          fmt::format("{}", effect.pairs),
          fmt::format("{}", effect.missing),
          std::string(name_verdict(outcome->verdict))};
}

}  // namespace

std::string claims_as_text(const ClaimAnswers& answers) {
  std::string text = fmt::format("{:<9}{:<64}{:<36}{:>13}  {:<44}{:>5}\n", "id", "verdict", "effect [95 %]", "standardised", "outcome", "n");
  for (const ClaimAnswer& answer : answers.answers) {
    if (answer.verdict == Verdict::not_represented) {
      text += fmt::format("{:<9}{:<64}{}\n", answer.id, "not represented", answer.because);
      continue;
    }
    const MeasuredOutcome& decides = *answer.deciding();
    text += fmt::format("{:<9}{:<64}{:<36}{:>13}  {:<44}{:>5}\n", show_id(answer), show_verdict(answer), show_effect(decides.effect),
                        show(decides.effect.standardised), show_outcome(decides), decides.effect.pairs);
    if (!answer.points.empty())
      text += fmt::format("         {}: {}\n", answer.sweep_path.empty() ? "regimes" : answer.sweep_path, describe_region(answer.points));
    if (!answer.turns.empty()) text += fmt::format("         {}\n", show_turns(answer));
  }
  return text + fmt::format("\n{}. {}; {} runs.\n", count_verdicts(answers), tell_family(answers), answers.runs) +
         tell_what_is_left(answers);
}

std::string claims_as_page(const ClaimAnswers& answers) {
  std::string text =
      "# The claims of the seed documents, answered by experiment\n"
      "Written by `tessera claims --write analysis/claims`, which renews it; `tessera claims --only ID` repeats one row. What the\n"
      "words and numbers mean stands in [scenarios/claims](../../scenarios/claims/README.md), where the experiments are.\n"
      "`claims.csv` holds the numbers in full.\n\n";
  text += fmt::format("{} claims: {}.\n{}.\n", answers.answers.size(), count_verdicts(answers), tell_family(answers));
  text += "\n| id | claim | treatment vs baseline | deciding outcome | effect [95 %] | standardised | adjusted p | verdict | reading |\n"
          "|---|---|---|---|---|---|---|---|---|\n";
  for (const ClaimAnswer& answer : answers.answers) text += page_row(answer);
  text += page_of_exploratory(answers) + page_of_sweeps(answers) + page_of_others(answers);
  const std::string left = tell_what_is_left(answers);
  return left.empty() ? text : text + "\n## What is left\n" + left;
}

std::string claims_as_csv(const ClaimAnswers& answers) {
  std::string text = "id,claim,file,kind,treatment,baseline,beyond,verdict,sweep,region,reading,because,exploratory";
  for (const char* prefix : {"", "downstream_"})
    for (const char* name : outcome_columns)
      text += fmt::format(",{}{}", prefix[0] == '\0' && std::string(name) == "verdict" ? "outcome_" : prefix, name);
  text += "\n";
  for (const ClaimAnswer& answer : answers.answers) {
    std::vector<std::string> cells{answer.id, answer.text, answer.file,
                                   std::string(claim_kind_names[static_cast<std::size_t>(answer.kind)]), answer.treatment,
                                   answer.baseline, answer.beyond, std::string(name_verdict(answer.verdict)), answer.sweep_path,
                                   describe_region(answer.points), answer.reading, answer.because, answer.exploratory};
    for (const auto* outcome : {&answer.outcome, &answer.downstream}) {
      const auto more = csv_of_outcome(*outcome);
      cells.insert(cells.end(), more.begin(), more.end());
    }
    for (std::size_t k = 0; k < cells.size(); ++k) text += (k > 0 ? "," : "") + write_csv_cell(cells[k]);
    text += "\n";
  }
  return text;
}

void write_claims(const ClaimAnswers& answers, const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(fmt::format("{} can not be made: {}", folder, error.message()));
  write_text((std::filesystem::path(folder) / "README.md").string(), claims_as_page(answers));
  write_text((std::filesystem::path(folder) / "claims.csv").string(), claims_as_csv(answers));
}

}  // namespace tessera
