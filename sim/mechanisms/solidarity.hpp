// Solidarity: partners with reserves help a member whose cash is overdrawn.
//
//   gap_i       = -cash of i where it is below nothing
//   surplus_j   = max(0, cash - reserve_months * cost level) of partners j in active partnerships, each counted once
//   asked_ij    = min(share * gap_i, sum of surplus) * surplus_j / sum of surplus
//   aid_ij      = asked_ij * min(1, surplus_j / sum of what j is asked for)
//
// A gift, not a loan. Everybody asks on the state as it stood; nobody gives below its floor, though several ask. What is
// asked in vain is not asked again of others. Whoever is no longer overdrawn has not been insolvent this month.
// Reads: Partnerships, Memberships, Organisations::cost_level_usd. Writes: Organisations::money_usd, money_book_usd
//   (aid_given, aid_received), available[money] of givers (never more than their cash), insolvent_months.
// Draws: none. Units: usd. Source: assumed; mutual aid and pooled reserves, see MODEL.md.
#pragma once

#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"

namespace tessera {

void show_solidarity(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                     const SolidarityParameters& parameters);

}  // namespace tessera
