// Needs arise: what residents want of each service area this month.
//
//   fresh[a,d,g]  ~ Poisson(incidence_scale * incidence[a,g] * residents[d,g] * season[a, month] * need_factor[a,d,g])
//   wanted[a,d,g] = fresh + persistence[a] * (wanted - met of last month)
//
// need_factor is what shocks do, 1 without. Reads: Community::residents, Conditions::need_factor, Need::wanted, met. Writes: Need::fresh, wanted (met and delivered are left to delivery).
// Draws: one Poisson per cell, keyed by (district, group, area). Units: service units per month.
// Source: incidence is assumed; see the table of areas.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/support.hpp"

namespace tessera {

void arise_needs(Need& need, const Community& community, const Conditions& conditions,
                 const NeedsParameters& parameters, std::span<const AreaTraits> areas, const MechanismDraws& draws);

}  // namespace tessera
