// The founding values of one organisation, as drawn or given, before it has a row in the state.
#pragma once

#include <array>
#include <cstdint>

#include "vocabulary/names.hpp"

namespace tessera {

// A district within an organisation's reach.
struct Reach {
  std::uint32_t district = 0;
  double weight = 1.0;  // 1 at the door, falling with distance
};

struct NewOrganisation {
  std::uint64_t id = 0;
  std::uint16_t type = 0;
  Sector sector = Sector::nonprofit;
  std::uint32_t district = 0;
  double x_km = 0.0;
  double y_km = 0.0;
  double radius_km = 0.0;
  std::int32_t founded_month = 0;                       // negative: before the run
  std::uint64_t drawn = 0;                              // DrawnValue bits: drawn, not given

  std::array<double, most_areas> mission{};             // [area] shares, sum 1
  std::array<double, most_areas * competences> expertise{};  // [area][competence] share 0..1
  std::array<double, most_groups> access{};             // [group] share 0..1
  double visibility = 0.5;
  double credibility = 0.5;
  double propensity = 1.0;
  double capability = 0.5;
  double morale = 0.5;

  double revenue_usd = 0.0;                             // per year
  double service_share = 0.0;
  double wage_share = 0.0;
  std::array<double, sources> base_income_usd{};        // [source] per month
  std::array<double, sources> income_noise{};           // [source] log
  double cost_level_usd = 0.0;                          // per month
  double target_reserve_months = 0.0;
  double money_usd = 0.0;
  double goods_income_usd = 0.0;                        // per month
  double goods_usd = 0.0;
  double space_m2_hours = 0.0;                          // per month
};

}  // namespace tessera
