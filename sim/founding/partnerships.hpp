// Partnerships that exist when the run begins, from the names that described organisations share.
//
// Each is active, signed in month 0, its term ending at a drawn month of the usual term and its first review at one of
// the usual interval. Purpose: mean of the members' missions, which are also their positions. Commitments: the usual
// share of what a member has available as founded. Governance: a lead organisation if a member leads, else the
// cheapest. Every two members know each other. Where the scenario has a memory, it then takes the place of all this.
#pragma once

#include "base/draws.hpp"
#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

// Writes Partnerships, Memberships, and Ties between members. Throws InputError for a partnership of one.
void found_partnerships(World& world, const Scenario& scenario, const MechanismDraws& draws);

// What an organisation has for services in a month, as founded.
Bundle available_at_founding(const Organisations& organisations, std::size_t i, const Parameters& parameters);

}  // namespace tessera
