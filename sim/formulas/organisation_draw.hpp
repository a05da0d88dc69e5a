// What one organisation is like: drawn from the laws of its type, with given values in place of drawn ones. Used by
// founding and for entrants. Nothing of other organisations enters, so a further one changes no other.
//
// Each aspect has its own stream, so that a given value shifts no other draw.
// Sources: revenue, reserves and ages IRS 990 e-filings 2021; the rest assumed, see the parameter table (founding).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/draws.hpp"
#include "vocabulary/new_organisation.hpp"

namespace tessera {

// The laws of one type: its row of the type table and the parameters of founding and finance.
struct OrganisationLaw {
  std::uint16_t type = 0;
  Sector sector = Sector::nonprofit;
  std::size_t areas = 0;
  std::size_t groups = 0;
  std::array<double, most_areas> mission{};  // [area] weights, sum 1
  std::array<double, most_groups> access{};  // [group] share
  std::array<double, sources> funding{};     // [source] shares, sum 1
  bool one_field = false;

  double revenue_log_mean, revenue_log_sd, service_share, wage_share, goods_per_revenue, space_m2_hours, radius_km,
      credibility, visibility, expertise;

  double reference_revenue_usd, reserve_median_months, reserve_size_exponent, reserve_log_sd, reserve_gap_share,
      age_median_years, age_log_sd, age_size_correlation, large_revenue_usd, large_exponent, mission_concentration,
      one_field_share, smallest_mission_share, funding_concentration, expertise_outside, expertise_sd, access_sd,
      visibility_sd, space_log_sd, propensity_log_sd, capability_mean, capability_sd;
  double noise_sd, noise_size_exponent;  // of log income
  double morale;
};

// What is known of an organisation; the rest is drawn.
struct GivenValues {
  std::optional<Sector> sector;
  std::optional<double> radius_km, revenue_usd, expenses_usd, reserve_months, cash_usd, age_years, goods_usd_per_month,
      space_m2_hours, credibility, visibility, expertise, service_share, goods_usd, target_reserve_months, propensity,
      capability, morale;
  std::vector<double> funding;  // [source] shares, empty = open
  std::vector<double> mission;  // [area] shares, empty = open
  std::vector<double> access;   // [group] shares, empty = open
  std::vector<double> expertise_by_area;  // [area][competence] shares, empty = open
};

// Streams of one organisation; the numbers key its draws within a mechanism: append only.
enum class OrganisationDraw : std::uint16_t {
  size = 100, place = 101, mission = 102, expertise = 103, access = 104, standing = 105, funding = 106, income = 107,
  reserves = 108, space = 109, age = 110, character = 111, acquaintances = 112, volunteers = 113
};

// The organisation of this id. size_quantile in (0, 1): where in its type's revenue distribution it stands;
// log_size_shift is added to log revenue (entrants are small). District, position and reach are left to the caller.
NewOrganisation draw_organisation(const OrganisationLaw& law, const GivenValues& given, std::uint64_t id,
                                  double size_quantile, double log_size_shift, const MechanismDraws& draws);

// Quantile of the member `rank` of a keyed low-discrepancy sequence (golden ratio, shifted by `shift`): whatever the
// length, the first n members cover (0, 1) evenly, and a further one moves none.
double stratified_quantile(std::uint64_t shift, std::uint64_t rank);

// Share of a large body's costs that reaches the community: share * min(1, (revenue / large)^(exponent - 1)) where
// share > 0.1; types that barely serve the modelled areas are left as they are.
double local_share(double share, double revenue_usd, double large_revenue_usd, double exponent);

// From the parameter table; a template so that this floor need not see it.
template <class AllParameters>
OrganisationLaw organisation_law(const AllParameters& p, std::uint16_t type) {
  const auto& t = p.types[type];
  const auto& f = p.founding;
  OrganisationLaw law{
      .type = type, .sector = t.sector, .areas = p.areas.size(), .groups = p.groups.size(), .funding = t.funding,
      .one_field = t.one_field, .revenue_log_mean = t.revenue_log_mean, .revenue_log_sd = t.revenue_log_sd,
      .service_share = t.service_share, .wage_share = t.wage_share, .goods_per_revenue = t.goods_per_revenue,
      .space_m2_hours = t.space_m2_hours, .radius_km = t.radius_km, .credibility = t.credibility,
      .visibility = t.visibility, .expertise = t.expertise, .reference_revenue_usd = f.reference_revenue_usd,
      .reserve_median_months = f.reserve_median_months, .reserve_size_exponent = f.reserve_size_exponent,
      .reserve_log_sd = f.reserve_log_sd, .reserve_gap_share = f.reserve_gap_share,
      .age_median_years = f.age_median_years, .age_log_sd = f.age_log_sd,
      .age_size_correlation = f.age_size_correlation, .large_revenue_usd = f.large_revenue_usd,
      .large_exponent = f.large_exponent, .mission_concentration = f.mission_concentration,
      .one_field_share = f.one_field_share, .smallest_mission_share = f.smallest_mission_share,
      .funding_concentration = f.funding_concentration, .expertise_outside = f.expertise_outside,
      .expertise_sd = f.expertise_sd, .access_sd = f.access_sd, .visibility_sd = f.visibility_sd,
      .space_log_sd = f.space_log_sd, .propensity_log_sd = f.propensity_log_sd, .capability_mean = f.capability_mean,
      .capability_sd = f.capability_sd, .noise_sd = p.finance.noise_sd,
      .noise_size_exponent = p.finance.noise_size_exponent, .morale = p.volunteering.morale_usual};
  for (std::size_t a = 0; a < law.areas && a < t.mission.size(); ++a) law.mission[a] = t.mission[a];
  for (std::size_t g = 0; g < law.groups && g < t.access.size(); ++g) law.access[g] = t.access[g];
  return law;
}

}  // namespace tessera
