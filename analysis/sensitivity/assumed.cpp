#include "analysis/sensitivity/assumed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/errors.hpp"
#include "parameters/parameters.hpp"

namespace tessera {
namespace {

constexpr double half = 0.5, odds_to_either_side = 0.7;

// Effects of levers and what only they, shocks or scandals set going; tests show that nothing else asks for them.
constexpr std::array only_under_policies{
    "volunteering.centre_recruitment", "volunteering.centre_retention", "assessment.inclusive_voice", "assessment.survey_effect",
    "meeting.joint_events_effect", "meeting.event_morale", "partner_search.mapping_share", "partner_search.incentive_effect",
    "dialogue.facilitation_effect", "dialogue.inclusive_effect", "dialogue.inclusive_delay", "dialogue.communication_tools",
    "agreement.support_effect", "agreement.support_formality", "agreement.tools_effect", "contribution.measurement_effect",
    "evaluation.measurement_effect", "evaluation.cycle_effect", "trust.measurement_effect", "conflict.facilitation",
    "conflict.mediation_per_month", "conflict.mediation_delay_months", "credibility.relations_effect",
    "credibility.stories_effect", "learning.training_expertise", "learning.training_capability", "grants.evidence",
                                    "finance.economy_elasticity"};

// Nobody does it unless a scenario says so.
constexpr std::array off_by_default{"assessment.residents_voice", "solidarity.share", "solidarity.reserve_months",
                                    "partner_search.withdrawal"};

// Added to a utility or to log odds, where a multiple of the default means nothing.
constexpr std::array added{"partner_search.intercept",       "partner_search.new_partnership",  "partner_search.join_partnership",
                           "partner_search.sector_difference", "partner_search.already_partner", "partner_search.answer_intercept",
                           "conflict.base"};

struct Single {
  std::string_view name;
  double low, high;
};
constexpr std::array singly{
    Single{"volunteering.share_low", 0.3, 0.42},  // the three together at most 1
    Single{"volunteering.share_middle", 0.2, 0.33},
    Single{"volunteering.share_high", 0.1, 0.25},
    Single{"partner_search.near_share", 0.25, 0.55},  // the two together at most 1
    Single{"partner_search.acquaintance_share", 0.15, 0.45},
    Single{"partner_search.acceptor_trust", 0.5, 1.0},   // its default is the highest
    Single{"delivery.goods_markup", 1.075, 1.225},       // half to one and a half times what is above 1
    Single{"delivery.space_markup", 1.075, 1.225},
    Single{"loans.busy_threshold", 1.0, 1.1},            // idle and busy must not overlap
    Single{"grants.least_sectors", 1, 2},
};

constexpr std::array all_reasons{LeftOut::describes_the_run, LeftOut::describes_the_community, LeftOut::only_under_policies,
                                 LeftOut::off_by_default, LeftOut::only_in_reports};

template <class List>
bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::optional<LeftOut> find_reason(std::string_view name) {
  if (name.starts_with("run.")) return LeftOut::describes_the_run;
  if (name.starts_with("community.") || name == "founding.organisations") return LeftOut::describes_the_community;
  if (name.starts_with("calendar.") || holds(only_under_policies, name)) return LeftOut::only_under_policies;
  if (name.starts_with("reporting.")) return LeftOut::only_in_reports;
  if (holds(off_by_default, name)) return LeftOut::off_by_default;
  return {};
}

// A number in a file without the last digits of a product.
double rounded(double value) { return std::stod(fmt::format("{:.6g}", value)); }

AssumedRange choose_range(const ParameterRow& row) {
  for (const Single& single : singly)
    if (single.name == row.name) return {&row, single.low, single.high};
  double to_either_side = half * std::abs(row.standard);
  if (holds(added, row.name)) to_either_side = odds_to_either_side;
  else if (row.lowest >= 0.0 && row.highest <= 1.0) to_either_side = half * std::min(row.standard, 1.0 - row.standard);
  double low = row.standard - to_either_side, high = row.standard + to_either_side;
  if (row.whole) low = std::floor(low), high = std::ceil(high);
  return {&row, rounded(std::max(low, row.lowest)), rounded(std::min(high, row.highest))};
}

}  // namespace

std::string_view explain(LeftOut reason) {
  switch (reason) {
    case LeftOut::describes_the_run: return "length, number and luck of the runs";
    case LeftOut::describes_the_community: return "says which community it is, not how it works";
    case LeftOut::only_under_policies: return "acts only under policies and shocks, which this community has none of";
    case LeftOut::off_by_default: return "off by default: a choice of the scenario, not an estimate";
    case LeftOut::only_in_reports: return "changes what surveys would report, not what happens";
  }
  throw BrokenPromise("a reason without words");
}

AssumedParameters list_assumed() {
  AssumedParameters assumed;
  for (const ParameterRow& row : parameter_table()) {
    if (!row.source.starts_with("assumed")) continue;
    if (const auto reason = find_reason(row.name)) assumed.left_out.push_back({&row, *reason});
    else assumed.varied.push_back(choose_range(row));
  }
  return assumed;
}

std::string write_screening(const AssumedParameters& assumed) {
  std::string text = fmt::format(
      "# Which of the parameters that nobody has measured matter? All {} of them at once, by Morris' one step at a time.\n"
      "#\n"
      "# Ranges: half to one and a half times the default; of shares and chances half the way to the nearer of 0 and 1; of added\n"
      "# utilities and log odds 0.7 to either side; within what is allowed. analysis/sensitivity/assumed.cpp holds the rule and a\n"
      "# test holds this file to it and to the table of parameters (TESSERA_RENEW=1 writes it). What is left out stands below.\n"
      "#\n"
      "#   tessera experiment scenarios/sweeps/assumed_screening.toml -o assumed_screening.h5\n"
      "#   tessera sensitivity assumed_screening.h5\n"
      "tessera = 1\n"
      "name = \"Screening of the assumed parameters\"\n"
      "question = \"Which of the parameters that nobody has measured do the outcomes depend on?\"\n"
      "scenario = \"../small_town.toml\"\n"
      "replicates = 6             # the same luck at every point; noise is taken out of the effects\n"
      "\n"
      "factor = [\n",
      assumed.varied.size());
  for (const AssumedRange& range : assumed.varied)
    text += fmt::format("  {{ path = \"{}\", low = {}, high = {} }},\n", range.row->name, range.low, range.high);
  text +=
      "]\n"
      "\n"
      "[design]\n"
      "kind = \"morris\"\n"
      "samples = 30               # trajectories: 30 effects of every factor\n"
      "levels = 4\n"
      "seed = 1\n"
      "\n"
      "[results]\n"
      "every_months = 60          # the last month\n"
      "\n"
      "# Left out:\n";
  for (const LeftOut reason : all_reasons) {
    text += fmt::format("# - {}:", explain(reason));
    for (const AssumedLeftOut& one : assumed.left_out)
      if (one.reason == reason) text += fmt::format("\n#     {}", one.row->name);
    text += "\n";
  }
  return text;
}

}  // namespace tessera
