// Volunteering: residents are finite. Volunteers quit, free adults join one of the organisations that reach their district.
//
//   morale     <- morale + adjustment (target - morale),
//   target      = usual - overuse_weight max(0, hours_use - 1) - underuse_weight max(0, 1 - hours_use)
//   quit chance = logistic(logit(quit_per_month) - morale_weight (morale - usual)) (1 - centre_retention centre_i)
//   quitters    ~ Binomial(volunteers, quit chance)
//   hazard[d]   = join_per_month * (sum over reachers of attraction) / recruiting_norm[d]
//                 * (1 + centre_recruitment centre_d) * join_factor[d]
//   joiners[d]  ~ Binomial(free adults of d, 1 - exp(-hazard)); each goes to one reacher in proportion to attraction
//                 (formulas/volunteering.hpp: type's pull, who is there already, standing, fit, distance)
//
// centre: strength of the lever volunteer_centre, of a district the mean over the open organisations at home there;
// join_factor: what shocks do, 1 without.
//
// Quits and joins are decided on the state as it stood, then applied: the stationary stock is p / (p + quit) with
// p = 1 - exp(-join). Quitters take an hours class and a home district without replacement, as who gives how many hours and
// where a volunteer lives are counted apart. Fit is the mission-weighted unmet share an organisation perceives above the
// plain mean over areas: it steers volunteers, and leaves how many there are to join_per_month.
//
// Survey quantities (P5) are kept over years of twelve months: people classes remember who volunteered at any time in this
// year and in the last (who quits before giving an hour in a year has not in that one). At the end of a year
// (month % 12 = 0) participation and survey_retention are computed and the flags move on. Conservation is exact: adults[d] = sum of people[d]; sum of reach_volunteers in d = those volunteering.
//
// Reads: Organisations::id, type, credibility, visibility, mission, perceived, hours_use, reach; Geography::reachers;
//   Community::adults, recruiting_norm; Support::volunteer_centre; Conditions::join_factor. Writes: Organisations::volunteers, reach_volunteers, morale, volunteers_joined,
//   volunteers_left, volunteer_hours, available[hours] (added); Community::people, participation, survey_retention,
//   volunteer_hours_this_year, volunteer_hours_last_year.
// Draws: one stream per organisation (number 0: how many quit, who) and three per district (1: which people classes;
//   2: how many join; 3: two words for each joiner in turn: organisation, hours class).
// Units: persons, hours per month. Source: AmeriCorps 2024; CNCS 2008; Hager & Brudney 2004.
#pragma once

#include <span>

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/support.hpp"

namespace tessera {

void turn_over_volunteers(Community& community, Organisations& organisations, const Geography& geography,
                          const Support& support, const Conditions& conditions,
                          const VolunteeringParameters& parameters, std::span<const TypeTraits> types,
                          const MechanismDraws& draws);

// Volunteers of one organisation, all hours classes.
inline std::int32_t volunteers_of(const Organisations& organisations, std::size_t i) {
  std::int32_t sum = 0;
  for (std::size_t c = 0; c < hours_classes; ++c) sum += organisations.volunteers[i * hours_classes + c];
  return sum;
}

}  // namespace tessera
