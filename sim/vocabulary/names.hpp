// The fixed kinds of the model and their names, the same in code, scenarios, results and plots.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tessera {

inline constexpr std::size_t competences = 4;    // K per service area
inline constexpr std::size_t hours_classes = 4;  // volunteers by hours per month
inline constexpr std::size_t most_groups = 8;
inline constexpr std::size_t most_areas = 16;
inline constexpr std::int32_t never = -1;  // a month that has not come
inline constexpr std::uint32_t nobody = ~std::uint32_t{0};

enum class Sector : std::uint8_t { business, nonprofit, government, community };
inline constexpr std::array<std::string_view, 4> sector_names{"business", "nonprofit", "government", "community"};
inline constexpr std::size_t sectors = sector_names.size();

// What a recipe asks for, and what partners pool. Hours are staff hours plus effective volunteer hours.
enum class Resource : std::uint8_t { money, hours, goods, space };
inline constexpr std::array<std::string_view, 4> resource_names{"money", "hours", "goods", "space"};
inline constexpr std::array<std::string_view, 4> resource_units{"usd", "hour", "usd", "m2 hour"};
inline constexpr std::size_t resources = resource_names.size();
using Bundle = std::array<double, resources>;

enum class Source : std::uint8_t { donations, fees, appropriation, grants };
inline constexpr std::array<std::string_view, 4> source_names{"donations", "fees", "appropriation", "grants"};
inline constexpr std::size_t sources = source_names.size();

// Every way in which money enters or leaves an organisation. The first `sources` entries are income, in Source order.
enum class MoneyEntry : std::uint8_t {
  donations, fees, appropriation, grants,
  endowment, awards, aid_received,  // in; endowment: what a newly founded organisation starts with; awards: of calls
  core_costs, wages, volunteer_support, service_money, bought_goods, bought_space, bought_services, agreement_costs,
  coordination, aid_given, closure  // out
};
inline constexpr std::array<std::string_view, 18> money_entry_names{
    "donations",    "fees",         "appropriation",   "grants",          "endowment",    "awards",
    "aid_received", "core_costs",   "wages",           "volunteer_support", "service_money", "bought_goods",
    "bought_space", "bought_services", "agreement_costs", "coordination",    "aid_given",    "closure"};
inline constexpr std::size_t money_entries = money_entry_names.size();
inline constexpr std::size_t money_income_entries = 7;

enum class GoodsEntry : std::uint8_t { in_kind, bought, used, perished, closure };
inline constexpr std::array<std::string_view, 5> goods_entry_names{"in_kind", "bought", "used", "perished", "closure"};
inline constexpr std::size_t goods_entries = goods_entry_names.size();
inline constexpr std::size_t goods_income_entries = 2;

// Adults of a district: volunteering now or free, by whether they volunteered in the survey year before this one and,
// for the free, in this one (who volunteers now has volunteered in this one).
enum class People : std::uint8_t {
  volunteering_new, volunteering_again, free_never, free_this_year, free_last_year, free_both_years
};
inline constexpr std::array<std::string_view, 6> people_names{"volunteering_new", "volunteering_again", "free_never",
                                                              "free_this_year",   "free_last_year",     "free_both_years"};
inline constexpr std::size_t people_classes = people_names.size();

enum class Stage : std::uint8_t { forming, active, under_review, dissolved };
inline constexpr std::array<std::string_view, 4> stage_names{"forming", "active", "under_review", "dissolved"};

enum class Governance : std::uint8_t { shared, lead_organisation, administrative_organisation };
inline constexpr std::array<std::string_view, 3> governance_names{"shared", "lead_organisation",
                                                                  "administrative_organisation"};

enum class EndReason : std::uint8_t {
  none, goal_achieved, funding_ended, conflict, unmet_expectation, member_closed, lapsed_in_forming, withdrawal
};
inline constexpr std::array<std::string_view, 8> end_reason_names{
    "none",          "goal_achieved",     "funding_ended", "conflict", "unmet_expectation",
    "member_closed", "lapsed_in_forming", "withdrawal"};

enum class Level : std::uint8_t { none, contact, information, informal, formal, formal_multiple };
inline constexpr std::array<std::string_view, 6> level_names{"none",     "contact", "information",
                                                             "informal", "formal",  "formal_multiple"};
inline constexpr std::size_t levels = level_names.size();

enum class ClosureReason : std::uint8_t { none, insolvent, hazard, shock };
inline constexpr std::array<std::string_view, 4> closure_reason_names{"none", "insolvent", "hazard", "shock"};

// Founding values that may be given by a table or drawn; bits of Organisations::drawn.
enum class DrawnValue : std::uint8_t {
  position, revenue, mission, reserves, funding_mix, volunteers, goods, space, expertise, access, age, credibility
};
inline constexpr std::array<std::string_view, 12> drawn_value_names{
    "position", "revenue", "mission", "reserves", "funding_mix", "volunteers", "goods", "space", "expertise", "access",
    "age", "credibility"};

// One noun per mechanism: header, source, test, section of MODEL.md, parameters, scenario section, stream, timer.
// The values key the random streams: append only.
enum class Mechanism : std::uint8_t {
  founding = 1, needs = 2, finance = 3, volunteering = 4, assessment = 5, meeting = 6, partner_search = 7, dialogue = 8,
  agreement = 9, contribution = 10, delivery = 11, evaluation = 12, trust = 13, entry_exit = 14, calendar = 15,
  solidarity = 16, grants = 17, loans = 18, conflict = 19, credibility = 20, learning = 21, reporting = 22
};

// What a policy analyst turns. Each acts on parameters or state of some mechanisms, never on an outcome (MODEL.md, levers).
enum class Lever : std::uint8_t {
  needs_assessment, stakeholder_mapping, collaboration_tools, agreement_support, collaborative_grants, operating_grants,
  facilitation, mediation, capacity_building, shared_measurement, public_relations, evaluation_cycle, joint_events,
  success_stories, volunteer_centre, inclusive_governance, corporate_partnership_incentive
};
inline constexpr std::array<std::string_view, 17> lever_names{
    "needs_assessment", "stakeholder_mapping", "collaboration_tools", "agreement_support", "collaborative_grants",
    "operating_grants", "facilitation",        "mediation",           "capacity_building", "shared_measurement",
    "public_relations", "evaluation_cycle",    "joint_events",        "success_stories",   "volunteer_centre",
    "inclusive_governance", "corporate_partnership_incentive"};
inline constexpr std::size_t levers = lever_names.size();

enum class Shock : std::uint8_t {
  funding_cut, recession, demand_surge, disaster, volunteer_slump, scandal, closure, new_priority
};
inline constexpr std::array<std::string_view, 8> shock_names{"funding_cut",     "recession", "demand_surge", "disaster",
                                                             "volunteer_slump", "scandal",   "closure",      "new_priority"};
inline constexpr std::size_t shocks = shock_names.size();

// Calls for grants: for single organisations, or for partnerships alone.
enum class Call : std::uint8_t { operating, collaborative };
inline constexpr std::array<std::string_view, 2> call_names{"operating", "collaborative"};
inline constexpr std::size_t calls = call_names.size();

}  // namespace tessera
