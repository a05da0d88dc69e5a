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
  donations, fees, appropriation, grants, endowment,  // in (endowment: what a newly founded organisation starts with)
  core_costs, wages, volunteer_support, service_money, bought_goods, bought_space, agreement_costs, coordination,
  closure  // out
};
inline constexpr std::array<std::string_view, 14> money_entry_names{
    "donations",     "fees",         "appropriation", "grants",          "endowment",    "core_costs", "wages",
    "volunteer_support", "service_money", "bought_goods",  "bought_space", "agreement_costs", "coordination", "closure"};
inline constexpr std::size_t money_entries = money_entry_names.size();
inline constexpr std::size_t money_income_entries = 5;

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

enum class ClosureReason : std::uint8_t { none, insolvent, hazard };
inline constexpr std::array<std::string_view, 3> closure_reason_names{"none", "insolvent", "hazard"};

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
  agreement = 9, contribution = 10, delivery = 11, evaluation = 12, trust = 13, entry_exit = 14
};

}  // namespace tessera
