// What the community's resident groups, service areas and organisation types are like: tables with named rows, which a
// scenario may change or extend. Defaults are in catalogue.cpp, each column with its source.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/names.hpp"

namespace tessera {

struct GroupTraits {
  std::string name;
  double share = 0.0;  // of residents
};

struct AreaTraits {
  std::string name;
  std::array<double, resources> requirement{};  // of each resource per service unit: usd, hour, usd, m2 hour
  double elasticity = 0.5;                      // of substitution between inputs
  double harm_weight = 1.0;                     // harm of one unmet unit relative to the others
  double persistence = 0.5;                     // share of unmet need that is still there next month
  double season_amplitude = 0.0;                // share by which need swings over the year
  double season_peak_month = 1.0;               // 1..12
  double service_price_usd = 0.0;               // for which a service unit can be bought on a market; 0 = no market
  std::vector<double> incidence;                // [group] service units arising per resident and month
};

struct TypeTraits {
  std::string name;
  Sector sector = Sector::nonprofit;
  double share = 0.0;                     // weight among organisations of a synthetic founding
  double revenue_log_mean = 12.3;         // of yearly revenue in usd
  double revenue_log_sd = 1.0;
  double service_share = 0.5;             // of revenue that goes to services of the modelled areas
  double wage_share = 0.5;                // of the service budget
  double goods_per_revenue = 0.0;         // in-kind goods (usd) per usd of revenue
  double goods_perishing_per_month = 0.1; // share of the stock
  double space_m2_hours = 500.0;          // per month, usable for services
  double volunteer_pull = 1.0;            // relative attraction for volunteers
  double radius_km = 10.0;                // service radius
  double credibility = 0.5;
  double visibility = 0.5;
  double expertise = 0.4;                 // mean, in the areas of its mission
  std::array<double, sources> funding{};  // shares of income by source
  std::vector<double> mission;            // [area] weights, normalised
  std::vector<double> access;             // [group] share of the group it can find
  bool one_field = false;                 // each organisation has one main field, drawn by the mission weights
};

// A column of one of the three tables: name, unit, range, meaning, source. Lists have one value per group or area.
template <class Traits>
struct TraitRow {
  std::string_view name;
  std::string_view unit;
  double lowest;
  double highest;
  std::string_view meaning;
  std::string_view source;
  double& (*value)(Traits&);                        // nullptr for lists
  std::vector<double>& (*list)(Traits&) = nullptr;  // [group] or [area], see `per`
  std::string_view per = "";                        // "group", "area" or empty
};

std::span<const TraitRow<GroupTraits>> group_columns();
std::span<const TraitRow<AreaTraits>> area_columns();
std::span<const TraitRow<TypeTraits>> type_columns();

std::vector<GroupTraits> standard_groups();
std::vector<AreaTraits> standard_areas();  // incidence and types' access refer to the standard groups,
std::vector<TypeTraits> standard_types();  // missions to the standard areas

}  // namespace tessera
