// Calendar: which policies work this month and on whom, what the shocks of this month do, and what the public pays.
//
//   strength[lever, i] = 1 - product over the lever's policies that reach i this month of (1 - intensity)
//   spending[lever]    = sum over its policies of cost * units reached * intensity * cost_multiple
//   economy            = product over recessions of (1 - size)
//
// Units: districts (each counts by the share of its open organisations that is reached; all of it if nobody is excluded),
// memberships, partnerships (by the share of their members that is reached), open organisations, open businesses that are
// members. Two policies of one lever are paid twice and work less than twice. Policies pay outside professionals: no money
// enters an organisation. Grants cost what they pay out, which the mechanism `grants` books; their entries are left at 0.
//
// Shocks multiply: the income of appropriation and grants (funding_cut), mean fresh need (demand_surge, disaster,
// new_priority), staff hours and space (disaster), joining (volunteer_slump), the economy (recession). At once: a scandal
// takes a share of credibility, of which partners lose scandal_spread; a closure names who closes at the end of the month.
// new_priority moves need: the areas named rise by `size`, the others fall so that total mean fresh need stays.
//
// Reads: month, who organisations are, who is a member of what. Writes: World::support, conditions, economy;
//   Community::public_spending_usd, public_spending_total_usd; Organisations::credibility (scandal).
// Draws: one uniform per organisation and policy or shock for a share (number 0) and one among equally connected (1), keyed
//   by the replicate, the organisation and the name, without month: for good. Units: share, multiple, usd per month. Source: assumed; costs see the rows.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

void apply_calendar(World& world, const Parameters& parameters, const MechanismDraws& draws);

// What two policies of strengths `one` and `other` come to; exactly `one` if the other is 0 and the reverse.
inline double join_strengths(double one, double other) { return one + other * (1.0 - one); }

}  // namespace tessera
