// Trust: directed evidence about partners, fading, with bad evidence weighing more than good.
//
//   good <- forgetting * good + weight * s,   bad <- forgetting * bad + negativity * weight * (1 - s)
//   s = min(1, (fulfilment_j + observation noise) / tolerance), for every ordered pair of members of an active partnership;
//       shared measurement lowers the spread of that noise by measurement_effect * mean strength over the members
//   T_ij = (prior_counts * T0_j + good) / (prior_counts + good + bad), T0_j = institution-based trust in j
//
// (Beta reputation, Josang & Ismail 2002; asymmetry, Slovic 1993.) Read off besides, for every tie: joint hours (smoothed
// pair share of hours given to common work) and the level of collaboration: contact, information (recent contact),
// informal (joint hours), formal (more joint hours under an agreement), formal on several projects. Membership of a large
// partnership alone is not a formal tie. Once a year ties without contact for stale_months and without a common
// partnership are forgotten.
// Reads: Partnerships, Memberships, Organisations::id, Support. Writes: Ties (all but common, former). Draws: one normal per ordered
// pair of partners, keyed by (observer, observed): the two see one another once a month. Units: counts, hours.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

void update_trust(Ties& ties, const Partnerships& partnerships, const Memberships& memberships,
                  const Organisations& organisations, const Support& support, const TrustParameters& parameters,
                  const MechanismDraws& draws);

// Success seen by a partner: fulfilment (share) with observation error, against the tolerance; 0..1.
double observed_success(double fulfilment, double error, double tolerance);

// Level of collaboration read off a tie. signed_common: active partnerships both are members of.
Level collaboration_level(std::int32_t months_since_contact, double joint_hours, unsigned signed_common,
                          const TrustParameters& parameters);

}  // namespace tessera
