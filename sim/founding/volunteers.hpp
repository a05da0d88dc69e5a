// Who volunteers where when the run begins.
//
// Organisations whose volunteers are known get them from the adults of their districts, by reach weight and free adults
// (as far as there are adults). What is then missing to volunteering.initial_stock of a district's adults is split among
// the other organisations that reach it, in proportion to pull * (revenue / reference)^volunteer_size_exponent * reach
// weight, by systematic sampling: exact totals, no bias against the small. Hours classes are drawn per organisation.
// recruiting_norm is the attraction that mechanism volunteering would sum up at this moment with a fit of 0 (no unmet
// need has been read yet): joining then starts at its stated rate.
#pragma once

#include "base/draws.hpp"
#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

// Writes Organisations::volunteers, reach_volunteers, Community::people, recruiting_norm.
void found_volunteers(World& world, const Scenario& scenario, const MechanismDraws& draws);

}  // namespace tessera
