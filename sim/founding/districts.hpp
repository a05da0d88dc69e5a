// The place: synthetic districts on a near-square grid, then the described ones, with residents and adults.
//
// Residents of the synthetic districts sum to community.residents exactly: log weights vary with sd 0.25 and are
// rounded by largest remainder. Group shares vary from district to district by a factor of up to
// exp(segregation * ln 3) either way and are rounded likewise, so that the groups of a district sum to its residents.
// Adults = residents * adult_share, rounded; all free and never a volunteer yet.
#pragma once

#include "base/draws.hpp"
#include "scenario/scenario.hpp"
#include "state/community.hpp"

namespace tessera {

// Draws: one normal and `groups` uniforms per synthetic district, keyed by its index.
Community found_districts(const Scenario& scenario, const MechanismDraws& draws);

// Residents of each district, groups together.
std::vector<std::int64_t> residents_by_district(const Community& community);

}  // namespace tessera
