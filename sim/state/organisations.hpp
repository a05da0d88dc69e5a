// Organisations as a structure of arrays. Rows are never moved or removed: a closed organisation keeps its row.
#pragma once

#include <cstdint>
#include <vector>

#include "vocabulary/names.hpp"

namespace tessera {

struct Organisations {
  std::size_t count() const { return id.size(); }

  // Who they are; written by: founding, entry_exit
  std::vector<std::uint64_t> id;            // [organisation] permanent, see organisation_id()
  std::vector<std::uint16_t> type;          // [organisation] index into Parameters::types
  std::vector<std::uint8_t> sector;         // [organisation] Sector
  std::vector<std::uint32_t> district;      // [organisation] home
  std::vector<double> x_km;                 // [organisation]
  std::vector<double> y_km;                 // [organisation]
  std::vector<double> radius_km;            // [organisation] service radius
  std::vector<std::uint8_t> active;         // [organisation] 1 = open
  std::vector<std::int32_t> founded_month;  // [organisation] negative: before the run
  std::vector<std::int32_t> closed_month;   // [organisation] never = -1
  std::vector<std::uint8_t> closure_reason; // [organisation] ClosureReason
  std::vector<std::uint64_t> drawn;         // [organisation] bit k set: founding value k was drawn, not given (DrawnValue)

  // What they want and can; written by: founding unless said
  std::vector<double> mission;              // [organisation][area] shares, sum 1
  std::vector<double> expertise;            // [organisation][area][competence] share 0..1; written by: learning
  std::vector<double> access;               // [organisation][group] share 0..1 of the group it can find
  std::vector<double> visibility;           // [organisation] share 0..1; written by: credibility
  std::vector<double> credibility;          // [organisation] share 0..1; written by: credibility, calendar
  std::vector<double> propensity;           // [organisation] partnering propensity, 1 = usual; written by: learning
  std::vector<double> capability;           // [organisation] collaboration capability, share 0..1; written by: learning
  std::vector<double> expertise_base;       // [organisation][area][competence] share 0..1 that stays when staff change; written by: learning
  std::vector<double> visibility_base;      // [organisation] as founded
  std::vector<double> credibility_base;     // [organisation] as founded
  std::vector<double> propensity_base;      // [organisation] as founded
  std::vector<double> performance;          // [organisation] smoothed harm-weighted outcome per usd of cost; written by: credibility
  std::vector<std::uint16_t> practices;     // [organisation][area] new practices it works by; written by: learning
  std::vector<std::uint16_t> new_practices; // [organisation] that arose with it this month; written by: learning

  // Finance; written by: finance unless said
  std::vector<double> revenue_usd;          // [organisation] yearly revenue as founded: the measure of size
  std::vector<double> service_share;        // [organisation] share of costs that goes to modelled services
  std::vector<double> wage_share;           // [organisation] share of the service budget paid as wages
  std::vector<double> base_income_usd;      // [organisation][source] per month, before noise
  std::vector<double> income_noise;         // [organisation][source] AR(1) state of log income
  std::vector<double> expected_income_usd;  // [organisation] per month, smoothed
  std::vector<double> cost_level_usd;       // [organisation] planned costs per month
  std::vector<double> target_reserve_months;// [organisation] reserves it aims at
  std::vector<double> money_usd;            // [organisation] cash; may fall below 0; also: delivery, agreement, entry_exit
  std::vector<double> money_opening_usd;    // [organisation] cash when the month began
  std::vector<double> money_book_usd;       // [organisation][money entry] what this month's mechanisms booked
  std::vector<std::int32_t> insolvent_months; // [organisation] months in a row with less cash than nothing

  // Goods in kind (usd of value) and space; written by: finance, delivery
  std::vector<double> goods_income_usd;     // [organisation] in-kind goods per month, before noise
  std::vector<double> goods_usd;            // [organisation] stock
  std::vector<double> goods_opening_usd;    // [organisation] stock when the month began
  std::vector<double> goods_book_usd;       // [organisation][goods entry]
  std::vector<double> space_m2_hours;       // [organisation] per month; perishes

  // Volunteers; written by: volunteering, entry_exit
  std::vector<std::int32_t> volunteers;     // [organisation][hours class] persons
  std::vector<double> morale;               // [organisation] share 0..1
  std::vector<double> hours_use;            // [organisation] hours asked / hours offered last month; written by: delivery
  std::vector<std::int32_t> volunteers_joined;  // [organisation] this month
  std::vector<std::int32_t> volunteers_left;    // [organisation] this month, closures included
  std::vector<std::int32_t> volunteers_lent;    // [organisation] to partners, this month; written by: loans
  std::vector<std::int32_t> volunteers_borrowed;  // [organisation] from partners, this month; written by: loans

  // Reach: districts within the service radius, ascending; rows [reach_begin[i], reach_begin[i+1]).
  std::vector<std::uint32_t> reach_begin{0};      // [organisation + 1]
  std::vector<std::uint32_t> reach_district;      // [reach]
  std::vector<double> reach_weight;               // [reach] 1 at the door, falling with distance
  std::vector<std::int32_t> reach_volunteers;     // [reach] volunteers who live there; sums match `volunteers`

  // This month; written by the mechanism named
  std::vector<double> available;            // [organisation][resource] for services this month; written by: finance (money, space, staff hours), volunteering (hours), delivery
  std::vector<double> staff_hours;          // [organisation] of this month; written by: finance
  std::vector<double> volunteer_hours;      // [organisation] offered, effective hours; written by: volunteering
  std::vector<double> overhead_hours;       // [organisation] spent on meetings, signing, coordination; written by: dialogue, agreement; reset by finance
  std::vector<double> reading;              // [organisation][area] this month's own reading of unmet share; written by: assessment
  std::vector<double> perceived;            // [organisation][area] unmet share it believes in; written by: assessment
  std::vector<double> idle;                 // [organisation][resource] share of own bundle left idle last month; written by: delivery
  std::vector<double> own_output;           // [organisation][area] service units made alone, before duplication; written by: delivery
  std::vector<double> own_met;              // [organisation][area] its share of met; written by: delivery
};

// Permanent 64-bit ids. Founding organisations: (type, rank within type); entrants: (district, month, k).
inline std::uint64_t founding_id(std::uint16_t type, std::uint32_t rank) { return (std::uint64_t{type} << 32) | rank; }
inline std::uint64_t entrant_id(std::uint32_t district, std::uint16_t month, std::uint16_t k) {
  return (std::uint64_t{1} << 63) | (std::uint64_t{district} << 32) | (std::uint64_t{month} << 16) | k;
}

}  // namespace tessera
