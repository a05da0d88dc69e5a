// Contribution: what each member of an active partnership gives of what it promised.
//
//   feasible[r]  = min(1, at hand[r] * (1 - own_obligations) / sum of the member's commitments of r), at hand = available
//                  and not earmarked less, for hours, what meetings and signing have taken already
//   willingness  = clamp(reciprocity * belief + A * (1 - reciprocity * belief) - temptation * (1 - 1/members), 0, 1),
//                  A = F + measurement_effect * s * (1 - F),  F = accountability * formality of the agreement,
//                  s = mean strength of shared measurement over the members
//   given[r]     = committed[r] * feasible[r] * willingness + earmarked[r]
//   fulfilment   = value of what was given of promises / value of what was promised
//   belief      += belief_adjustment * (mean fulfilment of the other members - belief)
//
// What awards earmark for the partnership is passed on in full, as far as hours already spent leave it.
// Conditional cooperation in the belief form: with accountability 0 giving decays, as in public-goods games (Fehr &
// Gaechter 2000); a logistic in trust would be all or nothing.
// Reads: Partnerships, Memberships::earmarked, Organisations::available, overhead_hours, Support. Writes: Memberships::given,
//   willingness, fulfilment, belief.
// Draws: none. Units: resources per month; shares.
#pragma once

#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"

namespace tessera {

void contribute(Memberships& memberships, const Partnerships& partnerships, const Organisations& organisations,
                const Support& support, const Bundle& prices, const ContributionParameters& parameters);

}  // namespace tessera
