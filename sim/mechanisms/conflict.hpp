// Conflict: running partnerships fall out, lose time over it, and make up, forget it or lose a member.
//
//   hazard of open conflict per month = logistic(base + divergence D + communication (1 - C) + stress (1 - kept)
//                                       + asymmetry (largest share - 1/n) - facilitation F),  P = 1 - exp(-hazard)
//   D divergence of positions, C quality of communication, F facilitation, n members (2 or more); kept = mean over members of
//   fulfilment / willingness, what they had of what they were willing to give; largest share: of committed value
//
// From the month after it opened, each month of conflict costs the share lost_hours of pooled hours (taken by delivery) and
// leaves every pair `evidence`, of which `impression` is good. Then it ends with chance 1 - exp(-sum of rates), by one of them
// in proportion: resolved at resolution + mediation * strength of the lever (once it has been open for mediation_delay_months),
// faded at fade, or by the exit of the least satisfied member at exit. Resolution opens the dialogue on purpose again:
// positions move `convergence` of the way to the purpose, so divergence falls by as much.
//
// Reads: Memberships (fulfilment, willingness, committed, satisfaction), Partnerships (divergence, communication,
// facilitation), Support. Writes: Partnerships (conflict_month, conflicts, conflicts_resolved, divergence),
// Memberships::position, Ties (evidence, last contact); exits as in state/leave.hpp.
// Draws: one uniform per running partnership, keyed by (initiator, target, founded month). Units: hazards per month.
// Source: goals, communication, means and power as causes: Gray 1989; sizes assumed.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

// prices: [resource] usd, for the value of what is committed.
void quarrel(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Support& support, const Bundle& prices,
             const ConflictParameters& parameters, const MechanismDraws& draws);

struct ConflictCauses {
  double divergence = 0.0;     // share
  double communication = 1.0;  // quality, share
  double kept = 1.0;           // share
  double largest_share = 0.5;  // of committed value
  double members = 2.0;
  double facilitation = 0.0;   // share
};
// Hazard per month of open conflict.
double conflict_hazard(const ConflictCauses& causes, const ConflictParameters& parameters);

// Competing rates per month at which an open conflict ends.
struct ConflictEnds {
  double resolution = 0.0;
  double fade = 0.0;
  double exit = 0.0;
  double sum() const { return resolution + fade + exit; }
};
// months_open: since it opened; mediation: strength of the lever.
ConflictEnds conflict_ends(std::int32_t months_open, double mediation, const ConflictParameters& parameters);

}  // namespace tessera
