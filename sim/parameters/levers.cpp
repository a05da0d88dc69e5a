#include "parameters/levers.hpp"

#include <fmt/format.h>

#include <array>

namespace tessera {
namespace {

using P = CalendarParameters;

constexpr std::array<LeverRow, levers> lever_rows{{
    {Lever::needs_assessment, "Surveys lower the error with which organisations read unmet need.",
     "assessment.survey_effect", CostBasis::district, &P::needs_assessment_usd},
    {Lever::stakeholder_mapping, "Part of a searcher's candidates comes off a map of everybody who fits, near or far.",
     "partner_search.mapping_share", CostBasis::district, &P::stakeholder_mapping_usd},
    {Lever::collaboration_tools, "Shared tools save coordination hours and carry messages that would be lost.",
     "agreement.tools_effect, dialogue.communication_tools", CostBasis::member, &P::collaboration_tools_usd},
    {Lever::agreement_support, "Templates and skilled help save hours of signing, and more is put in writing.",
     "agreement.support_effect, agreement.support_formality", CostBasis::partnership, &P::agreement_support_usd},
    {Lever::collaborative_grants, "Calls for partnerships: money for joint work, won by application.",
     "grants (calls and awards)", CostBasis::paid, &P::collaborative_grants_usd},
    {Lever::operating_grants, "Calls for single organisations: money for their own work, won by application.",
     "grants (calls and awards)", CostBasis::paid, &P::operating_grants_usd},
    {Lever::facilitation, "A facilitator makes members less stubborn in dialogue and conflicts rarer.",
     "dialogue.facilitation_effect, conflict.facilitation", CostBasis::partnership, &P::facilitation_usd},
    {Lever::mediation, "A mediator resolves open conflicts sooner.",
     "conflict.mediation_per_month, conflict.mediation_delay_months", CostBasis::partnership, &P::mediation_usd},
    {Lever::capacity_building, "Training raises expertise and collaboration capability.",
     "learning.training_expertise, learning.training_capability", CostBasis::organisation, &P::capacity_building_usd},
    {Lever::shared_measurement, "What members give and achieve is measured: accountability, smaller errors of judgement, evidence for joint bids.",
     "contribution.measurement_effect, evaluation.measurement_effect, trust.measurement_effect, grants.evidence",
     CostBasis::partnership, &P::shared_measurement_usd},
    {Lever::public_relations, "Communication raises visibility.", "credibility.relations_effect", CostBasis::organisation,
     &P::public_relations_usd},
    {Lever::evaluation_cycle, "Reviews come sooner.", "evaluation.cycle_effect", CostBasis::partnership,
     &P::evaluation_cycle_usd},
    {Lever::joint_events, "More organisations attend events, and events lift their volunteers' morale.",
     "meeting.joint_events_effect, meeting.event_morale", CostBasis::district, &P::joint_events_usd},
    {Lever::success_stories, "What was achieved is told, and standing follows outcomes more strongly.",
     "credibility.stories_effect", CostBasis::district, &P::success_stories_usd},
    {Lever::volunteer_centre, "A centre recruits free residents, and trains and places volunteers so that fewer quit.",
     "volunteering.centre_recruitment, volunteering.centre_retention", CostBasis::district, &P::volunteer_centre_usd},
    {Lever::inclusive_governance, "Members speak with more equal voices, residents are heard, and talks take longer.",
     "dialogue.inclusive_effect, dialogue.inclusive_delay, assessment.inclusive_voice", CostBasis::partnership,
     &P::inclusive_governance_usd},
    {Lever::corporate_partnership_incentive, "Businesses look for partners more often.",
     "partner_search.incentive_effect", CostBasis::member_business, &P::corporate_partnership_incentive_usd},
}};

constexpr std::uint16_t organisations_only = target_of_organisations;
constexpr std::array<ShockRow, shocks> shock_rows{{
    {Shock::funding_cut, "Appropriations and grants shrink.", "finance (income of these two sources)", "share", 0, 1,
     "Share of that income lost.", true, organisations_only, 0},
    {Shock::recession, "The general economy shrinks; income follows by finance.economy_elasticity.",
     "World::economy", "share", 0, 0.95, "Share by which the index of the economy falls.", true, 0, 0},
    {Shock::demand_surge, "More need arises.", "needs (mean fresh need)", "multiple", 0, 20,
     "Rise of mean fresh need, 1 = doubled.", true, target_area | target_district | target_group, 0},
    {Shock::disaster, "Staff hours and space are lost, and more need arises.",
     "calendar.disaster_capacity, calendar.disaster_need", "share", 0, 1, "Severity, 1 = the worst.", true, target_district, 0},
    {Shock::volunteer_slump, "Fewer free residents join.", "volunteering (joining hazard)", "share", 0, 1,
     "Share by which joining falls.", true, target_district, 0},
    {Shock::scandal, "Standing is lost at once; partners are tainted.", "Organisations::credibility, calendar.scandal_spread",
     "share", 0, 1, "Share of credibility lost.", false, organisations_only, organisations_only},
    {Shock::closure, "Organisations close.", "entry_exit (closes for the reason shock)", "", 0, 1,
     "No size: the target says who closes.", false, organisations_only, organisations_only},
    {Shock::new_priority, "Need moves to some areas, and as much is less in the others.", "needs (mean fresh need)", "share", 0, 5,
     "Rise of mean fresh need in these areas.", true, target_area, target_area},
}};

// "`a`, `b`": parameters as code, state in words as it is.
std::string quote_parameters(std::string_view moves) {
  std::string text;
  while (!moves.empty()) {
    const std::size_t end = moves.find(", ");
    const std::string_view one = moves.substr(0, end);
    const bool code = one.find(' ') == std::string_view::npos;
    text += fmt::format("{}{}{}{}", text.empty() ? "" : ", ", code ? "`" : "", one, code ? "`" : "");
    moves = end == std::string_view::npos ? std::string_view() : moves.substr(end + 2);
  }
  return text;
}

std::string cost_parameter(Lever lever) {
  return fmt::format("calendar.{}_usd", lever_names[static_cast<std::size_t>(lever)]);
}

}  // namespace

std::span<const LeverRow> lever_table() { return lever_rows; }
std::span<const ShockRow> shock_table() { return shock_rows; }
const LeverRow& row_of(Lever lever) { return lever_rows[static_cast<std::size_t>(lever)]; }
const ShockRow& row_of(Shock kind) { return shock_rows[static_cast<std::size_t>(kind)]; }

std::string describe_lever(const LeverRow& row) {
  return fmt::format("{} Moves: {}. Public cost: {}, {}.", row.channel, row.moves, cost_parameter(row.lever),
                     cost_basis_names[static_cast<std::size_t>(row.basis)]);
}

std::string describe_shock(const ShockRow& row) {
  std::string text = fmt::format("{} Moves: {}. Size: {}", row.channel, row.moves, row.size_meaning);
  if (!row.unit.empty()) text += fmt::format(" {}, {} to {}.", row.unit, row.lowest, row.highest);
  return text + (row.lasting ? " Lasts duration_months." : " Happens once.");
}

std::string write_lever_table() {
  std::string text = "| lever | channel | moves | public cost |\n|---|---|---|---|\n";
  for (const LeverRow& row : lever_rows)
    text += fmt::format("| {} | {} | {} | `{}`, {} |\n", lever_names[static_cast<std::size_t>(row.lever)], row.channel,
                        quote_parameters(row.moves), cost_parameter(row.lever),
                        cost_basis_names[static_cast<std::size_t>(row.basis)]);
  return text;
}

std::string write_shock_table() {
  std::string text = "| shock | channel | moves | size | lasts |\n|---|---|---|---|---|\n";
  for (const ShockRow& row : shock_rows)
    text += fmt::format("| {} | {} | {} | {} | {} |\n", shock_names[static_cast<std::size_t>(row.kind)], row.channel,
                        quote_parameters(row.moves), row.size_meaning, row.lasting ? "its duration" : "once");
  return text;
}

}  // namespace tessera
