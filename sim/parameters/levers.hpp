// What levers and shocks are: through which channel each acts, on which parameters or state, and what it costs or how large
// it may be. One table each for the reader, `describe`, the calendar, and the tables in MODEL.md.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "parameters/parameters.hpp"

namespace tessera {

// What a lever's monthly cost is counted by. Grants cost what is paid out.
enum class CostBasis : std::uint8_t { district, member, partnership, organisation, member_business, paid };
inline constexpr std::array<std::string_view, 6> cost_basis_names{
    "per district and month",     "per membership and month",      "per partnership and month",
    "per organisation and month", "per member business and month", "what is paid out"};

struct LeverRow {
  Lever lever;
  std::string_view channel;  // a sentence: who does what otherwise
  std::string_view moves;    // parameters "section.key" and state in words, separated by ", "
  CostBasis basis;
  double CalendarParameters::* cost_usd;  // at full intensity; of grants: the budget per resident and year
};

// Keys of a target that have a meaning, as bits.
enum TargetKey : std::uint16_t {
  target_sector = 1, target_type = 2, target_district = 4, target_group = 8, target_area = 16, target_organisation = 32,
  target_share = 64, target_most_connected = 128
};
// Whom a policy may name, and a shock that hits organisations.
inline constexpr std::uint16_t target_of_organisations = target_sector | target_type | target_district |
                                                         target_organisation | target_share | target_most_connected;

struct ShockRow {
  Shock kind;
  std::string_view channel;
  std::string_view moves;
  std::string_view unit;          // of size; empty: it has no size
  double lowest, highest;         // of size
  std::string_view size_meaning;  // a sentence
  bool lasting;                   // has a duration; the others happen once
  std::uint16_t target;           // keys that have a meaning
  std::uint16_t needed;           // at least one of these must be given; 0 = none
};

// In the order of the enumerations.
std::span<const LeverRow> lever_table();
std::span<const ShockRow> shock_table();
const LeverRow& row_of(Lever lever);
const ShockRow& row_of(Shock kind);

// One paragraph for `describe`, and the two tables of MODEL.md.
std::string describe_lever(const LeverRow& row);
std::string describe_shock(const ShockRow& row);
std::string write_lever_table();
std::string write_shock_table();

}  // namespace tessera
